//! Questions and their answers.

use super::Head;
use domain::{
    assessment::{ItemKind, Key},
    content::Practice,
};
use std::ops::Range;

/// Questions.
#[derive(Clone, PartialEq, Debug)]
pub struct Quiz {
    /// What it has in common.
    pub head: Head,
    /// What is said before the first question.
    pub intro: String,
    /// How many of the questions an attempt is asked; all of them without it.
    pub draw: Option<usize>,
    /// The questions.
    pub items: Vec<Item>,
}

impl Quiz {
    /// How many questions an attempt is asked.
    #[must_use]
    pub fn asks(&self) -> usize {
        let all = self.items.len();
        self.draw.map_or(all, |draw| draw.min(all))
    }
}

/// A question. What it takes is its kind's matter; each of its choices has its own feedback.
#[derive(Clone, PartialEq, Debug)]
pub struct Item {
    /// Where it begins in its file, in bytes.
    pub at: Range<usize>,
    /// Its name in the quiz.
    pub id: String,
    /// How it is answered.
    pub kind: ItemKind,
    /// Its short title.
    pub title: String,
    /// The practice it is about.
    pub practice: Practice,
    /// The rule cards it rests on.
    pub rules: Vec<String>,
    /// From 1 to 3.
    pub difficulty: u32,
    /// What it asks, in Markdown.
    pub prompt: String,
    /// For words to mark: the draft they stand in, in Markdown; each is a link to the name of its choice.
    pub draft: String,
    /// The answers; of an order the lines as they should stand, of pairs the left sides.
    pub choices: Vec<Choice>,
}

impl Item {
    /// Whether more than one answer is right.
    #[must_use]
    pub fn takes_several(&self) -> bool {
        self.choices.iter().filter(|c| c.correct).count() > 1
    }

    /// What is right.
    #[must_use]
    pub fn key(&self) -> Key {
        let right = || self.choices.iter().filter(|c| c.correct);
        match self.kind {
            ItemKind::Choose | ItemKind::Mark => Key::All(right().map(|c| c.id.clone()).collect()),
            ItemKind::Short => Key::Any(right().map(|c| c.id.clone()).collect()),
            ItemKind::Order => Key::Order(self.choices.iter().map(|c| c.id.clone()).collect()),
            ItemKind::Match => Key::Pairs(
                self.choices
                    .iter()
                    .map(|c| (c.id.clone(), self.holder(&c.with).to_owned()))
                    .collect(),
            ),
        }
    }

    /// The right sides, each once, as the places of the first choices they belong to.
    #[must_use]
    pub fn right_sides(&self) -> Vec<usize> {
        let first = |(n, choice): &(usize, &Choice)| {
            self.choices[..*n].iter().all(|c| c.with != choice.with)
        };
        let all = self.choices.iter().enumerate().filter(first);
        all.map(|(n, _)| n).collect()
    }

    /// The name of the first choice that a right side belongs to: by it the right side is called.
    fn holder(&self, with: &str) -> &str {
        let found = self.choices.iter().find(|c| c.with == with);
        found.map_or("", |c| c.id.as_str())
    }
}

/// An answer.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Choice {
    /// Its name in the question.
    pub id: String,
    /// Its text, in Markdown; of a short answer the ways to write it, with ` / ` between them.
    pub text: String,
    /// Of a pair, the right side, in Markdown.
    pub with: String,
    /// Whether it is right. Each line of an order and each pair is.
    pub correct: bool,
    /// What is said to whoever chose it, in Markdown.
    pub feedback: String,
}

impl Choice {
    /// The name of what is typed and no answer that the question knows.
    pub const OTHERWISE: &'static str = "otherwise";

    /// The ways to write a short answer.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        self.text.split(" / ").map(str::trim)
    }
}
