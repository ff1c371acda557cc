//! The scenario engine: where a path has led, what it moved, and what it is worth.

mod explore;
mod idle;
mod map;
mod need;
mod onward;
mod states;

pub use explore::{Explored, explore};
pub use map::{Gauge, Gauges, Map, Move, Node, Way};
pub use need::{Compare, Need};

use super::order::order;
use map::open_ways;
use need::all_hold;

/// The most that a path with a harmful turn is worth, in percent: one good turn does not undo harm.
pub const HARM_CAP: u32 = 50;

/// Why a turn was not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TurnError {
    /// The path is in another scene by now.
    #[error("the path is in another scene")]
    Elsewhere,
    /// The scene has no such choice, or not as things stand.
    #[error("the scene has no such choice as things stand")]
    NoSuchChoice,
}

/// A path through a map so far.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Play<'a> {
    map: &'a Map,
    seed: u64,
    scene: &'a str,
    gauges: Gauges,
    scores: Vec<u32>,
}

impl<'a> Play<'a> {
    /// At the first scene. The seed decides what is drawn at forks, and the same again on every device.
    #[must_use]
    pub fn start(map: &'a Map, seed: u64) -> Self {
        let mut play = Self {
            map,
            seed,
            scene: &map.start,
            gauges: map.gauges.clone(),
            scores: Vec::new(),
        };
        play.settle();
        play
    }

    /// Goes on over forks to the next scene. Forks that lead to each other for ever are left after as many as there
    /// are; the checker lets none of them through.
    fn settle(&mut self) {
        for hop in 0..self.map.nodes.len() {
            let Some(Node::Fork(ways)) = self.map.nodes.get(self.scene) else {
                return;
            };
            let open = open_ways(ways, &self.gauges);
            let mark = (self.scores.len() as u64) << 16 | hop as u64;
            let drawn = order(open.len(), self.seed.wrapping_add(mark));
            let Some(way) = drawn.first().and_then(|n| open.get(*n)) else {
                return;
            };
            self.scene = &way.target;
        }
    }

    fn moves(&self) -> &'a [Move] {
        match self.map.nodes.get(self.scene) {
            Some(Node::Scene(moves)) => moves,
            _ => &[],
        }
    }

    /// What can be done here, as things stand.
    pub fn offered(&self) -> impl Iterator<Item = &'a Move> {
        let moves = self.moves().iter();
        moves.filter(|turn| all_hold(&turn.needs, &self.gauges))
    }

    /// The scene the path has come to.
    #[must_use]
    pub const fn scene(&self) -> &'a str {
        self.scene
    }

    /// What turns have moved, by name.
    #[must_use]
    pub const fn gauges(&self) -> &Gauges {
        &self.gauges
    }

    /// How many turns were taken.
    #[must_use]
    pub fn turns(&self) -> usize {
        self.scores.len()
    }

    /// Whether the path has come to an ending.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.moves().is_empty()
    }

    /// Takes a turn in the scene that its chooser saw.
    ///
    /// # Errors
    /// [`TurnError`] when the path is elsewhere or the scene has no such choice; nothing has changed then.
    pub fn choose(&mut self, scene: &str, choice: &str) -> Result<&'a Move, TurnError> {
        if scene != self.scene {
            return Err(TurnError::Elsewhere);
        }
        let turn = self
            .offered()
            .find(|turn| turn.id == choice)
            .ok_or(TurnError::NoSuchChoice)?;
        self.gauges = turn.moved(&self.gauges);
        self.scores.push(turn.score);
        self.scene = &turn.target;
        self.settle();
        Ok(turn)
    }

    /// What the path is worth so far, in percent.
    #[must_use]
    pub fn percent(&self) -> u32 {
        path_percent(&self.scores)
    }
}

