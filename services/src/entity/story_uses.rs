//! Who used a story. Insert-only: a later row takes an earlier one back.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "story_uses")]
pub struct Model {
    /// The id of the fact that says so.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What was used.
    pub story_id: Uuid,
    /// Who used it.
    pub person_id: Uuid,
    /// From 1 for each person and story; the highest counts.
    pub number: i32,
    /// 1: used; −1: the row before it is taken back.
    pub count: i32,
    /// Microseconds since 1970, UTC.
    pub used_at: i64,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
