//! The checker: what it says of broken folders, where, and that no file brings it down.

use crate::content::{ASK, TRY, WHY, example, shown, text, with};
use domain::language::Language;
use proptest::prelude::*;
use services::content::{Files, check, render};
use std::time::{Duration, Instant};

const COURSE: &str = "courses/first-post/course.md";
const RULE: &str = "rules/our-name-first.md";

/// A block of the list of slips.
#[derive(Default)]
struct Slip {
    path: String,
    from: Vec<String>,
    to: Vec<String>,
    says: Vec<String>,
}

impl Slip {
    fn read(block: &str) -> Self {
        let mut slip = Self::default();
        for line in block.lines() {
            let (sign, rest) = line.split_at(1);
            let rest = rest.strip_prefix(' ').unwrap_or(rest).to_owned();
            match sign {
                "@" => slip.path = rest,
                "-" => slip.from.push(rest),
                "+" => slip.to.push(rest),
                "=" => slip.says.push(rest),
                _ => panic!("{line:?}"),
            }
        }
        slip
    }

    fn write(&self, says: &[String]) -> String {
        let line = |sign: &'static str| {
            move |text: &String| format!("{sign} {text}").trim_end().to_owned()
        };
        let lines = self.from.iter().map(line("-"));
        let lines = lines
            .chain(self.to.iter().map(line("+")))
            .chain(says.iter().map(line("=")));
        format!(
            "@ {}\n{}\n",
            self.path,
            lines.collect::<Vec<_>>().join("\n")
        )
    }
}

#[test]
fn each_slip_is_named_at_its_place() {
    let list = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/slips.txt");
    let written = std::fs::read_to_string(list).unwrap();
    let (head, blocks) = written.split_once("\n\n").unwrap();
    let mut now = format!("{head}\n");
    for block in blocks.split("\n\n") {
        let slip = Slip::read(block);
        let files = with(
            example(),
            &slip.path,
            &slip.from.join("\n"),
            &slip.to.join("\n"),
        );
        let checked = check(&files);
        let says = shown(&checked);
        now.push_str(&format!("\n{}", slip.write(&says)));
        let korean = checked.show(Language::Ko);
        for problem in &checked.diagnostics {
            let message = problem.message(Language::Ko);
            assert!(
                korean.contains(&message) && message.chars().any(|c| ('가'..='힣').contains(&c))
            );
            assert!(
                !korean.contains("(는)") && !korean.contains("(가)"),
                "{korean}"
            );
        }
        if std::env::var_os("JASIN_BLESS").is_none() {
            assert_eq!(says, slip.says, "{block}");
        }
        assert!(!says.is_empty(), "nothing is wrong with {block}");
    }
    if std::env::var_os("JASIN_BLESS").is_some() {
        std::fs::write(list, now).unwrap();
    }
}

/// A file, what it holds or none when it is taken away, and what the checker says.
type Misplaced<'a> = (&'a str, Option<&'a [u8]>, &'a [&'a str]);

#[test]
fn files_that_are_missing_or_do_not_belong_are_named() {
    let cases: [Misplaced; 8] = [
        (COURSE, None, &["courses/first-post/course.md:1:1 This folder has no course.md."]),
        ("courses/first-post/en/why.md", None, &["courses/first-post/ko/why.md:1:1 The English text is missing."]),
        ("courses/first-post/why.md", Some(b"x"), &["courses/first-post/why.md:1:1 Nothing here uses the file “courses/first-post/why.md”."]),
        ("courses/first-post/images/a.svg", Some(b"<svg/>"), &["courses/first-post/images/a.svg:1:1 “a.svg” is not a PNG, JPEG or WebP picture."]),
        ("courses/first-post/ko/README.md", Some(b"notes"), &[]),
        (WHY, Some(b"\xff\xfe"), &["courses/first-post/ko/why.md:1:1 This file is not UTF-8 text."]),
        (WHY, Some(b""), &["courses/first-post/ko/why.md:1:1 The file does not begin with front matter."]),
        ("courses/first-post/ko/extra.md", Some(b"---\nkind: module\nid: extra\ntitle: a\nminutes: 1\npractice: start-small\n---\n## a {#a}\n\nb\n"), &["courses/first-post/ko/extra.md:1:1 “extra” is not listed in the parts of course.md.", "courses/first-post/ko/extra.md:1:1 The English text is missing."]),
    ];
    for (path, bytes, expected) in cases {
        let mut files = example();
        match bytes {
            Some(bytes) => drop(files.insert(path.to_owned(), bytes.to_vec())),
            None => drop(files.remove(path)),
        }
        assert_eq!(shown(&check(&files)), expected, "{path}");
    }
}

#[test]
fn a_rule_card_that_is_missing_is_told_wherever_it_is_named() {
    let mut files = example();
    files.remove(RULE);
    let told = shown(&check(&files));
    assert_eq!(told.len(), 10);
    assert!(
        told.iter()
            .all(|t| t.ends_with("There is no rule card “our-name-first”.")),
        "{told:?}"
    );
    // One that is there and says something wrong is not missing.
    let files = with(example(), RULE, "verified: no", "verified: perhaps");
    assert_eq!(shown(&check(&files)).len(), 1);
}

#[test]
fn an_empty_folder_says_so() {
    let checked = check(&Files::new());
    assert!(
        checked
            .show(Language::En)
            .contains("neither a course nor a rule card")
    );
    assert!(
        checked
            .show(Language::Ko)
            .contains("과정도 규칙 카드도 없어요")
    );
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
    let checked = check(&files);
    assert!(checked.diagnostics.len() >= files.len());
    assert!(!checked.show(Language::Ko).is_empty());
}

#[test]
fn what_nests_is_read_in_time() {
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
    ];
    for (path, head) in heads {
        for token in tokens {
            let mut body = head.to_owned();
            while body.len() + token.len() <= 200_000 {
                body.push_str(token);
            }
            let started = Instant::now();
            let files = Files::from([(path.to_owned(), body.clone().into_bytes())]);
            let checked = check(&files);
            let _ = checked.show(Language::Ko);
            let _ = render::pages(&body, &render::Setting::default());
            let took = started.elapsed();
            assert!(
                took < Duration::from_secs(20),
                "{token:?} in {path} took {took:?}"
            );
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
        let checked = check(&files);
        for problem in &checked.diagnostics {
            let lines = files.get(&problem.file).map_or(1, |f| String::from_utf8_lossy(f).lines().count().max(1));
            prop_assert!(problem.line <= lines + 1, "{problem}");
        }
        let _ = (checked.show(Language::Ko), checked.show(Language::En));
    }
}
