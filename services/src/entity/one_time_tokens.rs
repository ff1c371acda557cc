//! Links that work once.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "one_time_tokens")]
pub struct Model {
    /// SHA-256 of the token in the link.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    /// Whom it lets choose a password; none for the first administrator.
    pub person_id: Option<Uuid>,
    /// Microseconds since 1970, UTC.
    pub expires_at: i64,
    /// `Purpose::code`.
    pub purpose: String,
    /// Microseconds since 1970, UTC.
    pub created_at: i64,
    /// The job that mailed it, if one did.
    pub job_id: Option<Uuid>,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
