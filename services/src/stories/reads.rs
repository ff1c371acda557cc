//! Counting readers: one person, one story, one day.

use super::{refused, rows};
use crate::{
    Result,
    entity::story_reads,
    store::{Command, Resource, Tx},
};
use domain::{ids::StoryId, policy::Action, stories::StoryError};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde::Serialize;

/// Counts that the actor read a story today. An author does not count as a reader of their own.
#[derive(Clone, Debug, Serialize)]
pub struct RecordRead {
    /// Which.
    pub story: StoryId,
}

impl Command for RecordRead {
    const NAME: &'static str = "record_story_read";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let person = rows::person(tx)?;
        tx.authorize(Action::StoriesRead, Resource::Any).await?;
        let (standing, _) = rows::standing(tx, self.story).await?;
        match standing.may_use(person) {
            Ok(()) => {}
            Err(StoryError::Own) => return Ok(()),
            Err(error) => return Err(refused(error)),
        }
        let day = day(tx.now(), &tx.ctx().zone);
        let key = (self.story.as_uuid(), person.as_uuid(), day.clone());
        if story_reads::Entity::find_by_id(key)
            .one(tx.conn())
            .await?
            .is_some()
        {
            return Ok(());
        }
        tx.insert(story_reads::ActiveModel {
            story_id: Set(self.story.as_uuid()),
            person_id: Set(person.as_uuid()),
            day: Set(day),
        })
        .await
    }
}

/// The date on the reader's wall, `YYYY-MM-DD`.
pub(super) fn day(at: time::OffsetDateTime, zone: &str) -> String {
    let date = crate::zone::in_zone(at, zone).date();
    format!(
        "{:04}-{:02}-{:02}",
        date.year(),
        u8::from(date.month()),
        date.day()
    )
}
