//! Finished modules, each version once. Insert-only.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "module_finishes")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who finished it.
    pub person_id: Uuid,
    /// In which course.
    pub course_slug: String,
    /// The module.
    pub module_slug: String,
    /// The version that was read.
    pub module_hash: Vec<u8>,
    /// The language it was read in, BCP 47.
    pub language: String,
    /// Microseconds since 1970, UTC.
    pub finished_at: i64,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
