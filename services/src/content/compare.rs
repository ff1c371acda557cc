//! What differs between two versions of a text, in units that people recognise: sections and lines.

use super::{blocks, document::Document, markdown};
use domain::compare::{Piece, lines};
use std::collections::BTreeMap;

/// What became of something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// It is new.
    Added,
    /// It is there no longer.
    Removed,
    /// It says something else.
    Changed,
    /// It says the same and stands elsewhere.
    Moved,
}

/// A section or a field that differs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// Where: a field of the front matter, or a section.
    pub place: Place,
    /// What became of it.
    pub what: What,
    /// The lines, those in both included.
    pub lines: Vec<Piece>,
}

/// Where a difference is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// A field of the front matter.
    Field(String),
    /// What stands before the first heading.
    Beginning,
    /// What stands under a heading of level two.
    Section(String),
}

/// Everything that differs between two versions of a text.
#[must_use]
pub fn documents(before: &Document, after: &Document) -> Vec<Difference> {
    let mut found = fields(before, after);
    found.extend(bodies(&before.body, &after.body));
    found
}

fn fields(before: &Document, after: &Document) -> Vec<Difference> {
    let values = |document: &Document| -> BTreeMap<String, String> {
        let fields = document.fields().iter();
        fields
            .map(|(key, value)| (key.name.clone(), shown(&value.to_json())))
            .collect()
    };
    let (before, after) = (values(before), values(after));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .filter_map(|name| {
            let (a, b) = (before.get(name), after.get(name));
            let what = change(a, b)?;
            Some(Difference {
                place: Place::Field(name.clone()),
                what,
                lines: lines(a.map_or("", String::as_str), b.map_or("", String::as_str)),
            })
        })
        .collect()
}

/// A value as one reads it: no quotes around a text, a line for each entry of what has several.
fn shown(value: &serde_json::Value) -> String {
    use serde_json::Value as Json;
    match value {
        Json::String(text) => text.clone(),
        Json::Array(list) => list.iter().map(shown).collect::<Vec<_>>().join("\n"),
        Json::Object(map) => {
            let lines = map.iter().map(|(key, value)| match value {
                Json::Array(list) => {
                    let list: Vec<String> = list.iter().map(shown).collect();
                    format!("{key}: {}", list.join(", "))
                }
                Json::Object(_) => format!("{key}: {}", shown(value).replace('\n', ", ")),
                _ => format!("{key}: {}", shown(value)),
            });
            lines.collect::<Vec<_>>().join("\n")
        }
        other => other.to_string(),
    }
}

fn change<T: PartialEq>(before: Option<&T>, after: Option<&T>) -> Option<What> {
    match (before, after) {
        (None, None) => None,
        (None, Some(_)) => Some(What::Added),
        (Some(_), None) => Some(What::Removed),
        (Some(a), Some(b)) => (a != b).then_some(What::Changed),
    }
}

struct Section<'a> {
    /// Its id, or its title where it has none.
    name: String,
    title: String,
    text: &'a str,
}

fn bodies(before: &str, after: &str) -> Vec<Difference> {
    let (before, after) = (sections(before), sections(after));
    let find = |list: &[Section<'_>], name: &str| list.iter().position(|s| s.name == name);
    let mut found = Vec::new();
    for (n, section) in after.iter().enumerate() {
        let earlier = find(&before, &section.name).map(|n| &before[n]);
        let what = match earlier {
            Some(e) if e.text != section.text => What::Changed,
            Some(_) if moved(&before, &after, n) => What::Moved,
            Some(_) => continue,
            None => What::Added,
        };
        found.push(difference(
            section,
            what,
            earlier.map_or("", |e| e.text),
            section.text,
        ));
    }
    for section in &before {
        if find(&after, &section.name).is_none() {
            found.push(difference(section, What::Removed, section.text, ""));
        }
    }
    found
}

/// Whether the nearest section before this one that both have is another one.
fn moved(before: &[Section<'_>], after: &[Section<'_>], n: usize) -> bool {
    let names =
        |list: &[Section<'_>]| -> Vec<String> { list.iter().map(|s| s.name.clone()).collect() };
    let (old, new) = (names(before), names(after));
    let previous = |list: &[String], other: &[String], at: usize| {
        list[..at]
            .iter()
            .rev()
            .find(|name| other.contains(name))
            .cloned()
    };
    let Some(at) = old.iter().position(|name| *name == new[n]) else {
        return false;
    };
    previous(&old, &new, at) != previous(&new, &old, n)
}

fn difference(section: &Section<'_>, what: What, before: &str, after: &str) -> Difference {
    Difference {
        place: if section.name.is_empty() {
            Place::Beginning
        } else {
            Place::Section(section.title.clone())
        },
        what,
        lines: lines(before, after),
    }
}

/// The Markdown of each section, its heading included.
fn sections(body: &str) -> Vec<Section<'_>> {
    let pieces = markdown::events(body);
    let mut marks = vec![(0, String::new(), String::new())];
    for block in blocks::blocks(&pieces) {
        if let Some(heading) = blocks::heading(&pieces[block.pieces.clone()])
            && heading.level <= 2
        {
            let name = heading.id.clone().unwrap_or_else(|| heading.title.clone());
            marks.push((block.at.start, name, heading.title));
        }
    }
    let ends: Vec<usize> = marks
        .iter()
        .skip(1)
        .map(|(at, ..)| *at)
        .chain([body.len()])
        .collect();
    marks
        .into_iter()
        .zip(ends)
        .map(|((start, name, title), end)| Section {
            name,
            title,
            text: body[start..end].trim(),
        })
        .filter(|section| !section.name.is_empty() || !section.text.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::findings::Findings;
    use super::*;
    use proptest::prelude::*;

    fn document(text: &str) -> Document {
        Document::parse(text, &mut Findings::new("f")).unwrap()
    }

    fn found(before: &str, after: &str) -> Vec<(Place, What)> {
        documents(&document(before), &document(after))
            .into_iter()
            .map(|d| (d.place, d.what))
            .collect()
    }

    #[test]
    fn differences_are_named_by_field_and_section() {
        let before = "---\ntitle: A\nminutes: 3\n---\n처음\n\n## 하나 {#one}\n\na\nb\n\n## 둘 {#two}\n\nc\n\n## 셋 {#three}\n\nd\n";
        let after = "---\nminutes: 4\ntitle: A\n---\n처음\n\n## 하나! {#one}\n\na\nx\n\n## 셋 {#three}\n\nd\n\n## 넷 {#four}\n";
        let section = |name: &str| Place::Section(name.into());
        assert_eq!(
            found(before, after),
            [
                (Place::Field("minutes".into()), What::Changed),
                (section("하나!"), What::Changed),
                (section("넷"), What::Added),
                (section("둘"), What::Removed),
            ]
        );
        assert_eq!(found(before, before), []);
    }

    #[test]
    fn what_only_moved_says_so() {
        let before = "---\na: 1\n---\n## 하나 {#one}\n\na\n\n## 둘 {#two}\n\nb\n";
        let after = "---\na: 1\n---\n## 둘 {#two}\n\nb\n\n## 하나 {#one}\n\na\n";
        assert_eq!(
            found(before, after),
            [
                (Place::Section("둘".into()), What::Moved),
                (Place::Section("하나".into()), What::Moved),
            ]
        );
    }

    proptest! {
        #[test]
        fn no_text_panics(a in "([#>*`\\[\\]x() \\n-]|가|\\{#a\\}){0,60}", b in "([#>*`\\[\\]x() \\n-]|가|\\{#a\\}){0,60}") {
            let _ = bodies(&a, &b);
        }
    }
}
