//! What a command works with: its transaction, and the facts it leaves.

use super::tables;
use crate::{
    Ctx, Error, Result, ctx,
    entity::{fact_values, facts, unsealed},
};
use domain::{
    accounts::Role,
    audit::{
        canonical::micros,
        record::{FactRecord, nfc, value_hash},
    },
    ids::FactId,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, EntityName, EntityTrait,
    IntoActiveModel,
};
use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};
use time::OffsetDateTime;

/// The most characters a reason may have. It is kept for good, and nobody reads more.
pub const LONGEST_REASON: usize = 1_000;

/// The transaction of one command.
#[derive(Debug)]
pub struct Tx {
    transaction: DatabaseTransaction,
    ctx: Ctx,
    command: &'static str,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    role: Option<Role>,
    facts: usize,
    /// The first domain table that was written.
    wrote: Option<String>,
}

impl Tx {
    pub(super) fn new(transaction: DatabaseTransaction, ctx: Ctx, command: &'static str) -> Self {
        Self {
            transaction,
            ctx,
            command,
            state: Mutex::default(),
        }
    }

    pub(super) fn into_transaction(self) -> DatabaseTransaction {
        self.transaction
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who asks, and when.
    pub fn ctx(&self) -> &Ctx {
        &self.ctx
    }

    /// The time of the request, UTC.
    pub fn now(&self) -> OffsetDateTime {
        self.ctx.clock.now()
    }

    /// For reading. Writing goes through [`Tx::insert`], [`Tx::update`] and [`Tx::wrote`].
    pub fn conn(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// Inserts a row.
    ///
    /// # Errors
    /// [`Error::Conflict`] when a unique key refuses it.
    pub async fn insert<A>(&self, model: A) -> Result<()>
    where
        A: ActiveModelTrait + Send,
    {
        self.wrote(<A::Entity as Default>::default().table_name());
        <A::Entity as EntityTrait>::insert(model)
            .exec_without_returning(&self.transaction)
            .await?;
        Ok(())
    }

    /// Changes a row, by its primary key.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub async fn update<A>(&self, model: A) -> Result<<A::Entity as EntityTrait>::Model>
    where
        A: ActiveModelTrait + sea_orm::ActiveModelBehavior + Send,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        self.wrote(<A::Entity as Default>::default().table_name());
        match model.update(&self.transaction).await {
            Err(sea_orm::DbErr::RecordNotUpdated) => Err(Error::NotFound),
            other => Ok(other?),
        }
    }

    /// Says that a statement of its own wrote this table.
    pub fn wrote(&self, table: &str) {
        if !tables::OPERATIONAL_TABLES.contains(&table) {
            self.state().wrote.get_or_insert_with(|| table.to_owned());
        }
    }

    pub(super) fn acts_as(&self, role: Role) {
        self.state().role = Some(role);
    }

    /// A change that left no fact is a mistake of the program: better nothing than an unrecorded change.
    pub(super) fn refuse_unrecorded(&self) -> Result<()> {
        let state = self.state();
        match &state.wrote {
            Some(table) if state.facts == 0 => Err(Error::internal(format!(
                "{} changed {table} and recorded nothing",
                self.command
            ))),
            _ => Ok(()),
        }
    }

    /// Records what happened, in this transaction; the sealer takes it from there.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the reason is too long; [`Error::Internal`] when the database refuses.
    pub async fn fact(&self, fact: Fact) -> Result<FactId> {
        let reason = fact.values.get("reason");
        if reason.is_some_and(|text| text.chars().count() > LONGEST_REASON) {
            return Err(Error::field("reason", "too_long"));
        }
        let id: FactId = self.ctx.new_id();
        let mut value_hashes = BTreeMap::new();
        let mut values = Vec::new();
        for (field, value) in fact.values {
            let mut salt = [0; 16];
            ctx::fill_random(&mut salt);
            value_hashes.insert(field.clone(), value_hash(&salt, &field, &value));
            values.push(fact_values::ActiveModel {
                fact_id: Set(id.as_uuid()),
                field: Set(field),
                salt: Set(salt.to_vec()),
                value: Set(value),
            });
        }
        let record = FactRecord {
            id,
            kind: fact.kind.to_owned(),
            occurred_at: self.now(),
            actor: self.ctx.actor.clone(),
            role: self.state().role,
            zone: self.ctx.zone.clone(),
            request_id: self.ctx.request_id.to_string(),
            command: self.command.to_owned(),
            subject: fact.subject,
            codes: fact.codes,
            value_hashes,
        };
        let row = facts::ActiveModel {
            id: Set(id.as_uuid()),
            kind: Set(record.kind.clone()),
            occurred_at: Set(micros(record.occurred_at)),
            actor: Set(record.actor.code()),
            subject: Set(record.subject.clone()),
            body: Set(record.canonical_bytes()),
        };
        facts::Entity::insert(row)
            .exec_without_returning(&self.transaction)
            .await?;
        if !values.is_empty() {
            fact_values::Entity::insert_many(values)
                .exec_without_returning(&self.transaction)
                .await?;
        }
        let row = unsealed::ActiveModel {
            fact_id: Set(id.as_uuid()),
        };
        unsealed::Entity::insert(row)
            .exec_without_returning(&self.transaction)
            .await?;
        self.state().facts += 1;
        Ok(id)
    }
}

/// What a command says of what it did.
#[derive(Clone, Debug)]
pub struct Fact {
    kind: &'static str,
    subject: Option<String>,
    codes: BTreeMap<String, String>,
    values: BTreeMap<String, String>,
}

impl Fact {
    /// A fact of this kind, in snake case and the past tense, such as `person_added`.
    #[must_use]
    pub const fn new(kind: &'static str) -> Self {
        Self {
            kind,
            subject: None,
            codes: BTreeMap::new(),
            values: BTreeMap::new(),
        }
    }
    /// The id of what it happened to.
    #[must_use]
    pub fn subject(mut self, id: impl std::fmt::Display) -> Self {
        self.subject = Some(nfc(&id.to_string()));
        self
    }
    /// A code that names no person: sealed as it is.
    #[must_use]
    pub fn code(mut self, field: &str, code: impl std::fmt::Display) -> Self {
        self.codes.insert(field.to_owned(), nfc(&code.to_string()));
        self
    }
    /// A name or a text: kept beside the fact, where it can be erased; the fact holds its salted hash.
    #[must_use]
    pub fn value(mut self, field: &str, value: impl Into<String>) -> Self {
        self.values.insert(field.to_owned(), nfc(&value.into()));
        self
    }
    /// Why, in the actor's words.
    #[must_use]
    pub fn reason(self, reason: impl Into<String>) -> Self {
        self.value("reason", reason)
    }
}
