//! What learners say is wrong with a question: who, where and when. Insert-only; the words lie apart.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "challenges")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is. Who answers never learns it.
    pub person_id: Uuid,
    /// The attempt in which the question was asked.
    pub attempt_id: Uuid,
    /// The course.
    pub course_slug: String,
    /// The version of the course that it was asked from.
    pub course_hash: Vec<u8>,
    /// Its quiz.
    pub part_slug: String,
    /// The question.
    pub item: String,
    /// The salted hash of the words.
    pub words_hash: Vec<u8>,
    /// Microseconds since 1970, UTC.
    pub made_at: i64,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
