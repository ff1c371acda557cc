//! Assigning a course.

use super::{
    course,
    limits::{Columns, TypedLimits},
    oversight, parse_date, today_in,
};
use crate::{
    Error, Result,
    content::rules,
    entity::{assignments, people},
    error::FieldError,
    store::{Command, Fact, Tx},
};
use domain::{
    accounts::PersonStatus,
    audit::canonical::micros,
    content::Slug,
    ids::{AssignmentId, PersonId},
    policy::Action,
    training::Reason,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use time::{Date, Duration};
use uuid::Uuid;

/// How far ahead a deadline may lie: a slip of a digit is not a plan.
const FURTHEST: Duration = Duration::days(5 * 366);
/// The most characters of the words beside the reason.
const NOTE: usize = 500;
/// The most values one statement names.
const CHUNK: usize = 500;

/// What is wrong with a course that cannot be assigned: a rule card that it rests on has come to its end, or the
/// company has not confirmed it.
pub const RULES_OPEN: &str = "rules_open";

/// Who is to take the course.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// Every active person whom the actor's grants reach.
    Everyone,
    /// These people.
    These(BTreeSet<PersonId>),
}

/// Assigns a course with a deadline and a reason. Who owes it already keeps their date.
#[derive(Clone, Debug, Serialize)]
pub struct AssignCourse {
    /// The course.
    pub course: String,
    /// Who is to take it.
    pub whom: Whom,
    /// The last day, `YYYY-MM-DD`: it ends in each person's own zone.
    pub due_on: String,
    /// `Reason::code`.
    pub reason: String,
    /// Why, in words; needed when the reason is another one.
    pub note: String,
    /// What it allows for the course's quizzes.
    pub limits: TypedLimits,
}

/// How many people an assignment reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Assigned {
    /// Who owe it now.
    pub assigned: u64,
    /// Who owed it before and keep their date.
    pub already: u64,
}

struct Parsed {
    course: Slug,
    due_on: Date,
    reason: Reason,
    limits: Columns,
}

impl AssignCourse {
    fn parse(&self, tx: &Tx) -> Result<Parsed> {
        let mut wrong = Vec::new();
        let mut note = |field, code| wrong.push(FieldError { field, code });
        let course = Slug::parse(&self.course).ok();
        if course.is_none() {
            note("course", "required");
        }
        let today = today_in(tx.now(), &tx.ctx().zone);
        let due_on = parse_date(&self.due_on);
        match due_on {
            None if self.due_on.trim().is_empty() => note("due_on", "required"),
            None => note("due_on", "date"),
            // The program itself may bring in what was owed before it was there.
            Some(day) if day < today && self.by_a_person(tx) => note("due_on", "past"),
            Some(day) if day - today > FURTHEST => note("due_on", "too_far"),
            Some(_) => {}
        }
        let reason = Reason::from_code(&self.reason);
        if reason.is_none() {
            note("reason", "required");
        }
        if self.note.trim().is_empty() && reason == Some(Reason::Other) {
            note("note", "required");
        }
        if self.note.chars().count() > NOTE {
            note("note", "too_long");
        }
        if matches!(&self.whom, Whom::These(people) if people.is_empty()) {
            note("whom", "nobody");
        }
        let limits = self.limits.parse(&mut wrong);
        match (course, due_on, reason) {
            (Some(course), Some(due_on), Some(reason)) if wrong.is_empty() => Ok(Parsed {
                course,
                due_on,
                reason,
                limits,
            }),
            _ => Err(Error::Invalid(wrong)),
        }
    }

    fn by_a_person(&self, tx: &Tx) -> bool {
        matches!(tx.ctx().actor, crate::ctx::Actor::Person(_))
    }

