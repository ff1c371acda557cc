//! A rule card: both languages in one file, so that one reviewer sees both.

use super::{Problem, slug, texts};
use crate::content::{
    blocks,
    document::{Document, Reader},
    findings::Findings,
    model::{RuleCard, Texts, Verified},
};
use domain::language::Language;

/// How the sections of a rule card are headed.
const HEADINGS: [(&str, Language); 2] = [("한국어", Language::Ko), ("English", Language::En)];

/// What people write where they have no reviewer yet.
const NOBODY: [&str; 8] = [
    "tbd",
    "todo",
    "none",
    "n/a",
    "nobody",
    "미정",
    "없음",
    "담당자 미정",
];

/// Whether these words name nobody.
fn is_nobody(who: &str) -> bool {
    let who = who.trim().to_lowercase();
    !who.contains(char::is_alphanumeric) || NOBODY.contains(&who.as_str())
}

/// Reads a rule card.
pub fn rule(document: &Document, out: &mut Findings) -> Option<RuleCard> {
    let mut reader = Reader::new(document, out);
    let id = slug(&mut reader, "id");
    let title = texts(&mut reader, "title");
    let jurisdiction = reader.word(
        "jurisdiction",
        &["KR", "US", "UK", "EU", "IFPMA", "company"],
    );
    let article = reader.text("article");
    let in_force_from = reader
        .optional("in_force_from")
        .and_then(|value| date(&mut reader, value));
    let in_force_to = reader
        .optional("in_force_to")
        .and_then(|value| date(&mut reader, value));
    // A rule of the house has a document of its own, not an address.
    let source = source(&mut reader, jurisdiction.as_deref() == Some("company"));
    let reviewed = required_date(&mut reader, "reviewed");
    let codes = Verified::ALL.map(|(code, _)| code);
    let verified = reader.word("verified", &codes);
    let reviewer = reader
        .optional_text("reviewer")
        .filter(|who| !is_nobody(who));
    let next_review = required_date(&mut reader, "next_review");
    reader.finish();
    let text = sections(document, out);
    Some(RuleCard {
        id: id?,
        title,
        jurisdiction: jurisdiction?,
        article,
        in_force_from,
        in_force_to,
        source,
        reviewed,
        verified: Verified::ALL
            .into_iter()
            .find(|(code, _)| Some(*code) == verified.as_deref())
            .map(|(_, v)| v)?,
        reviewer,
        next_review,
        text,
    })
}

fn sections(document: &Document, out: &mut Findings) -> Texts {
    let (before, sections) = blocks::sections(&document.body, document.body_at, out);
    if !before.is_empty() {
        let start = document.body_at + document.body.find(&before).unwrap_or(0);
        let line = before.find('\n').unwrap_or(before.len());
        out.add(start..start + line, Problem::TextBeforeHeading);
    }
    let mut found = Texts::new();
    for section in sections {
        let at = blocks::shift(section.heading.at.clone(), document.body_at);
        let title = section.heading.title.as_str();
        match HEADINGS.into_iter().find(|(heading, _)| *heading == title) {
            None => out.add(at, Problem::unknown_word(title, &HEADINGS.map(|(h, _)| h))),
            Some((_, language)) => {
                if found.insert(language, section.text).is_some() {
                    out.add(at, Problem::DuplicateId { id: title.into() });
                }
            }
        }
    }
    for language in Language::ALL {
        if found.get(&language).is_none_or(String::is_empty) {
            out.add(0..3, Problem::MissingSection { language });
        }
    }
    found
}

fn source(reader: &mut Reader<'_, '_>, of_the_house: bool) -> String {
    let Some(value) = reader.required("source") else {
        return String::new();
    };
    let Some(text) = reader.as_text(value) else {
        return String::new();
    };
    if of_the_house {
        return text;
    }
    if !text.starts_with("https://") || text.contains(char::is_whitespace) {
        let problem = Problem::BadAddress { text: text.clone() };
        reader.out().add(value.at.clone(), problem);
    }
    text
}

fn required_date(reader: &mut Reader<'_, '_>, field: &'static str) -> String {
    let value = reader.required(field);
    value
        .and_then(|value| date(reader, value))
        .unwrap_or_default()
}

fn date(reader: &mut Reader<'_, '_>, value: &crate::content::yaml::Value) -> Option<String> {
    let text = reader.as_text(value)?;
    let format = time::macros::format_description!("[year]-[month]-[day]");
    if time::Date::parse(&text, format).is_ok() {
        return Some(text);
    }
    reader
        .out()
        .add(value.at.clone(), Problem::BadDate { text });
    None
}
