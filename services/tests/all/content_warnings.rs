//! What the checker tells though a library could be brought in: choices that give themselves away, cards to look at
//! again.

use crate::content::{example, shown, with};
use domain::language::Language;
use services::content::{Checked, Files, Format, Setting, Severity, check, check_with};
use time::{Date, macros::date};

pub(crate) const QUIZ: &str = "courses/first-post/ko/ask.md";
pub(crate) const SCENARIO: &str = "courses/first-post/ko/try.md";

/// The example with these questions, each a list of its answers; the first letter `x` marks the right one.
pub(crate) fn quiz(items: &[[&str; 3]]) -> Files {
    let mut files = example();
    for (language, path) in [("ko", QUIZ), ("en", "courses/first-post/en/ask.md")] {
        let mut text = format!(
            "---\nkind: quiz\nid: ask\ntitle: {language}\nminutes: 2\npractice: start-small\n---\n"
        );
        for (n, answers) in items.iter().enumerate() {
            text.push_str(&format!("\n## Question {n} {{#q{n}}}\n\nWhat?\n\n"));
            for (m, answer) in answers.iter().enumerate() {
                let right = answer.trim_start_matches('*').starts_with('x');
                let tick = if right { "x" } else { " " };
                text.push_str(&format!("- [{tick}] `a{m}` {answer}\n  > So.\n"));
            }
        }
        files.insert(path.to_owned(), text.into_bytes());
    }
    files
}

/// The example with scenes in a row, each a list of its choices; the first letter `x` marks the best one.
pub(crate) fn scenario(scenes: &[[&str; 3]]) -> Files {
    let mut files = example();
    for (language, path) in [("ko", SCENARIO), ("en", "courses/first-post/en/try.md")] {
        let mut text = format!(
            "---\nkind: scenario\nid: try\ntitle: {language}\nminutes: 2\npractice: start-small\nstart: s0\n---\n"
        );
        for (n, choices) in scenes.iter().enumerate() {
            text.push_str(&format!("\n## Scene {n} {{#s{n} channel=dm}}\n\nSo.\n\n"));
            for (m, choice) in choices.iter().enumerate() {
                let best = choice.trim_start_matches('*').starts_with('x');
                let (score, next) = (if best { 3 } else { 1 }, n + 1);
                text.push_str(&format!(
                    "- `c{m}` {choice} → [on](#s{next}) `score {score}`\n  > So.\n"
                ));
            }
        }
        let end = scenes.len();
        text.push_str(&format!(
            "\n## The end {{#s{end} .ending outcome=good}}\n\nDone.\n"
        ));
        files.insert(path.to_owned(), text.into_bytes());
    }
    files
}

/// The messages about one file, which are warnings, all of them.
fn warnings(files: &Files, path: &str) -> Vec<String> {
    let checked = check(files);
    assert_eq!(checked.count(Severity::Error), 0, "{:?}", shown(&checked));
    let of = checked.diagnostics.iter().filter(|d| d.file == path);
    of.map(|d| d.message(Language::En)).collect()
}

#[test]
fn a_right_answer_that_is_mostly_the_longest_is_told() {
    let long = ["aa", "xxxx", "bb"];
    let long_first = ["xxxx", "aa", "bb"];
    let short = ["aaaaa", "bb", "xx"];
    let other = ["xx", "aaaaa", "bb"];
    assert_eq!(
        warnings(&quiz(&[long, long_first, long, short, other]), QUIZ),
        [
            "The right answer gives itself away by its length: it is the longest in 3 of 5 questions with one \
             answer: “Question 0”, “Question 1”, “Question 2”."
        ]
    );
    // Exactly half, and a pattern in few questions, are chance.
    let half = [long, long_first, long, short, short, other];
    assert!(warnings(&quiz(&half), QUIZ).is_empty());
    assert!(warnings(&quiz(&half[..4]), QUIZ).is_empty());
}

#[test]
fn a_right_answer_that_is_mostly_at_one_place_is_told() {
    let second = ["aaaaa", "xx", "bb"];
    let third = ["aaaaa", "bb", "xx"];
    assert_eq!(
        warnings(&quiz(&[third, second, second, second, third]), QUIZ),
        [
            "The right answer gives itself away by its place: it is number 2 in 3 of 5 questions with one answer: \
             “Question 1”, “Question 2”, “Question 3”."
        ]
    );
}

#[test]
fn right_answers_that_are_all_longer_than_the_others_are_told() {
    let several = ["xxxx", "xxx", "a"];
    let fine = ["xxxx", "xx", "aaa"];
    assert_eq!(
        warnings(&quiz(&[several, fine, several, fine, several]), QUIZ),
        [
            "The right answers give themselves away by their length: all are longer than the others in 3 of 5 questions \
             with several answers: “Question 0”, “Question 2”, “Question 4”."
        ]
    );
    let half = [several, fine, several, fine, several, fine];
    assert!(warnings(&quiz(&half), QUIZ).is_empty());
    assert!(warnings(&quiz(&[several; 4]), QUIZ).is_empty());
}

