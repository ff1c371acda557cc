//! The attempt's page: the question or the scene that comes next, or what came of an answer.

use super::{
    graded::{Feedback, graded},
    open::Opened,
    question::{self, Question},
    scene::{self, Scene},
};
use crate::{
    Ctx, Error, Result,
    assessment::{attempt::Step, drawn::drawn, flag_item::flagged},
    content::model::{Item, Part},
    entity::attempt_certainties,
    store::Store,
};
use domain::{
    assessment::{Certainty, limits::is_over},
    content::{Kind, Slug},
    ids::{AttemptEventId, AttemptId},
    language::Language,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::BTreeMap;
use time::OffsetDateTime;

/// What every page of an attempt says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// The attempt.
    pub attempt: AttemptId,
    /// Quiz or scenario.
    pub kind: Kind,
    /// The course.
    pub course: Slug,
    /// The part.
    pub part: Slug,
    /// The part's title.
    pub title: String,
    /// The part that follows in the course.
    pub next: Option<Slug>,
    /// The language of the title and of all texts of the part.
    pub language: Language,
    /// When its time is over, UTC; none when it takes as long as it takes.
    pub ends_at: Option<OffsetDateTime>,
}

/// What the attempt's page shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Now {
    /// The next question.
    Question(Question),
    /// A question that was just answered.
    Feedback(Feedback),
    /// The scene the path has come to.
    Scene(Scene),
    /// Its time is over, and it waits to be ended.
    Over,
    /// Nothing is left to do.
    Finished,
}

/// What the page of one's own attempt shows now; after an answer, what came of it.
///
/// # Errors
/// [`Error::NotFound`] when it is not an attempt of the actor's.
pub async fn now(
    store: &Store,
    ctx: &Ctx,
    attempt: AttemptId,
    answered: Option<&str>,
) -> Result<(Head, Now)> {
    let opened = Opened::of(store.read(), ctx, attempt).await?;
    let now = match &opened.content {
        Part::Quiz(quiz) => {
            let items = drawn(quiz, opened.attempt.seed);
            let asked = answered.and_then(|id| items.iter().position(|i| i.id == id));
            match asked.filter(|n| opened.answer(&items[*n].id).is_some()) {
                Some(n) => Now::Feedback(feedback(store, &opened, &items, n).await?),
                None if opened.steps.iter().any(Step::is_end) => Now::Finished,
                None if is_over(opened.attempt.ends_at, ctx.clock.now()) => Now::Over,
                None => question::next(&opened, quiz).map_or(Now::Finished, Now::Question),
            }
        }
        Part::Scenario(_) if opened.steps.iter().any(Step::is_end) => Now::Finished,
        Part::Scenario(scenario) => Now::Scene(scene::scene(&opened, scenario)?),
        Part::Module(_) => return Err(Error::NotFound),
    };
    Ok((opened.head(), now))
}

async fn feedback(store: &Store, opened: &Opened, items: &[&Item], n: usize) -> Result<Feedback> {
    let item = items[n];
    let answer = opened.answer(&item.id).ok_or(Error::NotFound)?;
    let certainties = certainties(store.read(), &[answer.id]).await?;
    Ok(Feedback {
        place: n + 1,
        total: items.len(),
        last: opened.steps.iter().any(Step::is_end),
        flagged: flagged(&opened.steps).contains(item.id.as_str()),
        ..graded(
            &opened.sheet(),
            item,
            Some(answer.given()),
            certainties.get(&answer.id).copied(),
        )
    })
}

/// How sure the learner was of these answers. Only their own pages ask.
pub(in crate::assessment) async fn certainties(
    db: &impl ConnectionTrait,
    events: &[AttemptEventId],
) -> Result<BTreeMap<AttemptEventId, Certainty>> {
    let ids = events.iter().map(AttemptEventId::as_uuid);
    let rows = attempt_certainties::Entity::find()
        .filter(attempt_certainties::Column::EventId.is_in(ids))
        .all(db)
        .await?;
    Ok(levels(rows))
}

/// The levels of rows, by event.
pub(super) fn levels(rows: Vec<attempt_certainties::Model>) -> BTreeMap<AttemptEventId, Certainty> {
    rows.into_iter()
        .filter_map(|row| {
            let level = Certainty::from_code(&row.certainty)?;
            Some((AttemptEventId::from_uuid(row.event_id), level))
        })
        .collect()
}
