//! Beginning a refresher, or going on with the one that was begun.

use super::{candidates::due, rows};
use crate::{
    Error, Result,
    accounts::merge::rows_of,
    ctx::{Actor, fill_random},
    entity::refresher_questions,
    store::{Command, Resource, Tx},
};
use domain::{
    audit::canonical::micros,
    ids::{PersonId, RefresherId},
    policy::Action,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use time::{Duration, OffsetDateTime};

/// How long one that was begun is gone on with; after that others have come round.
const LASTS: Duration = Duration::hours(24);

/// Begins a refresher of what is due, or finds the one that was begun. It leaves no fact: what is asked is no evidence.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct StartRefresher;

impl Command for StartRefresher {
    const NAME: &'static str = "start_refresher";
    /// None when nothing is due.
    type Output = Option<RefresherId>;

    async fn run(&self, tx: &Tx) -> Result<Option<RefresherId>> {
        let Actor::Person(person) = tx.ctx().actor else {
            return Err(Error::Forbidden);
        };
        tx.authorize(Action::AttemptTake, Resource::Person(person))
            .await?;
        if let Some((id, _)) = open(tx.conn(), person, tx.now()).await? {
            return Ok(Some(id));
        }
        let due = due(tx.conn(), person, tx.now()).await?;
        if due.is_empty() {
            return Ok(None);
        }
        tx.wrote("refresher_questions");
        refresher_questions::Entity::delete_many()
            .filter(refresher_questions::Column::PersonId.in_subquery(rows_of(person)))
            .exec(tx.conn())
            .await?;
        let id: RefresherId = tx.ctx().new_id();
        // One moment for all of them: the clock goes on between two rows.
        let now = micros(tx.now());
        let mut seed = [0; 8];
        fill_random(&mut seed);
        for (place, one) in (1..).zip(due) {
            tx.insert(refresher_questions::ActiveModel {
                refresher_id: Set(id.as_uuid()),
                place: Set(place),
                person_id: Set(person.as_uuid()),
                course_slug: Set(one.course.to_string()),
                course_hash: Set(one.version.as_bytes().to_vec()),
                part_slug: Set(one.part.to_string()),
                item: Set(one.item),
                seed: Set(i64::from_be_bytes(seed)),
                begun_at: Set(now),
                answer: Set(None),
                certainty: Set(None),
            })
            .await?;
        }
        Ok(Some(id))
    }
}

/// The refresher that was begun lately and has a question left to ask, and how many.
pub(super) async fn open(
    db: &impl ConnectionTrait,
    person: PersonId,
    now: OffsetDateTime,
) -> Result<Option<(RefresherId, Vec<rows::Question>)>> {
    let since = micros(now.saturating_sub(LASTS));
    let mut left = Vec::new();
    for question in rows::last(db, person).await? {
        let place = (&question.course, &question.part);
        if question.begun_at > since
            && question.answer.is_none()
            && !rows::is_being_tried(db, person, place).await?
        {
            left.push(question);
        }
    }
    Ok(left.first().map(|q| q.refresher).map(|id| (id, left)))
}
