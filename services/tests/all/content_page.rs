//! docs/content-format.md lists all that the checker says, in both languages, each as it is said of a slip.

use crate::{
    content::{ASK, TRY, WHY, example, with},
    content_check::slips,
    content_warnings::{quiz, scenario},
};
use domain::language::Language;
use services::content::{Diagnostic, Files, Setting, Severity, check_with};
use std::{collections::BTreeMap, path::PathBuf};
use time::macros::date;

const COURSE: &str = "courses/first-post/course.md";
const BEGIN: &str = "<!-- written by the tests -->\n";
const END: &str = "<!-- up to here -->\n";

/// All codes, in their order.
fn codes() -> Vec<&'static str> {
    let source = include_str!("../../src/content/problem_code.rs");
    let lines = source.lines().filter_map(|line| line.split_once("=> \""));
    lines
        .map(|(_, rest)| rest.split('"').next().unwrap())
        .collect()
}

/// The example with another scenario in both languages.
fn story(state: &str, body: &str) -> Files {
    let mut files = example();
    for language in ["ko", "en"] {
        let text = format!(
            "---\nkind: scenario\nid: try\ntitle: {language}\nminutes: 2\npractice: start-small\nstart: a\n{state}---\n\n{body}"
        );
        files.insert(
            format!("courses/first-post/{language}/try.md"),
            text.into_bytes(),
        );
    }
    files
}

/// A scene with a choice for each of these lines.
fn scene(id: &str, choices: &[String]) -> String {
    let choices: String = choices
        .iter()
        .map(|c| format!("- {c}\n  > So.\n"))
        .collect();
    format!("## {id} {{#{id} channel=dm}}\n\nSo.\n\n{choices}\n")
}

fn held(name: &str, bytes: &[u8]) -> Files {
    let mut files = example();
    files.insert(name.to_owned(), bytes.to_vec());
    files
}

fn without(name: &str) -> Files {
    let mut files = example();
    files.remove(name).unwrap();
    files
}

const END_SCENE: &str = "## z {#z .ending outcome=good}\n\nDone.\n";

fn stories() -> Vec<Files> {
    let states: String = ["n", "o", "p", "q"]
        .map(|name| {
            let words = vec!["w"; 19].join(", ");
            format!("  {name}:\n    label: {name}\n    min: -9\n    start: 0\n    max: 9\n    words: [{words}]\n")
        })
        .concat();
    let step = |(n, by): (&str, &str)| {
        format!(
            "`{n}{}` go → [a](#a) `{n} {by}1` `score 1`",
            by.len() + usize::from(by == "-")
        )
    };
    let mut many: Vec<String> = ["n", "o", "p", "q"]
        .into_iter()
        .flat_map(|n| [(n, "+"), (n, "-")])
        .map(step)
        .collect();
    many.push(
        "`end` `x` stop → [z](#z) `if n >= 5 and o >= 5 and p >= 5 and q >= 5` `score 1`"
            .to_owned(),
    );
    let go = |id: &str, to: &str| format!("`{id}` go → [on](#{to}) `score 1`");
    let trust =
        "state:\n  t:\n    label: t\n    min: 0\n    start: 0\n    max: 1\n    words: [a, b]\n";
    vec![
        story(
            &format!("state:\n{states}"),
            &(scene("a", &many) + END_SCENE),
        ),
        story(
            "",
            &(scene("a", &[go("x", "b"), go("y", "z")])
                + &scene("b", &[go("x", "b"), go("y", "b")])
                + END_SCENE),
        ),
        story(
            trust,
            &(scene(
                "a",
                &[
                    "`x` go → [on](#b) `t +1` `score 1`".to_owned(),
                    go("y", "b"),
                ],
            ) + &scene(
                "b",
                &[
                    "`x` go → [on](#z) `if t >= 1` `score 1`".to_owned(),
                    "`y` go → [on](#z) `if t >= 1` `score 1`".to_owned(),
                ],
            ) + END_SCENE),
        ),
        story("", ""),
        story(
            "",
            &(scene("a", &[go("x", "z"), go("y", "z")])
                + "## z {#z .ending outcome=good}\n\nDone.\n\n- `x` go → [on](#a) `score 1`\n  > So.\n"),
        ),
    ]
}

/// Folders with something wrong that no list of slips can hold.
fn folders() -> Vec<Files> {
    let deep =
        |(path, bytes): (String, Vec<u8>)| Some((path.strip_prefix("courses/")?.to_owned(), bytes));
    let long = ["aa", "xxxx", "bb"];
    let front =
        "---\nkind: quiz\nid: ask\ntitle: a\nminutes: 1\npractice: start-small\n---\n\nNothing.\n";
    let head = front.replace("quiz\nid: ask", "module\nid: why");
    let mut reading = with(example(), COURSE, "[why, ask, more, try]", "[why, try]");
    reading.retain(|path, _| !path.ends_with("ask.md") && !path.ends_with("more.md"));
    let mut copied = example();
    copied.insert(
        "courses/first-post/en/why.md".to_owned(),
        copied[WHY].clone(),
    );
    vec![
        held(WHY, b"\xff\xfe"),
        held(WHY, &vec![b'a'; 1024 * 1024 + 1]),
        held(WHY, format!("{head}{}", "![](a) ".repeat(1_000)).as_bytes()),
        held("courses/first-post/why.md", b"x"),
        held("courses/first-post/images/a.svg", b"<svg/>"),
        held(ASK, front.as_bytes()),
        without(COURSE),
        without("courses/first-post/en/why.md"),
        example().into_iter().filter_map(deep).collect(),
        quiz(&[long; 5]),
        quiz(&[["xxxx", "xxx", "a"]; 5]),
        scenario(&[long; 5]),
        scenario(&[["xx", "aaaa", "bb"]; 5]),
        reading,
        copied,
    ]
}

