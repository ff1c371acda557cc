//! Links that work once, one live at a time for each person: invitations, resets, sign-in letters, and links that are
//! handed over. Each new one ends the one before.

use super::{
    Code, Token,
    grants::administrators,
    link_key::LinkKey,
    people,
    session::{PersonSummary, fresh},
};
use crate::{
    Ctx, Error, Result,
    entity::{identities, one_time_tokens, people as people_table},
    store::{Command, Fact, Resource, Store, Tx},
};
use domain::{
    accounts::PersonStatus,
    audit::canonical::{from_micros, micros},
    ids::{JobId, PersonId},
    policy::Action,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

/// What a link was made for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Handed over by HR, an administrator or the command line.
    SetUp,
    /// Mailed to somebody who has not signed in yet.
    Invitation,
    /// Mailed to somebody who forgot their password.
    Reset,
    /// Printed, for somebody without e-mail.
    Letter,
}

impl Purpose {
    /// Its name in tables and facts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SetUp => "set_up",
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::Letter => "letter",
        }
    }

    /// How long it works. A letter travels by post.
    #[must_use]
    pub const fn valid(self) -> Duration {
        match self {
            Self::SetUp | Self::Invitation => Duration::days(7),
            Self::Reset => Duration::hours(1),
            Self::Letter => Duration::days(14),
        }
    }

    const fn fact(self) -> &'static str {
        match self {
            Self::Letter => "sign_in_letter_printed",
            _ => "setup_link_opened",
        }
    }
}

/// Makes a link for a person, to be handed over.
#[derive(Clone, Debug)]
pub struct OpenSetup {
    /// Whom.
    pub person: PersonId,
}

impl OpenSetup {
    /// Makes the link's token.
    ///
    /// # Errors
    /// [`Error::Forbidden`], or [`Error::NotFound`] when the person is gone or inactive.
    pub async fn run(self, store: &Store, ctx: &Ctx) -> Result<Token> {
        let token = Token::random();
        let open = Open {
            person: Some(self.person),
            purpose: Purpose::SetUp,
            token_hash: token.hash(),
        };
        store.write(&fresh(ctx), open).await?;
        Ok(token)
    }
}

/// Makes the code of a sign-in letter. It is shown once; that it was printed is a fact.
#[derive(Clone, Debug)]
pub struct PrintLetter {
    /// For whom.
    pub person: PersonId,
}

impl PrintLetter {
    /// Makes the code.
    ///
    /// # Errors
    /// [`Error::Forbidden`], or [`Error::NotFound`] when the person is gone or inactive.
    pub async fn run(self, store: &Store, ctx: &Ctx) -> Result<Code> {
        let code = Code::random();
        let open = Open {
            person: Some(self.person),
            purpose: Purpose::Letter,
            token_hash: code.hash(),
        };
        store.write(&fresh(ctx), open).await?;
        Ok(code)
    }
}

