//! The kinds of questions a heading can name: `.order`, `.match`, `.mark`, `.short`.

use super::quiz::{bare_id, choice_id, feedback};
use crate::content::{
    blocks::Section,
    choices::{RawChoice, unquote},
    findings::Findings,
    markdown,
    model::{Choice, Item},
    problem::{Problem, nearest},
    slips::Question,
};
use domain::assessment::{ItemKind, plain};
use pulldown_cmark::{Event, Tag};
use std::{collections::BTreeMap, ops::Range};

/// The kind that a heading names; without one, answers are picked.
pub(super) fn kind(section: &Section, at: &Range<usize>, out: &mut Findings) -> ItemKind {
    let mut named = ItemKind::NAMED
        .into_iter()
        .filter(|(class, _)| section.heading.is(class));
    let kind = named.next().map_or(ItemKind::Choose, |(_, kind)| kind);
    if named.next().is_some() {
        let item = section.heading.title.clone();
        out.add(at.clone(), Problem::TwoKinds { item });
    }
    kind
}

/// The kind that a question looks like whose heading names none.
pub(super) fn forgotten(section: &Section) -> Option<&'static str> {
    let choices = &section.choices;
    let first = choices.first()?;
    if section.numbered.is_some() {
        return first.tick.is_none().then_some("order");
    }
    if choices.iter().any(is_otherwise) {
        return Some("short");
    }
    let draft = section.quote.map_or("", |at| &section.text[at..]);
    let marked = |raw: &RawChoice| {
        let id = raw.id.as_ref();
        id.is_some_and(|(id, _)| draft.contains(&format!("](#{id})")))
    };
    if choices.iter().any(marked) {
        return Some("mark");
    }
    let paired = |raw: &RawChoice| raw.tick.is_none() && arrows(&raw.text) == 1;
    (first.tick.is_none() && choices.iter().all(paired)).then_some("match")
}

fn arrows(text: &str) -> usize {
    text.matches('→').count() + text.matches("->").count()
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
            if !raw.text.is_empty() {
                let mark = id.clone();
                out.add(
                    raw.at.clone(),
                    Problem::Question(Question::TextInMark { mark }),
                );
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
    if arrows(&choice.text) > 1 {
        let choice = choice.id.clone();
        out.add(
            raw.at.clone(),
            Problem::Question(Question::TwoArrows { choice }),
        );
    }
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
        ItemKind::Match if one_right_side(item) => {
            let name = item.title.clone();
            out.add(item.at.clone(), Problem::OneRightSide { item: name });
        }
        ItemKind::Match => {}
        ItemKind::Mark => marks(item, section, out),
        ItemKind::Short => spellings(item, section, out),
    }
}

/// A side that is missing has been told.
fn one_right_side(item: &Item) -> bool {
    let complete = item.choices.iter().all(|c| !c.with.is_empty());
    complete && item.right_sides().len() == 1 && item.choices.len() > 1
}

/// Each name of the list stands once in the draft, and each of the draft in the list.
fn marks(item: &Item, section: &Section, out: &mut Findings) {
    if item.draft.is_empty() {
        let name = item.title.clone();
        out.add(item.at.clone(), Problem::NoDraft { item: name });
        return;
    }
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for name in marks_of(&item.draft) {
        *places.entry(name).or_default() += 1;
    }
    let known: Vec<&str> = item.choices.iter().map(|c| c.id.as_str()).collect();
    let unknown = places.keys().filter(|name| !known.contains(&name.as_str()));
    let meant: Vec<String> = unknown.filter_map(|name| nearest(name, &known)).collect();
    for (choice, raw) in item.choices.iter().zip(&section.choices) {
        let choice = choice.id.clone();
        match places.remove(&choice) {
            Some(1) => {}
            _ if choice.is_empty() => {}
            // Its name in the draft has a slip, which is told there.
            None if meant.contains(&choice) => {}
            None => out.add(raw.at.clone(), Problem::NotInDraft { choice }),
            Some(_) => out.add(raw.at.clone(), Problem::TwiceInDraft { choice }),
        }
    }
    for mark in places.into_keys() {
        let at = section.link(&mark).unwrap_or_else(|| item.at.clone());
        let nearest = nearest(&mark, &known);
        out.add(at, Problem::UnknownMark { mark, nearest });
    }
}

/// The names that a draft marks.
pub(in crate::content) fn marks_of(draft: &str) -> Vec<String> {
    let pieces = markdown::events(draft).into_iter();
    let names = pieces.filter_map(|(event, _)| match event {
        Event::Start(Tag::Link { dest_url, .. }) => dest_url.strip_prefix('#').map(str::to_owned),
        _ => None,
    });
    names.collect()
}

/// Each way to write an answer belongs to one, and something is said of everything else.
fn spellings(item: &Item, section: &Section, out: &mut Findings) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (choice, raw) in item.choices.iter().zip(&section.choices) {
        for spelling in choice.spellings().filter(|_| !choice.text.is_empty()) {
            if let Some(slip) = run_together(spelling) {
                out.add(raw.at.clone(), Problem::Question(slip));
            }
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

/// Several ways to write an answer that are read as one.
fn run_together(spelling: &str) -> Option<Question> {
    let text = || spelling.to_owned();
    let between = |sign: char, is_part: &dyn Fn(&str, &str) -> bool| {
        let places = spelling.match_indices(sign);
        let mut parted = places.map(|(n, sign)| (&spelling[..n], &spelling[n + sign.len()..]));
        parted.any(|(left, right)| !is_part(left, right))
    };
    let ends = |left: &str, right: &str, is: &dyn Fn(char) -> bool| {
        left.chars().next_back().is_some_and(is) && right.chars().next().is_some_and(is)
    };
    let in_number = |left: &str, right: &str| ends(left, right, &|c| c.is_ascii_digit());
    if [',', '，', '、']
        .into_iter()
        .any(|sign| between(sign, &in_number))
    {
        return Some(Question::Comma { text: text() });
    }
    // Dates and units have slashes of their own: 11/27, mg/mL.
    let short = |text: &str| text.chars().count() <= 3 && text.is_ascii();
    let in_word = |left: &str, right: &str| {
        let last = left.rsplit(char::is_whitespace).next().unwrap_or("");
        let first = right.split(char::is_whitespace).next().unwrap_or("");
        in_number(left, right)
            || short(last.trim_start_matches(|c: char| c.is_ascii_digit())) && short(first)
    };
    between('/', &in_word).then(|| Question::Slash { text: text() })
}
