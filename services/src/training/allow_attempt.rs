//! Allowing one more attempt than an assignment does.

use super::change::changed_for;
use crate::{
    Error, Result,
    entity::extra_attempts,
    store::{Command, Fact, Tx},
};
use domain::{
    audit::canonical::micros,
    ids::{AssignmentId, PersonId},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde::Serialize;

/// Allows one more attempt at each quiz of an assigned course.
#[derive(Clone, Debug, Serialize)]
pub struct AllowAttempt {
    /// The assignment.
    pub assignment: AssignmentId,
    /// Why.
    pub reason: String,
}

impl Command for AllowAttempt {
    const NAME: &'static str = "allow_attempt";
    /// Whose assignment it is.
    type Output = PersonId;

    async fn run(&self, tx: &Tx) -> Result<PersonId> {
        let (person, found) = changed_for(tx, self.assignment, &self.reason).await?;
        if found.ended_at.is_some() || found.attempt_limit.is_none() {
            return Err(Error::Conflict("the assignment limits no attempts"));
        }
        let before = extra_attempts::Entity::find()
            .filter(extra_attempts::Column::AssignmentId.eq(found.id))
            .count(tx.conn())
            .await?;
        let number = i32::try_from(before).unwrap_or(i32::MAX).saturating_add(1);
        tx.insert(extra_attempts::ActiveModel {
            assignment_id: Set(found.id),
            number: Set(number),
            allowed_at: Set(micros(tx.now())),
        })
        .await?;
        let fact = Fact::new("attempt_allowed")
            .subject(person)
            .code("assignment", self.assignment)
            .code("course", found.course_slug)
            .code("number", number)
            .reason(self.reason.trim());
        tx.fact(fact).await?;
        Ok(person)
    }
}
