//! Changing one's own password: every other session ends, this one begins anew.

use super::{
    Token, password,
    people::{LOCAL, find},
    session::{self, end_epoch, fresh},
    sign_in::hash_of,
    throttle::Subjects,
};
use crate::{
    Ctx, Error, Result,
    entity::{identities, one_time_tokens, people},
    store::{Command, Fact, Resource, Store, Tx},
};
use domain::{audit::canonical::micros, ids::PersonId, policy::Action};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;

/// The request.
#[derive(Clone)]
pub struct ChangePassword {
    /// Whose.
    pub person: PersonId,
    /// The one that holds now.
    pub current: String,
    /// The one to come.
    pub new: String,
}

impl ChangePassword {
    /// Proves the current password, keeps the new one, and begins a new session.
    ///
    /// # Errors
    /// [`Error::Invalid`] for `current` or `password`.
    pub async fn run(self, store: &Store, ctx: &Ctx) -> Result<Token> {
        let subjects = Subjects::of_person(self.person);
        if subjects.must_wait(store, ctx.clock.now()).await? {
            return Err(Error::field("current", "wait"));
        }
        if !password::verify(&self.current, hash_of(store, self.person).await?).await? {
            store.write(&fresh(ctx), subjects.failed()).await?;
            return Err(Error::field("current", "wrong_password"));
        }
        let person = people::Entity::find_by_id(self.person.as_uuid())
            .one(store.read())
            .await?;
        let person = person.ok_or(Error::NotFound)?;
        let known = [
            person.name.as_str(),
            &person.employee_number,
            person.email.as_deref().unwrap_or(""),
        ];
        let hash = password::hash(password::check_new(&self.new, &known)?).await?;
        // Under the key of the form: sent twice at once, it is kept once.
        let keep = KeepPassword {
            person: self.person,
            hash,
        };
        store.write(ctx, keep).await?;
        session::create(store, &fresh(ctx), self.person).await
    }
}

/// Keeps the hash of a new password and ends all sessions.
#[derive(Serialize)]
pub(super) struct KeepPassword {
    pub(super) person: PersonId,
    #[serde(skip)]
    pub(super) hash: String,
}

impl Command for KeepPassword {
    const NAME: &'static str = "change_password";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        tx.authorize(Action::ProfileView, Resource::Person(self.person))
            .await?;
        keep(tx, self.person, &self.hash).await
    }
}

/// Keeps the hash, ends the sessions, records it.
pub(super) async fn keep(tx: &Tx, person: PersonId, hash: &str) -> Result<()> {
    find(tx, person).await?;
    let key = (LOCAL.to_owned(), person.to_string());
    let known = identities::Entity::find_by_id(key).one(tx.conn()).await?;
    let identity = identities::ActiveModel {
        issuer: Set(LOCAL.to_owned()),
        subject: Set(person.to_string()),
        person_id: Set(person.as_uuid()),
        secret_hash: Set(Some(hash.to_owned())),
        changed_at: Set(micros(tx.now())),
    };
    // Whoever was imported gets a way to sign in with the first password.
    if known.is_some() {
        tx.update(identity).await?;
    } else {
        tx.insert(identity).await?;
    }
    // A link that was still on its way would undo what was just chosen.
    one_time_tokens::Entity::delete_many()
        .filter(one_time_tokens::Column::PersonId.eq(person.as_uuid()))
        .exec(tx.conn())
        .await?;
    end_epoch(tx, person).await?;
    tx.fact(Fact::new("password_changed").subject(person))
        .await?;
    Ok(())
}
