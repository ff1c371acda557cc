//! What a course version is made of, in order: parts first, then the rule cards and pictures they use.
//! Insert-only.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "course_members")]
pub struct Model {
    /// The course version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_hash: Vec<u8>,
    /// The place, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// The member's version.
    pub member_hash: Vec<u8>,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
