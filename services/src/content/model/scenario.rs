//! Branching exercises: scenes, what can be done in them, and what that moves.

use super::Head;
use domain::assessment::Need;
use std::ops::Range;

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
    /// The code in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        let found = Self::ALL.into_iter().find(|(_, outcome)| *outcome == self);
        found.map_or("fair", |(code, _)| code)
    }
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
    /// Whether the turn taken here is one to be sure about: how sure one is gets asked with it.
    pub decision: bool,
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
