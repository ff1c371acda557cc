//! Keeping a draft: its author's paper, which nobody else sees and no log holds.

use super::{Typed, rows};
use crate::{
    Error, Result,
    entity::story_drafts,
    store::{Command, Resource, Tx},
};
use domain::{audit::canonical::micros, ids::StoryId, policy::Action};
use sea_orm::ActiveValue::Set;
use serde::Serialize;

/// The most drafts of one person: nobody needs more, and a form in a loop must not fill the disk.
const MOST_DRAFTS: u64 = 100;

/// Keeps what was typed without submitting it.
#[derive(Clone, Debug, Serialize)]
pub struct SaveDraft {
    /// The story, or `None` for a new one.
    pub story: Option<StoryId>,
    /// What was typed.
    pub typed: Typed,
}

impl Command for SaveDraft {
    const NAME: &'static str = "save_draft";
    type Output = StoryId;

    async fn run(&self, tx: &Tx) -> Result<StoryId> {
        let author = rows::person(tx)?;
        tx.authorize(Action::StoriesWrite, Resource::Person(author))
            .await?;
        self.typed.check_draft()?;
        let (id, old) = match self.story {
            Some(id) => (id, rows::own(tx, id, author).await?.0),
            None => {
                if drafts(tx, author).await? >= MOST_DRAFTS {
                    return Err(Error::field("title", "too_many_drafts"));
                }
                (tx.ctx().new_id(), None)
            }
        };
        let typed = self.typed.clone();
        let row = story_drafts::ActiveModel {
            story_id: Set(id.as_uuid()),
            author_id: Set(author.as_uuid()),
            title: Set(typed.title.trim().to_owned()),
            practice: Set(typed.practice.map(|p| p.code().to_owned())),
            language: Set(typed.language.code().to_owned()),
            done: Set(typed.done),
            audience: Set(typed.audience),
            outcome: Set(typed.outcome),
            saved_at: Set(micros(tx.now())),
        };
        if old.is_some() {
            tx.update(row).await?;
        } else {
            tx.insert(row).await?;
        }
        Ok(id)
    }
}

async fn drafts(tx: &Tx, author: domain::ids::PersonId) -> Result<u64> {
    use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
    Ok(story_drafts::Entity::find()
        .filter(story_drafts::Column::AuthorId.eq(author.as_uuid()))
        .count(tx.conn())
        .await?)
}
