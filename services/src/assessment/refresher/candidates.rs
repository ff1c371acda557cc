//! Which questions a refresher would ask now.

use super::{
    memory::{self, Kept, Name, cards, days, kept, today_of},
    rows,
};
use crate::{
    Result,
    assessment::queries::{PartState, part_states},
    content::{
        model::{Part, Quiz},
        queries::{CourseVersion, current_in},
    },
};
use domain::{
    assessment::refresher::{Due, QUESTIONS, pick},
    content::{ContentHash, Kind, Practice, Slug},
    ids::PersonId,
    language::Language,
};
use sea_orm::ConnectionTrait;
use std::collections::{BTreeMap, BTreeSet};
use time::{Date, OffsetDateTime};

/// A question to ask.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Candidate {
    pub(super) course: Slug,
    pub(super) version: ContentHash,
    pub(super) part: Slug,
    pub(super) item: String,
    pub(super) practice: Practice,
}

/// What a refresher is picked from.
struct Pool {
    today: Date,
    kept: BTreeMap<Name, Kept>,
    /// Asked in the refresher before.
    asked: BTreeSet<Name>,
}

/// The questions to ask now, at most [`QUESTIONS`], the one that has waited longest first; none when nothing is due.
pub(super) async fn due(
    db: &impl ConnectionTrait,
    person: PersonId,
    now: OffsetDateTime,
) -> Result<Vec<Candidate>> {
    let kept = kept(db, person).await?;
    if kept.is_empty() {
        return Ok(Vec::new());
    }
    let last = rows::last(db, person).await?;
    let pool = Pool {
        today: today_of(db, person, now).await?,
        asked: last
            .into_iter()
            .map(|q| (q.course, q.part, q.item))
            .collect(),
        kept,
    };
    let courses: BTreeSet<&Slug> = pool.kept.keys().map(|(course, _, _)| course).collect();
    let mut all: Vec<(Due, Candidate)> = Vec::new();
    for course in courses {
        // What is not published any more is not asked.
        if let Some(version) = current_in(db, course).await? {
            let states = part_states(db, person, course).await?;
            for state in states.iter().filter(|state| state.kind == Kind::Quiz) {
                pool.add(&version, state, &mut all)?;
            }
        }
    }
    let due: Vec<Due> = all.iter().map(|(due, _)| due.clone()).collect();
    let picked = pick(&due, QUESTIONS).into_iter();
    let found = picked.filter_map(|one| all.iter().find(|(due, _)| due == one));
    Ok(found.map(|(_, candidate)| candidate.clone()).collect())
}

/// The next day on which a question comes round, of those that still wait.
pub(super) async fn next_day(
    db: &impl ConnectionTrait,
    person: PersonId,
    now: OffsetDateTime,
) -> Result<Option<Date>> {
    let today = today_of(db, person, now).await?;
    let kept = memory::kept(db, person).await?;
    Ok(kept
        .values()
        .map(|kept| kept.due_on)
        .filter(|day| *day > today)
        .min())
}

impl Pool {
    /// Adds the questions of a quiz that can be asked.
    fn add(
        &self,
        version: &CourseVersion,
        state: &PartState,
        all: &mut Vec<(Due, Candidate)>,
    ) -> Result<()> {
        let of_quiz =
            |(course, part, _): &Name| *course == version.course.slug && *part == state.part;
        if state.open_attempt.is_some() || !self.kept.keys().any(of_quiz) {
            return Ok(());
        }
        // Names are the same in every language.
        let (_, Part::Quiz(quiz)) = version.part(&state.part, Language::default())? else {
            return Ok(());
        };
        all.extend(self.of_quiz(version, state, &quiz));
        Ok(())
    }

    fn of_quiz(
        &self,
        version: &CourseVersion,
        state: &PartState,
        quiz: &Quiz,
    ) -> Vec<(Due, Candidate)> {
        let one = |item: &crate::content::model::Item| {
            let course = version.course.slug.clone();
            let name = (course.clone(), state.part.clone(), item.id.clone());
            let (elapsed_days, interval_days) = match self.kept.get(&name) {
                Some(kept) => self.waits(kept, kept.cards == cards(version, &quiz.head, item)),
                // One that was never drawn is a variant; before the quiz is passed it may still be asked in earnest.
                None if state.passed => (0, 1),
                None => return None,
            };
            let due = Due {
                course: course.clone(),
                // Two quizzes of a course may name their questions alike.
                item: format!("{}/{}", state.part, item.id),
                practice: item.practice,
                elapsed_days,
                interval_days,
                asked_last: self.asked.contains(&name),
            };
            let candidate = Candidate {
                course,
                version: version.hash,
                part: state.part.clone(),
                item: item.id.clone(),
                practice: item.practice,
            };
            Some((due, candidate))
        };
        quiz.items.iter().filter_map(one).collect()
    }

    /// How long a question has waited, and how long it was to wait. One whose rule has changed since comes round at once.
    fn waits(&self, kept: &Kept, same_rule: bool) -> (u32, u32) {
        let elapsed = days(kept.asked_on, self.today);
        if same_rule {
            (elapsed, days(kept.asked_on, kept.due_on))
        } else {
            (elapsed.max(1), 1)
        }
    }
}
