//! What somebody said of their tasks before and after a course: for themselves alone.

use crate::{
    Ctx, Error, Result,
    accounts::merge::rows_of,
    ctx::Actor,
    entity::self_efficacies,
    store::{Resource, Store, authorize_read_of},
    training::study::Study,
};
use domain::{
    assessment::{Moment, SelfEfficacy},
    ids::PersonId,
    policy::Action,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// What somebody said, and whether they are asked now.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Said {
    /// What can be said now: before the first part is begun or after the course is completed, each once.
    pub ask: Option<Moment>,
    /// What they said before.
    pub before: Option<SelfEfficacy>,
    /// What they said after.
    pub after: Option<SelfEfficacy>,
}

/// What the reader said of a course that they are this far with.
///
/// # Errors
/// [`Error::Forbidden`] when nobody is signed in.
pub async fn said(store: &Store, ctx: &Ctx, study: &Study) -> Result<Said> {
    let Actor::Person(person) = ctx.actor else {
        return Err(Error::Forbidden);
    };
    let own = Resource::Person(person);
    authorize_read_of(store.read(), ctx, Action::ConfidenceOwn, own).await?;
    said_in(store.read(), person, study).await
}

/// What a person said; the caller has seen to it that it is the person who asks. Of two rows of a kind, which a merge of
/// duplicates may leave, the first counts.
pub(in crate::assessment) async fn said_in(
    db: &impl ConnectionTrait,
    person: PersonId,
    study: &Study,
) -> Result<Said> {
    let rows = self_efficacies::Entity::find()
        .filter(self_efficacies::Column::PersonId.in_subquery(rows_of(person)))
        .filter(self_efficacies::Column::CourseSlug.eq(study.course.as_str()))
        .order_by_asc(self_efficacies::Column::GivenAt)
        .order_by_asc(self_efficacies::Column::PersonId)
        .all(db)
        .await?;
    let of = |moment: Moment| {
        let row = rows.iter().find(|row| row.moment == moment.code());
        let read = |row: &self_efficacies::Model| {
            SelfEfficacy::from_canonical(&row.tasks)
                .ok_or_else(|| Error::internal("what was said of tasks cannot be read"))
        };
        row.map(read).transpose()
    };
    let (before, after) = (of(Moment::Before)?, of(Moment::After)?);
    // Whoever spoke after the course is not before it, even when a new version of it waits.
    let ask = match Moment::of(study.begun(), study.completion.is_some()) {
        Some(Moment::Before) if before.is_none() && after.is_none() => Some(Moment::Before),
        Some(Moment::After) if after.is_none() => Some(Moment::After),
        _ => None,
    };
    Ok(Said { ask, before, after })
}
