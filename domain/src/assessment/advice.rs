//! The one thing to do next that a person's own calibration suggests.

use super::{Calibration, CalibrationReport, Tally};
use crate::content::Practice;
use std::collections::BTreeMap;

/// The one thing to do next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Advice {
    /// Answer more questions: there are too few for figures.
    AnswerMore,
    /// Read up on a practice in which one is often sure and mistaken.
    ReadAgain(Practice),
    /// Say a level less: surer than right, by more than chance makes likely.
    SayLess,
    /// Say a level more: less sure than right, by more than chance makes likely.
    SayMore,
    /// Learn a practice that one knows not to know.
    Learn(Practice),
    /// Trust oneself more in a practice in which one is right and unsure.
    Trust(Practice),
    /// Go on as it is.
    GoOn,
}

impl Advice {
    /// What a report and the tallies of the practices suggest. What could do harm comes first: being sure and mistaken in
    /// one practice, then in general. Of several practices it is the one with most answers of that kind, of equals the first.
    #[must_use]
    pub fn of(report: &CalibrationReport, practices: &BTreeMap<Practice, Tally>) -> Self {
        let Some(figures) = report.figures else {
            return Self::AnswerMore;
        };
        let most = |state| {
            let of = practices
                .iter()
                .filter(|(_, t)| t.prevailing() == Some(state));
            of.rev()
                .max_by_key(|(_, tally)| tally.count(state))
                .map(|(practice, _)| *practice)
        };
        if let Some(practice) = most(Calibration::AtRisk) {
            Self::ReadAgain(practice)
        } else if figures.bias_interval.low > 0.0 {
            Self::SayLess
        } else if figures.bias_interval.high < 0.0 {
            Self::SayMore
        } else if let Some(practice) = most(Calibration::NeedsTeaching) {
            Self::Learn(practice)
        } else {
            most(Calibration::NeedsConfidence).map_or(Self::GoOn, Self::Trust)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::Certainty::{self, C1, C2, C3};
    use Practice::{BeTransparent, ContentFirst};
    use proptest::prelude::*;

    type Answer = (Practice, Certainty, bool);

    fn advice(given: &[Answer]) -> Advice {
        let all: Vec<_> = given.iter().map(|(_, c, right)| (*c, *right)).collect();
        let tallies = Tally::by_practice(given.iter().copied());
        Advice::of(&CalibrationReport::of(&all), &tallies)
    }

    fn times(n: usize, answer: Answer) -> Vec<Answer> {
        vec![answer; n]
    }

    #[test]
    fn with_few_answers_it_is_more_of_them() {
        assert_eq!(
            advice(&times(19, (ContentFirst, C3, false))),
            Advice::AnswerMore
        );
        assert_eq!(advice(&[]), Advice::AnswerMore);
    }

    #[test]
    fn where_one_is_sure_and_mistaken_comes_first() {
        let mut given = times(6, (BeTransparent, C3, false));
        given.extend(times(40, (ContentFirst, C1, true)));
        assert_eq!(advice(&given), Advice::ReadAgain(BeTransparent));
        given.extend(times(50, (ContentFirst, C3, false)));
        assert_eq!(advice(&given), Advice::ReadAgain(ContentFirst));
    }

    #[test]
    fn of_two_alike_it_is_the_first() {
        let mut given = times(10, (BeTransparent, C3, false));
        given.extend(times(10, (ContentFirst, C3, false)));
        assert_eq!(advice(&given), Advice::ReadAgain(ContentFirst));
    }

    #[test]
    fn a_bias_counts_when_chance_does_not_explain_it() {
        // 36 of 60 right while 90 % is stated; the right ones prevail.
        let mut given = times(36, (ContentFirst, C3, true));
        given.extend(times(24, (ContentFirst, C3, false)));
        assert_eq!(advice(&given), Advice::SayLess);
        assert_eq!(
            advice(&times(30, (ContentFirst, C2, true))),
            Advice::SayMore
        );
        assert_eq!(advice(&times(20, (ContentFirst, C3, true))), Advice::GoOn);
    }

    #[test]
    fn else_it_is_what_is_not_known_and_then_what_is_not_trusted() {
        let half = |n| {
            let mut given = times(n, (ContentFirst, C1, true));
            given.extend(times(20 - n, (ContentFirst, C1, false)));
            given
        };
        assert_eq!(advice(&half(10)), Advice::Learn(ContentFirst));
        assert_eq!(advice(&half(11)), Advice::Trust(ContentFirst));
    }

    proptest! {
        #[test]
        fn it_names_a_practice_only_with_enough_answers_behind_it(given in prop::collection::vec(
            (prop::sample::select(Practice::ALL), prop::sample::select(&Certainty::ALL), any::<bool>()), 0..60,
        )) {
            let said = advice(&given);
            prop_assert_eq!(said == Advice::AnswerMore, given.len() < 20);
            if let Advice::ReadAgain(about) | Advice::Learn(about) | Advice::Trust(about) = said {
                prop_assert!(given.iter().filter(|(practice, _, _)| *practice == about).count() >= 5);
            }
        }
    }
}
