//! A new version with something to know: who had completed the course gets a new last day.

use super::{course, dates::stored_date, today_in};
use crate::{
    Result,
    accounts::merge::duplicates,
    entity::{assignments, completions},
    store::{Fact, Tx},
};
use domain::{
    content::{ContentHash, Slug},
    training::Earlier,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Moves the last day of those whose completion counts until this version is published, where it lies too early. Who
/// owes the course already keeps their day. To be called before the publication is written.
///
/// # Errors
/// [`crate::Error::Internal`] when the database does not answer.
pub(crate) async fn due_again(
    tx: &Tx,
    slug: &Slug,
    (number, version): (i32, ContentHash),
    earlier: Earlier,
) -> Result<()> {
    let Some(shape) = course::shape(tx.conn(), slug).await? else {
        return Ok(());
    };
    let holders = holders(tx, slug, &shape.counting, version).await?;
    let open = assignments::Entity::find()
        .filter(assignments::Column::CourseSlug.eq(slug.as_str()))
        .filter(assignments::Column::EndedAt.is_null())
        .all(tx.conn())
        .await?;
    for owed in open {
        if !holders.contains(&owed.person_id) {
            continue;
        }
        let before = stored_date(&owed.due_on)?;
        let due_on = earlier.due_on(before, today_in(tx.now(), &owed.zone));
        if due_on == before {
            continue;
        }
        let fact = Fact::new("course_due_again")
            .subject(owed.person_id)
            .code("assignment", owed.id)
            .code("course", slug)
            .code("number", number)
            .code("due_before", before)
            .code("due_on", due_on);
        let mut row: assignments::ActiveModel = owed.into();
        row.due_on = Set(due_on.to_string());
        tx.update(row).await?;
        tx.fact(fact).await?;
    }
    Ok(())
}

/// Who completed one of these versions, and not the new one: it may have been in force before.
async fn holders(
    tx: &Tx,
    slug: &Slug,
    counting: &[ContentHash],
    version: ContentHash,
) -> Result<BTreeSet<Uuid>> {
    let rows: Vec<(Uuid, Vec<u8>)> = completions::Entity::find()
        .select_only()
        .columns([
            completions::Column::PersonId,
            completions::Column::CourseHash,
        ])
        .filter(completions::Column::CourseSlug.eq(slug.as_str()))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let duplicates = duplicates(tx.conn()).await?;
    let who = |person: Uuid| *duplicates.get(&person).unwrap_or(&person);
    let of = |wanted: &dyn Fn(&[u8]) -> bool| -> BTreeSet<Uuid> {
        let found = rows.iter().filter(|(_, hash)| wanted(hash));
        found.map(|(person, _)| who(*person)).collect()
    };
    let counted = of(&|hash| counting.iter().any(|h| h.as_bytes() == hash));
    let done = of(&|hash| version.as_bytes() == hash);
    Ok(counted.difference(&done).copied().collect())
}
