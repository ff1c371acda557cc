//! The context of one request: who, when, under which key, in which language.

use crate::clock::Clock;
pub use domain::audit::record::Actor;
use domain::{ids::Id, language::Language};
use std::{fmt, str::FromStr};
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

/// Who asks, when, and under which key.
#[derive(Clone, Debug)]
pub struct Ctx {
    /// The time.
    pub clock: Clock,
    /// Who acts.
    pub actor: Actor,
    /// The actor's time zone (IANA name), for the log.
    pub zone: String,
    /// When the actor last proved who they are, if within this session.
    pub reauthenticated_at: Option<OffsetDateTime>,
    /// The key under which a repeated submission is the same one.
    pub key: Key,
    /// The request, as logs and error pages name it.
    pub request_id: RequestId,
    /// The language of the answer.
    pub language: Language,
    /// What kind of browser asks, such as `Firefox · Windows`.
    pub device: Option<String>,
}

/// How long a proof of who one is counts.
pub const CONFIRMED: Duration = Duration::minutes(10);

impl Ctx {
    /// The program itself acting, by the name of its part.
    #[must_use]
    pub fn system(clock: Clock, part: &str) -> Self {
        let request_id = RequestId(new_uuid(&clock));
        Self {
            clock,
            actor: Actor::System(part.to_owned()),
            zone: "UTC".to_owned(),
            reauthenticated_at: None,
            key: Key::random(),
            request_id,
            language: Language::default(),
            device: None,
        }
    }

    /// The actor's today: the date on the clock on their wall.
    #[must_use]
    pub fn today(&self) -> Date {
        crate::zone::in_zone(self.clock.now(), &self.zone).date()
    }

    /// The same context under another key: for the next of several commands.
    #[must_use]
    pub fn with_new_key(&self) -> Self {
        Self {
            key: Key::random(),
            ..self.clone()
        }
    }

    /// Whether the actor proved who they are within the last [`CONFIRMED`]: what matters asks for it.
    #[must_use]
    pub fn confirmed_lately(&self) -> bool {
        self.reauthenticated_at
            .is_some_and(|at| self.clock.now() - at < CONFIRMED)
    }

    /// A new id: UUIDv7 of this clock's time.
    #[must_use]
    pub fn new_id<I: Id>(&self) -> I {
        I::from_uuid(new_uuid(&self.clock))
    }
}

/// A UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds, the rest random.
fn new_uuid(clock: &Clock) -> Uuid {
    let millis = u64::try_from(clock.now().unix_timestamp_nanos() / 1_000_000).unwrap_or(0);
    let mut random = [0; 10];
    fill_random(&mut random);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// Fills with randomness of the operating system.
///
/// # Panics
/// When the operating system gives none: nothing safe can be done then.
#[allow(clippy::expect_used, reason = "without randomness nothing may go on")]
pub(crate) fn fill_random(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the operating system gives randomness");
}

/// A throw from 0 to 255, for pauses that must not be alike.
pub(crate) fn chance() -> u8 {
    let mut byte = [0];
    fill_random(&mut byte);
    byte[0]
}

/// The key of a submission: two with the same key and the same content are one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Key(Uuid);

impl Key {
    /// A new one.
    #[must_use]
    pub fn random() -> Self {
        let mut bytes = [0; 16];
        fill_random(&mut bytes);
        Self(uuid::Builder::from_random_bytes(bytes).into_uuid())
    }
    /// The UUID inside.
    #[must_use]
    pub const fn as_uuid(&self) -> Uuid {
        self.0
    }
}
impl FromStr for Key {
    type Err = uuid::Error;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Uuid::parse_str(s).map(Self)
    }
}
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The id of a request: on every log line, every error page and every fact.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct RequestId(Uuid);

impl RequestId {
    /// A new one.
    #[must_use]
    pub fn new(clock: &Clock) -> Self {
        Self(new_uuid(clock))
    }
}
impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
