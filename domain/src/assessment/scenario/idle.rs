//! Gauges that decide nothing: held at any value, they leave every path the endings that it can come to.

use super::{
    Map, Need, Node,
    states::{States, World, lots},
};
use std::collections::{BTreeMap, BTreeSet};

/// The gauges that change from no state the endings that can be reached.
///
/// Whatever holding a gauge opens is followed as far as `limit`; where there is more, it gets the benefit of the doubt.
pub(super) fn idle(
    map: &Map,
    world: &World<'_>,
    states: &States<'_>,
    limit: usize,
) -> BTreeSet<String> {
    let lots = lots(map);
    let as_played: Vec<_> = lots.iter().map(|lot| states.endings(lot)).collect();
    let decides = |gauge: usize, value: i32| {
        let held = states.all.iter().map(|(place, values)| {
            let mut values = values.clone();
            values[gauge] = value;
            (*place, values)
        });
        let world = world.holding(gauge);
        let Some(other) = States::explore(&world, held.clone(), limit) else {
            return true;
        };
        let there: Vec<Option<usize>> = held.map(|state| other.find(&state)).collect();
        lots.iter().zip(&as_played).any(|(lot, played)| {
            let sets = other.endings(lot);
            let mut pairs = there.iter().zip(played);
            pairs.any(|(there, played)| there.is_none_or(|n| sets[n] != *played))
        })
    };
    let gauges = map.gauges.keys().enumerate();
    gauges
        .filter(|(n, name)| {
            let values = states.all.iter().map(|(_, values)| values[*n]);
            let mut values = telling(map, name, values).into_iter();
            !values.any(|value| decides(*n, value))
        })
        .map(|(_, name)| name.clone())
        .collect()
}

/// Of the values that a gauge can have, one for each way in which conditions on it can come out; none when they always
/// come out the same.
fn telling(map: &Map, gauge: &str, values: impl Iterator<Item = i32>) -> Vec<i32> {
    let needs: Vec<&Need> = map
        .nodes
        .values()
        .flat_map(needs)
        .filter(|need| need.gauge == gauge)
        .collect();
    let values: BTreeSet<i32> = values.collect();
    let outcome = |value| needs.iter().map(|need| need.holds_at(value)).collect();
    let told: BTreeMap<Vec<bool>, i32> = values.into_iter().map(|v| (outcome(v), v)).collect();
    if told.len() > 1 {
        told.into_values().collect()
    } else {
        Vec::new()
    }
}

