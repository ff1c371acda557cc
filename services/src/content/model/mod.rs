//! What courses are made of, as the program reads it.

mod quiz;
mod rule_card;
mod scenario;

pub use quiz::{Choice, Item, Quiz};
pub use rule_card::{RuleCard, Verified};
pub use scenario::{Channel, Fork, Outcome, Scenario, Scene, State, Turn, Way};

use domain::{
    content::{Kind, Practice, Slug, Track},
    language::Language,
};
use std::collections::BTreeMap;

/// A text in each language.
pub type Texts = BTreeMap<Language, String>;

/// A course.
#[derive(Clone, PartialEq, Debug)]
pub struct Course {
    /// Its name in addresses; its folder has the same.
    pub slug: Slug,
    /// Its title.
    pub title: Texts,
    /// One or two sentences on what it is good for.
    pub summary: Texts,
    /// The languages it is complete in.
    pub languages: Vec<Language>,
    /// The practices it is about.
    pub practices: Vec<Practice>,
    /// The tracks it belongs to, each with its place there, from 1.
    pub tracks: BTreeMap<Track, u32>,
    /// How long it takes.
    pub minutes: u32,
    /// The share of right answers that passes, in percent.
    pub pass_mark: u32,
    /// How long a completion is suggested to be valid.
    pub validity_months: u32,
    /// Who answers for it.
    pub owner: String,
    /// Its parts in order.
    pub parts: Vec<Slug>,
}

/// What modules, quizzes and scenarios have in common.
#[derive(Clone, PartialEq, Debug)]
pub struct Head {
    /// Which of the three.
    pub kind: Kind,
    /// Its name in its course.
    pub id: Slug,
    /// Its title.
    pub title: String,
    /// How long it takes.
    pub minutes: u32,
    /// The practice it is about.
    pub practice: Practice,
    /// The rule cards it rests on.
    pub rules: Vec<String>,
}

/// A text to read.
#[derive(Clone, PartialEq, Debug)]
pub struct Module {
    /// What it has in common.
    pub head: Head,
    /// The Markdown.
    pub body: String,
    /// The ids of its headings, in order.
    pub headings: Vec<String>,
    /// The pictures it shows, by their place in the course's folder.
    pub images: Vec<String>,
}

/// A part of a course in one language.
#[derive(Clone, PartialEq, Debug)]
pub enum Part {
    /// A text.
    Module(Module),
    /// Questions.
    Quiz(Quiz),
    /// An exercise.
    Scenario(Scenario),
}

impl Part {
    /// What all have in common.
    #[must_use]
    pub const fn head(&self) -> &Head {
        match self {
            Self::Module(m) => &m.head,
            Self::Quiz(q) => &q.head,
            Self::Scenario(s) => &s.head,
        }
    }

    /// The rule cards that it names anywhere.
    pub fn rules(&self) -> impl Iterator<Item = &String> {
        let (items, scenes): (&[Item], &[Scene]) = match self {
            Self::Module(_) => (&[], &[]),
            Self::Quiz(quiz) => (&quiz.items, &[]),
            Self::Scenario(scenario) => (&[], &scenario.scenes),
        };
        let items = items.iter().flat_map(|item| &item.rules);
        let scenes = scenes.iter().flat_map(|scene| &scene.rules);
        self.head().rules.iter().chain(items).chain(scenes)
    }
}
