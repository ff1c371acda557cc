//! Bringing a checked library into the database.
//!
//! Versions are named by their hash, so importing the same library again does nothing. New versions are
//! candidates until somebody publishes them; only a database without any course publishes by itself, and that only
//! what rests on no rule card that has come to its end.

use super::{
    canonical::Version,
    document::Document,
    library::{CourseFolder, Library, PartFile},
    model::Part,
    publish::{Change, Publication, publish},
    rules,
};
use crate::{
    Ctx, Result,
    entity::{content_versions, course_members},
    store::{Command, Fact, Resource, Store, Tx},
};
use domain::{
    audit::canonical::micros,
    content::{ContentHash, Kind, Slug},
    language::Language,
    policy::Action,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
};
use serde::{Deserialize, Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};

/// What an import did.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Imported {
    /// The versions that were new.
    pub added: Vec<ContentHash>,
    /// The courses of which a new version waits to be published.
    pub candidates: Vec<Slug>,
    /// The courses that were published, because nothing had been before.
    pub published: Vec<Slug>,
}

/// Imports a library that [`check`](super::check()) found nothing wrong with.
///
/// # Errors
/// [`crate::Error::Forbidden`] when the actor may not import one of its courses.
pub async fn import(store: &Store, ctx: &Ctx, library: &Library) -> Result<Imported> {
    store.write(ctx, ImportLibrary::new(library)).await
}

/// The command behind [`import`].
#[derive(Serialize)]
struct ImportLibrary {
    /// Named by their hashes: the bytes add nothing to what makes two imports the same.
    #[serde(serialize_with = "hashes")]
    versions: Vec<Version>,
    courses: Vec<CourseVersion>,
}

#[derive(Serialize)]
struct CourseVersion {
    slug: Slug,
    hash: ContentHash,
    members: Vec<ContentHash>,
}

fn hashes<S: Serializer>(
    versions: &[Version],
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    serializer.collect_seq(versions.iter().map(|v| v.hash))
}

impl ImportLibrary {
    fn new(library: &Library) -> Self {
        let mut command = Self {
            versions: Vec::new(),
            courses: Vec::new(),
        };
        let mut rules = BTreeMap::new();
        for (name, (document, _)) in &library.rules {
            let documents = [(None, document)].into();
            let version = Version::text(Kind::RuleCard, name, &documents, &[]);
            rules.insert(name.as_str(), version.hash);
            command.versions.push(version);
        }
        for folder in library.courses.values() {
            command.course(folder, library, &rules);
        }
        let mut seen = BTreeSet::new();
        command.versions.retain(|v| seen.insert(v.hash));
        command
    }

    fn course(
        &mut self,
        folder: &CourseFolder,
        library: &Library,
        rules: &BTreeMap<&str, ContentHash>,
    ) {
        let Some((document, course)) = &folder.course else {
            return;
        };
        let mut members = Vec::new();
        let mut used = BTreeSet::new();
        for slug in &course.parts {
            let Some(files) = folder.parts.get(slug.as_str()) else {
                continue;
            };
            let documents: BTreeMap<Option<Language>, _> = files
                .iter()
                .map(|(language, file)| (Some(*language), &file.document))
                .collect();
            let kind = files
                .values()
                .next()
                .map_or(Kind::Module, |f| f.part.head().kind);
            let version = Version::text(kind, slug.as_str(), &documents, &[]);
            members.push(version.hash);
            self.versions.push(version);
            used.extend(files.values().flat_map(rules_of));
        }
        let used = with_linked(used, library);
        members.extend(used.iter().filter_map(|rule| rules.get(rule.as_str())));
        for (name, picture) in &folder.images {
            let version = Version::image(name, picture);
            members.push(version.hash);
            self.versions.push(version);
        }
        // What is written under the front matter is for those who work on the course.
        let shown = Document {
            body: String::new(),
            ..document.clone()
        };
        let documents = [(None, &shown)].into();
        let version = Version::text(Kind::Course, course.slug.as_str(), &documents, &members);
        self.courses.push(CourseVersion {
            slug: course.slug.clone(),
            hash: version.hash,
            members,
        });
        self.versions.push(version);
    }
}

