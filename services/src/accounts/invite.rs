//! Inviting by mail: one person, or everyone who has not signed in yet.

use super::{
    people::{LOCAL, find},
    scope::PeopleInScope,
};
use crate::{
    Ctx, Error, Result,
    entity::{identities, jobs, one_time_tokens, people},
    jobs::Work,
    store::{Command, Fact, Resource, Store, Tx},
};
use domain::{accounts::PersonStatus, audit::canonical::micros, ids::PersonId, policy::Action};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
    sea_query::{Expr, Query, SelectStatement},
};
use serde::Serialize;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// Whoever was invited within this time is not invited again together with everyone.
const RECENT: Duration = Duration::hours(24);
/// How many invitations one transaction writes.
const BATCH: u64 = 200;

/// Mails a person a link with which they choose a password.
#[derive(Clone, Debug, Serialize)]
pub struct InvitePerson {
    /// Whom.
    pub person: PersonId,
}

impl Command for InvitePerson {
    const NAME: &'static str = "invite_person";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        tx.authorize(Action::InvitationsSend, Resource::Person(self.person))
            .await?;
        let person = find(tx, self.person).await?;
        if person.status != PersonStatus::Active.code() {
            return Err(Error::NotFound);
        }
        if person.email.is_none() {
            return Err(Error::field("email", "required"));
        }
        invite(tx, self.person).await
    }
}

async fn invite(tx: &Tx, person: PersonId) -> Result<()> {
    let job = tx.enqueue(&Work::MailInvitation { person }).await?;
    tx.fact(
        Fact::new("person_invited")
            .subject(person)
            .code("job", job)
            .code("by", "mail"),
    )
    .await?;
    Ok(())
}

/// Active people within the scope who have not chosen a password yet.
fn not_signed_in(scope: &PeopleInScope) -> Select<people::Entity> {
    let without = Query::select()
        .column(identities::Column::PersonId)
        .from(identities::Entity)
        .and_where(identities::Column::Issuer.eq(LOCAL))
        .and_where(identities::Column::SecretHash.is_null())
        .to_owned();
    people::Entity::find()
        .filter(people::Column::Status.eq(PersonStatus::Active.code()))
        .filter(people::Column::Id.in_subquery(without))
        .filter(scope.condition((people::Entity, people::Column::Id)))
}

/// Those of them who have a live link that is new, or whose invitation waits to be sent.
fn invited_lately(now: OffsetDateTime) -> Condition {
    let links: SelectStatement = Query::select()
        .expr(Expr::val(1))
        .from(one_time_tokens::Entity)
        .and_where(
            Expr::col((one_time_tokens::Entity, one_time_tokens::Column::PersonId))
                .equals((people::Entity, people::Column::Id)),
        )
        .and_where(one_time_tokens::Column::CreatedAt.gt(micros(now - RECENT)))
        .to_owned();
    let waiting: SelectStatement = Query::select()
        .expr(Expr::val(1))
        .from(jobs::Entity)
        .and_where(
            Expr::col((jobs::Entity, jobs::Column::PersonId))
                .equals((people::Entity, people::Column::Id)),
        )
        .and_where(jobs::Column::DoneAt.is_null())
        .and_where(jobs::Column::FailedAt.is_null())
        .to_owned();
    Condition::any()
        .add(Expr::exists(links))
        .add(Expr::exists(waiting))
}

/// Who would be invited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uninvited {
    /// Mail goes to so many.
    pub by_mail: u64,
    /// So many were invited within the last day, and are left alone.
    pub lately: u64,
    /// So many have no e-mail: they need a letter.
    pub by_letter: u64,
}

/// Counts who has not signed in yet.
///
/// # Errors
/// [`Error::Forbidden`] unless the actor may invite somebody; it reaches as far as their roles do.
pub async fn uninvited(store: &Store, ctx: &Ctx) -> Result<Uninvited> {
    let db = store.read();
    let scope = PeopleInScope::of(db, ctx, Action::InvitationsSend).await?;
    let lately = invited_lately(ctx.clock.now());
    let with_mail = || not_signed_in(&scope).filter(people::Column::Email.is_not_null());
    let all = with_mail().count(db).await?;
    let lately = with_mail().filter(lately).count(db).await?;
    Ok(Uninvited {
        by_mail: all - lately,
        lately,
        by_letter: not_signed_in(&scope)
            .filter(people::Column::Email.is_null())
            .count(db)
            .await?,
    })
}

/// People without e-mail who have not signed in yet, by employee number; the most that one print takes.
///
/// # Errors
/// [`Error::Forbidden`] unless the actor may invite somebody; it reaches as far as their roles do.
pub async fn without_mail(store: &Store, ctx: &Ctx, most: u64) -> Result<Vec<PersonId>> {
    let scope = PeopleInScope::of(store.read(), ctx, Action::InvitationsSend).await?;
    let ids: Vec<Uuid> = not_signed_in(&scope)
        .filter(people::Column::Email.is_null())
        .select_only()
        .column(people::Column::Id)
        .order_by_asc(people::Column::EmployeeNumber)
        .limit(most)
        .into_tuple()
        .all(store.read())
        .await?;
    Ok(ids.into_iter().map(PersonId::from_uuid).collect())
}

/// Invites everyone with e-mail who has not signed in yet and was not invited within the last day; how many they
/// were. Sent twice, it finds nobody the second time.
///
/// # Errors
/// [`Error::Forbidden`] unless the actor may invite somebody; it reaches as far as their roles do.
pub async fn invite_everyone(store: &Store, ctx: &Ctx) -> Result<u64> {
    let mut invited = 0;
    loop {
        let some = store.write(&ctx.with_new_key(), InviteSome).await?;
        invited += some;
        if some < BATCH {
            return Ok(invited);
        }
    }
}

/// One transaction's worth of [`invite_everyone`].
#[derive(Serialize)]
struct InviteSome;

impl Command for InviteSome {
    const NAME: &'static str = "invite_everyone";
    type Output = u64;

    async fn run(&self, tx: &Tx) -> Result<u64> {
        let scope = PeopleInScope::of(tx.conn(), tx.ctx(), Action::InvitationsSend).await?;
        let ids: Vec<Uuid> = not_signed_in(&scope)
            .filter(people::Column::Email.is_not_null())
            .filter(invited_lately(tx.now()).not())
            .select_only()
            .column(people::Column::Id)
            .order_by_asc(people::Column::Id)
            .limit(BATCH)
            .into_tuple()
            .all(tx.conn())
            .await?;
        for person in ids.iter().copied().map(PersonId::from_uuid) {
            tx.authorize(Action::InvitationsSend, Resource::Person(person))
                .await?;
            invite(tx, person).await?;
        }
        Ok(ids.len() as u64)
    }
}
