//! Forgetting what is long over and evidence of nothing, in pieces of a moment each.
//!
//! What is old is looked for on the side of the readers; the writer is given keys. A row that was used again meanwhile
//! is no longer old, and stays. Several servers may sweep one database.

mod heaps;
mod staged;

use crate::{Ctx, Result, clock::Clock, store::Store};
use std::time::Duration;
use tokio::sync::watch;

/// How often it is swept.
pub const PERIOD: Duration = Duration::from_secs(3600);
/// How many rows go at once.
const PIECE: u64 = 500;

/// Forgets what is over.
#[derive(Clone, Debug)]
pub struct Sweeper {
    store: Store,
    clock: Clock,
}

impl Sweeper {
    /// A sweeper of a database.
    #[must_use]
    pub const fn new(store: Store, clock: Clock) -> Self {
        Self { store, clock }
    }

    /// Forgets all that is over now; how many rows.
    ///
    /// # Errors
    /// [`crate::Error::Internal`] when the database does not answer; what is left goes the next time.
    pub async fn sweep(&self) -> Result<u64> {
        let mut gone = 0;
        for heap in heaps::ALL {
            while let Some(rows) = heap.piece(self.store.read(), self.clock.now()).await? {
                gone += self.store.write(&self.ctx(), rows).await?;
            }
        }
        while let Some(rows) = staged::piece(self.store.read(), self.clock.now()).await? {
            gone += self.store.write(&self.ctx(), rows).await?;
        }
        Ok(gone)
    }

    fn ctx(&self) -> Ctx {
        Ctx::system(self.clock.clone(), "sweeper")
    }

    /// Sweeps each hour until asked to stop. Every piece is whole, so it stops between any two.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        loop {
            let swept = tokio::select! {
                swept = self.sweep() => swept,
                _ = stop.wait_for(|stop| *stop) => return,
            };
            match swept {
                Ok(0) => {}
                Ok(rows) => tracing::info!(rows, "forgot what was over"),
                Err(error) => tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "what is over could not be forgotten; it is tried again"
                ),
            }
            let asked = tokio::time::timeout(PERIOD, stop.wait_for(|stop| *stop));
            if asked.await.is_ok() {
                return;
            }
        }
    }
}