    async fn people(&self, tx: &Tx) -> Result<Vec<people::Model>> {
        let active = people::Entity::find()
            .filter(people::Column::Status.eq(PersonStatus::Active.code()))
            .filter(people::Column::MergedInto.is_null())
            .order_by_asc(people::Column::Id);
        let wanted = match &self.whom {
            Whom::Everyone => {
                let within = oversight::people_in(tx, Action::TrainingAssign).await?;
                let within = within.condition((people::Entity, people::Column::Id));
                return Ok(active.filter(within).all(tx.conn()).await?);
            }
            Whom::These(people) => people,
        };
        let within = oversight::people_in(tx, Action::TrainingAssign).await?;
        let within = within.condition((people::Entity, people::Column::Id));
        let ids: Vec<Uuid> = wanted.iter().map(PersonId::as_uuid).collect();
        let mut found = Vec::new();
        for ids in ids.chunks(CHUNK) {
            let some = active
                .clone()
                .filter(people::Column::Id.is_in(ids.to_vec()));
            found.extend(some.filter(within.clone()).all(tx.conn()).await?);
        }
        // One who is gone or out of reach stops all: nobody should believe that they were assigned.
        if found.len() == wanted.len() {
            Ok(found)
        } else {
            Err(Error::Forbidden)
        }
    }
}

impl Command for AssignCourse {
    const NAME: &'static str = "assign_course";
    type Output = Assigned;

    async fn run(&self, tx: &Tx) -> Result<Assigned> {
        let people = self.people(tx).await?;
        let parsed = self.parse(tx)?;
        let shape = course::shape(tx.conn(), &parsed.course).await?;
        let version = shape.ok_or_else(|| Error::field("course", "unknown"))?.hash;
        let today = tx.ctx().today();
        if !rules::open(tx.conn(), version, today).await?.is_empty() {
            return Err(Error::field("course", RULES_OPEN));
        }
        let owing: BTreeSet<Uuid> = assignments::Entity::find()
            .filter(assignments::Column::CourseSlug.eq(parsed.course.as_str()))
            .filter(assignments::Column::EndedAt.is_null())
            .all(tx.conn())
            .await?
            .into_iter()
            .map(|a| a.person_id)
            .collect();
        let mut done = Assigned {
            assigned: 0,
            already: 0,
        };
        for person in people {
            if owing.contains(&person.id) {
                done.already += 1;
            } else {
                self.assign(tx, &parsed, person).await?;
                done.assigned += 1;
            }
        }
        Ok(done)
    }
}

impl AssignCourse {
    async fn assign(&self, tx: &Tx, parsed: &Parsed, person: people::Model) -> Result<()> {
        let id: AssignmentId = tx.ctx().new_id();
        let mut fact = Fact::new("course_assigned")
            .subject(person.id)
            .code("assignment", id)
            .code("course", &parsed.course)
            .code("due_on", parsed.due_on)
            .code("zone", &person.time_zone)
            .code("reason_code", parsed.reason.code());
        let limits = parsed.limits;
        for (field, limit) in [
            ("attempt_limit", limits.attempts),
            ("pause_hours", limits.pause_hours),
            ("time_minutes", limits.minutes),
        ] {
            if let Some(limit) = limit {
                fact = fact.code(field, limit);
            }
        }
        if !self.note.trim().is_empty() {
            fact = fact.reason(self.note.trim());
        }
        let fact = tx.fact(fact).await?;
        tx.insert(assignments::ActiveModel {
            id: Set(id.as_uuid()),
            person_id: Set(person.id),
            course_slug: Set(parsed.course.to_string()),
            due_on: Set(parsed.due_on.to_string()),
            zone: Set(person.time_zone),
            reason: Set(parsed.reason.code().to_owned()),
            assigned_by: Set(tx.ctx().actor.code()),
            assigned_at: Set(micros(tx.now())),
            fact_id: Set(fact.as_uuid()),
            ended_at: Set(None),
            attempt_limit: Set(limits.attempts),
            pause_hours: Set(limits.pause_hours),
            time_minutes: Set(limits.minutes),
        })
        .await
    }
}
