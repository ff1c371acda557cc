//! Completions: a person finished a course version. Insert-only.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "completions")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who.
    pub person_id: Uuid,
    /// The course.
    pub course_slug: String,
    /// The version of the course.
    pub course_hash: Vec<u8>,
    /// Which round of certification, from 1.
    pub cycle: i32,
    /// The language it was read in, BCP 47; `mul` when there were several.
    pub language: String,
    /// The share of right answers in its quizzes, 0 to 100; none without a quiz.
    pub score_percent: Option<i32>,
    /// Microseconds since 1970, UTC.
    pub completed_at: i64,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
