//! What every change of an assignment asks first.

use crate::{
    Error, Result,
    entity::assignments,
    store::{Resource, Tx},
};
use domain::{
    ids::{AssignmentId, PersonId},
    policy::Action,
};
use sea_orm::EntityTrait;

/// An assignment that the actor may change, for a reason, with whose it is.
pub(super) async fn changed_for(
    tx: &Tx,
    assignment: AssignmentId,
    reason: &str,
) -> Result<(PersonId, assignments::Model)> {
    let found = assignments::Entity::find_by_id(assignment.as_uuid())
        .one(tx.conn())
        .await?
        .ok_or(Error::NotFound)?;
    let person = PersonId::from_uuid(found.person_id);
    tx.authorize(Action::TrainingAssign, Resource::Person(person))
        .await?;
    if reason.trim().is_empty() {
        return Err(Error::field("reason", "required"));
    }
    Ok((person, found))
}
