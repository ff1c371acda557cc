//! Signed states of the sealed log. Insert-only.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "checkpoints")]
pub struct Model {
    /// How many facts are sealed.
    #[sea_orm(primary_key, auto_increment = false)]
    pub size: i64,
    /// The Merkle root.
    pub root: Vec<u8>,
    /// What the next seal goes on from.
    pub frontier: Vec<u8>,
    /// Microseconds since 1970, UTC.
    pub at: i64,
    /// Ed25519 over the checkpoint.
    pub signature: Vec<u8>,
    /// The public key, hexadecimal.
    pub key_id: String,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
