//! Courses: the library inside the binary, and folders that people bring.

use crate::{config::Config, say, serve};
use anyhow::{Context, Result, bail};
use domain::language::Language;
use rust_embed::RustEmbed;
use services::{
    Ctx,
    clock::Clock,
    content::{self, Files, Format, Imported, Setting, Severity},
    store::Store,
};
use std::path::Path;
use time::Date;

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

/// How `jasin content check` was asked to check.
#[derive(Clone, Copy, Debug)]
pub struct Check<'a> {
    /// The library.
    pub folder: &'a Path,
    /// An earlier state of it.
    pub against: Option<&'a Path>,
    /// The day on which rule cards must not be overdue.
    pub today: Date,
    /// The form of the report.
    pub format: Format,
    /// Its language.
    pub language: Language,
    /// Whether warnings count as well.
    pub strict: bool,
}

/// `jasin content check`. It answers whether nothing is wrong.
///
/// # Errors
/// When a folder cannot be read.
pub fn check(asked: &Check<'_>) -> Result<bool> {
    let files = read(asked.folder)?;
    let against = asked.against.map(read).transpose()?;
    let setting = Setting {
        today: Some(asked.today),
        against: against.as_ref(),
    };
    let checked = content::check_with(&files, &setting);
    let folder = asked.folder.to_string_lossy();
    let report = checked.report(asked.format, &folder, asked.language);
    if !report.is_empty() {
        say::line(report.trim_end());
    }
    let warnings = checked.count(Severity::Warning);
    Ok(checked.count(Severity::Error) == 0 && !(asked.strict && warnings > 0))
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
