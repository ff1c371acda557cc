//! What readers see of a story: the row of the highest number. Insert-only.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "story_publications")]
pub struct Model {
    /// The id of the fact that says so.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Of which story.
    pub story_id: Uuid,
    /// From 1 for each story.
    pub number: i32,
    /// The version.
    pub hash: Vec<u8>,
    /// `PublicationChange::code`.
    pub change: String,
    /// Who, as `Actor::code` writes it.
    pub changed_by: String,
    /// Microseconds since 1970, UTC.
    pub changed_at: i64,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
