//! What the home page asks: what is due, and where the reader left off.

use super::{
    course,
    study::{self, Study},
};
use crate::{
    Ctx, Error, Result,
    accounts::merge::rows_of,
    ctx::Actor,
    entity::{assignments, attempts, module_finishes, module_progress},
    store::Store,
};
use domain::{
    content::Slug,
    ids::PersonId,
    training::{Due, Work},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::BTreeSet;

/// The reader's courses.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Home {
    /// What is owed and not done, the nearest deadline first.
    pub due: Vec<Study>,
    /// What was begun without being owed, the last seen first.
    pub begun: Vec<Study>,
    /// What is completed, the newest first.
    pub done: Vec<Study>,
}

/// What is due for the reader, what they began, what they completed.
///
/// # Errors
/// [`Error::Forbidden`] when nobody is signed in.
pub async fn home(store: &Store, ctx: &Ctx) -> Result<Home> {
    let Actor::Person(person) = ctx.actor else {
        return Err(Error::Forbidden);
    };
    let db = store.read();
    let mut home = Home::default();
    let touched = touched(store, person).await?;
    for (slug, shape) in course::shapes(db).await? {
        if !touched.contains(&slug) {
            continue;
        }
        let study = study::of(db, person, &ctx.zone, ctx.clock.now(), &slug, shape).await?;
        match (study.standing.work, study.standing.due) {
            (Work::Done, _) => home.done.push(study),
            (_, Due::None) => home.begun.push(study),
            _ => home.due.push(study),
        }
    }
    home.due
        .sort_by_key(|s| s.owed.as_ref().map(|owed| owed.due_on));
    home.begun.sort_by_key(|s| std::cmp::Reverse(s.last_seen));
    home.done
        .sort_by_key(|s| std::cmp::Reverse(s.completion.as_ref().map(|c| c.completed_at)));
    Ok(home)
}

/// The courses that somebody owes or began.
async fn touched(store: &Store, person: PersonId) -> Result<BTreeSet<Slug>> {
    let owed: Vec<String> = assignments::Entity::find()
        .select_only()
        .column(assignments::Column::CourseSlug)
        .filter(assignments::Column::PersonId.eq(person.as_uuid()))
        .filter(assignments::Column::EndedAt.is_null())
        .into_tuple()
        .all(store.read())
        .await?;
    let read: Vec<String> = module_progress::Entity::find()
        .select_only()
        .column(module_progress::Column::CourseSlug)
        .filter(module_progress::Column::PersonId.in_subquery(rows_of(person)))
        .into_tuple()
        .all(store.read())
        .await?;
    let finished: Vec<String> = module_finishes::Entity::find()
        .select_only()
        .column(module_finishes::Column::CourseSlug)
        .filter(module_finishes::Column::PersonId.in_subquery(rows_of(person)))
        .into_tuple()
        .all(store.read())
        .await?;
    let tried: Vec<String> = attempts::Entity::find()
        .select_only()
        .column(attempts::Column::CourseSlug)
        .filter(attempts::Column::PersonId.in_subquery(rows_of(person)))
        .into_tuple()
        .all(store.read())
        .await?;
    let all = owed.into_iter().chain(read).chain(finished).chain(tried);
    all.map(|slug| course::name(&slug)).collect()
}
