//! What versions are called: the title that stood over what somebody read, whatever is published today.

use super::{
    queries::in_language,
    versions::{hash_of, is_part, read_course, read_part},
};
use crate::{Result, entity::content_versions};
use domain::{
    content::{ContentHash, Kind},
    language::Language,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet};

/// The most values one statement names.
const CHUNK: usize = 500;

/// A title and the language it is in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Title {
    /// The words.
    pub text: String,
    /// The language asked for, or one the version has.
    pub language: Language,
}

/// The titles of these versions of courses and parts, in this language or in one they have. What is neither, or is
/// not there, has none.
///
/// # Errors
/// [`crate::Error::Internal`] when the database does not answer or holds what no version of the program writes.
pub async fn titles(
    db: &impl ConnectionTrait,
    versions: impl IntoIterator<Item = ContentHash>,
    language: Language,
) -> Result<BTreeMap<ContentHash, Title>> {
    let wanted: BTreeSet<ContentHash> = versions.into_iter().collect();
    let wanted: Vec<Vec<u8>> = wanted.iter().map(|h| h.as_bytes().to_vec()).collect();
    let mut titles = BTreeMap::new();
    for chunk in wanted.chunks(CHUNK) {
        let rows = content_versions::Entity::find()
            .filter(content_versions::Column::Hash.is_in(chunk.to_vec()))
            .all(db)
            .await?;
        for row in rows {
            let (language, text) = if row.kind == Kind::Course.code() {
                in_language(&read_course(&row.body)?.title, language)
            } else if is_part(&row) {
                let (language, part) = read_part(&row.body, language)?;
                (language, part.head().title.clone())
            } else {
                continue;
            };
            titles.insert(hash_of(row.hash)?, Title { text, language });
        }
    }
    Ok(titles)
}
