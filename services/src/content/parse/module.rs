//! A module: sections of text to read.

use super::{head, once};
use crate::content::{
    blocks::{self, shift},
    document::{Document, Reader},
    findings::Findings,
    markdown,
    model::Module,
    problem::Problem,
    slips::Markup,
};
use domain::content::Slug;
use pulldown_cmark::{Event, Tag};

/// Reads a module.
pub fn module(document: &Document, out: &mut Findings) -> Option<Module> {
    let mut reader = Reader::new(document, out);
    let head = head(&mut reader);
    reader.finish();
    let pieces = markdown::events(&document.body);
    let found = blocks::headings(&pieces);
    check_headings(&found, document.body_at, out);
    pages(&pieces, document, out);
    let images = pieces
        .iter()
        .filter_map(|(event, _)| match event {
            Event::Start(Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
            _ => None,
        })
        .collect();
    Some(Module {
        head: head?,
        body: document.body.clone(),
        headings: found.into_iter().filter_map(|h| h.id).collect(),
        images,
    })
}

/// Each page has something to read.
fn pages(pieces: &[markdown::Piece], document: &Document, out: &mut Findings) {
    let empty = || Problem::Markup(Markup::Empty);
    if document.body.trim().is_empty() {
        out.add(0..3, empty());
    }
    let blocks = blocks::blocks(pieces);
    let title = |n: usize| {
        let block = blocks.get(n)?;
        let heading = blocks::heading(&pieces[block.pieces.clone()])?;
        (heading.level <= 2).then_some(heading.at)
    };
    for n in 0..blocks.len() {
        let is_last = n + 1 == blocks.len();
        if let Some(at) = title(n)
            && (is_last || title(n + 1).is_some())
        {
            out.add(shift(at, document.body_at), empty());
        }
    }
}

fn check_headings(found: &[blocks::Heading], base: usize, out: &mut Findings) {
    let mut level = 1;
    for heading in found {
        let at = shift(heading.at.clone(), base);
        if heading.level == 1 || heading.level > level + 1 {
            out.add(at.clone(), Problem::HeadingLevel);
        }
        level = heading.level;
        match &heading.id {
            // A page begins here, so its address needs a name.
            None if heading.level == 2 => out.add(
                at,
                Problem::NoId {
                    title: heading.title.clone(),
                },
            ),
            Some(id) if Slug::parse(id).is_err() => {
                out.add(at, Problem::BadName { name: id.clone() });
            }
            _ => {}
        }
    }
    once(
        found
            .iter()
            .filter_map(|h| Some((h.id.as_deref()?, shift(h.at.clone(), base)))),
        out,
    );
}
