//! Publications: which version became current, when, by whom. Insert-only.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "publications")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What was published, as `domain::content::Kind::code` writes it.
    pub kind: String,
    /// Its name.
    pub slug: String,
    /// From 1 for each name; the highest is in force.
    pub number: i32,
    /// The version.
    pub hash: Vec<u8>,
    /// `material` or `editorial`.
    pub change: String,
    /// Microseconds since 1970, UTC.
    pub published_at: i64,
    /// Who, as `Actor::code` writes it.
    pub published_by: String,
    /// Within how many days those who completed an earlier version complete this one; none when what they completed
    /// suffices.
    pub due_again_days: Option<i32>,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
