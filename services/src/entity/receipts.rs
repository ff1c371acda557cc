//! Receipts: what was answered to which submission.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "receipts")]
pub struct Model {
    /// Who, as `Actor::code` writes it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub actor: String,
    /// The key of the submission.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: Uuid,
    /// SHA-256 of the command.
    pub command_hash: Vec<u8>,
    /// The answer, JSON.
    pub result: String,
    /// Microseconds since 1970, UTC.
    pub at: i64,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
