//! What is given for a question: what a page shows of it by the attempt's seed, what a form sends, what an event holds.

use super::attempt::Event;
use crate::{
    Error,
    content::model::{Choice, Item},
    error::FieldError,
};
use domain::assessment::{Certainty, Given, ItemKind, SHORT_MAX, mixed, order, placed, recognise};
use std::collections::{BTreeMap, BTreeSet};

/// The choices as a page shows them, by their places in the question.
pub(super) fn shown(item: &Item, seed: u64) -> Vec<usize> {
    let seed = seed_of(item, seed);
    match item.kind {
        ItemKind::Choose | ItemKind::Match => order(item.choices.len(), seed),
        ItemKind::Order => mixed(item.choices.len(), seed),
        // Words stand where the draft has them.
        ItemKind::Mark | ItemKind::Short => (0..item.choices.len()).collect(),
    }
}

/// The right sides as a page offers them, by the first choices they belong to.
pub(super) fn right_sides(item: &Item, seed: u64) -> Vec<usize> {
    let sides = item.right_sides();
    // Another order than that of the left sides, which would give the pairs away.
    let order = order(sides.len(), seed_of(item, seed).rotate_left(32));
    order.into_iter().map(|n| sides[n]).collect()
}

/// An order of its own for each question.
fn seed_of(item: &Item, seed: u64) -> u64 {
    item.id.bytes().fold(seed, |seed, byte| {
        seed.wrapping_mul(31).wrapping_add(u64::from(byte))
    })
}

/// What a form holds, as it was filled in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filled<'a> {
    /// The answers that were picked, or the words that were marked.
    pub(super) choices: &'a BTreeSet<String>,
    /// What was picked for each line or left side, both by their places on the page.
    pub(super) picks: &'a BTreeMap<usize, usize>,
    /// What was typed.
    pub(super) text: &'a str,
    /// How sure they are.
    pub(super) certainty: Option<Certainty>,
}

impl Filled<'_> {
    /// The answer and the certainty, when the form was filled as it must be.
    pub(super) fn check(&self, item: &Item, seed: u64) -> crate::Result<(Given, Certainty)> {
        let mut errors = Vec::new();
        let answer = read(self, item, seed).map_err(|error| errors.push(error));
        if self.certainty.is_none() {
            errors.push(FieldError {
                field: "certainty",
                code: "no_certainty",
            });
        }
        match (answer, self.certainty) {
            (Ok(answer), Some(certainty)) => Ok((answer, certainty)),
            _ => Err(Error::Invalid(errors)),
        }
    }
}

fn read(form: &Filled<'_>, item: &Item, seed: u64) -> Result<Given, FieldError> {
    match item.kind {
        ItemKind::Choose => chosen(form, item, "no_choice", item.takes_several()),
        ItemKind::Mark => chosen(form, item, "no_mark", true),
        ItemKind::Order => {
            let places = placed(item.choices.len(), form.picks).map_err(|_| wrong("no_order"))?;
            let shown = shown(item, seed);
            let line = |line: usize| item.choices[shown[line]].id.clone();
            Ok(Given::Ordered(places.into_iter().map(line).collect()))
        }
        ItemKind::Match => matched(form, item, seed),
        ItemKind::Short => typed(form.text, item),
    }
}

const fn wrong(code: &'static str) -> FieldError {
    let field = "choice";
    FieldError { field, code }
}

fn chosen(
    form: &Filled<'_>,
    item: &Item,
    none: &'static str,
    several: bool,
) -> Result<Given, FieldError> {
    let known = |id: &String| item.choices.iter().any(|c| c.id == *id);
    if form.choices.is_empty() {
        Err(wrong(none))
    } else if !form.choices.iter().all(known) || (!several && form.choices.len() > 1) {
        Err(wrong("invalid"))
    } else {
        Ok(Given::Chosen(form.choices.clone()))
    }
}

fn matched(form: &Filled<'_>, item: &Item, seed: u64) -> Result<Given, FieldError> {
    let sides = right_sides(item, seed);
    let pair = |(n, left): (usize, usize)| {
        let picked = form.picks.get(&(n + 1)).ok_or(wrong("no_pairs"))?;
        let side = picked.checked_sub(1).and_then(|n| sides.get(n));
        let side = side.ok_or(wrong("no_pairs"))?;
        let name = |place: usize| item.choices[place].id.clone();
        Ok((name(left), name(*side)))
    };
    let lefts = shown(item, seed).into_iter().enumerate();
    Ok(Given::Matched(lefts.map(pair).collect::<Result<_, _>>()?))
}

fn typed(text: &str, item: &Item) -> Result<Given, FieldError> {
    if domain::assessment::plain(text).is_empty() {
        return Err(FieldError {
            field: "text",
            code: "no_text",
        });
    }
    if text.chars().count() > SHORT_MAX {
        return Err(FieldError {
            field: "text",
            code: "too_long",
        });
    }
    let spellings = item
        .choices
        .iter()
        .filter(|choice| choice.id != Choice::OTHERWISE)
        .flat_map(|choice| choice.spellings().map(move |s| (&choice.id, s)));
    let spellings: Vec<_> = spellings.collect();
    let found = recognise(spellings.iter().map(|(_, text)| *text), text);
    let id = found.map_or(Choice::OTHERWISE, |n| spellings[n].0);
    Ok(Given::Chosen(BTreeSet::from([id.to_owned()])))
}

/// The event of an answer.
pub(super) fn event(item: &str, given: Given, right: bool, certainty: String) -> Event {
    let (mut choices, mut order, mut pairs) = (BTreeSet::new(), Vec::new(), BTreeMap::new());
    match given {
        Given::Chosen(chosen) => choices = chosen,
        Given::Ordered(lines) => order = lines,
        Given::Matched(sides) => pairs = sides,
    }
    Event::Answered {
        item: item.to_owned(),
        choices,
        order,
        pairs,
        right,
        certainty,
    }
}

/// An answer as a fact says it: names of choices only.
pub(super) fn code(given: &Given) -> String {
    let words: Vec<String> = match given {
        Given::Chosen(chosen) => chosen.iter().cloned().collect(),
        Given::Ordered(lines) => lines.clone(),
        Given::Matched(pairs) => pairs.iter().map(|(l, r)| format!("{l}={r}")).collect(),
    };
    words.join(" ")
}
