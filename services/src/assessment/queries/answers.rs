//! What a person answered, and how sure they were of it: read for their own picture, and for nothing else.

use super::page;
use crate::{
    Error, Result,
    accounts::merge::rows_of,
    assessment::attempt::{Attempt, Event, Step, step},
    content::{
        map::map_of,
        model::{Part, Quiz, Scenario},
        queries::part_versions,
    },
    entity::{attempt_certainties, attempt_events, attempts},
};
use domain::{
    assessment::{Certainty, Play},
    content::Practice,
    ids::{AttemptEventId, PersonId},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// An answer: what it is about, how sure they were, and whether it is right.
pub(super) type Answer = (Practice, Certainty, bool);

/// How sure somebody was, by event.
type Levels = BTreeMap<AttemptEventId, Certainty>;

/// Whether a person has ever answered a question.
pub(super) async fn has_answered(db: &impl ConnectionTrait, person: PersonId) -> Result<bool> {
    let answered = attempt_events::Entity::find()
        .filter(attempt_events::Column::AttemptId.in_subquery(attempts_of(person)))
        .filter(attempt_events::Column::Kind.eq("answered"))
        .one(db)
        .await?;
    Ok(answered.is_some())
}

/// Whether a person has ever said how sure they were, in an attempt that has ended: its event holds a commitment, also when
/// the level is erased. Nothing else is ever erased.
pub(super) async fn has_said(db: &impl ConnectionTrait, person: PersonId) -> Result<bool> {
    // Names hold no quotes: this is in the body of a decision, and of no other turn.
    let decided = Condition::all()
        .add(attempt_events::Column::Kind.eq("turn_taken"))
        .add(attempt_events::Column::Body.contains("\"certainty\":\""));
    let said = attempt_events::Entity::find()
        .filter(attempt_events::Column::AttemptId.in_subquery(finished_of(person)))
        .filter(
            Condition::any()
                .add(attempt_events::Column::Kind.eq("answered"))
                .add(decided),
        )
        .one(db)
        .await?;
    Ok(said.is_some())
}

/// Every answer of a person that still has its level, in four statements whatever their number.
pub(super) async fn answers(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Answer>> {
    let levels = levels(db, person).await?;
    let mut events = events(db, person).await?;
    events.retain(|_, steps| steps.iter().any(|step| levels.contains_key(&step.id)));
    let tried = attempts::Entity::find()
        .filter(attempts::Column::PersonId.in_subquery(rows_of(person)))
        .all(db)
        .await?;
    let tried: Vec<_> = tried
        .into_iter()
        .filter_map(|row| Some((events.remove(&row.id)?, row)))
        .collect();
    let wanted: BTreeSet<Vec<u8>> = tried.iter().map(|(_, row)| row.part_hash.clone()).collect();
    let parts = part_versions(db, wanted).await?;
    let mut answers = Vec::new();
    for (steps, row) in tried {
        match parts.get(&row.part_hash) {
            Some(Part::Quiz(quiz)) => answers.extend(answered(quiz, &steps, &levels)),
            // What a decision is worth is told when the scenario has ended, here as on its own pages.
            Some(Part::Scenario(scenario)) if steps.iter().any(Step::is_end) => {
                let attempt = Attempt::try_from(row)?;
                answers.extend(decided(scenario, attempt.seed, &steps, &levels)?);
            }
            _ => {}
        }
    }
    Ok(answers)
}

/// The ids of a person's attempts, and of those of duplicates merged into them.
fn attempts_of(person: PersonId) -> SelectStatement {
    Query::select()
        .column(attempts::Column::Id)
        .from(attempts::Entity)
        .and_where(Expr::col(attempts::Column::PersonId).in_subquery(rows_of(person)))
        .to_owned()
}

/// Those of them that have ended.
pub(in crate::assessment) fn finished_of(person: PersonId) -> SelectStatement {
    Query::select()
        .column(attempt_events::Column::AttemptId)
        .from(attempt_events::Entity)
        .and_where(Expr::col(attempt_events::Column::Once).eq("finished"))
        .and_where(Expr::col(attempt_events::Column::AttemptId).in_subquery(attempts_of(person)))
        .to_owned()
}

async fn levels(db: &impl ConnectionTrait, person: PersonId) -> Result<Levels> {
    let theirs = attempt_events::Entity::find()
        .filter(attempt_events::Column::AttemptId.in_subquery(attempts_of(person)))
        .select_only()
        .column(attempt_events::Column::Id)
        .into_query();
    let rows = attempt_certainties::Entity::find()
        .filter(attempt_certainties::Column::EventId.in_subquery(theirs))
        .all(db)
        .await?;
    Ok(page::levels(rows))
}

/// What happened in each of a person's attempts, in order.
async fn events(db: &impl ConnectionTrait, person: PersonId) -> Result<BTreeMap<Uuid, Vec<Step>>> {
    let rows = attempt_events::Entity::find()
        .filter(attempt_events::Column::AttemptId.in_subquery(attempts_of(person)))
        .order_by_asc(attempt_events::Column::Seq)
        .all(db)
        .await?;
    let mut events: BTreeMap<_, Vec<Step>> = BTreeMap::new();
    for row in rows {
        events.entry(row.attempt_id).or_default().push(step(row)?);
    }
    Ok(events)
}

/// The answers to a quiz.
fn answered(quiz: &Quiz, steps: &[Step], levels: &Levels) -> Vec<Answer> {
    let practice = |name: &str| {
        let item = quiz.items.iter().find(|item| item.id == name);
        item.map_or(quiz.head.practice, |item| item.practice)
    };
    let answer = |step: &Step| match &step.event {
        Event::Answered { item, right, .. } => {
            Some((practice(item), *levels.get(&step.id)?, *right))
        }
        _ => None,
    };
    steps.iter().filter_map(answer).collect()
}

/// The decisions of a scenario that has ended: right when nothing better was offered.
fn decided(scenario: &Scenario, seed: u64, steps: &[Step], levels: &Levels) -> Result<Vec<Answer>> {
    let map = map_of(scenario);
    let mut play = Play::start(&map, seed);
    let mut answers = Vec::new();
    for step in steps {
        let Event::TurnTaken { scene, choice, .. } = &step.event else {
            continue;
        };
        let best = play.offered().map(|turn| turn.score).max();
        let taken = play
            .choose(scene, choice)
            .map_err(|error| Error::Internal(Box::new(error)))?;
        if let Some(level) = levels.get(&step.id) {
            answers.push((scenario.head.practice, *level, Some(taken.score) == best));
        }
    }
    Ok(answers)
}
