//! "Forgot password?": the same answer and the same work for known and unknown accounts.

use super::{sign_in, throttle::Subjects};
use crate::{
    Ctx, Result,
    jobs::Work,
    store::{Command, Store, Tx},
};
use domain::ids::PersonId;
use serde::Serialize;
use std::net::IpAddr;

/// The request.
#[derive(Clone)]
pub struct RequestReset {
    /// E-mail or employee number, as typed.
    pub identifier: String,
    /// Where it comes from.
    pub address: Option<IpAddr>,
}

/// What came of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ResetOutcome {
    /// If there is such an account and it has an e-mail, a link is on its way.
    Accepted,
    /// Too many requests: nothing was done.
    Throttled,
}

impl RequestReset {
    /// Looks the account up, counts the request and leaves a job, whether there is such an account or not: what the
    /// job does, nobody who waits for the answer can see.
    ///
    /// # Errors
    /// [`crate::Error::Internal`] when the database does not answer.
    pub async fn run(self, store: &Store, ctx: &Ctx) -> Result<ResetOutcome> {
        let subjects = Subjects::of_reset(&self.identifier, self.address);
        if subjects.must_wait(store, ctx.clock.now()).await? {
            return Ok(ResetOutcome::Throttled);
        }
        let person = sign_in::active_person(store, &self.identifier).await?;
        let ask = AskForReset {
            subjects: subjects.names(),
            person,
        };
        store.write(ctx, ask).await?;
        Ok(ResetOutcome::Accepted)
    }
}

#[derive(Serialize)]
struct AskForReset {
    subjects: Vec<String>,
    person: Option<PersonId>,
}

impl Command for AskForReset {
    const NAME: &'static str = "ask_for_reset";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        super::throttle::count(tx, &self.subjects).await?;
        tx.enqueue(&Work::MailReset {
            person: self.person,
        })
        .await?;
        Ok(())
    }
}
