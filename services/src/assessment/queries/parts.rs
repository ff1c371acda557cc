//! Where a person stands with the quizzes and scenarios of a course.

use crate::{
    Result,
    accounts::merge::rows_of,
    assessment::{
        attempt::{Event, step},
        counting::counting,
    },
    content::queries::{CourseVersion, current_in},
    entity::{attempt_events, attempts},
};
use domain::{
    audit::canonical::from_micros,
    content::{Kind, Slug},
    ids::{AttemptId, PersonId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;
use time::OffsetDateTime;
use uuid::Uuid;

/// Where a person stands with a quiz or a scenario.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartState {
    /// Its name.
    pub part: Slug,
    /// Quiz or scenario.
    pub kind: Kind,
    /// Whether it was ever tried, in whatever version.
    pub tried: bool,
    /// The attempt that is open.
    pub open_attempt: Option<AttemptId>,
    /// Whether an attempt that counts was finished.
    pub finished: bool,
    /// Whether one was passed: a scenario by coming to an ending, a quiz by the pass mark of the course
    /// version it was taken in. Later attempts take nothing away.
    pub passed: bool,
    /// The best score, in percent.
    pub score_percent: Option<u32>,
    /// When the first attempt that passed was finished; without one, the last that was finished.
    pub finished_at: Option<OffsetDateTime>,
}

/// The quizzes and scenarios of the course version in force, in order, with where the person stands. A finished
/// attempt counts as long as nothing material has changed in its part since. Empty when nothing is published.
///
/// # Errors
/// [`crate::Error::Internal`] when the database does not answer.
pub async fn part_states(
    db: &impl ConnectionTrait,
    person: PersonId,
    course: &Slug,
) -> Result<Vec<PartState>> {
    match current_in(db, course).await? {
        Some(version) => part_states_of(db, person, &version).await,
        None => Ok(Vec::new()),
    }
}

/// As [`part_states`], of a version that was read already: of those parts that it holds.
pub(in crate::assessment) async fn part_states_of(
    db: &impl ConnectionTrait,
    person: PersonId,
    version: &CourseVersion,
) -> Result<Vec<PartState>> {
    let attempts = attempts::Entity::find()
        .filter(attempts::Column::PersonId.in_subquery(rows_of(person)))
        .filter(attempts::Column::CourseSlug.eq(version.course.slug.as_str()))
        .order_by_asc(attempts::Column::Cycle)
        .order_by_asc(attempts::Column::StartedAt)
        .order_by_asc(attempts::Column::Number)
        .all(db)
        .await?;
    let ends = ends(db, attempts.iter().map(|a| a.id).collect()).await?;
    let counting = counting(db, &version.course.slug, &attempts).await?;
    let mut states: Vec<PartState> = version
        .parts()?
        .into_iter()
        .filter(|(kind, _, _)| matches!(kind, Kind::Quiz | Kind::Scenario))
        .map(|(kind, part, _)| PartState::untouched(kind, part))
        .collect();
    for attempt in attempts {
        let of = |s: &&mut PartState| s.part.as_str() == attempt.part_slug;
        let Some(state) = states.iter_mut().find(of) else {
            continue;
        };
        state.tried = true;
        match ends.get(&attempt.id) {
            Some((at, event)) if counting.contains(&attempt.id) => state.add(*at, event),
            Some(_) => {}
            None => state.open_attempt = Some(AttemptId::from_uuid(attempt.id)),
        }
    }
    Ok(states)
}

/// How these attempts ended, those that did.
pub(in crate::assessment) async fn ends(
    db: &impl ConnectionTrait,
    attempts: Vec<Uuid>,
) -> Result<BTreeMap<Uuid, (i64, Event)>> {
    let rows = attempt_events::Entity::find()
        .filter(attempt_events::Column::AttemptId.is_in(attempts))
        .filter(attempt_events::Column::Once.eq("finished"))
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| Ok((row.attempt_id, (row.at, step(row)?.event))))
        .collect()
}

impl PartState {
    const fn untouched(kind: Kind, part: Slug) -> Self {
        Self {
            part,
            kind,
            tried: false,
            open_attempt: None,
            finished: false,
            passed: false,
            score_percent: None,
            finished_at: None,
        }
    }

    /// Takes a finished attempt in, the earlier first.
    fn add(&mut self, at: i64, event: &Event) {
        let (percent, passed) = match event {
            Event::QuizFinished {
                percent, passed, ..
            } => (*percent, *passed),
            Event::ScenarioFinished { percent, .. } => (*percent, true),
            Event::Answered { .. } | Event::Flagged { .. } | Event::TurnTaken { .. } => return,
        };
        if !self.passed {
            self.finished_at = from_micros(at);
        }
        self.finished = true;
        self.passed |= passed;
        self.score_percent = self.score_percent.max(Some(percent));
    }
}
