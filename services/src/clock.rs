//! The one clock. Everything else takes the time from here, so that a test can move it.

use domain::audit::canonical::{from_micros, micros};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use time::{Duration, OffsetDateTime};

/// Tells the time, UTC, to the microsecond.
#[derive(Clone, Debug)]
pub struct Clock(Inner);

#[derive(Clone, Debug)]
enum Inner {
    System,
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub const fn system() -> Self {
        Self(Inner::System)
    }

    /// A clock that stands still until it is moved; its clones move with it.
    #[must_use]
    pub fn fixed(at: OffsetDateTime) -> Self {
        Self(Inner::Fixed(Arc::new(AtomicI64::new(micros(at)))))
    }

    /// Moves a fixed clock; the machine's cannot be moved.
    pub fn advance(&self, by: Duration) {
        if let Inner::Fixed(at) = &self.0 {
            let by = i64::try_from(by.whole_microseconds()).unwrap_or(i64::MAX);
            at.fetch_add(by, Ordering::SeqCst);
        }
    }

    /// Now, UTC, cut off to the microsecond.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        let at = match &self.0 {
            Inner::System => machine_micros(),
            Inner::Fixed(at) => at.load(Ordering::SeqCst),
        };
        from_micros(at).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

#[allow(
    clippy::disallowed_methods,
    reason = "this is the one place that asks the machine for the time"
)]
fn machine_micros() -> i64 {
    micros(OffsetDateTime::now_utc())
}
