//! Sessions: signed-in browsers.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// SHA-256 of the token in the cookie.
    #[sea_orm(unique)]
    pub token_hash: Vec<u8>,
    /// Whose.
    pub person_id: Uuid,
    /// The person's epoch when it began.
    pub epoch: i64,
    /// Microseconds since 1970, UTC.
    pub started_at: i64,
    /// Microseconds since 1970, UTC; written at most once a minute.
    pub seen_at: i64,
    /// Microseconds since 1970, UTC.
    pub reauthenticated_at: i64,
    /// What kind of browser on what kind of machine, such as `Firefox · Windows`.
    pub device: Option<String>,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
