//! Versions of stories, named by their hash. Insert-only; the text lies in `story_texts`.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "story_versions")]
pub struct Model {
    /// SHA-256, as `StoryText::hash` makes it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: Vec<u8>,
    /// Of which story.
    pub story_id: Uuid,
    /// From 1 for each story; the highest is the newest.
    pub number: i32,
    /// `Practice::code`.
    pub practice: String,
    /// BCP 47.
    pub language: String,
    /// Microseconds since 1970, UTC.
    pub submitted_at: i64,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
