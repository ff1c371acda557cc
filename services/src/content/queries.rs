//! What pages read: the published courses and their parts.

pub use super::versions::{CourseVersion, course_version, current, current_in};
pub(crate) use super::versions::{editions, quizzes_in_force, read_part};

use super::{
    canonical::read_image,
    model::{Part, Quiz, RuleCard, Scenario, Texts},
    render::{self, Page},
    versions::{hash_of, is_part, latest, read_course, read_rule},
};
use crate::{
    Error, Result,
    entity::{content_versions, course_members, publications},
    store::Store,
};
use domain::{
    content::{ContentHash, Kind, Practice, Slug, Track},
    language::Language,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeMap, BTreeSet};

/// A course in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CourseSummary {
    /// Its name.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// What it is good for.
    pub summary: String,
    /// How long it takes.
    pub minutes: u32,
    /// The practices it is about.
    pub practices: Vec<Practice>,
    /// The tracks it belongs to, each with its place there.
    pub tracks: BTreeMap<Track, u32>,
    /// The language of title and summary.
    pub language: Language,
    /// The version in force.
    pub version: ContentHash,
}

/// A course with its parts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CourseDetails {
    /// Its title.
    pub title: String,
    /// What it is good for.
    pub summary: String,
    /// The language of title and summary.
    pub language: Language,
    /// How long it takes.
    pub minutes: u32,
    /// The share of right answers that passes, in percent.
    pub pass_mark: u32,
    /// The version in force.
    pub version: ContentHash,
    /// The texts to read, in order.
    pub modules: Vec<ModuleSummary>,
    /// All parts, in order.
    pub parts: Vec<PartSummary>,
}

/// A part of a course in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartSummary {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// How long it takes.
    pub minutes: u32,
    /// The language of the title.
    pub language: Language,
    /// Its version.
    pub version: ContentHash,
}

/// A module in a list.
pub type ModuleSummary = PartSummary;

/// A module to read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ModuleDetails {
    /// Its title.
    pub title: String,
    /// How long it takes.
    pub minutes: u32,
    /// The language of the text.
    pub language: Language,
    /// Its pages, sanitised.
    pub pages: Vec<Page>,
    /// The module before it.
    pub previous: Option<Slug>,
    /// The module after it.
    pub next: Option<Slug>,
    /// Its version.
    pub version: ContentHash,
}

/// The published courses by title.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn courses(store: &Store, language: Language) -> Result<Vec<CourseSummary>> {
    let mut courses = Vec::new();
    for version in in_force(store.read()).await? {
        let course = read_course(&version.body)?;
        let (language, title) = in_language(&course.title, language);
        courses.push(CourseSummary {
            summary: in_language(&course.summary, language).1,
            slug: course.slug,
            title,
            minutes: course.minutes,
            practices: course.practices,
            tracks: course.tracks,
            language,
            version: hash_of(version.hash)?,
        });
    }
    courses.sort_by(|a, b| a.title.cmp(&b.title));
    Ok(courses)
}

/// The published courses of a track, in their order there.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn in_track(db: &impl ConnectionTrait, track: Track) -> Result<Vec<Slug>> {
    let mut found = Vec::new();
    for version in in_force(db).await? {
        let course = read_course(&version.body)?;
        found.extend(course.tracks.get(&track).map(|place| (*place, course.slug)));
    }
    found.sort();
    Ok(found.into_iter().map(|(_, slug)| slug).collect())
}

/// The version in force of every course.
async fn in_force(db: &impl ConnectionTrait) -> Result<Vec<content_versions::Model>> {
    let mut current: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let rows = publications::Entity::find()
        .filter(publications::Column::Kind.eq(Kind::Course.code()))
        .order_by_asc(publications::Column::Number)
        .all(db)
        .await?;
    for row in rows {
        current.insert(row.slug, row.hash);
    }
    Ok(content_versions::Entity::find()
        .filter(content_versions::Column::Hash.is_in(current.into_values()))
        .all(db)
        .await?)
}

/// A published course.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn course(
    store: &Store,
    slug: &Slug,
    language: Language,
) -> Result<Option<CourseDetails>> {
    let Some(version) = current(store, slug).await? else {
        return Ok(None);
    };
    let course = &version.course;
    let mut parts = Vec::new();
    for member in &version.members {
        if is_part(member) {
            let (language, part) = read_part(&member.body, language)?;
            let head = part.head();
            parts.push(PartSummary {
                kind: head.kind,
                slug: head.id.clone(),
                title: head.title.clone(),
                minutes: head.minutes,
                language,
                version: hash_of(member.hash.clone())?,
            });
        }
    }
    let (language, title) = in_language(&course.title, language);
    Ok(Some(CourseDetails {
        title,
        summary: in_language(&course.summary, language).1,
        language,
        minutes: course.minutes,
        pass_mark: course.pass_mark,
        version: version.hash,
        modules: of_kind(&parts, Kind::Module),
        parts,
    }))
}

fn of_kind(parts: &[PartSummary], kind: Kind) -> Vec<PartSummary> {
    parts.iter().filter(|p| p.kind == kind).cloned().collect()
}

