//! Attempts: one try at a quiz or scenario. Insert-only; what happened in it are its events.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attempts")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub person_id: Uuid,
    /// The course.
    pub course_slug: String,
    /// Its part.
    pub part_slug: String,
    /// `quiz` or `scenario`, as `domain::content::Kind::code` writes it.
    pub kind: String,
    /// The version of the part that it began with and stays on.
    pub part_hash: Vec<u8>,
    /// The version of the course that it began with and stays on.
    pub course_hash: Vec<u8>,
    /// The round of certification, from 1.
    pub cycle: i32,
    /// From 1 in each cycle.
    pub number: i32,
    /// The language it began in.
    pub language: String,
    /// The bits of the seed that orders its questions.
    pub seed: i64,
    /// Microseconds since 1970, UTC.
    pub started_at: i64,
    /// When its time is over; none when it takes as long as it takes. Microseconds since 1970, UTC.
    pub ends_at: Option<i64>,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
