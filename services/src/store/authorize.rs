//! Authorisation, on rows read inside the transaction.

use super::Tx;
use crate::{
    Ctx, Error, Result,
    accounts::{organisation::Organisation, scope::PeopleInScope},
    entity::people,
};
use domain::{
    accounts::{Role, Scope},
    audit::record::Actor,
    content::Slug,
    ids::{DepartmentId, LegalEntityId, PersonId},
    policy::{Access, Action, access},
};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, Statement};
use time::Date;

/// What an action is to be done to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Resource {
    /// The installation as a whole.
    Any,
    /// A person, or what belongs to them.
    Person(PersonId),
    /// A course.
    Course(Slug),
    /// A company of the group.
    LegalEntity(LegalEntityId),
    /// A department.
    Department(DepartmentId),
}

impl Tx {
    /// Checks that the actor may do this, and remembers as which role for the facts that follow.
    ///
    /// The program itself may do everything: only code in the binary can act as it.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when no role of the actor reaches that far.
    pub async fn authorize(&self, action: Action, resource: Resource) -> Result<()> {
        if let Some(role) = reaches(self.conn(), self.ctx(), action, &resource).await? {
            self.acts_as(role);
        }
        Ok(())
    }
}

/// Checks that the actor may read what this action shows, over everything.
///
/// # Errors
/// [`Error::Forbidden`] when no role of the actor reaches that far.
pub async fn authorize_read(db: &impl ConnectionTrait, ctx: &Ctx, action: Action) -> Result<()> {
    authorize_read_of(db, ctx, action, Resource::Any).await
}

/// Checks that the actor may read what this action shows of a resource. Lists of people are narrowed with
/// [`crate::accounts::scope::PeopleInScope`] instead.
///
/// # Errors
/// [`Error::Forbidden`] when no role of the actor reaches that far.
pub async fn authorize_read_of(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    action: Action,
    resource: Resource,
) -> Result<()> {
    reaches(db, ctx, action, &resource).await.map(drop)
}

/// The role as which the actor may do it; none for the program itself.
async fn reaches(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    action: Action,
    resource: &Resource,
) -> Result<Option<Role>> {
    let person = match &ctx.actor {
        Actor::System(_) => return Ok(None),
        Actor::Anonymous => return Err(Error::Forbidden),
        Actor::Person(id) => *id,
    };
    // The most far-reaching role first: it is the one the fact names.
    let mut roles = active_roles(db, person).await?;
    roles.sort_by_key(|(role, _)| std::cmp::Reverse(access(*role, action)));
    for (role, scope) in roles {
        let may = match access(role, action) {
            Access::Never => false,
            Access::Own => *resource == Resource::Person(person),
            Access::Scoped => covers(db, &scope, resource, ctx.today()).await?,
            Access::All => true,
        };
        if may {
            return Ok(Some(role));
        }
    }
    Err(Error::Forbidden)
}

/// Whether a grant's scope covers the resource today.
async fn covers(
    db: &impl ConnectionTrait,
    scope: &Scope,
    resource: &Resource,
    today: Date,
) -> Result<bool> {
    Ok(match (scope, resource) {
        (Scope::All, _) => true,
        (Scope::LegalEntity(given), Resource::LegalEntity(asked)) => given == asked,
        (Scope::LegalEntity(given), Resource::Department(asked)) => {
            let organisation = Organisation::read(db).await?;
            let place = organisation.department(*asked);
            let place = place.and_then(|d| d.places.on(today));
            place.is_some_and(|p| p.value.legal_entity == *given)
        }
        (Scope::Department(given), Resource::Department(asked)) => {
            let tree = Organisation::read(db).await?.tree(today);
            tree.subtree(*given).contains(asked)
        }
        (Scope::Course(given), Resource::Course(asked)) => given == asked,
        (Scope::LegalEntity(_) | Scope::Department(_), Resource::Person(asked)) => {
            let within = PeopleInScope::of_scope(db, scope, today).await?;
            people::Entity::find_by_id(asked.as_uuid())
                .filter(within.condition((people::Entity, people::Column::Id)))
                .one(db)
                .await?
                .is_some()
        }
        _ => false,
    })
}

/// The roles an active person has now. Everyone active is an employee.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn active_roles(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<(Role, Scope)>> {
    let backend = db.get_database_backend();
    let sql = "SELECT g.role AS role, g.scope_kind AS scope_kind, g.scope_id AS scope_id \
               FROM people p LEFT JOIN grants g ON g.person_id = p.id AND g.revoked_at IS NULL \
               WHERE p.id = $1 AND p.status = 'active'";
    let rows = db
        .query_all_raw(Statement::from_sql_and_values(
            backend,
            sql,
            [person.as_uuid().into()],
        ))
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut roles = vec![(Role::Employee, Scope::All)];
    for row in rows {
        let role: Option<String> = row.try_get("", "role")?;
        let kind: Option<String> = row.try_get("", "scope_kind")?;
        let id: Option<String> = row.try_get("", "scope_id")?;
        let role = role.as_deref().and_then(Role::from_code);
        let scope = kind
            .as_deref()
            .and_then(|kind| Scope::from_parts(kind, id.as_deref()));
        if let (Some(role), Some(scope)) = (role, scope) {
            roles.push((role, scope));
        }
    }
    Ok(roles)
}
