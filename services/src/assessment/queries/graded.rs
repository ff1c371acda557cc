//! A question with its answer: what was given, what is right, and what is said of it.

use super::{
    meaning::Meaning,
    open::{Opened, RuleLink, Sheet},
};
use crate::{
    assessment::{attempt::Event, given},
    content::{
        draft::{self, Paragraph},
        model::{Choice, Item},
        render,
    },
};
use domain::{
    assessment::{Certainty, Given, ItemKind},
    ids::AttemptEventId,
};
use std::collections::{BTreeMap, BTreeSet};

/// An answer after grading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Graded {
    /// Its name.
    pub id: String,
    /// Its text, as HTML without a paragraph; empty for what was typed and no answer that the question knows.
    pub html: String,
    /// Whether it was chosen. Lines and left sides always are.
    pub chosen: bool,
    /// Whether it belongs to the right ones; of a line or a pair, whether it was put right.
    pub right: bool,
    /// Where it was put, and where it belongs.
    pub put: Put,
    /// What is said of it, as HTML; of those that were chosen, and of right ones that were missed.
    pub feedback: Option<String>,
}

/// Where a line or a left side was put, and where it belongs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Put {
    /// It is neither.
    Nowhere,
    /// A line at a place, from 1.
    Place {
        /// The place it was given; 0 when it was given none.
        given: usize,
        /// The place it belongs at.
        right: usize,
    },
    /// A left side beside a right one.
    Side {
        /// The right side it was given, as plain text, which is how it was offered; empty when it was given none.
        given: String,
        /// The right side it belongs to, as plain text.
        right: String,
    },
}

/// A question with its answer, graded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Feedback {
    /// Its name.
    pub item: String,
    /// How it was answered.
    pub kind: ItemKind,
    /// Its short title.
    pub title: String,
    /// What it asked, as HTML.
    pub prompt: String,
    /// The draft whose words were marked.
    pub draft: Vec<Paragraph>,
    /// The answers as they were offered; lines as they should stand.
    pub choices: Vec<Graded>,
    /// Whether all of it is right.
    pub right: bool,
    /// Whether it was answered in time.
    pub answered: bool,
    /// How sure they said they were; none once that was erased.
    pub certainty: Option<Certainty>,
    /// The rule cards it rests on.
    pub rules: Vec<RuleLink>,
    /// What the first of them means for an employee; only where the answer was right and unsure, or wrong and sure.
    pub meaning: Option<Meaning>,
    /// Its place, from 1.
    pub place: usize,
    /// How many there are.
    pub total: usize,
    /// Whether all have their answer.
    pub last: bool,
    /// Whether the learner marked it to look at again.
    pub flagged: bool,
}

/// An answer as its event holds it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Answer {
    pub(super) id: AttemptEventId,
    given: Given,
    right: bool,
}

impl Answer {
    /// What was given, and whether it is right.
    pub(super) const fn given(&self) -> (&Given, bool) {
        (&self.given, self.right)
    }
}

/// What a question has that got no answer in time: nothing was chosen, put or paired.
fn nothing(kind: ItemKind) -> Given {
    match kind {
        ItemKind::Order => Given::Ordered(Vec::new()),
        ItemKind::Match => Given::Matched(BTreeMap::new()),
        ItemKind::Choose | ItemKind::Mark | ItemKind::Short => Given::Chosen(BTreeSet::new()),
    }
}

impl Opened {
    /// The answer to a question, if it has one.
    pub(super) fn answer(&self, item: &str) -> Option<Answer> {
        self.steps.iter().find_map(|step| match &step.event {
            Event::Answered {
                item: answered,
                choices,
                order,
                pairs,
                right,
                ..
            } if answered == item => Some(Answer {
                id: step.id,
                given: if !order.is_empty() {
                    Given::Ordered(order.clone())
                } else if !pairs.is_empty() {
                    Given::Matched(pairs.clone())
                } else {
                    Given::Chosen(choices.clone())
                },
                right: *right,
            }),
            _ => None,
        })
    }
}

