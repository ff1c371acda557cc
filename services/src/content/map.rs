//! A scenario as the engine needs it: where each turn leads, and what it moves.

use super::model::Scenario;
use domain::assessment::{Gauge, Map, Move, Node, Way};

/// The scenario's map.
#[must_use]
pub fn map_of(scenario: &Scenario) -> Map {
    let gauges = scenario.state.iter().map(|state| {
        let gauge = Gauge {
            min: state.min,
            max: state.max,
            value: state.start,
        };
        (state.name.clone(), gauge)
    });
    let scenes = scenario.scenes.iter().map(|scene| {
        let moves = scene.choices.iter().map(|turn| Move {
            id: turn.id.clone(),
            target: turn.target.clone(),
            needs: turn.needs.clone(),
            effects: turn.effects.clone(),
            score: turn.score,
        });
        (scene.id.clone(), Node::Scene(moves.collect()))
    });
    let forks = scenario.forks.iter().map(|fork| {
        let ways = fork.ways.iter().map(|way| Way {
            target: way.target.clone(),
            needs: way.needs.clone(),
        });
        (fork.id.clone(), Node::Fork(ways.collect()))
    });
    Map {
        start: scenario.start.clone(),
        gauges: gauges.collect(),
        nodes: scenes.chain(forks).collect(),
    }
}
