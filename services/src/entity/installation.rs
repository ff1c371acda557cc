//! The one row that says what this installation is.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "installation")]
pub struct Model {
    /// The name of its log.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whether its people are made up.
    pub demo: bool,
    /// Microseconds since 1970, UTC.
    pub created_at: i64,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
