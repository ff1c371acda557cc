//! Rows of employments that an import has put aside.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_employments")]
pub struct Model {
    /// Which attempt at the import.
    #[sea_orm(primary_key, auto_increment = false)]
    pub attempt: Uuid,
    /// The post.
    #[sea_orm(primary_key, auto_increment = false)]
    pub employment_id: Uuid,
    /// Its place in the order of recording, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub revision: i32,
    /// Whose.
    pub person_id: Uuid,
    /// The legal entity.
    pub legal_entity_id: Uuid,
    /// The department.
    pub department_id: Uuid,
    /// Who leads them.
    pub manager_id: Option<Uuid>,
    /// What they do.
    pub job_role: String,
    /// Where.
    pub location: String,
    /// IANA name.
    pub time_zone: String,
    /// `EmploymentKind::code`.
    pub kind: String,
    /// Whether they are on leave.
    pub on_leave: bool,
    /// The first day it holds, `YYYY-MM-DD`.
    pub valid_from: String,
    /// The last day it holds.
    pub valid_to: Option<String>,
    /// Whether nothing holds from `valid_from` on.
    pub voided: bool,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
