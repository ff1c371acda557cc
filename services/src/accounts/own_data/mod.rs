//! Everything that is kept about oneself, as a file: one's right, and the proof that the privacy notice is true.

mod cells;
pub mod tables;

use crate::{
    Ctx, Error, Result,
    entity::{fact_values, facts, people},
    store::{Command, Fact, Resource, Store, Tx},
};
use domain::{
    audit::{canonical::from_micros, record::Actor},
    ids::PersonId,
    policy::Action,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QueryOrder, Statement,
};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Records the download, then makes the file: JSON, readable by people.
///
/// # Errors
/// [`Error::Forbidden`] unless it is one's own and the actor proved lately who they are.
pub async fn download(store: &Store, ctx: &Ctx, person: PersonId) -> Result<String> {
    if !ctx.confirmed_lately() {
        return Err(Error::Forbidden);
    }
    store.write(ctx, RecordDownload { person }).await?;
    let db = store.snapshot().await?;
    let ids = own_ids(&db, person).await?;
    let mut kept = Map::new();
    for holding in tables::HOLDINGS {
        kept.insert(holding.table.to_owned(), rows(&db, holding, person).await?);
    }
    let file = json!({
        "person": person.to_string(),
        "made_at": cells::instant(ctx.clock.now()),
        "kept": kept,
        "log": log(&db, &ids).await?,
    });
    db.rollback().await?;
    Ok(serde_json::to_string_pretty(&file)?)
}

#[derive(Serialize)]
struct RecordDownload {
    person: PersonId,
}

impl Command for RecordDownload {
    const NAME: &'static str = "download_own_data";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        tx.authorize(Action::ProfileView, Resource::Person(self.person))
            .await?;
        tx.fact(Fact::new("own_data_downloaded").subject(self.person))
            .await?;
        Ok(())
    }
}

/// One's own id and those of duplicates that were merged into it.
async fn own_ids(db: &DatabaseTransaction, person: PersonId) -> Result<Vec<Uuid>> {
    let own = Condition::any()
        .add(people::Column::Id.eq(person.as_uuid()))
        .add(people::Column::MergedInto.eq(person.as_uuid()));
    let rows = people::Entity::find().filter(own).all(db).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

async fn rows(
    db: &DatabaseTransaction,
    holding: &tables::Holding,
    person: PersonId,
) -> Result<Value> {
    let statement = Statement::from_sql_and_values(
        db.get_database_backend(),
        holding.select(),
        [person.as_uuid().into()],
    );
    let rows = db.query_all_raw(statement).await?;
    Ok(rows.iter().map(cells::object).collect())
}

/// What happened to the person, with the words that were written about it, and what they did, without the words that
/// are about somebody else.
async fn log(db: &DatabaseTransaction, ids: &[Uuid]) -> Result<Value> {
    let actors: Vec<String> = ids
        .iter()
        .map(|id| Actor::Person(PersonId::from_uuid(*id)).code())
        .collect();
    let subjects: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let theirs = Condition::any()
        .add(facts::Column::Actor.is_in(actors.clone()))
        .add(facts::Column::Subject.is_in(subjects.clone()));
    let facts = facts::Entity::find()
        .filter(theirs)
        .order_by_asc(facts::Column::OccurredAt)
        .order_by_asc(facts::Column::Id)
        .all(db)
        .await?;
    let mut entries = Vec::with_capacity(facts.len());
    for some in facts.chunks(500) {
        let of = some.iter().map(|fact| fact.id);
        let mut values: BTreeMap<Uuid, Map<String, Value>> = BTreeMap::new();
        let found = fact_values::Entity::find()
            .filter(fact_values::Column::FactId.is_in(of))
            .all(db)
            .await?;
        for value in found {
            values
                .entry(value.fact_id)
                .or_default()
                .insert(value.field, value.value.into());
        }
        for fact in some {
            let about = fact.subject.as_ref().is_some_and(|s| subjects.contains(s));
            let words = values.remove(&fact.id).filter(|_| about);
            entries.push(json!({
                "at": from_micros(fact.occurred_at).map(cells::instant),
                "what": fact.kind,
                "by": by(&fact.actor, &actors),
                "about": if about { "you" } else { "something else" },
                "words": words.unwrap_or_default(),
            }));
        }
    }
    Ok(entries.into())
}

fn by(actor: &str, own: &[String]) -> &'static str {
    if own.iter().any(|code| code == actor) {
        "you"
    } else if actor.starts_with("person") {
        "somebody else"
    } else {
        "the program"
    }
}
