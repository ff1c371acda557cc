//! Reads for the page of the log.

use crate::{
    Ctx, Error, Result,
    accounts::{KnownAs, known_as},
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
use std::collections::BTreeSet;
use time::OffsetDateTime;
use uuid::Uuid;

/// One fact in a list.
#[derive(Clone, Debug)]
pub struct FactRow {
    /// When, UTC.
    pub occurred_at: OffsetDateTime,
    /// What.
    pub kind: String,
    /// Who.
    pub actor: Actor,
    /// What the person who acted is called today, while it is kept.
    pub actor_name: Option<KnownAs>,
    /// As which role.
    pub role: Option<Role>,
    /// To what.
    pub subject: Option<String>,
    /// What the person it happened to is called today, while it is kept.
    pub subject_name: Option<KnownAs>,
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
    let records = found.iter().map(|fact| {
        FactRecord::from_canonical_bytes(&fact.body).map_err(|e| Error::Internal(Box::new(e)))
    });
    let records: Vec<FactRecord> = records.collect::<Result<_>>()?;
    let ids = records.iter().flat_map(|r| [actor(r), subject(r)]);
    let ids: BTreeSet<Uuid> = ids.flatten().collect();
    let names = known_as(store.read(), ids).await?;
    let row = |record: FactRecord| FactRow {
        actor_name: actor(&record).and_then(|id| names.get(&id).cloned()),
        subject_name: subject(&record).and_then(|id| names.get(&id).cloned()),
        occurred_at: record.occurred_at,
        kind: record.kind,
        actor: record.actor,
        role: record.role,
        subject: record.subject,
        request_id: record.request_id,
    };
    Ok(records.into_iter().map(row).collect())
}

fn actor(record: &FactRecord) -> Option<Uuid> {
    match record.actor {
        Actor::Person(id) => Some(id.as_uuid()),
        Actor::System(_) | Actor::Anonymous => None,
    }
}

fn subject(record: &FactRecord) -> Option<Uuid> {
    record.subject.as_deref()?.parse().ok()
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
