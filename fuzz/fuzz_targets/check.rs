//! Any bytes as the files of a library: the first byte of each piece names the file, a NUL ends it.
#![no_main]

use domain::language::Language;
use libfuzzer_sys::fuzz_target;
use services::content::{Files, Format, Setting, check_with};

const PATHS: [&str; 9] = [
    "courses/a/course.md",
    "courses/a/ko/m.md",
    "courses/a/en/m.md",
    "courses/a/ko/q.md",
    "courses/a/en/q.md",
    "courses/a/ko/s.md",
    "courses/a/en/s.md",
    "courses/a/images/p.png",
    "rules/r.md",
];

fuzz_target!(|data: &[u8]| {
    let files: Files = data
        .split(|byte| *byte == 0)
        .filter_map(|piece| {
            let (place, text) = piece.split_first()?;
            let path = PATHS[usize::from(*place) % PATHS.len()];
            Some((path.to_owned(), text.to_vec()))
        })
        .collect();
    let setting = Setting {
        today: None,
        against: Some(&files),
    };
    let checked = check_with(&files, &setting);
    for (_, format) in Format::ALL {
        let _ = checked.report(format, "content", Language::Ko);
        let _ = checked.report(format, "content", Language::En);
    }
});
