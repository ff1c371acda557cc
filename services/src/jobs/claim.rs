//! Taking jobs and settling them. A job belongs to whoever holds its lease.

use super::{Done, LEASE, MAX_ATTEMPTS, backoff};
use crate::{
    Result,
    ctx::chance,
    entity::jobs,
    store::{Command, Tx},
};
use domain::{audit::canonical::micros, ids::JobId};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, ExprTrait, QueryFilter,
    QueryOrder, QuerySelect,
    sea_query::{Expr, LockBehavior, LockType},
};
use serde::Serialize;
use uuid::Uuid;

/// Neither done nor given up, its time has come, and nobody works on it.
pub(super) fn due(now: i64) -> Condition {
    Condition::all()
        .add(jobs::Column::DoneAt.is_null())
        .add(jobs::Column::FailedAt.is_null())
        .add(jobs::Column::RunAt.lte(now))
        .add(
            Condition::any()
                .add(jobs::Column::LeaseUntil.is_null())
                .add(jobs::Column::LeaseUntil.lte(now)),
        )
}

/// Takes jobs that are due, the oldest first. An attempt counts when it begins, so that a job that takes the process
/// down with it is given up in the end.
#[derive(Serialize)]
pub(super) struct Claim {
    pub(super) lease: Uuid,
    pub(super) limit: u64,
}

impl Command for Claim {
    const NAME: &'static str = "claim_jobs";
    type Output = Vec<JobId>;

    async fn run(&self, tx: &Tx) -> Result<Vec<JobId>> {
        let now = micros(tx.now());
        let mut find = jobs::Entity::find()
            .select_only()
            .column(jobs::Column::Id)
            .filter(due(now))
            .order_by_asc(jobs::Column::RunAt)
            .order_by_asc(jobs::Column::Id)
            .limit(self.limit);
        if tx.conn().get_database_backend() == DbBackend::Postgres {
            find = find.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
        }
        let taken: Vec<Uuid> = find.into_tuple().all(tx.conn()).await?;
        jobs::Entity::update_many()
            .col_expr(jobs::Column::Lease, Expr::value(self.lease))
            .col_expr(
                jobs::Column::LeaseUntil,
                Expr::value(micros(tx.now() + LEASE)),
            )
            .col_expr(
                jobs::Column::Attempts,
                Expr::col(jobs::Column::Attempts).add(1),
            )
            .filter(jobs::Column::Id.is_in(taken.iter().copied()))
            .exec(tx.conn())
            .await?;
        Ok(taken.into_iter().map(JobId::from_uuid).collect())
    }
}

/// Writes down how an attempt ended, unless the lease has gone to somebody else.
#[derive(Clone, Serialize)]
pub(super) struct Settle {
    pub(super) job: JobId,
    pub(super) lease: Uuid,
    pub(super) done: Done,
}

/// The most of an error that is kept, in characters.
const ERROR_CHARS: usize = 500;

impl Command for Settle {
    const NAME: &'static str = "settle_job";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let mine = jobs::Column::Lease.eq(self.lease);
        let Some(row) = jobs::Entity::find_by_id(self.job.as_uuid())
            .filter(mine)
            .one(tx.conn())
            .await?
        else {
            return Ok(());
        };
        let attempts = row.attempts;
        let mut row: jobs::ActiveModel = row.into();
        row.lease = Set(None);
        row.lease_until = Set(None);
        let error = |text: &str| Set(Some(text.chars().take(ERROR_CHARS).collect::<String>()));
        match &self.done {
            Done::Finished => {
                row.done_at = Set(Some(micros(tx.now())));
                row.payload = Set("{}".to_owned());
                row.last_error = Set(None);
            }
            Done::Later(why) if attempts < MAX_ATTEMPTS => {
                let wait = backoff::delay(attempts, chance());
                row.run_at = Set(micros(tx.now() + wait));
                row.last_error = error(why);
            }
            Done::Later(why) | Done::Never(why) => {
                row.failed_at = Set(Some(micros(tx.now())));
                row.last_error = error(why);
            }
        }
        row.update(tx.conn()).await?;
        Ok(())
    }
}
