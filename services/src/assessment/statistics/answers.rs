//! The answers to the questions of a quiz, of each person's first attempt, over all its versions.

use crate::{
    Result,
    accounts::merge::duplicates,
    assessment::attempt::{Event, Step, step},
    content::{
        model::{Item, Part},
        queries::read_part,
    },
    entity::{attempt_certainties, attempt_events, attempts, content_versions},
};
use domain::{
    assessment::{Certainty, ItemAnswer, ItemKind},
    content::{Kind, Slug},
    ids::AttemptEventId,
    language::Language,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select, sea_query::SelectStatement,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// An answer, without the person who gave it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Given {
    item: String,
    /// How the question was answered in the version it was asked from.
    kind: ItemKind,
    /// When, in microseconds since 1970; the name of the event makes the order whole.
    at: (i64, AttemptEventId),
    choices: BTreeSet<String>,
    order: Vec<String>,
    pairs: BTreeMap<String, String>,
    right: bool,
    certainty: Option<Certainty>,
    seconds: Option<u32>,
    rest_right: u32,
    rest: u32,
}

/// All answers to a quiz, one of each person for each question, the earlier first.
#[derive(Debug)]
pub(super) struct Answers(Vec<Given>);

impl Given {
    /// As the statistics take it; what was chosen is filled in by who knows the question.
    pub(super) const fn answer(&self) -> ItemAnswer<'static> {
        ItemAnswer {
            right: self.right,
            chosen: &[],
            certainty: self.certainty,
            seconds: self.seconds,
            rest_right: self.rest_right,
            rest: self.rest,
        }
    }

    /// The names of what was chosen; of lines and pairs, of those that were put right.
    pub(super) fn names(&self, item: &Item) -> Vec<&str> {
        let line = |(n, id): (usize, &'_ String)| self.order.get(n) == Some(id);
        match item.kind {
            ItemKind::Order => {
                let lines = item.choices.iter().map(|c| &c.id).enumerate();
                let right = lines.filter(|one| line(*one)).map(|(n, _)| n);
                right
                    .filter_map(|n| self.order.get(n))
                    .map(String::as_str)
                    .collect()
            }
            ItemKind::Match => {
                let with = |id: &str| item.choices.iter().find(|c| c.id == id).map(|c| &c.with);
                let right = self
                    .pairs
                    .iter()
                    .filter(|(left, side)| with(left).is_some() && with(left) == with(side));
                right.map(|(left, _)| left.as_str()).collect()
            }
            ItemKind::Choose | ItemKind::Mark | ItemKind::Short => {
                self.choices.iter().map(String::as_str).collect()
            }
        }
    }
}

impl Answers {
    /// Reads them: four statements, however many people answered.
    pub(super) async fn of(db: &impl ConnectionTrait, course: &Slug, part: &Slug) -> Result<Self> {
        let first = first_attempts(db, course, part).await?;
        let kinds = kinds(db, first.values()).await?;
        let mut steps = steps(db, course, part).await?;
        let certainties = certainties(db, course, part).await?;
        let mut all = Vec::new();
        for attempt in first.values() {
            let steps = steps.remove(&attempt.id).unwrap_or_default();
            let kinds = kinds.get(&attempt.part_hash);
            all.extend(of_attempt(attempt.started_at, &steps, |item| {
                kinds.and_then(|kinds| kinds.get(item).copied())
            }));
        }
        for given in &mut all {
            given.certainty = certainties.get(&given.at.1.as_uuid()).copied();
        }
        all.sort_by_key(|given| given.at);
        Ok(Self(all))
    }

    /// Those to this question, of all versions in which it has the same name and kind.
    pub(super) fn to(&self, item: &Item) -> Vec<&Given> {
        let same = |given: &&Given| given.item == item.id && given.kind == item.kind;
        self.0.iter().filter(same).collect()
    }
}

/// The attempts at a quiz.
fn of_part(course: &Slug, part: &Slug) -> Select<attempts::Entity> {
    attempts::Entity::find()
        .filter(attempts::Column::CourseSlug.eq(course.as_str()))
        .filter(attempts::Column::PartSlug.eq(part.as_str()))
        .filter(attempts::Column::Kind.eq(Kind::Quiz.code()))
}

