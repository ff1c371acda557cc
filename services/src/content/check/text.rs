//! What may stand in any text: no HTML, links that lead somewhere, pictures with a text beside them.

use super::{anchors, marks, references, tables};
use crate::content::{
    blocks::{self, plain, shift},
    document::Document,
    findings::Findings,
    library::Picture,
    markdown,
    problem::{Problem, nearest},
};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::BTreeMap;

/// What links of a text can lead to.
pub(super) struct Targets<'a> {
    /// `None` in a scenario, where choices lead to scenes and other links to what is shown with them.
    pub headings: Option<&'a [&'a str]>,
    pub rules: &'a [&'a str],
    pub images: Option<&'a BTreeMap<String, Picture>>,
}

pub(super) fn check(document: &Document, targets: &Targets<'_>, out: &mut Findings) {
    let pieces = markdown::events(&document.body);
    marks::check(&document.body, document.body_at, &pieces, out);
    references::check(&document.body, document.body_at, out);
    if targets.headings.is_none() {
        anchors::check(&pieces, document.body_at, out);
    }
    for block in blocks::blocks(&pieces) {
        tables::check(&document.body, document.body_at, &pieces, &block, out);
    }
    for (n, (event, at)) in pieces.iter().enumerate() {
        let at = shift(at.clone(), document.body_at);
        match event {
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => out.add(at, Problem::RawHtml),
            Event::Start(Tag::Image { dest_url, .. }) => {
                let end = pieces[n..]
                    .iter()
                    .position(|(e, _)| matches!(e, Event::End(TagEnd::Image)))
                    .unwrap_or(0);
                if plain(&pieces[n..n + end]).trim().is_empty() {
                    out.add(at.clone(), Problem::MissingAlt);
                }
                let name = dest_url.strip_prefix("../images/");
                let there = name.is_some_and(|n| targets.images.is_some_and(|i| i.contains_key(n)));
                if !there {
                    let file = dest_url.to_string();
                    out.add(at, Problem::MissingImage { file });
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                if let Some(problem) = link(dest_url, targets) {
                    out.add(at, problem);
                }
            }
            _ => {}
        }
    }
}

fn link(link: &str, targets: &Targets<'_>) -> Option<Problem> {
    if link.starts_with("rule：") {
        // Told as a slip of its own.
        return None;
    }
    if let Some(rule) = link.strip_prefix("rule:") {
        return (!targets.rules.contains(&rule)).then(|| Problem::UnknownRule {
            rule: rule.to_owned(),
            nearest: nearest(rule, targets.rules),
        });
    }
    let leads = match link.strip_prefix('#') {
        Some(heading) => targets.headings.is_none_or(|h| h.contains(&heading)),
        None => ["https://", "mailto:", "tel:"]
            .iter()
            .any(|scheme| link.starts_with(scheme)),
    };
    (!leads).then(|| Problem::BadLink {
        link: link.to_owned(),
    })
}
