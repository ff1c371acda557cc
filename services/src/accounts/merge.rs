//! Duplicates: one of two rows of the same human is kept, the other is read as it from then on.

use super::{
    employments::timelines,
    grants::{give, of_person, refuse_above, refuse_last_administrator, take},
    people::{LOCAL, find},
    posts,
    session::end_epoch,
};
use crate::{
    Error, Result,
    ctx::Actor,
    entity::{grants, identities, one_time_tokens, people},
    store::{Command, Fact, Resource, Tx},
    training::pass_on,
};
use domain::{
    accounts::{PersonStatus, Role, Scope, Write},
    audit::canonical::micros,
    ids::{EmploymentId, PersonId},
    policy::Action,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, Query, SelectStatement},
};
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Says that a person is the same human as another, who is kept.
///
/// Roles and posts pass over to the one who is kept, as do sign-ins of other issuers; the duplicate's password is
/// gone and its sessions are over. What they owed is owed by the one who is kept. Records keep naming the duplicate and
/// are read through [`rows_of`].
#[derive(Clone, Debug, Serialize)]
pub struct MergePeople {
    /// The duplicate.
    pub duplicate: PersonId,
    /// Who is kept.
    pub kept: PersonId,
    /// Why they are the same.
    pub reason: String,
}

impl Command for MergePeople {
    const NAME: &'static str = "merge_people";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (duplicate, kept) = self.check(tx).await?;
        let mut fact = Fact::new("people_merged")
            .subject(self.duplicate)
            .code("kept", self.kept)
            .reason(self.reason.trim());
        // An address belongs to one person: the one who is kept takes it over where they have none.
        let address = duplicate.email.clone();
        if let Some(address) = &address {
            fact = fact.value("email_before", address);
        }
        let revision = duplicate.revision + 1;
        let mut row: people::ActiveModel = duplicate.into();
        row.merged_into = Set(Some(self.kept.as_uuid()));
        row.status = Set(PersonStatus::Inactive.code().to_owned());
        row.email = Set(None);
        row.revision = Set(revision);
        tx.update(row).await?;
        if kept.email.is_none() && address.is_some() {
            let revision = kept.revision + 1;
            let mut row: people::ActiveModel = kept.into();
            row.email = Set(address);
            row.revision = Set(revision);
            tx.update(row).await?;
        }
        self.flatten(tx).await?;
        self.move_identities(tx).await?;
        self.move_grants(tx).await?;
        self.move_posts(tx).await?;
        pass_on(tx, self.duplicate, self.kept, self.reason.trim()).await?;
        end_epoch(tx, self.duplicate).await?;
        let theirs = one_time_tokens::Column::PersonId.eq(self.duplicate.as_uuid());
        one_time_tokens::Entity::delete_many()
            .filter(theirs)
            .exec(tx.conn())
            .await?;
        tx.fact(fact).await?;
        Ok(())
    }
}

impl MergePeople {
    async fn check(&self, tx: &Tx) -> Result<(people::Model, people::Model)> {
        for person in [self.kept, self.duplicate] {
            tx.authorize(Action::PeopleManage, Resource::Person(person))
                .await?;
            refuse_above(tx, person).await?;
        }
        if self.duplicate == self.kept {
            return Err(Error::field("kept", "oneself"));
        }
        if tx.ctx().actor == Actor::Person(self.duplicate) {
            return Err(Error::field("kept", "acting"));
        }
        let duplicate = find(tx, self.duplicate).await?;
        let kept = find(tx, self.kept).await?;
        if duplicate.merged_into.is_some() {
            return Err(Error::Conflict("merged already"));
        }
        if kept.merged_into.is_some() || kept.status != PersonStatus::Active.code() {
            return Err(Error::field("kept", "inactive"));
        }
        if self.reason.trim().is_empty() {
            return Err(Error::field("reason", "required"));
        }
        Ok((duplicate, kept))
    }

    /// Earlier duplicates of the duplicate point to the one who is kept, too.
    async fn flatten(&self, tx: &Tx) -> Result<()> {
        let earlier = people::Entity::find()
            .filter(people::Column::MergedInto.eq(self.duplicate.as_uuid()))
            .all(tx.conn())
            .await?;
        for row in earlier {
            let mut row: people::ActiveModel = row.into();
            row.merged_into = Set(Some(self.kept.as_uuid()));
            tx.update(row).await?;
        }
        Ok(())
    }

    async fn move_identities(&self, tx: &Tx) -> Result<()> {
        let theirs = identities::Entity::find()
            .filter(identities::Column::PersonId.eq(self.duplicate.as_uuid()))
            .all(tx.conn())
            .await?;
        for identity in theirs {
            let local = identity.issuer == LOCAL;
            let mut row: identities::ActiveModel = identity.into();
            if local {
                row.secret_hash = Set(None);
            } else {
                row.person_id = Set(self.kept.as_uuid());
            }
            row.changed_at = Set(micros(tx.now()));
            tx.update(row).await?;
        }
        Ok(())
    }

