//! Attempts that were allowed beyond an assignment's limit.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "extra_attempts")]
pub struct Model {
    /// Beyond whose limit.
    #[sea_orm(primary_key, auto_increment = false)]
    pub assignment_id: Uuid,
    /// Which of the assignment's, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// Microseconds since 1970, UTC.
    pub allowed_at: i64,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
