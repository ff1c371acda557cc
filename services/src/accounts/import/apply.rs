//! Making an import count: all of it in one short transaction, or nothing.

use super::{
    kept,
    load::Fingerprint,
    pace::Pace,
    plan::{self, Counts, Plan},
    stage::StageImport,
};
use crate::{
    Ctx, Error, Result,
    entity::imports,
    store::{Command, Fact, Resource, Store, Tx, authorize_read},
};
use domain::{
    audit::{
        canonical::micros,
        merkle::{Frontier, leaf_hash},
    },
    ids::ImportId,
    policy::Action,
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, Statement};
use serde::Serialize;
use uuid::Uuid;

/// What came of a confirmation.
#[derive(Debug)]
pub enum Outcome {
    /// Everything counts.
    Applied,
    /// Nothing does: it would do something else now than what was confirmed.
    Differs(Box<Plan>),
}

/// The plan was made of what is not so any more.
const STALE: &str = "the people changed while the import was prepared";
/// How often it is prepared again when somebody changes people meanwhile.
const ATTEMPTS: usize = 3;

/// Does what a preview with this hash showed, all of it or nothing.
///
/// # Errors
/// [`Error::NotFound`] when the file is gone; [`Error::Conflict`] when it has been applied under another key;
/// [`Error::Forbidden`].
pub async fn confirm(store: &Store, ctx: &Ctx, import: ImportId, seen: &str) -> Result<Outcome> {
    authorize_read(store.read(), ctx, Action::PeopleImport).await?;
    for _ in 0..ATTEMPTS {
        let row = kept(store, import).await?;
        if row.applied_at.is_some() {
            return again(store, ctx, import, seen).await;
        }
        let plan = plan::make(store, ctx, row.body).await?;
        if plan.hash != seen || !plan.bad.is_empty() {
            // Sent twice at once, the other may have come first, and nothing is left to be done.
            if kept(store, import).await?.applied_at.is_some() {
                return again(store, ctx, import, seen).await;
            }
            return Ok(Outcome::Differs(Box::new(plan)));
        }
        match apply(store, ctx, import, plan).await {
            Err(Error::Conflict(STALE)) => {}
            other => return other.map(|()| Outcome::Applied),
        }
    }
    Err(Error::Unavailable(STALE))
}

/// The receipt answers a second submission of the same form; any other finds that it is over.
async fn again(store: &Store, ctx: &Ctx, import: ImportId, seen: &str) -> Result<Outcome> {
    let done = store.write(ctx, ApplyImport::again(import, seen)).await;
    done.map(|()| Outcome::Applied)
}

async fn apply(store: &Store, ctx: &Ctx, import: ImportId, plan: Plan) -> Result<()> {
    let attempt: ImportId = ctx.new_id();
    let (people, posts) = (plan.people.len(), plan.posts.len());
    let root = stage(store, ctx, (import, attempt), &plan).await?;
    let apply = ApplyImport {
        import,
        plan: plan.hash,
        attempt: attempt.as_uuid(),
        root: hex::encode(root.root()),
        counts: plan.counts,
        people,
        posts,
        fingerprint: plan.fingerprint,
    };
    store.write(ctx, apply).await?;
    tracing::info!(people, posts, "import applied");
    Ok(())
}

/// Puts the plan's rows aside, chunk by chunk; the root over the chunks' roots.
async fn stage(
    store: &Store,
    ctx: &Ctx,
    (import, attempt): (ImportId, ImportId),
    plan: &Plan,
) -> Result<Frontier> {
    let mut root = Frontier::new();
    let mut pace = Pace::new();
    let (mut people, mut posts) = (plan.people.as_slice(), plan.posts.as_slice());
    let mut number = 0;
    while !people.is_empty() || !posts.is_empty() {
        let stage = StageImport {
            import,
            attempt,
            number,
            people: take(&mut people, pace.rows()),
            posts: take(&mut posts, pace.rows()),
        };
        let begun = ctx.clock.now();
        let chunk = store.write(&ctx.with_new_key(), stage).await?;
        pace.took(ctx.clock.now() - begun);
        root.push(leaf_hash(chunk.as_bytes()));
        number += 1;
    }
    Ok(root)
}

