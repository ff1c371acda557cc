//! What waits to be published, and what it changes.

use super::{
    canonical::Stored,
    compare::{self, Difference, What},
    earlier,
    versions::{hash_of, read_course},
};
use crate::{
    Ctx, Error, Result,
    entity::{content_versions, course_members, publications},
    store::{Resource, Store, active_roles, authorize_read_of},
};
use domain::{
    audit::{canonical::from_micros, record::Actor},
    content::{ContentHash, Kind, Slug},
    language::Language,
    policy::{Access, Action, access},
    training::Earlier,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};
use time::OffsetDateTime;

/// A course of which a version newer than the one in force waits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CandidateSummary {
    /// The course.
    pub slug: Slug,
    /// Its title in the new version.
    pub title: String,
    /// The language of the title.
    pub language: Language,
    /// The new version.
    pub version: ContentHash,
    /// When it was brought in, UTC.
    pub imported_at: OffsetDateTime,
    /// Whether the course was never published before.
    pub first: bool,
}

/// A new version with what it changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CandidateDetails {
    /// The course.
    pub summary: CandidateSummary,
    /// The publication in force, if there is one.
    pub in_force: Option<InForce>,
    /// What differs from the version in force, in the order of the course.
    pub changes: Vec<PartChange>,
}

/// A publication.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InForce {
    /// From 1 for each course.
    pub number: i32,
    /// The version.
    pub version: ContentHash,
    /// When, UTC.
    pub published_at: OffsetDateTime,
    /// What it means for earlier completions; none when it is the first or changed wording only.
    pub earlier: Option<Earlier>,
}

/// Something a course is made of that the new version changes; or the course itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartChange {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub slug: String,
    /// Its title, in a language it has; its name where there is none.
    pub title: String,
    /// The language of the title.
    pub language: Option<Language>,
    /// What became of it.
    pub what: What,
    /// What differs, by the language of the text; none for what holds all languages at once.
    pub differences: Vec<(Option<Language>, Difference)>,
}

/// The courses of which a new version waits and that the actor may publish, by title.
///
/// # Errors
/// [`Error::Forbidden`] when the actor may publish nothing at all.
pub async fn candidates(store: &Store, ctx: &Ctx) -> Result<Vec<CandidateSummary>> {
    may_publish_something(store, ctx).await?;
    let mut found = Vec::new();
    for slug in course_slugs(store).await? {
        let course = Resource::Course(slug.clone());
        match authorize_read_of(store.read(), ctx, Action::ContentPublish, course).await {
            Ok(()) => found.extend(newest(store, &slug, ctx.language).await?),
            Err(Error::Forbidden) => {}
            Err(error) => return Err(error),
        }
    }
    found.sort_by(|a, b| a.title.cmp(&b.title));
    Ok(found)
}

/// The new version of a course that waits.
///
/// # Errors
/// [`Error::Forbidden`] when the actor may not publish this course.
pub async fn candidate(store: &Store, ctx: &Ctx, slug: &Slug) -> Result<Option<CandidateDetails>> {
    let course = Resource::Course(slug.clone());
    authorize_read_of(store.read(), ctx, Action::ContentPublish, course).await?;
    let Some(summary) = newest(store, slug, ctx.language).await? else {
        return Ok(None);
    };
    let in_force = last_publication(store, slug.as_str()).await?;
    let after = Whole::read(store, summary.version.as_bytes()).await?;
    let before = match &in_force {
        Some(publication) => Whole::read(store, &publication.hash).await?,
        None => Whole::default(),
    };
    Ok(Some(CandidateDetails {
        changes: before.changes(&after, ctx.language)?,
        in_force: in_force.map(published).transpose()?,
        summary,
    }))
}

/// The publication in force of a course that the actor may publish.
///
/// # Errors
/// [`Error::Forbidden`] when the actor may not publish this course.
pub async fn in_force(store: &Store, ctx: &Ctx, slug: &Slug) -> Result<Option<InForce>> {
    let course = Resource::Course(slug.clone());
    authorize_read_of(store.read(), ctx, Action::ContentPublish, course).await?;
    let publication = last_publication(store, slug.as_str()).await?;
    publication.map(published).transpose()
}

fn published(row: publications::Model) -> Result<InForce> {
    Ok(InForce {
        earlier: earlier::of_row(&row),
        number: row.number,
        version: hash_of(row.hash)?,
        published_at: instant(row.published_at)?,
    })
}

fn instant(micros: i64) -> Result<OffsetDateTime> {
    from_micros(micros).ok_or_else(|| Error::internal("an instant in the database cannot be read"))
}

/// A grant may reach one course only, so the question is whether any grant reaches any.
async fn may_publish_something(store: &Store, ctx: &Ctx) -> Result<()> {
    let person = match &ctx.actor {
        Actor::System(_) => return Ok(()),
        Actor::Anonymous => return Err(Error::Forbidden),
        Actor::Person(id) => *id,
    };
    let roles = active_roles(store.read(), person).await?;
    roles
        .iter()
        .any(|(role, _)| access(*role, Action::ContentPublish) != Access::Never)
        .then_some(())
        .ok_or(Error::Forbidden)
}

async fn course_slugs(store: &Store) -> Result<Vec<Slug>> {
    let slugs: Vec<String> = content_versions::Entity::find()
        .select_only()
        .column(content_versions::Column::Slug)
        .filter(content_versions::Column::Kind.eq(Kind::Course.code()))
        .distinct()
        .into_tuple()
        .all(store.read())
        .await?;
    Ok(slugs.iter().filter_map(|s| Slug::parse(s).ok()).collect())
}

