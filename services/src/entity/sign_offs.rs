//! Sign-offs: one department's decision on one version; who decided may think again. Insert-only; the note is a value
//! of the fact with the same id.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_offs")]
pub struct Model {
    /// The id of the fact that says so.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The version.
    pub hash: Vec<u8>,
    /// Who decided.
    pub reviewer_id: Uuid,
    /// `Decision::code`.
    pub decision: String,
    /// Microseconds since 1970, UTC.
    pub decided_at: i64,
    /// For which department, as `Signing` writes it.
    pub department: String,
    /// From 1 for each department and version; the last counts.
    pub number: i32,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
