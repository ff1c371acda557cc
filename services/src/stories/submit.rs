//! Submitting: a draft becomes a version that a reviewer can sign.

use super::{Typed, refused, rows};
use crate::{
    Result, ctx,
    entity::{stories, story_drafts, story_texts, story_versions},
    store::{Command, Fact, Resource, Tx},
};
use domain::{
    audit::canonical::micros,
    content::ContentHash,
    ids::StoryId,
    policy::Action,
    stories::{Standing, StoryStatus, StoryText},
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde::{Deserialize, Serialize};

/// Hands a story in for signing off.
#[derive(Clone, Debug, Serialize)]
pub struct SubmitStory {
    /// The story, or `None` for a new one.
    pub story: Option<StoryId>,
    /// What was typed.
    pub typed: Typed,
}

/// What was handed in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Submitted {
    /// The story.
    pub story: StoryId,
    /// Its newest version.
    pub version: ContentHash,
    /// The version's number, from 1.
    pub number: i32,
}

impl Command for SubmitStory {
    const NAME: &'static str = "submit_story";
    type Output = Submitted;

    async fn run(&self, tx: &Tx) -> Result<Submitted> {
        let author = rows::person(tx)?;
        tx.authorize(Action::StoriesWrite, Resource::Person(author))
            .await?;
        let text = self.typed.parse()?;
        let (story, exists) = match self.story {
            Some(id) => (id, rows::own(tx, id, author).await?.1.is_some()),
            None => (tx.ctx().new_id(), false),
        };
        let number = if exists {
            let (standing, latest) = rows::standing(tx, story).await?;
            standing.submit(author, standing.latest).map_err(refused)?;
            if is_there_already(tx, &standing, &latest, &text).await? {
                forget_draft(tx, story).await?;
                return Ok(Submitted {
                    story,
                    version: standing.latest,
                    number: latest.number,
                });
            }
            latest.number + 1
        } else {
            tx.insert(stories::ActiveModel {
                id: Set(story.as_uuid()),
                author_id: Set(author.as_uuid()),
                created_at: Set(micros(tx.now())),
            })
            .await?;
            1
        };
        let version = insert(tx, story, number, &text).await?;
        forget_draft(tx, story).await?;
        Ok(Submitted {
            story,
            version,
            number,
        })
    }
}

/// The same words from a second window are the same submission, unless somebody asked for others.
async fn is_there_already(
    tx: &Tx,
    standing: &Standing,
    latest: &story_versions::Model,
    text: &StoryText,
) -> Result<bool> {
    let alive = matches!(
        standing.status(),
        StoryStatus::Submitted | StoryStatus::SignedOff | StoryStatus::Published
    );
    Ok(alive && rows::text(tx, latest).await? == *text)
}

async fn insert(tx: &Tx, story: StoryId, number: i32, text: &StoryText) -> Result<ContentHash> {
    let mut salt = [0; 16];
    ctx::fill_random(&mut salt);
    let version = text.hash(story, number, &salt);
    tx.insert(story_versions::ActiveModel {
        hash: Set(version.as_bytes().to_vec()),
        story_id: Set(story.as_uuid()),
        number: Set(number),
        practice: Set(text.practice.code().to_owned()),
        language: Set(text.language.code().to_owned()),
        submitted_at: Set(micros(tx.now())),
    })
    .await?;
    tx.insert(story_texts::ActiveModel {
        hash: Set(version.as_bytes().to_vec()),
        salt: Set(salt.to_vec()),
        title: Set(text.title.to_string()),
        done: Set(text.done.to_string()),
        audience: Set(text.audience.to_string()),
        outcome: Set(text.outcome.to_string()),
    })
    .await?;
    tx.fact(
        Fact::new("story_submitted")
            .subject(story)
            .code("version", version)
            .code("number", number)
            .code("practice", text.practice.code())
            .code("language", text.language.code()),
    )
    .await?;
    Ok(version)
}

async fn forget_draft(tx: &Tx, story: StoryId) -> Result<()> {
    tx.wrote("story_drafts");
    story_drafts::Entity::delete_by_id(story.as_uuid())
        .exec(tx.conn())
        .await?;
    Ok(())
}
