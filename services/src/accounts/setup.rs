//! Using a link that works once: the first administrator, or a person who chooses a password.

pub use super::links::open_first;
use super::{
    AddPerson, Token, change_password,
    grants::administrators,
    links::live,
    password,
    session::{self, fresh},
};
use crate::{
    Ctx, Error, Result,
    ctx::Actor,
    entity::{grants, one_time_tokens, people},
    store::{Command, Fact, Store, Tx},
};
use domain::{
    accounts::{PersonStatus, Role, Scope},
    audit::canonical::micros,
    ids::{GrantId, PersonId},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use time::OffsetDateTime;

/// What a link is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SetupLink {
    /// Making the first administrator.
    FirstAdministrator,
    /// Letting this person choose a password.
    Person {
        /// Their name.
        name: String,
        /// The number they sign in with, for password managers.
        number: String,
    },
}

/// What a link is for, if it still works.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn look(store: &Store, token: &str, now: OffsetDateTime) -> Result<Option<SetupLink>> {
    let Some(row) = live(store.read(), token, now).await? else {
        return Ok(None);
    };
    let Some(id) = row.person_id else {
        return Ok(Some(SetupLink::FirstAdministrator));
    };
    let person = people::Entity::find_by_id(id).one(store.read()).await?;
    Ok(person
        .filter(|p| p.status == PersonStatus::Active.code())
        .map(|p| SetupLink::Person {
            name: p.name,
            number: p.employee_number,
        }))
}

/// The form behind a link. Name, number and address count for the first administrator only.
#[derive(Clone)]
pub struct UseSetupLink {
    /// The token of the link.
    pub token: String,
    /// The password to come.
    pub password: String,
    /// The administrator's name.
    pub name: String,
    /// The administrator's number.
    pub employee_number: String,
    /// The administrator's address.
    pub email: Option<String>,
}

impl UseSetupLink {
    /// Uses the link up, and signs in.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the link no longer works; [`Error::Invalid`] with the fields to mend.
    pub async fn run(self, store: &Store, ctx: &Ctx) -> Result<Token> {
        let row = live(store.read(), &self.token, ctx.clock.now())
            .await?
            .ok_or(Error::NotFound)?;
        let person = match row.person_id {
            Some(id) => people::Entity::find_by_id(id).one(store.read()).await?,
            None => None,
        };
        let known: Vec<&str> = match &person {
            Some(p) => vec![
                &p.name,
                &p.employee_number,
                p.email.as_deref().unwrap_or(""),
            ],
            None => vec![
                &self.name,
                &self.employee_number,
                self.email.as_deref().unwrap_or(""),
            ],
        };
        let hash = password::hash(password::check_new(&self.password, &known)?).await?;
        let first = row.person_id.is_none().then(|| AddPerson {
            name: self.name.clone(),
            employee_number: self.employee_number.clone(),
            email: self.email.clone(),
            language: ctx.language,
            time_zone: "Asia/Seoul".to_owned(),
        });
        // The link proves the right; the program acts on its behalf.
        let ctx = Ctx {
            actor: Actor::System("setup".to_owned()),
            ..fresh(ctx)
        };
        let person = store
            .write(
                &ctx,
                Redeem {
                    token_hash: row.token_hash,
                    first,
                    hash,
                },
            )
            .await?;
        session::create(store, &ctx, person).await
    }
}

#[derive(Serialize)]
struct Redeem {
    #[serde(skip)]
    token_hash: Vec<u8>,
    first: Option<AddPerson>,
    #[serde(skip)]
    hash: String,
}

impl Command for Redeem {
    const NAME: &'static str = "use_setup_link";
    type Output = PersonId;

    async fn run(&self, tx: &Tx) -> Result<PersonId> {
        let link = one_time_tokens::Entity::find_by_id(self.token_hash.clone())
            .one(tx.conn())
            .await?;
        let link = link
            .filter(|l| l.expires_at > micros(tx.now()))
            .ok_or(Error::NotFound)?;
        let gone = one_time_tokens::Column::TokenHash.eq(self.token_hash.clone());
        one_time_tokens::Entity::delete_many()
            .filter(gone)
            .exec(tx.conn())
            .await?;
        let person = match (link.person_id, &self.first) {
            (Some(id), _) => {
                let id = PersonId::from_uuid(id);
                let person = super::people::find(tx, id).await?;
                if person.status != PersonStatus::Active.code() {
                    return Err(Error::NotFound);
                }
                id
            }
            (None, Some(first)) => {
                if !administrators(tx).await?.is_empty() {
                    return Err(Error::NotFound);
                }
                let id = Command::run(first, tx).await?;
                make_administrator(tx, id).await?;
                id
            }
            (None, None) => return Err(Error::NotFound),
        };
        change_password::keep(tx, person, &self.hash).await?;
        Ok(person)
    }
}

async fn make_administrator(tx: &Tx, person: PersonId) -> Result<()> {
    let id: GrantId = tx.ctx().new_id();
    tx.insert(grants::ActiveModel {
        id: Set(id.as_uuid()),
        person_id: Set(person.as_uuid()),
        role: Set(Role::Administrator.code().to_owned()),
        scope_kind: Set(Scope::All.kind().to_owned()),
        scope_id: Set(None),
        granted_at: Set(micros(tx.now())),
        revoked_at: Set(None),
    })
    .await?;
    let fact = Fact::new("role_granted")
        .subject(person)
        .code("grant", id)
        .code("scope", "all");
    tx.fact(
        fact.code("role", Role::Administrator.code())
            .reason("first administrator"),
    )
    .await?;
    Ok(())
}

/// Gives a person a password without a link: for the demo and the command line.
///
/// # Errors
/// [`Error::Invalid`] when the password is weak.
pub async fn give_password(store: &Store, ctx: &Ctx, person: PersonId, text: &str) -> Result<()> {
    let hash = password::hash(password::check_new(text, &[])?).await?;
    store
        .write(&fresh(ctx), change_password::KeepPassword { person, hash })
        .await
}
