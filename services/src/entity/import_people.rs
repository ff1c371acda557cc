//! People whom an import has put aside: new ones, and what is to change of others.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_people")]
pub struct Model {
    /// Which attempt at the import.
    #[sea_orm(primary_key, auto_increment = false)]
    pub attempt: Uuid,
    /// Whom.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    /// The line of the file.
    pub line: i64,
    /// Whether they are to be added.
    pub is_new: bool,
    /// Their name.
    pub name: String,
    /// Their address, in lower case.
    pub email: Option<String>,
    /// Their number, in upper case.
    pub employee_number: String,
    /// BCP 47.
    pub language: String,
    /// IANA name.
    pub time_zone: String,
    /// Of the hash that the chunk's fact is made over.
    pub salt: Vec<u8>,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
