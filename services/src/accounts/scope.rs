//! Which people an actor's grants cover: always a condition for the database, never a list of people.

use super::{
    employments::{in_force, post},
    organisation::Organisation,
};
use crate::{
    Ctx, Error, Result,
    entity::{employments, people},
    store::active_roles,
};
use domain::{
    accounts::Scope,
    audit::record::Actor,
    ids::{DepartmentId, LegalEntityId},
    policy::{Access, Action, access},
};
use sea_orm::{
    Condition, ConnectionTrait, ExprTrait,
    sea_query::{Expr, IntoColumnRef, Query, SelectStatement},
};
use std::collections::BTreeSet;
use time::Date;
use uuid::Uuid;

/// The people over whom an actor may do something, as of today.
#[derive(Clone, Debug)]
pub struct PeopleInScope {
    everyone: bool,
    oneself: Option<Uuid>,
    legal_entities: BTreeSet<Uuid>,
    departments: BTreeSet<Uuid>,
    today: Date,
}

impl PeopleInScope {
    /// Those whom the actor's roles cover for an action.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when no role opens the action at all.
    pub async fn of(db: &impl ConnectionTrait, ctx: &Ctx, action: Action) -> Result<Self> {
        let mut found = Self::nobody(ctx.today());
        let person = match &ctx.actor {
            Actor::System(_) => {
                found.everyone = true;
                return Ok(found);
            }
            Actor::Anonymous => return Err(Error::Forbidden),
            Actor::Person(id) => *id,
        };
        let mut opened = false;
        let mut scopes = Vec::new();
        for (role, scope) in active_roles(db, person).await? {
            let access = access(role, action);
            opened |= access != Access::Never;
            match access {
                Access::Never => {}
                Access::Own => found.oneself = Some(person.as_uuid()),
                Access::Scoped => scopes.push(scope),
                Access::All => found.everyone = true,
            }
        }
        if !opened {
            return Err(Error::Forbidden);
        }
        found.widen(db, &scopes).await?;
        Ok(found)
    }

    /// Those whom one scope covers.
    pub(crate) async fn of_scope(
        db: &impl ConnectionTrait,
        scope: &Scope,
        today: Date,
    ) -> Result<Self> {
        let mut found = Self::nobody(today);
        found.widen(db, std::slice::from_ref(scope)).await?;
        Ok(found)
    }

    const fn nobody(today: Date) -> Self {
        Self {
            everyone: false,
            oneself: None,
            legal_entities: BTreeSet::new(),
            departments: BTreeSet::new(),
            today,
        }
    }

    async fn widen(&mut self, db: &impl ConnectionTrait, scopes: &[Scope]) -> Result<()> {
        let mut roots: Vec<DepartmentId> = Vec::new();
        for scope in scopes {
            match scope {
                Scope::All => self.everyone = true,
                Scope::LegalEntity(id) => drop(self.legal_entities.insert(id.as_uuid())),
                Scope::Department(id) => roots.push(*id),
                // A course holds no people.
                Scope::Course(_) => {}
            }
        }
        if !self.everyone && !roots.is_empty() {
            let tree = Organisation::read(db).await?.tree(self.today);
            let below = roots.into_iter().flat_map(|root| tree.subtree(root));
            self.departments.extend(below.map(|d| d.as_uuid()));
        }
        Ok(())
    }

    /// Whether nobody is left out.
    #[must_use]
    pub const fn is_everyone(&self) -> bool {
        self.everyone
    }

    /// Whether a department lies within.
    #[must_use]
    pub fn has_department(&self, id: DepartmentId, of: LegalEntityId) -> bool {
        self.everyone
            || self.departments.contains(&id.as_uuid())
            || self.legal_entities.contains(&of.as_uuid())
    }

    /// The condition on a column that names a person, such as `people.id`. A column that names a duplicate is
    /// read as the person who was kept.
    #[must_use]
    pub fn condition(&self, person: impl IntoColumnRef + Clone) -> Condition {
        if self.everyone {
            return Condition::all();
        }
        let mut any = Condition::any();
        if let Some(oneself) = self.oneself {
            any = any.add(Expr::col(person.clone()).eq(oneself));
            let duplicates = duplicates_of(|kept| kept.eq(oneself));
            any = any.add(Expr::col(person.clone()).in_subquery(duplicates));
        }
        if let Some(holders) = self.holders() {
            any = any.add(among(person, holders));
        }
        if any.is_empty() {
            any = any.add(Expr::val(1).eq(0));
        }
        any
    }

    /// Who holds a post within the scope today.
    fn holders(&self) -> Option<SelectStatement> {
        use employments::Column::{DepartmentId, LegalEntityId, PersonId};
        let mut within = Condition::any();
        if !self.legal_entities.is_empty() {
            within = within.add(post(LegalEntityId).is_in(self.legal_entities.iter().copied()));
        }
        if !self.departments.is_empty() {
            within = within.add(post(DepartmentId).is_in(self.departments.iter().copied()));
        }
        if within.is_empty() {
            return None;
        }
        let mut select = in_force(self.today, None);
        select.expr(post(PersonId)).cond_where(within);
        Some(select)
    }
}

/// The condition that a column names one of these people, or a duplicate merged into one.
pub(crate) fn among(person: impl IntoColumnRef + Clone, people: SelectStatement) -> Condition {
    let duplicates = duplicates_of(|kept| kept.in_subquery(people.clone()));
    Condition::any()
        .add(Expr::col(person.clone()).in_subquery(people))
        .add(Expr::col(person).in_subquery(duplicates))
}

fn duplicates_of(kept: impl FnOnce(Expr) -> Expr) -> SelectStatement {
    const DUPLICATE: &str = "duplicate";
    Query::select()
        .expr(Expr::col((DUPLICATE, people::Column::Id)))
        .from_as(people::Entity, DUPLICATE)
        .and_where(Expr::col((DUPLICATE, people::Column::MergedInto)).is_not_null())
        .and_where(kept(Expr::col((DUPLICATE, people::Column::MergedInto))))
        .to_owned()
}
