//! How far one person is with one course: for their own pages and for their record.

use super::{
    course::{self, Shape},
    dates::stored_date,
    exercises::{self, Exercise},
    limits::limits_of,
    today_in,
};
use crate::{
    Ctx, Error, Result,
    accounts::merge::rows_of,
    ctx::Actor,
    entity::{
        assignments, completions, extra_attempts, fact_values, module_finishes, module_progress,
    },
    store::Store,
    zone,
};
use domain::{
    assessment::limits::Limits,
    audit::canonical::from_micros,
    content::{ContentHash, Kind, Slug},
    ids::{AssignmentId, CompletionId, PersonId},
    training::{self, Progress, Reason, Standing, standing},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use std::collections::BTreeSet;
use time::{Date, OffsetDateTime};

/// What somebody owes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Owed {
    /// The assignment.
    pub id: AssignmentId,
    /// The last day.
    pub due_on: Date,
    /// The zone in which it ends (IANA name).
    pub zone: String,
    /// Why.
    pub reason: Reason,
    /// Why, in words; none when there were none or they were erased.
    pub note: Option<String>,
    /// Since when, UTC.
    pub assigned_at: OffsetDateTime,
    /// What it allows for the course's quizzes, without what was allowed beyond.
    pub limits: Limits,
    /// How many attempts were allowed beyond the limit.
    pub extra_attempts: u32,
}

/// A completion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completion {
    /// Its id.
    pub id: CompletionId,
    /// The course.
    pub course: Slug,
    /// The version that was completed.
    pub version: ContentHash,
    /// Which round, from 1.
    pub cycle: i32,
    /// The language it was read in, BCP 47; `mul` when there were several.
    pub language: String,
    /// The share of right answers, 0 to 100.
    pub score_percent: Option<i32>,
    /// When, UTC.
    pub completed_at: OffsetDateTime,
}

/// A completion that no longer counts, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Again {
    /// It stays what it was.
    pub completion: Completion,
    /// When the version was published that asks for the course again, UTC.
    pub changed_at: OffsetDateTime,
}

/// How far a part is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Untouched.
    NotStarted,
    /// Begun.
    Open,
    /// Finished, but below what the course asks for.
    Short,
    /// Finished.
    Done,
}

/// A part of the course and how far it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartStudy {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub slug: Slug,
    /// How far it is.
    pub step: Step,
    /// The page of a module that was reached.
    pub page: Option<u16>,
    /// The share of right answers of a quiz, 0 to 100.
    pub score_percent: Option<i32>,
}

/// A course and how far somebody is with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Study {
    /// The course.
    pub course: Slug,
    /// The version in force.
    pub version: ContentHash,
    /// Its parts, in order.
    pub parts: Vec<PartStudy>,
    /// What is owed.
    pub owed: Option<Owed>,
    /// The completion that counts.
    pub completion: Option<Completion>,
    /// The completion that counted until the course changed, when none counts now.
    pub again: Option<Again>,
    /// Where they stand.
    pub standing: Standing,
    /// When they last read or finished something of it, UTC.
    pub last_seen: Option<OffsetDateTime>,
}

impl Study {
    /// The part to go on with: the first that is not finished.
    #[must_use]
    pub fn next(&self) -> Option<&PartStudy> {
        self.parts.iter().find(|p| p.step != Step::Done)
    }

    /// Whether every part is finished and the course still is not: it changed around them. Finishing any of them again
    /// completes it.
    #[must_use]
    pub fn ends_anew(&self) -> bool {
        self.completion.is_none() && !self.parts.is_empty() && self.next().is_none()
    }

    /// Whether any part was begun.
    #[must_use]
    pub fn begun(&self) -> bool {
        self.parts.iter().any(|p| p.step != Step::NotStarted)
    }

    /// How many parts are finished.
    #[must_use]
    pub fn done(&self) -> usize {
        self.parts.iter().filter(|p| p.step == Step::Done).count()
    }
}

/// How far the reader is with a published course.
///
/// # Errors
/// [`Error::Forbidden`] when nobody is signed in.
pub async fn own(store: &Store, ctx: &Ctx, course: &Slug) -> Result<Option<Study>> {
    own_in(store.read(), ctx, course).await
}

/// As [`own`], within a transaction.
pub(crate) async fn own_in(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    course: &Slug,
) -> Result<Option<Study>> {
    let Actor::Person(person) = ctx.actor else {
        return Err(Error::Forbidden);
    };
    match course::shape(db, course).await? {
        None => Ok(None),
        Some(shape) => of(db, person, &ctx.zone, ctx.clock.now(), course, shape)
            .await
            .map(Some),
    }
}

/// How far a person is with a course; the caller has seen to it that the actor may know.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    person: PersonId,
    zone: &str,
    now: OffsetDateTime,
    course: &Slug,
    shape: Shape,
) -> Result<Study> {
    let owed = owed(db, person, course).await?;
    let all = completions_of(db, person, Some(course)).await?;
    let completion = all
        .iter()
        .rfind(|c| shape.counting.contains(&c.version))
        .cloned();
    let last = all.into_iter().next().filter(|_| completion.is_none());
    let again = last
        .zip(shape.counting_since)
        .map(|(completion, at)| {
            Ok::<_, Error>(Again {
                completion,
                changed_at: instant(at)?,
            })
        })
        .transpose()?;
    let (parts, last_seen, tried) = parts(db, person, course, &shape).await?;
    let begun = tried || parts.iter().any(|p| p.step != Step::NotStarted);
    let zone = owed.as_ref().map_or(zone, |o| o.zone.as_str());
    let standing = standing(
        owed.as_ref().map(|o| training::Assigned {
            due_on: o.due_on,
            reason: o.reason,
        }),
        Progress {
            begun,
            completed_on: completion
                .as_ref()
                .map(|c| zone::in_zone(c.completed_at, zone).date()),
        },
        today_in(now, zone),
    );
    Ok(Study {
        course: course.clone(),
        version: shape.hash,
        parts,
        owed,
        completion,
        again,
        standing,
        last_seen,
    })
}

