//! More time for somebody who needs it. Why they do is asked nowhere and kept nowhere.

use crate::{
    Ctx, Error, Result,
    accounts::merge::rows_of,
    ctx::Actor,
    entity::accommodations,
    store::{Command, Fact, Resource, Store, Tx, authorize_read_of},
};
use domain::{
    assessment::limits::MOST_EXTRA_PERCENT, audit::canonical::micros, ids::PersonId, policy::Action,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;

/// Lengthens somebody's time for quizzes, from their next attempt on; 0 takes it back.
#[derive(Clone, Debug, Serialize)]
pub struct SetExtraTime {
    /// Whose.
    pub person: PersonId,
    /// In percent of the time that others have, 0 to 300, as it is typed.
    pub extra_percent: String,
}

impl Command for SetExtraTime {
    const NAME: &'static str = "set_extra_time";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        tx.authorize(Action::TrainingAssign, Resource::Person(self.person))
            .await?;
        let percent = self.extra_percent.trim().parse::<u32>().ok();
        let percent = percent.filter(|n| *n <= MOST_EXTRA_PERCENT);
        let percent = percent.ok_or_else(|| Error::field("extra_percent", "extra_percent"))?;
        let before = extra_percent(tx.conn(), self.person).await?;
        if percent == before {
            return Ok(());
        }
        tx.wrote("accommodations");
        accommodations::Entity::delete_many()
            .filter(accommodations::Column::PersonId.in_subquery(rows_of(self.person)))
            .exec(tx.conn())
            .await?;
        if percent > 0 {
            tx.insert(accommodations::ActiveModel {
                person_id: Set(self.person.as_uuid()),
                extra_percent: Set(i32::try_from(percent).unwrap_or(0)),
                since: Set(micros(tx.now())),
            })
            .await?;
        }
        // The figures lie beside the fact, where they can be erased: they may tell of somebody's health.
        let fact = Fact::new("extra_time_set")
            .subject(self.person)
            .value("extra_percent_before", before.to_string())
            .value("extra_percent", percent.to_string());
        tx.fact(fact).await?;
        Ok(())
    }
}

/// By how many percent somebody's time is lengthened: the most that they or a duplicate of theirs were given.
pub(crate) async fn extra_percent(db: &impl ConnectionTrait, person: PersonId) -> Result<u32> {
    let rows = accommodations::Entity::find()
        .filter(accommodations::Column::PersonId.in_subquery(rows_of(person)))
        .all(db)
        .await?;
    let most = rows.iter().map(|row| row.extra_percent).max();
    Ok(most.and_then(|n| u32::try_from(n).ok()).unwrap_or(0))
}

/// By how many percent somebody's time is lengthened, for themselves and for who may lengthen it; nobody else is told.
///
/// # Errors
/// [`Error::Forbidden`] for everybody else.
pub async fn extra_time(store: &Store, ctx: &Ctx, person: PersonId) -> Result<u32> {
    let db = store.read();
    if ctx.actor != Actor::Person(person) {
        authorize_read_of(db, ctx, Action::TrainingAssign, Resource::Person(person)).await?;
    }
    extra_percent(db, person).await
}
