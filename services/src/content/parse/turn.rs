//! What can be done in a scene: its text, where it leads, and what it moves.

use super::{
    fork::{arrow, condition, known_state},
    quiz::choice_id,
};
use crate::content::{
    choices::RawChoice,
    findings::Findings,
    model::{State, Turn},
    problem::Problem,
    slips::Story,
};
use domain::assessment::Need;
use std::ops::Range;

/// What stands in backticks: what a turn asks for, moves and is worth.
#[derive(Default)]
struct Moves {
    needs: Vec<Need>,
    effects: Vec<(String, i32)>,
    score: Option<u32>,
    /// Whether a score was meant to be given.
    tried: bool,
}

/// Reads a turn.
pub(super) fn turn(raw: &RawChoice, state: &[State], out: &mut Findings) -> Turn {
    if raw.tick.is_some() {
        out.add(raw.at.clone(), Problem::Story(Story::Ticked));
    }
    let id = choice_id(raw, out);
    let name = || {
        if id.is_empty() {
            "?".into()
        } else {
            id.clone()
        }
    };
    if raw.target.is_none() {
        out.add(raw.at.clone(), Problem::NoTarget { choice: name() });
    }
    arrow(raw, out);
    let mut moves = Moves::default();
    for (text, at) in &raw.effects {
        moves.read(text, at, state, out);
    }
    // What stands in the wrong place counts from here on, so that only its place is told.
    for (text, at) in raw.early.iter().filter(|(text, _)| is_meant(text, state)) {
        let slip = Story::BeforeArrow { text: text.clone() };
        out.add(at.clone(), Problem::Story(slip));
        moves.read(text, at, state, &mut Findings::default());
    }
    if let Some((text, at)) = &raw.after {
        let slip = Story::AfterLink { text: text.clone() };
        out.add(at.clone(), Problem::Story(slip));
        moves.read(text, at, state, &mut Findings::default());
    }
    if !moves.tried && raw.target.is_some() {
        let choice = name();
        out.add(raw.at.clone(), Problem::NoScore { choice });
    }
    Turn {
        at: raw.at.clone(),
        text: raw.text.clone(),
        target: raw
            .target
            .as_ref()
            .map(|(t, _, _)| t.clone())
            .unwrap_or_default(),
        needs: moves.needs,
        effects: moves.effects,
        score: moves.score.unwrap_or(0),
        feedback: raw.feedback.clone(),
        id,
    }
}

impl Moves {
    fn read(&mut self, text: &str, at: &Range<usize>, state: &[State], out: &mut Findings) {
        if text.trim_start().starts_with("if ") {
            match condition(text, at, state, out) {
                Some(more) => self.needs.extend(more),
                None => out.add(at.clone(), Problem::BadCondition { text: text.into() }),
            }
            return;
        }
        let twice = |name: &str| Problem::Story(Story::Twice { name: name.into() });
        let scored = text.trim_start().starts_with("score");
        if scored && self.tried {
            out.add(at.clone(), twice("score"));
        }
        self.tried |= scored || text.contains(" score ");
        match effect(text) {
            Some(("score", n @ 0..=3)) => self.score = u32::try_from(n).ok(),
            Some((name, n)) if name != "score" => {
                known_state(name, at, state, out);
                if self.effects.iter().any(|(moved, _)| moved == name) {
                    out.add(at.clone(), twice(name));
                }
                too_far(text, name, n, at, state, out);
                self.effects.push((name.to_owned(), n));
            }
            _ => out.add(at.clone(), Problem::BadEffect { text: text.into() }),
        }
    }
}

/// An effect that is more than the whole way from one end to the other.
fn too_far(text: &str, name: &str, n: i32, at: &Range<usize>, state: &[State], out: &mut Findings) {
    let moved = state.iter().find(|s| s.name == name);
    if let Some(most) = moved.map(|s| s.max - s.min)
        && n.abs() > most
        && most > 0
    {
        let text = text.trim().to_owned();
        out.add(at.clone(), Problem::Story(Story::TooFar { text, most }));
    }
}

/// Whether words in the text of a choice were meant to count: ordinary code stays possible.
fn is_meant(text: &str, state: &[State]) -> bool {
    let known = |name: &str| name == "score" || state.iter().any(|s| s.name == name);
    let needs = text.trim().strip_prefix("if ");
    let conditional =
        needs.is_some_and(|needs| needs.split(" and ").all(|n| Need::parse(n).is_some()));
    conditional || effect(text).is_some_and(|(name, _)| known(name))
}

/// `trust +1`: a name and a small number.
fn effect(text: &str) -> Option<(&str, i32)> {
    let (name, number) = text.trim().split_once(' ')?;
    let number: i32 = number.trim().replace('−', "-").parse().ok()?;
    (-9..=9).contains(&number).then_some((name, number))
}
