//! Sessions: a 256-bit token in the browser, its hash here, an idle and an absolute limit.

use super::{Token, people::find};
use crate::{
    Ctx, Error, Result,
    ctx::{Actor, Key},
    entity::{people, sessions},
    store::{Command, Fact, Resource, Store, Tx, active_roles},
};
use domain::{
    accounts::{Email, EmployeeNumber, PersonName, PersonStatus, Role, Scope, TimeZoneName},
    audit::canonical::{from_micros, micros},
    ids::{PersonId, SessionId},
    language::Language,
    policy::Action,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
};
use serde::Serialize;
use time::{Duration, OffsetDateTime};

/// A session nobody used for this long is over.
pub const IDLE: Duration = Duration::hours(8);
/// A session this old is over, however much it was used.
pub const ABSOLUTE: Duration = Duration::hours(72);
/// How old `seen_at` may be before it is written again.
const SEEN: Duration = Duration::minutes(1);

/// Who is signed in.
#[derive(Clone, Debug)]
pub struct SessionView {
    /// The person.
    pub person: PersonSummary,
    /// Their roles besides employee.
    pub roles: Vec<(Role, Scope)>,
    /// This session.
    pub session_id: SessionId,
    /// When they last proved who they are.
    pub reauthenticated_at: Option<OffsetDateTime>,
}

/// A person as pages greet them.
#[derive(Clone, Debug)]
pub struct PersonSummary {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: PersonName,
    /// Their address.
    pub email: Option<Email>,
    /// Their number.
    pub employee_number: EmployeeNumber,
    /// What they read.
    pub language: Language,
    /// Where their clock hangs.
    pub time_zone: TimeZoneName,
}

/// One of one's own sessions.
#[derive(Clone, Debug)]
pub struct OwnSession {
    /// Its id.
    pub id: SessionId,
    /// When it began.
    pub started_at: OffsetDateTime,
    /// When it was last used, to the minute.
    pub seen_at: OffsetDateTime,
    /// What kind of browser on what kind of machine, when it said so.
    pub device: Option<String>,
}

/// Reads a stored value, which was parsed before it was stored.
pub(super) fn stored<T, E: std::error::Error + Send + Sync + 'static>(
    parsed: std::result::Result<T, E>,
) -> Result<T> {
    parsed.map_err(|e| Error::Internal(Box::new(e)))
}

impl TryFrom<people::Model> for PersonSummary {
    type Error = Error;
    fn try_from(row: people::Model) -> Result<Self> {
        Ok(Self {
            id: PersonId::from_uuid(row.id),
            name: stored(PersonName::parse(&row.name))?,
            email: row
                .email
                .as_deref()
                .map(Email::parse)
                .transpose()
                .map_err(|e| Error::Internal(Box::new(e)))?,
            employee_number: stored(EmployeeNumber::parse(&row.employee_number))?,
            language: Language::from_code(&row.language).unwrap_or_default(),
            time_zone: stored(TimeZoneName::parse(&row.time_zone))?,
        })
    }
}

/// Begins a session of a person who has just proved who they are.
///
/// # Errors
/// [`Error::NotFound`] when the person is gone or inactive.
pub async fn create(store: &Store, ctx: &Ctx, person: PersonId) -> Result<Token> {
    let token = Token::random();
    let ctx = Ctx {
        actor: Actor::Person(person),
        ..ctx.with_new_key()
    };
    store
        .write(
            &ctx,
            Begin {
                person,
                token_hash: token.hash(),
            },
        )
        .await?;
    Ok(token)
}

#[derive(Serialize)]
struct Begin {
    person: PersonId,
    #[serde(skip)]
    token_hash: Vec<u8>,
}

impl Command for Begin {
    const NAME: &'static str = "sign_in";
    type Output = SessionId;

    async fn run(&self, tx: &Tx) -> Result<SessionId> {
        let person = find(tx, self.person).await?;
        if person.status != PersonStatus::Active.code() {
            return Err(Error::NotFound);
        }
        let now = micros(tx.now());
        let old = micros(tx.now() - ABSOLUTE);
        sessions::Entity::delete_many()
            .filter(sessions::Column::StartedAt.lt(old))
            .exec(tx.conn())
            .await?;
        let id: SessionId = tx.ctx().new_id();
        tx.insert(sessions::ActiveModel {
            id: Set(id.as_uuid()),
            token_hash: Set(self.token_hash.clone()),
            person_id: Set(self.person.as_uuid()),
            epoch: Set(person.epoch),
            started_at: Set(now),
            seen_at: Set(now),
            reauthenticated_at: Set(now),
            device: Set(tx.ctx().device.clone()),
        })
        .await?;
        tx.fact(
            Fact::new("person_signed_in")
                .subject(self.person)
                .code("session", id),
        )
        .await?;
        Ok(id)
    }
}

fn live(now: OffsetDateTime) -> Condition {
    Condition::all()
        .add(sessions::Column::StartedAt.gt(micros(now - ABSOLUTE)))
        .add(sessions::Column::SeenAt.gt(micros(now - IDLE)))
}

