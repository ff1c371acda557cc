//! What the checker tells of names that moved since an earlier state: results so far stay with the old ones.

use crate::{
    content::{example, shipped, shown, with},
    content_warnings::{QUIZ, SCENARIO},
};
use services::content::{Files, Setting, Severity, check_with};

fn against(files: &Files, before: &Files) -> Vec<String> {
    let against = Some(before);
    let setting = Setting {
        today: None,
        against,
    };
    let checked = check_with(files, &setting);
    let errors: Vec<_> = checked
        .diagnostics
        .iter()
        .map(|d| d.problem.severity())
        .collect();
    assert!(errors.iter().all(|s| *s == Severity::Error));
    shown(&checked)
}

#[test]
fn a_question_that_moved_to_another_part_is_told() {
    let before = example();
    assert!(against(&before, &before).is_empty());
    assert!(against(&shipped(), &shipped()).is_empty());
    let mut now = before.clone();
    for language in ["ko", "en"] {
        let old = format!("courses/first-post/{language}/ask.md");
        let text = String::from_utf8(now[&old].clone()).unwrap();
        let start = text.find("\n## ").unwrap();
        let second = start + 1 + text[start + 1..].find("\n## ").unwrap();
        let new = text[..start].replace("id: ask", "id: again") + &text[second..];
        now.insert(old, text.as_bytes()[..second].to_vec());
        now.insert(
            format!("courses/first-post/{language}/again.md"),
            new.into_bytes(),
        );
    }
    let now = with(
        now,
        "courses/first-post/course.md",
        "[why, ask, more, try]",
        "[why, ask, again, more, try]",
    );
    assert_eq!(
        against(&now, &before),
        [
            "courses/first-post/en/again.md:12:1 “fine” was in “ask” before: its results so far stay there.",
            "courses/first-post/ko/again.md:12:1 “fine” was in “ask” before: its results so far stay there.",
        ]
    );
}

#[test]
fn a_part_under_another_name_is_told_once_and_one_in_another_course_too() {
    let before = example();
    let mut renamed = Files::new();
    for (path, bytes) in &before {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let text = match path.as_str() {
            path if path.ends_with("ask.md") => text.replace("id: ask", "id: quiz"),
            path if path.ends_with("course.md") => {
                text.replace("[why, ask, more, try]", "[why, quiz, more, try]")
            }
            _ => text,
        };
        renamed.insert(path.replace("ask.md", "quiz.md"), text.into_bytes());
    }
    let was = "This was “ask” before: its results so far stay with that name.";
    assert_eq!(
        against(&renamed, &before),
        [
            format!("courses/first-post/en/quiz.md:1:1 {was}"),
            format!("courses/first-post/ko/quiz.md:1:1 {was}"),
        ]
    );
    let moved: Files = before
        .iter()
        .map(|(path, bytes)| {
            let text = String::from_utf8(bytes.clone()).unwrap();
            let text = text.replace("slug: first-post", "slug: another");
            (path.replace("first-post", "another"), text.into_bytes())
        })
        .collect();
    let told = against(&moved, &before);
    assert_eq!(told.len(), 8, "{told:?}");
    assert!(told[0].ends_with("“ask” was in “first-post” before: its results so far stay there."));
}

/// The example with these words of one file exchanged, or only the one put in place of the other.
fn swapped(path: &str, one: &str, other: &str) -> Files {
    let mut files = example();
    let text = String::from_utf8(files[path].clone()).unwrap();
    assert!(text.contains(one));
    let text = text.replace(one, "\0").replace(other, one);
    files.insert(path.to_owned(), text.replace('\0', other).into_bytes());
    files
}

/// What is told of the first file besides that the other language is different now.
fn names(files: &Files, path: &str) -> Vec<String> {
    let told = against(files, &example()).into_iter();
    let of_names = told.filter(|t| t.starts_with(path) && t.contains("was called"));
    of_names
        .map(|t| t.split_once(' ').unwrap().1.to_owned())
        .collect()
}

#[test]
fn names_that_were_swapped_or_changed_within_a_part_are_told() {
    let was = |id, from| {
        format!("“{id}” was called “{from}” before: its results so far stay with that name.")
    };
    // Two questions have each other's names.
    assert_eq!(
        names(&swapped(QUIZ, "{#first-line ", "{#fine "), QUIZ),
        [was("fine", "first-line"), was("first-line", "fine")]
    );
    // A question, a scene and a choice have new ones.
    let question = with(example(), QUIZ, "{#fine ", "{#good ");
    assert_eq!(names(&question, QUIZ), [was("good", "fine")]);
    let scene = swapped(SCENARIO, "#mended", "#saved-it");
    assert_eq!(names(&scene, SCENARIO), [was("saved-it", "mended")]);
    let choice = with(example(), QUIZ, "`joke`", "`jest`");
    assert_eq!(names(&choice, QUIZ), [was("jest", "joke")]);
    // Choices have each other's.
    assert_eq!(
        names(&swapped(QUIZ, "`joke`", "`employer`"), QUIZ),
        [was("employer", "joke"), was("joke", "employer")]
    );
    assert_eq!(
        names(&swapped(SCENARIO, "`thank`", "`hide`"), SCENARIO),
        [was("hide", "thank"), was("thank", "hide")]
    );
}

#[test]
fn a_text_that_was_rewritten_or_put_elsewhere_keeps_its_name() {
    let rewritten = with(example(), QUIZ, "농담", "가벼운 농담");
    assert_eq!(names(&rewritten, QUIZ), [""; 0]);
    let another = with(example(), QUIZ, "`joke` 농담", "`weather` 날씨");
    assert_eq!(names(&another, QUIZ), [""; 0]);
    // A question in two places is no question that moved.
    let mut copied = example();
    let text = String::from_utf8(copied[QUIZ].clone()).unwrap();
    let start = text.find("## 올려도").unwrap();
    let copy = text[start..].replace("{#fine ", "{#fine-too ");
    copied.insert(QUIZ.to_owned(), format!("{text}\n{copy}").into_bytes());
    assert_eq!(names(&copied, QUIZ), [""; 0]);
}
