//! Headings with what stands in their braces.

use super::{blocks::plain, markdown::Piece, problem::nearest};
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
use std::ops::Range;

/// A heading with what stands in its braces.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heading {
    /// 1 to 6.
    pub level: usize,
    /// `#id`.
    pub id: Option<String>,
    /// `.class`.
    pub classes: Vec<String>,
    /// `name=value`.
    pub attributes: Vec<(String, String)>,
    /// Its text without marks.
    pub title: String,
    /// Its place in the Markdown.
    pub at: Range<usize>,
}

impl Heading {
    /// The classes that headings take.
    pub const CLASSES: [&'static str; 7] = [
        "order", "match", "mark", "short", "ending", "fork", "decision",
    ];

    /// Whether it has this class, or one that can only be meant for it: `order`, `.odrer`. The slip itself is told
    /// elsewhere, and what follows from it need not be.
    #[must_use]
    pub fn is(&self, class: &str) -> bool {
        let bare = self.attributes.iter().filter(|(_, value)| value.is_empty());
        let bare = bare.map(|(name, _)| name.trim_start_matches('.'));
        let meant = self.classes.iter().filter_map(|named| {
            if Self::CLASSES.contains(&named.as_str()) {
                Some(named.clone())
            } else {
                nearest(named, &Self::CLASSES)
            }
        });
        bare.map(str::to_owned).chain(meant).any(|c| c == class)
    }

    /// Whether it is one of a scenario: of a scene, an ending or a fork.
    pub(super) fn is_scene(&self) -> bool {
        let named = |name: &str| self.attributes.iter().any(|(n, _)| n == name);
        named("channel") || named("outcome") || self.is("fork") || self.is("ending")
    }
}

/// All headings, in order.
#[must_use]
pub fn headings(pieces: &[Piece]) -> Vec<Heading> {
    (0..pieces.len())
        .filter_map(|n| heading(&pieces[n..]))
        .collect()
}

/// The heading these events begin with, if they do.
#[must_use]
pub fn heading(pieces: &[Piece]) -> Option<Heading> {
    let (
        Event::Start(Tag::Heading {
            level,
            id,
            classes,
            attrs,
        }),
        at,
    ) = pieces.first()?
    else {
        return None;
    };
    let end = pieces
        .iter()
        .position(|(e, _)| matches!(e, Event::End(TagEnd::Heading(_))))?;
    Some(Heading {
        level: number(*level),
        id: id.as_ref().map(ToString::to_string),
        classes: classes.iter().map(ToString::to_string).collect(),
        attributes: attrs
            .iter()
            .map(|(name, value)| {
                (
                    name.to_string(),
                    value.as_deref().unwrap_or_default().to_owned(),
                )
            })
            .collect(),
        title: plain(&pieces[1..end]).trim().to_owned(),
        at: at.start..at.end,
    })
}

const fn number(level: HeadingLevel) -> usize {
    level as usize
}
