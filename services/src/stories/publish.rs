//! Opening a signed-off story to everyone, and taking a story back.

use super::{refused, rows};
use crate::{
    Error, Result,
    entity::story_publications,
    store::{Command, Fact, Resource, Tx},
};
use domain::{
    audit::canonical::micros,
    content::ContentHash,
    ids::{FactId, StoryId},
    policy::Action,
    stories::PublicationChange,
};
use sea_orm::ActiveValue::Set;
use serde::Serialize;

/// Opens a version to everyone.
#[derive(Clone, Debug, Serialize)]
pub struct PublishStory {
    /// Which story.
    pub story: StoryId,
    /// The version that was signed off.
    pub version: ContentHash,
}

impl Command for PublishStory {
    const NAME: &'static str = "publish_story";
    type Output = FactId;

    async fn run(&self, tx: &Tx) -> Result<FactId> {
        let (standing, latest) = rows::standing(tx, self.story).await?;
        tx.authorize(Action::StoriesPublish, Resource::Person(standing.author))
            .await?;
        standing.publish(self.version).map_err(refused)?;
        rows::text(tx, &latest).await?;
        let fact = Fact::new("story_published").code("number", latest.number);
        change(
            tx,
            self.story,
            self.version,
            PublicationChange::Published,
            fact,
        )
        .await
    }
}

/// Takes a story back: its author does, or who publishes.
#[derive(Clone, Debug, Serialize)]
pub struct WithdrawStory {
    /// Which story.
    pub story: StoryId,
    /// Why.
    pub reason: String,
}

impl Command for WithdrawStory {
    const NAME: &'static str = "withdraw_story";
    type Output = FactId;

    async fn run(&self, tx: &Tx) -> Result<FactId> {
        let (standing, _) = rows::standing(tx, self.story).await?;
        tx.authorize(Action::StoriesWithdraw, Resource::Person(standing.author))
            .await?;
        standing.withdraw().map_err(refused)?;
        let reason = self.reason.trim();
        if reason.is_empty() {
            return Err(Error::field("reason", "required"));
        }
        if reason.chars().count() > 500 {
            return Err(Error::field("reason", "too_long"));
        }
        let fact = Fact::new("story_withdrawn").reason(reason);
        change(
            tx,
            self.story,
            standing.latest,
            PublicationChange::Withdrawn,
            fact,
        )
        .await
    }
}

async fn change(
    tx: &Tx,
    story: StoryId,
    version: ContentHash,
    change: PublicationChange,
    fact: Fact,
) -> Result<FactId> {
    let last = rows::last_publication(tx, story).await?;
    let id = tx
        .fact(fact.subject(story).code("version", version))
        .await?;
    tx.insert(story_publications::ActiveModel {
        id: Set(id.as_uuid()),
        story_id: Set(story.as_uuid()),
        number: Set(last.map_or(1, |p| p.number + 1)),
        hash: Set(version.as_bytes().to_vec()),
        change: Set(change.code().to_owned()),
        changed_by: Set(tx.ctx().actor.code()),
        changed_at: Set(micros(tx.now())),
    })
    .await?;
    Ok(id)
}
