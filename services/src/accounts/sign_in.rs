//! Signing in by e-mail or employee number.

use super::{
    KnownBrowser, LinkKey, Token, password,
    people::LOCAL,
    session::{self, fresh},
    throttle::Subjects,
};
use crate::{
    Ctx, Result,
    entity::{identities, people},
    store::Store,
};
use domain::{
    accounts::{Email, EmployeeNumber, PersonStatus},
    ids::PersonId,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use std::net::IpAddr;

/// An attempt to sign in.
#[derive(Clone)]
pub struct SignIn {
    /// E-mail or employee number, as typed.
    pub identifier: String,
    /// As typed.
    pub password: String,
    /// Where it comes from.
    pub address: Option<IpAddr>,
    /// The mark of its browser, if somebody signed in from it before.
    pub known: Option<Known>,
}

/// The mark of a browser, with the key that tells whether it was made here.
#[derive(Clone, Debug)]
pub struct Known {
    /// What the browser sent.
    pub mark: KnownBrowser,
    /// The installation's.
    pub key: LinkKey,
}

/// What came of it.
#[derive(Debug)]
pub enum SignInOutcome {
    /// A new session.
    SignedIn(Token),
    /// Unknown, inactive or wrong: they read the same.
    Refused,
    /// Too many failures: nothing was tried.
    Throttled,
}

impl SignIn {
    /// Verifies exactly one hash, whether the account is known or not.
    ///
    /// # Errors
    /// [`crate::Error::Internal`] when the database does not answer.
    pub async fn run(self, store: &Store, ctx: &Ctx) -> Result<SignInOutcome> {
        let person = active_person(store, &self.identifier).await?;
        let subjects = match (&self.known, person) {
            (Some(known), Some(person)) if known.key.made(&known.mark, person) => {
                Subjects::of_browser(&known.mark)
            }
            _ => Subjects::of(&self.identifier, self.address),
        };
        if subjects.must_wait(store, ctx.clock.now()).await? {
            return Ok(SignInOutcome::Throttled);
        }
        let hash = match person {
            Some(person) => hash_of(store, person).await?,
            None => None,
        };
        let right = password::verify(&self.password, hash).await?;
        match person.filter(|_| right) {
            Some(person) => {
                store.write(&fresh(ctx), subjects.succeeded()).await?;
                Ok(SignInOutcome::SignedIn(
                    session::create(store, ctx, person).await?,
                ))
            }
            None => {
                store.write(&fresh(ctx), subjects.failed()).await?;
                Ok(SignInOutcome::Refused)
            }
        }
    }
}

/// The active person of an e-mail or employee number.
pub(super) async fn active_person(store: &Store, identifier: &str) -> Result<Option<PersonId>> {
    let mut either = Condition::any();
    if let Ok(email) = Email::parse(identifier) {
        either = either.add(people::Column::Email.eq(email.as_str()));
    }
    if let Ok(number) = EmployeeNumber::parse(identifier) {
        either = either.add(people::Column::EmployeeNumber.eq(number.as_str()));
    }
    if either.is_empty() {
        return Ok(None);
    }
    let active = Condition::all()
        .add(people::Column::Status.eq(PersonStatus::Active.code()))
        .add(either);
    let person = people::Entity::find()
        .filter(active)
        .one(store.read())
        .await?;
    Ok(person.map(|person| PersonId::from_uuid(person.id)))
}

/// The hash of a person's password, if they have one.
pub(super) async fn hash_of(store: &Store, person: PersonId) -> Result<Option<String>> {
    let key = (LOCAL.to_owned(), person.to_string());
    let identity = identities::Entity::find_by_id(key)
        .one(store.read())
        .await?;
    Ok(identity.and_then(|i| i.secret_hash))
}
