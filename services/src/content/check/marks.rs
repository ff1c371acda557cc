//! Boxes, footnotes and links to rules that a Markdown reader takes for words.

use crate::content::{
    blocks::shift, findings::Findings, lines::outside_fences, markdown::Piece, problem::Problem,
    slips::Markup,
};
use pulldown_cmark::{Event, Tag};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// What a box can be.
const BOXES: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

/// Looks at the lines of a text.
pub(super) fn check(body: &str, base: usize, pieces: &[Piece], out: &mut Findings) {
    let code: Vec<&Range<usize>> = pieces
        .iter()
        .filter(|(event, _)| matches!(event, Event::Code(_)))
        .map(|(_, at)| at)
        .collect();
    for (start, line) in outside_fences(body) {
        let found = alert(line)
            .into_iter()
            .chain(note_colon(line))
            .chain(rule_links(line));
        for (at, slip) in found {
            let place = start + at.start;
            if !in_code(&code, place) {
                let at = shift(place..start + at.end, base);
                out.add(at, Problem::Markup(slip));
            }
        }
    }
    notes(body, base, pieces, out);
}

/// Whether a place lies in code; `code` is in order.
fn in_code(code: &[&Range<usize>], place: usize) -> bool {
    let before = code.partition_point(|at| at.start <= place);
    code[..before].last().is_some_and(|at| at.contains(&place))
}

/// The longest name or address that is looked for, so that a text without its closing bracket is read once.
const LONGEST: usize = 200;

/// Where one of these signs comes next, if it comes soon.
fn soon(text: &str, signs: &[char]) -> Option<usize> {
    let mut near = text.char_indices().take(LONGEST);
    near.find(|(_, c)| signs.contains(c)).map(|(at, _)| at)
}

type Found = (Range<usize>, Markup);

/// `> [!주의]`, `> [！WARNING]`, or `[!WARNING]` without `>`.
fn alert(line: &str) -> Option<Found> {
    let quoted = line.trim_start().trim_start_matches('>');
    let is_quote = quoted.len() < line.trim_start().len();
    let rest = quoted.trim_start();
    let start = line.len() - rest.len();
    let inner = rest
        .strip_prefix(['[', '［'])
        .and_then(|inner| inner.strip_prefix(['!', '！']))?;
    let close = inner.find([']', '］'])?;
    let name = inner[..close].trim();
    let known = BOXES.contains(&name.to_uppercase().as_str());
    let tail = &inner[close..];
    let tail = &tail[tail.chars().next().map_or(0, char::len_utf8)..];
    // A link or picture: `[![alt](picture)](link)`.
    if tail.starts_with(['(', '[']) || name.is_empty() || name.starts_with('[') {
        return None;
    }
    let end = line.len() - tail.len();
    let word = line[start..end].to_owned();
    if is_quote {
        let exact = known && word == format!("[!{name}]") && tail.trim().is_empty();
        (!exact).then_some((start..end, Markup::UnknownBox { word }))
    } else {
        (known && tail.trim().is_empty()).then_some((start..end, Markup::BoxOutside { word }))
    }
}

/// `[^a]： note`.
fn note_colon(line: &str) -> Option<Found> {
    let (name, rest) = wide_note(line)?;
    let start = line.len() - rest.len();
    let name = name.to_owned();
    Some((start..start + '：'.len_utf8(), Markup::NoteColon { name }))
}

/// The name of such a note, and the line from its colon on.
fn wide_note(line: &str) -> Option<(&str, &str)> {
    let inner = line.trim_start().strip_prefix("[^")?;
    inner
        .split_once(']')
        .filter(|(_, rest)| rest.starts_with('：'))
}

