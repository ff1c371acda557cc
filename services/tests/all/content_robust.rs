//! No file brings the checker down, whatever it holds, and none takes it long.

use crate::content::{ASK, TRY, WHY, example, shipped, text};
use domain::language::Language;
use proptest::prelude::*;
use services::content::{Checked, Files, Format, Setting, check, check_with, render};
use std::{collections::HashMap, sync::LazyLock};

const COURSE: &str = "courses/first-post/course.md";
const RULE: &str = "rules/our-name-first.md";

/// What ships, read once.
static SHIPPED: LazyLock<Files> = LazyLock::new(shipped);

/// Everything the checker can be asked for, with places that are in the files.
fn answers(files: &Files, against: Option<&Files>) -> Result<Checked, TestCaseError> {
    let today = Some(time::macros::date!(2026 - 11 - 26));
    let checked = check_with(files, &Setting { today, against });
    let mut lengths = HashMap::new();
    for problem in &checked.diagnostics {
        // Files are long here, and their problems many.
        let lines = *lengths.entry(&problem.file).or_insert_with(|| {
            let text = files.get(&problem.file).map(|f| String::from_utf8_lossy(f));
            text.map_or(1, |t| t.split(['\n', '\r']).count())
        });
        prop_assert!(problem.line <= lines + 1, "{problem}");
        prop_assert!(problem.column >= 1 && problem.width >= 1, "{problem}");
    }
    for language in Language::ALL {
        let json = checked.report(Format::Json, "content", language);
        prop_assert_eq!(json.lines().count(), checked.diagnostics.len());
        let github = checked.report(Format::Github, "content", language);
        prop_assert_eq!(github.lines().count(), checked.diagnostics.len());
        prop_assert!(!checked.report(Format::Text, "content", language).is_empty());
    }
    Ok(checked)
}

/// Bytes without a pattern, the same in each run.
fn garbage(length: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    })
    .flatten()
    .take(length)
    .collect()
}

#[test]
fn ten_megabytes_of_garbage_are_refused_and_no_more() {
    let mut files = Files::new();
    for path in [
        COURSE,
        WHY,
        ASK,
        TRY,
        RULE,
        "courses/first-post/images/a.png",
        "x/y",
    ] {
        files.insert(path.to_owned(), garbage(10 << 20));
    }
    let checked = answers(&files, Some(&files)).unwrap();
    assert!(checked.diagnostics.len() >= files.len());
}

/// Garbage that is text, behind front matter that is none: every file is read to its end.
#[test]
fn ten_megabytes_of_text_are_told_and_no_more() {
    let files: Files = (0..11)
        .map(|n| {
            let letters = garbage(1_000_000).into_iter();
            let body: String = letters.map(|b| char::from(b'\t' + b % 0x76)).collect();
            let front =
                "---\nkind: module\nid: m\ntitle: a\nminutes: 1\npractice: start-small\n---\n";
            (
                format!("courses/c{n}/ko/m.md"),
                format!("{front}{body}").into_bytes(),
            )
        })
        .collect();
    answers(&files, None).unwrap();
}

/// What grew with the square of the depth, or worse, would not come to an end here.
#[test]
fn what_nests_is_read_to_its_end() {
    let heads = [
        (
            WHY,
            "---\nkind: module\nid: why\ntitle: a\nminutes: 1\npractice: start-small\n---\n",
        ),
        (
            ASK,
            "---\nkind: quiz\nid: ask\ntitle: a\nminutes: 1\npractice: start-small\n---\n",
        ),
        (
            TRY,
            "---\nkind: scenario\nid: try\ntitle: a\nminutes: 1\npractice: start-small\nstart: a\n---\n",
        ),
    ];
    let tokens = [
        "> ",
        "- ",
        "[",
        "](",
        "*a",
        "**(가)**을",
        "`",
        "~~",
        "## a {#a}\n",
        "- [x] `a` b\n",
        "| a ",
        "[^a]",
        "<a ",
        "!",
        "&#",
        "  - [ ] `a`\n    > b\n",
        "\n\n[^a]: b\n",
        "[^",
        "[^a",
        "](rule: ",
        "[a](rule: b) `c` ",
        "- [v] `a`\n",
        "-[",
        "| a | b |\n",
        "|---|\n",
        "｜ a ",
        "> [!x]\n",
        "- `a` b `x +1` c [d](#e) f\n",
        "1. `a` b\n  > c\n",
        "## a {#a .fork b c=d}\n\n- e [f](#g)\n",
    ];
    for (path, head) in heads {
        for token in tokens {
            let mut body = head.to_owned();
            while body.len() + token.len() <= 200_000 {
                body.push_str(token);
            }
            let files = Files::from([(path.to_owned(), body.clone().into_bytes())]);
            let checked = check(&files);
            let _ = checked.show(Language::Ko);
            let _ = render::pages(&body, &render::Setting::default());
        }
    }
}