#[test]
fn a_right_answer_that_is_mostly_the_shortest_is_told() {
    let [first, second, third] = [["x", "aa", "bb"], ["aa", "x", "bb"], ["aa", "bb", "x"]];
    let said = |of: &str| {
        format!(
            "{of} “{}”.",
            ["0", "1", "2"].map(|n| n.to_owned()).join("”, “")
        )
    };
    let neither = ["xx", "aa", "bb"];
    let other = ["aa", "xx", "bb"];
    let all = [first, second, third, neither, other];
    let told = warnings(&quiz(&all), QUIZ);
    let expected = said(
        "The right answer gives itself away by its length: it is the shortest in 3 of 5 questions with one answer:",
    );
    assert_eq!(told, [expected.replace('“', "“Question ")]);
    let expected = said(
        "The best choice gives itself away by its length: it is the shortest in 3 of 5 scenes:",
    );
    let told = warnings(&scenario(&all), SCENARIO);
    assert_eq!(told, [expected.replace('“', "“Scene ")]);
    let half = [first, second, third, neither, other, ["aa", "bb", "xx"]];
    assert!(warnings(&quiz(&half), QUIZ).is_empty());
    assert!(warnings(&scenario(&half), SCENARIO).is_empty());
}

#[test]
fn a_best_choice_that_is_mostly_at_one_place_is_told() {
    let [first, second, third] = [["xx", "aa", "bb"], ["aa", "xx", "bb"], ["aa", "bb", "xx"]];
    let often = [second, first, second, third, second];
    let told = warnings(&scenario(&often), SCENARIO);
    assert_eq!(
        told,
        [
            "The best choice gives itself away by its place: it is number 2 in 3 of 5 scenes: “Scene 0”, “Scene 2”, \
             “Scene 4”."
        ]
    );
    let half = [second, first, second, third, second, third];
    assert!(warnings(&scenario(&half), SCENARIO).is_empty());
}

#[test]
fn a_best_choice_that_is_often_the_longest_or_the_first_is_told() {
    let long = ["aa", "**xxxx**", "bb"];
    let long_first = ["xxxx", "aa", "bb"];
    let first = ["xx", "aaaaa", "bb"];
    let neither = ["aaaaa", "bb", "xx"];
    assert_eq!(
        warnings(
            &scenario(&[long, neither, long_first, neither, long]),
            SCENARIO
        ),
        [
            "The best choice gives itself away by its length: it is the longest in 3 of 5 scenes: “Scene 0”, \
             “Scene 2”, “Scene 4”."
        ]
    );
    assert_eq!(
        warnings(
            &scenario(&[first, neither, first, neither, first]),
            SCENARIO
        ),
        [
            "The best choice gives itself away by its place: it comes first in 3 of 5 scenes: “Scene 0”, “Scene \
             2”, “Scene 4”."
        ]
    );
    // Two fifths are not more than two fifths.
    let fine = [long, first, long, first, neither];
    assert!(warnings(&scenario(&fine), SCENARIO).is_empty());
    assert!(warnings(&scenario(&[long; 4]), SCENARIO).is_empty());
}

#[test]
fn marks_do_not_make_a_choice_longer() {
    let marked = [
        "aaaaaaa",
        "**xx** [y](https://example.com/long/address)",
        "bb",
    ];
    let items = [
        marked,
        marked,
        ["aaaaa", "bb", "xx"],
        ["xx", "aaaaa", "bb"],
        ["xx", "aaa", "b"],
    ];
    assert!(warnings(&quiz(&items), QUIZ).is_empty());
}

fn on(files: &Files, today: Date) -> Checked {
    let today = Some(today);
    check_with(
        files,
        &Setting {
            today,
            against: None,
        },
    )
}

#[test]
fn a_rule_card_is_overdue_the_day_after_and_stops_nothing() {
    let files = example();
    assert!(on(&files, date!(2027 - 05 - 23)).diagnostics.is_empty());
    let late = on(&files, date!(2027 - 05 - 24));
    assert_eq!(
        shown(&late),
        ["rules/our-name-first.md:12:14 This rule card was to be reviewed again by 2027-05-23."]
    );
    let said = late.show(Language::En);
    assert!(
        said.contains("12:14: warning: This rule card")
            && said.ends_with("No problem, 1 warning found.\n")
    );
    assert!(
        late.show(Language::Ko)
            .contains("살펴볼 것: 다시 확인하기로")
    );
    assert!(late.into_library().is_ok());
}

#[test]
fn a_course_without_a_quiz_has_a_mark_that_nobody_reaches() {
    let mut files = with(
        example(),
        "courses/first-post/course.md",
        "[why, ask, more, try]",
        "[why, try]",
    );
    files.retain(|path, _| !path.ends_with("ask.md") && !path.ends_with("more.md"));
    let checked = check(&files);
    assert_eq!(
        shown(&checked),
        [
            "courses/first-post/course.md:12:12 Nobody can reach the pass mark: the course has no quiz."
        ]
    );
    assert!(checked.into_library().is_ok());
}

