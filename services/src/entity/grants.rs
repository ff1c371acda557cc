//! Grants: roles over scopes.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "grants")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub person_id: Uuid,
    /// `Role::code`.
    pub role: String,
    /// `Scope::kind`.
    pub scope_kind: String,
    /// `Scope::id`.
    pub scope_id: Option<String>,
    /// Microseconds since 1970, UTC.
    pub granted_at: i64,
    /// Microseconds since 1970, UTC; none while it holds.
    pub revoked_at: Option<i64>,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
