//! Values beside facts: names and texts, each erasable by itself.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fact_values")]
pub struct Model {
    /// The fact.
    #[sea_orm(primary_key, auto_increment = false)]
    pub fact_id: Uuid,
    /// The field.
    #[sea_orm(primary_key, auto_increment = false)]
    pub field: String,
    /// 16 random bytes that go with the value.
    pub salt: Vec<u8>,
    /// The value.
    pub value: String,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
