//! From versions back to the files they came from, for whoever wants to go on writing.

use super::{
    Files,
    canonical::{Stored, read_image},
    document::Document,
    versions::{CourseVersion, current},
};
use crate::{Error, Result, entity::content_versions, store::Store};
use domain::{
    content::{Kind, Slug},
    language::Language,
};
use sea_orm::EntityTrait;

/// The files of the version of a course that is in force, its rule cards and pictures included. Importing them
/// again adds nothing.
///
/// # Errors
/// [`Error::NotFound`] when the course was never published; [`Error::Internal`] when the database does not answer.
pub async fn files(store: &Store, slug: &Slug) -> Result<Files> {
    let CourseVersion { hash, members, .. } = current(store, slug).await?.ok_or(Error::NotFound)?;
    let course = content_versions::Entity::find_by_id(hash.as_bytes().to_vec())
        .one(store.read())
        .await?
        .ok_or(Error::NotFound)?;
    let mut files = Files::new();
    for version in members.iter().chain([&course]) {
        if version.kind == Kind::Image.code() {
            let path = format!("courses/{slug}/images/{}", version.slug);
            files.insert(path, read_image(&version.body)?.1);
            continue;
        }
        let stored = Stored::read(&version.body)?;
        for (language, document) in &stored.documents {
            let path = path(slug, &stored, *language);
            files.insert(path, text(document).into_bytes());
        }
    }
    Ok(files)
}

fn path(course: &Slug, stored: &Stored, language: Option<Language>) -> String {
    match (stored.kind, language) {
        (Kind::Course, _) => format!("courses/{course}/course.md"),
        (Kind::RuleCard, _) => format!("rules/{}.md", stored.slug),
        (_, language) => {
            let language = language.unwrap_or_default().code();
            format!("courses/{course}/{language}/{}.md", stored.slug)
        }
    }
}

/// Front matter with each value as JSON, which YAML reads as well, and the Markdown.
pub(super) fn text(document: &Document) -> String {
    let fields: String = document
        .fields()
        .iter()
        .map(|(key, value)| format!("{}: {}\n", key.name, value.to_json()))
        .collect();
    format!("---\n{fields}---\n\n{}\n", document.body.trim())
}
