//! Taking an assignment back.

use super::change::changed_for;
use crate::{
    Error, Result,
    entity::assignments,
    store::{Command, Fact, Tx},
};
use domain::{
    audit::canonical::micros,
    ids::{AssignmentId, PersonId},
};
use sea_orm::ActiveValue::Set;
use serde::Serialize;

/// Ends an assignment. What was done so far stays.
#[derive(Clone, Debug, Serialize)]
pub struct UnassignCourse {
    /// Which.
    pub assignment: AssignmentId,
    /// Why.
    pub reason: String,
}

impl Command for UnassignCourse {
    const NAME: &'static str = "unassign_course";
    /// Whose it was.
    type Output = PersonId;

    async fn run(&self, tx: &Tx) -> Result<PersonId> {
        let (person, found) = changed_for(tx, self.assignment, &self.reason).await?;
        if found.ended_at.is_some() {
            return Err(Error::Conflict("the assignment has ended"));
        }
        let course = found.course_slug.clone();
        let mut row: assignments::ActiveModel = found.into();
        row.ended_at = Set(Some(micros(tx.now())));
        tx.update(row).await?;
        let fact = Fact::new("course_unassigned")
            .subject(person)
            .code("assignment", self.assignment)
            .code("course", course)
            .reason(self.reason.trim());
        tx.fact(fact).await?;
        Ok(person)
    }
}
