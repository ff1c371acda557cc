//! Markdown as blocks and sections: the structure that quizzes and scenarios are written in.

pub use super::headings::{Heading, heading, headings};
use super::{
    choices::{RawChoice, choice, is_certain, is_choice_list, is_numbered, items, leads},
    findings::Findings,
    lines::{self, BadTick},
    markdown::{self, Piece},
    problem::Problem,
};
use pulldown_cmark::{Event, Tag};
use std::ops::Range;

/// A heading of level two and what follows, up to the next.
#[derive(Debug)]
pub struct Section {
    /// The heading.
    pub heading: Heading,
    /// The Markdown under it that is no choice.
    pub text: String,
    /// The choices: the list at the end whose items begin with a tick or a `name`.
    pub choices: Vec<RawChoice>,
    /// Text after the choices, which has no place.
    pub trailing: Option<Range<usize>>,
    /// What breaks the choices into several lists, such as feedback that is not indented.
    pub split: Option<Range<usize>>,
    /// Where in the text the quotation begins that it ends with.
    pub quote: Option<usize>,
    /// The first line of a list that is numbered where it should not be.
    pub numbered: Option<Range<usize>>,
    /// Ticks that are slightly off.
    pub ticks: Vec<BadTick>,
    /// Quotations under choices that are not far enough in to belong to them.
    pub loose: Vec<Loose>,
    /// Links to names in the same file, with their places in it.
    pub links: Vec<(String, Range<usize>)>,
}

impl Section {
    /// Where a link to this name stands.
    #[must_use]
    pub fn link(&self, name: &str) -> Option<Range<usize>> {
        let found = self.links.iter().find(|(link, _)| link == name);
        found.map(|(_, at)| at.clone())
    }
}

/// A quotation that should stand under a choice.
#[derive(Debug)]
pub struct Loose {
    /// Its place in the file.
    pub at: Range<usize>,
    /// Whether the choice has a number.
    pub numbered: bool,
    /// How many spaces it needs.
    pub needed: usize,
    /// How many it has.
    pub found: usize,
}

/// Takes a text apart at its headings of level two. What stands before the first is given back, too.
pub fn sections(body: &str, base: usize, out: &mut Findings) -> (String, Vec<Section>) {
    let pieces = markdown::events(body);
    let blocks = blocks(&pieces);
    let mut sections: Vec<Section> = Vec::new();
    let mut before = 0..0;
    let mut open: Option<(Heading, Vec<&Block>)> = None;
    for block in &blocks {
        let heading = heading(&pieces[block.pieces.clone()]);
        match (heading, &mut open) {
            (Some(heading), _) if heading.level <= 2 => {
                if heading.level == 1 {
                    out.add(shift(heading.at.clone(), base), Problem::HeadingLevel);
                }
                if let Some((heading, blocks)) = open.take() {
                    sections.push(section(body, base, &pieces, heading, &blocks));
                }
                open = Some((heading, Vec::new()));
            }
            (_, Some((_, blocks))) => blocks.push(block),
            (_, None) => before.end = block.at.end,
        }
    }
    if let Some((heading, blocks)) = open {
        sections.push(section(body, base, &pieces, heading, &blocks));
    }
    (body[before].trim().to_owned(), sections)
}

