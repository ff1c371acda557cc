//! The four states of calibration, counted: over all answers, and by the practice they are about.

use super::{Calibration, Certainty};
use crate::content::Practice;
use std::collections::BTreeMap;

/// From how many answers on a state is said to prevail. Ours.
pub const MIN_PREVAILING: u32 = 5;

/// How many answers are in each state.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Tally([u32; 4]);

impl Tally {
    /// The tally of these answers: how sure, and whether right.
    #[must_use]
    pub fn of(given: impl IntoIterator<Item = (Certainty, bool)>) -> Self {
        let mut tally = Self::default();
        for (certainty, right) in given {
            tally.add(certainty, right);
        }
        tally
    }

    /// The tally of each practice that these answers are about.
    #[must_use]
    pub fn by_practice(
        given: impl IntoIterator<Item = (Practice, Certainty, bool)>,
    ) -> BTreeMap<Practice, Self> {
        let mut tallies = BTreeMap::<_, Self>::new();
        for (practice, certainty, right) in given {
            tallies.entry(practice).or_default().add(certainty, right);
        }
        tallies
    }

    /// How many answers are in this state.
    #[must_use]
    pub const fn count(&self, state: Calibration) -> u32 {
        self.0[state as usize]
    }

    /// How many answers there are.
    #[must_use]
    pub fn answers(&self) -> u32 {
        self.0.iter().sum()
    }

    /// The state that most answers are in, when there are [`MIN_PREVAILING`] or more; of several, the one that asks for more
    /// to be done, which is the later one in [`Calibration::ALL`].
    #[must_use]
    pub fn prevailing(&self) -> Option<Calibration> {
        let enough = self.answers() >= MIN_PREVAILING;
        Calibration::ALL
            .into_iter()
            .filter(|_| enough)
            .max_by_key(|state| self.count(*state))
    }

    const fn add(&mut self, certainty: Certainty, right: bool) {
        self.0[Calibration::of(certainty, right) as usize] += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Calibration::{AtRisk, NeedsConfidence, NeedsTeaching, Ready};
    use Certainty::{C1, C2, C3};
    use proptest::prelude::*;

    #[test]
    fn each_answer_is_in_one_state() {
        let tally = Tally::of([
            (C1, true),
            (C2, true),
            (C3, true),
            (C1, false),
            (C2, false),
            (C3, false),
        ]);
        assert_eq!(
            Calibration::ALL.map(|state| tally.count(state)),
            [2, 1, 1, 2]
        );
        assert_eq!(tally.answers(), 6);
    }

    #[test]
    fn a_state_prevails_from_five_answers_on() {
        assert_eq!(Tally::of([(C3, true); 4]).prevailing(), None);
        assert_eq!(Tally::of([(C3, true); 5]).prevailing(), Some(Ready));
        assert_eq!(
            Tally::of([(C1, true); 5]).prevailing(),
            Some(NeedsConfidence)
        );
        assert_eq!(
            Tally::of([(C1, false); 5]).prevailing(),
            Some(NeedsTeaching)
        );
        assert_eq!(Tally::default().prevailing(), None);
    }

    #[test]
    fn of_two_the_one_prevails_that_asks_for_more() {
        let even = [(C3, true), (C3, true), (C1, true), (C3, false), (C2, false)];
        assert_eq!(Tally::of(even).prevailing(), Some(AtRisk));
        let taught = [(C3, true), (C3, true), (C1, false), (C1, false), (C1, true)];
        assert_eq!(Tally::of(taught).prevailing(), Some(NeedsTeaching));
    }

    proptest! {
        #[test]
        fn practices_share_the_answers_out(given in prop::collection::vec(
            (prop::sample::select(Practice::ALL), prop::sample::select(&Certainty::ALL), any::<bool>()), 0..80,
        )) {
            let overall = Tally::of(given.iter().map(|(_, certainty, right)| (*certainty, *right)));
            let parts = Tally::by_practice(given.iter().copied());
            for state in Calibration::ALL {
                prop_assert_eq!(parts.values().map(|tally| tally.count(state)).sum::<u32>(), overall.count(state));
            }
            prop_assert_eq!(overall.answers() as usize, given.len());
            for tally in parts.values() {
                prop_assert!(tally.answers() > 0);
                prop_assert_eq!(tally.prevailing().is_some(), tally.answers() >= MIN_PREVAILING);
                let most = Calibration::ALL.map(|state| tally.count(state)).into_iter().max();
                prop_assert!(tally.prevailing().is_none_or(|state| Some(tally.count(state)) == most));
            }
        }
    }
}
