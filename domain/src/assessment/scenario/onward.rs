//! Where a path would have ended, for the debrief: what other ways led to.

use super::Play;

impl<'a> Play<'a> {
    /// The ending this path comes to when each turn from here is the best one that is offered; of equally good ones the
    /// one that is written first. What is drawn at forks is drawn as the seed has it. None when the best turns lead in
    /// circles.
    #[must_use]
    pub fn best_ending(&self) -> Option<&'a str> {
        let mut play = self.clone();
        // No path of best turns that ends comes through more states than this; the checker holds shipped scenarios to
        // far fewer scenes.
        for _ in 0..=play.map.nodes.len() * 4 {
            let offered: Vec<_> = play.offered().collect();
            let Some(best) = offered.iter().rev().max_by_key(|turn| turn.score) else {
                return play.has_ended().then_some(play.scene);
            };
            let scene = play.scene;
            play.choose(scene, &best.id).ok()?;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{map, step};
    use super::super::{Node, Play};

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
}
