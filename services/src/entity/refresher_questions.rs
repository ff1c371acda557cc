//! The questions of the refresher somebody is at, or was at last. The next one takes their place.

use sea_orm::entity::prelude::*;
use std::fmt;

/// One row.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refresher_questions")]
pub struct Model {
    /// The refresher.
    #[sea_orm(primary_key, auto_increment = false)]
    pub refresher_id: Uuid,
    /// The question's place in it, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i32,
    /// Whose.
    pub person_id: Uuid,
    /// The course.
    pub course_slug: String,
    /// The version of the course that it is asked from.
    pub course_hash: Vec<u8>,
    /// Its quiz.
    pub part_slug: String,
    /// The question.
    pub item: String,
    /// The bits of the seed that orders its choices.
    pub seed: i64,
    /// Microseconds since 1970, UTC.
    pub begun_at: i64,
    /// JSON of names of choices; none before it is answered.
    pub answer: Option<String>,
    /// `Certainty::code`; none before it is answered.
    pub certainty: Option<String>,
}

impl fmt::Debug for Model {
    /// Without the certainty: it belongs into no log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Model")
            .field("refresher_id", &self.refresher_id)
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
