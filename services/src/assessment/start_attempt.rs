//! Beginning a quiz or a scenario, or going on where one left off.

use super::{allowance::Allowance, attempt::Attempt, queries::ends};
use crate::{
    Error, Result,
    accounts::merge::rows_of,
    content::queries::current_in,
    ctx::{Actor, fill_random},
    entity::attempts,
    store::{Command, Fact, Resource, Tx},
};
use domain::{
    assessment::limits::Next,
    audit::canonical::micros,
    content::{ContentHash, Kind, Slug},
    ids::{AttemptId, PersonId},
    policy::Action,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use serde::Serialize;
use time::OffsetDateTime;

/// The round of certification that attempts count in, until renewals begin others.
const CYCLE: i32 = 1;

/// Begins an attempt at a part of a published course, or finds the one that is open.
#[derive(Clone, Debug, Serialize)]
pub struct StartAttempt {
    /// The course.
    pub course: Slug,
    /// Its quiz or scenario.
    pub part: Slug,
}

impl Command for StartAttempt {
    const NAME: &'static str = "start_attempt";
    type Output = AttemptId;

    async fn run(&self, tx: &Tx) -> Result<AttemptId> {
        let Actor::Person(person) = tx.ctx().actor else {
            return Err(Error::Forbidden);
        };
        tx.authorize(Action::AttemptTake, Resource::Person(person))
            .await?;
        let last = last_attempt(tx.conn(), person, &self.course, &self.part).await?;
        if let Some((attempt, false)) = &last {
            return Ok(attempt.id);
        }
        let version = current_in(tx.conn(), &self.course)
            .await?
            .ok_or(Error::NotFound)?;
        let (kind, _, hash) = version
            .parts()?
            .into_iter()
            .find(|(kind, slug, _)| {
                *slug == self.part && matches!(kind, Kind::Quiz | Kind::Scenario)
            })
            .ok_or(Error::NotFound)?;
        let allowance = match kind {
            Kind::Quiz => Allowance::of(tx.conn(), person, &self.course, &self.part).await?,
            _ => None,
        };
        match allowance.map(|allowance| allowance.next(tx.now())) {
            None | Some(Next::Now) => {}
            Some(Next::From(_)) => return Err(Error::field("attempt", "pause")),
            Some(Next::UsedUp) => return Err(Error::field("attempt", "used_up")),
        }
        let time = allowance.and_then(|allowance| allowance.time());
        let ends_at = time.and_then(|time| tx.now().checked_add(time));
        let number = last.map_or(1, |(attempt, _)| attempt.number + 1);
        let id = self
            .insert(tx, person, (kind, hash, version.hash), (number, ends_at))
            .await?;
        let mut fact = Fact::new("attempt_started")
            .subject(person)
            .code("attempt", id)
            .code("course", &self.course)
            .code("part", &self.part)
            .code("version", hash)
            .code("number", number);
        if let Some(ends_at) = ends_at {
            fact = fact.code("ends_at", micros(ends_at));
        }
        tx.fact(fact).await?;
        Ok(id)
    }
}

impl StartAttempt {
    async fn insert(
        &self,
        tx: &Tx,
        person: PersonId,
        (kind, part_hash, course_hash): (Kind, ContentHash, ContentHash),
        (number, ends_at): (i32, Option<OffsetDateTime>),
    ) -> Result<AttemptId> {
        let id: AttemptId = tx.ctx().new_id();
        let mut seed = [0; 8];
        fill_random(&mut seed);
        tx.insert(attempts::ActiveModel {
            id: Set(id.as_uuid()),
            person_id: Set(person.as_uuid()),
            course_slug: Set(self.course.to_string()),
            part_slug: Set(self.part.to_string()),
            kind: Set(kind.code().to_owned()),
            part_hash: Set(part_hash.as_bytes().to_vec()),
            course_hash: Set(course_hash.as_bytes().to_vec()),
            cycle: Set(CYCLE),
            number: Set(number),
            language: Set(tx.ctx().language.code().to_owned()),
            seed: Set(i64::from_be_bytes(seed)),
            started_at: Set(micros(tx.now())),
            ends_at: Set(ends_at.map(micros)),
        })
        .await?;
        Ok(id)
    }
}

/// The attempt at a part to go on with, and whether it is finished: one that is open, or else the last. A duplicate's
/// are those of the person who was kept, so that there may be two of a number.
pub(super) async fn last_attempt(
    db: &impl ConnectionTrait,
    person: PersonId,
    course: &Slug,
    part: &Slug,
) -> Result<Option<(Attempt, bool)>> {
    let rows = attempts::Entity::find()
        .filter(attempts::Column::PersonId.in_subquery(rows_of(person)))
        .filter(attempts::Column::CourseSlug.eq(course.as_str()))
        .filter(attempts::Column::PartSlug.eq(part.as_str()))
        .order_by_desc(attempts::Column::Cycle)
        .order_by_desc(attempts::Column::Number)
        .order_by_desc(attempts::Column::StartedAt)
        .all(db)
        .await?;
    let ends = ends(db, rows.iter().map(|row| row.id).collect()).await?;
    let open = rows.iter().find(|row| !ends.contains_key(&row.id));
    let Some(row) = open.or(rows.first()) else {
        return Ok(None);
    };
    let finished = open.is_none();
    Ok(Some((Attempt::try_from(row.clone())?, finished)))
}
