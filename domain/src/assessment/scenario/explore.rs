//! Every state that a path can come to: what an author could not see by reading.

use super::{
    Gauges, Map, Node,
    map::{open_places, open_ways},
    need::all_hold,
};
use std::collections::{BTreeMap, BTreeSet};

/// What exploring a map found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Explored {
    /// The scenes and forks that some path comes to.
    pub reached: BTreeSet<String>,
    /// Those in which some path finds nothing that it may do, though they are no endings.
    pub stuck: BTreeSet<String>,
    /// Those from which some path can come to no ending any more.
    pub endless: BTreeSet<String>,
    /// The gauges that decide nothing on any path: had they never moved, all would be the same.
    pub idle: BTreeSet<String>,
}

/// Where a path can be: a place, and the value of each gauge in the order of their names.
type State<'a> = (&'a str, Vec<i32>);

/// Explores a map from its start.
///
/// `None` when there are more states than `limit`, which bounds time and memory.
#[must_use]
pub fn explore(map: &Map, limit: usize) -> Option<Explored> {
    let start: State<'_> = (&map.start, map.gauges.values().map(|g| g.value).collect());
    let mut back: BTreeMap<State<'_>, Vec<State<'_>>> = BTreeMap::from([(start.clone(), vec![])]);
    let mut waiting = vec![start];
    let mut found = Explored::default();
    let mut endings = Vec::new();
    let mut decisive = BTreeSet::new();
    while let Some(state) = waiting.pop() {
        let (place, values) = &state;
        let Some((name, node)) = map.nodes.get_key_value(*place) else {
            continue;
        };
        found.reached.insert(name.clone());
        let gauges = at(map, values);
        decisive.extend(deciding(map, node, &gauges, &decisive));
        let next = following(node, &gauges);
        if node.is_ending() {
            endings.push(state.clone());
        } else if next.is_empty() {
            found.stuck.insert(name.clone());
        }
        for (target, gauges) in next {
            let values: Vec<i32> = gauges.values().map(|g| g.value).collect();
            let to: State<'_> = (target, values);
            if !back.contains_key(&to) {
                if back.len() >= limit {
                    return None;
                }
                waiting.push(to.clone());
            }
            back.entry(to).or_default().push(state.clone());
        }
    }
    let finishing = backwards(&back, endings);
    let endless = back.keys().filter(|state| !finishing.contains(*state));
    found.endless = endless
        .map(|(place, _)| (*place).to_owned())
        .filter(|place| map.nodes.contains_key(place))
        .collect();
    let idle = map.gauges.keys().filter(|name| !decisive.contains(*name));
    found.idle = idle.cloned().collect();
    Some(found)
}

fn at(map: &Map, values: &[i32]) -> Gauges {
    let pairs = map.gauges.iter().zip(values);
    pairs
        .map(|((name, gauge), value)| {
            (
                name.clone(),
                super::Gauge {
                    value: *value,
                    ..*gauge
                },
            )
        })
        .collect()
}

/// Where a path can go on from here, and with which gauges.
fn following<'a>(node: &'a Node, gauges: &Gauges) -> Vec<(&'a str, Gauges)> {
    match node {
        Node::Scene(moves) => moves
            .iter()
            .filter(|turn| all_hold(&turn.needs, gauges))
            .map(|turn| (turn.target.as_str(), turn.moved(gauges)))
            .collect(),
        Node::Fork(ways) => open_ways(ways, gauges)
            .into_iter()
            .map(|way| (way.target.as_str(), gauges.clone()))
            .collect(),
    }
}

/// The gauges, other than those known already, that matter here: with the value each started from, other ways would
/// be open.
fn deciding(map: &Map, node: &Node, gauges: &Gauges, known: &BTreeSet<String>) -> Vec<String> {
    let open = |gauges: &Gauges| -> Vec<usize> {
        match node {
            Node::Scene(moves) => (0..moves.len())
                .filter(|n| all_hold(&moves[*n].needs, gauges))
                .collect(),
            Node::Fork(ways) => open_places(ways, gauges),
        }
    };
    let now = open(gauges);
    let others = map.gauges.iter().filter(|(name, _)| !known.contains(*name));
    others
        .filter(|(name, start)| {
            let mut unmoved = gauges.clone();
            unmoved.insert((*name).clone(), **start);
            open(&unmoved) != now
        })
        .map(|(name, _)| name.clone())
        .collect()
}

