//! Certainty: how sure a learner is of an answer, what that wins and risks, and what it says about them.

use serde::{Deserialize, Serialize};

/// How sure a learner says they are of an answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Certainty {
    /// Less than two chances in three.
    C1,
    /// Between two in three and four in five.
    C2,
    /// More than four in five.
    C3,
}

impl Certainty {
    /// All levels, least sure first.
    pub const ALL: [Self; 3] = [Self::C1, Self::C2, Self::C3];

    /// The stable name in forms and tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::C1 => "C1",
            Self::C2 => "C2",
            Self::C3 => "C3",
        }
    }

    /// The level with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }

    /// Whether somebody who says so is sure.
    #[must_use]
    pub const fn is_sure(self) -> bool {
        matches!(self, Self::C2 | Self::C3)
    }

    /// The marks of an answer: 1, 2, 3 when right; 0, −2, −6 when wrong.
    ///
    /// Source: certainty-based marking as described in the Moodle documentation.
    #[must_use]
    pub const fn marks(self, correct: bool) -> i32 {
        match (self, correct) {
            (Self::C1, true) => 1,
            (Self::C2, true) => 2,
            (Self::C3, true) => 3,
            (Self::C1, false) => 0,
            (Self::C2, false) => -2,
            (Self::C3, false) => -6,
        }
    }

    /// The marks that an answer brings on average when it is right with this chance, 0 to 1: p, 4p − 2 and 9p − 6. Below 2/3
    /// the first is highest, from 0.8 on the last.
    #[must_use]
    pub fn expected(self, chance: f64) -> f64 {
        chance * f64::from(self.marks(true)) + (1.0 - chance) * f64::from(self.marks(false))
    }

    /// The level that pays best on average when an answer is right with this chance, 0 to 1: what to say when one says what
    /// one believes.
    #[must_use]
    pub fn honest(chance: f64) -> Self {
        if chance < 2.0 / 3.0 {
            Self::C1
        } else if chance < 0.8 {
            Self::C2
        } else {
            Self::C3
        }
    }
}

/// How well certainty meets truth.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Calibration {
    /// Sure and right.
    Ready,
    /// Right, and not sure of it.
    NeedsConfidence,
    /// Mistaken, and aware that it might be.
    NeedsTeaching,
    /// Sure and mistaken.
    AtRisk,
}

impl Calibration {
    /// All, the one to build on first.
    pub const ALL: [Self; 4] = [
        Self::Ready,
        Self::NeedsConfidence,
        Self::NeedsTeaching,
        Self::AtRisk,
    ];

    /// What one answer says.
    #[must_use]
    pub const fn of(certainty: Certainty, right: bool) -> Self {
        match (certainty.is_sure(), right) {
            (true, true) => Self::Ready,
            (false, true) => Self::NeedsConfidence,
            (false, false) => Self::NeedsTeaching,
            (true, false) => Self::AtRisk,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_level_reads_back_from_its_code() {
        for level in Certainty::ALL {
            assert_eq!(Certainty::from_code(level.code()), Some(level));
        }
        assert_eq!(Certainty::from_code("C4"), None);
    }

    #[test]
    fn only_the_sure_are_ready_or_at_risk() {
        use Calibration::{AtRisk, NeedsConfidence, NeedsTeaching, Ready};
        let row = |right| Certainty::ALL.map(|level| Calibration::of(level, right));
        assert_eq!(row(true), [NeedsConfidence, Ready, Ready]);
        assert_eq!(row(false), [NeedsTeaching, AtRisk, AtRisk]);
    }

    proptest! {
        /// Saying what one believes pays best: the switch points are 2/3 and 0.8.
        #[test]
        fn the_honest_level_wins(p in 0.0_f64..=1.0) {
            let honest = Certainty::honest(p);
            for other in Certainty::ALL {
                prop_assert!(honest.expected(p) >= other.expected(p) - 1e-9);
            }
        }

        #[test]
        fn what_is_expected_follows_its_line(p in 0.0_f64..=1.0) {
            let lines = [p, 4.0 * p - 2.0, 9.0 * p - 6.0];
            for (level, line) in Certainty::ALL.into_iter().zip(lines) {
                prop_assert!((level.expected(p) - line).abs() < 1e-9);
            }
        }
    }
}