async fn last_publication(store: &Store, slug: &str) -> Result<Option<publications::Model>> {
    Ok(publications::Entity::find()
        .filter(publications::Column::Kind.eq(Kind::Course.code()))
        .filter(publications::Column::Slug.eq(slug))
        .order_by_desc(publications::Column::Number)
        .one(store.read())
        .await?)
}

/// The last version brought in, when it came after the one in force and was never published.
pub(super) async fn newest(
    store: &Store,
    slug: &Slug,
    language: Language,
) -> Result<Option<CandidateSummary>> {
    let last = content_versions::Entity::find()
        .filter(content_versions::Column::Kind.eq(Kind::Course.code()))
        .filter(content_versions::Column::Slug.eq(slug.as_str()))
        .order_by_desc(content_versions::Column::ImportedAt)
        .order_by_desc(content_versions::Column::Hash)
        .one(store.read())
        .await?;
    let Some(last) = last else { return Ok(None) };
    let published = publications::Entity::find()
        .filter(publications::Column::Hash.eq(last.hash.clone()))
        .one(store.read())
        .await?;
    if published.is_some() {
        return Ok(None);
    }
    let course = read_course(&last.body)?;
    let (language, title) = super::queries::in_language(&course.title, language);
    Ok(Some(CandidateSummary {
        slug: slug.clone(),
        title,
        language,
        version: hash_of(last.hash)?,
        imported_at: instant(last.imported_at)?,
        first: last_publication(store, slug.as_str()).await?.is_none(),
    }))
}

/// A course version with its members, in order.
#[derive(Default)]
struct Whole {
    course: Option<content_versions::Model>,
    members: Vec<content_versions::Model>,
}

impl Whole {
    async fn read(store: &Store, hash: &[u8]) -> Result<Self> {
        let places = course_members::Entity::find()
            .filter(course_members::Column::CourseHash.eq(hash.to_vec()))
            .order_by_asc(course_members::Column::Position)
            .all(store.read())
            .await?;
        let wanted = places.iter().map(|p| p.member_hash.clone());
        let mut versions: BTreeMap<Vec<u8>, content_versions::Model> =
            content_versions::Entity::find()
                .filter(content_versions::Column::Hash.is_in(wanted.chain([hash.to_vec()])))
                .all(store.read())
                .await?
                .into_iter()
                .map(|version| (version.hash.clone(), version))
                .collect();
        Ok(Self {
            course: versions.remove(hash),
            members: places
                .into_iter()
                .filter_map(|place| versions.remove(&place.member_hash))
                .collect(),
        })
    }

    fn all(&self) -> impl Iterator<Item = &content_versions::Model> {
        self.course.iter().chain(&self.members)
    }

    fn find(&self, kind: &str, slug: &str) -> Option<&content_versions::Model> {
        self.all().find(|m| m.kind == kind && m.slug == slug)
    }

    fn changes(&self, after: &Self, language: Language) -> Result<Vec<PartChange>> {
        let mut found = Vec::new();
        for new in after.all() {
            let (what, old) = match self.find(&new.kind, &new.slug) {
                Some(old) if old.hash == new.hash => continue,
                Some(old) => (What::Changed, Some(old)),
                None => (What::Added, None),
            };
            let change = part_change(what, new, old, language)?;
            // A course version changes with its parts; that alone is nothing to tell.
            if change.kind != Kind::Course || !change.differences.is_empty() || old.is_none() {
                found.push(change);
            }
        }
        let kept: BTreeSet<(&str, &str)> = after
            .all()
            .map(|m| (m.kind.as_str(), m.slug.as_str()))
            .collect();
        for old in self.all() {
            if !kept.contains(&(old.kind.as_str(), old.slug.as_str())) {
                found.push(part_change(What::Removed, old, None, language)?);
            }
        }
        Ok(found)
    }
}

fn part_change(
    what: What,
    version: &content_versions::Model,
    earlier: Option<&content_versions::Model>,
    language: Language,
) -> Result<PartChange> {
    let kind = Kind::from_code(&version.kind)
        .ok_or_else(|| Error::internal("a content version of an unknown kind"))?;
    let mut change = PartChange {
        kind,
        slug: version.slug.clone(),
        title: version.slug.clone(),
        language: None,
        what,
        differences: Vec::new(),
    };
    if kind == Kind::Image {
        return Ok(change);
    }
    let stored = Stored::read(&version.body)?;
    if let Some((shown, title)) = title(&stored, language) {
        (change.language, change.title) = (Some(shown), title);
    }
    if let Some(earlier) = earlier {
        let earlier = Stored::read(&earlier.body)?;
        change.differences = differences(&earlier, &stored);
    }
    Ok(change)
}

fn differences(before: &Stored, after: &Stored) -> Vec<(Option<Language>, Difference)> {
    let mut found = Vec::new();
    for (language, document) in &after.documents {
        if let Some(earlier) = before.documents.get(language) {
            let differences = compare::documents(earlier, document);
            found.extend(differences.into_iter().map(|d| (*language, d)));
        }
    }
    found
}

fn title(stored: &Stored, language: Language) -> Option<(Language, String)> {
    let value = |document: &super::document::Document| {
        let fields = document.fields().iter();
        let mut titles = fields.filter(|(key, _)| key.name == "title");
        titles.next().map(|(_, value)| value.to_json())
    };
    if let Some(document) = stored.documents.get(&None) {
        let titles = value(document)?;
        let text = |l: Language| Some((l, titles.get(l.code())?.as_str()?.to_owned()));
        return text(language).or_else(|| Language::ALL.into_iter().find_map(text));
    }
    let found = stored.documents.get_key_value(&Some(language));
    let (shown, document) = found.or_else(|| stored.documents.first_key_value())?;
    Some(((*shown)?, value(document)?.as_str()?.to_owned()))
}
