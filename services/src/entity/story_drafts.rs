//! Drafts: what an author saved without submitting it.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "story_drafts")]
pub struct Model {
    /// The story it is or will be.
    #[sea_orm(primary_key, auto_increment = false)]
    pub story_id: Uuid,
    /// Whose.
    pub author_id: Uuid,
    /// As typed so far.
    pub title: String,
    /// `Practice::code`, once chosen.
    pub practice: Option<String>,
    /// BCP 47.
    pub language: String,
    /// What was done, as typed so far.
    pub done: String,
    /// For whom, as typed so far.
    pub audience: String,
    /// What came of it, as typed so far.
    pub outcome: String,
    /// Microseconds since 1970, UTC.
    pub saved_at: i64,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