/// A question with its answer; its place and its mark are filled in by who knows them.
pub(in crate::assessment) fn graded(
    sheet: &Sheet<'_>,
    item: &Item,
    answer: Option<(&Given, bool)>,
    certainty: Option<Certainty>,
) -> Feedback {
    let setting = sheet.setting();
    let draft = draft::paragraphs(&item.draft, &setting);
    let given = answer.map_or_else(|| nothing(item.kind), |(given, _)| given.clone());
    let right = answer.is_some_and(|(_, right)| right);
    let mut choices = choices(sheet, item, (&given, right));
    // What is marked has its words in the draft.
    for choice in choices.iter_mut().filter(|c| c.html.is_empty()) {
        let words = draft.iter().flatten();
        let mut words = words.filter(|span| span.mark.as_deref() == Some(&choice.id));
        choice.html = words.next().map(|s| s.html.clone()).unwrap_or_default();
    }
    Feedback {
        item: item.id.clone(),
        kind: item.kind,
        title: item.title.clone(),
        prompt: render::text(&item.prompt, &setting),
        draft,
        choices,
        right,
        answered: answer.is_some(),
        certainty,
        rules: sheet.rules(&item.rules),
        meaning: sheet.meaning(&item.rules, answer.map(|(_, right)| right), certainty),
        place: 0,
        total: 0,
        last: false,
        flagged: false,
    }
}

fn choices(sheet: &Sheet<'_>, item: &Item, (given, all_right): (&Given, bool)) -> Vec<Graded> {
    let none = BTreeSet::new();
    match (given, item.kind) {
        (Given::Ordered(lines), _) => item
            .choices
            .iter()
            .enumerate()
            .map(|(n, choice)| {
                let given = lines.iter().position(|id| *id == choice.id);
                let (given, right) = (given.map_or(0, |n| n + 1), n + 1);
                let put = Put::Place { given, right };
                said(sheet, choice, (true, given == right), put, true)
            })
            .collect(),
        (Given::Matched(pairs), _) => given::shown(item, sheet.seed)
            .into_iter()
            .map(|n| {
                pair(
                    sheet,
                    item,
                    &item.choices[n],
                    pairs.get(&item.choices[n].id),
                )
            })
            .collect(),
        (Given::Chosen(chosen), ItemKind::Choose | ItemKind::Mark | ItemKind::Short) => {
            picked(sheet, item, all_right, chosen)
        }
        (Given::Chosen(_), _) => picked(sheet, item, all_right, &none),
    }
}

fn pair(sheet: &Sheet<'_>, item: &Item, choice: &Choice, side: Option<&String>) -> Graded {
    let given = item.choices.iter().find(|c| Some(&c.id) == side);
    let given = given.map_or("", |c| c.with.as_str());
    let right = given == choice.with;
    let put = Put::Side {
        given: render::plain(given),
        right: render::plain(&choice.with),
    };
    said(sheet, choice, (true, right), put, true)
}

/// Answers that are chosen or not. Of a short answer's known mistakes only the one that was made is shown.
fn picked(
    sheet: &Sheet<'_>,
    item: &Item,
    all_right: bool,
    chosen: &BTreeSet<String>,
) -> Vec<Graded> {
    let typed = item.kind == ItemKind::Short;
    given::shown(item, sheet.seed)
        .into_iter()
        .map(|n| &item.choices[n])
        .filter(|choice| !typed || choice.correct || chosen.contains(&choice.id))
        .map(|choice| {
            let was_chosen = chosen.contains(&choice.id);
            let aloud = was_chosen || (choice.correct && !all_right);
            let state = (was_chosen, choice.correct);
            said(sheet, choice, state, Put::Nowhere, aloud)
        })
        .collect()
}

fn said(
    sheet: &Sheet<'_>,
    choice: &Choice,
    (chosen, right): (bool, bool),
    put: Put,
    aloud: bool,
) -> Graded {
    let setting = sheet.setting();
    Graded {
        id: choice.id.clone(),
        html: render::inline(&choice.text, &setting),
        chosen,
        right,
        put,
        feedback: aloud.then(|| render::text(&choice.feedback, &setting)),
    }
}