/// The first of the rows, which are gone from them.
fn take<T: Clone>(rows: &mut &[T], most: usize) -> Vec<T> {
    let (some, rest) = rows.split_at(most.min(rows.len()));
    *rows = rest;
    some.to_vec()
}

/// What was staged under an attempt counts from now on.
#[derive(Serialize)]
struct ApplyImport {
    import: ImportId,
    plan: String,
    #[serde(skip)]
    attempt: Uuid,
    #[serde(skip)]
    root: String,
    #[serde(skip)]
    counts: Counts,
    #[serde(skip)]
    people: usize,
    #[serde(skip)]
    posts: usize,
    #[serde(skip)]
    fingerprint: Fingerprint,
}

impl ApplyImport {
    fn again(import: ImportId, plan: &str) -> Self {
        Self {
            import,
            plan: plan.to_owned(),
            attempt: Uuid::nil(),
            root: String::new(),
            counts: Counts::default(),
            people: 0,
            posts: 0,
            fingerprint: Fingerprint::default(),
        }
    }

    async fn statement(&self, tx: &Tx, sql: &str, with_now: bool) -> Result<u64> {
        let mut values: Vec<sea_orm::Value> = vec![self.attempt.into()];
        if with_now {
            values.push(micros(tx.now()).into());
        }
        let statement =
            Statement::from_sql_and_values(tx.conn().get_database_backend(), sql, values);
        Ok(tx.conn().execute_raw(statement).await?.rows_affected())
    }
}

const ADD: &str = "INSERT INTO people (id, name, email, employee_number, language, time_zone, status, epoch, \
    created_at, revision) SELECT person_id, name, email, employee_number, language, time_zone, 'active', 0, $2, 0 \
    FROM import_people WHERE attempt = $1 AND is_new ORDER BY person_id";
const CHANGE: &str = "UPDATE people SET name = s.name, email = s.email, language = s.language, \
    revision = people.revision + 1 FROM import_people s WHERE s.attempt = $1 AND NOT s.is_new AND people.id = s.person_id";
const EMPLOY: &str = "INSERT INTO employments (employment_id, revision, person_id, legal_entity_id, department_id, \
    manager_id, job_role, location, time_zone, kind, on_leave, valid_from, valid_to, voided, recorded_at) \
    SELECT employment_id, revision, person_id, legal_entity_id, department_id, manager_id, job_role, location, \
    time_zone, kind, on_leave, valid_from, valid_to, voided, $2 FROM import_employments WHERE attempt = $1 \
    ORDER BY employment_id, revision";

impl Command for ApplyImport {
    const NAME: &'static str = "apply_import";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        tx.authorize(Action::PeopleImport, Resource::Any).await?;
        let row = imports::Entity::find_by_id(self.import.as_uuid())
            .one(tx.conn())
            .await?
            .ok_or(Error::NotFound)?;
        if row.applied_at.is_some() {
            return Err(Error::Conflict("the import has been applied"));
        }
        if Fingerprint::read(tx.conn()).await? != self.fingerprint {
            return Err(Error::Conflict(STALE));
        }
        tx.wrote("people");
        let written =
            self.statement(tx, ADD, true).await? + self.statement(tx, CHANGE, false).await?;
        let employed = self.statement(tx, EMPLOY, true).await?;
        if (written, employed) != (self.people as u64, self.posts as u64) {
            return Err(Error::internal("what was staged is not what was planned"));
        }
        let hash = row.hash.clone();
        let mut row: imports::ActiveModel = row.into();
        row.applied_at = Set(Some(micros(tx.now())));
        // What names people is where it belongs now.
        row.body = Set(String::new());
        tx.update(row).await?;
        let counts = &self.counts;
        let fact = Fact::new("people_imported")
            .subject(self.import)
            .code("attempt", self.attempt)
            .code("file_sha256", hash)
            .code("plan_sha256", &self.plan)
            .code("root", &self.root)
            .code("rows", counts.rows)
            .code("created", counts.created)
            .code("changed", counts.changed)
            .code("hired", counts.hired)
            .code("moved", counts.moved)
            .code("adjusted", counts.adjusted)
            .code("ended", counts.ended)
            .code("same", counts.same);
        tx.fact(fact).await?;
        Ok(())
    }
}
