//! Where links within a scenario lead. A choice leads to a scene, which the graph knows; whatever else is shown is shown
//! alone, with no heading but its own.

use crate::content::{blocks::shift, findings::Findings, markdown::Piece, problem::Problem};
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

/// Reports links to what is not shown with them.
pub(super) fn check(pieces: &[Piece], base: usize, out: &mut Findings) {
    let mut ids = below(pieces);
    let (mut in_scene, mut items, mut quotes) = (false, 0_usize, 0_usize);
    for (n, (event, at)) in pieces.iter().enumerate() {
        match event {
            Event::Start(tag) if begins_scene(tag) => {
                in_scene = true;
                ids = below(&pieces[n + 1..]);
            }
            Event::Start(Tag::Item) => items += 1,
            Event::End(TagEnd::Item) => items = items.saturating_sub(1),
            Event::Start(Tag::BlockQuote(_)) => quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => quotes = quotes.saturating_sub(1),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let Some(name) = dest_url.strip_prefix('#') else {
                    continue;
                };
                let is_way = in_scene && items > 0 && quotes == 0;
                // What comes of a choice is told on the page of the next scene.
                let is_feedback = in_scene && items > 0 && quotes > 0;
                if !is_way && (is_feedback || !ids.contains(&name)) {
                    let link = dest_url.to_string();
                    out.add(shift(at.clone(), base), Problem::BadLink { link });
                }
            }
            _ => {}
        }
    }
}

fn begins_scene(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Heading { level, .. } if *level <= HeadingLevel::H2)
}

/// The names of the headings that stand here, up to the next scene.
fn below(pieces: &[Piece]) -> Vec<&str> {
    let events = pieces.iter().map(|(event, _)| event);
    events
        .take_while(|event| !matches!(event, Event::Start(tag) if begins_scene(tag)))
        .filter_map(|event| match event {
            Event::Start(Tag::Heading { id, .. }) => id.as_deref(),
            _ => None,
        })
        .collect()
}
