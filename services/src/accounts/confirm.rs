//! Proving again who one is, before something that matters: the session gets a new token and remembers when.

use super::{Token, password, session::fresh, sign_in::hash_of, throttle::Subjects};
use crate::{
    Ctx, Error, Result,
    ctx::Actor,
    entity::sessions,
    store::{Command, Fact, Store, Tx},
};
use domain::{
    audit::canonical::micros,
    ids::{PersonId, SessionId},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;

/// The request.
#[derive(Clone)]
pub struct ConfirmIdentity {
    /// Whose.
    pub person: PersonId,
    /// In which browser.
    pub session: SessionId,
    /// As typed.
    pub password: String,
}

/// What came of it.
#[derive(Debug)]
pub enum ConfirmOutcome {
    /// The session's new token; the old one is over.
    Confirmed(Token),
    /// It is not the password.
    Refused,
    /// Too many failures: nothing was tried.
    Throttled,
}

impl ConfirmIdentity {
    /// Verifies the password and renews the session's token.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the session has ended.
    pub async fn run(self, store: &Store, ctx: &Ctx) -> Result<ConfirmOutcome> {
        let subjects = Subjects::of_person(self.person);
        if subjects.must_wait(store, ctx.clock.now()).await? {
            return Ok(ConfirmOutcome::Throttled);
        }
        if !password::verify(&self.password, hash_of(store, self.person).await?).await? {
            store.write(&fresh(ctx), subjects.failed()).await?;
            return Ok(ConfirmOutcome::Refused);
        }
        store.write(&fresh(ctx), subjects.succeeded()).await?;
        let token = Token::random();
        let confirm = Confirm {
            session: self.session,
            token_hash: token.hash(),
        };
        store.write(&fresh(ctx), confirm).await?;
        Ok(ConfirmOutcome::Confirmed(token))
    }
}

#[derive(Serialize)]
struct Confirm {
    session: SessionId,
    #[serde(skip)]
    token_hash: Vec<u8>,
}

impl Command for Confirm {
    const NAME: &'static str = "confirm_identity";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let Actor::Person(person) = tx.ctx().actor else {
            return Err(Error::Forbidden);
        };
        let mine = sessions::Column::PersonId.eq(person.as_uuid());
        let session = sessions::Entity::find_by_id(self.session.as_uuid())
            .filter(mine)
            .one(tx.conn())
            .await?
            .ok_or(Error::NotFound)?;
        let mut session: sessions::ActiveModel = session.into();
        session.token_hash = Set(self.token_hash.clone());
        session.reauthenticated_at = Set(micros(tx.now()));
        session.seen_at = Set(micros(tx.now()));
        tx.update(session).await?;
        tx.fact(
            Fact::new("identity_confirmed")
                .subject(person)
                .code("session", self.session),
        )
        .await?;
        Ok(())
    }
}
