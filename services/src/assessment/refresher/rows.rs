//! A refresher as it is stored: its questions, and what was given for each.

use crate::{
    Error, Result,
    accounts::merge::rows_of,
    assessment::start_attempt::last_attempt,
    content::{
        model::{Item, Part, Quiz},
        queries::{CourseVersion, course_version},
    },
    entity::refresher_questions,
};
use domain::{
    assessment::{Certainty, Given},
    content::{ContentHash, Slug},
    ids::{PersonId, RefresherId},
    language::Language,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A question of a refresher.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) refresher: RefresherId,
    pub(super) place: i32,
    pub(super) course: Slug,
    pub(super) version: ContentHash,
    pub(super) part: Slug,
    pub(super) item: String,
    pub(super) seed: u64,
    /// Microseconds since 1970, UTC.
    pub(super) begun_at: i64,
    pub(super) answer: Option<Answer>,
    pub(super) certainty: Option<Certainty>,
}

/// What was given for a question: names of choices, and never words.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(super) struct Answer {
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    choices: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    order: Vec<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pairs: BTreeMap<String, String>,
    pub(super) right: bool,
}

impl Answer {
    pub(super) fn of(given: &Given, right: bool) -> Self {
        let mut answer = Self {
            right,
            ..Self::default()
        };
        match given {
            Given::Chosen(chosen) => answer.choices.clone_from(chosen),
            Given::Ordered(lines) => answer.order.clone_from(lines),
            Given::Matched(pairs) => answer.pairs.clone_from(pairs),
        }
        answer
    }

    pub(super) fn given(&self) -> Given {
        if !self.order.is_empty() {
            Given::Ordered(self.order.clone())
        } else if !self.pairs.is_empty() {
            Given::Matched(self.pairs.clone())
        } else {
            Given::Chosen(self.choices.clone())
        }
    }
}

impl TryFrom<refresher_questions::Model> for Question {
    type Error = Error;

    fn try_from(row: refresher_questions::Model) -> Result<Self> {
        let broken = || Error::internal("a question of a refresher cannot be read");
        let hash: [u8; 32] = row.course_hash.try_into().map_err(|_| broken())?;
        let answer = row.answer.as_deref().map(serde_json::from_str);
        Ok(Self {
            refresher: RefresherId::from_uuid(row.refresher_id),
            place: row.place,
            course: Slug::parse(&row.course_slug).map_err(|_| broken())?,
            version: ContentHash(hash),
            part: Slug::parse(&row.part_slug).map_err(|_| broken())?,
            item: row.item,
            seed: row.seed.cast_unsigned(),
            begun_at: row.begun_at,
            answer: answer.transpose()?,
            certainty: row.certainty.as_deref().and_then(Certainty::from_code),
        })
    }
}

/// The questions of the refresher that somebody is at, or was at last, in order.
pub(super) async fn last(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Question>> {
    let rows = refresher_questions::Entity::find()
        .filter(refresher_questions::Column::PersonId.in_subquery(rows_of(person)))
        .order_by_desc(refresher_questions::Column::BegunAt)
        .order_by_asc(refresher_questions::Column::Place)
        .all(db)
        .await?;
    // A duplicate who was merged may have had one, too.
    let newest = rows.first().map(|row| row.refresher_id);
    let of_it = |row: &refresher_questions::Model| Some(row.refresher_id) == newest;
    rows.into_iter()
        .filter(of_it)
        .map(Question::try_from)
        .collect()
}

/// The questions of somebody's refresher; another's, and one that another has taken the place of, are as if they were not.
pub(super) async fn own(
    db: &impl ConnectionTrait,
    id: RefresherId,
    person: PersonId,
) -> Result<Vec<Question>> {
    let questions = last(db, person).await?;
    match questions.first() {
        Some(first) if first.refresher == id => Ok(questions),
        _ => Err(Error::NotFound),
    }
}

/// Whether an attempt at this quiz is open. Nothing of it is asked in a refresher then: what is said of an answer there
/// would be the key of the same question here.
pub(super) async fn is_being_tried(
    db: &impl ConnectionTrait,
    person: PersonId,
    (course, part): (&Slug, &Slug),
) -> Result<bool> {
    let last = last_attempt(db, person, course, part).await?;
    Ok(last.is_some_and(|(_, finished)| !finished))
}

/// What a question is asked from.
pub(super) struct Source {
    pub(super) version: CourseVersion,
    pub(super) language: Language,
    quiz: Quiz,
    at: usize,
}

impl Source {
    pub(super) async fn of(
        db: &impl ConnectionTrait,
        question: &Question,
        language: Language,
    ) -> Result<Self> {
        let version = course_version(db, question.version)
            .await?
            .ok_or(Error::NotFound)?;
        let (language, Part::Quiz(quiz)) = version.part(&question.part, language)? else {
            return Err(Error::NotFound);
        };
        let at = quiz.items.iter().position(|i| i.id == question.item);
        let at = at.ok_or(Error::NotFound)?;
        Ok(Self {
            version,
            language,
            quiz,
            at,
        })
    }

    pub(super) const fn quiz(&self) -> &Quiz {
        &self.quiz
    }

    pub(super) fn item(&self) -> &Item {
        &self.quiz.items[self.at]
    }
}