/// A module of a published course.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn module(
    store: &Store,
    course: &Slug,
    module: &Slug,
    language: Language,
) -> Result<Option<ModuleDetails>> {
    let Some(version) = current(store, course).await? else {
        return Ok(None);
    };
    let modules: Vec<&content_versions::Model> = version
        .members
        .iter()
        .filter(|m| m.kind == Kind::Module.code())
        .collect();
    let Some(place) = modules.iter().position(|m| m.slug == module.as_str()) else {
        return Ok(None);
    };
    let (language, Part::Module(text)) = read_part(&modules[place].body, language)? else {
        return Ok(None);
    };
    let neighbour = |n: Option<usize>| {
        let slug = &modules.get(n?)?.slug;
        Slug::parse(slug).ok()
    };
    Ok(Some(ModuleDetails {
        pages: render::pages(&text.body, &version.setting(language)),
        title: text.head.title,
        minutes: text.head.minutes,
        language,
        previous: neighbour(place.checked_sub(1)),
        next: neighbour(Some(place + 1)),
        version: hash_of(modules[place].hash.clone())?,
    }))
}

/// A quiz of a published course with its key, which stays on the server.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn quiz(
    store: &Store,
    course: &Slug,
    quiz: &Slug,
    language: Language,
) -> Result<Option<(ContentHash, Language, Quiz)>> {
    Ok(match part(store, course, quiz, language).await? {
        Some((hash, language, Part::Quiz(quiz))) => Some((hash, language, quiz)),
        _ => None,
    })
}

/// A scenario of a published course with its scores, which stay on the server.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn scenario(
    store: &Store,
    course: &Slug,
    scenario: &Slug,
    language: Language,
) -> Result<Option<(ContentHash, Language, Scenario)>> {
    Ok(match part(store, course, scenario, language).await? {
        Some((hash, language, Part::Scenario(scenario))) => Some((hash, language, scenario)),
        _ => None,
    })
}

async fn part(
    store: &Store,
    course: &Slug,
    slug: &Slug,
    language: Language,
) -> Result<Option<(ContentHash, Language, Part)>> {
    let Some(version) = current(store, course).await? else {
        return Ok(None);
    };
    let mut parts = version.members.iter().filter(|m| is_part(m));
    let Some(member) = parts.find(|m| m.slug == slug.as_str()) else {
        return Ok(None);
    };
    let (language, part) = read_part(&member.body, language)?;
    Ok(Some((hash_of(member.hash.clone())?, language, part)))
}

/// A part by its version, published or not: what an attempt began with stays readable.
///
/// # Errors
/// [`Error::NotFound`] when there is no such version; [`Error::Internal`] when the database does not answer.
pub async fn part_version(
    store: &Store,
    version: ContentHash,
    language: Language,
) -> Result<(Language, Part)> {
    let row = content_versions::Entity::find_by_id(version.as_bytes().to_vec())
        .one(store.read())
        .await?
        .filter(is_part)
        .ok_or(Error::NotFound)?;
    read_part(&row.body, language)
}

/// Parts by their versions, published or not, in whatever language they have first: for what is the same in all.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn part_versions(
    db: &impl ConnectionTrait,
    versions: BTreeSet<Vec<u8>>,
) -> Result<BTreeMap<Vec<u8>, Part>> {
    let rows = content_versions::Entity::find()
        .filter(content_versions::Column::Hash.is_in(versions))
        .all(db)
        .await?;
    rows.into_iter()
        .filter(is_part)
        .map(|row| Ok((row.hash, read_part(&row.body, Language::default())?.1)))
        .collect()
}

/// A rule card that a published course rests on.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn rule(store: &Store, id: &Slug) -> Result<Option<(ContentHash, RuleCard)>> {
    let found = content_versions::Entity::find()
        .filter(content_versions::Column::Kind.eq(Kind::RuleCard.code()))
        .filter(content_versions::Column::Slug.eq(id.as_str()))
        .order_by_desc(content_versions::Column::ImportedAt)
        .all(store.read())
        .await?;
    for row in found {
        if is_in_force(store, &row.hash).await? {
            return Ok(Some((hash_of(row.hash)?, read_rule(&row.body)?)));
        }
    }
    Ok(None)
}

async fn is_in_force(store: &Store, member: &[u8]) -> Result<bool> {
    let courses = course_members::Entity::find()
        .filter(course_members::Column::MemberHash.eq(member.to_vec()))
        .all(store.read())
        .await?;
    for course in courses {
        let published = publications::Entity::find()
            .filter(publications::Column::Hash.eq(course.course_hash.clone()))
            .one(store.read())
            .await?;
        if let Some(publication) = published
            && latest(store, &publication.slug).await? == Some(course.course_hash)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A picture: its media type and its bytes.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn image(store: &Store, version: ContentHash) -> Result<Option<(String, Vec<u8>)>> {
    let row = content_versions::Entity::find_by_id(version.as_bytes().to_vec())
        .filter(content_versions::Column::Kind.eq(Kind::Image.code()))
        .one(store.read())
        .await?;
    row.map(|row| read_image(&row.body)).transpose()
}

/// A text in this language, or in one it has.
pub(crate) fn in_language(texts: &Texts, language: Language) -> (Language, String) {
    texts
        .get_key_value(&language)
        .or_else(|| texts.first_key_value())
        .map_or((language, String::new()), |(l, text)| (*l, text.clone()))
}
