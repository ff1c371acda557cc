//! Tables that a Markdown reader takes for words, or cuts: without their second line, touching a text, with rows of
//! another width.

use crate::content::{
    blocks::{Block, shift},
    findings::Findings,
    markdown::Piece,
    problem::Problem,
    slips::Markup,
};
use pulldown_cmark::{Event, Tag};
use std::ops::Range;

/// Looks at one block of a text.
pub(super) fn check(body: &str, base: usize, pieces: &[Piece], block: &Block, out: &mut Findings) {
    let inside = &pieces[block.pieces.clone()];
    match inside.first() {
        Some((Event::Start(Tag::Paragraph), at)) => paragraph(body, base, at, out),
        Some((Event::Start(Tag::Table(columns)), at)) => {
            rows(body, base, at, columns.len(), out);
        }
        _ => {}
    }
}

/// The lines of a place, each with its own.
fn lines<'a>(body: &'a str, at: &Range<usize>) -> Vec<(usize, &'a str)> {
    let mut start = at.start;
    let text = body.get(at.clone()).unwrap_or_default();
    text.split('\n')
        .map(|line| {
            let here = start;
            start += line.len() + 1;
            (here, line)
        })
        .filter(|(_, line)| !line.trim().is_empty())
        .collect()
}

/// A paragraph that was meant to be a table.
fn paragraph(body: &str, base: usize, at: &Range<usize>, out: &mut Findings) {
    let lines = lines(body, at);
    let Some(first) = lines.iter().position(|(_, line)| is_row(line)) else {
        return;
    };
    let row = lines[first];
    let place = |(start, line): (usize, &str)| shift(start..start + line.len(), base);
    let mut add = |line, slip| out.add(place(line), Problem::Markup(slip));
    if let Some(wide) = lines.iter().find(|(_, line)| line.contains('｜')) {
        return add(*wide, Markup::WideBar);
    }
    match lines.get(first + 1) {
        Some(second) if is_rule(second.1) => {
            // One of another width is what keeps it from being a table.
            let (expected, found) = (cells(row.1), cells(second.1));
            add(*second, Markup::TableColumns { expected, found });
        }
        Some(second) if is_row(second.1) => add(row, Markup::NoTableLine),
        _ => {}
    }
}

/// A table whose rows are not all as wide as its first.
fn rows(body: &str, base: usize, at: &Range<usize>, expected: usize, out: &mut Findings) {
    for (start, line) in lines(body, at).into_iter().skip(2) {
        let found = cells(line);
        if found != expected {
            let at = shift(start..start + line.len(), base);
            let slip = Markup::TableColumns { expected, found };
            out.add(at, Problem::Markup(slip));
        }
    }
}

/// `| a | b |`, with bars of either width.
fn is_row(line: &str) -> bool {
    let line = line.trim();
    let bars = line.chars().filter(|c| matches!(c, '|' | '｜')).count();
    line.starts_with(['|', '｜']) && bars >= 2
}

/// `|---|---|`.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('-')
        && line.contains('|')
        && line
            .chars()
            .all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

/// How many cells a row has. A bar after `\` is none, in code either.
fn cells(line: &str) -> usize {
    let line = line.trim();
    let mut escaped = false;
    let mut bars = 0;
    let mut last = false;
    for c in line.chars() {
        last = c == '|' && !escaped;
        bars += usize::from(last);
        escaped = c == '\\' && !escaped;
    }
    let ends = usize::from(line.starts_with('|')) + usize::from(last && line.len() > 1);
    (bars + 1).saturating_sub(ends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cells_are_counted() {
        for (row, n) in [
            ("| a | b |", 2),
            ("a | b", 2),
            ("| a \\| b |", 1),
            ("| `a \\| b` | c", 2),
            ("|", 1),
            ("|---|---|", 2),
        ] {
            assert_eq!(cells(row), n, "{row}");
        }
    }

    #[test]
    fn a_table_may_touch_the_text_above_it() {
        let pieces =
            crate::content::markdown::events("글이에요.\n| a | b |\n|---|---|\n| c | d |\n");
        let tables = pieces
            .iter()
            .filter(|(e, _)| matches!(e, Event::Start(Tag::Table(c)) if c.len() == 2));
        assert_eq!(tables.count(), 1, "{pieces:?}");
    }

    proptest! {
        #[test]
        fn no_line_panics(line in "([|｜\\\\ab: -]|가){0,30}") {
            let _ = (cells(&line), is_row(&line), is_rule(&line));
        }
    }
}
