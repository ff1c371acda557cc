//! The shipped library with a mark in everything that may be seen only after an answer, and with its keys moved.

use services::content::{self, Files};
use std::path::Path;

/// How a mark begins and ends.
pub const BEGINS: &str = "CANARY-";
pub const ENDS: &str = "-YRANAC";

/// The library that ships.
pub fn shipped() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    content::read_folder(&folder).unwrap()
}

/// What a line of a quiz or a scenario is, as far as marks go.
#[derive(Default)]
struct Place {
    part: String,
    section: String,
    choice: String,
    /// The class of a question that is not picked.
    kind: String,
    ending: bool,
}

impl Place {
    /// Takes a line in, and says whether it is the first line of a feedback.
    fn moved(&mut self, line: &str, before: &str) -> bool {
        if let Some(heading) = line.strip_prefix("## ") {
            let braces = heading.split_once("{#").map_or("", |(_, braces)| braces);
            let words: Vec<&str> = braces.trim_end_matches('}').split_whitespace().collect();
            self.section = words.first().copied().unwrap_or_default().to_owned();
            let classes = words.iter().filter_map(|word| word.strip_prefix('.'));
            self.kind = classes
                .clone()
                .find(|c| ["order", "match", "mark", "short"].contains(c))
                .unwrap_or_default()
                .to_owned();
            self.ending = classes.clone().any(|class| class == "ending");
            self.choice.clear();
        } else if is_choice(line) {
            let name = line.split('`').nth(1).unwrap_or_default();
            self.choice = name.to_owned();
        }
        let feedback = |line: &str| line.starts_with(' ') && line.trim_start().starts_with("> ");
        !self.choice.is_empty() && feedback(line) && !feedback(before)
    }

    /// The mark of what is said of the choice, or of an ending.
    fn mark(&self, what: &str) -> String {
        let Self {
            part,
            section,
            choice,
            ..
        } = self;
        format!("{BEGINS}{what}-{part}-{section}-{choice}{ENDS}")
    }
}

/// A list item that begins with a name in backticks, ticked or not.
fn is_choice(line: &str) -> bool {
    let text = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let text = text.strip_prefix("- ").or_else(|| text.strip_prefix(". "));
    let text = text.map(|text| text.trim_start_matches("[x] ").trim_start_matches("[ ] "));
    text.is_some_and(|text| {
        text.starts_with('`') && !text.starts_with("`if ") && !text.starts_with("`otherwise` →")
    })
}

/// The library with its marks, and how many there are: in each feedback and each ending; in the names of lines and pairs,
/// which would tell where they belong; and as one more accepted answer of whatever is typed.
pub fn marked(files: &Files) -> (Files, usize) {
    let mut count = 0;
    let marked = files.iter().map(|(path, bytes)| {
        let Some(part) = exercise(path, bytes) else {
            return (path.clone(), bytes.clone());
        };
        let text = String::from_utf8(bytes.clone()).unwrap();
        let (text, marks) = mark(&part, &text);
        count += marks;
        (path.clone(), text.into_bytes())
    });
    (marked.collect(), count)
}

/// The library with quizzes that ask everything they have, so that no draw leaves a question out.
pub fn asking_all(files: &Files) -> Files {
    let asking = files.iter().map(|(path, bytes)| {
        if exercise(path, bytes).is_none() {
            return (path.clone(), bytes.clone());
        }
        let text = String::from_utf8(bytes.clone()).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with("draw: "));
        let text: String = lines.map(|line| format!("{line}\n")).collect();
        (path.clone(), text.into_bytes())
    });
    asking.collect()
}

/// The names of a quiz's questions, or of a scenario's scenes.
pub fn names(files: &Files, exercise: &super::Exercise) -> std::collections::BTreeSet<String> {
    let path = format!("courses/{}/ko/{}.md", exercise.course, exercise.part);
    let text = std::str::from_utf8(&files[&path]).unwrap();
    let heads = text.lines().filter(|line| line.starts_with("## "));
    heads
        .filter(|line| !line.contains(".fork") && !line.contains(".ending"))
        .filter_map(|line| line.split_once("{#")?.1.split([' ', '}']).next())
        .map(str::to_owned)
        .collect()
}

/// The name of a quiz or scenario.
fn exercise(path: &str, bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let kinds = ["kind: quiz\n", "kind: scenario\n"];
    let is = kinds.iter().any(|kind| text.contains(kind));
    let name = path.rsplit('/').next()?.strip_suffix(".md")?;
    is.then(|| name.to_owned())
}

fn mark(part: &str, text: &str) -> (String, usize) {
    let mut place = Place {
        part: part.to_owned(),
        ..Place::default()
    };
    let (mut out, mut count, mut before) = (Vec::new(), 0, "");
    let mut told = false;
    for line in text.lines() {
        let mut line_out = line.to_owned();
        if place.moved(line, before) {
            count += 1;
            line_out = format!("{line} {}", place.mark("said"));
        } else if is_choice(line) && ["order", "match"].contains(&place.kind.as_str()) {
            count += 1;
            let name = &place.choice;
            line_out = line.replacen(&format!("`{name}`"), &format!("`canary-{name}`"), 1);
        } else if line.contains("[x] `") && place.kind == "short" {
            count += 1;
            line_out = format!("{line} / {}", place.mark("typed"));
        } else if line.starts_with("## ") {
            told = false;
        } else if place.ending && !told && !line.trim().is_empty() {
            told = true;
            count += 1;
            line_out = format!("{line} {}", place.mark("end"));
        }
        out.push(line_out);
        before = line;
    }
    (out.join("\n") + "\n", count)
}

/// The library with its keys moved: in each question the ticks, and in each scene the scores, each on to the next choice.
/// Nothing else changes, so that nothing may look different before an answer.
pub fn turned(files: &Files) -> Files {
    let turned = files.iter().map(|(path, bytes)| {
        if exercise(path, bytes).is_none() {
            return (path.clone(), bytes.clone());
        }
        let text = String::from_utf8(bytes.clone()).unwrap();
        (path.clone(), turn(&text).into_bytes())
    });
    turned.collect()
}

fn turn(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    let heads: Vec<usize> = (0..lines.len())
        .filter(|n| lines[*n].starts_with("## "))
        .collect();
    for (n, from) in heads.iter().enumerate() {
        let to = heads.get(n + 1).copied().unwrap_or(lines.len());
        // What is typed has mistakes and answers of different kinds: they cannot change places.
        if lines[*from].contains(".short") {
            continue;
        }
        let choices: Vec<usize> = (*from..to).filter(|n| is_choice(lines[*n])).collect();
        for (at, place) in choices.iter().enumerate() {
            let from = lines[choices[(at + 1) % choices.len()]];
            out[*place] = with_key_of(lines[*place], from);
        }
    }
    out.join("\n") + "\n"
}

/// A choice with the tick or the score of another.
fn with_key_of(line: &str, other: &str) -> String {
    let mut out = line.to_owned();
    for tick in ["[x]", "[ ]"] {
        let place = line.find("[x] `").or_else(|| line.find("[ ] `"));
        if let (Some(at), true) = (place, other.contains(&format!("{tick} `"))) {
            out.replace_range(at..at + 3, tick);
        }
    }
    let score = |line: &str| line.find("`score ").map(|at| at + 7);
    if let (Some(here), Some(there)) = (score(line), score(other)) {
        out.replace_range(here..here + 1, &other[there..=there]);
    }
    out
}
