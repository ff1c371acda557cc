//! The words of challenges and of their answers: erasable, never exchanged.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "challenge_texts")]
pub struct Model {
    /// The challenge, or the answer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// 16 random bytes that are hashed with the words and go with them.
    pub salt: Vec<u8>,
    /// What was said.
    pub words: String,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