/// `(rule: name)`, `] (rule:name)`, `(rule：name)`.
fn rule_links(line: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices("rule") {
        let before = &line[..at];
        let after = &line[at + "rule".len()..];
        let trimmed = before.trim_end();
        let Some(text) = trimmed.strip_suffix(['(', '（']) else {
            continue;
        };
        let linked = text.trim_end().ends_with(']');
        let colon = after.trim_start();
        if !linked || !colon.starts_with([':', '：']) {
            continue;
        }
        let well = text.ends_with(']')
            && before.ends_with('(')
            && after.starts_with(':')
            && !after[1..].starts_with(char::is_whitespace);
        let Some(close) = soon(after, &[')', '）']) else {
            continue;
        };
        let end = at + "rule".len() + close;
        let spaced = after[..close].trim_end().len() < close;
        if !well || spaced {
            let start = text.len();
            let end = end + line[end..].chars().next().map_or(0, char::len_utf8);
            let text = line[start..end].trim().to_owned();
            found.push((start..end, Markup::RuleLink { text }));
        }
    }
    found
}

/// Footnotes without a note, and notes to which nothing refers.
fn notes(body: &str, base: usize, pieces: &[Piece], out: &mut Findings) {
    let mut notes: BTreeMap<String, Range<usize>> = BTreeMap::new();
    let mut used: BTreeSet<String> = BTreeSet::new();
    let mut in_code = false;
    let mut words: Vec<Range<usize>> = Vec::new();
    for (event, at) in pieces {
        match event {
            Event::Start(Tag::FootnoteDefinition(name)) => {
                notes.insert(name.to_string(), at.clone());
            }
            Event::FootnoteReference(name) => {
                used.insert(name.to_string());
                words.push(at.clone());
            }
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => in_code = false,
            // Words that touch come in several pieces.
            Event::Text(_) if !in_code => match words.last_mut() {
                Some(last) if last.end == at.start => last.end = at.end,
                _ => words.push(at.clone()),
            },
            _ => {}
        }
    }
    let colons: BTreeSet<&str> = outside_fences(body)
        .filter_map(|(_, line)| wide_note(line).map(|(name, _)| name))
        .collect();
    for at in words {
        for (name, place) in references(&body[at.clone()]) {
            let place = at.start + place.start..at.start + place.end;
            // A note with a full-width colon has been told, and so is what refers to it.
            if !notes.contains_key(&name) && !colons.contains(name.as_str()) {
                out.add(shift(place, base), Problem::Markup(Markup::NoNote { name }));
            }
        }
    }
    for (name, at) in notes {
        if !used.contains(&name) {
            let line = body[at.start..].find('\n').map_or(at.end, |n| at.start + n);
            out.add(
                shift(at.start..line, base),
                Problem::Markup(Markup::UnusedNote { name }),
            );
        }
    }
}

/// `[^a]` in words.
fn references(text: &str) -> Vec<(String, Range<usize>)> {
    text.match_indices("[^")
        .filter_map(|(start, _)| {
            let inner = &text[start + 2..];
            let close = soon(inner, &[']'])?;
            let name = &inner[..close];
            let named = !name.is_empty() && !name.contains(char::is_whitespace);
            named.then(|| (name.to_owned(), start..start + 2 + close + 1))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_well_written_is_left_alone() {
        for line in [
            "> [!TIP]",
            "> [!warning]",
            "> [![그림](a.png)](https://a.b)",
            "글 [!] 글",
            "[규칙](rule:a-b)을 따라요",
            "the rule: (a) say so",
            "[a] the (rule) here",
            "[^a]: 글",
        ] {
            let found = alert(line).into_iter().chain(note_colon(line));
            assert_eq!(found.chain(rule_links(line)).count(), 0, "{line}");
        }
    }

    proptest! {
        #[test]
        fn no_line_panics(line in "([>\\[\\]!！^:：() a가］［（）]|rule|WARNING){0,16}") {
            let found = alert(&line).into_iter().chain(note_colon(&line));
            for (at, _) in found.chain(rule_links(&line)) {
                prop_assert!(line.get(at).is_some());
            }
            let _ = references(&line);
        }
    }
}
