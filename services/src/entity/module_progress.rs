//! Progress: the page of a module somebody has reached. Operational: a bookmark, no evidence.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "module_progress")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    /// The course.
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_slug: String,
    /// The module.
    #[sea_orm(primary_key, auto_increment = false)]
    pub module_slug: String,
    /// The version that was read.
    pub module_hash: Vec<u8>,
    /// The furthest page, from 1.
    pub page: i32,
    /// The language it was read in, BCP 47.
    pub language: String,
    /// Microseconds since 1970, UTC.
    pub seen_at: i64,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
