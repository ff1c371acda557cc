//! What is remembered of each question, and what an answer makes of it.

use crate::{
    Error, Result,
    accounts::merge::rows_of,
    assessment::{
        attempt::{Attempt, Event, steps},
        queries::certainties,
    },
    content::{
        model::{Head, Item, Part},
        queries::{CourseVersion, course_version},
        rules::of_course,
    },
    entity::{people, refresher_memories},
    store::Tx,
    zone::in_zone,
};
use domain::{
    accounts::parse_date,
    assessment::{
        Certainty,
        refresher::{Memory, Rating, Risk, due_on, review},
    },
    content::Slug,
    ids::PersonId,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::BTreeMap;
use time::{Date, OffsetDateTime};

/// A question's course, quiz and name.
pub(super) type Name = (Slug, Slug, String);

/// The rule cards a question rests on, each with its version in hexadecimal.
pub(super) type Cards = BTreeMap<String, String>;

/// What is remembered of a question.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Kept {
    /// The cards as they were when it was learnt.
    pub(super) cards: Cards,
    memory: Option<Memory>,
    pub(super) asked_on: Date,
    pub(super) due_on: Date,
}

/// A question that has just been answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct JustAnswered<'a> {
    pub(super) version: &'a CourseVersion,
    /// The quiz it is from.
    pub(super) head: &'a Head,
    pub(super) item: &'a Item,
    pub(super) right: bool,
    /// None once it was erased.
    pub(super) certainty: Option<Certainty>,
}

/// The time zone of a person. Their own counts, also when the program acts for them.
pub(super) async fn zone_of(db: &impl ConnectionTrait, person: PersonId) -> Result<String> {
    let row = people::Entity::find_by_id(person.as_uuid()).one(db).await?;
    Ok(row.ok_or(Error::NotFound)?.time_zone)
}

/// The day on the clock on a person's wall.
pub(super) async fn today_of(
    db: &impl ConnectionTrait,
    person: PersonId,
    now: OffsetDateTime,
) -> Result<Date> {
    Ok(in_zone(now, &zone_of(db, person).await?).date())
}

/// The whole days from one day to another; 0 when the clock went back between them.
pub(super) fn days(from: Date, to: Date) -> u32 {
    u32::try_from((to - from).whole_days()).unwrap_or(0)
}

/// The cards that a question rests on in this version: its own, or else those of its quiz.
pub(super) fn cards(version: &CourseVersion, head: &Head, item: &Item) -> Cards {
    let named = if item.rules.is_empty() {
        &head.rules
    } else {
        &item.rules
    };
    let cards = named.iter().filter_map(|id| {
        let hash = version.rule_version(id)?;
        Some((id.clone(), hash.to_string()))
    });
    cards.collect()
}

