//! The texts of story versions: erasable, never exchanged.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "story_texts")]
pub struct Model {
    /// The version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: Vec<u8>,
    /// 16 random bytes that are hashed with the text and go with it.
    pub salt: Vec<u8>,
    /// The title.
    pub title: String,
    /// What was done, in Markdown.
    pub done: String,
    /// For whom, in Markdown.
    pub audience: String,
    /// What came of it, in Markdown.
    pub outcome: String,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
