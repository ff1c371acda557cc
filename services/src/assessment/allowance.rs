//! What a person's assignment allows for a quiz, and what they have tried of it.

use crate::{
    Result,
    accounts::merge::rows_of,
    assessment::{counting::counting, queries::ends},
    entity::{assignments, attempts, extra_attempts},
    training::{extra_percent, limits_of},
};
use domain::{
    assessment::limits::{Limits, Next, Tries},
    audit::canonical::from_micros,
    content::Slug,
    ids::PersonId,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use time::{Duration, OffsetDateTime};

use super::attempt::Event;

/// What is allowed, and what was tried.
#[derive(Clone, Copy, Debug)]
pub(super) struct Allowance {
    limits: Limits,
    extra: u32,
    extra_percent: u32,
    tries: Tries,
}

impl Allowance {
    /// What is allowed for a quiz of a course: nothing is limited unless the course is assigned, with limits.
    pub(super) async fn of(
        db: &impl ConnectionTrait,
        person: PersonId,
        course: &Slug,
        part: &Slug,
    ) -> Result<Option<Self>> {
        let assigned = assignments::Entity::find()
            .filter(assignments::Column::PersonId.in_subquery(rows_of(person)))
            .filter(assignments::Column::CourseSlug.eq(course.as_str()))
            .filter(assignments::Column::EndedAt.is_null())
            .order_by_asc(assignments::Column::AssignedAt)
            .one(db)
            .await?;
        let Some(assigned) = assigned else {
            return Ok(None);
        };
        let limits = limits_of(&assigned);
        if limits == Limits::default() {
            return Ok(None);
        }
        let extra = extra_attempts::Entity::find()
            .filter(extra_attempts::Column::AssignmentId.eq(assigned.id))
            .count(db)
            .await?;
        Ok(Some(Self {
            limits,
            extra: u32::try_from(extra).unwrap_or(u32::MAX),
            extra_percent: extra_percent(db, person).await?,
            tries: tries(db, person, (course, part), assigned.assigned_at).await?,
        }))
    }

    /// Whether another attempt may begin.
    pub(super) fn next(&self, now: OffsetDateTime) -> Next {
        self.limits.next(self.extra, &self.tries, now)
    }

    /// How many attempts are left; none when they are not counted.
    pub(super) fn left(&self) -> Option<u32> {
        self.limits.left(self.extra, &self.tries)
    }

    /// How long an attempt may take; who has passed practises without a clock.
    pub(super) fn time(&self) -> Option<Duration> {
        let time = self.limits.time_for(self.extra_percent);
        time.filter(|_| !self.tries.passed)
    }
}

/// What was tried since the assignment; whether a quiz was passed counts from ever. A quiz that has changed since begins
/// anew.
async fn tries(
    db: &impl ConnectionTrait,
    person: PersonId,
    (course, part): (&Slug, &Slug),
    since: i64,
) -> Result<Tries> {
    let rows = attempts::Entity::find()
        .filter(attempts::Column::PersonId.in_subquery(rows_of(person)))
        .filter(attempts::Column::CourseSlug.eq(course.as_str()))
        .filter(attempts::Column::PartSlug.eq(part.as_str()))
        .all(db)
        .await?;
    let counting = counting(db, course, &rows).await?;
    let rows: Vec<_> = rows
        .into_iter()
        .filter(|row| counting.contains(&row.id))
        .collect();
    let ends = ends(db, rows.iter().map(|row| row.id).collect()).await?;
    let passed = |event: &Event| matches!(event, Event::QuizFinished { passed: true, .. });
    let counted = || rows.iter().filter(|row| row.started_at >= since);
    let last = counted().filter_map(|row| Some(ends.get(&row.id)?.0)).max();
    Ok(Tries {
        begun: u32::try_from(counted().count()).unwrap_or(u32::MAX),
        last_end: last.and_then(from_micros),
        passed: ends.values().any(|(_, event)| passed(event)),
    })
}
