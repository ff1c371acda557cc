//! What courses are made of, as the program reads it.

use domain::{
    assessment::{ItemKind, Key, Need},
    content::{Kind, Practice, Slug},
    language::Language,
};
use std::{collections::BTreeMap, ops::Range};

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

/// Questions.
#[derive(Clone, PartialEq, Debug)]
pub struct Quiz {
    /// What it has in common.
    pub head: Head,
    /// What is said before the first question.
    pub intro: String,
    /// The questions.
    pub items: Vec<Item>,
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

/// A branching exercise.
#[derive(Clone, PartialEq, Debug)]
pub struct Scenario {
    /// What it has in common.
    pub head: Head,
    /// What is said before the first scene.
    pub intro: String,
    /// The first scene.
    pub start: String,
    /// What choices move.
    pub state: Vec<State>,
    /// The scenes.
    pub scenes: Vec<Scene>,
    /// Where the path goes on by itself.
    pub forks: Vec<Fork>,
}

/// A place that nobody sees: how things stand, or chance, decides which scene comes next.
#[derive(Clone, PartialEq, Debug)]
pub struct Fork {
    /// Where it begins in its file, in bytes.
    pub at: Range<usize>,
    /// Its name in the scenario.
    pub id: String,
    /// Its short title, for authors.
    pub title: String,
    /// The ways from it, in order.
    pub ways: Vec<Way>,
}

/// A way from a fork.
#[derive(Clone, PartialEq, Debug)]
pub struct Way {
    /// Where it begins in its file, in bytes.
    pub at: Range<usize>,
    /// The scene or fork it leads to.
    pub target: String,
    /// When it is taken; without conditions, when no other is.
    pub needs: Vec<Need>,
}

/// Something that choices move, such as trust.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct State {
    /// Its name in the scenario.
    pub name: String,
    /// Its name for readers.
    pub label: String,
    /// Where it starts.
    pub start: i32,
    /// The least.
    pub min: i32,
    /// The most.
    pub max: i32,
    /// One word for each value, the least first.
    pub words: Vec<String>,
}

/// Where a scene takes place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Channel {
    /// Comments under a post.
    Comment,
    /// A direct message.
    Dm,
    /// A telephone call.
    Phone,
    /// A question of the press.
    Press,
    /// A post.
    Post,
}

impl Channel {
    /// All of them with their codes.
    pub const ALL: [(&'static str, Self); 5] = [
        ("comment", Self::Comment),
        ("dm", Self::Dm),
        ("phone", Self::Phone),
        ("press", Self::Press),
        ("post", Self::Post),
    ];
    /// The code in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        Self::ALL
            .into_iter()
            .find(|(_, channel)| *channel == self)
            .map_or("post", |(code, _)| code)
    }
}

/// How a path ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Everybody is better off.
    Good,
    /// No harm, and something to do better.
    Fair,
    /// Somebody is worse off.
    Harm,
}

impl Outcome {
    /// All of them with their codes.
    pub const ALL: [(&'static str, Self); 3] = [
        ("good", Self::Good),
        ("fair", Self::Fair),
        ("harm", Self::Harm),
    ];
}

/// A scene, or an ending.
#[derive(Clone, PartialEq, Debug)]
pub struct Scene {
    /// Where it begins in its file, in bytes.
    pub at: Range<usize>,
    /// Its name in the scenario.
    pub id: String,
    /// Its short title.
    pub title: String,
    /// Where it takes place; an ending takes place nowhere.
    pub channel: Option<Channel>,
    /// Who speaks.
    pub speaker: Option<String>,
    /// The rule cards it rests on.
    pub rules: Vec<String>,
    /// What happens, in Markdown; quoted is what is said in the channel. For an ending, its debrief.
    pub text: String,
    /// How it ends, if it does.
    pub outcome: Option<Outcome>,
    /// What can be done.
    pub choices: Vec<Turn>,
}

/// Something that can be done in a scene.
#[derive(Clone, PartialEq, Debug)]
pub struct Turn {
    /// Where it begins in its file, in bytes.
    pub at: Range<usize>,
    /// Its name in the scene.
    pub id: String,
    /// Its text, in Markdown.
    pub text: String,
    /// The scene or fork it leads to.
    pub target: String,
    /// When it can be done.
    pub needs: Vec<Need>,
    /// What it moves, by how much.
    pub effects: Vec<(String, i32)>,
    /// From 0, harmful, to 3, best.
    pub score: u32,
    /// What comes of it, in Markdown.
    pub feedback: String,
}

/// A rule of law, of a code or of the house.
#[derive(Clone, PartialEq, Debug)]
pub struct RuleCard {
    /// Its name; its file has the same.
    pub id: Slug,
    /// Its title.
    pub title: Texts,
    /// Where it applies, such as `KR`.
    pub jurisdiction: String,
    /// Which article.
    pub article: String,
    /// Since when, as a date.
    pub in_force_from: Option<String>,
    /// Until when, as a date, where that is known.
    pub in_force_to: Option<String>,
    /// Where to read it.
    pub source: String,
    /// When the library's wording was last compared with the source.
    pub reviewed: String,
    /// How far the wording was verified in a primary text.
    pub verified: Verified,
    /// Who compared it; none when nobody has yet.
    pub reviewer: Option<String>,
    /// When to look again.
    pub next_review: String,
    /// What it says, in Markdown.
    pub text: Texts,
}

/// How far a rule card was verified.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verified {
    /// Read in a primary text.
    Yes,
    /// In part; the card says which.
    Partly,
    /// Not yet.
    No,
}

impl Verified {
    /// All of them with their codes.
    pub const ALL: [(&'static str, Self); 3] = [
        ("yes", Self::Yes),
        ("partly", Self::Partly),
        ("no", Self::No),
    ];
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
}