/// Who the token's session belongs to, if it is not over.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn lookup(
    store: &Store,
    token: &Token,
    now: OffsetDateTime,
) -> Result<Option<SessionView>> {
    let db = store.read();
    let is_it = live(now).add(sessions::Column::TokenHash.eq(token.hash()));
    let Some(session) = sessions::Entity::find().filter(is_it).one(db).await? else {
        return Ok(None);
    };
    let Some(person) = people::Entity::find_by_id(session.person_id)
        .one(db)
        .await?
    else {
        return Ok(None);
    };
    if person.epoch != session.epoch || person.status != PersonStatus::Active.code() {
        return Ok(None);
    }
    if session.seen_at < micros(now - SEEN) {
        let seen = Seen {
            session: SessionId::from_uuid(session.id),
            at: micros(now),
        };
        store
            .write(
                &Ctx::system(crate::clock::Clock::fixed(now), "session"),
                seen,
            )
            .await?;
    }
    let id = PersonId::from_uuid(person.id);
    let mut roles = active_roles(db, id).await?;
    roles.retain(|(role, _)| *role != Role::Employee);
    Ok(Some(SessionView {
        person: person.try_into()?,
        roles,
        session_id: SessionId::from_uuid(session.id),
        reauthenticated_at: from_micros(session.reauthenticated_at),
    }))
}

#[derive(Serialize)]
struct Seen {
    session: SessionId,
    at: i64,
}

impl Command for Seen {
    const NAME: &'static str = "see_session";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        sessions::Entity::update_many()
            .col_expr(sessions::Column::SeenAt, self.at.into())
            .filter(sessions::Column::Id.eq(self.session.as_uuid()))
            .exec(tx.conn())
            .await?;
        Ok(())
    }
}

/// One's own sessions, the newest first.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn own(store: &Store, person: PersonId, now: OffsetDateTime) -> Result<Vec<OwnSession>> {
    let db = store.read();
    let Some(row) = people::Entity::find_by_id(person.as_uuid()).one(db).await? else {
        return Ok(Vec::new());
    };
    let mine = live(now)
        .add(sessions::Column::PersonId.eq(person.as_uuid()))
        .add(sessions::Column::Epoch.eq(row.epoch));
    let rows = sessions::Entity::find()
        .filter(mine)
        .order_by_desc(sessions::Column::StartedAt)
        .all(db)
        .await?;
    let at = |value| from_micros(value).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let view = |s: sessions::Model| OwnSession {
        id: SessionId::from_uuid(s.id),
        started_at: at(s.started_at),
        seen_at: at(s.seen_at),
        device: s.device,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Ends one session of whoever asks.
///
/// # Errors
/// [`Error::NotFound`] when it is not theirs.
pub async fn end(store: &Store, ctx: &Ctx, session: SessionId) -> Result<()> {
    store.write(ctx, End { session }).await
}

#[derive(Serialize)]
struct End {
    session: SessionId,
}

impl Command for End {
    const NAME: &'static str = "sign_out";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let Actor::Person(person) = tx.ctx().actor else {
            return Err(Error::Forbidden);
        };
        let mine = sessions::Column::Id
            .eq(self.session.as_uuid())
            .and(sessions::Column::PersonId.eq(person.as_uuid()));
        let ended = sessions::Entity::delete_many()
            .filter(mine)
            .exec(tx.conn())
            .await?;
        if ended.rows_affected == 0 {
            return Err(Error::NotFound);
        }
        tx.fact(
            Fact::new("person_signed_out")
                .subject(person)
                .code("session", self.session),
        )
        .await?;
        Ok(())
    }
}

/// Ends every session of a person.
///
/// # Errors
/// [`Error::Forbidden`] when it is not one's own account.
pub async fn end_all(store: &Store, ctx: &Ctx, person: PersonId) -> Result<()> {
    store.write(ctx, EndAll { person }).await
}

#[derive(Serialize)]
struct EndAll {
    person: PersonId,
}

impl Command for EndAll {
    const NAME: &'static str = "sign_out_everywhere";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        tx.authorize(Action::ProfileView, Resource::Person(self.person))
            .await?;
        end_epoch(tx, self.person).await?;
        tx.fact(Fact::new("person_signed_out_everywhere").subject(self.person))
            .await?;
        Ok(())
    }
}

/// Begins a new epoch: every session of the one before is over.
pub(super) async fn end_epoch(tx: &Tx, person: PersonId) -> Result<()> {
    let row = find(tx, person).await?;
    let epoch = row.epoch + 1;
    let mut row: people::ActiveModel = row.into();
    row.epoch = Set(epoch);
    tx.update(row).await?;
    let theirs = sessions::Column::PersonId.eq(person.as_uuid());
    sessions::Entity::delete_many()
        .filter(theirs)
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// A key for a follow-up write of the same request.
pub(super) fn fresh(ctx: &Ctx) -> Ctx {
    Ctx {
        key: Key::random(),
        ..ctx.clone()
    }
}
