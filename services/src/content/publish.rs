//! Making a version of a course current.

use super::rules;
use crate::{
    Error, Result,
    entity::{content_versions, publications},
    store::{Command, Fact, Resource, Tx},
};
use domain::{
    audit::canonical::micros,
    content::{ContentHash, Kind, Slug},
    policy::Action,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;

/// The most characters of a reason.
pub const MAX_REASON: usize = 1_000;

/// Why a version is not published: a rule card that it rests on has come to its end, or nobody has reviewed it.
pub const RULES_BLOCK: &str = "rules_block";

/// What a new version changes for those who completed an earlier one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Something one has to know: completions of earlier versions may not suffice.
    Material,
    /// Wording only.
    Editorial,
}

impl Change {
    /// The stable name in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Material => "material",
            Self::Editorial => "editorial",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Material, Self::Editorial]
            .into_iter()
            .find(|change| change.code() == code)
    }
}

/// Makes a version current for everybody.
#[derive(Clone, Debug, Serialize)]
pub struct PublishCourse {
    /// The course.
    pub slug: Slug,
    /// The version, which has been imported.
    pub hash: ContentHash,
    /// What it changes.
    pub change: Change,
    /// Why now, in the publisher's words.
    pub reason: String,
}

impl Command for PublishCourse {
    const NAME: &'static str = "publish_course";
    type Output = i32;

    async fn run(&self, tx: &Tx) -> Result<i32> {
        let course = Resource::Course(self.slug.clone());
        tx.authorize(Action::ContentPublish, course).await?;
        if self.reason.trim().is_empty() {
            return Err(Error::field("reason", "required"));
        }
        if self.reason.chars().count() > MAX_REASON {
            return Err(Error::field("reason", "too_long"));
        }
        let version = content_versions::Entity::find_by_id(self.hash.as_bytes().to_vec())
            .one(tx.conn())
            .await?
            .filter(|v| v.kind == Kind::Course.code() && v.slug == self.slug.as_str())
            .ok_or(Error::NotFound)?;
        let today = tx.ctx().today();
        if !rules::blocking(tx.conn(), self.hash, today)
            .await?
            .is_empty()
        {
            return Err(Error::Conflict(RULES_BLOCK));
        }
        publish(tx, version.slug, self.hash, self.change, &self.reason).await
    }
}

/// Writes the publication and its fact. It answers the publication's number.
pub(super) async fn publish(
    tx: &Tx,
    slug: String,
    hash: ContentHash,
    change: Change,
    reason: &str,
) -> Result<i32> {
    let last = publications::Entity::find()
        .filter(publications::Column::Kind.eq(Kind::Course.code()))
        .filter(publications::Column::Slug.eq(slug.as_str()))
        .order_by_desc(publications::Column::Number)
        .one(tx.conn())
        .await?;
    if last.as_ref().is_some_and(|p| p.hash == hash.as_bytes()) {
        return Err(Error::Conflict("already_current"));
    }
    let number = last.map_or(1, |p| p.number + 1);
    let id: domain::ids::FactId = tx
        .fact(
            Fact::new("content_published")
                .subject(&slug)
                .code("version", hash)
                .code("number", number)
                .code("change", change.code())
                .reason(reason),
        )
        .await?;
    tx.insert(publications::ActiveModel {
        // The fact that says so and the row it says so of share their id.
        id: Set(id.as_uuid()),
        kind: Set(Kind::Course.code().to_owned()),
        slug: Set(slug),
        number: Set(number),
        hash: Set(hash.as_bytes().to_vec()),
        change: Set(change.code().to_owned()),
        published_at: Set(micros(tx.now())),
        published_by: Set(tx.ctx().actor.code()),
    })
    .await?;
    Ok(number)
}
