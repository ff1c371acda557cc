//! Assignments: courses owed by a person, by when and why.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assignments")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who owes it.
    pub person_id: Uuid,
    /// The course.
    pub course_slug: String,
    /// The last day, `YYYY-MM-DD`, which ends in `zone`.
    pub due_on: String,
    /// IANA name: the person's when it was set.
    pub zone: String,
    /// `Reason::code`.
    pub reason: String,
    /// Who assigned it, as `Actor::code` writes it.
    pub assigned_by: String,
    /// Microseconds since 1970, UTC.
    pub assigned_at: i64,
    /// The fact it began with, which keeps its words.
    pub fact_id: Uuid,
    /// Microseconds since 1970, UTC; none while it is owed.
    pub ended_at: Option<i64>,
    /// How many attempts at each quiz; uncounted without it.
    pub attempt_limit: Option<i32>,
    /// How many hours after an attempt the next may begin.
    pub pause_hours: Option<i32>,
    /// How many minutes an attempt may take.
    pub time_minutes: Option<i32>,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
