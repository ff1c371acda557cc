//! Reads for the page of jobs.

use crate::{
    Ctx, Error, Result,
    accounts::{KnownAs, known_as},
    entity::jobs,
    store::{Store, authorize_read},
};
use domain::{
    audit::canonical::from_micros,
    ids::{JobId, PersonId},
    policy::Action,
};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::BTreeMap;
use time::OffsetDateTime;

/// The most rows the page shows of each kind.
const ROWS: u64 = 100;

/// What waits and what was given up.
#[derive(Clone, Debug)]
pub struct JobsPage {
    /// How many were done, of those still remembered.
    pub done: u64,
    /// How many wait for their first or next attempt.
    pub waiting: u64,
    /// Those that wait after a failed attempt, the next first.
    pub again: Vec<JobRow>,
    /// Those given up, the last first.
    pub failed: Vec<JobRow>,
}

/// One job.
#[derive(Clone, Debug)]
pub struct JobRow {
    /// Its id.
    pub id: JobId,
    /// `Work::code`.
    pub kind: String,
    /// Whom it is for, with their name.
    pub person: Option<(PersonId, String)>,
    /// When it was wanted.
    pub created_at: OffsetDateTime,
    /// The next attempt, or when it was given up.
    pub at: OffsetDateTime,
    /// How often it was tried.
    pub attempts: i32,
    /// What went wrong the last time.
    pub error: Option<String>,
}

/// The page of jobs.
///
/// # Errors
/// [`Error::Forbidden`] unless the actor may change the settings.
pub async fn page(store: &Store, ctx: &Ctx) -> Result<JobsPage> {
    let db = store.read();
    authorize_read(db, ctx, Action::SettingsManage).await?;
    let open = || {
        jobs::Entity::find()
            .filter(jobs::Column::DoneAt.is_null())
            .filter(jobs::Column::FailedAt.is_null())
    };
    let again = open()
        .filter(jobs::Column::LastError.is_not_null())
        .order_by_asc(jobs::Column::RunAt)
        .limit(ROWS)
        .all(db)
        .await?;
    let failed = jobs::Entity::find()
        .filter(jobs::Column::DoneAt.is_null())
        .filter(jobs::Column::FailedAt.is_not_null())
        .order_by_desc(jobs::Column::FailedAt)
        .limit(ROWS)
        .all(db)
        .await?;
    let ids = again.iter().chain(&failed).filter_map(|row| row.person_id);
    let names = known_as(db, ids).await?;
    let rows = |jobs: Vec<jobs::Model>| -> Result<Vec<JobRow>> {
        jobs.into_iter().map(|job| row(job, &names)).collect()
    };
    Ok(JobsPage {
        done: jobs::Entity::find()
            .filter(jobs::Column::DoneAt.is_not_null())
            .count(db)
            .await?,
        waiting: open().count(db).await?,
        again: rows(again)?,
        failed: rows(failed)?,
    })
}

fn row(job: jobs::Model, names: &BTreeMap<uuid::Uuid, KnownAs>) -> Result<JobRow> {
    let at = |value| from_micros(value).ok_or_else(|| Error::internal("a job of no time"));
    let person = job.person_id.and_then(|id| {
        let name = names.get(&id)?.name.clone();
        Some((PersonId::from_uuid(id), name))
    });
    Ok(JobRow {
        id: JobId::from_uuid(job.id),
        kind: job.kind,
        person,
        created_at: at(job.created_at)?,
        at: at(job.failed_at.unwrap_or(job.run_at))?,
        attempts: job.attempts,
        error: job.last_error,
    })
}

/// How many jobs were given up: for the metrics.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn given_up(store: &Store) -> Result<u64> {
    Ok(jobs::Entity::find()
        .filter(
            jobs::Column::FailedAt
                .is_not_null()
                .and(jobs::Column::DoneAt.is_null()),
        )
        .count(store.read())
        .await?)
}
