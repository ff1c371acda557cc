//! Verifying the log from the database alone: nothing is trusted but the public key.

use super::key::PublicKey;
use crate::{
    Result,
    entity::{checkpoints, fact_values, facts, installation, log_leaves, unsealed},
    store::Store,
};
use domain::audit::{
    canonical::{from_micros, micros},
    checkpoint::Checkpoint,
    merkle::{Frontier, Hash, leaf_hash},
    record::{FactRecord, value_hash},
};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use std::{
    collections::{HashMap, HashSet},
    fmt,
};
use time::OffsetDateTime;
use uuid::Uuid;

/// How many leaves are read at a time.
const BATCH: u64 = 500;

/// Something that is not as it was sealed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Finding {
    /// A sealed fact is gone.
    Missing(Uuid),
    /// A fact's bytes are not those that were sealed.
    Altered(Uuid),
    /// A column of a fact is not what its bytes say.
    ColumnAltered(Uuid),
    /// A value beside a fact is not the one its hash is of.
    ValueAltered(Uuid, String),
    /// A number is missing in the order of the log.
    Gap(i64),
    /// A checkpoint's root is not that of the leaves.
    Root(i64),
    /// A checkpoint is not signed by the key.
    Signature(i64),
    /// Leaves after the last checkpoint: nobody signed them.
    Unsigned(u64),
    /// A fact that neither the log nor the queue knows: somebody put it there, or took its leaf away.
    Uncovered(Uuid),
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(id) => write!(f, "fact {id} was sealed and is gone"),
            Self::Altered(id) => write!(f, "fact {id} was altered after it was sealed"),
            Self::ColumnAltered(id) => {
                write!(f, "a column of fact {id} differs from its sealed bytes")
            }
            Self::ValueAltered(id, field) => write!(
                f,
                "value `{field}` of fact {id} differs from its sealed hash"
            ),
            Self::Gap(seq) => write!(f, "leaf {seq} of the log is missing"),
            Self::Root(size) => write!(f, "checkpoint {size}: the root is not that of the leaves"),
            Self::Signature(size) => write!(f, "checkpoint {size}: the signature is not the key's"),
            Self::Unsigned(n) => write!(
                f,
                "{n} leaves follow the last checkpoint, which nobody signed"
            ),
            Self::Uncovered(id) => {
                write!(f, "fact {id} is covered by no leaf and waits in no queue")
            }
        }
    }
}

/// What verifying found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many facts the log seals.
    pub sealed: u64,
    /// How many checkpoints were checked.
    pub checkpoints: u64,
    /// How many facts wait for the sealer.
    pub waiting: u64,
    /// How many values were erased: allowed, and counted.
    pub erased: u64,
    /// What is wrong; empty when nothing is.
    pub findings: Vec<Finding>,
}

/// Verifies the whole log against the key.
///
/// # Errors
/// [`crate::Error::Internal`] when the database cannot be read.
pub async fn verify(store: &Store, key: &PublicKey) -> Result<Report> {
    let db = store.snapshot().await?;
    let mut report = Report::default();
    let signed = checkpoints::Entity::find()
        .order_by_asc(checkpoints::Column::Size)
        .all(&db)
        .await?;
    let origin = installation::Entity::find()
        .one(&db)
        .await?
        .map(|i| i.id.to_string())
        .unwrap_or_default();
    let mut checkpoints = signed.into_iter().peekable();
    let mut frontier = Frontier::new();
    let (mut next, mut last_signed) = (0, 0);
    loop {
        let leaves = log_leaves::Entity::find()
            .filter(log_leaves::Column::Seq.gte(next))
            .order_by_asc(log_leaves::Column::Seq)
            .limit(BATCH)
            .all(&db)
            .await?;
        if leaves.is_empty() {
            break;
        }
        let hashes = check_facts(&db, &leaves, &mut report).await?;
        for (leaf, hash) in leaves.iter().zip(hashes) {
            if leaf.seq != next {
                report.findings.push(Finding::Gap(next));
            }
            next = leaf.seq + 1;
            frontier.push(hash);
            while let Some(row) = checkpoints.next_if(|c| c.size <= next) {
                check_checkpoint(&row, &frontier, &origin, key, &mut report);
                last_signed = frontier.size();
            }
        }
    }
    for row in checkpoints {
        report.findings.push(Finding::Gap(row.size - 1));
    }
    report.sealed = frontier.size();
    if frontier.size() > last_signed {
        report
            .findings
            .push(Finding::Unsigned(frontier.size() - last_signed));
    }
    check_coverage(&db, &mut report).await?;
    db.rollback().await?;
    Ok(report)
}

