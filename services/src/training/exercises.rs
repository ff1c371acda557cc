//! How far somebody is with the scenarios and quizzes of a course, as assessment tells it.

use crate::{
    Result,
    assessment::queries::{PartState, part_states},
};
use domain::{
    content::{Kind, Slug},
    ids::PersonId,
};
use sea_orm::ConnectionTrait;
use time::OffsetDateTime;

/// A scenario or quiz of somebody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exercise {
    /// Its name.
    pub part: Slug,
    /// What it is.
    pub kind: Kind,
    /// Whether it was ever tried, in whatever version.
    pub tried: bool,
    /// Whether a try is under way.
    pub open: bool,
    /// Whether what the course asks for is reached: an ending of a scenario, the pass mark of a quiz.
    pub done: bool,
    /// Whether a try was finished.
    pub finished: bool,
    /// The share of right answers, 0 to 100.
    pub score_percent: Option<i32>,
    /// When it was finished, UTC.
    pub finished_at: Option<OffsetDateTime>,
}

/// The scenarios and quizzes of the course's published version, with where somebody is.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    person: PersonId,
    course: &Slug,
) -> Result<Vec<Exercise>> {
    let states = part_states(db, person, course).await?;
    let exercise = |state: PartState| Exercise {
        part: state.part,
        kind: state.kind,
        tried: state.tried,
        open: state.open_attempt.is_some(),
        done: state.finished && state.passed,
        finished: state.finished,
        score_percent: state.score_percent.and_then(|p| i32::try_from(p).ok()),
        finished_at: state.finished_at,
    };
    Ok(states.into_iter().map(exercise).collect())
}
