//! Versions as the database holds them, and which of a course is in force.

use super::{
    canonical::Stored,
    findings::Findings,
    model::{Course, Part, RuleCard},
    parse,
    publish::Change,
    render::Setting,
};
use crate::{
    Error, Result,
    entity::{content_versions, course_members, publications},
    store::Store,
};
use domain::{
    content::{ContentHash, Kind, Slug},
    language::Language,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeMap, BTreeSet};

/// A version in force with all it is made of.
#[derive(Debug)]
pub struct CourseVersion {
    /// Its name.
    pub hash: ContentHash,
    /// The course.
    pub course: Course,
    /// Its members, in order.
    pub(super) members: Vec<content_versions::Model>,
}

/// The version of a course that is in force.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn current(store: &Store, slug: &Slug) -> Result<Option<CourseVersion>> {
    current_in(store.read(), slug).await
}

/// As [`current`], within a transaction.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn current_in(db: &impl ConnectionTrait, slug: &Slug) -> Result<Option<CourseVersion>> {
    match latest_in(db, slug.as_str()).await? {
        Some(hash) => course_version(db, hash_of(hash)?).await,
        None => Ok(None),
    }
}

/// A version of a course, in force or not: what somebody began with stays readable.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn course_version(
    db: &impl ConnectionTrait,
    version: ContentHash,
) -> Result<Option<CourseVersion>> {
    let hash = version.as_bytes().to_vec();
    let places = course_members::Entity::find()
        .filter(course_members::Column::CourseHash.eq(hash.clone()))
        .order_by_asc(course_members::Column::Position)
        .all(db)
        .await?;
    let mut wanted: Vec<Vec<u8>> = places.iter().map(|p| p.member_hash.clone()).collect();
    wanted.push(hash.clone());
    let mut versions: BTreeMap<Vec<u8>, content_versions::Model> = content_versions::Entity::find()
        .filter(content_versions::Column::Hash.is_in(wanted))
        .all(db)
        .await?
        .into_iter()
        .map(|version| (version.hash.clone(), version))
        .collect();
    let Some(course) = versions.remove(&hash) else {
        return Ok(None);
    };
    Ok(Some(CourseVersion {
        hash: hash_of(hash)?,
        course: read_course(&course.body)?,
        members: places
            .into_iter()
            .filter_map(|place| versions.remove(&place.member_hash))
            .collect(),
    }))
}

/// The versions of a course in the order in which they were published, the newest first, each with whether it was a
/// material change. None when nothing is published.
pub(crate) async fn editions(
    db: &impl ConnectionTrait,
    slug: &Slug,
) -> Result<Vec<(ContentHash, bool)>> {
    let rows = publications::Entity::find()
        .filter(publications::Column::Kind.eq(Kind::Course.code()))
        .filter(publications::Column::Slug.eq(slug.as_str()))
        .order_by_desc(publications::Column::Number)
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| Ok((hash_of(row.hash)?, row.change == Change::Material.code())))
        .collect()
}

/// The versions in force of these courses, those that have one, each with its quizzes and rule cards alone: in three
/// statements whatever their number, and without a picture.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub(crate) async fn quizzes_in_force(
    db: &impl ConnectionTrait,
    courses: &BTreeSet<&Slug>,
) -> Result<Vec<CourseVersion>> {
    let published = publications::Entity::find()
        .filter(publications::Column::Kind.eq(Kind::Course.code()))
        .filter(publications::Column::Slug.is_in(courses.iter().map(|slug| slug.as_str())))
        .order_by_asc(publications::Column::Number)
        .all(db)
        .await?;
    // Of each course the last publication counts.
    let latest: BTreeMap<String, Vec<u8>> =
        published.into_iter().map(|p| (p.slug, p.hash)).collect();
    let mut places: BTreeMap<Vec<u8>, Vec<Vec<u8>>> = BTreeMap::new();
    let rows = course_members::Entity::find()
        .filter(course_members::Column::CourseHash.is_in(latest.values().cloned()))
        .order_by_asc(course_members::Column::Position)
        .all(db)
        .await?;
    for row in rows {
        let members = places.entry(row.course_hash).or_default();
        members.push(row.member_hash);
    }
    let wanted: BTreeSet<&Vec<u8>> = places.values().flatten().chain(latest.values()).collect();
    let kinds = [Kind::Course, Kind::Quiz, Kind::RuleCard].map(Kind::code);
    // Courses may share a rule card.
    let versions: BTreeMap<Vec<u8>, content_versions::Model> = content_versions::Entity::find()
        .filter(content_versions::Column::Hash.is_in(wanted.into_iter().cloned()))
        .filter(content_versions::Column::Kind.is_in(kinds))
        .all(db)
        .await?
        .into_iter()
        .map(|version| (version.hash.clone(), version))
        .collect();
    let mut all = Vec::new();
    for hash in latest.into_values() {
        let Some(course) = versions.get(&hash) else {
            continue;
        };
        let members = places.remove(&hash).unwrap_or_default();
        let members = members
            .iter()
            .filter_map(|hash| versions.get(hash).cloned());
        all.push(CourseVersion {
            course: read_course(&course.body)?,
            members: members.collect(),
            hash: hash_of(hash)?,
        });
    }
    Ok(all)
}

pub(super) async fn latest(store: &Store, slug: &str) -> Result<Option<Vec<u8>>> {
    latest_in(store.read(), slug).await
}

