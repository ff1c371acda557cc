//! The order of questions and answers: shuffled, and the same again on every device.

use std::collections::{BTreeMap, VecDeque};

/// The places 0 to `n - 1` in an order that the seed decides, today and in ten years.
#[must_use]
pub fn order(n: usize, seed: u64) -> Vec<usize> {
    let mut places: Vec<usize> = (0..n).collect();
    let mut state = seed;
    for last in (1..n).rev() {
        let bound = last as u64 + 1;
        // A remainder is off by less than one in 2^56 for any quiz that a person could finish.
        let place = usize::try_from(next(&mut state) % bound).unwrap_or(0);
        places.swap(last, place);
    }
    places
}

/// The same, and never the order they are written in when there is another: for lines whose written order is the answer.
#[must_use]
pub fn mixed(n: usize, seed: u64) -> Vec<usize> {
    let mut places = order(n, seed);
    if places.iter().enumerate().all(|(n, place)| n == *place) && n > 1 {
        places.rotate_left(1);
    }
    places
}

/// `k` of the places 0 to `n - 1`, where each place has a subject: drawn by the seed, and balanced, so that no subject has two
/// more than another that still had one to give. In the order of the places; all of them when there are no more than `k`.
#[must_use]
pub fn draw<S: Ord>(subjects: &[S], k: usize, seed: u64) -> Vec<usize> {
    // Another stream than that of the order they are asked in, or the first drawn would always be asked first.
    let seed = seed ^ 0x6a09_e667_f3bc_c908;
    let mut heaps: BTreeMap<&S, VecDeque<usize>> = BTreeMap::new();
    for place in order(subjects.len(), seed) {
        heaps.entry(&subjects[place]).or_default().push_back(place);
    }
    // Which subject gets the odd one is drawn, too.
    let mut heaps: Vec<VecDeque<usize>> = heaps.into_values().collect();
    let turns = order(heaps.len(), seed.rotate_left(32));
    let mut drawn = Vec::new();
    while drawn.len() < k.min(subjects.len()) {
        for turn in &turns {
            if drawn.len() < k {
                drawn.extend(heaps[*turn].pop_front());
            }
        }
    }
    drawn.sort_unstable();
    drawn
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, well mixed, and ours, so that no library changes an order.
const fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_order_never_changes() {
        // Open attempts are in this order: another one would move the questions under their readers.
        assert_eq!(order(8, 20_261_124), [6, 4, 1, 2, 3, 0, 7, 5]);
        assert_eq!(order(0, 1), Vec::<usize>::new());
        assert_eq!(order(1, 1), [0]);
    }

    #[test]
    fn the_generator_is_the_published_one() {
        let mut state = 1_234_567;
        assert_eq!(next(&mut state), 6_457_827_717_110_365_317);
        assert_eq!(next(&mut state), 3_203_168_211_198_807_973);
    }

    #[test]
    fn every_question_comes_first_about_as_often() {
        let mut first = [0_u32; 4];
        for seed in 0..4_000 {
            first[order(4, seed)[0]] += 1;
        }
        assert!(first.iter().all(|n| (900..1_100).contains(n)), "{first:?}");
    }

    #[test]
    fn a_draw_never_changes() {
        // Open attempts have drawn these: another draw would take answered questions away.
        let subjects = [0, 0, 0, 1, 1, 2, 2, 2, 2, 0];
        assert_eq!(draw(&subjects, 4, 20_261_126), [2, 3, 4, 8]);
        assert_eq!(draw(&subjects, 10, 1), (0..10).collect::<Vec<_>>());
    }

    #[test]
    fn every_question_is_drawn_about_as_often() {
        let mut times = [0_u32; 10];
        for seed in 0..4_000 {
            draw(&[(); 10], 8, seed)
                .into_iter()
                .for_each(|n| times[n] += 1);
        }
        assert!(
            times.iter().all(|n| (3_050..3_350).contains(n)),
            "{times:?}"
        );
    }

    proptest! {
        #[test]
        fn a_draw_is_balanced(subjects in prop::collection::vec(0_u8..4, 0..20), k in 0_usize..24, seed: u64) {
            let drawn = draw(&subjects, k, seed);
            prop_assert_eq!(drawn.len(), k.min(subjects.len()));
            prop_assert!(drawn.windows(2).all(|pair| pair[0] < pair[1]), "each once, in order");
            let count = |of: &dyn Fn(usize) -> bool, s: u8| (0..subjects.len()).filter(|n| of(*n) && subjects[*n] == s).count();
            for a in 0..4 {
                for b in 0..4 {
                    let (has, other) = (count(&|n| drawn.contains(&n), a), count(&|n| drawn.contains(&n), b));
                    let left = count(&|n| !drawn.contains(&n), a);
                    prop_assert!(left == 0 || has + 1 >= other, "{a} has {has} and {left} left, {b} has {other}");
                }
            }
        }

        #[test]
        fn what_is_mixed_is_never_as_written(n in 2_usize..9, seed: u64) {
            let mut places = mixed(n, seed);
            let written: Vec<usize> = (0..n).collect();
            prop_assert_ne!(&places, &written);
            places.sort_unstable();
            prop_assert_eq!(places, written);
        }

        #[test]
        fn nothing_is_lost_and_nothing_comes_twice(n in 0_usize..40, seed: u64) {
            let mut places = order(n, seed);
            prop_assert_eq!(&places, &order(n, seed));
            places.sort_unstable();
            prop_assert_eq!(places, (0..n).collect::<Vec<_>>());
        }
    }
}
