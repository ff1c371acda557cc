//! People: employees, contractors, agency staff.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "people")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// As they write it.
    pub name: String,
    /// In lower case.
    pub email: Option<String>,
    /// In upper case.
    pub employee_number: String,
    /// BCP 47.
    pub language: String,
    /// IANA name.
    pub time_zone: String,
    /// `PersonStatus::code`.
    pub status: String,
    /// Sessions of an earlier epoch are over.
    pub epoch: i64,
    /// Microseconds since 1970, UTC.
    pub created_at: i64,
    /// The person who was kept, when this one is a duplicate; that one is no duplicate.
    pub merged_into: Option<Uuid>,
    /// Grows with each change of what is known of the person.
    pub revision: i64,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