fn check_checkpoint(
    row: &checkpoints::Model,
    frontier: &Frontier,
    origin: &str,
    key: &PublicKey,
    report: &mut Report,
) {
    report.checkpoints += 1;
    let size = u64::try_from(row.size).unwrap_or(0);
    if size != frontier.size() || row.root != frontier.root() {
        report.findings.push(Finding::Root(row.size));
    }
    let at = from_micros(row.at).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let root: Hash = row.root.clone().try_into().unwrap_or_default();
    let checkpoint = Checkpoint {
        origin: origin.to_owned(),
        size,
        root,
        at,
    };
    if !key.verifies(&checkpoint, &row.signature) {
        report.findings.push(Finding::Signature(row.size));
    }
}

/// The leaf hashes as the facts have them now; what differs is reported.
async fn check_facts(
    db: &DatabaseTransaction,
    leaves: &[log_leaves::Model],
    report: &mut Report,
) -> Result<Vec<Hash>> {
    let ids: Vec<Uuid> = leaves.iter().map(|l| l.fact_id).collect();
    let found = facts::Entity::find()
        .filter(facts::Column::Id.is_in(ids.clone()))
        .all(db)
        .await?;
    let mut found: HashMap<Uuid, facts::Model> = found.into_iter().map(|f| (f.id, f)).collect();
    let values = fact_values::Entity::find()
        .filter(fact_values::Column::FactId.is_in(ids))
        .all(db)
        .await?;
    let mut beside: HashMap<Uuid, Vec<fact_values::Model>> = HashMap::new();
    for value in values {
        beside.entry(value.fact_id).or_default().push(value);
    }
    let mut hashes = Vec::with_capacity(leaves.len());
    for leaf in leaves {
        let Some(fact) = found.remove(&leaf.fact_id) else {
            report.findings.push(Finding::Missing(leaf.fact_id));
            hashes.push(leaf.leaf_hash.clone().try_into().unwrap_or_default());
            continue;
        };
        let hash = leaf_hash(&fact.body);
        if leaf.leaf_hash != hash {
            report.findings.push(Finding::Altered(fact.id));
        }
        hashes.push(hash);
        check_fact(&fact, beside.remove(&fact.id).unwrap_or_default(), report);
    }
    Ok(hashes)
}

fn check_fact(fact: &facts::Model, values: Vec<fact_values::Model>, report: &mut Report) {
    let Ok(record) = FactRecord::from_canonical_bytes(&fact.body) else {
        report.findings.push(Finding::Altered(fact.id));
        return;
    };
    let same = record.id.as_uuid() == fact.id
        && record.kind == fact.kind
        && micros(record.occurred_at) == fact.occurred_at
        && record.actor.code() == fact.actor
        && record.subject == fact.subject;
    if !same {
        report.findings.push(Finding::ColumnAltered(fact.id));
    }
    report.erased += record.value_hashes.len().saturating_sub(values.len()) as u64;
    for value in values {
        let salt: Option<[u8; 16]> = value.salt.try_into().ok();
        let hash = salt.map(|salt| value_hash(&salt, &value.field, &value.value));
        if hash.as_ref() != record.value_hashes.get(&value.field) || hash.is_none() {
            report
                .findings
                .push(Finding::ValueAltered(fact.id, value.field));
        }
    }
}

async fn check_coverage(db: &DatabaseTransaction, report: &mut Report) -> Result<()> {
    let waiting: Vec<Uuid> = unsealed::Entity::find()
        .select_only()
        .column(unsealed::Column::FactId)
        .into_tuple()
        .all(db)
        .await?;
    report.waiting = waiting.len() as u64;
    let waiting: HashSet<Uuid> = waiting.into_iter().collect();
    let sealed = sea_orm::sea_query::Query::select()
        .column(log_leaves::Column::FactId)
        .from(log_leaves::Entity)
        .to_owned();
    let uncovered: Vec<Uuid> = facts::Entity::find()
        .select_only()
        .column(facts::Column::Id)
        .filter(facts::Column::Id.not_in_subquery(sealed))
        .into_tuple()
        .all(db)
        .await?;
    let alone = uncovered.into_iter().filter(|id| !waiting.contains(id));
    report.findings.extend(alone.map(Finding::Uncovered));
    Ok(())
}
