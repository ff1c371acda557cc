//! A scenario as the engine needs it: places, what can be done in them, and what that moves.

use super::need::{Need, all_hold};
use std::collections::BTreeMap;

/// Something that turns move, within its bounds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Gauge {
    /// The least.
    pub min: i32,
    /// The most.
    pub max: i32,
    /// Where it is.
    pub value: i32,
}

impl Gauge {
    /// Moved by so much, and no further than its bounds.
    #[must_use]
    pub fn moved(self, by: i32) -> Self {
        let value = self.value.saturating_add(by).min(self.max).max(self.min);
        Self { value, ..self }
    }
}

/// What turns move, by name.
pub type Gauges = BTreeMap<String, Gauge>;

/// Something that can be done in a scene.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Move {
    /// Its name in the scene.
    pub id: String,
    /// The scene it leads to.
    pub target: String,
    /// When it can be done; always, if nothing stands here.
    pub needs: Vec<Need>,
    /// What it moves, by how much.
    pub effects: Vec<(String, i32)>,
    /// From 0, harmful, to 3, best.
    pub score: u32,
}

impl Move {
    /// The gauges after it.
    pub(super) fn moved(&self, gauges: &Gauges) -> Gauges {
        let mut gauges = gauges.clone();
        for (name, by) in &self.effects {
            if let Some(gauge) = gauges.get_mut(name) {
                *gauge = gauge.moved(*by);
            }
        }
        gauges
    }
}

/// One of the ways from a fork.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Way {
    /// The scene or fork it leads to.
    pub target: String,
    /// When it is taken.
    pub needs: Vec<Need>,
}

/// A place a path can come to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Node {
    /// A scene with what can be done in it; an ending, if that is nothing.
    Scene(Vec<Move>),
    /// A place that nobody sees. The path goes on by the first way with a condition that holds; if none does, one
    /// of the ways without condition is drawn.
    Fork(Vec<Way>),
}

impl Node {
    /// Whether a path ends here.
    #[must_use]
    pub const fn is_ending(&self) -> bool {
        matches!(self, Self::Scene(moves) if moves.is_empty())
    }
}

/// The ways from a fork that are open, given what holds: one whose condition does, or all that have none.
pub(super) fn open_where(ways: &[Way], holds: impl Fn(&[Need]) -> bool) -> Vec<&Way> {
    let first = ways
        .iter()
        .find(|way| !way.needs.is_empty() && holds(&way.needs));
    match first {
        Some(way) => vec![way],
        None => ways.iter().filter(|way| way.needs.is_empty()).collect(),
    }
}

/// The ways that are open as the gauges stand.
pub(super) fn open_ways<'a>(ways: &'a [Way], gauges: &Gauges) -> Vec<&'a Way> {
    open_where(ways, |needs| all_hold(needs, gauges))
}

/// A scenario as the engine needs it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Map {
    /// The first scene.
    pub start: String,
    /// What turns move, by name.
    pub gauges: Gauges,
    /// Scenes and forks, by name.
    pub nodes: BTreeMap<String, Node>,
}