/// What is said of names that moved since the example.
fn moved() -> Vec<Diagnostic> {
    let before = example();
    let mut renamed = Files::new();
    for (path, bytes) in &before {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let text = text
            .replace("id: ask", "id: quiz")
            .replace("[why, ask", "[why, quiz");
        renamed.insert(path.replace("ask.md", "quiz.md"), text.into_bytes());
    }
    let elsewhere = before.iter().map(|(path, bytes)| {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let text = text.replace("slug: first-post", "slug: another");
        (path.replace("first-post", "another"), text.into_bytes())
    });
    let setting = Setting {
        today: None,
        against: Some(&before),
    };
    let renames = with(before.clone(), ASK, "{#fine ", "{#good ");
    [renamed, elsewhere.collect(), renames]
        .iter()
        .flat_map(|files| check_with(files, &setting).diagnostics)
        .collect()
}

/// Codes under which different things are said.
const MANY: [&str; 2] = ["yaml", "forgotten-kind"];

/// What the checker says, by code: one thing, or each of several.
fn said() -> BTreeMap<&'static str, Vec<Diagnostic>> {
    let on = |files: &Files, today| {
        check_with(
            files,
            &Setting {
                today,
                against: None,
            },
        )
        .diagnostics
    };
    let mut all: Vec<Diagnostic> = Vec::new();
    for files in slips().iter().chain(&stories()).chain(&folders()) {
        all.extend(on(files, None));
    }
    all.extend(on(&example(), Some(date!(2030 - 01 - 01))));
    all.extend(on(&example(), Some(date!(2026 - 01 - 01))));
    let ended = "in_force_to: 2026-12-31\nreviewed:";
    let ended = with(example(), "rules/our-name-first.md", "reviewed:", ended);
    all.extend(on(&ended, Some(date!(2027 - 01 - 01))));
    all.extend(moved());
    let mut said: BTreeMap<&'static str, Vec<Diagnostic>> = BTreeMap::new();
    for problem in all {
        let code = problem.problem.code();
        let known = said.entry(code).or_default();
        let message = problem.message(Language::En);
        let new = MANY.contains(&code) && known.iter().all(|k| k.message(Language::En) != message);
        if known.is_empty() || new {
            known.push(problem);
        }
    }
    said
}

/// A text as it stands in a table: with its own marks, but for code.
fn cell(text: &str) -> String {
    let mut out = String::new();
    for (n, part) in text.replace('|', "\\|").split('`').enumerate() {
        let is_code = n % 2 == 1;
        if n > 0 {
            out.push('`');
        }
        if is_code {
            out.push_str(part);
        } else {
            let marks = [("*", "\\*"), ("[", "\\["), ("<", "&lt;"), ("_", "\\_")];
            out.push_str(
                &marks
                    .iter()
                    .fold(part.to_owned(), |text, (mark, to)| text.replace(mark, to)),
            );
        }
    }
    out
}

fn row(problem: &Diagnostic) -> String {
    let says = |language| {
        let (message, mend) = (problem.message(language), problem.mend(language));
        format!("{}<br>→ {}", cell(&message), cell(&mend))
    };
    let code = problem.problem.code();
    let mark = if problem.problem.severity() == Severity::Warning {
        " (warning)"
    } else {
        ""
    };
    format!(
        "| `{code}`{mark} | {} | {} |\n",
        says(Language::En),
        says(Language::Ko)
    )
}

#[test]
fn the_page_lists_all_that_the_checker_says() {
    let said = said();
    let missing: Vec<_> = codes()
        .into_iter()
        .filter(|code| !said.contains_key(code))
        .collect();
    assert!(missing.is_empty(), "nothing says {missing:?}");
    let mut table = "\n| code | it says, and what to do | 한국어로 |\n|---|---|---|\n".to_owned();
    for code in codes() {
        table.extend(said[code].iter().map(row));
    }
    let page = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/content-format.md");
    let text = std::fs::read_to_string(&page).unwrap();
    let (head, rest) = text.split_once(BEGIN).unwrap();
    let (old, tail) = rest.split_once(END).unwrap();
    let now = format!("{table}\n");
    if std::env::var_os("JASIN_BLESS").is_some() {
        std::fs::write(&page, format!("{head}{BEGIN}{now}{END}{tail}")).unwrap();
    } else {
        assert!(
            old == now,
            "JASIN_BLESS=1 cargo test -p services --test all the_page_lists writes the list again"
        );
    }
}

#[test]
fn the_page_says_when_each_warning_comes() {
    let page = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/content-format.md");
    let text = std::fs::read_to_string(page).unwrap();
    let (_, table) = text.split_once("These are warnings").unwrap();
    for (code, problem) in said() {
        let is_warning = problem[0].problem.severity() == Severity::Warning;
        assert_eq!(table.contains(&format!("`{code}`")), is_warning, "{code}");
    }
    assert!(text.contains(TRY), "the example is on the page");
}
