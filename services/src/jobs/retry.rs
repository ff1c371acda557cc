//! An administrator lets a job that was given up be tried again.

use crate::{
    Error, Result,
    entity::jobs,
    store::{Command, Fact, Resource, Tx},
};
use domain::{audit::canonical::micros, ids::JobId, policy::Action};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use serde::Serialize;

/// The request.
#[derive(Clone, Debug, Serialize)]
pub struct RetryJob {
    /// Which.
    pub job: JobId,
}

impl Command for RetryJob {
    const NAME: &'static str = "retry_job";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        tx.authorize(Action::SettingsManage, Resource::Any).await?;
        let row = jobs::Entity::find_by_id(self.job.as_uuid())
            .one(tx.conn())
            .await?
            .filter(|row| row.done_at.is_none())
            .ok_or(Error::NotFound)?;
        // It waits for its next attempt, or is being worked on: nothing to do but let it.
        if row.failed_at.is_none() && row.lease.is_some() {
            return Ok(());
        }
        let kind = row.kind.clone();
        let mut row: jobs::ActiveModel = row.into();
        row.failed_at = Set(None);
        row.attempts = Set(0);
        row.run_at = Set(micros(tx.now()));
        row.update(tx.conn()).await?;
        tx.fact(
            Fact::new("job_retried")
                .subject(self.job)
                .code("work", kind),
        )
        .await?;
        Ok(())
    }
}
