//! What the scenario player is given of a scene.

use serde::{Deserialize, Serialize};

/// A piece of a scene's text, as HTML.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PieceProps {
    /// Whether it is said in the channel, not told.
    pub said: bool,
    /// The sanitised HTML.
    pub html: String,
}

/// How something stands that turns move.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StandingProps {
    /// Its name.
    pub label: String,
    /// The word for its value.
    pub word: String,
    /// How many of its steps are filled.
    pub filled: usize,
    /// How many steps it has.
    pub steps: usize,
    /// Where the last turn moved it, in words; whether upwards.
    pub moved: Option<(String, bool)>,
}

/// What can be done.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TurnProps {
    /// Its name.
    pub id: String,
    /// Its text, as HTML without a paragraph.
    pub html: String,
}

/// What came of the turn before.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CameProps {
    /// What they did, as HTML without a paragraph.
    pub chosen: String,
    /// What came of it, as HTML.
    pub feedback: String,
}

/// What stays the same from scene to scene, in the reader's language.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Words {
    /// Over what came of the turn before.
    pub came: String,
    /// Before what they did.
    pub you_did: String,
    /// Over how things stand.
    pub state: String,
    /// Over what can be done.
    pub what_now: String,
    /// Which keys there are.
    pub keys: String,
    /// While a turn is on its way.
    pub sending: String,
    /// When it did not arrive.
    pub failed: String,
}

/// A decision asks how sure one is, too: a form of its own, drawn by the server.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DecisionProps {
    /// The fields and the button, as HTML.
    pub html: String,
    /// Which keys there are.
    pub keys: String,
}

/// A scene before its turn, in the reader's language: nothing in it says what a turn is worth or leads to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SceneProps {
    /// The attempt.
    pub attempt: String,
    /// The language of the scene's own texts.
    pub language: String,
    /// How many turns were taken.
    pub step: usize,
    /// The scene's name.
    pub scene: String,
    /// Its title.
    pub title: String,
    /// The code of its channel, for its look.
    pub channel: String,
    /// The channel's name.
    pub channel_name: String,
    /// Who speaks.
    pub speaker: Option<String>,
    /// What happens and what is said.
    pub pieces: Vec<PieceProps>,
    /// How things stand.
    pub standings: Vec<StandingProps>,
    /// What can be done.
    pub turns: Vec<TurnProps>,
    /// Where the scene is one to be sure about, what it asks besides.
    pub decision: Option<DecisionProps>,
    /// What came of the turn before.
    pub came: Option<CameProps>,
    /// That another window was ahead of this one.
    pub elsewhere: Option<String>,
    /// The key of the next submission.
    pub key: String,
    /// What stays the same.
    pub words: Words,
}
