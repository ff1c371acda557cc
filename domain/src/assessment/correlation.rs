//! How a yes or no goes with a number.

/// Pearson's correlation of a yes or no with a number, from −1 to 1; nothing when either is the same throughout.
pub(super) fn point_biserial(of: &[(bool, f64)]) -> Option<f64> {
    let (first_right, first) = of.first()?;
    // Asked of the values, not of their variance: that of equal shares can come out as a little more than 0.
    let varied = of.iter().any(|(right, _)| right != first_right)
        && of.iter().any(|(_, rest)| rest != first);
    let n = of.len() as f64;
    let number = |right: bool| f64::from(u8::from(right));
    let mean_right = of.iter().map(|(right, _)| number(*right)).sum::<f64>() / n;
    let mean_rest = of.iter().map(|(_, rest)| rest).sum::<f64>() / n;
    let (mut both, mut rights, mut rests) = (0.0, 0.0, 0.0);
    for (right, rest) in of {
        let (right, rest) = (number(*right) - mean_right, rest - mean_rest);
        both += right * rest;
        rights += right * right;
        rests += rest * rest;
    }
    varied.then(|| (both / (rights * rests).sqrt()).clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_published_point_biserial() {
        // J. D. Brown, Shiken 5(3), 2001, table 2 (hosted.jalt.org/test/bro_12.htm): scores 50 to 25; item 1 is right for the
        // best four, item 2 for the others, item 3 for all. Mp 45, Mq 30, St 8.29: .9045 (printed as .91), −.9045, and none.
        let scores = [50.0, 45.0, 45.0, 40.0, 35.0, 30.0, 30.0, 25.0];
        let item = |right: fn(usize) -> bool| -> Vec<(bool, f64)> {
            scores
                .iter()
                .enumerate()
                .map(|(n, score)| (right(n), *score))
                .collect()
        };
        // scipy 1.17.1, pointbiserialr: 0.9045340337332909.
        let first = point_biserial(&item(|n| n < 4)).unwrap();
        assert!((first - 0.904_534_033_733_290_9).abs() < 1e-12, "{first}");
        assert!((first - 0.91).abs() < 0.01);
        let second = point_biserial(&item(|n| n >= 4)).unwrap();
        assert!((second + first).abs() < 1e-12);
        assert_eq!(point_biserial(&item(|_| true)), None);
    }

    proptest! {
        #[test]
        fn only_the_shape_counts(of in prop::collection::vec((any::<bool>(), 0_u32..20), 0..30), scale in 1_u32..9, shift in 0_u32..9) {
            let with = |number: &dyn Fn(u32) -> f64| {
                let of: Vec<_> = of.iter().map(|(yes, n)| (*yes, number(*n))).collect();
                point_biserial(&of)
            };
            match (with(&f64::from), with(&|n| f64::from(n * scale + shift))) {
                (Some(a), Some(b)) => prop_assert!((a - b).abs() < 1e-9 && a.abs() <= 1.0),
                (a, b) => prop_assert_eq!(a, b),
            }
        }
    }
}