fn paths() -> Vec<String> {
    example().into_keys().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever is cut out of a good file and put in its place, the checker answers, and its places are in the file.
    #[test]
    fn no_edit_brings_the_checker_down(
        file in 0_usize..8,
        start in 0.0_f64..1.0,
        length in 0_usize..80,
        new in "([#>*`\\[\\]x(){}=.: \\n-]|가|---\\n|\\{#a\\}|- \\[x\\] `a` |→ |\\]\\(#b\\)|\u{feff}|\t){0,12}",
    ) {
        let path = &paths()[file];
        let mut files = example();
        let old = text(&files, path);
        let boundary = |at: usize| (0..=at.min(old.len())).rev().find(|n| old.is_char_boundary(*n)).unwrap_or(0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place")]
        let from = boundary((start * old.len() as f64) as usize);
        let to = boundary(from + length).max(from);
        let edited = format!("{}{new}{}", &old[..from], &old[to..]);
        files.insert(path.clone(), edited.into_bytes());
        answers(&files, Some(&example()))?;
    }

    /// Any bytes, under any name that means something.
    #[test]
    fn no_bytes_bring_the_checker_down(
        course: Vec<u8>, module: Vec<u8>, quiz: Vec<u8>, scenario: Vec<u8>, rule: Vec<u8>, picture: Vec<u8>,
    ) {
        let paths = [COURSE, WHY, ASK, TRY, RULE, "courses/first-post/images/a.png"];
        let bytes = [course, module, quiz, scenario, rule, picture];
        let files: Files = paths.iter().map(|p| (*p).to_owned()).zip(bytes).collect();
        answers(&files, None)?;
        let mut changed = example();
        changed.extend(files);
        answers(&changed, Some(&example()))?;
    }
}

/// One thing that can happen to a library.
#[derive(Clone, Debug)]
enum Mishap {
    /// These bytes in the place of others.
    Bytes(f64, usize, Vec<u8>),
    /// Lines that stand elsewhere now.
    Lines(f64, f64, usize),
    /// Another file's contents.
    Swap(prop::sample::Index),
    /// Nothing is left of it.
    Lost,
    /// It lies somewhere else.
    Moved(String),
}

fn mishap() -> impl Strategy<Value = Mishap> {
    prop_oneof![
        (
            0.0..1.0,
            0_usize..60,
            prop::collection::vec(any::<u8>(), 0..20)
        )
            .prop_map(|(at, cut, new)| Mishap::Bytes(at, cut, new)),
        (0.0..1.0, 0.0..1.0, 1_usize..30).prop_map(|(from, to, n)| Mishap::Lines(from, to, n)),
        any::<prop::sample::Index>().prop_map(Mishap::Swap),
        Just(Mishap::Lost),
        "(courses|rules)/[a-c]/?(ko|en|images)?/[a-c](\\.md|\\.png)?".prop_map(Mishap::Moved),
    ]
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a place"
)]
fn place(share: f64, length: usize) -> usize {
    (share * length as f64) as usize
}

fn happen(files: &mut Files, path: &str, mishap: Mishap) {
    let Some(old) = files.remove(path) else {
        return;
    };
    let (path, new) = match mishap {
        Mishap::Lost => return,
        Mishap::Moved(to) => (to, old),
        Mishap::Bytes(at, cut, bytes) => {
            let from = place(at, old.len());
            let to = (from + cut).min(old.len());
            let new = [&old[..from], &bytes, &old[to..]].concat();
            (path.to_owned(), new)
        }
        Mishap::Lines(from, to, n) => {
            let mut lines: Vec<&[u8]> = old.split_inclusive(|b| *b == b'\n').collect();
            let from = place(from, lines.len());
            let cut: Vec<&[u8]> = lines.drain(from..(from + n).min(lines.len())).collect();
            let to = place(to, lines.len());
            lines.splice(to..to, cut);
            (path.to_owned(), lines.concat())
        }
        Mishap::Swap(other) => {
            let others: Vec<&Vec<u8>> = files.values().collect();
            (path.to_owned(), (*other.get(&others)).clone())
        }
    };
    files.insert(path, new);
}

proptest! {
    // The whole library is read each time.
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn no_mishap_to_what_ships_brings_the_checker_down(
        mishaps in prop::collection::vec((any::<prop::sample::Index>(), mishap()), 1..12),
    ) {
        let mut files = SHIPPED.clone();
        let paths: Vec<String> = files.keys().cloned().collect();
        for (file, mishap) in mishaps {
            let path: &String = file.get(&paths);
            happen(&mut files, path, mishap);
        }
        answers(&files, Some(&SHIPPED))?;
    }
}
