//! Erasing what is kept for oneself alone: how sure one was, what one said of one's tasks, what one remembers. What is
//! evidence stays, with commitments that nobody can open any more.

use super::{queries::finished_of, refresher::forget};
use crate::{
    Error, Result,
    accounts::merge::rows_of,
    ctx::Actor,
    entity::{attempt_certainties, attempt_events, self_efficacies},
    store::{Command, Fact, Resource, Tx},
};
use domain::{ids::PersonId, policy::Action};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use serde::{Deserialize, Serialize};

/// Erases everything that is only the actor's own. What belongs to an attempt or a refresher they are still at stays until
/// that is over: its end needs it.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct EraseConfidence;

/// How much went.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Erased {
    /// Levels of certainty, each with its salt.
    pub certainties: u64,
    /// What was said of tasks, before and after courses.
    pub self_efficacies: u64,
    /// What was remembered of questions.
    pub memories: u64,
    /// Questions of refreshers, with what was given for them.
    pub refresher_questions: u64,
}

impl Command for EraseConfidence {
    const NAME: &'static str = "erase_confidence";
    type Output = Erased;

    async fn run(&self, tx: &Tx) -> Result<Erased> {
        let Actor::Person(person) = tx.ctx().actor else {
            return Err(Error::Forbidden);
        };
        tx.authorize(Action::ConfidenceOwn, Resource::Person(person))
            .await?;
        let (memories, refresher_questions) = forget(tx, person).await?;
        let erased = Erased {
            certainties: erase_certainties(tx, person).await?,
            self_efficacies: erase_self_efficacies(tx, person).await?,
            memories,
            refresher_questions,
        };
        if erased != Erased::default() {
            let fact = Fact::new("confidence_erased")
                .subject(person)
                .code("certainties", erased.certainties)
                .code("self_efficacies", erased.self_efficacies)
                .code("memories", erased.memories)
                .code("refresher_questions", erased.refresher_questions);
            tx.fact(fact).await?;
        }
        Ok(erased)
    }
}

async fn erase_certainties(tx: &Tx, person: PersonId) -> Result<u64> {
    let done = attempt_certainties::Entity::delete_many()
        .filter(attempt_certainties::Column::EventId.in_subquery(events_of_finished(person)))
        .exec(tx.conn())
        .await?
        .rows_affected;
    if done > 0 {
        tx.wrote("attempt_certainties");
    }
    Ok(done)
}

/// The events of a person's attempts that have ended.
fn events_of_finished(person: PersonId) -> SelectStatement {
    Query::select()
        .column(attempt_events::Column::Id)
        .from(attempt_events::Entity)
        .and_where(Expr::col(attempt_events::Column::AttemptId).in_subquery(finished_of(person)))
        .to_owned()
}

async fn erase_self_efficacies(tx: &Tx, person: PersonId) -> Result<u64> {
    let done = self_efficacies::Entity::delete_many()
        .filter(self_efficacies::Column::PersonId.in_subquery(rows_of(person)))
        .exec(tx.conn())
        .await?
        .rows_affected;
    if done > 0 {
        tx.wrote("self_efficacies");
    }
    Ok(done)
}
