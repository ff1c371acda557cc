//! The kinds of questions a heading can name: `.order`, `.match`, `.mark`, `.short`.

use super::quiz::{bare_id, choice_id, feedback};
use crate::content::{
    blocks::Section,
    choices::{RawChoice, unquote},
    findings::Findings,
    markdown,
    model::{Choice, Item},
    problem::{Problem, nearest},
};
use domain::assessment::{ItemKind, plain};
use pulldown_cmark::{Event, Tag};
use std::{collections::BTreeMap, ops::Range};

/// The kind that a heading names; without one, answers are picked.
pub(super) fn kind(section: &Section, at: &Range<usize>, out: &mut Findings) -> ItemKind {
    let classes = &section.heading.classes;
    let mut named = ItemKind::NAMED
        .into_iter()
        .filter(|(class, _)| classes.iter().any(|c| c == class));
    let kind = named.next().map_or(ItemKind::Choose, |(_, kind)| kind);
    if named.next().is_some() {
        let item = section.heading.title.clone();
        out.add(at.clone(), Problem::TwoKinds { item });
    }
    kind
}

/// The question, and the draft whose words are marked.
pub(super) fn texts(section: &Section, kind: ItemKind) -> (String, String) {
    match (section.quote, kind) {
        (Some(quote), ItemKind::Mark) => {
            let (prompt, draft) = section.text.split_at(quote);
            (prompt.trim().to_owned(), unquote(draft))
        }
        _ => (section.text.clone(), String::new()),
    }
}

/// Reads a choice of a question of this kind.
pub(super) fn choice(raw: &RawChoice, kind: ItemKind, out: &mut Findings) -> Choice {
    match kind {
        ItemKind::Choose => ticked(raw, choice_id(raw, out), out),
        ItemKind::Mark => {
            let id = bare_id(raw, out);
            if !id.is_empty() {
                feedback(raw, &id, out);
            }
            ticked(raw, id, out)
        }
        ItemKind::Short if is_otherwise(raw) => otherwise(raw, out),
        ItemKind::Short => ticked(raw, choice_id(raw, out), out),
        ItemKind::Order => unticked(raw, choice_id(raw, out), out),
        ItemKind::Match => pair(raw, out),
    }
}

fn ticked(raw: &RawChoice, id: String, out: &mut Findings) -> Choice {
    if raw.tick.is_none() {
        out.add(raw.at.clone(), Problem::NoTick);
    }
    Choice {
        correct: raw.tick == Some(true),
        ..plainly(raw, id)
    }
}

fn unticked(raw: &RawChoice, id: String, out: &mut Findings) -> Choice {
    if raw.tick.is_some() {
        out.add(raw.at.clone(), Problem::NeedlessTick);
    }
    Choice {
        correct: true,
        ..plainly(raw, id)
    }
}

fn plainly(raw: &RawChoice, id: String) -> Choice {
    Choice {
        id,
        text: raw.text.clone(),
        feedback: raw.feedback.clone(),
        ..Choice::default()
    }
}

/// `` `name` left → right``.
fn pair(raw: &RawChoice, out: &mut Findings) -> Choice {
    let choice = unticked(raw, choice_id(raw, out), out);
    let sides = ["→", "->"].iter().find_map(|a| choice.text.split_once(a));
    let (text, with) = sides.map_or_else(Default::default, |(left, right)| {
        (left.trim().to_owned(), right.trim().to_owned())
    });
    if (text.is_empty() || with.is_empty()) && !choice.text.is_empty() {
        let name = choice.id.clone();
        out.add(raw.at.clone(), Problem::NoPair { choice: name });
    }
    Choice {
        text,
        with,
        ..choice
    }
}

fn is_otherwise(raw: &RawChoice) -> bool {
    raw.id
        .as_ref()
        .is_some_and(|(id, _)| id == Choice::OTHERWISE)
}

/// What is said to whoever typed something else. It is never right and has no text of its own.
fn otherwise(raw: &RawChoice, out: &mut Findings) -> Choice {
    feedback(raw, Choice::OTHERWISE, out);
    if raw.tick == Some(true) || !raw.text.is_empty() {
        out.add(raw.at.clone(), Problem::OtherwiseSays);
    }
    plainly(raw, Choice::OTHERWISE.to_owned())
}

/// What the choices of this kind must be together.
pub(super) fn whole(item: &Item, section: &Section, out: &mut Findings) {
    match item.kind {
        ItemKind::Choose | ItemKind::Order => {}
        ItemKind::Match if item.right_sides().len() == 1 && item.choices.len() > 1 => {
            let name = item.title.clone();
            out.add(item.at.clone(), Problem::OneRightSide { item: name });
        }
        ItemKind::Match => {}
        ItemKind::Mark => marks(item, section, out),
        ItemKind::Short => spellings(item, section, out),
    }
}

/// Each name of the list stands once in the draft, and each of the draft in the list.
fn marks(item: &Item, section: &Section, out: &mut Findings) {
    if item.draft.is_empty() {
        let name = item.title.clone();
        out.add(item.at.clone(), Problem::NoDraft { item: name });
        return;
    }
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (event, _) in markdown::events(&item.draft) {
        if let Event::Start(Tag::Link { dest_url, .. }) = event
            && let Some(name) = dest_url.strip_prefix('#')
        {
            *places.entry(name.to_owned()).or_default() += 1;
        }
    }
    for (choice, raw) in item.choices.iter().zip(&section.choices) {
        let choice = choice.id.clone();
        match places.remove(&choice) {
            Some(1) => {}
            _ if choice.is_empty() => {}
            None => out.add(raw.at.clone(), Problem::NotInDraft { choice }),
            Some(_) => out.add(raw.at.clone(), Problem::TwiceInDraft { choice }),
        }
    }
    let known: Vec<&str> = item.choices.iter().map(|c| c.id.as_str()).collect();
    for mark in places.into_keys() {
        let nearest = nearest(&mark, &known);
        out.add(item.at.clone(), Problem::UnknownMark { mark, nearest });
    }
}

/// Each way to write an answer belongs to one, and something is said of everything else.
fn spellings(item: &Item, section: &Section, out: &mut Findings) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (choice, raw) in item.choices.iter().zip(&section.choices) {
        for spelling in choice.spellings().filter(|_| !choice.text.is_empty()) {
            let as_compared = plain(spelling);
            if as_compared.is_empty() {
                let choice = choice.id.clone();
                out.add(raw.at.clone(), Problem::EmptyChoice { choice });
            } else if seen.insert(as_compared, &choice.id).is_some() {
                let text = spelling.to_owned();
                out.add(raw.at.clone(), Problem::SameAnswer { text });
            }
        }
    }
    if !item.choices.iter().any(|c| c.id == Choice::OTHERWISE) {
        let name = item.title.clone();
        out.add(item.at.clone(), Problem::NoOtherwise { item: name });
    }
}
