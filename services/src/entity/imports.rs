//! Files of people, kept from the upload until they are applied.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "imports")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// SHA-256 of the text, in hexadecimal.
    pub hash: String,
    /// The text; empty once it was applied.
    pub body: String,
    /// Microseconds since 1970, UTC.
    pub uploaded_at: i64,
    /// Microseconds since 1970, UTC; none until then.
    pub applied_at: Option<i64>,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
