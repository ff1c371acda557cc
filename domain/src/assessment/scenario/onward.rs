//! Where a path would have ended, for the debrief: what other ways led to.

use super::{Node, Play};
use std::collections::BTreeMap;

/// How often a path may come through the very same state where forks draw: a draw can lead out of a circle, and one that
/// still goes round after so many is taken for one without an end.
const ROUNDS: u32 = 16;

impl<'a> Play<'a> {
    /// The ending this path comes to when each turn from here is the best one that is offered; of equally good ones the
    /// one that is written first. What is drawn at forks is drawn as the seed has it. None when the best turns lead in
    /// circles.
    #[must_use]
    pub fn best_ending(&self) -> Option<&'a str> {
        let mut play = self.clone();
        let draws = |node: &Node| matches!(node, Node::Fork(_));
        let rounds = if play.map.nodes.values().any(draws) {
            ROUNDS
        } else {
            1
        };
        let mut visits: BTreeMap<(&str, Vec<i32>), u32> = BTreeMap::new();
        loop {
            let offered: Vec<_> = play.offered().collect();
            let Some(best) = offered.iter().rev().max_by_key(|turn| turn.score) else {
                return play.has_ended().then_some(play.scene);
            };
            // A scene that turns have moved something since is another state: a circle is the same scene with the same gauges.
            let gauges = play.gauges.values().map(|gauge| gauge.value).collect();
            let visit = visits.entry((play.scene, gauges)).or_default();
            *visit += 1;
            if *visit > rounds {
                return None;
            }
            let scene = play.scene;
            play.choose(scene, &best.id).ok()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{map, step};
    use super::super::{Gauge, Need, Node, Play, Way};

    #[test]
    fn the_best_turns_lead_on_to_an_ending() {
        let map = map();
        let play = Play::start(&map, 7);
        assert_eq!(play.best_ending(), Some("end"));
        assert_eq!(play.scene(), "open", "nothing was taken");
    }

    #[test]
    fn of_equally_good_turns_the_first_is_taken() {
        let mut map = map();
        let ways = vec![step("left", "end", 0, 2), step("right", "talk", 0, 2)];
        map.nodes.insert("open".into(), Node::Scene(ways));
        map.nodes.insert("talk".into(), Node::Scene(vec![]));
        assert_eq!(Play::start(&map, 7).best_ending(), Some("end"));
    }

    #[test]
    fn a_circle_of_best_turns_has_no_ending() {
        let mut map = map();
        let ways = vec![step("again", "open", 0, 3), step("on", "end", 0, 2)];
        map.nodes.insert("open".into(), Node::Scene(ways));
        assert_eq!(Play::start(&map, 7).best_ending(), None);
    }

    #[test]
    fn a_scene_whose_best_turn_raises_a_gauge_step_by_step_has_its_ending() {
        let mut map = map();
        let gauge = Gauge {
            min: 0,
            max: 40,
            value: 0,
        };
        map.gauges.insert("trust".into(), gauge);
        let mut done = step("done", "end", 0, 3);
        done.needs = vec![Need::parse("trust >= 30").unwrap()];
        let mut listen = step("listen", "open", 1, 2);
        listen.needs = vec![Need::parse("trust <= 29").unwrap()];
        map.nodes
            .insert("open".into(), Node::Scene(vec![listen, done]));
        assert_eq!(Play::start(&map, 7).best_ending(), Some("end"));
    }

    #[test]
    fn a_draw_that_leads_out_of_a_circle_is_waited_for() {
        let mut map = map();
        let on = step("on", "draw", 0, 3);
        map.nodes.insert("open".into(), Node::Scene(vec![on]));
        let way = |target: &str| Way {
            target: target.into(),
            needs: vec![],
        };
        let ways = vec![way("open"), way("end")];
        map.nodes.insert("draw".into(), Node::Fork(ways));
        for seed in 0..50 {
            assert_eq!(Play::start(&map, seed).best_ending(), Some("end"), "{seed}");
        }
    }
}
