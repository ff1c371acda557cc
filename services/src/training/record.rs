//! One person's record: what they owe, what they did, what they completed, and what happened in words.

use super::{
    course,
    study::{self, Completion, Study, completions_of},
};
use crate::{
    Ctx, Error, Result,
    accounts::{known_as, merge::rows_of},
    content::{Title, titles},
    ctx::Actor,
    entity::{attempts, fact_values, facts, people},
    store::{Resource, Store, authorize_read_of},
};
use domain::{
    audit::record::FactRecord,
    content::ContentHash,
    ids::{AttemptId, FactId, PersonId},
    policy::Action,
    training::Label,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::{cmp::Reverse, collections::BTreeMap};
use time::OffsetDateTime;
use uuid::Uuid;

/// The facts a record tells. Of those of one instant the first here came last.
const TOLD: [&str; 7] = [
    "course_completed",
    "attempt_finished",
    "module_finished",
    "attempt_allowed",
    "course_unassigned",
    "course_due_again",
    "course_assigned",
];
/// How many of them are shown.
const MOST: u64 = 200;

/// Everything that is kept of one person's training. How sure they were of an answer is not in it.
#[derive(Clone, Debug)]
pub struct Record {
    /// Whose.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their number.
    pub employee_number: String,
    /// The courses that they owe, began or completed.
    pub courses: Vec<Study>,
    /// All completions, the newest first; those of earlier versions, too.
    pub completions: Vec<Completion>,
    /// What happened, the newest first.
    pub history: Vec<Event>,
    /// What the versions named above are called in the reader's language.
    pub titles: BTreeMap<ContentHash, Title>,
}

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// The fact.
    pub id: FactId,
    /// What.
    pub kind: String,
    /// When, UTC.
    pub at: OffsetDateTime,
    /// Who did it.
    pub by: By,
    /// Its codes.
    pub codes: BTreeMap<String, String>,
    /// The version that was read, tried or completed.
    pub version: Option<ContentHash>,
    /// Why, in words; none when there were none or they were erased.
    pub reason: Option<String>,
}

/// Who did something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum By {
    /// The person whose record it is.
    Oneself,
    /// Somebody else, by name; their id when the name is gone.
    Person(String),
    /// The program.
    System,
}

/// The record of a person.
///
/// # Errors
/// [`Error::Forbidden`] when the actor may not see it; [`Error::NotFound`].
pub async fn record(store: &Store, ctx: &Ctx, person: PersonId) -> Result<Record> {
    let db = store.read();
    authorize_read_of(db, ctx, Action::CompletionsView, Resource::Person(person)).await?;
    let found = people::Entity::find_by_id(person.as_uuid())
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let mut courses = Vec::new();
    for (slug, shape) in course::shapes(db).await? {
        let now = ctx.clock.now();
        let study = study::of(db, person, &found.time_zone, now, &slug, shape).await?;
        if study.standing.label != Label::NotAssigned {
            courses.push(study);
        }
    }
    let completions = completions_of(db, person, None).await?;
    let history = history(db, person).await?;
    let versions = completions.iter().map(|c| c.version);
    let versions = versions.chain(history.iter().filter_map(|e| e.version));
    Ok(Record {
        person,
        name: found.name,
        employee_number: found.employee_number,
        courses,
        titles: titles(db, versions, ctx.language).await?,
        completions,
        history,
    })
}

async fn history(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Event>> {
    let own: Vec<Uuid> = db
        .query_all(&rows_of(person))
        .await?
        .iter()
        .map(|row| row.try_get("", "id"))
        .collect::<std::result::Result<_, _>>()?;
    let found = facts::Entity::find()
        .filter(facts::Column::Subject.is_in(own.iter().map(Uuid::to_string)))
        .filter(facts::Column::Kind.is_in(TOLD))
        .order_by_desc(facts::Column::OccurredAt)
        .order_by_desc(facts::Column::Id)
        .limit(MOST)
        .all(db)
        .await?;
    let ids: Vec<Uuid> = found.iter().map(|f| f.id).collect();
    let mut reasons: BTreeMap<Uuid, String> = fact_values::Entity::find()
        .filter(fact_values::Column::FactId.is_in(ids))
        .filter(fact_values::Column::Field.eq("reason"))
        .all(db)
        .await?
        .into_iter()
        .map(|v| (v.fact_id, v.value))
        .collect();
    let records = found.iter().map(|fact| {
        FactRecord::from_canonical_bytes(&fact.body).map_err(|e| Error::Internal(Box::new(e)))
    });
    let records: Vec<FactRecord> = records.collect::<Result<_>>()?;
    let actors = records.iter().filter_map(|record| match &record.actor {
        Actor::Person(id) => Some(id.as_uuid()),
        _ => None,
    });
    let names = known_as(db, actors).await?;
    let tried = tried(db, &records).await?;
    let event = |record: FactRecord| Event {
        by: match &record.actor {
            Actor::Person(id) if own.contains(&id.as_uuid()) => By::Oneself,
            Actor::Person(id) => {
                let name = names.get(&id.as_uuid()).map(|known| known.name.clone());
                By::Person(name.unwrap_or_else(|| id.to_string()))
            }
            Actor::System(_) | Actor::Anonymous => By::System,
        },
        reason: reasons.remove(&record.id.as_uuid()),
        version: version(&record, &tried),
        id: record.id,
        kind: record.kind,
        at: record.occurred_at,
        codes: record.codes,
    };
    let mut history: Vec<Event> = records.into_iter().map(event).collect();
    history.sort_by_key(|e| (Reverse(e.at), TOLD.iter().position(|kind| *kind == e.kind)));
    Ok(history)
}

/// The version a fact names itself, or by the attempt it is about.
fn version(record: &FactRecord, tried: &BTreeMap<AttemptId, ContentHash>) -> Option<ContentHash> {
    let own = record.codes.get("version").and_then(|v| v.parse().ok());
    own.or_else(|| tried.get(&attempt(record)?).copied())
}

fn attempt(record: &FactRecord) -> Option<AttemptId> {
    record.codes.get("attempt")?.parse().ok()
}

/// The versions that attempts began with and stayed on.
async fn tried(
    db: &impl ConnectionTrait,
    records: &[FactRecord],
) -> Result<BTreeMap<AttemptId, ContentHash>> {
    let ids = records.iter().filter_map(attempt).map(|id| id.as_uuid());
    let found = attempts::Entity::find()
        .filter(attempts::Column::Id.is_in(ids))
        .all(db)
        .await?;
    let version =
        |a: attempts::Model| Ok((AttemptId::from_uuid(a.id), course::version(&a.part_hash)?));
    found.into_iter().map(version).collect()
}
