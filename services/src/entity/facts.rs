//! Facts: what happened, in canonical bytes. Insert-only.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "facts")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What happened.
    pub kind: String,
    /// Microseconds since 1970, UTC.
    pub occurred_at: i64,
    /// Who, as `Actor::code` writes it.
    pub actor: String,
    /// The id of what it happened to.
    pub subject: Option<String>,
    /// The canonical bytes.
    pub body: Vec<u8>,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
