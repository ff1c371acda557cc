//! Every state that a path can come to: what an author could not see by reading.

use super::{
    Map,
    idle::idle,
    states::{States, World, lots},
};
use std::collections::BTreeSet;

/// What exploring a map found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Explored {
    /// The scenes and forks that some path comes to.
    pub reached: BTreeSet<String>,
    /// Those in which some path finds nothing that it may do, though they are no endings.
    pub stuck: BTreeSet<String>,
    /// Those from which some path can come to no ending any more.
    pub endless: BTreeSet<String>,
    /// The gauges that decide nothing: held at any value that they can have, they would leave every path the endings
    /// that it can come to.
    pub idle: BTreeSet<String>,
}

/// Explores a map from its start.
///
/// `None` when there are more states than `limit`, which bounds time and memory.
#[must_use]
pub fn explore(map: &Map, limit: usize) -> Option<Explored> {
    let world = World::new(map);
    let states = States::explore(&world, [world.start()], limit)?;
    let mut finishing = vec![false; states.all.len()];
    for lot in lots(map) {
        let sets = states.endings(&lot).into_iter();
        for (finishes, set) in finishing.iter_mut().zip(sets) {
            *finishes |= set != 0;
        }
    }
    let places = || states.all.iter().map(|(place, _)| *place);
    let named = |places: &mut dyn Iterator<Item = &str>| -> BTreeSet<String> {
        let known = places.filter(|place| map.nodes.contains_key(*place));
        known.map(str::to_owned).collect()
    };
    let endless = places()
        .zip(&finishing)
        .filter(|(_, finishes)| !**finishes)
        .map(|(place, _)| place);
    let stuck = states.last.iter().map(|last| states.all[*last].0);
    let is_ending = |place: &str| map.nodes.get(place).is_some_and(super::Node::is_ending);
    Some(Explored {
        reached: named(&mut places()),
        stuck: named(&mut stuck.filter(|place| !is_ending(place))),
        endless: named(&mut endless.into_iter()),
        idle: idle(map, &world, &states, limit),
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Gauge, Move, Need, Node, Play, Way};
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
