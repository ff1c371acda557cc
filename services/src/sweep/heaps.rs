//! The tables that are swept, and when a row of each is over.

use super::PIECE;
use crate::{
    Result,
    accounts::{import, session, throttle},
    entity::{imports, jobs, one_time_tokens, receipts, sessions, throttles},
    store::{Command, Tx},
};
use domain::audit::canonical::micros;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    TryGetable, Value,
    sea_query::{DeleteStatement, Query},
};
use serde::Serialize;
use std::collections::BTreeMap;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// How long a person's submission is remembered: the same key is a new submission after that.
const RECEIPT: Duration = Duration::days(30);
/// The program's own submissions: it never gives a key twice once it was answered.
const OWN_RECEIPT: Duration = Duration::days(1);
/// How long a job that is done, and a link that ended, can be asked about.
const REMEMBERED: Duration = Duration::days(30);

/// A table of which old rows go.
#[derive(Clone, Copy, Debug)]
pub(super) enum Heap {
    Receipts,
    Sessions,
    Throttles,
    Links,
    Jobs,
    ImportFiles,
}

pub(super) const ALL: [Heap; 6] = [
    Heap::Receipts,
    Heap::Sessions,
    Heap::Throttles,
    Heap::Links,
    Heap::Jobs,
    Heap::ImportFiles,
];

impl Heap {
    /// Some rows that are over, if any is.
    pub(super) async fn piece(
        self,
        db: &impl ConnectionTrait,
        now: OffsetDateTime,
    ) -> Result<Option<Forget>> {
        let old = |kept: Duration| micros(now - kept);
        match self {
            Self::Receipts => {
                let own = receipts::Column::Actor.starts_with("system:");
                let over = Condition::any()
                    .add(receipts::Column::At.lt(old(RECEIPT)))
                    .add(own.and(receipts::Column::At.lt(old(OWN_RECEIPT))));
                some_receipts(db, over).await
            }
            Self::Sessions => {
                let over = Condition::any()
                    .add(sessions::Column::SeenAt.lt(old(session::IDLE)))
                    .add(sessions::Column::StartedAt.lt(old(session::ABSOLUTE)));
                some::<sessions::Entity, Uuid>(db, sessions::Column::Id, over).await
            }
            Self::Throttles => {
                let over = throttles::Column::FailedAt.lt(old(throttle::MEMORY));
                some::<throttles::Entity, String>(db, throttles::Column::Subject, over).await
            }
            Self::Links => {
                let over = one_time_tokens::Column::ExpiresAt.lt(old(REMEMBERED));
                let key = one_time_tokens::Column::TokenHash;
                some::<one_time_tokens::Entity, Vec<u8>>(db, key, over).await
            }
            Self::Jobs => {
                let over = jobs::Column::DoneAt.lt(old(REMEMBERED));
                some::<jobs::Entity, Uuid>(db, jobs::Column::Id, over).await
            }
            Self::ImportFiles => {
                let over = imports::Column::UploadedAt.lt(old(import::KEPT));
                some::<imports::Entity, Uuid>(db, imports::Column::Id, over).await
            }
        }
    }
}

/// Receipts that are over, by their two keys, which are looked up under the first.
async fn some_receipts(db: &impl ConnectionTrait, over: Condition) -> Result<Option<Forget>> {
    let found: Vec<(String, Uuid)> = receipts::Entity::find()
        .select_only()
        .columns([receipts::Column::Actor, receipts::Column::Key])
        .filter(over.clone())
        .limit(PIECE)
        .into_tuple()
        .all(db)
        .await?;
    if found.is_empty() {
        return Ok(None);
    }
    let mut keys: BTreeMap<String, Vec<Uuid>> = BTreeMap::new();
    for (actor, key) in found {
        keys.entry(actor).or_default().push(key);
    }
    let mut among = Condition::any();
    for (actor, keys) in keys {
        let theirs = receipts::Column::Actor.eq(actor);
        among = among.add(theirs.and(receipts::Column::Key.is_in(keys)));
    }
    let rows = Query::delete()
        .from_table(receipts::Entity)
        .cond_where(among)
        .cond_where(over)
        .to_owned();
    Ok(Some(Forget { rows }))
}

/// Rows of a table that are over, by their key.
async fn some<E, K>(
    db: &impl ConnectionTrait,
    key: E::Column,
    over: impl sea_orm::sea_query::IntoCondition,
) -> Result<Option<Forget>>
where
    E: EntityTrait,
    K: TryGetable + Into<Value>,
{
    let over = over.into_condition();
    let found: Vec<K> = E::find()
        .select_only()
        .column(key)
        .filter(over.clone())
        .limit(PIECE)
        .into_tuple()
        .all(db)
        .await?;
    if found.is_empty() {
        return Ok(None);
    }
    let rows = Query::delete()
        .from_table(E::default())
        .cond_where(key.is_in(found))
        .cond_where(over)
        .to_owned();
    Ok(Some(Forget { rows }))
}

/// Forgets rows of a table that changes without a fact.
#[derive(Serialize)]
pub(super) struct Forget {
    #[serde(skip)]
    rows: DeleteStatement,
}

impl Command for Forget {
    const NAME: &'static str = "forget";
    type Output = u64;

    async fn run(&self, tx: &Tx) -> Result<u64> {
        Ok(tx.conn().execute(&self.rows).await?.rows_affected())
    }
}
