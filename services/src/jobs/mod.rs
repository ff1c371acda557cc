//! Work to be done later, kept in the transaction that wants it done: what was committed is done, what was
//! rolled back is not.
//!
//! Each is done at least once, and once as people see it: a job keeps its id over all attempts, so that a mail
//! keeps its Message-ID and a link its token.

mod backoff;
mod claim;
pub mod queries;
mod retry;
mod runner;

pub use backoff::{MAX_ATTEMPTS, delay};
pub use retry::RetryJob;
pub use runner::{Done, Runner, Worker};

use crate::{Error, Result, entity::jobs, store::Tx};
use domain::{
    audit::canonical::micros,
    ids::{JobId, PersonId},
};
use sea_orm::ActiveValue::Set;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

/// How long a worker may take for one job; then another may take it.
pub const LEASE: Duration = Duration::minutes(2);

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Work {
    /// Mails a link with which a person chooses their first password.
    MailInvitation {
        /// To whom.
        person: PersonId,
    },
    /// Mails a link with which a person chooses a new password.
    MailReset {
        /// To whom; to nobody when the account that was asked for is unknown.
        person: Option<PersonId>,
    },
    /// Mails which rule cards have come, or come soon, to their end.
    MailRules {
        /// To whom: somebody who answers for a course that rests on them.
        person: PersonId,
    },
}

impl Work {
    /// Its name in tables.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MailInvitation { .. } => "mail_invitation",
            Self::MailReset { .. } => "mail_reset",
            Self::MailRules { .. } => "mail_rules",
        }
    }

    /// Whom it is for.
    #[must_use]
    pub const fn person(&self) -> Option<PersonId> {
        match self {
            Self::MailInvitation { person } | Self::MailRules { person } => Some(*person),
            Self::MailReset { person } => *person,
        }
    }
}

/// A job that was taken.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its id, the same over all attempts.
    pub id: JobId,
    /// What is to be done.
    pub work: Work,
    /// Which attempt this is, from 1.
    pub attempt: i32,
    /// When it was wanted.
    pub created_at: OffsetDateTime,
}

impl Tx {
    /// Wants something done as soon as this transaction is committed.
    ///
    /// # Errors
    /// [`Error::Internal`] when the database refuses.
    pub async fn enqueue(&self, work: &Work) -> Result<JobId> {
        let id: JobId = self.ctx().new_id();
        let now = micros(self.now());
        self.insert(jobs::ActiveModel {
            id: Set(id.as_uuid()),
            kind: Set(work.code().to_owned()),
            payload: Set(serde_json::to_string(work)?),
            run_at: Set(now),
            attempts: Set(0),
            done_at: Set(None),
            last_error: Set(None),
            created_at: Set(now),
            person_id: Set(work.person().map(|p| p.as_uuid())),
            lease: Set(None),
            lease_until: Set(None),
            failed_at: Set(None),
        })
        .await?;
        Ok(id)
    }
}

fn job(row: jobs::Model) -> Result<Job> {
    Ok(Job {
        id: JobId::from_uuid(row.id),
        work: serde_json::from_str(&row.payload)?,
        attempt: row.attempts,
        created_at: domain::audit::canonical::from_micros(row.created_at)
            .ok_or_else(|| Error::internal("a job of no time"))?,
    })
}
