//! A finished scenario, for its owner alone: how it ended, the way there, and where other ways led.

use super::{
    open::{Opened, RuleLink},
    page::certainties,
    scene::{Standing, standings, taken, written},
};
use crate::{
    Error, Result,
    content::{
        map::map_of,
        model::{Outcome, Scenario, Scene, Turn},
        render,
    },
    store::Store,
};
use domain::assessment::{Certainty, Play};

/// An ending of a scenario.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ending {
    /// Its title.
    pub title: String,
    /// How it leaves people.
    pub outcome: Outcome,
    /// Whether this path came to it.
    pub here: bool,
}

/// Something that could be done in a scene, as things stood there, and was not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Other {
    /// What it was, as HTML without a paragraph.
    pub text: String,
    /// What would have come of it, as HTML.
    pub came: String,
    /// From 0, harmful, to 3, best.
    pub score: u32,
    /// Where it led, had each turn after it been the best one.
    pub ending: Option<Ending>,
}

/// A turn of a path that has ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Taken {
    /// The scene's title.
    pub title: String,
    /// What they did, as HTML without a paragraph.
    pub chosen: String,
    /// What came of it, as HTML.
    pub feedback: String,
    /// From 0, harmful, to 3, best.
    pub score: u32,
    /// The learner's own: how sure they were, where the scene asked.
    pub certainty: Option<Certainty>,
    /// What would have been better than what they did.
    pub better: Option<Other>,
    /// What else could have been done.
    pub others: Vec<Other>,
    /// The places of all that could be done: which was taken, and what each was worth.
    pub ways: Vec<Way>,
    /// The rule cards the scene rests on.
    pub rules: Vec<RuleLink>,
}

/// Something that could be done in a scene.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Way {
    /// Whether it was.
    pub taken: bool,
    /// From 0, harmful, to 3, best.
    pub score: u32,
}

/// A finished scenario.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Debrief {
    /// How it ended.
    pub outcome: Outcome,
    /// The ending's title.
    pub title: String,
    /// Its debrief, as HTML.
    pub text: String,
    /// What the path is worth, in percent.
    pub percent: u32,
    /// The turns that were taken.
    pub path: Vec<Taken>,
    /// Every way it can end, in the order they are written.
    pub endings: Vec<Ending>,
    /// How things stand.
    pub standings: Vec<Standing>,
    /// The rule cards the ending rests on.
    pub rules: Vec<RuleLink>,
}

pub(super) async fn debrief(
    store: &Store,
    opened: &Opened,
    scenario: &Scenario,
    (ending, percent): (&str, u32),
) -> Result<Debrief> {
    let events: Vec<_> = opened.steps.iter().map(|step| step.id).collect();
    let certainties = certainties(store.read(), &events).await?;
    let map = map_of(scenario);
    let mut play = Play::start(&map, opened.attempt.seed);
    let mut path = Vec::new();
    for (event, scene, turn) in taken(opened, scenario) {
        let certainty = certainties.get(&event).copied();
        path.push(at(opened, scenario, &play, (scene, turn, certainty)));
        play.choose(&scene.id, &turn.id)
            .map_err(|error| Error::Internal(Box::new(error)))?;
    }
    let end = written(scenario, ending)?;
    let endings = scenario.scenes.iter().filter(|s| s.outcome.is_some());
    Ok(Debrief {
        outcome: end.outcome.unwrap_or(Outcome::Fair),
        title: end.title.clone(),
        text: render::text(&end.text, &opened.setting()),
        percent,
        path,
        endings: endings
            .filter_map(|scene| ending_of(scene, ending))
            .collect(),
        standings: standings(opened, scenario, &play)?,
        rules: opened.rules(&end.rules),
    })
}

/// A turn, beside what else could be done as things stood before it.
fn at(
    opened: &Opened,
    scenario: &Scenario,
    before: &Play<'_>,
    (scene, turn, certainty): (&Scene, &Turn, Option<Certainty>),
) -> Taken {
    let setting = opened.setting();
    let can: Vec<&Turn> = scene
        .choices
        .iter()
        .filter(|choice| before.offered().any(|offered| offered.id == choice.id))
        .collect();
    let best = can.iter().map(|choice| choice.score).max().unwrap_or(0);
    let mut others: Vec<Other> = can
        .iter()
        .filter(|choice| choice.id != turn.id)
        .map(|choice| Other {
            text: render::inline(&choice.text, &setting),
            came: render::text(&choice.feedback, &setting),
            score: choice.score,
            ending: led_to(scenario, before, &scene.id, &choice.id),
        })
        .collect();
    let better = others
        .iter()
        .position(|other| other.score == best && best > turn.score);
    let better = better.map(|n| others.remove(n));
    Taken {
        title: scene.title.clone(),
        chosen: render::inline(&turn.text, &setting),
        feedback: render::text(&turn.feedback, &setting),
        score: turn.score,
        certainty,
        better,
        others,
        ways: can
            .iter()
            .map(|choice| Way {
                taken: choice.id == turn.id,
                score: choice.score,
            })
            .collect(),
        rules: opened.rules(&scene.rules),
    }
}

/// The ending that a choice led to, had each turn after it been the best one.
fn led_to(scenario: &Scenario, before: &Play<'_>, scene: &str, choice: &str) -> Option<Ending> {
    let mut play = before.clone();
    play.choose(scene, choice).ok()?;
    let end = play.best_ending()?;
    ending_of(written(scenario, end).ok()?, "")
}

fn ending_of(scene: &Scene, came_to: &str) -> Option<Ending> {
    Some(Ending {
        title: scene.title.clone(),
        outcome: scene.outcome?,
        here: scene.id == came_to,
    })
}
