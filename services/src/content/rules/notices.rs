//! Telling those who look after courses that a rule card they rest on has come, or comes soon, to its end.

use super::{
    queries::{CardReview, of_used},
    used::{self, Use},
};
use crate::{
    Ctx, Result,
    clock::Clock,
    ctx::Actor,
    entity::{grants, people, rule_notices},
    jobs::Work,
    store::{Command, Resource, Store, Tx, active_roles},
};
use domain::{
    accounts::{PersonStatus, Role, Scope},
    audit::canonical::micros,
    content::{ContentHash, rule_card::State},
    ids::PersonId,
    policy::{Access, Action, access},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use tokio::sync::watch;

/// How often it is looked.
pub const PERIOD: Duration = Duration::from_secs(3600);
/// Whoever may do one of these to a course answers for what it rests on.
const OWNERS: [Action; 3] = [
    Action::ContentImport,
    Action::ContentPublish,
    Action::RulesConfirm,
];

/// The cards that have come to their end, or come to it soon, among those that the actor's courses rest on.
///
/// # Errors
/// [`crate::Error::Internal`] when the database does not answer.
pub async fn of_actor(store: &Store, ctx: &Ctx) -> Result<Vec<CardReview>> {
    let db = store.read();
    let scopes = match &ctx.actor {
        Actor::System(_) => vec![Scope::All],
        Actor::Anonymous => Vec::new(),
        Actor::Person(id) => active_roles(db, *id)
            .await?
            .into_iter()
            .filter_map(|(role, scope)| answers_for(role, scope))
            .collect(),
    };
    let mut used = used::cards(db).await?;
    used.retain(|_, uses| uses.iter().any(|u| reached(&scopes, u)));
    let mut cards = of_used(db, ctx, used).await?;
    cards.retain(|card| card.standing.state != State::Good);
    Ok(cards)
}

/// The scope over whose courses this role answers, if it does.
fn answers_for(role: Role, scope: Scope) -> Option<Scope> {
    let widest = OWNERS.into_iter().map(|action| access(role, action)).max();
    match widest? {
        Access::All => Some(Scope::All),
        Access::Scoped => Some(scope),
        Access::Own | Access::Never => None,
    }
}

fn reached(scopes: &[Scope], found: &Use) -> bool {
    scopes.iter().any(|scope| match scope {
        Scope::All => true,
        Scope::Course(course) => *course == found.course,
        Scope::LegalEntity(_) | Scope::Department(_) => false,
    })
}

/// A change of a card's state, told once.
type Change = (ContentHash, &'static str, String);

/// The changes of which nobody was told yet, with the courses behind each.
async fn untold(db: &impl ConnectionTrait, ctx: &Ctx) -> Result<BTreeMap<Change, BTreeSet<Use>>> {
    let mut used = used::cards(db).await?;
    let told: BTreeSet<(Vec<u8>, String, String)> = rule_notices::Entity::find()
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.card_hash, row.state, row.day))
        .collect();
    let mut changes = BTreeMap::new();
    for card in of_used(db, ctx, used.clone()).await? {
        let (hash, state) = (card.standing.hash, card.standing.state);
        let day = state.day().map(|day| day.to_string()).unwrap_or_default();
        let row = (
            hash.as_bytes().to_vec(),
            state.code().to_owned(),
            day.clone(),
        );
        if state != State::Good && !told.contains(&row) {
            let uses = used.remove(&hash).unwrap_or_default();
            changes.insert((hash, state.code(), day), uses);
        }
    }
    Ok(changes)
}

/// Those who answer for courses and can be written to, with the scopes of their grants.
async fn owners(db: &impl ConnectionTrait) -> Result<BTreeMap<PersonId, Vec<Scope>>> {
    let rows = grants::Entity::find()
        .filter(grants::Column::RevokedAt.is_null())
        .all(db)
        .await?;
    let mut owners: BTreeMap<uuid::Uuid, Vec<Scope>> = BTreeMap::new();
    for row in rows {
        let role = Role::from_code(&row.role);
        let scope = Scope::from_parts(&row.scope_kind, row.scope_id.as_deref());
        if let Some((role, scope)) = role.zip(scope)
            && let Some(scope) = answers_for(role, scope)
        {
            owners.entry(row.person_id).or_default().push(scope);
        }
    }
    let there = people::Entity::find()
        .filter(people::Column::Id.is_in(owners.keys().copied()))
        .filter(people::Column::Status.eq(PersonStatus::Active.code()))
        .filter(people::Column::MergedInto.is_null())
        .filter(people::Column::Email.is_not_null())
        .all(db)
        .await?;
    Ok(there
        .into_iter()
        .filter_map(|p| Some((domain::ids::Id::from_uuid(p.id), owners.remove(&p.id)?)))
        .collect())
}

/// Puts a mail for each of those who answer for a card whose state changed into the outbox.
#[derive(Clone, Copy, Debug, Serialize)]
struct TellOwners;

impl Command for TellOwners {
    const NAME: &'static str = "tell_owners_of_rules";
    type Output = usize;

    async fn run(&self, tx: &Tx) -> Result<usize> {
        tx.authorize(Action::SettingsManage, Resource::Any).await?;
        let owners = owners(tx.conn()).await?;
        let mut told = BTreeSet::new();
        for ((card, state, day), uses) in untold(tx.conn(), tx.ctx()).await? {
            let concerned: Vec<PersonId> = owners
                .iter()
                .filter(|(_, scopes)| uses.iter().any(|u| reached(scopes, u)))
                .map(|(person, _)| *person)
                .collect();
            // Nobody there to be told yet: whoever comes is.
            if concerned.is_empty() {
                continue;
            }
            told.extend(concerned);
            tx.insert(rule_notices::ActiveModel {
                card_hash: Set(card.as_bytes().to_vec()),
                state: Set(state.to_owned()),
                day: Set(day),
                told_at: Set(micros(tx.now())),
            })
            .await?;
        }
        for person in &told {
            tx.enqueue(&Work::MailRules { person: *person }).await?;
        }
        Ok(told.len())
    }
}

/// Looks for cards whose state changed, and has those who answer for them told by mail.
#[derive(Clone, Debug)]
pub struct Watch {
    store: Store,
    clock: Clock,
}

impl Watch {
    /// A watch over a database.
    #[must_use]
    pub const fn new(store: Store, clock: Clock) -> Self {
        Self { store, clock }
    }

    /// Looks once; how many people are told.
    ///
    /// # Errors
    /// [`crate::Error::Internal`] when the database does not answer; it is looked again.
    pub async fn look(&self) -> Result<usize> {
        let ctx = Ctx::system(self.clock.clone(), "rules");
        // Looking does not write: a day on which nothing changed leaves the database alone.
        let db = self.store.read();
        if untold(db, &ctx).await?.is_empty() || owners(db).await?.is_empty() {
            return Ok(0);
        }
        self.store.write(&ctx, TellOwners).await
    }

    /// Looks each hour until asked to stop.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        loop {
            if let Err(error) = self.look().await {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "rule cards could not be looked through; it is tried again"
                );
            }
            let asked = tokio::time::timeout(PERIOD, stop.wait_for(|stop| *stop));
            if asked.await.is_ok() {
                return;
            }
        }
    }
}
