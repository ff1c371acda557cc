//! "I used this": one person, one story, once; it can be taken back.

use super::{refused, rows};
use crate::{
    Result,
    accounts::merge::rows_of,
    entity::story_uses,
    store::{Command, Fact, Resource, Tx},
};
use domain::{
    audit::canonical::micros,
    ids::{PersonId, StoryId},
    policy::Action,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;

/// Says that one used a story.
#[derive(Clone, Debug, Serialize)]
pub struct MarkUsed {
    /// Which.
    pub story: StoryId,
}

impl Command for MarkUsed {
    const NAME: &'static str = "mark_story_used";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let person = rows::person(tx)?;
        tx.authorize(Action::StoriesRead, Resource::Any).await?;
        let (standing, _) = rows::standing(tx, self.story).await?;
        standing.may_use(person).map_err(refused)?;
        if counted(tx, self.story, person).await? > 0 {
            return Ok(());
        }
        add(tx, self.story, person, 1, "story_used").await
    }
}

/// Takes it back.
#[derive(Clone, Debug, Serialize)]
pub struct UnmarkUsed {
    /// Which.
    pub story: StoryId,
}

impl Command for UnmarkUsed {
    const NAME: &'static str = "unmark_story_used";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let person = rows::person(tx)?;
        tx.authorize(Action::StoriesRead, Resource::Any).await?;
        // Two rows of one human may both have used it.
        let counted = counted(tx, self.story, person).await?;
        if counted <= 0 {
            return Ok(());
        }
        add(tx, self.story, person, -counted, "story_use_taken_back").await
    }
}

/// How often this human is counted for the story.
async fn counted(tx: &Tx, story: StoryId, person: PersonId) -> Result<i32> {
    let rows = story_uses::Entity::find()
        .filter(story_uses::Column::StoryId.eq(story.as_uuid()))
        .filter(story_uses::Column::PersonId.in_subquery(rows_of(person)))
        .all(tx.conn())
        .await?;
    Ok(rows.iter().map(|row| row.count).sum())
}

async fn last(tx: &Tx, story: StoryId, person: PersonId) -> Result<Option<story_uses::Model>> {
    Ok(story_uses::Entity::find()
        .filter(story_uses::Column::StoryId.eq(story.as_uuid()))
        .filter(story_uses::Column::PersonId.eq(person.as_uuid()))
        .order_by_desc(story_uses::Column::Number)
        .one(tx.conn())
        .await?)
}

async fn add(
    tx: &Tx,
    story: StoryId,
    person: PersonId,
    count: i32,
    kind: &'static str,
) -> Result<()> {
    let last = last(tx, story, person).await?;
    let id = tx.fact(Fact::new(kind).subject(story)).await?;
    tx.insert(story_uses::ActiveModel {
        id: Set(id.as_uuid()),
        story_id: Set(story.as_uuid()),
        person_id: Set(person.as_uuid()),
        number: Set(last.map_or(1, |u| u.number + 1)),
        count: Set(count),
        used_at: Set(micros(tx.now())),
    })
    .await
}