/// The rule cards a part names, in its head, its questions, its scenes and its links.
fn rules_of(file: &PartFile) -> BTreeSet<String> {
    let mut rules: BTreeSet<String> = file.part.head().rules.iter().cloned().collect();
    rules.extend(linked(&file.document));
    match &file.part {
        Part::Module(_) => {}
        Part::Quiz(quiz) => rules.extend(quiz.items.iter().flat_map(|i| i.rules.iter().cloned())),
        Part::Scenario(s) => rules.extend(s.scenes.iter().flat_map(|s| s.rules.iter().cloned())),
    }
    rules
}

/// The rule cards that a text links to.
fn linked(document: &Document) -> Vec<String> {
    let events = super::markdown::events(&document.body);
    let links = events.iter().filter_map(|(event, _)| match event {
        pulldown_cmark::Event::Start(pulldown_cmark::Tag::Link { dest_url, .. }) => {
            dest_url.strip_prefix("rule:").map(str::to_owned)
        }
        _ => None,
    });
    links.collect()
}

/// These rule cards with those that they link to, and so on: no link of a version leads out of it.
fn with_linked(used: BTreeSet<String>, library: &Library) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut waiting: Vec<String> = used.into_iter().collect();
    while let Some(rule) = waiting.pop() {
        if let Some((document, _)) = library.rules.get(&rule) {
            waiting.extend(linked(document).into_iter().filter(|r| !all.contains(r)));
        }
        all.insert(rule);
    }
    all
}

impl Command for ImportLibrary {
    const NAME: &'static str = "import_library";
    type Output = Imported;

    async fn run(&self, tx: &Tx) -> Result<Imported> {
        for course in &self.courses {
            let course = Resource::Course(course.slug.clone());
            tx.authorize(Action::ContentImport, course).await?;
        }
        if self.courses.is_empty() {
            tx.authorize(Action::ContentImport, Resource::Any).await?;
        }
        let first = content_versions::Entity::find()
            .filter(content_versions::Column::Kind.eq(Kind::Course.code()))
            .count(tx.conn())
            .await?
            == 0;
        let there = self.there(tx).await?;
        let mut done = Imported::default();
        for version in self.versions.iter().filter(|v| !there.contains(&v.hash)) {
            add(tx, version).await?;
            done.added.push(version.hash);
        }
        for course in &self.courses {
            if done.added.contains(&course.hash) {
                join(tx, course).await?;
            }
            let today = tx.ctx().today();
            if first
                && rules::blocking(tx.conn(), course.hash, today)
                    .await?
                    .is_empty()
            {
                let new = Publication {
                    slug: &course.slug,
                    hash: course.hash,
                    change: Change::Material,
                    earlier: None,
                    reason: "first import",
                };
                publish(tx, &new).await?;
                done.published.push(course.slug.clone());
            } else if done.added.contains(&course.hash) {
                done.candidates.push(course.slug.clone());
            }
        }
        Ok(done)
    }
}

impl ImportLibrary {
    /// Which of the versions the database has.
    async fn there(&self, tx: &Tx) -> Result<BTreeSet<ContentHash>> {
        let mut there = BTreeSet::new();
        for some in self.versions.chunks(500) {
            let hashes = some.iter().map(|v| v.hash.as_bytes().to_vec());
            let found: Vec<Vec<u8>> = content_versions::Entity::find()
                .select_only()
                .column(content_versions::Column::Hash)
                .filter(content_versions::Column::Hash.is_in(hashes))
                .into_tuple()
                .all(tx.conn())
                .await?;
            there.extend(
                found
                    .into_iter()
                    .filter_map(|h| h.try_into().ok().map(ContentHash)),
            );
        }
        Ok(there)
    }
}

async fn add(tx: &Tx, version: &Version) -> Result<()> {
    tx.insert(content_versions::ActiveModel {
        hash: Set(version.hash.as_bytes().to_vec()),
        kind: Set(version.kind.code().to_owned()),
        slug: Set(version.slug.clone()),
        body: Set(version.body.clone()),
        imported_at: Set(micros(tx.now())),
    })
    .await?;
    tx.fact(
        Fact::new("content_imported")
            .subject(version.hash)
            .code("kind", version.kind.code())
            .code("slug", &version.slug),
    )
    .await?;
    Ok(())
}

async fn join(tx: &Tx, course: &CourseVersion) -> Result<()> {
    for (position, member) in (0..).zip(&course.members) {
        tx.insert(course_members::ActiveModel {
            course_hash: Set(course.hash.as_bytes().to_vec()),
            position: Set(position),
            member_hash: Set(member.as_bytes().to_vec()),
        })
        .await?;
    }
    Ok(())
}