/// Every state from which one of these can be reached.
fn backwards<'a>(
    back: &BTreeMap<State<'a>, Vec<State<'a>>>,
    ends: Vec<State<'a>>,
) -> BTreeSet<State<'a>> {
    let mut found = BTreeSet::new();
    let mut waiting = ends;
    while let Some(state) = waiting.pop() {
        if found.insert(state.clone()) {
            waiting.extend(back.get(&state).into_iter().flatten().cloned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::{Gauge, Move, Need, Play, Way};
    use super::*;
    use proptest::prelude::*;

    fn turn(id: &str, target: &str, needs: &[&str], by: i32) -> Move {
        Move {
            id: id.into(),
            target: target.into(),
            needs: needs.iter().map(|n| Need::parse(n).unwrap()).collect(),
            effects: vec![("trust".into(), by), ("risk".into(), 1)],
            score: 2,
        }
    }

    fn way(target: &str, needs: &[&str]) -> Way {
        Way {
            target: target.into(),
            needs: needs.iter().map(|n| Need::parse(n).unwrap()).collect(),
        }
    }

    fn map(nodes: Vec<(&str, Node)>) -> Map {
        let gauge = Gauge {
            min: 0,
            max: 2,
            value: 1,
        };
        Map {
            start: "open".into(),
            gauges: [("trust".to_owned(), gauge), ("risk".to_owned(), gauge)].into(),
            nodes: nodes
                .into_iter()
                .map(|(id, n)| (id.to_owned(), n))
                .collect(),
        }
    }

    fn names(set: &BTreeSet<String>) -> Vec<&str> {
        set.iter().map(String::as_str).collect()
    }

    #[test]
    fn what_decides_nothing_is_found() {
        let map = map(vec![
            (
                "open",
                Node::Scene(vec![turn("a", "then", &[], 1), turn("b", "then", &[], -1)]),
            ),
            (
                "then",
                Node::Fork(vec![way("good", &["trust >= 2"]), way("fair", &[])]),
            ),
            ("good", Node::Scene(vec![])),
            ("fair", Node::Scene(vec![])),
            ("lost", Node::Scene(vec![])),
        ]);
        let found = explore(&map, 1000).unwrap();
        assert_eq!(names(&found.reached), ["fair", "good", "open", "then"]);
        assert_eq!(
            (names(&found.stuck), names(&found.endless)),
            (vec![], vec![])
        );
        assert_eq!(names(&found.idle), ["risk"]);
        assert_eq!(explore(&map, 3), None);
    }

    #[test]
    fn a_condition_can_lock_a_path_in() {
        let map = map(vec![
            (
                "open",
                Node::Scene(vec![
                    turn("lose", "room", &[], -1),
                    turn("win", "room", &[], 1),
                ]),
            ),
            (
                "room",
                Node::Scene(vec![turn("leave", "end", &["trust >= 2"], 0)]),
            ),
            ("end", Node::Scene(vec![])),
        ]);
        let found = explore(&map, 1000).unwrap();
        assert_eq!(names(&found.stuck), ["room"]);
        assert_eq!(names(&found.endless), ["room"]);
    }

    #[test]
    fn forks_that_lead_to_each_other_end_nowhere() {
        let map = map(vec![
            ("open", Node::Scene(vec![turn("a", "one", &[], 1)])),
            ("one", Node::Fork(vec![way("two", &[])])),
            ("two", Node::Fork(vec![way("one", &[])])),
        ]);
        let found = explore(&map, 1000).unwrap();
        assert_eq!(names(&found.endless), ["one", "open", "two"]);
    }

    proptest! {
        /// What a path meets, exploring has found.
        #[test]
        fn no_path_surprises(seed: u64, picks in prop::collection::vec(0_usize..4, 0..30)) {
            let map = map(vec![
                ("open", Node::Scene(vec![turn("a", "then", &[], 1), turn("b", "then", &["risk <= 1"], -1), turn("c", "open", &[], 0)])),
                ("then", Node::Fork(vec![way("good", &["trust >= 2"]), way("open", &["risk <= 1"]), way("fair", &[]), way("late", &[])])),
                ("good", Node::Scene(vec![])),
                ("fair", Node::Scene(vec![])),
                ("late", Node::Scene(vec![turn("d", "fair", &[], 1)])),
            ]);
            let found = explore(&map, 10_000).unwrap();
            let mut play = Play::start(&map, seed);
            for pick in picks {
                prop_assert!(found.reached.contains(play.scene()));
                let offered: Vec<String> = play.offered().map(|m| m.id.clone()).collect();
                if play.has_ended() {
                    break;
                }
                prop_assert!(!offered.is_empty() || found.stuck.contains(play.scene()));
                let scene = play.scene().to_owned();
                prop_assert!(play.choose(&scene, &offered[pick % offered.len()]).is_ok());
            }
        }
    }
}
