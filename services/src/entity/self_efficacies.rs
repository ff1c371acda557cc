//! How sure people said they were of their tasks, before and after a course: their own, erasable, in no export and on no
//! page but theirs.

use sea_orm::entity::prelude::*;
use std::fmt;

/// One row.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "self_efficacies")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    /// The course.
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_slug: String,
    /// `Moment::code`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub moment: String,
    /// 16 random bytes that go with the commitment in the fact.
    pub salt: Vec<u8>,
    /// `SelfEfficacy::canonical`.
    pub tasks: String,
    /// Microseconds since 1970, UTC.
    pub given_at: i64,
}

impl fmt::Debug for Model {
    /// Without what was said: it belongs into no log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Model")
            .field("course_slug", &self.course_slug)
            .field("moment", &self.moment)
            .finish_non_exhaustive()
    }
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
