//! The lists of choices in Markdown: a tick or a `name`, the text, where it leads, and what is said to it.

use super::{
    blocks::{plain, shift},
    markdown::Piece,
};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// An item of a list of choices, as written.
#[derive(Debug)]
pub struct RawChoice {
    /// Where it begins.
    pub at: Range<usize>,
    /// `[x]` or `[ ]`.
    pub tick: Option<bool>,
    /// The `name` it begins with.
    pub id: Option<(String, Range<usize>)>,
    /// Its text, up to an arrow.
    pub text: String,
    /// Whether an arrow stands at the end of its text.
    pub arrow: bool,
    /// `codes` in its text.
    pub early: Vec<(String, Range<usize>)>,
    /// Where a link to a scene leads, and its label.
    pub target: Option<(String, String, Range<usize>)>,
    /// `codes` after the link.
    pub effects: Vec<(String, Range<usize>)>,
    /// Words after the link, which nobody sees.
    pub after: Option<(String, Range<usize>)>,
    /// The quoted text under it.
    pub feedback: String,
}

/// A list of choices that is nothing else: with ticks, or with ways to scenes.
pub(super) fn is_certain(pieces: &[Piece]) -> bool {
    is_choice_list(pieces)
        && pieces.iter().any(|(event, _)| match event {
            Event::TaskListMarker(_) => true,
            Event::Start(Tag::Link { dest_url, .. }) => dest_url.starts_with('#'),
            _ => false,
        })
}

pub(super) fn is_choice_list(pieces: &[Piece]) -> bool {
    matches!(pieces.first(), Some((Event::Start(Tag::List(None)), _))) && begins_as_choice(pieces)
}

/// A list with ways to scenes, however its lines begin.
pub(super) fn leads(pieces: &[Piece]) -> bool {
    matches!(pieces.first(), Some((Event::Start(Tag::List(_)), _)))
        && pieces.iter().any(|(event, _)| {
            matches!(event, Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with('#'))
        })
}

/// A numbered list whose lines have names.
pub(super) fn is_numbered(pieces: &[Piece]) -> bool {
    matches!(pieces.first(), Some((Event::Start(Tag::List(Some(_))), _)))
        && begins_as_choice(pieces)
}

fn begins_as_choice(pieces: &[Piece]) -> bool {
    pieces
        .iter()
        .map(|(event, _)| event)
        .find(|e| !matches!(e, Event::Start(Tag::List(_) | Tag::Item | Tag::Paragraph)))
        .is_some_and(|e| matches!(e, Event::TaskListMarker(_) | Event::Code(_)))
}

/// The events of each item of a list, without those of the item itself.
pub(super) fn items(pieces: &[Piece]) -> Vec<&[Piece]> {
    let mut items = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (n, (event, _)) in pieces.iter().enumerate() {
        match event {
            Event::Start(tag) => {
                depth += 1;
                if depth == 2 && matches!(tag, Tag::Item) {
                    start = n;
                }
            }
            Event::End(_) => {
                if depth == 2 {
                    items.push(&pieces[start..n]);
                }
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
    items
}

pub(super) fn choice(body: &str, base: usize, item: &[Piece]) -> RawChoice {
    let at = item.first().map_or(0..0, |(_, at)| at.clone());
    let line_end = body[at.start..].find('\n').map_or(at.end, |n| at.start + n);
    let mut out = RawChoice {
        at: shift(at.start..line_end.min(at.end), base),
        tick: None,
        id: None,
        text: String::new(),
        arrow: false,
        early: Vec::new(),
        target: None,
        effects: Vec::new(),
        after: None,
        feedback: String::new(),
    };
    let mut text: Option<Range<usize>> = None;
    let mut n = 1;
    while let Some((event, at)) = item.get(n) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => {
                out.feedback = unquote(&body[at.clone()]);
                break;
            }
            Event::TaskListMarker(ticked) => out.tick = Some(*ticked),
            Event::Code(code) if out.id.is_none() && text.is_none() => {
                out.id = Some((code.to_string(), shift(at.clone(), base)));
                text = Some(at.end..at.end);
            }
            Event::Code(code) if out.target.is_some() => {
                out.effects
                    .push((code.to_string(), shift(at.clone(), base)));
            }
            Event::Start(Tag::Link { dest_url, .. }) if leads_on(&out, dest_url) => {
                let inside = item[n..]
                    .iter()
                    .position(|(e, _)| matches!(e, Event::End(TagEnd::Link)))
                    .unwrap_or(0);
                let label = plain(&item[n..n + inside]);
                let place = shift(at.clone(), base);
                out.target = Some((dest_url[1..].to_owned(), label, place));
                n += inside;
            }
            Event::Start(Tag::Paragraph) | Event::End(_) => {}
            _ if out.target.is_none() => {
                if let Event::Code(code) = event {
                    out.early.push((code.to_string(), shift(at.clone(), base)));
                }
                let from = text.as_ref().map_or(at.start, |t| t.start);
                text = Some(from..at.end);
            }
            Event::Text(words) if !words.trim().is_empty() => {
                let at = shift(at.clone(), base);
                match &mut out.after {
                    // `<` and the like come as words of their own.
                    Some(after) if after.1.end == at.start => after.1.end = at.end,
                    Some(_) => {}
                    none => *none = Some((String::new(), at)),
                }
            }
            _ => {}
        }
        n += 1;
    }
    out.after = out.after.take().and_then(|(_, at)| {
        let link = out
            .target
            .as_ref()
            .map_or(at.start, |(_, _, link)| link.end);
        let below = body[link.min(at.start) - base..at.start - base].contains('\n');
        let said = &body[at.start - base..at.end - base];
        let start = at.start + said.len() - said.trim_start().len();
        // What stands below and is all there is was meant for the feedback, which is told to be missing.
        let meant = !(below && out.feedback.is_empty());
        meant.then(|| (said.trim().to_owned(), start..at.end))
    });
    (out.text, out.arrow) = text.map_or_else(Default::default, |t| tidy(&body[t]));
    out
}

/// Whether a link is the one that leads to the next scene; what follows it is not.
fn leads_on(found: &RawChoice, link: &str) -> bool {
    found.target.is_none() && link.starts_with('#')
}

/// Lines without their indentation and the arrow at the end, and whether there was one.
fn tidy(text: &str) -> (String, bool) {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let text = lines.join("\n");
    let text = text.trim();
    let before = text.strip_suffix('→').or_else(|| text.strip_suffix("->"));
    (
        before.unwrap_or(text).trim_end().to_owned(),
        before.is_some(),
    )
}

/// The Markdown inside a block quote.
#[must_use]
pub fn unquote(quote: &str) -> String {
    let lines: Vec<&str> = quote
        .lines()
        .map(|line| {
            let line = line.trim_start();
            let line = line.strip_prefix('>').unwrap_or(line);
            line.strip_prefix(' ').unwrap_or(line)
        })
        .collect();
    lines.join("\n").trim().to_owned()
}
