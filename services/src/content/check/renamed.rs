//! What has another name than in an earlier library. Results are kept under names: the same text under another name
//! leaves its results behind, and where two names were swapped each has those of the other.

use crate::content::{
    findings::Finding,
    library::{Library, PartFile},
    model::{Item, Part, Scene},
    problem::Problem,
};
use std::{collections::BTreeMap, ops::Range};

/// Something that results are kept under.
struct Named<'a> {
    id: &'a str,
    at: Range<usize>,
    text: Vec<&'a str>,
    choices: Vec<Named<'a>>,
}

/// Compares each text with the one of the same part and language before.
pub(super) fn check(library: &Library, before: &Library, all: &mut Vec<Finding>) {
    for (course, folder) in &library.courses {
        let Some(earlier) = before.courses.get(course) else {
            continue;
        };
        for (part, files) in &folder.parts {
            let Some(earlier) = earlier.parts.get(part) else {
                continue;
            };
            for (language, file) in files {
                if let Some(before) = earlier.get(language) {
                    part_of(file, before, all);
                }
            }
        }
    }
}

fn part_of(file: &PartFile, before: &PartFile, all: &mut Vec<Finding>) {
    let (now, then) = (named(&file.part), named(&before.part));
    let mut found = renamed(&now, &then);
    for one in &now {
        let same = |other: &&Named<'_>| other.id == one.id;
        if let Some(other) = then.iter().find(same)
            && found.iter().all(|(id, _, _)| *id != one.id)
        {
            found.extend(renamed(&one.choices, &other.choices));
        }
    }
    all.extend(found.into_iter().map(|(id, from, at)| Finding {
        path: file.path.clone(),
        at,
        problem: Problem::RenamedId {
            id: id.to_owned(),
            from: from.to_owned(),
        },
    }));
}

/// What has the text of another now that has left it: its name, the earlier one, and its place.
fn renamed<'a>(now: &[Named<'a>], then: &[Named<'a>]) -> Vec<(&'a str, &'a str, Range<usize>)> {
    let text_of = |all: &[Named<'a>]| -> BTreeMap<&'a str, Vec<&'a str>> {
        all.iter().map(|one| (one.id, one.text.clone())).collect()
    };
    let (here, there) = (text_of(now), text_of(then));
    let mut names: BTreeMap<&[&str], Vec<&'a str>> = BTreeMap::new();
    for one in then.iter().filter(|one| !one.id.is_empty()) {
        names.entry(&one.text).or_default().push(one.id);
    }
    let moved = |one: &Named<'a>| {
        if one.id.is_empty() || one.text.iter().all(|text| text.is_empty()) {
            return None;
        }
        if there.get(one.id) == Some(&one.text) {
            return None;
        }
        let mut names = names.get(one.text.as_slice())?.iter();
        let from = names.find(|name| here.get(*name) != Some(&one.text))?;
        Some((one.id, *from, one.at.clone()))
    };
    now.iter().filter_map(moved).collect()
}

fn named(part: &Part) -> Vec<Named<'_>> {
    match part {
        Part::Module(_) => Vec::new(),
        Part::Quiz(quiz) => quiz.items.iter().map(item).collect(),
        Part::Scenario(scenario) => scenario.scenes.iter().map(scene).collect(),
    }
}

fn item(item: &Item) -> Named<'_> {
    let choices = item.choices.iter().map(|choice| Named {
        id: &choice.id,
        at: item.at.clone(),
        text: vec![&choice.text, &choice.with],
        choices: Vec::new(),
    });
    whole(&item.id, &item.at, [&item.prompt, &item.draft], choices)
}

fn scene(scene: &Scene) -> Named<'_> {
    let choices = scene.choices.iter().map(|turn| Named {
        id: &turn.id,
        at: turn.at.clone(),
        text: vec![&turn.text],
        choices: Vec::new(),
    });
    whole(&scene.id, &scene.at, [&scene.text, ""], choices)
}

/// Its text is also that of its choices, in any order: two questions may begin alike.
fn whole<'a>(
    id: &'a str,
    at: &Range<usize>,
    text: [&'a str; 2],
    choices: impl Iterator<Item = Named<'a>>,
) -> Named<'a> {
    let choices: Vec<Named<'_>> = choices.collect();
    let mut said: Vec<&str> = choices
        .iter()
        .flat_map(|c| c.text.iter().copied())
        .collect();
    said.sort_unstable();
    Named {
        id,
        at: at.clone(),
        text: text.into_iter().chain(said).collect(),
        choices,
    }
}
