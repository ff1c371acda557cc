//! Courses: the library inside the binary, and folders that people bring.

use crate::{config::Config, say, serve};
use anyhow::{Context, Result, bail};
use domain::language::Language;
use rust_embed::RustEmbed;
use services::{
    Ctx,
    clock::Clock,
    content::{self, Files, Imported},
    store::Store,
};
use std::path::Path;

/// The course library that ships.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../content"]
struct Shipped;

fn shipped() -> Files {
    let part = |path: &str| path.starts_with("courses/") || path.starts_with("rules/");
    let bytes = |path: String| Some((path.clone(), Shipped::get(&path)?.data.into_owned()));
    Shipped::iter()
        .filter(|path| part(path))
        .filter_map(|path| bytes(path.into_owned()))
        .collect()
}

/// Brings the shipped library into a new database, which publishes it by itself.
///
/// # Errors
/// When the library does not pass its own check.
pub async fn import_embedded(store: &Store, ctx: &Ctx) -> Result<Imported> {
    bring(store, ctx, &shipped(), Language::En).await
}

async fn bring(store: &Store, ctx: &Ctx, files: &Files, language: Language) -> Result<Imported> {
    let checked = content::check(files);
    let report = checked.show(language);
    match checked.into_library() {
        Ok(library) => content::import(store, ctx, &library)
            .await
            .map_err(serve::whole),
        Err(_) => bail!("{report}Nothing was brought in."),
    }
}

fn read(folder: &Path) -> Result<Files> {
    content::read_folder(folder).with_context(|| format!("cannot read {}", folder.display()))
}

/// `jasin content check`. It answers whether nothing is wrong.
///
/// # Errors
/// When the folder cannot be read.
pub fn check(folder: &Path, language: Language) -> Result<bool> {
    let checked = content::check(&read(folder)?);
    say::line(checked.show(language).trim_end());
    Ok(checked.diagnostics.is_empty())
}

/// `jasin content import`.
///
/// # Errors
/// When something is wrong; nothing is brought in then.
pub async fn import(config: &Config, folder: &Path) -> Result<()> {
    let files = read(folder)?;
    let store = serve::open(config).await?;
    let ctx = Ctx::system(Clock::system(), "import");
    let imported = bring(&store, &ctx, &files, Language::En).await?;
    say::line(&format!(
        "{} new versions, {} courses published, {} waiting to be published",
        imported.added.len(),
        imported.published.len(),
        imported.candidates.len()
    ));
    store.close().await.map_err(serve::whole)
}
