//! How well what people say of their answers meets what the answers are: the figures of forecasts, for certainty.

use super::{Certainty, Interval, Share};

/// From how many answers on figures are told: with fewer, chance would speak. Ours, not from the literature.
pub const MIN_ANSWERS: u32 = 20;

impl Certainty {
    /// The chance of being right that a level stands for: about the middle of where it pays best, which is below 2/3, from
    /// there to 4/5, and above. The numbers are ours and nobody states them: a bias of some hundredths may be theirs alone.
    #[must_use]
    pub const fn stated(self) -> f64 {
        match self {
            Self::C1 => 0.5,
            Self::C2 => 0.73,
            Self::C3 => 0.9,
        }
    }
}

/// A level of certainty and what came of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CalibrationLevel {
    /// The level.
    pub certainty: Certainty,
    /// Answers given with it.
    pub answers: u32,
    /// How many of them were right.
    pub right: u32,
}

/// The three parts of a Brier score, which is reliability − resolution + uncertainty (Murphy 1973).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct BrierParts {
    /// How far each level is from the share that was right at it; 0 is best.
    pub reliability: f64,
    /// How far the levels are from each other in what was right; more is better.
    pub resolution: f64,
    /// How hard it was to foresee: largest when half was right. Not of the forecaster's making.
    pub uncertainty: f64,
}

/// The figures, when there are enough answers for them.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct CalibrationFigures {
    /// The mean square of stated minus right: 0 is best, 0.25 is what always saying one half gets.
    pub brier: f64,
    /// Where it comes from.
    pub parts: BrierParts,
    /// One minus the Brier score over that of always stating the share that is right. Nothing when all or none were right:
    /// then there was nothing to foresee.
    pub skill: Option<f64>,
    /// Mean stated minus mean right: above 0 is too sure.
    pub bias: f64,
    /// The 95 % interval of the bias: the mean stated, which is known, minus the ends of Wilson's interval for the share right.
    /// The normal approximation of the mean of differences would be a point when all answers are alike, as all sure and right.
    pub bias_interval: Interval,
    /// Expected calibration error: the mean distance of stated from right, by level.
    pub ece: f64,
    /// Mean stated when right minus mean stated when wrong; nothing when one of them never was.
    pub discrimination: Option<f64>,
    /// The reliability curve: the share right at each of the report's levels; nothing at one that was never chosen.
    pub curve: [Option<Share>; 3],
}

/// What a person's answers say of their certainty: counts always, figures from [`MIN_ANSWERS`] on.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct CalibrationReport {
    /// Answers.
    pub answers: u32,
    /// How many were right.
    pub right: u32,
    /// The same by level, least sure first.
    pub levels: [CalibrationLevel; 3],
    /// The figures, when there are enough answers.
    pub figures: Option<CalibrationFigures>,
}

impl CalibrationReport {
    /// The report on these answers: how sure, and whether right.
    #[must_use]
    pub fn of(given: &[(Certainty, bool)]) -> Self {
        let levels = Certainty::ALL.map(|certainty| {
            let (mut answers, mut right) = (0, 0);
            for (_, was_right) in given.iter().filter(|(level, _)| *level == certainty) {
                answers += 1;
                right += u32::from(*was_right);
            }
            CalibrationLevel {
                certainty,
                answers,
                right,
            }
        });
        let answers = levels.iter().map(|level| level.answers).sum();
        let right = levels.iter().map(|level| level.right).sum();
        let all = Share::of(right, answers).filter(|_| answers >= MIN_ANSWERS);
        let figures = all.map(|all| CalibrationFigures::of(&levels, all));
        Self {
            answers,
            right,
            levels,
            figures,
        }
    }
}

