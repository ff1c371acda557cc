//! The sealer: takes what waits into the Merkle log and signs a checkpoint over it.

use super::key::SigningKey;
use crate::{
    Ctx, Error, Result,
    clock::Clock,
    entity::{checkpoints, facts, installation, log_leaves, unsealed},
    store::{Command, Store, Tx},
};
use domain::audit::{
    canonical::micros,
    checkpoint::Checkpoint,
    merkle::{Frontier, leaf_hash},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde::Serialize;
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;

/// How often the sealer looks for something to seal.
pub const PERIOD: Duration = Duration::from_secs(1);
/// The most facts in one transaction.
const BATCH: u64 = 1000;
/// One sealer works at a time on PostgreSQL ("seal" in ASCII).
const LOCK: i64 = 0x7365_616c;

/// Seals the log.
#[derive(Clone, Debug)]
pub struct Sealer {
    store: Store,
    clock: Clock,
    key: Arc<SigningKey>,
}

impl Sealer {
    /// A sealer that signs with this key.
    #[must_use]
    pub fn new(store: Store, clock: Clock, key: Arc<SigningKey>) -> Self {
        Self { store, clock, key }
    }

    /// Seals everything that waits; the number of facts sealed.
    ///
    /// # Errors
    /// [`Error::Internal`] when the database does not answer.
    pub async fn seal_all(&self) -> Result<u64> {
        // Looking does not write: an idle server leaves the database alone.
        if unsealed::Entity::find()
            .one(self.store.read())
            .await?
            .is_none()
        {
            return Ok(0);
        }
        let mut total = 0;
        loop {
            let ctx = Ctx::system(self.clock.clone(), "sealer");
            let sealed = self
                .store
                .write(
                    &ctx,
                    Seal {
                        key: self.key.clone(),
                    },
                )
                .await?;
            total += sealed;
            if sealed < BATCH {
                return Ok(total);
            }
        }
    }

    /// Seals each second until asked to stop, and once more then.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        loop {
            let asked = tokio::time::timeout(PERIOD, stop.wait_for(|stop| *stop))
                .await
                .is_ok();
            if let Err(error) = self.seal_all().await {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "sealing failed; facts wait"
                );
            }
            if asked {
                return;
            }
        }
    }
}

#[derive(Serialize)]
struct Seal {
    #[serde(skip)]
    key: Arc<SigningKey>,
}

impl Command for Seal {
    const NAME: &'static str = "seal";
    type Output = u64;

    async fn run(&self, tx: &Tx) -> Result<u64> {
        use sea_orm::ConnectionTrait;
        let db = tx.conn();
        if db.get_database_backend() == DbBackend::Postgres {
            db.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})"))
                .await?;
        }
        let waiting = unsealed::Entity::find()
            .order_by_asc(unsealed::Column::FactId)
            .limit(BATCH)
            .all(db)
            .await?;
        if waiting.is_empty() {
            return Ok(0);
        }
        let ids: Vec<_> = waiting.into_iter().map(|w| w.fact_id).collect();
        let origin = installation::Entity::find().one(db).await?;
        let origin = origin
            .ok_or_else(|| Error::internal("the installation has no name"))?
            .id;
        let mut frontier = last_frontier(db).await?;
        let mut found = facts::Entity::find()
            .filter(facts::Column::Id.is_in(ids.clone()))
            .all(db)
            .await?;
        found.sort_by_key(|f| f.id);
        let mut leaves = Vec::with_capacity(found.len());
        for fact in found {
            let hash = leaf_hash(&fact.body);
            leaves.push(log_leaves::ActiveModel {
                seq: Set(i64::try_from(frontier.size()).unwrap_or(i64::MAX)),
                fact_id: Set(fact.id),
                leaf_hash: Set(hash.to_vec()),
            });
            frontier.push(hash);
        }
        let sealed = leaves.len() as u64;
        log_leaves::Entity::insert_many(leaves)
            .exec_without_returning(db)
            .await?;
        unsealed::Entity::delete_many()
            .filter(unsealed::Column::FactId.is_in(ids))
            .exec(db)
            .await?;
        let checkpoint = Checkpoint {
            origin: origin.to_string(),
            size: frontier.size(),
            root: frontier.root(),
            at: tx.now(),
        };
        let row = checkpoints::ActiveModel {
            size: Set(i64::try_from(checkpoint.size).unwrap_or(i64::MAX)),
            root: Set(checkpoint.root.to_vec()),
            frontier: Set(frontier.to_bytes()),
            at: Set(micros(checkpoint.at)),
            signature: Set(self.key.sign(&checkpoint)),
            key_id: Set(self.key.public().to_string()),
        };
        checkpoints::Entity::insert(row)
            .exec_without_returning(db)
            .await?;
        Ok(sealed)
    }
}

async fn last_frontier(db: &impl sea_orm::ConnectionTrait) -> Result<Frontier> {
    let last = checkpoints::Entity::find()
        .order_by_desc(checkpoints::Column::Size)
        .one(db)
        .await?;
    match last {
        None => Ok(Frontier::new()),
        Some(row) => Frontier::from_bytes(&row.frontier)
            .ok_or_else(|| Error::internal("the last checkpoint is damaged")),
    }
}