fn events_of(course: &Slug, part: &Slug) -> Select<attempt_events::Entity> {
    let ids: SelectStatement = of_part(course, part)
        .select_only()
        .column(attempts::Column::Id)
        .into_query();
    attempt_events::Entity::find().filter(attempt_events::Column::AttemptId.in_subquery(ids))
}

/// Each person's first attempt. What a duplicate tried, the person who was kept did.
async fn first_attempts(
    db: &impl ConnectionTrait,
    course: &Slug,
    part: &Slug,
) -> Result<BTreeMap<Uuid, attempts::Model>> {
    let kept = duplicates(db).await?;
    let rows = of_part(course, part)
        .order_by_asc(attempts::Column::StartedAt)
        .order_by_asc(attempts::Column::Id)
        .all(db)
        .await?;
    let mut first = BTreeMap::new();
    for row in rows {
        let person = kept.get(&row.person_id).copied().unwrap_or(row.person_id);
        first.entry(person).or_insert(row);
    }
    Ok(first)
}

/// How the questions are answered in each version that was tried.
async fn kinds(
    db: &impl ConnectionTrait,
    attempts: impl Iterator<Item = &attempts::Model>,
) -> Result<BTreeMap<Vec<u8>, BTreeMap<String, ItemKind>>> {
    let versions: BTreeSet<Vec<u8>> = attempts.map(|row| row.part_hash.clone()).collect();
    let rows = content_versions::Entity::find()
        .filter(content_versions::Column::Hash.is_in(versions))
        .all(db)
        .await?;
    let mut all = BTreeMap::new();
    for row in rows {
        // Names and kinds are the same in every language.
        if let (_, Part::Quiz(quiz)) = read_part(&row.body, Language::default())? {
            let kinds = quiz.items.into_iter().map(|item| (item.id, item.kind));
            all.insert(row.hash, kinds.collect());
        }
    }
    Ok(all)
}

async fn steps(
    db: &impl ConnectionTrait,
    course: &Slug,
    part: &Slug,
) -> Result<BTreeMap<Uuid, Vec<Step>>> {
    let rows = events_of(course, part)
        .order_by_asc(attempt_events::Column::Seq)
        .all(db)
        .await?;
    let mut all: BTreeMap<Uuid, Vec<Step>> = BTreeMap::new();
    for row in rows {
        let attempt = row.attempt_id;
        all.entry(attempt).or_default().push(step(row)?);
    }
    Ok(all)
}

/// How sure people were, by the answer. It goes into sums over groups, and nowhere else from here.
async fn certainties(
    db: &impl ConnectionTrait,
    course: &Slug,
    part: &Slug,
) -> Result<BTreeMap<Uuid, Certainty>> {
    let events = events_of(course, part)
        .select_only()
        .column(attempt_events::Column::Id)
        .into_query();
    let rows = attempt_certainties::Entity::find()
        .filter(attempt_certainties::Column::EventId.in_subquery(events))
        .all(db)
        .await?;
    let level = |row: attempt_certainties::Model| {
        Some((row.event_id, Certainty::from_code(&row.certainty)?))
    };
    Ok(rows.into_iter().filter_map(level).collect())
}

/// The answers of one attempt. A question is shown when the one before has its answer, the first when the attempt begins.
fn of_attempt(
    started_at: i64,
    steps: &[Step],
    kind: impl Fn(&str) -> Option<ItemKind>,
) -> Vec<Given> {
    let answers = || {
        steps
            .iter()
            .filter(|s| matches!(s.event, Event::Answered { .. }))
    };
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let rest = count(answers().count().saturating_sub(1));
    let all_right = count(answers().filter(|step| step.is_right()).count());
    let mut shown_at = started_at;
    let mut all = Vec::new();
    for step in answers() {
        let seconds = u32::try_from((step.at - shown_at) / 1_000_000).ok();
        shown_at = step.at;
        let Event::Answered {
            item,
            choices,
            order,
            pairs,
            right,
            ..
        } = &step.event
        else {
            continue;
        };
        let Some(kind) = kind(item) else {
            continue;
        };
        all.push(Given {
            item: item.clone(),
            kind,
            at: (step.at, step.id),
            choices: choices.clone(),
            order: order.clone(),
            pairs: pairs.clone(),
            right: *right,
            certainty: None,
            seconds,
            rest_right: all_right - u32::from(*right),
            rest,
        });
    }
    all
}
