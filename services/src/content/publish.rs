//! Making a version of a course current.

use super::{TypedEarlier, earlier::column, rules};
use crate::{
    Error, Result,
    entity::{content_versions, publications},
    error::FieldError,
    store::{Command, Fact, Resource, Tx},
    training::due_again,
};
use domain::{
    audit::canonical::micros,
    content::{ContentHash, Kind, Slug},
    policy::Action,
    training::Earlier,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;

/// The most characters of a reason.
pub const MAX_REASON: usize = 1_000;

/// Why a version is not published: it is in force already.
pub const ALREADY_CURRENT: &str = "already_current";

/// Why a version is not published: a rule card that it rests on has come to its end, or nobody has reviewed it.
pub const RULES_BLOCK: &str = "rules_block";

/// What a new version changes for those who completed an earlier one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Something one has to know: whether completions of earlier versions suffice is said with it.
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
    /// What it means for those who completed an earlier version; read only of a material change, and not of the first
    /// publication.
    pub earlier: TypedEarlier,
    /// Why now, in the publisher's words.
    pub reason: String,
}

impl Command for PublishCourse {
    const NAME: &'static str = "publish_course";
    type Output = i32;

    async fn run(&self, tx: &Tx) -> Result<i32> {
        let course = Resource::Course(self.slug.clone());
        tx.authorize(Action::ContentPublish, course).await?;
        let version = content_versions::Entity::find_by_id(self.hash.as_bytes().to_vec())
            .one(tx.conn())
            .await?
            .filter(|v| v.kind == Kind::Course.code() && v.slug == self.slug.as_str())
            .ok_or(Error::NotFound)?;
        let last = last(tx, &self.slug).await?;
        if last.as_ref().is_some_and(|p| p.hash == version.hash) {
            return Err(Error::Conflict(ALREADY_CURRENT));
        }
        let mut wrong = Vec::new();
        let earlier = match (self.change, &last) {
            (Change::Material, Some(_)) => self.earlier.parse(&mut wrong),
            _ => None,
        };
        self.check_reason(&mut wrong);
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        let today = tx.ctx().today();
        if !rules::blocking(tx.conn(), self.hash, today)
            .await?
            .is_empty()
        {
            return Err(Error::Conflict(RULES_BLOCK));
        }
        let new = Publication {
            slug: &self.slug,
            hash: self.hash,
            change: self.change,
            earlier,
            reason: &self.reason,
        };
        publish(tx, &new).await
    }
}

impl PublishCourse {
    fn check_reason(&self, wrong: &mut Vec<FieldError>) {
        let mut note = |code| {
            let field = "reason";
            wrong.push(FieldError { field, code });
        };
        if self.reason.trim().is_empty() {
            note("required");
        }
        if self.reason.chars().count() > MAX_REASON {
            note("too_long");
        }
    }
}

/// The last publication of a course.
async fn last(tx: &Tx, slug: &Slug) -> Result<Option<publications::Model>> {
    Ok(publications::Entity::find()
        .filter(publications::Column::Kind.eq(Kind::Course.code()))
        .filter(publications::Column::Slug.eq(slug.as_str()))
        .order_by_desc(publications::Column::Number)
        .one(tx.conn())
        .await?)
}

/// What is to become the version in force.
pub(super) struct Publication<'a> {
    pub(super) slug: &'a Slug,
    pub(super) hash: ContentHash,
    pub(super) change: Change,
    pub(super) earlier: Option<Earlier>,
    pub(super) reason: &'a str,
}

/// Writes the publication and its fact, and moves the last days of those for whom it is due again. It answers the
/// publication's number.
pub(super) async fn publish(tx: &Tx, new: &Publication<'_>) -> Result<i32> {
    let last = last(tx, new.slug).await?;
    if last.as_ref().is_some_and(|p| p.hash == new.hash.as_bytes()) {
        return Err(Error::Conflict(ALREADY_CURRENT));
    }
    let number = last.map_or(1, |p| p.number + 1);
    let mut fact = Fact::new("content_published")
        .subject(new.slug)
        .code("version", new.hash)
        .code("number", number)
        .code("change", new.change.code())
        .reason(new.reason);
    if let Some(earlier) = new.earlier {
        fact = fact.code("earlier", earlier.code());
    }
    let due_again_days = column(new.earlier);
    if let Some(days) = due_again_days {
        fact = fact.code("due_again_days", days);
    }
    let id: domain::ids::FactId = tx.fact(fact).await?;
    if let Some(earlier) = new.earlier {
        due_again(tx, new.slug, (number, new.hash), earlier).await?;
    }
    tx.insert(publications::ActiveModel {
        // The fact that says so and the row it says so of share their id.
        id: Set(id.as_uuid()),
        kind: Set(Kind::Course.code().to_owned()),
        slug: Set(new.slug.to_string()),
        number: Set(number),
        hash: Set(new.hash.as_bytes().to_vec()),
        change: Set(new.change.code().to_owned()),
        published_at: Set(micros(tx.now())),
        published_by: Set(tx.ctx().actor.code()),
        due_again_days: Set(due_again_days),
    })
    .await?;
    Ok(number)
}
