//! Grading a quiz: accuracy alone decides.

use std::collections::BTreeSet;

/// Whether exactly the right answers were chosen, in any order.
#[must_use]
pub fn is_right<'a>(
    key: impl IntoIterator<Item = &'a str>,
    chosen: impl IntoIterator<Item = &'a str>,
) -> bool {
    let key: BTreeSet<&str> = key.into_iter().collect();
    let chosen: BTreeSet<&str> = chosen.into_iter().collect();
    !key.is_empty() && key == chosen
}

/// What a finished quiz comes to. Certainty has no part in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct QuizResult {
    /// Questions answered right.
    pub right: u32,
    /// Questions.
    pub total: u32,
    /// The share that is right, in percent, rounded down.
    pub percent: u32,
    /// Whether that is enough.
    pub passed: bool,
}

impl QuizResult {
    /// The result of `right` out of `total`, where `pass_mark` percent pass. A quiz without questions is not
    /// passed.
    #[must_use]
    pub fn of(right: u32, total: u32, pass_mark: u32) -> Self {
        let (r, t) = (u64::from(right), u64::from(total));
        let percent = (r * 100).checked_div(t).unwrap_or(0);
        Self {
            right,
            total,
            percent: u32::try_from(percent).unwrap_or(100),
            // Compared as fractions: rounding never passes or fails anybody.
            passed: total > 0 && r * 100 >= u64::from(pass_mark) * t,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_exact_set_is_right() {
        assert!(is_right(["a", "c"], ["c", "a"]));
        assert!(!is_right(["a", "c"], ["a"]));
        assert!(!is_right(["a", "c"], ["a", "b", "c"]));
        assert!(!is_right(["a"], []));
        assert!(!is_right([], []));
    }

    #[test]
    fn the_mark_itself_passes_and_a_fraction_below_does_not() {
        assert!(QuizResult::of(6, 8, 75).passed);
        assert!(!QuizResult::of(5, 8, 75).passed);
        // 66.67 percent is no 67, although it would round to it.
        assert!(!QuizResult::of(2, 3, 67).passed);
        assert_eq!(QuizResult::of(2, 3, 66).percent, 66);
        assert!(!QuizResult::of(0, 0, 0).passed);
    }

    proptest! {
        #[test]
        fn one_more_right_answer_never_hurts(total in 1_u32..60, right in 0_u32..60, mark in 0_u32..=100) {
            prop_assume!(right < total);
            let (a, b) = (QuizResult::of(right, total, mark), QuizResult::of(right + 1, total, mark));
            prop_assert!(b.percent >= a.percent && b.passed >= a.passed && b.percent <= 100);
            prop_assert!(QuizResult::of(total, total, mark).passed);
        }

        #[test]
        fn order_and_repetition_do_not_matter(mut chosen in prop::collection::vec("[a-d]", 0..6)) {
            let key = ["a", "c"];
            let before = is_right(key, chosen.iter().map(String::as_str));
            chosen.reverse();
            chosen.extend(chosen.clone());
            prop_assert_eq!(is_right(key, chosen.iter().map(String::as_str)), before);
        }
    }
}
