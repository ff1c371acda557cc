//! Identities: ways to sign in.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identities")]
pub struct Model {
    /// Who vouches; `local` for a password kept here.
    #[sea_orm(primary_key, auto_increment = false)]
    pub issuer: String,
    /// Under which name; for `local` the person's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    /// Whose.
    pub person_id: Uuid,
    /// Argon2id in PHC form.
    pub secret_hash: Option<String>,
    /// Microseconds since 1970, UTC.
    pub changed_at: i64,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
