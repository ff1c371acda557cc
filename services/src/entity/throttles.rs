//! How often signing in failed.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "throttles")]
pub struct Model {
    /// An account, an address, or both, hashed.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    /// Failures in a row.
    pub failures: i32,
    /// The last of them, microseconds since 1970, UTC.
    pub failed_at: i64,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
