//! Erasing the words of a story. What was decided about it stays, under hashes that nobody can guess from.

use super::{NOT_WITHDRAWN, rows};
use crate::{
    Error, Result,
    entity::{fact_values, sign_offs, story_drafts, story_texts, story_versions},
    store::{Command, Fact, Resource, Tx},
};
use domain::{
    ids::StoryId,
    policy::Action,
    stories::{Standing, StoryStatus},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;

/// Erases a story: every version's text, and what reviewers wrote about them. Its author does, with the draft, or who
/// looks after stories, at the author's request and with the reason.
#[derive(Clone, Debug, Serialize)]
pub struct EraseStory {
    /// Which.
    pub story: StoryId,
    /// Why; needed of everyone but its author.
    pub reason: String,
}

impl Command for EraseStory {
    const NAME: &'static str = "erase_story";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let actor = rows::person(tx)?;
        let story = match rows::own(tx, self.story, actor).await {
            Ok((_, story)) => story,
            Err(Error::NotFound) => return self.erase_for_another(tx).await,
            Err(error) => return Err(error),
        };
        tx.authorize(Action::StoriesErase, Resource::Person(actor))
            .await?;
        if story.is_some() {
            let (standing, _) = rows::standing(tx, self.story).await?;
            self.erase_versions(tx, &standing).await?;
        }
        tx.wrote("story_drafts");
        story_drafts::Entity::delete_by_id(self.story.as_uuid())
            .exec(tx.conn())
            .await?;
        Ok(())
    }
}

impl EraseStory {
    /// What cannot be undone asks for the password again and for a reason. A draft is its author's own paper: it stays.
    async fn erase_for_another(&self, tx: &Tx) -> Result<()> {
        let (standing, _) = rows::standing(tx, self.story).await?;
        // Who may not erase it learns nothing of it.
        tx.authorize(Action::StoriesErase, Resource::Person(standing.author))
            .await
            .map_err(|_| Error::NotFound)?;
        if !tx.ctx().confirmed_lately() {
            return Err(Error::Forbidden);
        }
        if self.reason.trim().is_empty() {
            return Err(Error::field("reason", "required"));
        }
        self.erase_versions(tx, &standing).await
    }

    async fn erase_versions(&self, tx: &Tx, standing: &Standing) -> Result<()> {
        if standing.status() != StoryStatus::Withdrawn {
            return Err(Error::Conflict(NOT_WITHDRAWN));
        }
        let erased = erase_versions(tx, self.story).await?;
        let mut fact = Fact::new("story_erased")
            .subject(self.story)
            .code("versions", erased);
        if !self.reason.trim().is_empty() {
            fact = fact.reason(self.reason.trim());
        }
        tx.fact(fact).await.map(drop)
    }
}

/// How many texts went.
async fn erase_versions(tx: &Tx, story: StoryId) -> Result<u64> {
    let versions: Vec<Vec<u8>> = story_versions::Entity::find()
        .filter(story_versions::Column::StoryId.eq(story.as_uuid()))
        .all(tx.conn())
        .await?
        .into_iter()
        .map(|v| v.hash)
        .collect();
    let notes: Vec<uuid::Uuid> = sign_offs::Entity::find()
        .filter(sign_offs::Column::Hash.is_in(versions.clone()))
        .all(tx.conn())
        .await?
        .into_iter()
        .map(|s| s.id)
        .collect();
    tx.wrote("story_texts");
    let erased = story_texts::Entity::delete_many()
        .filter(story_texts::Column::Hash.is_in(versions))
        .exec(tx.conn())
        .await?;
    tx.wrote("fact_values");
    fact_values::Entity::delete_many()
        .filter(fact_values::Column::FactId.is_in(notes))
        .exec(tx.conn())
        .await?;
    Ok(erased.rows_affected)
}
