//! Of which rule cards people were told by mail, so that each change of a card's state is told once. Operational.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_notices")]
pub struct Model {
    /// The version of the card.
    #[sea_orm(primary_key, auto_increment = false)]
    pub card_hash: Vec<u8>,
    /// `domain::content::rule_card::State::code`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub state: String,
    /// The day that the state speaks of, `YYYY-MM-DD`; empty when it speaks of none.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: String,
    /// Microseconds since 1970, UTC.
    pub told_at: i64,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
