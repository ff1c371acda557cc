//! Work to be done later: the outbox.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// `Work::code`.
    pub kind: String,
    /// `Work` as JSON; emptied when it is done.
    pub payload: String,
    /// Not before this instant, microseconds since 1970, UTC.
    pub run_at: i64,
    /// How often it was begun.
    pub attempts: i32,
    /// When it was done, microseconds since 1970, UTC.
    pub done_at: Option<i64>,
    /// Why the last attempt did not succeed.
    pub last_error: Option<String>,
    /// Microseconds since 1970, UTC.
    pub created_at: i64,
    /// Whom it is for.
    pub person_id: Option<Uuid>,
    /// Who works on it: whoever settles it must name the same.
    pub lease: Option<Uuid>,
    /// Until when they may work, microseconds since 1970, UTC; then somebody else takes it.
    pub lease_until: Option<i64>,
    /// When it was given up, microseconds since 1970, UTC.
    pub failed_at: Option<i64>,
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
