//! Scenarios as graphs: every scene can be reached, from every scene an ending, and all that turns move counts.

use super::field;
use crate::content::{
    document::Document,
    findings::Findings,
    map::map_of,
    model::Scenario,
    problem::{Problem, nearest},
    yaml::Data,
};
use domain::assessment::{Explored, explore};
use std::{collections::BTreeSet, ops::Range};

/// More states than this are not looked through: no scenario that people can follow has as many.
const MOST_STATES: usize = 50_000;
/// How many scenes that nothing leads to are named.
const MOST_NAMED: usize = 9;

/// `clean` says that scenes, choices and forks could be read without a slip: with one, a way may only seem to be missing.
pub(super) fn check(scenario: &Scenario, document: &Document, clean: bool, out: &mut Findings) {
    let scenes = scenario.scenes.iter().map(|s| s.id.as_str());
    let ids: Vec<&str> = scenes
        .chain(scenario.forks.iter().map(|f| f.id.as_str()))
        .collect();
    if ids.is_empty() || !targets_are_known(scenario, document, &ids, out) {
        return;
    }
    if !clean {
        return;
    }
    match explore(&map_of(scenario), MOST_STATES) {
        Some(found) => {
            ways(scenario, &found, out);
            states(scenario, document, &found, out);
        }
        None => out.add(0..3, Problem::TooManyStates),
    }
}

/// Whether everything leads somewhere; what does not is reported, and hides what else there may be.
fn targets_are_known(
    scenario: &Scenario,
    document: &Document,
    ids: &[&str],
    out: &mut Findings,
) -> bool {
    let start = field(document, "start");
    let turns = scenario.scenes.iter().flat_map(|s| &s.choices);
    let ways = scenario.forks.iter().flat_map(|f| &f.ways);
    let targets = std::iter::once((scenario.start.as_str(), start))
        .chain(turns.map(|t| (t.target.as_str(), t.at.clone())))
        .chain(ways.map(|w| (w.target.as_str(), w.at.clone())));
    let targets: Vec<(&str, Range<usize>)> = targets.collect();
    let led_to: BTreeSet<&str> = targets.iter().map(|(target, _)| *target).collect();
    let lonely = ids
        .iter()
        .filter(|id| !id.is_empty() && !led_to.contains(*id));
    let lonely: Vec<String> = lonely.take(MOST_NAMED).map(|id| (*id).to_owned()).collect();
    let there: BTreeSet<&str> = ids.iter().copied().collect();
    let mut known = true;
    for (target, at) in targets {
        if !there.contains(target) {
            known = false;
            // One that is missing has been reported as missing.
            if !target.is_empty() {
                let scene = target.to_owned();
                let nearest = nearest(target, ids);
                let lonely = lonely.clone();
                out.add(
                    at,
                    Problem::UnknownScene {
                        scene,
                        nearest,
                        lonely,
                    },
                );
            }
        }
    }
    known
}

fn ways(scenario: &Scenario, found: &Explored, out: &mut Findings) {
    let scenes = scenario.scenes.iter();
    let scenes = scenes.map(|s| {
        (
            &s.id,
            &s.title,
            &s.at,
            s.outcome.is_none() && s.choices.is_empty(),
        )
    });
    let forks = scenario.forks.iter();
    let forks = forks.map(|f| (&f.id, &f.title, &f.at, f.ways.is_empty()));
    for (id, title, at, dead) in scenes.chain(forks) {
        let scene = title.clone();
        if !found.reached.contains(id) {
            out.add(at.clone(), Problem::Unreachable { scene });
        } else if found.stuck.contains(id) {
            out.add(at.clone(), Problem::Stuck { scene });
        } else if found.endless.contains(id) && !dead {
            out.add(at.clone(), Problem::NoWayOut { scene });
        }
    }
}

fn states(scenario: &Scenario, document: &Document, found: &Explored, out: &mut Findings) {
    let read: BTreeSet<&str> = scenario
        .scenes
        .iter()
        .flat_map(|s| s.choices.iter().flat_map(|t| &t.needs))
        .chain(
            scenario
                .forks
                .iter()
                .flat_map(|f| f.ways.iter().flat_map(|w| &w.needs)),
        )
        .map(|need| need.gauge.as_str())
        .collect();
    for state in &scenario.state {
        let name = state.name.clone();
        let problem = if !read.contains(name.as_str()) {
            Problem::StateNeverRead { state: name }
        } else if found.idle.contains(&name) {
            Problem::StateDecidesNothing { state: name }
        } else {
            continue;
        };
        out.add(state_at(document, &state.name), problem);
    }
}

/// Where the front matter declares a state.
fn state_at(document: &Document, name: &str) -> Range<usize> {
    let states = document
        .fields()
        .iter()
        .find(|(key, _)| key.name == "state");
    let inside = states.and_then(|(_, value)| match &value.data {
        Data::Map(fields) => fields.iter().find(|(key, _)| key.name == name),
        _ => None,
    });
    inside.map_or(0..3, |(key, _)| key.at.clone())
}
