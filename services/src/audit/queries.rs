//! Reads for the page of the log.

use crate::{
    Ctx, Error, Result,
    ctx::Actor,
    entity::{checkpoints, facts, unsealed},
    store::{Store, authorize_read},
};
use domain::{
    accounts::Role,
    audit::{canonical::from_micros, record::FactRecord},
    policy::Action,
};
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder, QuerySelect};
use time::OffsetDateTime;

/// One fact in a list.
#[derive(Clone, Debug)]
pub struct FactRow {
    /// When, UTC.
    pub occurred_at: OffsetDateTime,
    /// What.
    pub kind: String,
    /// Who.
    pub actor: Actor,
    /// As which role.
    pub role: Option<Role>,
    /// To what.
    pub subject: Option<String>,
    /// In which request.
    pub request_id: String,
}

/// How far the log is sealed.
#[derive(Clone, Debug)]
pub struct SealStatus {
    /// The newest signed state.
    pub checkpoint: Option<SealedUpTo>,
    /// How many facts wait for the sealer.
    pub waiting: u64,
}

/// A signed state of the log.
#[derive(Clone, Debug)]
pub struct SealedUpTo {
    /// How many facts it covers.
    pub size: u64,
    /// Its root, hexadecimal.
    pub root: String,
    /// When it was signed, UTC.
    pub at: OffsetDateTime,
}

/// The newest facts first.
///
/// # Errors
/// [`Error::Forbidden`] when the actor may not see the log.
pub async fn newest(store: &Store, ctx: &Ctx, rows: u64) -> Result<Vec<FactRow>> {
    authorize_read(store.read(), ctx, Action::AuditView).await?;
    let found = facts::Entity::find()
        .order_by_desc(facts::Column::OccurredAt)
        .order_by_desc(facts::Column::Id)
        .limit(rows)
        .all(store.read())
        .await?;
    let row = |fact: facts::Model| {
        let record = FactRecord::from_canonical_bytes(&fact.body)
            .map_err(|e| Error::Internal(Box::new(e)))?;
        Ok(FactRow {
            occurred_at: record.occurred_at,
            kind: record.kind,
            actor: record.actor,
            role: record.role,
            subject: record.subject,
            request_id: record.request_id,
        })
    };
    found.into_iter().map(row).collect()
}

/// How far the log is sealed.
///
/// # Errors
/// [`Error::Forbidden`] when the actor may not see the log.
pub async fn status(store: &Store, ctx: &Ctx) -> Result<SealStatus> {
    authorize_read(store.read(), ctx, Action::AuditView).await?;
    let last = checkpoints::Entity::find()
        .order_by_desc(checkpoints::Column::Size)
        .one(store.read())
        .await?;
    let waiting = unsealed::Entity::find().count(store.read()).await?;
    let checkpoint = last.map(|row| SealedUpTo {
        size: u64::try_from(row.size).unwrap_or(0),
        root: hex::encode(row.root),
        at: from_micros(row.at).unwrap_or(OffsetDateTime::UNIX_EPOCH),
    });
    Ok(SealStatus {
        checkpoint,
        waiting,
    })
}