/// Everything that somebody remembers; of a question that a duplicate of theirs answered, too, the later answer counts.
pub(super) async fn kept(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<BTreeMap<Name, Kept>> {
    let rows = refresher_memories::Entity::find()
        .filter(refresher_memories::Column::PersonId.in_subquery(rows_of(person)))
        .all(db)
        .await?;
    let mut all: BTreeMap<Name, Kept> = BTreeMap::new();
    for row in rows {
        let (name, kept) = read(row)?;
        let later = all.get(&name).is_none_or(|k| k.asked_on <= kept.asked_on);
        if later {
            all.insert(name, kept);
        }
    }
    Ok(all)
}

fn read(row: refresher_memories::Model) -> Result<(Name, Kept)> {
    let broken = || Error::internal("a memory of a question cannot be read");
    let slug = |text: &str| Slug::parse(text).map_err(|_| broken());
    let date = |text: &str| parse_date(text).ok_or_else(broken);
    let kept = Kept {
        cards: serde_json::from_str(&row.rules)?,
        // Both were single precision when they were written.
        memory: Memory::new(row.stability as f32, row.difficulty as f32),
        asked_on: date(&row.asked_on)?,
        due_on: date(&row.due_on)?,
    };
    Ok((
        (slug(&row.course_slug)?, slug(&row.part_slug)?, row.item),
        kept,
    ))
}

/// Remembers the answered questions of a quiz that has come to its end.
pub(in crate::assessment) async fn remember_quiz(tx: &Tx, attempt: &Attempt) -> Result<()> {
    let version = course_version(tx.conn(), attempt.course_version)
        .await?
        .ok_or(Error::NotFound)?;
    let (_, Part::Quiz(quiz)) = version.part(&attempt.part, tx.ctx().language)? else {
        return Ok(());
    };
    let steps = steps(tx.conn(), attempt.id).await?;
    let ids: Vec<_> = steps.iter().map(|step| step.id).collect();
    let certainties = certainties(tx.conn(), &ids).await?;
    let before = Before::of(tx, attempt.person, &version).await?;
    for step in &steps {
        let Event::Answered { item, right, .. } = &step.event else {
            continue;
        };
        let Some(item) = quiz.items.iter().find(|i| i.id == *item) else {
            continue;
        };
        let answered = JustAnswered {
            version: &version,
            head: &quiz.head,
            item,
            right: *right,
            certainty: certainties.get(&step.id).copied(),
        };
        remember(tx, &before, &answered).await?;
    }
    Ok(())
}

/// What an answer is remembered on.
pub(super) struct Before {
    person: PersonId,
    today: Date,
    kept: BTreeMap<Name, Kept>,
    /// Until when each of the course's rule cards can be relied on, by its version.
    review_days: BTreeMap<String, Date>,
}

impl Before {
    /// Of somebody who answers a question of this version now.
    pub(super) async fn of(tx: &Tx, person: PersonId, version: &CourseVersion) -> Result<Self> {
        let today = today_of(tx.conn(), person, tx.now()).await?;
        let cards = of_course(tx.conn(), version.hash, today).await?;
        Ok(Self {
            person,
            today,
            kept: kept(tx.conn(), person).await?,
            review_days: cards
                .into_iter()
                .map(|card| (card.hash.to_string(), card.until))
                .collect(),
        })
    }

    /// The next day on which one of these cards is looked at again. One whose day has passed says nothing of the next.
    fn review_day(&self, cards: &Cards) -> Option<Date> {
        let days = cards
            .values()
            .filter_map(|hash| self.review_days.get(hash).copied());
        days.filter(|day| *day > self.today).min()
    }
}

/// Remembers one answered question, in the place of what was remembered of it before.
pub(super) async fn remember(tx: &Tx, before: &Before, answered: &JustAnswered<'_>) -> Result<()> {
    let today = before.today;
    let (course, part) = (&answered.version.course.slug, &answered.head.id);
    let item = answered.item;
    let cards = cards(answered.version, answered.head, item);
    let name = (course.clone(), part.clone(), item.id.clone());
    // A card that has changed since makes the question a new one.
    let last = before.kept.get(&name).filter(|kept| kept.cards == cards);
    let elapsed = last.map_or(0, |kept| days(kept.asked_on, today));
    // Of a certainty that was erased nothing is known: neither doubt nor pride.
    let certainty = answered.certainty.unwrap_or(Certainty::C2);
    let risk = if cards.is_empty() {
        Risk::Practice
    } else {
        Risk::Rule
    };
    let rating = (Rating::of(certainty, answered.right), risk);
    let next = review(last.and_then(|kept| kept.memory), elapsed, rating);
    let answer = (certainty, answered.right);
    let due_on = due_on(today, next.interval_days, answer, before.review_day(&cards));
    tx.wrote("refresher_memories");
    refresher_memories::Entity::delete_many()
        .filter(refresher_memories::Column::PersonId.in_subquery(rows_of(before.person)))
        .filter(refresher_memories::Column::CourseSlug.eq(course.as_str()))
        .filter(refresher_memories::Column::PartSlug.eq(part.as_str()))
        .filter(refresher_memories::Column::Item.eq(item.id.as_str()))
        .exec(tx.conn())
        .await?;
    tx.insert(refresher_memories::ActiveModel {
        person_id: Set(before.person.as_uuid()),
        course_slug: Set(course.to_string()),
        part_slug: Set(part.to_string()),
        item: Set(item.id.clone()),
        practice: Set(item.practice.code().to_owned()),
        rules: Set(serde_json::to_string(&cards)?),
        stability: Set(next.memory.stability().into()),
        difficulty: Set(next.memory.difficulty().into()),
        asked_on: Set(today.to_string()),
        due_on: Set(due_on.to_string()),
    })
    .await
}
