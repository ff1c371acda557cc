//! Reading a story's rows inside a transaction.

use super::CHANGED;
use crate::{
    Error, Result,
    accounts::merge::kept,
    ctx::Actor,
    entity::{sign_offs, stories, story_drafts, story_publications, story_texts, story_versions},
    store::Tx,
};
use domain::{
    content::{ContentHash, Practice},
    ids::{PersonId, StoryId},
    language::Language,
    stories::{
        Decision, Publication, PublicationChange, SignOff, Signing, Standing, StoryPart, StoryText,
        StoryTitle,
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeMap, BTreeSet};

/// The person who acts: no program tells, signs or uses a story.
pub(super) fn person(tx: &Tx) -> Result<PersonId> {
    match tx.ctx().actor {
        Actor::Person(id) => Ok(id),
        _ => Err(Error::Forbidden),
    }
}

pub(super) fn hash(bytes: &[u8]) -> Result<ContentHash> {
    bytes
        .try_into()
        .map(ContentHash)
        .map_err(|_| Error::internal("a story's hash is not 32 bytes long"))
}

/// The draft and the story of this id, if they are this person's, or a duplicate's of them. Another's are as if they
/// were not.
pub(super) async fn own(
    tx: &Tx,
    id: StoryId,
    author: PersonId,
) -> Result<(Option<story_drafts::Model>, Option<stories::Model>)> {
    let draft = story_drafts::Entity::find_by_id(id.as_uuid())
        .one(tx.conn())
        .await?;
    let story = stories::Entity::find_by_id(id.as_uuid())
        .one(tx.conn())
        .await?;
    let authors = draft.iter().map(|d| d.author_id);
    let authors: BTreeSet<_> = authors.chain(story.iter().map(|s| s.author_id)).collect();
    for id in &authors {
        if kept(tx.conn(), PersonId::from_uuid(*id)).await? != author {
            return Err(Error::NotFound);
        }
    }
    if authors.is_empty() {
        return Err(Error::NotFound);
    }
    Ok((draft, story))
}

/// The newest version and where the story stands. What a duplicate told or signed, the person who was kept did.
pub(super) async fn standing(tx: &Tx, id: StoryId) -> Result<(Standing, story_versions::Model)> {
    let story = stories::Entity::find_by_id(id.as_uuid())
        .one(tx.conn())
        .await?
        .ok_or(Error::NotFound)?;
    let latest = story_versions::Entity::find()
        .filter(story_versions::Column::StoryId.eq(id.as_uuid()))
        .order_by_desc(story_versions::Column::Number)
        .one(tx.conn())
        .await?
        .ok_or_else(|| Error::internal("a story without a version"))?;
    let sign_offs = last_words(tx, &latest.hash).await?;
    let publication = last_publication(tx, id)
        .await?
        .map(|p| {
            Ok::<_, Error>(Publication {
                change: PublicationChange::from_code(&p.change)
                    .ok_or_else(|| Error::internal("unknown change"))?,
                version: hash(&p.hash)?,
            })
        })
        .transpose()?;
    let standing = Standing {
        author: kept(tx.conn(), PersonId::from_uuid(story.author_id)).await?,
        latest: hash(&latest.hash)?,
        sign_offs,
        publication,
    };
    Ok((standing, latest))
}

/// The last word of each department on a version.
async fn last_words(tx: &Tx, version: &[u8]) -> Result<Vec<SignOff>> {
    let rows = sign_offs::Entity::find()
        .filter(sign_offs::Column::Hash.eq(version.to_vec()))
        .order_by_asc(sign_offs::Column::Number)
        .all(tx.conn())
        .await?;
    let mut words: BTreeMap<Signing, SignOff> = BTreeMap::new();
    for row in rows {
        let reviewer = kept(tx.conn(), PersonId::from_uuid(row.reviewer_id)).await?;
        let word = word(&row.department, reviewer, &row.decision)?;
        words.insert(word.department, word);
    }
    Ok(words.into_values().collect())
}

/// A sign-off as the table holds it.
pub(super) fn word(department: &str, reviewer: PersonId, decision: &str) -> Result<SignOff> {
    let (department, decision) = department
        .parse()
        .ok()
        .zip(Decision::from_code(decision))
        .ok_or_else(|| Error::internal("a sign-off that no version of the program writes"))?;
    Ok(SignOff {
        department,
        reviewer,
        decision,
    })
}

pub(super) async fn last_publication(
    tx: &Tx,
    id: StoryId,
) -> Result<Option<story_publications::Model>> {
    Ok(story_publications::Entity::find()
        .filter(story_publications::Column::StoryId.eq(id.as_uuid()))
        .order_by_desc(story_publications::Column::Number)
        .one(tx.conn())
        .await?)
}

/// The text of a version, which must be what its hash says. An erased one is a changed one.
pub(super) async fn text(tx: &Tx, version: &story_versions::Model) -> Result<StoryText> {
    let row = story_texts::Entity::find_by_id(version.hash.clone())
        .one(tx.conn())
        .await?
        .ok_or(Error::Conflict(CHANGED))?;
    let salt: [u8; 16] = row.salt.as_slice().try_into().map_err(altered)?;
    let text = StoryText {
        title: StoryTitle::parse(&row.title).map_err(altered)?,
        practice: Practice::from_code(&version.practice).ok_or_else(|| altered(()))?,
        language: Language::from_code(&version.language).ok_or_else(|| altered(()))?,
        done: StoryPart::parse(&row.done).map_err(altered)?,
        audience: StoryPart::parse(&row.audience).map_err(altered)?,
        outcome: StoryPart::parse(&row.outcome).map_err(altered)?,
    };
    let story = StoryId::from_uuid(version.story_id);
    if text.hash(story, version.number, &salt) == hash(&version.hash)? {
        Ok(text)
    } else {
        Err(altered(()))
    }
}

fn altered<E>(_: E) -> Error {
    Error::internal("the text of a story is not what its hash says")
}
