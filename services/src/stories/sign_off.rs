//! A department's decision on exactly the version that its reviewer read.

use super::{departments, refused, rows};
use crate::{
    Error, Result,
    entity::sign_offs,
    store::{Command, Fact, Resource, Tx},
};
use domain::{
    audit::canonical::micros,
    content::ContentHash,
    ids::{FactId, StoryId},
    policy::Action,
    stories::{Decision, SignOff, Signing},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;

/// The most characters of a note.
const MOST_NOTE: usize = 2_000;

/// Signs a story off, or sends it back.
#[derive(Clone, Debug, Serialize)]
pub struct SignOffStory {
    /// Which story.
    pub story: StoryId,
    /// The version that was read.
    pub version: ContentHash,
    /// For which department: one the reviewer may sign for.
    pub department: Signing,
    /// What the reviewer says.
    pub decision: Decision,
    /// Why, to its author; needed when it is sent back.
    pub note: String,
}

impl Command for SignOffStory {
    const NAME: &'static str = "sign_off_story";
    type Output = FactId;

    async fn run(&self, tx: &Tx) -> Result<FactId> {
        let reviewer = rows::person(tx)?;
        let (standing, latest) = rows::standing(tx, self.story).await?;
        tx.authorize(Action::StoriesSignOff, Resource::Person(standing.author))
            .await?;
        let own = departments::of(tx.conn(), tx.ctx(), reviewer).await?;
        if !own.contains(&self.department) {
            return Err(Error::Forbidden);
        }
        let word = SignOff {
            department: self.department,
            reviewer,
            decision: self.decision,
        };
        standing.decide(self.version, word).map_err(refused)?;
        // What is signed is what the hash says, and it is there.
        rows::text(tx, &latest).await?;
        let note = self.note.trim();
        if self.decision == Decision::SentBack && note.is_empty() {
            return Err(Error::field("note", "required"));
        }
        if note.chars().count() > MOST_NOTE {
            return Err(Error::field("note", "too_long"));
        }
        let kind = match self.decision {
            Decision::Approved => "story_signed_off",
            Decision::SentBack => "story_sent_back",
        };
        let mut fact = Fact::new(kind)
            .subject(self.story)
            .code("version", self.version)
            .code("number", latest.number)
            .code("department", self.department);
        if !note.is_empty() {
            fact = fact.reason(note);
        }
        let before = sign_offs::Entity::find()
            .filter(sign_offs::Column::Hash.eq(self.version.as_bytes().to_vec()))
            .filter(sign_offs::Column::Department.eq(self.department.to_string()))
            .order_by_desc(sign_offs::Column::Number)
            .one(tx.conn())
            .await?;
        let id = tx.fact(fact).await?;
        tx.insert(sign_offs::ActiveModel {
            // The fact that says so and the row it says so of share their id: the note lies with the fact.
            id: Set(id.as_uuid()),
            hash: Set(self.version.as_bytes().to_vec()),
            reviewer_id: Set(reviewer.as_uuid()),
            decision: Set(self.decision.code().to_owned()),
            decided_at: Set(micros(tx.now())),
            department: Set(self.department.to_string()),
            number: Set(before.map_or(1, |b| b.number + 1)),
        })
        .await?;
        Ok(id)
    }
}
