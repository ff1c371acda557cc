//! The scene a path has come to: what is seen of it before the next turn.

use super::{open::Opened, question::Offered};
use crate::{
    Result,
    assessment::{attempt::Event, play::replay},
    content::{
        map::map_of,
        model::{Channel, Scenario, Scene as Written, Turn},
        render,
        scene_text::{Piece, pieces},
    },
};
use domain::{assessment::Play, ids::AttemptEventId};
use std::collections::BTreeSet;

/// Something that turns move, as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// Its name for readers.
    pub label: String,
    /// The word for its value.
    pub word: String,
    /// The least.
    pub min: i32,
    /// The most.
    pub max: i32,
    /// Its value.
    pub value: i32,
    /// By how much the last turn moved it.
    pub moved: i32,
}

/// What came of the turn before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Came {
    /// What they did, as HTML without a paragraph.
    pub chosen: String,
    /// What came of it, as HTML.
    pub feedback: String,
}

/// A scene before its turn: nothing of what a turn is worth or leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scene {
    /// Its name.
    pub id: String,
    /// How many turns were taken.
    pub step: usize,
    /// Its short title.
    pub title: String,
    /// Where it takes place.
    pub channel: Channel,
    /// Who speaks.
    pub speaker: Option<String>,
    /// What happens and what is said, in order.
    pub pieces: Vec<Piece>,
    /// How things stand.
    pub standings: Vec<Standing>,
    /// What can be done.
    pub choices: Vec<Offered>,
    /// Whether it asks how sure one is, too.
    pub decision: bool,
    /// What came of the turn before.
    pub came: Option<Came>,
}

/// The turns that were taken, each with its event and its scene.
pub(super) fn taken<'a>(
    opened: &Opened,
    scenario: &'a Scenario,
) -> Vec<(AttemptEventId, &'a Written, &'a Turn)> {
    let turn = |scene: &str, choice: &str| {
        let scene = scenario.scenes.iter().find(|s| s.id == scene)?;
        let turn = scene.choices.iter().find(|t| t.id == choice)?;
        Some((scene, turn))
    };
    opened
        .steps
        .iter()
        .filter_map(|step| match &step.event {
            Event::TurnTaken { scene, choice, .. } => {
                let (scene, turn) = turn(scene, choice)?;
                Some((step.id, scene, turn))
            }
            _ => None,
        })
        .collect()
}

pub(super) fn scene(opened: &Opened, scenario: &Scenario) -> Result<Scene> {
    let map = map_of(scenario);
    let play = replay(&map, opened.attempt.seed, &opened.steps)?;
    let setting = opened.setting();
    let here = written(scenario, play.scene())?;
    let can: BTreeSet<&str> = play.offered().map(|turn| turn.id.as_str()).collect();
    let choices = here.choices.iter();
    let offered = choices
        .filter(|turn| can.contains(turn.id.as_str()))
        .map(|turn| Offered {
            id: turn.id.clone(),
            html: render::inline(&turn.text, &setting),
        });
    let last = taken(opened, scenario).pop();
    Ok(Scene {
        id: here.id.clone(),
        step: play.turns(),
        title: here.title.clone(),
        channel: here.channel.unwrap_or(Channel::Post),
        speaker: here.speaker.clone(),
        pieces: pieces(&here.text, &setting),
        standings: standings(opened, scenario, &play)?,
        choices: offered.collect(),
        decision: here.decision,
        came: last.map(|(_, _, turn)| Came {
            chosen: render::inline(&turn.text, &setting),
            feedback: render::text(&turn.feedback, &setting),
        }),
    })
}

/// A scene by its name.
pub(super) fn written<'a>(scenario: &'a Scenario, id: &str) -> Result<&'a Written> {
    let found = scenario.scenes.iter().find(|s| s.id == id);
    found.ok_or_else(|| crate::Error::internal(format!("there is no scene {id}")))
}

/// How things stand, and how the last turn moved them.
pub(super) fn standings(
    opened: &Opened,
    scenario: &Scenario,
    play: &Play<'_>,
) -> Result<Vec<Standing>> {
    let map = map_of(scenario);
    let turn = |step: &_| matches!(step, Event::TurnTaken { .. });
    let last = opened.steps.iter().rposition(|step| turn(&step.event));
    let before = replay(
        &map,
        opened.attempt.seed,
        &opened.steps[..last.unwrap_or(0)],
    )?;
    let standing = |state: &crate::content::model::State| {
        let value = play.gauges().get(&state.name)?.value;
        let was = before.gauges().get(&state.name)?.value;
        let place = usize::try_from(value - state.min).ok()?;
        Some(Standing {
            label: state.label.clone(),
            word: state.words.get(place).cloned().unwrap_or_default(),
            min: state.min,
            max: state.max,
            value,
            moved: value - was,
        })
    };
    Ok(scenario.state.iter().filter_map(standing).collect())
}
