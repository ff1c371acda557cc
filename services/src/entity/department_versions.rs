//! What holds of a department from a day on: the newest revision of a day counts.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "department_versions")]
pub struct Model {
    /// Which department.
    #[sea_orm(primary_key, auto_increment = false)]
    pub department_id: Uuid,
    /// Its place in the order of recording, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub revision: i32,
    /// The department above it.
    pub parent_id: Option<Uuid>,
    /// The legal entity it belongs to.
    pub legal_entity_id: Uuid,
    /// In Korean.
    pub name_ko: String,
    /// In English.
    pub name_en: String,
    /// The first day it holds, `YYYY-MM-DD`.
    pub valid_from: String,
    /// Microseconds since 1970, UTC.
    pub recorded_at: i64,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
