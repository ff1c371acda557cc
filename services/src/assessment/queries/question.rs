//! A question before its answer: what is asked and what one can do, and nothing of what it is worth.

use super::open::{Opened, Sheet};
use crate::{
    assessment::{drawn::drawn, given},
    content::{
        draft::{self, Paragraph},
        model::{Choice, Item, Quiz},
        render,
    },
};
use domain::assessment::ItemKind;

/// An answer that is offered: its text, and nothing of what it is worth.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offered {
    /// Its name.
    pub id: String,
    /// Its text, as HTML without a paragraph.
    pub html: String,
}

/// What one can do to answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Asked {
    /// Pick one of these, or several.
    Choose {
        /// The answers that are offered.
        choices: Vec<Offered>,
        /// Whether it takes more than one.
        several: bool,
    },
    /// Put these lines into their order; HTML without a paragraph. They have no names: one could tell the order.
    Order(Vec<String>),
    /// Give each left side a right side.
    Match {
        /// The left sides, as HTML without a paragraph.
        left: Vec<String>,
        /// The right sides, as plain text.
        right: Vec<String>,
    },
    /// Mark words of this draft.
    Mark(Vec<Paragraph>),
    /// Type a few words.
    Short,
}

/// A question before its answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// Its name.
    pub item: String,
    /// Its short title.
    pub title: String,
    /// What it asks, as HTML.
    pub prompt: String,
    /// What one can do to answer.
    pub asked: Asked,
    /// Its place, from 1.
    pub place: usize,
    /// How many there are.
    pub total: usize,
}

/// The next question without an answer.
pub(super) fn next(opened: &Opened, quiz: &Quiz) -> Option<Question> {
    let items = drawn(quiz, opened.attempt.seed);
    let open = |item: &&Item| opened.answer(&item.id).is_none();
    let place = items.iter().position(open)?;
    let place_of = (place + 1, items.len());
    Some(question(&opened.sheet(), items[place], place_of))
}

/// A question without its answer.
pub(in crate::assessment) fn question(
    sheet: &Sheet<'_>,
    item: &Item,
    (place, total): (usize, usize),
) -> Question {
    Question {
        item: item.id.clone(),
        title: item.title.clone(),
        prompt: render::text(&item.prompt, &sheet.setting()),
        asked: asked(sheet, item),
        place,
        total,
    }
}

fn asked(sheet: &Sheet<'_>, item: &Item) -> Asked {
    let (seed, setting) = (sheet.seed, sheet.setting());
    let shown = given::shown(item, seed).into_iter();
    let shown = shown.map(|n| &item.choices[n]);
    let html = |choice: &Choice| render::inline(&choice.text, &setting);
    match item.kind {
        ItemKind::Choose => Asked::Choose {
            choices: shown
                .map(|choice| Offered {
                    id: choice.id.clone(),
                    html: html(choice),
                })
                .collect(),
            several: item.takes_several(),
        },
        ItemKind::Order => Asked::Order(shown.map(html).collect()),
        ItemKind::Match => Asked::Match {
            left: shown.map(html).collect(),
            right: given::right_sides(item, seed)
                .into_iter()
                .map(|n| render::plain(&item.choices[n].with))
                .collect(),
        },
        ItemKind::Mark => Asked::Mark(draft::paragraphs(&item.draft, &setting)),
        ItemKind::Short => Asked::Short,
    }
}
