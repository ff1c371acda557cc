//! The states that paths through a map can come to, and how they follow from each other.

use super::{Gauge, Map, Move, Need, Node, map::open_where};
use std::collections::{BTreeMap, HashMap};

/// Where a path can be: a place, and the value of each gauge in the order of their names.
pub(super) type State<'a> = (&'a str, Vec<i32>);

/// Endings as bits.
pub(super) type Endings = u128;

/// A map as it is explored, with a gauge held where it is or with none.
#[derive(Clone, Debug)]
pub(super) struct World<'a> {
    map: &'a Map,
    names: Vec<&'a str>,
    gauges: Vec<Gauge>,
    held: Option<usize>,
}

impl<'a> World<'a> {
    /// The map as it is played.
    pub(super) fn new(map: &'a Map) -> Self {
        Self {
            map,
            names: map.gauges.keys().map(String::as_str).collect(),
            gauges: map.gauges.values().copied().collect(),
            held: None,
        }
    }

    /// The same, but that no turn moves this gauge.
    pub(super) fn holding(&self, gauge: usize) -> Self {
        let held = Some(gauge);
        Self {
            held,
            ..self.clone()
        }
    }

    /// The state that a path starts in.
    pub(super) fn start(&self) -> State<'a> {
        let values = self.gauges.iter().map(|gauge| gauge.value).collect();
        (&self.map.start, values)
    }

    fn place_of(&self, gauge: &str) -> Option<usize> {
        self.names.iter().position(|name| *name == gauge)
    }

    fn all_hold(&self, needs: &[Need], values: &[i32]) -> bool {
        needs.iter().all(|need| {
            let value = self.place_of(&need.gauge).and_then(|n| values.get(n));
            value.is_some_and(|value| need.holds_at(*value))
        })
    }

    fn moved(&self, turn: &Move, values: &[i32]) -> Vec<i32> {
        let mut values = values.to_vec();
        for (name, by) in &turn.effects {
            if let Some(n) = self.place_of(name).filter(|n| Some(*n) != self.held) {
                let value = values[n];
                values[n] = Gauge {
                    value,
                    ..self.gauges[n]
                }
                .moved(*by)
                .value;
            }
        }
        values
    }

    /// Where a path can go on from here.
    fn following(&self, (place, values): &State<'a>) -> Vec<State<'a>> {
        match self.map.nodes.get(*place) {
            None => Vec::new(),
            Some(Node::Scene(moves)) => moves
                .iter()
                .filter(|turn| self.all_hold(&turn.needs, values))
                .map(|turn| (turn.target.as_str(), self.moved(turn, values)))
                .collect(),
            Some(Node::Fork(ways)) => open_where(ways, |needs| self.all_hold(needs, values))
                .into_iter()
                .map(|way| (way.target.as_str(), values.clone()))
                .collect(),
        }
    }
}

/// Every state that can be come to, and how.
#[derive(Debug)]
pub(super) struct States<'a> {
    /// All of them, those first from which the others follow.
    pub(super) all: Vec<State<'a>>,
    /// Of each, those that it follows from.
    before: Vec<Vec<usize>>,
    /// Those from which nothing follows.
    pub(super) last: Vec<usize>,
    places: HashMap<State<'a>, usize>,
}

impl<'a> States<'a> {
    /// Follows every path from these states; `None` when there are more states than `limit`.
    pub(super) fn explore(
        world: &World<'a>,
        from: impl IntoIterator<Item = State<'a>>,
        limit: usize,
    ) -> Option<Self> {
        let mut found = Self {
            all: Vec::new(),
            before: Vec::new(),
            last: Vec::new(),
            places: HashMap::new(),
        };
        for state in from {
            found.place(state, limit)?;
        }
        let mut here = 0;
        while let Some(state) = found.all.get(here) {
            let next = world.following(state);
            if next.is_empty() {
                found.last.push(here);
            }
            for state in next {
                let there = found.place(state, limit)?;
                found.before[there].push(here);
            }
            here += 1;
        }
        Some(found)
    }

    /// Where a state is in the list, which it is added to if it is new.
    fn place(&mut self, state: State<'a>, limit: usize) -> Option<usize> {
        if let Some(place) = self.places.get(&state) {
            return Some(*place);
        }
        let place = self.all.len();
        if place >= limit {
            return None;
        }
        self.places.insert(state.clone(), place);
        self.all.push(state);
        self.before.push(Vec::new());
        Some(place)
    }

    /// Where a state is in the list, if it is.
    pub(super) fn find(&self, state: &State<'a>) -> Option<usize> {
        self.places.get(state).copied()
    }

    /// Which of these endings each state can come to, over all turns and all draws.
    pub(super) fn endings(&self, bits: &BTreeMap<&str, Endings>) -> Vec<Endings> {
        let mut sets = vec![0; self.all.len()];
        let mut waiting = Vec::new();
        for place in &self.last {
            if let Some(bit) = bits.get(self.all[*place].0) {
                sets[*place] = *bit;
                waiting.push(*place);
            }
        }
        while let Some(place) = waiting.pop() {
            for before in &self.before[place] {
                let joined = sets[*before] | sets[place];
                if joined != sets[*before] {
                    sets[*before] = joined;
                    waiting.push(*before);
                }
            }
        }
        sets
    }
}

/// The endings of a map as bits, in lots of as many as one word holds.
pub(super) fn lots(map: &Map) -> Vec<BTreeMap<&str, Endings>> {
    let endings = map.nodes.iter().filter(|(_, node)| node.is_ending());
    let names: Vec<&str> = endings.map(|(name, _)| name.as_str()).collect();
    let lots = names.chunks(Endings::BITS as usize);
    lots.map(|names| {
        let bits = names.iter().enumerate();
        bits.map(|(n, name)| (*name, 1 << n)).collect()
    })
    .collect()
}
