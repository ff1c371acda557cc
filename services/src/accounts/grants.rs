//! Giving and taking away roles. The last administrator stays one.

use super::people::find;
use crate::{
    Error, Result,
    ctx::Actor,
    entity::{content_versions, departments, grants, legal_entities, people},
    store::{Command, Fact, Resource, Tx},
};
use domain::{
    accounts::{PersonStatus, Role, Scope},
    audit::canonical::micros,
    content::Kind,
    ids::{GrantId, PersonId},
    policy::Action,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect};
use serde::Serialize;
use uuid::Uuid;

/// Gives a role over a scope.
#[derive(Clone, Debug, Serialize)]
pub struct GrantRole {
    /// To whom.
    pub person: PersonId,
    /// Which.
    pub role: Role,
    /// Over what.
    pub scope: Scope,
    /// Why.
    pub reason: String,
}

impl Command for GrantRole {
    const NAME: &'static str = "grant_role";
    type Output = GrantId;

    async fn run(&self, tx: &Tx) -> Result<GrantId> {
        tx.authorize(Action::GrantsManage, Resource::Person(self.person))
            .await?;
        let person = find(tx, self.person).await?;
        if person.status != PersonStatus::Active.code() {
            return Err(Error::field("role", "inactive"));
        }
        if self.reason.trim().is_empty() {
            return Err(Error::field("reason", "required"));
        }
        refuse_unknown(tx, &self.scope).await?;
        let same = of_person(tx, self.person).await?.into_iter().find(|g| {
            g.role == self.role.code()
                && g.scope_kind == self.scope.kind()
                && g.scope_id == self.scope.id()
        });
        if self.role == Role::Employee || same.is_some() {
            return Err(Error::field("role", "taken"));
        }
        give(tx, self.person, self.role, &self.scope, &self.reason).await
    }
}

/// Writes a grant and its fact.
pub(super) async fn give(
    tx: &Tx,
    person: PersonId,
    role: Role,
    scope: &Scope,
    reason: &str,
) -> Result<GrantId> {
    let id: GrantId = tx.ctx().new_id();
    tx.insert(grants::ActiveModel {
        id: Set(id.as_uuid()),
        person_id: Set(person.as_uuid()),
        role: Set(role.code().to_owned()),
        scope_kind: Set(scope.kind().to_owned()),
        scope_id: Set(scope.id()),
        granted_at: Set(micros(tx.now())),
        revoked_at: Set(None),
    })
    .await?;
    let over = scope.id().map_or(scope.kind().to_owned(), |id| {
        format!("{}:{id}", scope.kind())
    });
    let fact = Fact::new("role_granted")
        .subject(person)
        .code("grant", id)
        .code("role", role.code())
        .code("scope", over);
    tx.fact(fact.reason(reason)).await?;
    Ok(id)
}

/// Takes a grant back and says so.
pub(super) async fn take(tx: &Tx, found: grants::Model, reason: &str) -> Result<()> {
    let (id, person) = (
        GrantId::from_uuid(found.id),
        PersonId::from_uuid(found.person_id),
    );
    let fact = Fact::new("role_revoked")
        .subject(person)
        .code("grant", id)
        .code("role", &found.role);
    let mut grant: grants::ActiveModel = found.into();
    grant.revoked_at = Set(Some(micros(tx.now())));
    tx.update(grant).await?;
    tx.fact(fact.reason(reason)).await?;
    Ok(())
}

/// Refuses a scope that is not there.
async fn refuse_unknown(tx: &Tx, scope: &Scope) -> Result<()> {
    let there = match scope {
        Scope::All => true,
        Scope::LegalEntity(id) => legal_entities::Entity::find_by_id(id.as_uuid())
            .one(tx.conn())
            .await?
            .is_some(),
        Scope::Department(id) => departments::Entity::find_by_id(id.as_uuid())
            .one(tx.conn())
            .await?
            .is_some(),
        Scope::Course(slug) => content_versions::Entity::find()
            .filter(content_versions::Column::Kind.eq(Kind::Course.code()))
            .filter(content_versions::Column::Slug.eq(slug.as_str()))
            .one(tx.conn())
            .await?
            .is_some(),
    };
    if there {
        Ok(())
    } else {
        Err(Error::field("scope", "unknown"))
    }
}

/// Takes a role away.
#[derive(Clone, Debug, Serialize)]
pub struct RevokeGrant {
    /// Which grant.
    pub grant: GrantId,
    /// Why.
    pub reason: String,
}

impl Command for RevokeGrant {
    const NAME: &'static str = "revoke_grant";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        tx.authorize(Action::GrantsManage, Resource::Any).await?;
        let found = grants::Entity::find_by_id(self.grant.as_uuid())
            .one(tx.conn())
            .await?;
        let found = found
            .filter(|g| g.revoked_at.is_none())
            .ok_or(Error::NotFound)?;
        if self.reason.trim().is_empty() {
            return Err(Error::field("reason", "required"));
        }
        let person = PersonId::from_uuid(found.person_id);
        if found.role == Role::Administrator.code() {
            refuse_last_administrator(tx, person).await?;
        }
        take(tx, found, &self.reason).await
    }
}

/// Refuses to change how an administrator signs in, or whether, to all but administrators: else whoever manages
/// people could become one.
pub(super) async fn refuse_above(tx: &Tx, person: PersonId) -> Result<()> {
    let held = of_person(tx, person).await?;
    if held.iter().any(|g| g.role == Role::Administrator.code())
        && tx.ctx().actor != Actor::Person(person)
    {
        tx.authorize(Action::GrantsManage, Resource::Person(person))
            .await?;
    }
    Ok(())
}

/// What a person holds now.
pub(super) async fn of_person(tx: &Tx, person: PersonId) -> Result<Vec<grants::Model>> {
    let held = grants::Column::PersonId
        .eq(person.as_uuid())
        .and(grants::Column::RevokedAt.is_null());
    Ok(grants::Entity::find().filter(held).all(tx.conn()).await?)
}

/// Active people who are administrators over everything.
pub(super) async fn administrators(tx: &Tx) -> Result<Vec<Uuid>> {
    let held = grants::Column::Role
        .eq(Role::Administrator.code())
        .and(grants::Column::ScopeKind.eq(Scope::All.kind()))
        .and(grants::Column::RevokedAt.is_null());
    let holders: Vec<Uuid> = grants::Entity::find()
        .filter(held)
        .select_only()
        .column(grants::Column::PersonId)
        .into_tuple()
        .all(tx.conn())
        .await?;
    let active = people::Column::Id
        .is_in(holders)
        .and(people::Column::Status.eq(PersonStatus::Active.code()));
    let people = people::Entity::find().filter(active).all(tx.conn()).await?;
    Ok(people.into_iter().map(|p| p.id).collect())
}

/// Refuses what would leave nobody to run the installation.
pub(super) async fn refuse_last_administrator(tx: &Tx, person: PersonId) -> Result<()> {
    if administrators(tx).await? == [person.as_uuid()] {
        return Err(Error::field("reason", "last_administrator"));
    }
    Ok(())
}
