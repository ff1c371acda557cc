//! A share, and the range that the true one lies in 95 times in 100: few answers say little, and pages show how little.

/// The normal quantile that leaves 2.5 in 100 on either side.
const Z: f64 = 1.959_963_984_540_054;

/// A range of values, ends included.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// Whether the value lies in it.
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// A share of a number of answers, from 0 to 1.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Share {
    /// What was counted, over all.
    pub share: f64,
    /// The 95 % interval of Wilson (1927): unlike the usual one it stays within 0 and 1, and keeps its width when all or none
    /// were counted.
    pub interval: Interval,
}

impl Share {
    /// `part` of `all`; nothing when there are none.
    #[must_use]
    pub fn of(part: u32, all: u32) -> Option<Self> {
        if all == 0 {
            return None;
        }
        let n = f64::from(all);
        let share = f64::from(part.min(all)) / n;
        let shrink = 1.0 + Z * Z / n;
        let middle = (share + Z * Z / (2.0 * n)) / shrink;
        let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt() / shrink;
        // At none and at all an end is 0 or 1 but for rounding, which must not leave the share outside.
        let interval = Interval {
            low: (middle - half).clamp(0.0, share),
            high: (middle + half).clamp(share, 1.0),
        };
        Some(Self { share, interval })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_published_intervals() {
        // Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3.
        for (part, all, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let Interval { low: l, high: h } = Share::of(part, all).unwrap().interval;
            assert!(
                (l - low).abs() < 5e-5 && (h - high).abs() < 5e-5,
                "{part}/{all}: {l} {h}"
            );
        }
        // scipy 1.17.1, binomtest(6, 32).proportion_ci(method='wilson').
        let six = Share::of(6, 32).unwrap().interval;
        assert!((six.low - 0.088_895_446_895_659_56).abs() < 1e-12);
        assert!((six.high - 0.353_091_552_013_759_5).abs() < 1e-12);
        assert_eq!(Share::of(0, 0), None);
    }

    proptest! {
        #[test]
        fn the_share_lies_in_its_interval(all in 1_u32..5_000, part in 0_u32..5_000) {
            let part = part.min(all);
            let share = Share::of(part, all).unwrap();
            prop_assert!(share.interval.contains(share.share));
            prop_assert!(share.interval.low >= 0.0 && share.interval.high <= 1.0);
            prop_assert!(share.interval.low < share.interval.high, "never a point");
            let other = Share::of(all - part, all).unwrap().interval;
            prop_assert!((share.interval.low + other.high - 1.0).abs() < 1e-12, "right and wrong mirror each other");
        }

        #[test]
        fn more_answers_narrow_it(all in 1_u32..500, part in 0_u32..500) {
            let width = |k: u32| {
                let Interval { low, high } = Share::of(part.min(all) * k, all * k).unwrap().interval;
                high - low
            };
            prop_assert!(width(4) < width(1));
        }
    }
}
