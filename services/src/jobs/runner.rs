//! Runs what is due, until asked to stop.

use super::{
    Job,
    claim::{Claim, Settle, due},
    job,
};
use crate::{Ctx, Error, Result, clock::Clock, ctx::Key, entity::jobs, store::Store};
use domain::audit::canonical::micros;
use futures::{FutureExt, future::join_all};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use std::{future::Future, panic::AssertUnwindSafe, time::Duration};
use tokio::sync::watch;

/// How often the runner looks.
pub const PERIOD: Duration = Duration::from_secs(1);
/// How many jobs are worked on at a time.
const AT_A_TIME: u64 = 4;
/// How many looks lie between two counts of what was given up: about a minute.
const COUNT_EVERY: u32 = 60;
/// How often settling is tried before the job is left to its lease.
const SETTLE_TRIES: u32 = 20;
/// The pause in between.
const SETTLE_PAUSE: Duration = Duration::from_millis(50);

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Done {
    /// It is done, or nothing is left to do.
    Finished,
    /// Not this time.
    Later(String),
    /// It cannot succeed, however often it is tried.
    Never(String),
}

/// Does the work of a job. The same job may come again: its id tells.
pub trait Worker: Send + Sync + 'static {
    /// One attempt. It should end well before [`super::LEASE`].
    fn work(&self, job: &Job) -> impl Future<Output = Done> + Send;
}

/// Runs jobs. Several may run on one database.
#[derive(Clone, Debug)]
pub struct Runner<W> {
    store: Store,
    clock: Clock,
    worker: W,
}

impl<W: Worker> Runner<W> {
    /// A runner whose jobs this worker does.
    #[must_use]
    pub const fn new(store: Store, clock: Clock, worker: W) -> Self {
        Self {
            store,
            clock,
            worker,
        }
    }

    fn ctx(&self) -> Ctx {
        Ctx::system(self.clock.clone(), "jobs")
    }

    /// Runs some of what is due; how many were begun.
    ///
    /// # Errors
    /// [`crate::Error::Internal`] when the database does not answer.
    pub async fn run_some(&self) -> Result<usize> {
        // Looking does not write: an idle server leaves the database alone.
        let waits = jobs::Entity::find()
            .filter(due(micros(self.clock.now())))
            .one(self.store.read())
            .await?;
        if waits.is_none() {
            return Ok(0);
        }
        let lease = Key::random().as_uuid();
        let limit = AT_A_TIME;
        let taken = match self.store.write(&self.ctx(), Claim { lease, limit }).await {
            // Others are taking some at this moment.
            Err(Error::Unavailable(_)) => return Ok(0),
            taken => taken?,
        };
        let rows = jobs::Entity::find()
            .filter(jobs::Column::Id.is_in(taken.iter().map(|id| id.as_uuid())))
            .filter(jobs::Column::Lease.eq(lease))
            .all(self.store.read())
            .await?;
        let attempts = rows.into_iter().map(|row| async move {
            let id = domain::ids::JobId::from_uuid(row.id);
            let done = match job(row) {
                Ok(job) => self.attempt(&job).await,
                Err(error) => Done::Never(format!("it cannot be read: {error}")),
            };
            let settle = Settle {
                job: id,
                lease,
                done,
            };
            self.settle(settle).await
        });
        for settled in join_all(attempts).await {
            settled?;
        }
        Ok(taken.len())
    }

    /// What was done must not be done again only because many settle at once.
    async fn settle(&self, settle: Settle) -> Result<()> {
        for _ in 0..SETTLE_TRIES {
            match self.store.write(&self.ctx(), settle.clone()).await {
                Err(Error::Unavailable(_)) => tokio::time::sleep(SETTLE_PAUSE).await,
                settled => return settled,
            }
        }
        self.store.write(&self.ctx(), settle).await
    }

    /// The metric by which operators see that something stopped.
    async fn count_given_up(&self, begun: &Result<usize>, looks: u32) {
        let changed = begun.as_ref().is_ok_and(|begun| *begun > 0);
        if !changed && !looks.is_multiple_of(COUNT_EVERY) {
            return;
        }
        if let Ok(count) = super::queries::given_up(&self.store).await {
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            metrics::gauge!("jasin_jobs_given_up").set(f64::from(count));
        }
    }

    async fn attempt(&self, job: &Job) -> Done {
        // A panic in one job must not end the runner.
        let done = AssertUnwindSafe(self.worker.work(job)).catch_unwind().await;
        let done = done.unwrap_or_else(|_| Done::Later("the program failed".to_owned()));
        let (id, kind, attempt) = (job.id, job.work.code(), job.attempt);
        match &done {
            Done::Finished => tracing::info!(%id, kind, attempt, "job done"),
            // The reason may name an address: it stands on the page of jobs, not in the log.
            Done::Later(_) => tracing::warn!(%id, kind, attempt, "job did not succeed"),
            Done::Never(_) => tracing::error!(%id, kind, attempt, "job given up"),
        }
        done
    }

    /// Runs everything that is due; how many were begun.
    ///
    /// # Errors
    /// [`crate::Error::Internal`] when the database does not answer.
    pub async fn run_due(&self) -> Result<usize> {
        let mut begun = 0;
        loop {
            match self.run_some().await? {
                0 => return Ok(begun),
                some => begun += some,
            }
        }
    }

    /// Looks each second until asked to stop. What was begun is finished; the rest waits for the next start.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut looks = 0_u32;
        loop {
            let begun = self.run_some().await;
            if let Err(error) = &begun {
                tracing::error!(
                    error = error as &dyn std::error::Error,
                    "jobs could not be run; they wait"
                );
            }
            self.count_given_up(&begun, looks).await;
            looks = looks.wrapping_add(1);
            // More may be due already.
            let pause = match begun {
                Ok(some) if some > 0 => Duration::ZERO,
                _ => PERIOD,
            };
            if tokio::time::timeout(pause, stop.wait_for(|stop| *stop))
                .await
                .is_ok()
            {
                return;
            }
        }
    }
}
