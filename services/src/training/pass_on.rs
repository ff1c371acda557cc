//! What a duplicate owed is owed by the person who was kept.

use crate::{
    Result,
    entity::{assignments, fact_values},
    store::{Fact, Tx},
};
use domain::{
    audit::canonical::micros,
    ids::{AssignmentId, PersonId},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use std::collections::BTreeSet;

/// Ends what the duplicate owes, and lets the person who is kept owe it, with the same day and for the same reason.
/// Who owes the course already keeps their day.
///
/// # Errors
/// [`crate::Error::Internal`] when the database does not answer.
pub(crate) async fn pass_on(
    tx: &Tx,
    duplicate: PersonId,
    kept: PersonId,
    reason: &str,
) -> Result<()> {
    let own: BTreeSet<String> = open(tx, kept)
        .await?
        .into_iter()
        .map(|a| a.course_slug)
        .collect();
    for owed in open(tx, duplicate).await? {
        if !own.contains(&owed.course_slug) {
            assign(tx, kept, &owed).await?;
        }
        let fact = Fact::new("course_unassigned")
            .subject(duplicate)
            .code("assignment", owed.id)
            .code("course", &owed.course_slug)
            .code("kept", kept)
            .reason(reason);
        let mut row: assignments::ActiveModel = owed.into();
        row.ended_at = Set(Some(micros(tx.now())));
        tx.update(row).await?;
        tx.fact(fact).await?;
    }
    Ok(())
}

async fn open(tx: &Tx, person: PersonId) -> Result<Vec<assignments::Model>> {
    Ok(assignments::Entity::find()
        .filter(assignments::Column::PersonId.eq(person.as_uuid()))
        .filter(assignments::Column::EndedAt.is_null())
        .all(tx.conn())
        .await?)
}

async fn assign(tx: &Tx, kept: PersonId, owed: &assignments::Model) -> Result<()> {
    let id: AssignmentId = tx.ctx().new_id();
    let note = fact_values::Entity::find_by_id((owed.fact_id, "reason".to_owned()))
        .one(tx.conn())
        .await?;
    let mut fact = Fact::new("course_assigned")
        .subject(kept)
        .code("assignment", id)
        .code("assignment_before", owed.id)
        .code("course", &owed.course_slug)
        .code("due_on", &owed.due_on)
        .code("zone", &owed.zone)
        .code("reason_code", &owed.reason);
    if let Some(note) = note {
        fact = fact.reason(note.value);
    }
    let fact = tx.fact(fact).await?;
    tx.insert(assignments::ActiveModel {
        id: Set(id.as_uuid()),
        person_id: Set(kept.as_uuid()),
        assigned_by: Set(tx.ctx().actor.code()),
        assigned_at: Set(micros(tx.now())),
        fact_id: Set(fact.as_uuid()),
        ..owed.clone().into()
    })
    .await
}