async fn latest_in(db: &impl ConnectionTrait, slug: &str) -> Result<Option<Vec<u8>>> {
    let publication = publications::Entity::find()
        .filter(publications::Column::Kind.eq(Kind::Course.code()))
        .filter(publications::Column::Slug.eq(slug))
        .order_by_desc(publications::Column::Number)
        .one(db)
        .await?;
    Ok(publication.map(|p| p.hash))
}

impl CourseVersion {
    /// Its parts, in order: what each is, its name and its version.
    ///
    /// # Errors
    /// [`Error::Internal`] when the database holds something else than parts.
    pub fn parts(&self) -> Result<Vec<(Kind, Slug, ContentHash)>> {
        let parts = self.members.iter().filter(|m| is_part(m));
        parts
            .map(|m| {
                let kind = Kind::from_code(&m.kind);
                let slug = Slug::parse(&m.slug).ok();
                let (kind, slug) = kind
                    .zip(slug)
                    .ok_or_else(|| Error::internal("a part has no kind or no name"))?;
                Ok((kind, slug, hash_of(m.hash.clone())?))
            })
            .collect()
    }

    /// The part that follows this one.
    #[must_use]
    pub fn part_after(&self, slug: &Slug) -> Option<Slug> {
        let mut parts = self.members.iter().filter(|m| is_part(m));
        parts.find(|m| m.slug == slug.as_str())?;
        Slug::parse(&parts.next()?.slug).ok()
    }

    /// One of its parts in this language, or in one it has.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it has no such part.
    pub fn part(&self, slug: &Slug, language: Language) -> Result<(Language, Part)> {
        let mut parts = self.members.iter().filter(|m| is_part(m));
        let found = parts.find(|m| m.slug == slug.as_str());
        read_part(&found.ok_or(Error::NotFound)?.body, language)
    }

    /// Whether another version has this part word for word, and the part rests on the same rule cards there.
    ///
    /// # Errors
    /// [`Error::Internal`] when the part cannot be read.
    pub fn shares(&self, other: &Self, part: &str) -> Result<bool> {
        let mut parts = self.members.iter().filter(|m| is_part(m));
        let Some(own) = parts.find(|m| m.slug == part) else {
            return Ok(false);
        };
        if !other.members.iter().any(|m| m.hash == own.hash) {
            return Ok(false);
        }
        // Names are the same in every language.
        let (_, part) = read_part(&own.body, Language::default())?;
        let same = part
            .rules()
            .all(|id| self.rule_version(id) == other.rule_version(id));
        Ok(same)
    }

    /// One of the rule cards it rests on.
    ///
    /// # Errors
    /// [`Error::Internal`] when the card cannot be read.
    pub fn rule(&self, id: &str) -> Result<Option<RuleCard>> {
        let rules = |m: &&content_versions::Model| m.kind == Kind::RuleCard.code() && m.slug == id;
        let found = self.members.iter().find(rules);
        found.map(|m| read_rule(&m.body)).transpose()
    }

    /// Which version of a rule card it rests on.
    #[must_use]
    pub fn rule_version(&self, id: &str) -> Option<ContentHash> {
        let rules = |m: &&content_versions::Model| m.kind == Kind::RuleCard.code() && m.slug == id;
        let found = self.members.iter().find(rules)?;
        hash_of(found.hash.clone()).ok()
    }

    /// How texts of this course are rendered.
    #[must_use]
    pub fn setting(&self, language: Language) -> Setting {
        let images = self
            .members
            .iter()
            .filter(|m| m.kind == Kind::Image.code())
            .filter_map(|m| {
                let hash = hash_of(m.hash.clone()).ok()?;
                Some((
                    format!("../images/{}", m.slug),
                    format!("/content/images/{hash}"),
                ))
            })
            .collect();
        Setting { language, images }
    }
}

pub(super) fn is_part(row: &content_versions::Model) -> bool {
    [Kind::Module, Kind::Quiz, Kind::Scenario]
        .iter()
        .any(|kind| row.kind == kind.code())
}

pub(super) fn hash_of(bytes: Vec<u8>) -> Result<ContentHash> {
    bytes
        .try_into()
        .map(ContentHash)
        .map_err(|_| Error::internal("a content hash in the database is not 32 bytes long"))
}

pub(super) fn read_course(body: &[u8]) -> Result<Course> {
    let stored = Stored::read(body)?;
    stored
        .documents
        .get(&None)
        .and_then(|document| parse::course(document, &mut Findings::default()))
        .ok_or_else(|| Error::internal(format!("the course {} cannot be read", stored.slug)))
}

pub(super) fn read_rule(body: &[u8]) -> Result<RuleCard> {
    let stored = Stored::read(body)?;
    stored
        .documents
        .get(&None)
        .and_then(|document| parse::rule(document, &mut Findings::default()))
        .ok_or_else(|| Error::internal(format!("the rule card {} cannot be read", stored.slug)))
}

/// A part in this language, or in one it has.
pub(crate) fn read_part(body: &[u8], language: Language) -> Result<(Language, Part)> {
    let stored = Stored::read(body)?;
    let found = stored
        .documents
        .get_key_value(&Some(language))
        .or_else(|| stored.documents.first_key_value());
    found
        .and_then(|(shown, document)| {
            let part = parse::part(document, &mut Findings::default())?;
            Some((shown.unwrap_or(language), part))
        })
        .ok_or_else(|| Error::internal(format!("the part {} cannot be read", stored.slug)))
}