/// What turns of these scores are worth together, in percent, rounded down. A harmful one caps it.
#[must_use]
pub fn path_percent(scores: &[u32]) -> u32 {
    let most = 3 * scores.len();
    if most == 0 {
        return 0;
    }
    let sum: usize = scores.iter().map(|s| (*s).min(3) as usize).sum();
    let percent = u32::try_from(sum * 100 / most).unwrap_or(0);
    if scores.contains(&0) {
        percent.min(HARM_CAP)
    } else {
        percent
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(super) fn step(id: &str, target: &str, by: i32, score: u32) -> Move {
        Move {
            id: id.into(),
            target: target.into(),
            needs: vec![],
            effects: vec![("trust".into(), by)],
            score,
        }
    }

    pub(super) fn map() -> Map {
        let gauge = Gauge {
            min: 0,
            max: 3,
            value: 1,
        };
        let scenes = [
            (
                "open",
                vec![step("wait", "open", -1, 1), step("ask", "talk", 1, 3)],
            ),
            (
                "talk",
                vec![step("promise", "end", 9, 0), step("report", "end", 1, 3)],
            ),
            ("end", vec![]),
        ];
        Map {
            start: "open".into(),
            gauges: [("trust".to_owned(), gauge)].into(),
            nodes: scenes
                .map(|(id, moves)| (id.to_owned(), Node::Scene(moves)))
                .into(),
        }
    }

    #[test]
    fn a_path_leads_to_an_ending_and_no_further() {
        let map = map();
        let mut play = Play::start(&map, 7);
        play.choose("open", "wait").unwrap();
        assert_eq!((play.scene(), play.gauges()["trust"].value), ("open", 0));
        play.choose("open", "ask").unwrap();
        assert_eq!(play.choose("open", "ask"), Err(TurnError::Elsewhere));
        assert_eq!(play.choose("talk", "ask"), Err(TurnError::NoSuchChoice));
        assert!(!play.has_ended());
        play.choose("talk", "report").unwrap();
        assert!(play.has_ended());
        assert_eq!((play.turns(), play.percent()), (3, 77));
        assert_eq!(play.choose("end", "report"), Err(TurnError::NoSuchChoice));
    }

    fn forked(last: Vec<Way>) -> Map {
        let mut map = map();
        let ask = vec![step("ask", "later", 1, 3), step("wait", "later", -1, 1)];
        map.nodes.insert("open".into(), Node::Scene(ask));
        map.nodes.insert("later".into(), Node::Fork(last));
        for end in ["calm", "storm"] {
            map.nodes.insert(end.into(), Node::Scene(vec![]));
        }
        map
    }

    fn way(target: &str, needs: &[&str]) -> Way {
        Way {
            target: target.into(),
            needs: needs.iter().map(|n| Need::parse(n).unwrap()).collect(),
        }
    }

    #[test]
    fn a_fork_follows_the_first_condition_that_holds() {
        let map = forked(vec![
            way("talk", &["trust >= 3"]),
            way("calm", &["trust >= 2"]),
            way("storm", &[]),
        ]);
        let end = |choice: &str| {
            let mut play = Play::start(&map, 1);
            play.choose("open", choice).unwrap();
            play.scene().to_owned()
        };
        assert_eq!(
            (end("ask").as_str(), end("wait").as_str()),
            ("calm", "storm")
        );
    }

    #[test]
    fn a_fork_without_conditions_is_drawn_by_the_seed() {
        let map = forked(vec![way("calm", &[]), way("storm", &[])]);
        let calm = (0..1_000).filter(|seed| {
            let mut play = Play::start(&map, *seed);
            play.choose("open", "ask").unwrap();
            play.scene() == "calm"
        });
        let calm = calm.count();
        assert!((400..600).contains(&calm), "{calm}");
        // Open attempts are on these ways: others would change what happens to their readers.
        let ways: Vec<&str> = (0..6)
            .map(|seed| {
                let mut play = Play::start(&map, seed);
                play.choose("open", "wait").unwrap();
                play.scene()
            })
            .collect();
        assert_eq!(ways, ["calm", "calm", "calm", "storm", "calm", "calm"]);
    }

    #[test]
    fn what_cannot_be_done_as_things_stand_is_not_offered() {
        let mut map = map();
        let mut only = step("only", "end", 0, 3);
        only.needs = vec![Need::parse("trust >= 2").unwrap()];
        let moves = vec![step("gain", "open", 1, 2), only];
        map.nodes.insert("open".into(), Node::Scene(moves));
        let mut play = Play::start(&map, 1);
        assert_eq!(play.choose("open", "only"), Err(TurnError::NoSuchChoice));
        assert_eq!(play.offered().count(), 1);
        play.choose("open", "gain").unwrap();
        assert_eq!(play.offered().count(), 2);
        play.choose("open", "only").unwrap();
        assert!(play.has_ended());
    }

    #[test]
    fn harm_caps_the_path() {
        assert_eq!(path_percent(&[3, 3, 3]), 100);
        assert_eq!(path_percent(&[3, 3, 3, 0]), HARM_CAP);
        assert_eq!(path_percent(&[0, 1]), 16);
        assert_eq!(path_percent(&[]), 0);
    }

    proptest! {
        #[test]
        fn a_gauge_stays_within_its_bounds(min in -9_i32..=0, span in 0_i32..=9, moves: Vec<i32>) {
            let mut gauge = Gauge { min, max: min + span, value: min };
            for by in moves {
                gauge = gauge.moved(by);
                prop_assert!((gauge.min..=gauge.max).contains(&gauge.value));
            }
        }

        #[test]
        fn a_better_turn_never_lowers_a_path(mut scores in prop::collection::vec(0_u32..=2, 1..12), at: prop::sample::Index) {
            let before = path_percent(&scores);
            let at = at.index(scores.len());
            scores[at] += 1;
            prop_assert!(path_percent(&scores) >= before);
            prop_assert!(path_percent(&scores) <= 100);
        }

        #[test]
        fn the_same_turns_lead_to_the_same_place(turns in prop::collection::vec(("open|talk|end", "wait|ask|promise|report"), 0..20)) {
            let map = map();
            let (mut a, mut b) = (Play::start(&map, 7), Play::start(&map, 7));
            for (scene, choice) in &turns {
                prop_assert_eq!(a.choose(scene, choice), b.choose(scene, choice));
            }
            prop_assert_eq!(a, b);
        }
    }
}
