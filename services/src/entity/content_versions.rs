//! Content versions: immutable snapshots, named by the hash of their canonical bytes. Insert-only.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "content_versions")]
pub struct Model {
    /// SHA-256 of the body.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: Vec<u8>,
    /// What it is, as `domain::content::Kind::code` writes it.
    pub kind: String,
    /// Its name.
    pub slug: String,
    /// The canonical bytes.
    pub body: Vec<u8>,
    /// Microseconds since 1970, UTC.
    pub imported_at: i64,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
