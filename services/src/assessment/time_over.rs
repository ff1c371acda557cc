//! The end of an attempt whose time is over: with the answers that were given by then.

use super::{
    attempt::{Attempt, Event, Step, find, next_seq, steps},
    drawn::{drawn, quiz_of},
    finish::finish,
};
use crate::{
    Ctx, Result,
    clock::Clock,
    content::model::Quiz,
    ctx::Actor,
    entity::{attempt_events, attempts},
    store::{Command, Resource, Store, Tx},
};
use domain::{
    assessment::{
        QuizResult,
        limits::{GRACE, is_over},
    },
    audit::canonical::micros,
    ids::AttemptId,
    policy::Action,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Query};
use serde::Serialize;
use std::time::Duration;
use time::OffsetDateTime;
use tokio::sync::watch;

/// How often it is looked.
pub const PERIOD: Duration = Duration::from_secs(5);

/// Ends an attempt whose time is over. Whoever looks first may: its owner, or the program.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct EndOverdue {
    /// Which.
    pub attempt: AttemptId,
}

impl Command for EndOverdue {
    const NAME: &'static str = "end_overdue";
    /// Whether it was this that ended it.
    type Output = bool;

    async fn run(&self, tx: &Tx) -> Result<bool> {
        let attempt = find(tx.conn(), self.attempt).await?;
        if let Actor::Person(_) | Actor::Anonymous = tx.ctx().actor {
            tx.authorize(Action::AttemptTake, Resource::Person(attempt.person))
                .await?;
        }
        let so_far = steps(tx.conn(), attempt.id).await?;
        let over = is_over(attempt.ends_at, tx.now());
        if !over || so_far.iter().any(Step::is_end) {
            return Ok(false);
        }
        let (quiz, pass_mark) = quiz_of(tx, &attempt).await?;
        end(tx, &attempt, (&quiz, pass_mark), &so_far).await?;
        Ok(true)
    }
}

/// Ends a quiz as it stands: what has no answer is not right.
pub(super) async fn end(
    tx: &Tx,
    attempt: &Attempt,
    (quiz, pass_mark): (&Quiz, u32),
    so_far: &[Step],
) -> Result<()> {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let right = so_far.iter().filter(|step| step.is_right()).count();
    let total = drawn(quiz, attempt.seed).len();
    let result = QuizResult::of(count(right), count(total), pass_mark);
    let event = Event::QuizFinished {
        right: result.right,
        total: result.total,
        percent: result.percent,
        passed: result.passed,
        time_over: true,
    };
    finish(tx, attempt, next_seq(so_far), &event).await
}

/// Looks for attempts whose time is over, and ends them, visited or not.
#[derive(Clone, Debug)]
pub struct Timekeeper {
    store: Store,
    clock: Clock,
}

impl Timekeeper {
    /// A timekeeper of this database.
    #[must_use]
    pub const fn new(store: Store, clock: Clock) -> Self {
        Self { store, clock }
    }

    /// Looks until asked to stop.
    pub async fn run(self, mut stopped: watch::Receiver<bool>) {
        // The first look goes over everything, in case the program was not running when a time was over.
        let mut since = None;
        loop {
            match self.look(since).await {
                Ok(until) => since = Some(until),
                Err(error) => {
                    tracing::warn!(error = ?error, "attempts whose time is over could not be ended")
                }
            }
            tokio::select! {
                () = tokio::time::sleep(PERIOD) => {}
                _ = stopped.wait_for(|stop| *stop) => return,
            }
        }
    }

    /// Ends the attempts whose time was over since then, and says until when it looked. One that cannot be ended keeps
    /// nobody else's from its end.
    ///
    /// # Errors
    /// The last that came up, when the database does not answer or an attempt cannot be ended; those that were not ended
    /// are found again.
    pub async fn look(&self, since: Option<OffsetDateTime>) -> Result<OffsetDateTime> {
        let until = self.clock.now() - GRACE;
        let ended = Query::select()
            .column(attempt_events::Column::AttemptId)
            .from(attempt_events::Entity)
            .and_where(attempt_events::Column::Once.eq("finished"))
            .to_owned();
        let mut overdue = attempts::Entity::find()
            .select_only()
            .column(attempts::Column::Id)
            .filter(attempts::Column::EndsAt.lt(micros(until)))
            .filter(attempts::Column::Id.not_in_subquery(ended))
            .order_by_asc(attempts::Column::EndsAt)
            .order_by_asc(attempts::Column::Id);
        if let Some(since) = since {
            overdue = overdue.filter(attempts::Column::EndsAt.gte(micros(since)));
        }
        let ids: Vec<uuid::Uuid> = overdue.into_tuple().all(self.store.read()).await?;
        let mut failed = None;
        for id in ids {
            let attempt = AttemptId::from_uuid(id);
            let ctx = Ctx::system(self.clock.clone(), "timekeeper");
            if let Err(error) = self.store.write(&ctx, EndOverdue { attempt }).await {
                tracing::warn!(%attempt, error = ?error, "an attempt whose time is over could not be ended");
                failed = Some(error);
            }
        }
        failed.map_or(Ok(until), Err)
    }
}
