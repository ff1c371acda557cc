//! Forks: sections whose list says where the path goes on by itself, and conditions.

use super::Attributes;
use crate::content::{
    blocks::{Section, shift},
    choices::RawChoice,
    findings::Findings,
    model::{Fork, State, Way},
    problem::{Problem, nearest},
};
use domain::assessment::Need;
use std::ops::Range;

/// How a way begins that is taken when no condition holds.
const OTHERWISE: &str = "otherwise";

/// Whether a section is a fork.
pub(super) fn is_fork(section: &Section) -> bool {
    section.heading.classes.iter().any(|class| class == "fork")
}

/// Reads a fork.
pub(super) fn fork(section: &Section, base: usize, state: &[State], out: &mut Findings) -> Fork {
    let at = shift(section.heading.at.clone(), base);
    let attributes = Attributes::new(&section.heading, at.clone());
    let id = attributes.id(out);
    attributes.finish(&["fork"], out);
    let title = section.heading.title.clone();
    let spoken = section.choices.iter().any(|raw| !raw.feedback.is_empty());
    if spoken || !section.text.is_empty() || section.trailing.is_some() {
        let fork = title.clone();
        out.add(at.clone(), Problem::ForkWithText { fork });
    }
    let ways = section.choices.iter();
    let ways: Vec<Way> = ways.map(|raw| way(raw, state, out)).collect();
    if ways.len() < 2 {
        let fork = title.clone();
        out.add(at.clone(), Problem::ForkWays { fork });
    } else if ways.iter().all(|way| !way.needs.is_empty()) {
        let fork = title.clone();
        out.add(at.clone(), Problem::ForkOtherwise { fork });
    }
    Fork {
        at,
        id,
        title,
        ways,
    }
}

fn way(raw: &RawChoice, state: &[State], out: &mut Findings) -> Way {
    let needs = match &raw.id {
        Some((text, _)) if text.trim() == OTHERWISE => Vec::new(),
        Some((text, at)) => condition(text, at, state, out).unwrap_or_else(|| {
            out.add(at.clone(), Problem::BadCondition { text: text.clone() });
            Vec::new()
        }),
        None => {
            let text = String::new();
            out.add(raw.at.clone(), Problem::BadCondition { text });
            Vec::new()
        }
    };
    let target = raw.target.as_ref().map(|(target, _, _)| target.clone());
    if target.is_none() {
        let choice = raw.id.as_ref().map_or("?", |(text, _)| text).to_owned();
        out.add(raw.at.clone(), Problem::NoTarget { choice });
    }
    Way {
        at: raw.at.clone(),
        target: target.unwrap_or_default(),
        needs,
    }
}

/// Reads `if trust >= 2 and risk <= 1`; nothing, if that is not what stands there.
pub(super) fn condition(
    text: &str,
    at: &Range<usize>,
    state: &[State],
    out: &mut Findings,
) -> Option<Vec<Need>> {
    let rest = text.trim().strip_prefix("if ")?;
    let needs: Vec<Need> = rest
        .split(" and ")
        .map(Need::parse)
        .collect::<Option<_>>()?;
    for need in &needs {
        known_state(&need.gauge, at, state, out);
    }
    Some(needs)
}

/// Says that the front matter declares no such state.
pub(super) fn known_state(name: &str, at: &Range<usize>, state: &[State], out: &mut Findings) {
    let known: Vec<&str> = state.iter().map(|s| s.name.as_str()).collect();
    if !known.contains(&name) {
        let problem = Problem::UnknownState {
            state: name.into(),
            nearest: nearest(name, &known),
        };
        out.add(at.clone(), problem);
    }
}
