//! An attempt as it is stored: its row, its events, and how they are written.

use crate::{
    Error, Result,
    accounts::merge::rows_of,
    entity::{attempt_events, attempts},
    store::Tx,
};
use domain::{
    audit::canonical::{from_micros, micros},
    content::{ContentHash, Kind, Slug},
    ids::{AttemptEventId, AttemptId, PersonId},
    language::Language,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use time::OffsetDateTime;

/// An attempt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Attempt {
    pub(super) id: AttemptId,
    /// Whose it is now.
    pub(super) person: PersonId,
    pub(super) course: Slug,
    pub(super) part: Slug,
    pub(super) kind: Kind,
    pub(super) course_version: ContentHash,
    pub(super) number: i32,
    /// The language it began in.
    pub(super) language: Language,
    pub(super) seed: u64,
    /// When its time is over, UTC; none when it takes as long as it takes.
    pub(super) ends_at: Option<OffsetDateTime>,
}

/// What happened in an attempt.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Event {
    /// A question was answered, and graded.
    Answered {
        item: String,
        /// What was picked or marked; of what was typed, the answer it was recognised as, and never the words.
        choices: BTreeSet<String>,
        /// Lines in the order they were put into.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        order: Vec<String>,
        /// The right side of each left side, called by the first choice it belongs to.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        pairs: BTreeMap<String, String>,
        right: bool,
        /// The salted hash of how sure they were, in hexadecimal.
        certainty: String,
    },
    /// An answered question was marked to be looked at again, or the mark was taken away.
    Flagged { item: String, on: bool },
    /// A turn was taken in a scene.
    TurnTaken {
        step: usize,
        scene: String,
        choice: String,
        /// Of a decision, the salted hash of how sure they were, in hexadecimal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        certainty: Option<String>,
    },
    /// A quiz came to its end.
    QuizFinished {
        right: u32,
        total: u32,
        percent: u32,
        passed: bool,
        /// Whether its time was over before every question had its answer.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        time_over: bool,
    },
    /// A scenario came to an ending.
    ScenarioFinished { ending: String, percent: u32 },
}

impl Event {
    /// What it is, and what there can be only one of. A mark comes and goes: only its place is its own.
    fn names(&self, seq: i32) -> (&'static str, String) {
        match self {
            Self::Answered { item, .. } => ("answered", format!("item:{item}")),
            Self::Flagged { .. } => ("flagged", format!("flag:{seq}")),
            Self::TurnTaken { step, .. } => ("turn_taken", format!("turn:{step}")),
            Self::QuizFinished { .. } | Self::ScenarioFinished { .. } => {
                ("finished", "finished".to_owned())
            }
        }
    }
}

/// An event with its place and time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Step {
    pub(super) id: AttemptEventId,
    pub(super) seq: i32,
    /// Microseconds since 1970, UTC.
    pub(super) at: i64,
    pub(super) event: Event,
}

impl Step {
    /// Whether the attempt ended with it.
    pub(super) const fn is_end(&self) -> bool {
        matches!(
            self.event,
            Event::QuizFinished { .. } | Event::ScenarioFinished { .. }
        )
    }

    /// Whether it is an answer that is right.
    pub(super) const fn is_right(&self) -> bool {
        matches!(self.event, Event::Answered { right: true, .. })
    }
}

impl TryFrom<attempts::Model> for Attempt {
    type Error = Error;

    fn try_from(row: attempts::Model) -> Result<Self> {
        let broken = || Error::internal(format!("the attempt {} cannot be read", row.id));
        let hash: [u8; 32] = row.course_hash.try_into().map_err(|_| broken())?;
        Ok(Self {
            id: AttemptId::from_uuid(row.id),
            person: PersonId::from_uuid(row.person_id),
            course: Slug::parse(&row.course_slug).map_err(|_| broken())?,
            part: Slug::parse(&row.part_slug).map_err(|_| broken())?,
            kind: Kind::from_code(&row.kind).ok_or_else(broken)?,
            course_version: ContentHash(hash),
            number: row.number,
            language: Language::from_code(&row.language).ok_or_else(broken)?,
            seed: row.seed.cast_unsigned(),
            ends_at: row.ends_at.and_then(from_micros),
        })
    }
}

/// A person's own attempt, or one of a duplicate merged into them, which goes on as theirs. Other people's do not exist
/// for them.
pub(super) async fn own(
    db: &impl ConnectionTrait,
    id: AttemptId,
    person: PersonId,
) -> Result<Attempt> {
    let found = attempts::Entity::find_by_id(id.as_uuid())
        .filter(attempts::Column::PersonId.in_subquery(rows_of(person)))
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Attempt {
        person,
        ..found.try_into()?
    })
}

/// An attempt, whosever it is.
pub(super) async fn find(db: &impl ConnectionTrait, id: AttemptId) -> Result<Attempt> {
    let found = attempts::Entity::find_by_id(id.as_uuid()).one(db).await?;
    found.ok_or(Error::NotFound)?.try_into()
}

/// What happened in an attempt, in order.
pub(super) async fn steps(db: &impl ConnectionTrait, attempt: AttemptId) -> Result<Vec<Step>> {
    let rows = attempt_events::Entity::find()
        .filter(attempt_events::Column::AttemptId.eq(attempt.as_uuid()))
        .order_by_asc(attempt_events::Column::Seq)
        .all(db)
        .await?;
    rows.into_iter().map(step).collect()
}

pub(super) fn step(row: attempt_events::Model) -> Result<Step> {
    Ok(Step {
        id: AttemptEventId::from_uuid(row.id),
        seq: row.seq,
        at: row.at,
        event: serde_json::from_str(&row.body)?,
    })
}

/// Appends an event after these steps.
pub(super) async fn append(
    tx: &Tx,
    attempt: AttemptId,
    seq: i32,
    event: &Event,
) -> Result<AttemptEventId> {
    let id: AttemptEventId = tx.ctx().new_id();
    let (kind, once) = event.names(seq);
    tx.insert(attempt_events::ActiveModel {
        id: Set(id.as_uuid()),
        attempt_id: Set(attempt.as_uuid()),
        seq: Set(seq),
        kind: Set(kind.to_owned()),
        once: Set(once),
        body: Set(serde_json::to_string(event)?),
        at: Set(micros(tx.now())),
    })
    .await?;
    Ok(id)
}

/// The place of the next event.
pub(super) fn next_seq(steps: &[Step]) -> i32 {
    steps.last().map_or(1, |step| step.seq + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_the_first_form_are_read_and_written_as_they_were() {
        let body =
            r#"{"kind":"answered","item":"one","choices":["a","c"],"right":true,"certainty":"00"}"#;
        let event: Event = serde_json::from_str(body).unwrap();
        let Event::Answered {
            choices,
            order,
            pairs,
            ..
        } = &event
        else {
            panic!("{event:?}")
        };
        assert_eq!((choices.len(), order.len(), pairs.len()), (2, 0, 0));
        assert_eq!(serde_json::to_string(&event).unwrap(), body);
    }
}
