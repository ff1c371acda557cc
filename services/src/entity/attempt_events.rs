//! The steps of attempts: ids and codes, and of certainty only a salted commitment. Insert-only.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attempt_events")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The attempt.
    pub attempt_id: Uuid,
    /// From 1 in each attempt.
    pub seq: i32,
    /// `answered`, `flagged`, `turn_taken` or `finished`.
    pub kind: String,
    /// What happens only once: `item:…`, `turn:…`, `finished`; of marks, which come and go, `flag:` with their place.
    pub once: String,
    /// JSON of ids and codes.
    pub body: String,
    /// Microseconds since 1970, UTC.
    pub at: i64,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
