//! Names that moved since an earlier library. Results are kept under the names of part and question: what moves
//! leaves its results behind, unseen.

use crate::content::{
    findings::Finding,
    library::{CourseFolder, Library, PartFile},
    model::Part,
    problem::Problem,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// Compares with an earlier library, as far as both could be read.
pub(super) fn check(library: &Library, before: &Library, all: &mut Vec<Finding>) {
    for (name, folder) in &library.courses {
        parts(name, folder, library, before, all);
        if let Some(earlier) = before.courses.get(name) {
            names(folder, earlier, all);
        }
    }
}

/// Parts that are in another course now.
fn parts(
    course: &str,
    folder: &CourseFolder,
    library: &Library,
    before: &Library,
    all: &mut Vec<Finding>,
) {
    let has = |library: &Library, course: &str, part: &str| {
        let folder = library.courses.get(course);
        folder
            .is_some_and(|f| f.parts.contains_key(part) || f.unread.iter().any(|(n, _)| n == part))
    };
    for (part, files) in &folder.parts {
        if has(before, course, part) {
            continue;
        }
        let left = before
            .courses
            .keys()
            .find(|other| has(before, other, part) && !has(library, other, part));
        if let Some(from) = left {
            for file in files.values() {
                let (id, from) = (part.clone(), from.clone());
                push(all, file, 0..3, Problem::MovedId { id, from });
            }
        }
    }
}

/// Questions, scenes and forks that are in another part of the course now.
fn names(folder: &CourseFolder, earlier: &CourseFolder, all: &mut Vec<Finding>) {
    let (now, then) = (names_of(folder), names_of(earlier));
    let none = BTreeSet::new();
    for (part, files) in &folder.parts {
        let known = then.get(part.as_str()).unwrap_or(&none);
        let left: BTreeMap<&str, &str> = now[part.as_str()]
            .iter()
            .filter(|id| !known.contains(*id))
            .filter_map(|id| Some((*id, left_by(id, &now, &then)?)))
            .collect();
        let renamed = renamed(part, &left, &now, &then);
        for file in files.values() {
            if let Some(from) = renamed {
                let from = from.to_owned();
                push(all, file, 0..3, Problem::RenamedPart { from });
                continue;
            }
            for (id, at) in places(&file.part) {
                if let Some(from) = left.get(id) {
                    let (id, from) = (id.to_owned(), (*from).to_owned());
                    push(all, file, at, Problem::MovedId { id, from });
                }
            }
        }
    }
}

type Names<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

fn names_of(folder: &CourseFolder) -> Names<'_> {
    let parts = folder.parts.iter();
    parts
        .map(|(part, files)| {
            let ids = files.values().flat_map(|f| places(&f.part));
            (part.as_str(), ids.map(|(id, _)| id).collect())
        })
        .collect()
}

/// The part that had this name and has it no more.
fn left_by<'a>(id: &str, now: &Names<'_>, then: &Names<'a>) -> Option<&'a str> {
    let had = then.iter().filter(|(_, ids)| ids.contains(id));
    had.map(|(part, _)| *part)
        .find(|part| now.get(part).is_none_or(|ids| !ids.contains(id)))
}

/// The earlier name of a part all of whose names come from one that is gone.
fn renamed<'a>(
    part: &str,
    left: &BTreeMap<&str, &'a str>,
    now: &Names<'_>,
    then: &Names<'_>,
) -> Option<&'a str> {
    let from = left.values().next().copied()?;
    let whole = left.len() == now[part].len() && left.values().all(|p| *p == from);
    (whole && !now.contains_key(from) && !then.contains_key(part)).then_some(from)
}

/// What results are kept under, with its place.
fn places(part: &Part) -> Vec<(&str, Range<usize>)> {
    let named: Vec<(&str, Range<usize>)> = match part {
        Part::Module(_) => Vec::new(),
        Part::Quiz(quiz) => {
            let items = quiz.items.iter();
            items.map(|i| (i.id.as_str(), i.at.clone())).collect()
        }
        Part::Scenario(scenario) => {
            let scenes = scenario.scenes.iter();
            let forks = scenario.forks.iter();
            scenes
                .map(|s| (s.id.as_str(), s.at.clone()))
                .chain(forks.map(|f| (f.id.as_str(), f.at.clone())))
                .collect()
        }
    };
    named.into_iter().filter(|(id, _)| !id.is_empty()).collect()
}

fn push(all: &mut Vec<Finding>, file: &PartFile, at: Range<usize>, problem: Problem) {
    let path = file.path.clone();
    all.push(Finding { path, at, problem });
}
