//! What only the lines of a text show: a Markdown reader takes a list or a tick that is slightly off for words.

use std::ops::Range;

/// What begins an item, or was meant to.
const BULLETS: &str = "-*+•·‐–—−－";
/// Spaces that are none for a Markdown reader.
const SPACES: [char; 4] = [' ', '\t', '\u{a0}', '\u{3000}'];

/// A tick that a Markdown reader does not see, and its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadTick {
    /// What stands there.
    pub text: String,
    /// Where.
    pub at: Range<usize>,
}

/// The lines of a text with their places, but for those in fences.
pub fn outside_fences(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let mut fenced = false;
    text.split('\n').filter_map(move |line| {
        let start = at;
        at += line.len() + 1;
        let fence = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        fenced ^= fence;
        (!fenced && !fence).then_some((start, line))
    })
}

/// All ticks of a text that are slightly off; places are bytes of the text.
pub fn bad_ticks(text: &str) -> Vec<BadTick> {
    outside_fences(text)
        .filter_map(|(start, line)| {
            let found = bad_tick(line)?;
            Some(BadTick {
                text: line[found.clone()].to_owned(),
                at: start + found.start..start + found.end,
            })
        })
        .collect()
}

/// The place of a tick in a line that was meant to be one: `[v]`, `［x］`, `[]`, or `[x]` after a mark or space that
/// begins no item.
fn bad_tick(line: &str) -> Option<Range<usize>> {
    let indent = line.len() - line.trim_start_matches(SPACES).len();
    let rest = &line[indent..];
    let bullet = bullet(rest)?;
    let numbered = rest.starts_with(|c: char| c.is_ascii_digit());
    let (bullet, after) = rest.split_at(bullet);
    let gap = after.len() - after.trim_start_matches(SPACES).len();
    let token = &after[gap..];
    let open = token.chars().next().filter(|c| "[［【".contains(*c))?;
    let close = token.find([']', '］', '】'])?;
    let inside = &token[open.len_utf8()..close];
    let width = close + token[close..].chars().next().map_or(0, char::len_utf8);
    let tail = &token[width..];
    let marks = inside
        .trim()
        .chars()
        .filter(|c| !c.is_ascii_digit())
        .count();
    let digits = inside.chars().any(|c| c.is_ascii_digit());
    let short = inside.chars().count() <= 3 && marks <= 1 && !digits;
    let is_link = tail.starts_with(['(', ':', '[']) || inside.starts_with('^');
    let named = tail.trim_start().starts_with('`');
    if is_link || !(named || short && !numbered) {
        return None;
    }
    let well_begun =
        (numbered || "-*+".contains(bullet)) && gap > 0 && after[..gap].chars().all(|c| c == ' ');
    let ticked = matches!(&token[..width], "[ ]" | "[x]" | "[X]");
    let well_ended = tail.is_empty() || tail.starts_with([' ', '\t']);
    let end = indent + bullet.len() + gap + width;
    match (well_begun, ticked && well_ended) {
        (true, true) => None,
        (true, false) => Some(end - width..end),
        (false, _) => Some(indent..end),
    }
}

/// How many bytes the mark is long that begins an item, or was meant to: a bullet, or a number and its point.
fn bullet(rest: &str) -> Option<usize> {
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = rest[digits..].chars().next()?;
    let is_mark = if digits == 0 {
        BULLETS.contains(mark)
    } else {
        ".)".contains(mark)
    };
    is_mark.then_some(digits + mark.len_utf8())
}

/// How many spaces a line begins with.
pub fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_that_are_none_are_seen() {
        for (line, tick) in [
            ("- [v] `a` b", "[v]"),
            ("- ［x］ `a` b", "［x］"),
            ("- [] `a` b", "[]"),
            ("- [ x ] `a` b", "[ x ]"),
            ("-[x] `a` b", "-[x]"),
            ("• [ ] `a` b", "• [ ]"),
            ("-\u{a0}[x] `a` b", "-\u{a0}[x]"),
            ("- [x]`a` b", "[x]"),
            ("- [맞음] `a` b", "[맞음]"),
            ("12. [v] `a` b", "[v]"),
            ("1) [] `a` b", "[]"),
        ] {
            let found = bad_ticks(&format!("앞\n{line}\n"));
            assert_eq!(found.len(), 1, "{line}");
            assert_eq!(found[0].text, tick);
        }
    }

    #[test]
    fn other_lines_are_left_alone() {
        for line in [
            "- [x] `a` b",
            "* [ ] b",
            "- [X] `a`",
            "- [a](https://a.b)",
            "- [참고] 글",
            "- [^a]: 글",
            "- [1] 글",
            "1. [v] 글",
            "1. [x] `a` b",
            "2.5 [v] `a`",
            "[v] 글",
            "```\n- [v] `a`\n```",
        ] {
            assert_eq!(bad_ticks(line), [], "{line}");
        }
    }

    proptest! {
        #[test]
        fn no_line_panics(text in "([-*•\\[\\]［］【】 x`v가\u{a0}\u{3000}\n^1]){0,30}") {
            for tick in bad_ticks(&text) {
                prop_assert_eq!(&text[tick.at], tick.text);
            }
        }
    }
}