impl CalibrationFigures {
    /// The figures of what came of each level, where `all` is the share right of all answers.
    fn of(levels: &[CalibrationLevel; 3], all: Share) -> Self {
        let curve = levels.map(|level| Share::of(level.right, level.answers));
        let n: f64 = levels.iter().map(|level| f64::from(level.answers)).sum();
        // The mean over answers of what their level stated and the share right at it make.
        let mean = |of: &dyn Fn(f64, f64) -> f64| {
            let at = levels.iter().zip(curve);
            let sum: f64 = at
                .filter_map(|(level, at)| {
                    Some(f64::from(level.answers) * of(level.certainty.stated(), at?.share))
                })
                .sum();
            sum / n
        };

        let brier =
            mean(&|stated, right| right * (1.0 - stated).powi(2) + (1.0 - right) * stated.powi(2));
        let parts = BrierParts {
            reliability: mean(&|stated, right| (stated - right).powi(2)),
            resolution: mean(&|_, right| (right - all.share).powi(2)),
            uncertainty: all.share * (1.0 - all.share),
        };
        let stated = mean(&|stated, _| stated);
        let when_right = mean(&|stated, right| stated * right) / all.share;
        let when_wrong = mean(&|stated, right| stated * (1.0 - right)) / (1.0 - all.share);
        let both = all.share > 0.0 && all.share < 1.0;
        Self {
            brier,
            parts,
            skill: both.then(|| 1.0 - brier / parts.uncertainty),
            bias: stated - all.share,
            bias_interval: Interval {
                low: stated - all.interval.high,
                high: stated - all.interval.low,
            },
            ece: mean(&|stated, right| (stated - right).abs()),
            discrimination: both.then_some(when_right - when_wrong),
            curve,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// So many right and wrong answers at each level.
    fn given(counts: [(usize, usize); 3]) -> Vec<(Certainty, bool)> {
        let mut all = Vec::new();
        for (level, (right, wrong)) in Certainty::ALL.into_iter().zip(counts) {
            all.extend(std::iter::repeat_n((level, true), right));
            all.extend(std::iter::repeat_n((level, false), wrong));
        }
        all
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-12
    }

    #[test]
    fn figures_worked_out_by_hand() {
        // C1 3 of 6 right, C2 4 of 6, C3 6 of 8: 20 answers, 13 right. By hand, and the same by numpy 2.4.6.
        let report = CalibrationReport::of(&given([(3, 3), (4, 2), (6, 2)]));
        assert_eq!((report.answers, report.right), (20, 13));
        let figures = report.figures.unwrap();
        // (6 · .25 + 4 · .27² + 2 · .73² + 6 · .1² + 2 · .9²) / 20 = (1.5 + .2916 + 1.0658 + .06 + 1.62) / 20.
        assert!(near(figures.brier, 0.226_87));
        // (6 · 0 + 6 · (.73 − 2/3)² + 8 · (.9 − .75)²) / 20.
        assert!(near(figures.parts.reliability, 0.010_203_333_333_333_333));
        // (6 · .15² + 6 · (1/60)² + 8 · .1²) / 20 = (.135 + 1/600 + .08) / 20.
        assert!(near(figures.parts.resolution, 0.010_833_333_333_333_333));
        // .65 · .35; and .0102033 − .0108333 + .2275 = .22687.
        assert!(near(figures.parts.uncertainty, 0.2275));
        // 1 − .22687 / .2275.
        assert!(near(figures.skill.unwrap(), 0.002_769_230_769_230_769));
        // (6 · .5 + 6 · .73 + 8 · .9) / 20 = .729, minus .65.
        assert!(near(figures.bias, 0.079));
        // .729 − Wilson's interval of 13 in 20, which is .4328543 to .8188082 (scipy 1.17.1).
        assert!((figures.bias_interval.low + 0.089_808_175_9).abs() < 1e-9);
        assert!((figures.bias_interval.high - 0.296_145_723_3).abs() < 1e-9);
        // (6 · 0 + 6 · .0633333 + 8 · .15) / 20.
        assert!(near(figures.ece, 0.079));
        // (3 · .5 + 4 · .73 + 6 · .9) / 13 − (3 · .5 + 2 · .73 + 2 · .9) / 7 = .7553846 − .68.
        assert!(near(
            figures.discrimination.unwrap(),
            0.075_384_615_384_615_38
        ));
        let at_c3 = figures.curve[2].unwrap();
        assert!(near(at_c3.share, 0.75));
        assert!((at_c3.interval.low - 0.409_275_430_3).abs() < 1e-9);
    }

    #[test]
    fn with_few_answers_there_are_counts_and_no_figures() {
        let report = CalibrationReport::of(&given([(0, 0), (9, 0), (10, 0)]));
        assert_eq!(
            (report.answers, report.right, report.figures),
            (19, 19, None)
        );
        assert_eq!(
            report.levels.map(|level| (level.answers, level.right)),
            [(0, 0), (9, 9), (10, 10)]
        );
        assert!(
            CalibrationReport::of(&given([(0, 0), (10, 0), (10, 0)]))
                .figures
                .is_some()
        );
        assert_eq!(CalibrationReport::of(&[]).answers, 0);
    }

    #[test]
    fn when_all_are_right_there_is_nothing_to_foresee_and_still_an_interval() {
        let figures = CalibrationReport::of(&given([(0, 0), (0, 0), (20, 0)]))
            .figures
            .unwrap();
        assert_eq!((figures.skill, figures.discrimination), (None, None));
        assert!(near(figures.bias, -0.1));
        // .9 − 1, and .9 − 1 / (1 + 1.96² / 20).
        assert!((figures.bias_interval.low + 0.1).abs() < 1e-9);
        assert!((figures.bias_interval.high - 0.061_125_158_05).abs() < 1e-9);
        assert_eq!(figures.curve[0], None);
    }

    fn answers() -> impl Strategy<Value = Vec<(Certainty, bool)>> {
        prop::collection::vec(
            (prop::sample::select(&Certainty::ALL), any::<bool>()),
            20..120,
        )
    }

    proptest! {
        /// Exactly, since what is stated has three values only; the score itself is taken from the answers one by one.
        #[test]
        fn the_parts_add_up_to_the_score(given in answers()) {
            let figures = CalibrationReport::of(&given).figures.unwrap();
            let BrierParts { reliability, resolution, uncertainty } = figures.parts;
            let square = |(level, right): &(Certainty, bool)| (level.stated() - f64::from(u8::from(*right))).powi(2);
            let one_by_one = given.iter().map(square).sum::<f64>() / given.len() as f64;
            prop_assert!(near(figures.brier, one_by_one));
            prop_assert!(near(reliability - resolution + uncertainty, figures.brier));
            prop_assert!(reliability >= 0.0 && resolution >= 0.0 && uncertainty <= 0.25);
            prop_assert!(resolution <= uncertainty + 1e-12);
        }

        #[test]
        fn the_figures_keep_their_bounds(given in answers()) {
            let figures = CalibrationReport::of(&given).figures.unwrap();
            prop_assert!(figures.bias_interval.contains(figures.bias));
            prop_assert!(figures.ece + 1e-12 >= figures.bias.abs(), "errors cancel in the bias alone");
            prop_assert!(figures.ece.powi(2) <= figures.parts.reliability + 1e-12);
            prop_assert!(figures.skill.is_none_or(|skill| skill < 1.0));
            prop_assert!(figures.discrimination.is_none_or(|d| d.abs() <= 0.4 + 1e-12));
        }

        #[test]
        fn the_order_of_answers_does_not_matter(mut given in answers()) {
            let before = CalibrationReport::of(&given);
            given.reverse();
            prop_assert_eq!(CalibrationReport::of(&given), before);
        }

        #[test]
        fn one_more_right_answer_makes_nobody_look_surer_than_they_are(mut given in answers(), at: prop::sample::Index) {
            let at = at.index(given.len());
            given[at].1 = false;
            let mut better = given.clone();
            better[at].1 = true;
            let bias = |given: &[_]| CalibrationReport::of(given).figures.unwrap().bias;
            prop_assert!(bias(&better) < bias(&given));
        }
    }
}