#[test]
fn a_rule_that_is_over_is_told_from_the_day_after_its_last() {
    let files = with(
        example(),
        "rules/our-name-first.md",
        "reviewed:",
        "in_force_to: 2026-12-31\nreviewed:",
    );
    assert!(on(&files, date!(2026 - 12 - 31)).diagnostics.is_empty());
    let late = on(&files, date!(2027 - 01 - 01));
    assert_eq!(
        shown(&late),
        ["rules/our-name-first.md:9:14 This rule was in force until 2026-12-31."]
    );
    assert!(late.into_library().is_ok());
    assert!(check(&files).diagnostics.is_empty());
}

#[test]
fn a_part_with_a_taken_name_is_told_once() {
    let mut files = with(
        example(),
        "courses/first-post/course.md",
        "[why, ask, more, try]",
        "[why, ask, more, try, confidence]",
    );
    for language in ["ko", "en"] {
        let why =
            String::from_utf8(files[&format!("courses/first-post/{language}/why.md")].clone());
        let text = why.unwrap().replace("id: why", "id: confidence");
        files.insert(
            format!("courses/first-post/{language}/confidence.md"),
            text.into_bytes(),
        );
    }
    assert_eq!(
        shown(&check(&files)),
        [
            "courses/first-post/course.md:15:30 “confidence” is the address of a page that every course has."
        ]
    );
}

#[test]
fn what_is_cut_is_counted() {
    let path = "courses/first-post/ko/why.md";
    let pictures = "![](a) ".repeat(800);
    let files = with(example(), path, "\n## ", &format!("\n{pictures}\n\n## "));
    let checked = check(&files);
    assert!(checked.diagnostics.len() < 1_100);
    // Each has no text beside it, and is not there.
    assert!(checked.count(Severity::Error) >= 1_600);
    let many = checked.diagnostics.iter().map(|d| d.message(Language::En));
    assert_eq!(many.filter(|m| m.ends_with("more problems.")).count(), 1);
    let total = format!("{} problems found.", checked.count(Severity::Error));
    assert!(checked.show(Language::En).contains(&total));
}

#[test]
fn a_program_reads_every_problem() {
    let files = with(
        example(),
        QUIZ,
        "rule=our-name-first",
        "rule=our-name-frist",
    );
    let checked = check(&files);
    let read: serde_json::Value =
        serde_json::from_str(checked.report(Format::Json, "mine", Language::En).trim()).unwrap();
    assert_eq!(
        read,
        serde_json::json!({
            "file": QUIZ,
            "line": 12,
            "column": 1,
            "end_column": 54,
            "severity": "error",
            "code": "unknown-rule",
            "message": "There is no rule card “our-name-frist”.",
            "help": "Did you mean “our-name-first”? Otherwise write a rule card in rules.",
        })
    );
    assert!(checked.report(Format::Github, "mine/", Language::En).starts_with(
        "::error file=mine/courses/first-post/ko/ask.md,line=12,endLine=12,col=1,endColumn=53,title=unknown-rule::There"
    ));
    assert_eq!(
        check(&example()).report(Format::Json, "mine", Language::En),
        ""
    );
}

#[test]
fn a_text_that_is_not_translated_is_told() {
    let english = "courses/first-post/en/why.md";
    let mut files = example();
    files.insert(
        english.to_owned(),
        files["courses/first-post/ko/why.md"].clone(),
    );
    let told = check(&files);
    let said = "This English text is in Korean (3 of 3 lines are the same as the Korean text).";
    assert_eq!(warnings(&files, english), [said]);
    assert_eq!(
        told.diagnostics[0].message(Language::Ko),
        "영어 글이 한국어 그대로예요. (3줄 가운데 3줄이 한국어 글과 같아요.)"
    );
    assert_eq!(
        (told.diagnostics[0].line, told.diagnostics[0].is_error()),
        (10, false)
    );
    // Most of a quiz, and in the other direction.
    let mut files = example();
    for part in ["ask", "more", "try"] {
        let [ko, en] = ["ko", "en"].map(|l| format!("courses/first-post/{l}/{part}.md"));
        files.insert(ko.clone(), files[&en].clone());
        let said = warnings(&files, &ko);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            said[0].starts_with("This Korean text is in English ("),
            "{said:?}"
        );
    }
}

#[test]
fn a_card_that_was_reviewed_tomorrow_is_told() {
    let files = example();
    let early = on(&files, date!(2026 - 11 - 22));
    let expected = ["rules/our-name-first.md:9:11 This day of review has not come yet."];
    assert_eq!(shown(&early), expected);
    assert_eq!(
        early.diagnostics[0].message(Language::Ko),
        "확인한 날이 아직 오지 않은 날이에요."
    );
    assert!(on(&files, date!(2026 - 11 - 23)).diagnostics.is_empty());
}
