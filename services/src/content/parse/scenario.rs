//! A scenario: a scene a section, its choices a list whose items lead to other scenes.

use super::{
    Attributes,
    fork::{broken, fork, is_fork},
    head, once,
    quiz::layout,
    turn::turn,
};
use crate::content::{
    blocks::{self, Section, shift},
    document::{Document, Reader},
    findings::Findings,
    model::{Channel, Fork, Outcome, Scenario, Scene, State, Turn},
    problem::Problem,
    slips::Story,
    yaml::{Data, Value},
};
use std::ops::Range;

/// The classes of what nobody has to do anything in.
const ENDING: [&str; 2] = ["ending", "fork"];
/// The classes of a scene.
const SCENE: [&str; 3] = ["ending", "fork", "decision"];

/// Reads a scenario. Where its scenes lead is the checker's matter.
pub fn scenario(document: &Document, out: &mut Findings) -> Option<Scenario> {
    let mut reader = Reader::new(document, out);
    let head = head(&mut reader);
    let start = reader.text("start");
    let state = reader.optional("state");
    reader.finish();
    let head = head?;
    let state = state.map_or_else(Vec::new, |value| states(value, out));
    let (intro, sections) = blocks::sections(&document.body, document.body_at, out);
    if sections.is_empty() {
        out.add(0..3, Problem::NoScenes);
    }
    let base = document.body_at;
    let (forks, scenes): (Vec<&Section>, Vec<&Section>) =
        sections.iter().partition(|section| is_fork(section));
    let scenes = scenes.into_iter().map(|s| scene(s, base, &state, out));
    let scenes: Vec<Scene> = scenes.collect();
    let forks = forks.into_iter().map(|s| fork(s, base, &state, out));
    let forks: Vec<Fork> = forks.collect();
    let ids = sections.iter().filter_map(|section| {
        let id = section.heading.id.as_deref()?;
        Some((id, shift(section.heading.at.clone(), base)))
    });
    once(ids, out);
    Some(Scenario {
        head,
        intro,
        start,
        state,
        scenes,
        forks,
    })
}

fn states(value: &Value, out: &mut Findings) -> Vec<State> {
    let Data::Map(fields) = &value.data else {
        out.add(value.at.clone(), Problem::WrongType { expected: "fields" });
        return Vec::new();
    };
    fields
        .iter()
        .filter_map(|(key, value)| state(&key.name, value, out))
        .collect()
}

fn state(name: &str, value: &Value, out: &mut Findings) -> Option<State> {
    let mut reader = Reader::inside(value, out)?;
    let label = reader.text("label");
    let [min, start, max] = ["min", "start", "max"].map(|field| reader.number(field, -9, 9));
    let words: Vec<String> = reader.texts("words").into_iter().map(|(w, _)| w).collect();
    reader.finish();
    if !(min..=max).contains(&start) {
        out.add(value.at.clone(), Problem::StateStart);
    }
    let expected = usize::try_from(max - min + 1).unwrap_or(0);
    if words.len() != expected {
        let found = words.len();
        out.add(value.at.clone(), Problem::StateWords { expected, found });
    }
    let small = |n: i64| i32::try_from(n).unwrap_or(0);
    Some(State {
        name: name.to_owned(),
        label,
        start: small(start),
        min: small(min),
        max: small(max),
        words,
    })
}

fn scene(section: &Section, base: usize, state: &[State], out: &mut Findings) -> Scene {
    let at = shift(section.heading.at.clone(), base);
    let mut attributes = Attributes::new(&section.heading, at.clone());
    let id = attributes.id(out);
    let is_ending = section.heading.is("ending");
    let channel = if is_ending {
        attributes.word("channel", &Channel::ALL, out)
    } else {
        attributes.required_word("channel", &Channel::ALL, out)
    };
    let speaker = attributes.optional("speaker").map(str::to_owned);
    let rules = attributes.list("rule");
    let outcome = if is_ending {
        attributes.required_word("outcome", &Outcome::ALL, out)
    } else {
        attributes.word("outcome", &Outcome::ALL, out)
    };
    let decision = section.heading.is("decision");
    attributes.finish(if is_ending { &ENDING } else { &SCENE }, out);
    let choices: Vec<Turn> = if broken(section, out) {
        Vec::new()
    } else {
        layout(section, out);
        shape(section, is_ending, &at, out);
        section
            .choices
            .iter()
            .map(|raw| turn(raw, state, out))
            .collect()
    };
    once(
        choices
            .iter()
            .zip(&section.choices)
            .map(|(turn, raw)| (turn.id.as_str(), raw.at.clone())),
        out,
    );
    Scene {
        at,
        id,
        title: section.heading.title.clone(),
        channel,
        speaker,
        rules,
        decision: decision && !is_ending,
        text: section.text.clone(),
        outcome: is_ending.then(|| outcome.unwrap_or(Outcome::Fair)),
        choices,
    }
}

/// What a scene or an ending must have, and must not.
fn shape(section: &Section, is_ending: bool, at: &Range<usize>, out: &mut Findings) {
    let scene = section.heading.title.clone();
    let silent = section.text.is_empty();
    let problem = match (is_ending, section.choices.len()) {
        (true, 1..) => Some(Problem::EndingWithChoices { scene }),
        (true, 0) if silent => Some(Problem::Story(Story::EmptyEnding { scene })),
        (true, 0) => None,
        (false, 0) => Some(Problem::DeadEnd { scene }),
        (false, 1) => Some(Problem::Story(Story::OneChoice { scene })),
        (false, _) => None,
    };
    if let Some(problem) = problem {
        out.add(at.clone(), problem);
    }
    if silent && !is_ending {
        let scene = section.heading.title.clone();
        out.add(at.clone(), Problem::Story(Story::EmptyScene { scene }));
    }
}