/// Makes the link for the first administrator, while there is none.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn open_first(store: &Store, ctx: &Ctx) -> Result<Option<Token>> {
    let token = Token::random();
    let open = Open {
        person: None,
        purpose: Purpose::SetUp,
        token_hash: token.hash(),
    };
    match store.write(&fresh(ctx), open).await {
        Ok(()) => Ok(Some(token)),
        Err(Error::Conflict(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

#[derive(Serialize)]
struct Open {
    person: Option<PersonId>,
    purpose: Purpose,
    #[serde(skip)]
    token_hash: Vec<u8>,
}

impl Command for Open {
    const NAME: &'static str = "open_setup_link";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        match self.person {
            Some(id) => {
                tx.authorize(Action::InvitationsSend, Resource::Person(id))
                    .await?;
                // Whoever reads the link could use it.
                super::grants::refuse_above(tx, id).await?;
                active(tx, id).await?;
            }
            None => {
                tx.authorize(Action::SettingsManage, Resource::Any).await?;
                if !administrators(tx).await?.is_empty() {
                    return Err(Error::Conflict("there is an administrator"));
                }
            }
        }
        keep(tx, self.person, self.purpose, &self.token_hash, None).await
    }
}

async fn active(tx: &Tx, person: PersonId) -> Result<()> {
    let person = people::find(tx, person).await?;
    if person.status == PersonStatus::Active.code() {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// Puts the link in the place of the one before, and records it.
async fn keep(
    tx: &Tx,
    person: Option<PersonId>,
    purpose: Purpose,
    token_hash: &[u8],
    job: Option<JobId>,
) -> Result<()> {
    let theirs = match person {
        Some(id) => one_time_tokens::Column::PersonId.eq(id.as_uuid()),
        None => one_time_tokens::Column::PersonId.is_null(),
    };
    one_time_tokens::Entity::delete_many()
        .filter(theirs)
        .exec(tx.conn())
        .await?;
    tx.insert(one_time_tokens::ActiveModel {
        token_hash: Set(token_hash.to_vec()),
        person_id: Set(person.map(|p| p.as_uuid())),
        expires_at: Set(micros(tx.now() + purpose.valid())),
        purpose: Set(purpose.code().to_owned()),
        created_at: Set(micros(tx.now())),
        job_id: Set(job.map(|job| job.as_uuid())),
    })
    .await?;
    let mut fact = Fact::new(purpose.fact()).code("purpose", purpose.code());
    fact = match person {
        Some(id) => fact.subject(id),
        None => fact.code("for", "first_administrator"),
    };
    if let Some(job) = job {
        fact = fact.code("job", job);
    }
    tx.fact(fact).await?;
    Ok(())
}

/// The link that a job mails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailedLink {
    /// What its address ends with.
    pub token: Token,
    /// Until when it works.
    pub expires_at: OffsetDateTime,
}

/// Makes the link of a mail, or finds it again on a later attempt. None when nothing is left to send: a newer link was
/// made, the link was used or ran out, the password was changed, or the person may not sign in any more.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn open_mailed(
    store: &Store,
    ctx: &Ctx,
    key: &LinkKey,
    purpose: Purpose,
    person: PersonId,
    job: JobId,
    wanted_at: OffsetDateTime,
) -> Result<Option<MailedLink>> {
    let token = key.token(job);
    let open = OpenMailed {
        person,
        purpose,
        job,
        wanted_at: micros(wanted_at),
        token_hash: token.hash(),
    };
    let until = store.write(&fresh(ctx), open).await?;
    Ok(until
        .and_then(from_micros)
        .map(|expires_at| MailedLink { token, expires_at }))
}

#[derive(Serialize)]
struct OpenMailed {
    person: PersonId,
    purpose: Purpose,
    job: JobId,
    wanted_at: i64,
    #[serde(skip)]
    token_hash: Vec<u8>,
}

impl Command for OpenMailed {
    const NAME: &'static str = "open_mailed_link";
    type Output = Option<i64>;

    async fn run(&self, tx: &Tx) -> Result<Option<i64>> {
        tx.authorize(Action::InvitationsSend, Resource::Person(self.person))
            .await?;
        match active(tx, self.person).await {
            Ok(()) => {}
            Err(Error::NotFound) => return Ok(None),
            Err(error) => return Err(error),
        }
        let now = micros(tx.now());
        let there = one_time_tokens::Entity::find()
            .filter(one_time_tokens::Column::PersonId.eq(self.person.as_uuid()))
            .one(tx.conn())
            .await?;
        match there {
            // An earlier attempt made it: the link that may have arrived already goes on working.
            Some(link) if link.job_id == Some(self.job.as_uuid()) => Ok((link.expires_at > now
                && link.token_hash == self.token_hash)
                .then_some(link.expires_at)),
            Some(link) if link.created_at > self.wanted_at => Ok(None),
            _ if chose_since(tx, self.person, self.wanted_at).await? => Ok(None),
            _ => {
                let (person, purpose) = (Some(self.person), self.purpose);
                keep(tx, person, purpose, &self.token_hash, Some(self.job)).await?;
                Ok(Some(micros(tx.now() + purpose.valid())))
            }
        }
    }
}

/// Whether the person chose a password after the link was wanted.
async fn chose_since(tx: &Tx, person: PersonId, wanted_at: i64) -> Result<bool> {
    let local = identities::Entity::find_by_id((people::LOCAL.to_owned(), person.to_string()))
        .one(tx.conn())
        .await?;
    Ok(local.is_some_and(|local| local.secret_hash.is_some() && local.changed_at > wanted_at))
}

/// Whom a letter is for.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn addressee(store: &Store, person: PersonId) -> Result<Option<PersonSummary>> {
    let row = people_table::Entity::find_by_id(person.as_uuid())
        .one(store.read())
        .await?;
    row.map(PersonSummary::try_from).transpose()
}

/// Whom a mail is for; none when they have no e-mail or may not sign in any more.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn recipient(store: &Store, person: PersonId) -> Result<Option<PersonSummary>> {
    let row = people_table::Entity::find_by_id(person.as_uuid())
        .one(store.read())
        .await?
        .filter(|row| row.email.is_some() && row.status == PersonStatus::Active.code());
    row.map(PersonSummary::try_from).transpose()
}

/// The row of a link or a code that still works.
pub(super) async fn live(
    db: &impl ConnectionTrait,
    typed: &str,
    now: OffsetDateTime,
) -> Result<Option<one_time_tokens::Model>> {
    let token = Token::parse(typed).map(|token| token.hash());
    let Some(hash) = token.or_else(|| Code::parse(typed).map(|code| code.hash())) else {
        return Ok(None);
    };
    let row = one_time_tokens::Entity::find_by_id(hash).one(db).await?;
    Ok(row.filter(|row| row.expires_at > micros(now)))
}
