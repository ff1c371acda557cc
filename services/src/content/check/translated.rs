//! Texts that wait for their translation: a copy of the other language, or letters of it.

use super::field;
use crate::content::{
    findings::Finding,
    library::PartFile,
    problem::Problem,
    slips::{Front, Markup},
};
use domain::language::Language;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// With fewer letters than this, a text is too short to tell its language by.
const FEWEST: usize = 40;

/// Looks whether each text is in the language of its folder.
pub(super) fn check(files: &BTreeMap<Language, PartFile>, all: &mut Vec<Finding>) {
    for (language, file) in files {
        let other = match language {
            Language::Ko => Language::En,
            Language::En => Language::Ko,
        };
        if !is_in(&file.document.body, other) {
            title(*language, file, files.get(&other), all);
            continue;
        }
        let lines = lines(&file.document.body);
        let theirs: BTreeSet<&str> = files
            .get(&other)
            .map(|other| self::lines(&other.document.body).into_iter().collect())
            .unwrap_or_default();
        let problem = Problem::Markup(Markup::Untranslated {
            language: *language,
            other,
            same: lines.iter().filter(|line| theirs.contains(*line)).count(),
            of: lines.len(),
        });
        let at = first_line(&file.document.body, file.document.body_at);
        let path = file.path.clone();
        all.push(Finding { path, at, problem });
    }
}

/// A title in Korean letters among English texts, or an English one of several words that was copied as it is: names
/// alone may be the same in both.
fn title(language: Language, file: &PartFile, theirs: Option<&PartFile>, all: &mut Vec<Finding>) {
    let title = &file.part.head().title;
    let hangul = title.chars().filter(|c| ('가'..='힣').contains(c)).count();
    let copied = theirs.is_some_and(|theirs| theirs.part.head().title == *title);
    let left = match language {
        Language::En => hangul > title.chars().filter(char::is_ascii_alphabetic).count(),
        Language::Ko => copied && hangul == 0 && title.contains(' '),
    };
    if left {
        all.push(Finding {
            path: file.path.clone(),
            at: field(&file.document, "title"),
            problem: Problem::Front(Front::TitleUntranslated { language }),
        });
    }
}

/// The lines that hold more than a few words.
fn lines(body: &str) -> Vec<&str> {
    let lines = body.lines().map(str::trim);
    lines
        .filter(|line| line.split_whitespace().count() > 3)
        .collect()
}

/// Whether most letters are those of a language. Names, addresses and code are in English everywhere.
fn is_in(body: &str, language: Language) -> bool {
    let (mut hangul, mut latin) = (0, 0);
    let mut hidden: Option<char> = None;
    for c in body.chars() {
        match (hidden, c) {
            (Some(end), c) if c == end || c == '\n' => hidden = None,
            (Some(_), _) => {}
            (None, '`') => hidden = Some('`'),
            (None, '{') => hidden = Some('}'),
            (None, '(') => hidden = Some(')'),
            (None, '가'..='힣') => hangul += 1,
            (None, c) if c.is_ascii_alphabetic() => latin += 1,
            (None, _) => {}
        }
    }
    match language {
        Language::Ko => hangul >= FEWEST && hangul > latin,
        // A text in Korean holds names and abbreviations; one in English, five letters to a syllable.
        Language::En => latin >= 5 * FEWEST && hangul * 20 < latin,
    }
}

/// The first line with a text.
fn first_line(body: &str, base: usize) -> Range<usize> {
    let start = body.len() - body.trim_start().len();
    let end = body[start..].find('\n').map_or(body.len(), |n| start + n);
    base + start..base + end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_known_by_its_letters() {
        let korean = "작은 회사 이야기를 처음 올려 보는 사람에게 보내는 편지예요. `score 3` [규칙](rule:our-name-first)\n".repeat(3);
        let english =
            "A letter to whoever posts about a company (우리 회사) for the first time.\n".repeat(5);
        assert!(is_in(&korean, Language::Ko) && !is_in(&korean, Language::En));
        assert!(is_in(&english, Language::En) && !is_in(&english, Language::Ko));
        assert!(!is_in("Hanbit", Language::En) && !is_in("한빛", Language::Ko));
    }
}
