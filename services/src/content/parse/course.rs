//! `course.md`.

use super::{Problem, as_slug, count, practice_codes, slug, texts};
use crate::content::{
    document::{Document, Reader},
    findings::Findings,
    model::Course,
    slips::Front,
    yaml::Data,
};
use domain::{
    content::{Practice, Slug, Track},
    language::Language,
};
use std::collections::BTreeMap;

/// What a course's own pages are called in addresses, beside its parts.
const TAKEN: [&str; 1] = ["confidence"];

/// Reads a course. Its Markdown is for whoever works on it and is not shown.
pub fn course(document: &Document, out: &mut Findings) -> Option<Course> {
    let mut reader = Reader::new(document, out);
    let slug = slug(&mut reader, "slug");
    let title = texts(&mut reader, "title");
    let summary = texts(&mut reader, "summary");
    let languages = words(&mut reader, "languages", &["ko", "en"])
        .iter()
        .filter_map(|code| Language::from_code(code))
        .collect();
    let practices = words(&mut reader, "practices", &practice_codes())
        .iter()
        .filter_map(|code| Practice::from_code(code))
        .collect();
    let tracks = tracks(&mut reader);
    let minutes = count(reader.number("minutes", 1, 2400));
    let pass_mark = count(reader.number("pass_mark", 1, 100));
    let validity_months = count(reader.number("validity_months", 1, 120));
    let owner = reader.text("owner");
    let parts = parts(&mut reader);
    reader.finish();
    Some(Course {
        slug: slug?,
        title,
        summary,
        languages,
        practices,
        tracks,
        minutes,
        pass_mark,
        validity_months,
        owner,
        parts,
    })
}

/// The tracks, each with its place.
fn tracks(reader: &mut Reader<'_, '_>) -> BTreeMap<Track, u32> {
    let mut found = BTreeMap::new();
    let Some(value) = reader.optional("tracks") else {
        return found;
    };
    let Data::Map(fields) = &value.data else {
        let expected = "fields";
        let problem = Problem::WrongType { expected };
        reader.out().add(value.at.clone(), problem);
        return found;
    };
    for (key, place) in fields {
        match Track::from_code(&key.name) {
            Some(track) => {
                let place = reader.as_number(place, 1, 99);
                found.extend(place.map(|place| (track, count(place))));
            }
            None => {
                let codes = Track::ALL.map(Track::code);
                let problem = Problem::unknown_word(&key.name, &codes);
                reader.out().add(key.at.clone(), problem);
            }
        }
    }
    found
}

fn parts(reader: &mut Reader<'_, '_>) -> Vec<Slug> {
    reader.required("parts");
    let mut parts = Vec::new();
    for (text, at) in reader.texts("parts") {
        match as_slug(&text, at.clone(), reader.out()) {
            Some(part) if parts.contains(&part) => {
                reader.out().add(at, Problem::DuplicateId { id: text });
            }
            Some(part) if TAKEN.contains(&part.as_str()) => {
                let problem = Problem::Front(Front::TakenName { name: text });
                reader.out().add(at, problem);
                // Kept, so that its files are not told to be listed as well.
                parts.push(part);
            }
            Some(part) => parts.push(part),
            None => {}
        }
    }
    parts
}

fn words(reader: &mut Reader<'_, '_>, field: &'static str, allowed: &[&str]) -> Vec<String> {
    reader.required(field);
    let mut found = Vec::new();
    for (word, at) in reader.texts(field) {
        if !allowed.contains(&word.as_str()) {
            reader.out().add(at, Problem::unknown_word(&word, allowed));
        } else if found.contains(&word) {
            reader.out().add(at, Problem::DuplicateId { id: word });
        } else {
            found.push(word);
        }
    }
    found
}
