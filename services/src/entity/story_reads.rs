//! Who read which story on which day.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "story_reads")]
pub struct Model {
    /// What was read.
    #[sea_orm(primary_key, auto_increment = false)]
    pub story_id: Uuid,
    /// Who read it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    /// The reader's local date, `YYYY-MM-DD`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: String,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
