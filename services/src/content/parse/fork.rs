//! Forks: sections whose list says where the path goes on by itself, and conditions.

use super::{Attributes, quiz::indent};
use crate::content::{
    blocks::{Section, shift},
    choices::RawChoice,
    findings::Findings,
    model::{Fork, State, Way},
    problem::{Problem, nearest},
    slips::Story,
};
use domain::assessment::{Compare, Need};
use std::ops::Range;

/// How a way begins that is taken when no condition holds.
const OTHERWISE: &str = "otherwise";

/// Whether a section is a fork.
pub(super) fn is_fork(section: &Section) -> bool {
    section.heading.is("fork")
}

/// Reads a fork.
pub(super) fn fork(section: &Section, base: usize, state: &[State], out: &mut Findings) -> Fork {
    let at = shift(section.heading.at.clone(), base);
    let attributes = Attributes::new(&section.heading, at.clone());
    let id = attributes.id(out);
    attributes.finish(&["fork"], out);
    let title = section.heading.title.clone();
    let broken = broken(section, out);
    let ways: Vec<Way> = if broken {
        Vec::new()
    } else {
        section
            .choices
            .iter()
            .map(|raw| way(raw, state, out))
            .collect()
    };
    if !broken {
        shape(section, &ways, &at, out);
    }
    Fork {
        at,
        id,
        title,
        ways,
    }
}

/// Nothing but ways, and one for whatever happens.
fn shape(section: &Section, ways: &[Way], at: &Range<usize>, out: &mut Findings) {
    let fork = section.heading.title.clone();
    let spoken = section.choices.iter().any(|raw| !raw.feedback.is_empty());
    if spoken || !section.text.is_empty() || section.trailing.is_some() {
        let fork = fork.clone();
        out.add(at.clone(), Problem::ForkWithText { fork });
    }
    let conditional = ways.iter().all(|way| !way.needs.is_empty());
    if ways.len() < 2 {
        out.add(at.clone(), Problem::ForkWays { fork });
    } else if conditional && section.choices.iter().all(is_said) {
        out.add(at.clone(), Problem::ForkOtherwise { fork });
    }
}

/// Whether a way says when it is taken.
fn is_said(raw: &RawChoice) -> bool {
    raw.id.is_some()
}

/// Says that choices or ways have numbers, or that what stands under them is not far enough in; with either, the list
/// is broken off and not looked at any further.
pub(super) fn broken(section: &Section, out: &mut Findings) -> bool {
    if let Some(at) = section.numbered.clone() {
        out.add(at, Problem::Story(Story::Numbered));
        return true;
    }
    for loose in &section.loose {
        indent(loose, out);
    }
    !section.loose.is_empty()
}

/// Says what of a way is neither shown nor counted.
fn nothing_more(raw: &RawChoice, out: &mut Findings) {
    let early = raw.early.iter().chain(&raw.effects).chain(&raw.after);
    for (text, at) in early {
        let text = text.clone();
        out.add(at.clone(), Problem::Story(Story::WayMore { text }));
    }
    let led = raw.id.is_some() && raw.target.is_some();
    if led && raw.early.is_empty() && !raw.text.is_empty() {
        let text = raw.text.clone();
        out.add(raw.at.clone(), Problem::Story(Story::WayMore { text }));
    }
}

fn way(raw: &RawChoice, state: &[State], out: &mut Findings) -> Way {
    arrow(raw, out);
    nothing_more(raw, out);
    let needs = match &raw.id {
        Some((text, _)) if text.trim() == OTHERWISE => Vec::new(),
        Some((text, at)) => condition(text, at, state, out).unwrap_or_else(|| {
            out.add(at.clone(), Problem::BadCondition { text: text.clone() });
            Vec::new()
        }),
        None => {
            out.add(raw.at.clone(), Problem::Story(Story::ForkWay));
            Vec::new()
        }
    };
    let target = raw.target.as_ref().map(|(target, _, _)| target.clone());
    if target.is_none() && raw.id.is_some() {
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
        if let Some(slip) = state.iter().find_map(|s| cannot_be_meant(need, s)) {
            out.add(at.clone(), Problem::Story(slip));
        }
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

/// A condition that the bounds of its state make always true, or never.
fn cannot_be_meant(need: &Need, state: &State) -> Option<Story> {
    let values = state.min..=state.max;
    // Bounds the wrong way round have been told.
    if need.gauge != state.name || values.is_empty() {
        return None;
    }
    let (always, ever) = match need.compare {
        Compare::AtLeast => (need.value <= state.min, need.value <= state.max),
        Compare::AtMost => (need.value >= state.max, need.value >= state.min),
        Compare::Exactly => (state.min == state.max, values.contains(&need.value)),
    };
    (always || !ever).then(|| Story::Condition {
        need: need.to_string(),
        always: ever,
        min: state.min,
        max: state.max,
    })
}

/// Says that no arrow stands before the link.
pub(super) fn arrow(raw: &RawChoice, out: &mut Findings) {
    if raw.target.is_some() && !raw.arrow {
        let choice = raw.id.as_ref().map_or("?", |(id, _)| id).to_owned();
        out.add(raw.at.clone(), Problem::Story(Story::NoArrow { choice }));
    }
}
