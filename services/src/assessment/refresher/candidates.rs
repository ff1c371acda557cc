//! Which questions a refresher would ask now.

use super::{
    memory::{self, Cards, Kept, Name, cards, days, kept, today_of, zone_of},
    rows,
};
use crate::{
    Result,
    assessment::queries::{PartState, part_states_of},
    content::{
        model::{Item, Part, Quiz},
        queries::{CourseVersion, quizzes_in_force},
    },
    zone::in_zone,
};
use domain::{
    assessment::refresher::{Due, QUESTIONS, pick},
    audit::canonical::from_micros,
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
    /// The day on which that one began; none when there is none.
    begun: Option<Date>,
}

/// A quiz of which something is remembered, in the version in force.
struct Remembered<'a> {
    version: &'a CourseVersion,
    quiz: Quiz,
}

/// The questions to ask now, at most [`QUESTIONS`], the one that has waited longest first; none when nothing is due.
pub(super) async fn due(
    db: &impl ConnectionTrait,
    person: PersonId,
    now: OffsetDateTime,
) -> Result<Vec<Candidate>> {
    let Some(pool) = Pool::of(db, person, now).await? else {
        return Ok(Vec::new());
    };
    let courses: BTreeSet<&Slug> = pool.kept.keys().map(|(course, _, _)| course).collect();
    // What is not published any more is not asked.
    let versions = quizzes_in_force(db, &courses).await?;
    let quizzes = pool.remembered(&versions)?;
    // Most days nothing is: then nobody's attempts are read.
    if !quizzes.iter().any(|quiz| pool.has_come_round(quiz)) {
        return Ok(Vec::new());
    }
    let mut all: Vec<(Due, Candidate)> = Vec::new();
    for version in &versions {
        let states = part_states_of(db, person, version).await?;
        for quiz in quizzes.iter().filter(|q| q.version.hash == version.hash) {
            let state = states.iter().find(|state| state.part == quiz.quiz.head.id);
            let closed = state.filter(|state| state.open_attempt.is_none());
            all.extend(
                closed
                    .into_iter()
                    .flat_map(|state| pool.of_quiz(quiz, state)),
            );
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
    /// None when nothing is remembered.
    async fn of(
        db: &impl ConnectionTrait,
        person: PersonId,
        now: OffsetDateTime,
    ) -> Result<Option<Self>> {
        let kept = kept(db, person).await?;
        if kept.is_empty() {
            return Ok(None);
        }
        let last = rows::last(db, person).await?;
        let zone = zone_of(db, person).await?;
        let begun = last.first().and_then(|q| from_micros(q.begun_at));
        Ok(Some(Self {
            today: in_zone(now, &zone).date(),
            begun: begun.map(|at| in_zone(at, &zone).date()),
            asked: last
                .into_iter()
                .map(|q| (q.course, q.part, q.item))
                .collect(),
            kept,
        }))
    }

    /// The quizzes of these versions of which something is remembered.
    fn remembered<'a>(&self, versions: &'a [CourseVersion]) -> Result<Vec<Remembered<'a>>> {
        let mut all = Vec::new();
        for version in versions {
            let course = &version.course.slug;
            let parts: BTreeSet<&Slug> = self
                .kept
                .keys()
                .filter(|(of, _, _)| of == course)
                .map(|(_, part, _)| part)
                .collect();
            for (kind, part, _) in version.parts()? {
                if kind != Kind::Quiz || !parts.contains(&part) {
                    continue;
                }
                // Names are the same in every language.
                if let (_, Part::Quiz(quiz)) = version.part(&part, Language::default())? {
                    all.push(Remembered { version, quiz });
                }
            }
        }
        Ok(all)
    }

    /// Whether a question of it is due, or rests on a card that has changed.
    fn has_come_round(&self, quiz: &Remembered<'_>) -> bool {
        quiz.quiz.items.iter().any(|item| {
            let kept = self.kept.get(&quiz.name(item));
            kept.is_some_and(|kept| {
                let (elapsed, interval) = self.waits(kept, kept.cards == quiz.cards(item));
                elapsed >= interval.max(1)
            })
        })
    }

    /// The questions of a quiz that can be asked.
    fn of_quiz(&self, quiz: &Remembered<'_>, state: &PartState) -> Vec<(Due, Candidate)> {
        let one = |item: &Item| {
            let name = quiz.name(item);
            let cards = quiz.cards(item);
            let (elapsed_days, interval_days) = match self.kept.get(&name) {
                Some(kept) => self.waits(kept, kept.cards == cards),
                // One that was never drawn is a variant; before the quiz is passed it may still be asked in earnest.
                None if state.passed => (0, 1),
                None => return None,
            };
            let asked_last = self.was_asked_last(&name);
            let (course, part, _) = name;
            let due = Due {
                course: course.clone(),
                // Two quizzes of a course may name their questions alike.
                item: format!("{part}/{}", item.id),
                practice: item.practice,
                rules: cards.into_keys().collect(),
                elapsed_days,
                interval_days,
                asked_last,
            };
            let candidate = Candidate {
                course,
                version: quiz.version.hash,
                part,
                item: item.id.clone(),
                practice: item.practice,
            };
            Some((due, candidate))
        };
        quiz.quiz.items.iter().filter_map(one).collect()
    }

    /// Whether a question was asked in the refresher before, or in an attempt since: of what was asked in a quiz yesterday
    /// the answer is remembered, too.
    fn was_asked_last(&self, name: &Name) -> bool {
        let since = |kept: &Kept| self.begun.is_none_or(|begun| kept.asked_on >= begun);
        self.asked.contains(name) || self.kept.get(name).is_some_and(since)
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

impl Remembered<'_> {
    fn name(&self, item: &Item) -> Name {
        let (course, part) = (&self.version.course.slug, &self.quiz.head.id);
        (course.clone(), part.clone(), item.id.clone())
    }

    fn cards(&self, item: &Item) -> Cards {
        cards(self.version, &self.quiz.head, item)
    }
}