/// The plain text of some events.
#[must_use]
pub fn plain(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for (event, _) in pieces {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out
}

/// A place in the Markdown as a place in the file.
#[must_use]
pub const fn shift(at: Range<usize>, base: usize) -> Range<usize> {
    at.start + base..at.end + base
}

/// A block that stands in no other.
#[derive(Debug)]
pub struct Block {
    /// Its events.
    pub pieces: Range<usize>,
    /// Its place in the Markdown.
    pub at: Range<usize>,
}

/// The blocks that stand in no other, in order.
#[must_use]
pub fn blocks(pieces: &[Piece]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    for (n, (event, at)) in pieces.iter().enumerate() {
        match event {
            Event::Start(_) => {
                if depth == 0 {
                    start = n;
                }
                depth += 1;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            _ if depth == 0 => start = n,
            _ => {}
        }
        if depth == 0 {
            blocks.push(Block {
                pieces: start..n + 1,
                at: pieces[start].1.start..at.end.max(pieces[start].1.end),
            });
        }
    }
    blocks
}

fn section(
    body: &str,
    base: usize,
    pieces: &[Piece],
    heading: Heading,
    blocks: &[&Block],
) -> Section {
    // Where the order is the answer, the choices are numbered.
    let ordered = heading.is("order");
    let is_list = |pieces: &[Piece]| is_choice_list(pieces) || ordered && is_numbered(pieces);
    let last = |is: &dyn Fn(&[Piece]) -> bool| {
        blocks
            .iter()
            .rposition(|block| is(&pieces[block.pieces.clone()]))
    };
    let scene = heading.is_scene();
    let list = last(&is_list)
        .or_else(|| last(&|p| heading.id.is_some() && is_numbered(p)))
        .or_else(|| last(&|p| scene && leads(p)));
    let text = match (blocks.first(), list) {
        (None, _) | (_, Some(0)) => String::new(),
        (Some(first), Some(n)) => body[first.at.start..blocks[n - 1].at.end].to_owned(),
        (Some(first), None) => body[first.at.start..blocks[blocks.len() - 1].at.end].to_owned(),
    };
    let choices = list.map_or_else(Vec::new, |n| {
        items(&pieces[blocks[n].pieces.clone()])
            .into_iter()
            .map(|item| choice(body, base, item))
            .collect()
    });
    let trailing = list
        .and_then(|n| blocks.get(n + 1))
        .map(|block| shift(block.at.clone(), base));
    // An earlier list of choices, and what stands after it.
    let split = blocks[..list.unwrap_or(0)]
        .iter()
        .position(|block| {
            let pieces = &pieces[block.pieces.clone()];
            is_certain(pieces) || ordered && is_list(pieces)
        })
        .and_then(|n| blocks.get(n + 1))
        .map(|block| shift(block.at.clone(), base));
    // The last block before the choices, if it is a quotation.
    let quote = blocks[..list.unwrap_or(blocks.len())]
        .last()
        .filter(|block| is_quote(&pieces[block.pieces.clone()]))
        .map(|block| block.at.start - blocks[0].at.start);
    let counted = blocks.iter().enumerate().find(|(n, block)| {
        let pieces = &pieces[block.pieces.clone()];
        let is_meant = list == Some(*n) || scene && leads(pieces);
        is_meant && !ordered && is_a_number(&pieces[0].0)
    });
    let numbered = counted.map(|(_, block)| {
        let end = body[block.at.start..].find('\n');
        let end = end.map_or(block.at.end, |n| block.at.start + n);
        shift(block.at.start..end, base)
    });
    let whole = blocks.first().map_or(0, |b| b.at.start)..blocks.last().map_or(0, |b| b.at.end);
    let ticks = lines::bad_ticks(&body[whole.clone()]);
    let ticks = ticks.into_iter().map(|tick| BadTick {
        at: shift(tick.at, base + whole.start),
        ..tick
    });
    Section {
        ticks: ticks.collect(),
        loose: loose(body, base, pieces, blocks),
        links: links(base, pieces, blocks),
        numbered,
        heading,
        text: text.trim().to_owned(),
        choices,
        trailing,
        split,
        quote,
    }
}

fn links(base: usize, pieces: &[Piece], blocks: &[&Block]) -> Vec<(String, Range<usize>)> {
    let all = blocks
        .iter()
        .flat_map(|block| &pieces[block.pieces.clone()]);
    all.filter_map(|(event, at)| match event {
        Event::Start(Tag::Link { dest_url, .. }) => {
            let name = dest_url.strip_prefix('#')?;
            Some((name.to_owned(), shift(at.clone(), base)))
        }
        _ => None,
    })
    .collect()
}

const fn is_a_number(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(Tag::List(Some(_))))
}

/// The quotations right after a list of choices, to which they should belong.
fn loose(body: &str, base: usize, pieces: &[Piece], blocks: &[&Block]) -> Vec<Loose> {
    let pairs = blocks.iter().zip(blocks.iter().skip(1));
    pairs
        .filter_map(|(list, quote)| {
            let choices = &pieces[list.pieces.clone()];
            let of_choices = is_choice_list(choices) || is_numbered(choices);
            if !of_choices || !is_quote(&pieces[quote.pieces.clone()]) {
                return None;
            }
            let items = items(choices);
            let item = items.last().and_then(|item| item.first())?.1.start;
            let digits = body[item..].bytes().take_while(u8::is_ascii_digit).count();
            let needed = if digits > 0 { digits + 2 } else { 2 };
            let line = body[..quote.at.start].rfind('\n').map_or(0, |n| n + 1);
            let found = lines::indent(&body[line..]);
            (found < needed).then(|| Loose {
                at: shift(quote.at.clone(), base),
                numbered: digits > 0,
                needed,
                found,
            })
        })
        .collect()
}

fn is_quote(pieces: &[Piece]) -> bool {
    matches!(
        pieces.first(),
        Some((Event::Start(Tag::BlockQuote(None)), _))
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_section_comes_apart() {
        let body = "앞글\n\n## 물음 **하나** {#q1 .x practice=content-first}\n\n글 하나\n\n- 보통 목록\n\n> 말\n\n\
                    - [x] `a` **좋은(것)**을\n  고르기\n  > 왜냐하면\n  > **그래서**\n- [ ] `b` 둘째\n\n  > 아니에요\n";
        let mut out = Findings::new("f");
        let (before, sections) = sections(body, 0, &mut out);
        assert!(out.is_empty());
        assert_eq!(before, "앞글");
        let section = &sections[0];
        assert_eq!(section.heading.id.as_deref(), Some("q1"));
        assert_eq!(section.heading.title, "물음 하나");
        assert_eq!(section.text, "글 하나\n\n- 보통 목록\n\n> 말");
        assert_eq!(section.choices.len(), 2);
        assert_eq!(section.choices[0].text, "**좋은(것)**을\n고르기");
        assert_eq!(section.choices[0].feedback, "왜냐하면\n**그래서**");
        assert_eq!(section.choices[0].tick, Some(true));
        assert_eq!(section.choices[1].feedback, "아니에요");
    }

    #[test]
    fn a_choice_knows_where_it_leads() {
        let body =
            "## s {#s}\n\n- `tell` 알려요 → [다음](#next) `trust +1` `score 3`\n  > 좋아요\n";
        let (_, sections) = sections(body, 0, &mut Findings::new("f"));
        let choice = &sections[0].choices[0];
        assert_eq!(choice.text, "알려요");
        let (target, label, _) = choice.target.clone().unwrap();
        assert_eq!((target.as_str(), label.as_str()), ("next", "다음"));
        let effects: Vec<_> = choice.effects.iter().map(|(t, _)| t.as_str()).collect();
        assert_eq!(effects, ["trust +1", "score 3"]);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "([#>*`\\[\\]x() \\n-]|가|\\{#a\\}|- \\[x\\] `a`|→|\\]\\(#b\\)){0,60}") {
            let _ = sections(&text, 0, &mut Findings::new("f"));
        }
    }
}
