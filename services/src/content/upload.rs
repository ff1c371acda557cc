//! Courses that a browser brings: checked with the rule cards that are known here, and taken in as candidates.

use super::{
    archive::{Refused, unpack},
    canonical::Stored,
    check::{Setting, check_with},
    export,
    findings::Diagnostic,
    import::{Imported, import},
    library::Files,
};
use crate::{
    Ctx, Error, Result,
    entity::content_versions,
    store::{Store, authorize_read},
};
use domain::{
    content::{Kind, Slug},
    policy::Action,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeSet;

/// What came of an upload.
#[derive(Debug)]
pub enum Uploaded {
    /// It is no folder of courses.
    Refused(Refused),
    /// Something has to be mended first; nothing was taken in.
    ToMend(Vec<Diagnostic>),
    /// It was taken in.
    Taken {
        /// What the checker said besides: warnings at the most.
        said: Vec<Diagnostic>,
        /// What it did.
        imported: Imported,
    },
}

/// Takes in the courses of a `.zip` file when there is nothing to mend in them.
///
/// # Errors
/// [`crate::Error::Forbidden`] when the actor may not bring in one of its courses.
pub async fn upload(store: &Store, ctx: &Ctx, archive: &[u8]) -> Result<Uploaded> {
    authorize_read(store.read(), ctx, Action::ContentImport).await?;
    let mut files = match unpack(archive) {
        Ok(files) => files,
        Err(refused) => return Ok(Uploaded::Refused(refused)),
    };
    let brought: BTreeSet<String> = files.keys().cloned().collect();
    let before = in_force(store, &files).await?;
    add_known_cards(store, &mut files).await?;
    let setting = Setting {
        today: Some(ctx.today()),
        against: Some(&before),
    };
    let checked = check_with(&files, &setting);
    // A card that is known here may be overdue; that is told elsewhere, to those who can do something about it.
    let mut said = checked.diagnostics.clone();
    said.retain(|found| found.is_error() || brought.contains(&found.file));
    Ok(match checked.into_library() {
        Ok(library) => Uploaded::Taken {
            said,
            imported: import(store, ctx, &library).await?,
        },
        Err(_) => Uploaded::ToMend(said),
    })
}

/// The versions in force of the courses that are brought: what results are kept under must not move.
async fn in_force(store: &Store, files: &Files) -> Result<Files> {
    let folders = files
        .keys()
        .filter_map(|path| path.strip_prefix("courses/")?.split('/').next());
    let slugs: BTreeSet<&str> = folders.collect();
    let mut before = Files::new();
    for slug in slugs {
        let Ok(slug) = Slug::parse(slug) else {
            continue;
        };
        match export::files(store, &slug).await {
            Ok(files) => before.extend(files),
            // It was never published.
            Err(Error::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(before)
}

/// Adds the newest version of each rule card that the files do not bring themselves: who sends one course need not send
/// every rule. Importing them again adds nothing.
async fn add_known_cards(store: &Store, files: &mut Files) -> Result<()> {
    let cards = content_versions::Entity::find()
        .filter(content_versions::Column::Kind.eq(Kind::RuleCard.code()))
        .order_by_desc(content_versions::Column::ImportedAt)
        .order_by_desc(content_versions::Column::Hash)
        .all(store.read())
        .await?;
    for card in cards {
        let path = format!("rules/{}.md", card.slug);
        if !files.contains_key(&path)
            && let Some(document) = Stored::read(&card.body)?.documents.get(&None)
        {
            files.insert(path, export::text(document).into_bytes());
        }
    }
    Ok(())
}
