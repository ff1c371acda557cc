//! What only the lines of a front matter show: full-width colons, indentation that does not fit, curly quotes.

use super::{
    lines::indent,
    yaml::{Data, Value},
};
use std::ops::Range;

/// A line of front matter that holds a field or an entry of a list, and its place in the text.
struct Line<'a> {
    start: usize,
    text: &'a str,
    depth: usize,
}

/// The lines outside of texts that go over several lines after `|` or `>`.
fn lines(front: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut inside: Option<usize> = None;
    for text in front.split('\n') {
        let depth = indent(text);
        let here = start;
        start += text.len() + 1;
        let body = text.trim();
        if body.is_empty() || body.starts_with('#') {
            continue;
        }
        if inside.is_some_and(|outer| depth > outer) {
            continue;
        }
        let several = [": |", ": >", ": |-", ": >-"];
        let opens = several.iter().any(|end| body.ends_with(end));
        inside = opens.then_some(depth);
        found.push(Line {
            start: here,
            text,
            depth,
        });
    }
    found
}

/// Colons of the wrong width after the name of a field.
pub(super) fn wide_colons(front: &str) -> Vec<Range<usize>> {
    lines(front)
        .iter()
        .filter_map(|line| {
            let begin = line.depth;
            let rest = line.text[begin..].trim_start_matches("- ");
            let begin = line.text.len() - rest.len();
            let name = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'))?;
            let wide = name > 0 && rest[name..].trim_start().starts_with('：');
            let at =
                line.start + begin + name + (rest[name..].len() - rest[name..].trim_start().len());
            wide.then(|| at..at + '：'.len_utf8())
        })
        .collect()
}

/// A line that is indented by another number of spaces than the one above, where nothing asks for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Uneven {
    /// Its place.
    pub at: Range<usize>,
    /// Its spaces.
    pub this: usize,
    /// Those of the line above.
    pub above: usize,
}

/// The first such line.
pub(super) fn uneven(front: &str) -> Option<Uneven> {
    let mut open = vec![0];
    let mut opens = false;
    let mut above = 0;
    for line in lines(front) {
        let body = line.text.trim();
        let top = open.last().copied().unwrap_or(0);
        let fits = if line.depth > top {
            opens
        } else {
            while open.last().is_some_and(|depth| *depth > line.depth) {
                open.pop();
            }
            open.last() == Some(&line.depth)
        };
        if !fits {
            return Some(Uneven {
                at: line.start..line.start + line.text.len(),
                this: line.depth,
                above,
            });
        }
        if line.depth > top {
            open.push(line.depth);
        }
        opens = body.ends_with(':') || body.starts_with("- ");
        above = line.depth;
    }
    None
}

/// Values in curly quotes, which count as part of them.
pub(super) fn curly(value: &Value, text: &str, found: &mut Vec<Range<usize>>) {
    match &value.data {
        Data::Text(said) => {
            let written = text.get(value.at.clone()).unwrap_or_default().trim();
            if written == said.trim() && is_curly(written) {
                found.push(value.at.clone());
            }
        }
        Data::List(list) => list.iter().for_each(|value| curly(value, text, found)),
        Data::Map(fields) => {
            for (_, value) in fields {
                curly(value, text, found);
            }
        }
        Data::Null | Data::Bool(_) | Data::Integer(_) | Data::Float(_) => {}
    }
}

/// One pair of curly quotes around the whole.
fn is_curly(text: &str) -> bool {
    let inner = text
        .strip_prefix(['“', '”', '‘', '„'])
        .and_then(|rest| rest.strip_suffix(['”', '“', '’']));
    inner.is_some_and(|inner| !inner.contains(['“', '”', '‘']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn colons_of_the_wrong_width_are_found() {
        let front = "slug： x\ntitle:\n  ko ： a：b\nsummary: 하나：둘\nnote: |\n  a： b\n";
        let found = wide_colons(front);
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].start, found[1].start),
            (4, front.find(" ： a").unwrap() + 1)
        );
    }

    #[test]
    fn uneven_lines_are_found() {
        let of = |front: &str| uneven(front).map(|u| (u.this, u.above));
        assert_eq!(of("a:\n  ko: x\n   en: y\n"), Some((3, 2)));
        assert_eq!(of("a:\n   ko: x\n  en: y\n"), Some((2, 3)));
        assert_eq!(of("a: x\n b: y\n"), Some((1, 0)));
        assert_eq!(
            of("s:\n  t:\n    min: 0\n    max: 1\n  u:\n    min: 0\nb: 1\n"),
            None
        );
        assert_eq!(of("l:\n- a\n- b\nm:\n  - c\n"), None);
    }

    #[test]
    fn quotes_around_the_whole_are_found() {
        assert!(is_curly("“내 첫 글”") && is_curly("‘a’"));
        assert!(!is_curly("“하나” 그리고 “둘”") && !is_curly("“하나”의") && !is_curly("“"));
    }

    proptest! {
        #[test]
        fn no_text_panics(front in "([a-z：: \n-]|가|\\|\n|“){0,40}") {
            for at in wide_colons(&front) {
                prop_assert_eq!(front.get(at), Some("："));
            }
            if let Some(uneven) = uneven(&front) {
                prop_assert!(front.get(uneven.at).is_some());
            }
        }
    }
}
