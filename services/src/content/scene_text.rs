//! The text of a scene: what is quoted is said in its channel, the rest is told.

use super::{
    blocks, markdown,
    render::{self, Setting},
};
use pulldown_cmark::{Event as Mark, Tag};

/// A piece of a scene's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// What happens, as HTML.
    Told(String),
    /// What is said in the channel, as HTML.
    Said(String),
}

/// A scene's text: what is quoted is said, the rest is told.
#[must_use]
pub fn pieces(text: &str, setting: &Setting) -> Vec<Piece> {
    let events = markdown::events(text);
    let mut out: Vec<(bool, String)> = Vec::new();
    for block in blocks::blocks(&events) {
        let first = events.get(block.pieces.start).map(|(event, _)| event);
        let said = matches!(first, Some(Mark::Start(Tag::BlockQuote(None))));
        let source = text.get(block.at.clone()).unwrap_or_default();
        match out.last_mut() {
            Some((kind, all)) if *kind == said => {
                all.push_str("\n\n");
                all.push_str(source);
            }
            _ => out.push((said, source.to_owned())),
        }
    }
    out.into_iter()
        .map(|(said, source)| {
            let html = render::text(&source, setting);
            if said {
                Piece::Said(html)
            } else {
                Piece::Told(html)
            }
        })
        .collect()
}
