//! What was answered to those who say that something is wrong with a question. Insert-only; the words lie apart.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "challenge_answers")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What is answered.
    pub challenge_id: Uuid,
    /// From 1 for each challenge; the last counts.
    pub number: i32,
    /// `answered` or `mended`, as `ChallengeStatus::code` writes it.
    pub status: String,
    /// The salted hash of the words.
    pub words_hash: Vec<u8>,
    /// Microseconds since 1970, UTC.
    pub answered_at: i64,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