fn needs(node: &Node) -> Vec<&Need> {
    match node {
        Node::Scene(moves) => moves.iter().flat_map(|turn| &turn.needs).collect(),
        Node::Fork(ways) => ways.iter().flat_map(|way| &way.needs).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        Explored, Gauge, Gauges, Move, Way, explore, map::open_ways, need::all_hold,
    };
    use super::*;
    use proptest::prelude::*;

    fn needs_of(text: &[&str]) -> Vec<Need> {
        text.iter().map(|need| Need::parse(need).unwrap()).collect()
    }

    fn turn(target: &str, needs: &[&str], effects: &[(&str, i32)]) -> Move {
        Move {
            id: target.into(),
            target: target.into(),
            needs: needs_of(needs),
            effects: effects.iter().map(|(n, by)| ((*n).into(), *by)).collect(),
            score: 2,
        }
    }

    fn way(target: &str, needs: &[&str]) -> Way {
        Way {
            target: target.into(),
            needs: needs_of(needs),
        }
    }

    fn ending() -> Node {
        Node::Scene(vec![])
    }

    fn map(nodes: Vec<(&str, Node)>) -> Map {
        let gauge = Gauge {
            min: 0,
            max: 2,
            value: 0,
        };
        Map {
            start: "open".into(),
            gauges: BTreeMap::from([("trust".to_owned(), gauge)]),
            nodes: nodes.into_iter().map(|(id, n)| (id.into(), n)).collect(),
        }
    }

    fn open(target: &str) -> (&'static str, Node) {
        let gain = turn(target, &[], &[("trust", 1)]);
        ("open", Node::Scene(vec![gain, turn(target, &[], &[])]))
    }

    fn is_idle(map: &Map) -> bool {
        explore(map, 1000).unwrap().idle.contains("trust")
    }

    #[test]
    fn a_fork_whose_ways_come_to_the_same_endings_decides_nothing() {
        let both = || Node::Scene(vec![turn("good", &[], &[]), turn("harm", &[], &[])]);
        let fork = Node::Fork(vec![way("left", &["trust >= 1"]), way("right", &[])]);
        let mut map = map(vec![
            open("fork"),
            ("fork", fork),
            ("left", both()),
            ("right", both()),
            ("good", ending()),
            ("harm", ending()),
        ]);
        assert!(is_idle(&map));
        let only = Node::Scene(vec![turn("good", &[], &[])]);
        map.nodes.insert("right".into(), only);
        assert!(!is_idle(&map));
    }

    #[test]
    fn scenes_that_meet_in_one_ending_make_no_difference() {
        let on = || Node::Scene(vec![turn("end", &[], &[])]);
        let fork = Node::Fork(vec![way("warm", &["trust >= 1"]), way("cold", &[])]);
        let mut map = map(vec![
            open("fork"),
            ("fork", fork),
            ("warm", on()),
            ("cold", on()),
            ("end", ending()),
        ]);
        assert!(is_idle(&map));
        map.nodes.insert("cold".into(), ending());
        assert!(!is_idle(&map));
    }

    #[test]
    fn a_conditional_choice_that_leads_where_the_others_do_opens_nothing() {
        let room = |target| {
            let more = turn(target, &["trust >= 1"], &[]);
            Node::Scene(vec![more, turn("end", &[], &[])])
        };
        let mut map = map(vec![
            open("room"),
            ("room", room("end")),
            ("end", ending()),
            ("other", ending()),
        ]);
        assert!(is_idle(&map));
        map.nodes.insert("room".into(), room("other"));
        assert!(!is_idle(&map));
    }

    #[test]
    fn an_ending_that_must_be_earned_is_decided_though_it_can_always_be() {
        let room = vec![
            turn("room", &[], &[("trust", 1)]),
            turn("good", &["trust >= 2"], &[]),
            turn("harm", &[], &[]),
        ];
        let map = map(vec![
            open("room"),
            ("room", Node::Scene(room)),
            ("good", ending()),
            ("harm", ending()),
        ]);
        assert!(!is_idle(&map));
    }

    #[test]
    fn more_endings_than_one_word_holds_are_told_apart() {
        let names: Vec<String> = (0..300).map(|n| format!("end-{n}")).collect();
        let all = |but: usize| {
            let some = names.iter().enumerate().filter(|(n, _)| *n != but);
            Node::Scene(some.map(|(_, name)| turn(name, &[], &[])).collect())
        };
        let fork = Node::Fork(vec![way("left", &["trust >= 1"]), way("right", &[])]);
        let mut map = map(vec![
            open("fork"),
            ("fork", fork),
            ("left", all(300)),
            ("right", all(300)),
        ]);
        map.nodes
            .extend(names.iter().map(|n| (n.clone(), ending())));
        assert!(is_idle(&map));
        map.nodes.insert("right".into(), all(299));
        assert!(!is_idle(&map));
    }

    /// Every state that a path from here comes to, found by going everywhere.
    fn everywhere(map: &Map, place: &str, gauges: &Gauges) -> Vec<(String, Gauges)> {
        let mut seen: Vec<(String, Gauges)> = Vec::new();
        let mut waiting = vec![(place.to_owned(), gauges.clone())];
        while let Some(state) = waiting.pop() {
            if seen.contains(&state) {
                continue;
            }
            let (place, gauges) = &state;
            match &map.nodes[place] {
                Node::Scene(moves) => {
                    let offered = moves.iter().filter(|m| all_hold(&m.needs, gauges));
                    waiting.extend(offered.map(|m| (m.target.clone(), m.moved(gauges))));
                }
                Node::Fork(ways) => {
                    let open = open_ways(ways, gauges).into_iter();
                    waiting.extend(open.map(|w| (w.target.clone(), gauges.clone())));
                }
            }
            seen.push(state);
        }
        seen
    }

    fn endings(map: &Map, place: &str, gauges: &Gauges) -> BTreeSet<String> {
        let states = everywhere(map, place, gauges).into_iter();
        let places = states.map(|(place, _)| place);
        places.filter(|p| map.nodes[p].is_ending()).collect()
    }

    /// The map with a gauge that nothing moves.
    fn unmoved(map: &Map, gauge: &str) -> Map {
        let mut map = map.clone();
        for node in map.nodes.values_mut() {
            if let Node::Scene(moves) = node {
                for turn in moves {
                    turn.effects.retain(|(name, _)| name != gauge);
                }
            }
        }
        map
    }

    fn idle_by_trying(map: &Map) -> BTreeSet<String> {
        let states = everywhere(map, &map.start, &map.gauges);
        let changes = |name: &str| {
            let held = unmoved(map, name);
            let values: BTreeSet<i32> = states.iter().map(|(_, g)| g[name].value).collect();
            states.iter().any(|(place, gauges)| {
                let as_played = endings(map, place, gauges);
                values.iter().any(|value| {
                    let mut gauges = gauges.clone();
                    gauges.get_mut(name).unwrap().value = *value;
                    endings(&held, place, &gauges) != as_played
                })
            })
        };
        map.gauges
            .keys()
            .filter(|name| !changes(name))
            .cloned()
            .collect()
    }

    const PLACES: [&str; 7] = ["open", "a", "b", "c", "d", "x", "y"];

    fn needs_strategy() -> impl Strategy<Value = Vec<Need>> {
        let need = (0..2_usize, 0..3_usize, 0..3_i32).prop_map(|(gauge, sign, value)| {
            let (gauge, sign) = (["risk", "trust"][gauge], [">=", "<=", "="][sign]);
            Need::parse(&format!("{gauge} {sign} {value}")).unwrap()
        });
        prop::collection::vec(need, 0..2)
    }

    fn node_strategy() -> impl Strategy<Value = Node> {
        let target = || (1..PLACES.len()).prop_map(|n| PLACES[n].to_owned());
        let turn = (target(), needs_strategy(), -1..2_i32, -1..2_i32);
        let turn = turn.prop_map(|(target, needs, risk, trust)| Move {
            id: target.clone(),
            target,
            needs,
            effects: vec![("risk".into(), risk), ("trust".into(), trust)],
            score: 1,
        });
        let way = (target(), needs_strategy()).prop_map(|(target, needs)| Way { target, needs });
        prop_oneof![
            2 => prop::collection::vec(turn, 1..4).prop_map(Node::Scene),
            1 => prop::collection::vec(way, 1..4).prop_map(Node::Fork),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn what_is_idle_is_what_trying_everything_finds(nodes in prop::collection::vec(node_strategy(), 5)) {
            let gauge = Gauge { min: 0, max: 2, value: 1 };
            let places = PLACES.iter().map(|p| (*p).to_owned());
            let map = Map {
                start: "open".into(),
                gauges: BTreeMap::from([("risk".to_owned(), gauge), ("trust".to_owned(), gauge)]),
                nodes: places.zip(nodes.into_iter().chain([ending(), ending()])).collect(),
            };
            let Explored { idle, .. } = explore(&map, 10_000).unwrap();
            prop_assert_eq!(idle, idle_by_trying(&map));
        }
    }
}
