//! The company's word on a version of a rule card: confirmed, or taken back. Insert-only; the reason is a value of the
//! fact with the same id.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_confirmations")]
pub struct Model {
    /// The id of the fact that says so.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The version of the card.
    pub card_hash: Vec<u8>,
    /// From 1 for each version; the last counts.
    pub number: i32,
    /// `confirmed` or `withdrawn`.
    pub decision: String,
    /// Whose word it is; none when it is the program's own, as in the demo.
    pub reviewer_id: Option<Uuid>,
    /// The reviewer's day, `YYYY-MM-DD`.
    pub decided_on: String,
    /// When to look again, `YYYY-MM-DD`; none when it was taken back.
    pub next_review: Option<String>,
    /// Microseconds since 1970, UTC.
    pub decided_at: i64,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
