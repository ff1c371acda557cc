//! How well people remember the answers to questions: their own, erasable, in no export and on no page but theirs.

use sea_orm::entity::prelude::*;
use std::fmt;

/// One row.
#[derive(Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "refresher_memories")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    /// The course.
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_slug: String,
    /// Its quiz.
    #[sea_orm(primary_key, auto_increment = false)]
    pub part_slug: String,
    /// The question.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item: String,
    /// What it is about, as `Practice::code` writes it.
    pub practice: String,
    /// JSON: the rule cards it rests on, each with the version, in hexadecimal, that was learnt.
    pub rules: String,
    /// The days after which the chance of still knowing has fallen to nine in ten.
    pub stability: f64,
    /// How hard it is for this person, from 1 to 10.
    pub difficulty: f64,
    /// The day it was last answered, `YYYY-MM-DD`, in the person's zone.
    pub asked_on: String,
    /// The day it comes round, `YYYY-MM-DD`, in the person's zone.
    pub due_on: String,
}

impl fmt::Debug for Model {
    /// Without the memory: it belongs into no log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Model")
            .field("person_id", &self.person_id)
            .field("item", &self.item)
            .finish_non_exhaustive()
    }
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