    async fn move_grants(&self, tx: &Tx) -> Result<()> {
        let theirs = of_person(tx, self.duplicate).await?;
        if theirs.is_empty() {
            return Ok(());
        }
        // Whoever may not give roles may not give them by way of a merge.
        tx.authorize(Action::GrantsManage, Resource::Person(self.kept))
            .await?;
        let own = of_person(tx, self.kept).await?;
        let same = |a: &grants::Model, b: &grants::Model| {
            a.role == b.role && a.scope_kind == b.scope_kind && a.scope_id == b.scope_id
        };
        for grant in theirs {
            let role = Role::from_code(&grant.role);
            let scope = Scope::from_parts(&grant.scope_kind, grant.scope_id.as_deref());
            if let (Some(role), Some(scope)) = (role, scope)
                && !own.iter().any(|g| same(g, &grant))
            {
                give(tx, self.kept, role, &scope, self.reason.trim()).await?;
            }
            take(tx, grant, self.reason.trim()).await?;
        }
        // Cannot happen while the one who is kept is active; asked all the same.
        refuse_last_administrator(tx, self.duplicate).await
    }

    /// The duplicate's posts are voided and begin anew, from the same days, as posts of the one who is kept.
    async fn move_posts(&self, tx: &Tx) -> Result<()> {
        let own = timelines(tx.conn(), self.kept).await?;
        let today = tx.ctx().today();
        for (post, timeline) in timelines(tx.conn(), self.duplicate).await? {
            let periods = timeline.periods();
            let next = timeline.next_revision();
            let unit = |t: &domain::accounts::Terms| (t.legal_entity, t.department);
            let held = timeline.on(today).map(|e| unit(&e.value));
            // The same work under two numbers is one post.
            let twice = held.is_some()
                && own
                    .values()
                    .any(|o| o.on(today).map(|e| unit(&e.value)) == held);
            let new: EmploymentId = tx.ctx().new_id();
            for (n, period) in (0..).zip(&periods) {
                let value = period.entry.value.clone();
                let void = Write {
                    valid_from: period.from,
                    valid_to: None,
                    voided: true,
                    value: value.clone(),
                };
                posts::record(tx, self.duplicate, post, next + n, &void).await?;
                if !twice {
                    let manager = value.manager.filter(|m| *m != self.kept);
                    let write = Write {
                        valid_from: period.from,
                        valid_to: period.to,
                        voided: false,
                        value: domain::accounts::Terms { manager, ..value },
                    };
                    posts::record(tx, self.kept, new, n + 1, &write).await?;
                }
            }
            if !periods.is_empty() {
                let fact = Fact::new("employment_merged")
                    .subject(self.kept)
                    .code("employment_before", post);
                tx.fact(if twice {
                    fact
                } else {
                    fact.code("employment", new)
                })
                .await?;
            }
        }
        Ok(())
    }
}

/// The person who was kept, if this one is a duplicate; else the person themselves.
///
/// # Errors
/// [`Error::NotFound`] when there is no such person.
pub async fn kept(db: &impl ConnectionTrait, person: PersonId) -> Result<PersonId> {
    let row = people::Entity::find_by_id(person.as_uuid()).one(db).await?;
    let row = row.ok_or(Error::NotFound)?;
    Ok(PersonId::from_uuid(row.merged_into.unwrap_or(row.id)))
}

/// `SELECT id` of the rows that are this person: themselves, and the duplicates merged into them. Whoever reads what a
/// person did compares with it.
#[must_use]
pub fn rows_of(person: PersonId) -> SelectStatement {
    use people::Column::{Id, MergedInto};
    let me = |column: people::Column| Expr::col((people::Entity, column)).eq(person.as_uuid());
    Query::select()
        .expr(Expr::col((people::Entity, Id)))
        .from(people::Entity)
        .and_where(me(Id).or(me(MergedInto)))
        .to_owned()
}

/// [`rows_of`] the person whose id is `$1`, in statements of text.
pub const ROWS_OF_1: &str = "(SELECT me.id FROM people me WHERE me.id = $1 OR me.merged_into = $1)";

/// Every duplicate with the person who was kept: there are few.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn duplicates(db: &impl ConnectionTrait) -> Result<BTreeMap<Uuid, Uuid>> {
    let rows: Vec<(Uuid, Option<Uuid>)> = people::Entity::find()
        .filter(people::Column::MergedInto.is_not_null())
        .select_only()
        .columns([people::Column::Id, people::Column::MergedInto])
        .into_tuple()
        .all(db)
        .await?;
    let pairs = rows.into_iter().filter_map(|(id, kept)| Some((id, kept?)));
    Ok(pairs.collect())
}

/// All rows that are this person: themselves, the person they were merged into, and its duplicates. Whoever reads
/// what a person did asks for all of them.
///
/// # Errors
/// [`Error::NotFound`] when there is no such person.
pub async fn ids(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<PersonId>> {
    let kept = kept(db, person).await?.as_uuid();
    let same = Condition::any()
        .add(people::Column::Id.eq(kept))
        .add(people::Column::MergedInto.eq(kept));
    let found: Vec<Uuid> = people::Entity::find()
        .filter(same)
        .select_only()
        .column(people::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().map(PersonId::from_uuid).collect())
}
