//! How long a library of 200 modules takes to check and to bring in: `cargo bench -p services`.
//!
//! Its 20 courses have the length of what ships: ten modules, a quiz and a scenario each, in both languages.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark that cannot prepare itself has nothing to say"
)]

use divan::Bencher;
use domain::language::Language;
use services::{
    Ctx,
    clock::Clock,
    content::{self, Files, Setting},
    installation,
    store::Store,
};
use std::path::Path;

const COURSES: usize = 20;
const MODULES: usize = 10;
/// What the parts of a course take together.
const MINUTES: usize = 49;

fn main() {
    divan::main();
}

/// The library, made from the course that ships.
fn library() -> Files {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    let shipped = content::read_folder(&shipped).unwrap();
    let text = |path: &str| String::from_utf8(shipped[path].clone()).unwrap();
    let rules = shipped
        .iter()
        .filter(|(path, _)| path.starts_with("rules/"));
    let mut files: Files = rules
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect();
    let from = "courses/first-ten-minutes";
    for n in 0..COURSES {
        let to = format!("courses/course-{n}");
        let modules: Vec<String> = (0..MODULES).map(|m| format!("module-{m}")).collect();
        let parts = format!(
            "parts: [{}, check-yourself, rash-in-the-comments]",
            modules.join(", ")
        );
        let course = text(&format!("{from}/course.md"));
        let course = course.lines().map(|line| match line.split_once(':') {
            Some(("slug", _)) => format!("slug: course-{n}"),
            Some(("parts", _)) => parts.clone(),
            Some(("minutes", _)) => format!("minutes: {MINUTES}"),
            _ => line.to_owned(),
        });
        let course = course.collect::<Vec<_>>().join("\n");
        files.insert(format!("{to}/course.md"), course.into_bytes());
        for language in ["ko", "en"] {
            for module in &modules {
                let text = text(&format!("{from}/{language}/what-you-can-say.md"));
                let text = text.replacen("id: what-you-can-say", &format!("id: {module}"), 1);
                // Each a version of its own.
                let text = format!("{text}\n{to}, {module}.\n");
                files.insert(format!("{to}/{language}/{module}.md"), text.into_bytes());
            }
            for part in ["check-yourself", "rash-in-the-comments"] {
                let mut text = text(&format!("{from}/{language}/{part}.md"));
                text = text.replacen("title: ", &format!("title: {n} "), 1);
                files.insert(format!("{to}/{language}/{part}.md"), text.into_bytes());
            }
        }
    }
    files
}

/// As `jasin content check` does it, with the report.
#[divan::bench(sample_count = 20)]
fn check(bencher: Bencher) {
    let files = library();
    let setting = Setting {
        today: Some(time::macros::date!(2026 - 11 - 26)),
        against: Some(&files),
    };
    bencher.bench_local(|| {
        let checked = content::check_with(&files, &setting);
        assert_eq!(
            checked.diagnostics.len(),
            0,
            "{}",
            checked.show(Language::En)
        );
        checked.show(Language::Ko)
    });
}

/// Into a new SQLite database, checking and publishing included.
#[divan::bench(sample_count = 5)]
fn import(bencher: Bencher) {
    let files = library();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let fresh = || {
        let folder = tempfile::tempdir().unwrap();
        let url = format!(
            "sqlite://{}?mode=rwc",
            folder.path().join("bench.db").display()
        );
        let ctx = Ctx::system(Clock::system(), "bench");
        let store = runtime.block_on(async {
            let store = Store::connect(&url).await.unwrap();
            migrations::version::up(store.migration_connection())
                .await
                .unwrap();
            installation::ensure(&store, &ctx, false).await.unwrap();
            store
        });
        (folder, store, ctx.with_new_key())
    };
    bencher
        .with_inputs(fresh)
        .bench_local_values(|(folder, store, ctx)| {
            let library = content::check(&files).into_library().unwrap();
            let imported = runtime
                .block_on(content::import(&store, &ctx, &library))
                .unwrap();
            assert_eq!(imported.published.len(), COURSES);
            (folder, store)
        });
}