/// The parts, when something of them was last seen, and whether an exercise was ever tried, in whatever version.
async fn parts(
    db: &impl ConnectionTrait,
    person: PersonId,
    course: &Slug,
    shape: &Shape,
) -> Result<(Vec<PartStudy>, Option<OffsetDateTime>, bool)> {
    let pages = module_progress::Entity::find()
        .filter(module_progress::Column::PersonId.in_subquery(rows_of(person)))
        .filter(module_progress::Column::CourseSlug.eq(course.as_str()))
        .order_by_desc(module_progress::Column::SeenAt)
        .all(db)
        .await?;
    let finishes = module_finishes::Entity::find()
        .filter(module_finishes::Column::PersonId.in_subquery(rows_of(person)))
        .filter(module_finishes::Column::CourseSlug.eq(course.as_str()))
        .all(db)
        .await?;
    let finished: BTreeSet<&[u8]> = finishes.iter().map(|f| f.module_hash.as_slice()).collect();
    let tried = exercises::of(db, person, course).await?;
    let seen = pages.iter().map(|p| p.seen_at);
    let seen = seen
        .chain(finishes.iter().map(|f| f.finished_at))
        .max()
        .and_then(from_micros);
    let seen = seen.max(tried.iter().filter_map(|e| e.finished_at).max());
    let parts = shape
        .parts
        .iter()
        .map(|part| {
            let page = pages.iter().find(|p| p.module_slug == part.slug.as_str());
            let exercise = tried.iter().find(|e| e.part == part.slug);
            let step = if part.kind != Kind::Module {
                exercise.map_or(Step::NotStarted, exercise_step)
            } else if finished.contains(part.hash.as_bytes().as_slice()) {
                Step::Done
            } else if page.is_some() {
                Step::Open
            } else {
                Step::NotStarted
            };
            let page = page.filter(|p| p.module_hash == part.hash.as_bytes());
            PartStudy {
                kind: part.kind,
                slug: part.slug.clone(),
                step,
                page: page.and_then(|p| u16::try_from(p.page).ok()),
                score_percent: exercise.and_then(|e| e.score_percent),
            }
        })
        .collect();
    Ok((parts, seen, tried.iter().any(|e| e.tried)))
}

fn exercise_step(exercise: &Exercise) -> Step {
    if exercise.done {
        Step::Done
    } else if exercise.open {
        Step::Open
    } else if exercise.finished {
        Step::Short
    } else {
        Step::NotStarted
    }
}

/// What a person owes of a course now.
async fn owed(db: &impl ConnectionTrait, person: PersonId, course: &Slug) -> Result<Option<Owed>> {
    let found = assignments::Entity::find()
        .filter(assignments::Column::PersonId.eq(person.as_uuid()))
        .filter(assignments::Column::CourseSlug.eq(course.as_str()))
        .filter(assignments::Column::EndedAt.is_null())
        .one(db)
        .await?;
    let Some(row) = found else {
        return Ok(None);
    };
    let note = fact_values::Entity::find_by_id((row.fact_id, "reason".to_owned()))
        .one(db)
        .await?;
    let extra = extra_attempts::Entity::find()
        .filter(extra_attempts::Column::AssignmentId.eq(row.id))
        .count(db)
        .await?;
    Ok(Some(Owed {
        limits: limits_of(&row),
        extra_attempts: u32::try_from(extra).unwrap_or(u32::MAX),
        id: AssignmentId::from_uuid(row.id),
        due_on: stored_date(&row.due_on)?,
        reason: Reason::from_code(&row.reason)
            .ok_or_else(|| Error::internal("unknown reason of an assignment"))?,
        note: note.map(|n| n.value),
        zone: row.zone,
        assigned_at: instant(row.assigned_at)?,
    }))
}

/// The completions of a person, the newest first.
pub(super) async fn completions_of(
    db: &impl ConnectionTrait,
    person: PersonId,
    course: Option<&Slug>,
) -> Result<Vec<Completion>> {
    let mut found = completions::Entity::find()
        .filter(completions::Column::PersonId.in_subquery(rows_of(person)))
        .order_by_desc(completions::Column::CompletedAt);
    if let Some(course) = course {
        found = found.filter(completions::Column::CourseSlug.eq(course.as_str()));
    }
    let row = |row: completions::Model| {
        Ok(Completion {
            id: CompletionId::from_uuid(row.id),
            course: course::name(&row.course_slug)?,
            version: course::version(&row.course_hash)?,
            cycle: row.cycle,
            language: row.language,
            score_percent: row.score_percent,
            completed_at: instant(row.completed_at)?,
        })
    };
    found.all(db).await?.into_iter().map(row).collect()
}

/// An instant of a table.
pub(crate) fn instant(at: i64) -> Result<OffsetDateTime> {
    from_micros(at).ok_or_else(|| Error::internal("an instant in the database cannot be read"))
}
