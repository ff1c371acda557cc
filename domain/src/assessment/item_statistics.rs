//! What the answers of many say of a question: classical item statistics. About questions, never about people.

use super::{Certainty, Share, correlation::point_biserial};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// From how many people on something is told: with fewer, somebody could be made out. Ours.
pub const MIN_GROUP: u32 = 5;

/// One person's answer to the question, without the person. Whoever answered it several times counts once, with the first:
/// five answers of one person are no group.
#[derive(Clone, Copy, Debug)]
pub struct ItemAnswer<'a> {
    /// Whether it was right.
    pub right: bool,
    /// The names of what was chosen.
    pub chosen: &'a [&'a str],
    /// How sure, if it was said.
    pub certainty: Option<Certainty>,
    /// How long it took, if that is known.
    pub seconds: Option<u32>,
    /// How many of the other questions of the attempt were right.
    pub rest_right: u32,
    /// How many other questions there were.
    pub rest: u32,
}

/// What is told of a question.
#[derive(Clone, PartialEq, Debug)]
pub struct ItemStatistics {
    /// How many people answered it.
    pub answers: u32,
    /// The figures, from [`MIN_GROUP`] people on.
    pub figures: Option<ItemFigures>,
}

/// The figures of a question. Those about a part of the people, such as who said how sure they were, are there when that part
/// is a group too.
#[derive(Clone, PartialEq, Debug)]
pub struct ItemFigures {
    /// The share that was right.
    pub facility: Share,
    /// How much those who are right here are right elsewhere, from −1 to 1: the correlation of right with the share right of
    /// the other questions (point-biserial, corrected). Nothing when all answers, or all shares, are the same.
    pub discrimination: Option<f64>,
    /// How many chose each choice; one that nobody chose is not in it.
    pub choices: BTreeMap<String, u32>,
    /// The middle one of the times it took.
    pub median_seconds: Option<f64>,
    /// What was said of certainty.
    pub certainty: Option<ItemCertainty>,
}

/// How sure people were of their answer to a question.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ItemCertainty {
    /// How many chose each level, least sure first.
    pub levels: [u32; 3],
    /// How many were wrong, and sure of it.
    pub wrong_and_sure: u32,
    /// The share of these among all who said how sure they were.
    pub misled: Share,
}

impl ItemStatistics {
    /// The statistics of these answers to one question.
    #[must_use]
    pub fn of(given: &[ItemAnswer<'_>]) -> Self {
        let answers = count(given.iter());
        Self {
            answers,
            figures: group(given).and_then(ItemFigures::of),
        }
    }

    /// Whether this question or the other one misleads more: for sorting, the one that most are wrong about while sure first.
    /// They are compared by the low end of the interval of that share, so that four of five do not outweigh 300 of 400; those
    /// nothing is told of come last.
    #[must_use]
    pub fn by_misled(&self, other: &Self) -> Ordering {
        other.misled().total_cmp(&self.misled())
    }

    fn misled(&self) -> f64 {
        let certainty = self.figures.as_ref().and_then(|figures| figures.certainty);
        certainty.map_or(-1.0, |certainty| certainty.misled.interval.low)
    }
}

impl ItemFigures {
    fn of(given: &[ItemAnswer<'_>]) -> Option<Self> {
        let mut choices = BTreeMap::new();
        for answer in given {
            for name in answer.chosen.iter().collect::<BTreeSet<_>>() {
                *choices.entry((*name).to_owned()).or_default() += 1;
            }
        }
        let rests: Vec<(bool, f64)> = given
            .iter()
            .filter(|answer| answer.rest > 0)
            .map(|answer| {
                (
                    answer.right,
                    f64::from(answer.rest_right) / f64::from(answer.rest),
                )
            })
            .collect();
        let seconds: Vec<u32> = given.iter().filter_map(|answer| answer.seconds).collect();
        // Whoever erases how sure they were takes their whole group out: two looks must not differ by one person.
        let level = |answer: &ItemAnswer<'_>| Some((answer.certainty?, answer.right));
        let sure: Vec<(Certainty, bool)> = given
            .chunks(usize::try_from(MIN_GROUP).unwrap_or(usize::MAX))
            .filter_map(|group| group.iter().map(level).collect::<Option<Vec<_>>>())
            .flatten()
            .collect();
        Some(Self {
            facility: share(given, |answer| answer.right)?,
            discrimination: group(&rests).and_then(point_biserial),
            choices,
            median_seconds: group(&seconds).and_then(median),
            certainty: group(&sure).and_then(ItemCertainty::of),
        })
    }
}

impl ItemCertainty {
    fn of(given: &[(Certainty, bool)]) -> Option<Self> {
        let misled = |(certainty, right): &(Certainty, bool)| certainty.is_sure() && !right;
        Some(Self {
            levels: Certainty::ALL
                .map(|level| count(given.iter().filter(|(certainty, _)| *certainty == level))),
            wrong_and_sure: count(given.iter().filter(|one| misled(one))),
            misled: share(given, misled)?,
        })
    }
}

/// These, when they are of people enough.
fn group<T>(of: &[T]) -> Option<&[T]> {
    (count(of.iter()) >= MIN_GROUP).then_some(of)
}

fn count<T>(of: impl Iterator<Item = T>) -> u32 {
    u32::try_from(of.count()).unwrap_or(u32::MAX)
}

fn share<T>(of: &[T], counts: impl Fn(&T) -> bool) -> Option<Share> {
    Share::of(count(of.iter().filter(|one| counts(one))), count(of.iter()))
}

/// The middle value, or the mean of the two in the middle.
fn median(of: &[u32]) -> Option<f64> {
    let mut sorted = of.to_vec();
    sorted.sort_unstable();
    let (low, high) = (
        sorted.get(sorted.len().checked_sub(1)? / 2)?,
        sorted.get(sorted.len() / 2)?,
    );
    Some(f64::midpoint(f64::from(*low), f64::from(*high)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Certainty::{C1, C2, C3};
    use proptest::prelude::*;

    fn answer(
        right: bool,
        certainty: Certainty,
        rest_right: u32,
        rest: u32,
    ) -> ItemAnswer<'static> {
        let chosen: &[&str] = if right { &["a"] } else { &["b"] };
        ItemAnswer {
            right,
            chosen,
            certainty: Some(certainty),
            seconds: Some(30),
            rest_right,
            rest,
        }
    }

    fn figures(given: &[ItemAnswer<'_>]) -> ItemFigures {
        ItemStatistics::of(given).figures.unwrap()
    }

    #[test]
    fn figures_worked_out_by_hand() {
        // Eight people, ten other questions each.
        let given = [
            answer(true, C3, 9, 10),
            answer(true, C3, 8, 10),
            answer(true, C2, 7, 10),
            answer(false, C3, 6, 10),
            answer(true, C1, 6, 10),
            answer(false, C2, 5, 10),
            answer(false, C1, 3, 10),
            answer(true, C1, 4, 10),
        ];
        let told = figures(&given);
        assert!((told.facility.share - 0.625).abs() < 1e-12);
        // Means .68 when right, .4667 when not, population deviation .1871 of all: (.68 − .4667) / .1871 · √(5/8 · 3/8) = .552;
        // scipy 1.17.1, pointbiserialr: 0.5520524474738834.
        assert!((told.discrimination.unwrap() - 0.552_052_447_473_883_4).abs() < 1e-12);
        assert_eq!(
            told.choices,
            BTreeMap::from([("a".to_owned(), 5), ("b".to_owned(), 3)])
        );
        let certainty = told.certainty.unwrap();
        assert_eq!((certainty.levels, certainty.wrong_and_sure), ([3, 2, 3], 2));
        assert!((certainty.misled.share - 0.25).abs() < 1e-12);
        assert_eq!(told.median_seconds, Some(30.0));
    }

    #[test]
    fn of_few_people_nothing_is_told() {
        let given = [answer(false, C3, 1, 4); 5];
        assert_eq!(
            ItemStatistics::of(&given[..4]),
            ItemStatistics {
                answers: 4,
                figures: None
            }
        );
        assert!(ItemStatistics::of(&given).figures.is_some());
        // Nor of a part of them that is too small.
        let mut part = given;
        part[0].certainty = None;
        part[1].seconds = None;
        let told = figures(&part);
        assert_eq!((told.certainty, told.median_seconds), (None, None));
    }

    #[test]
    fn whoever_erases_a_certainty_takes_the_whole_group_out() {
        let mut given = [answer(false, C3, 1, 4); 10];
        given[7] = answer(true, C1, 1, 4);
        assert_eq!(figures(&given).certainty.unwrap().levels, [1, 0, 9]);
        given[7].certainty = None;
        assert_eq!(figures(&given).certainty.unwrap().levels, [0, 0, 5]);
    }

    #[test]
    fn without_differences_there_is_no_discrimination() {
        let mut given = [answer(true, C3, 1, 3); 6];
        given[0].right = false;
        assert_eq!(
            figures(&given).discrimination,
            None,
            "all shares are a third"
        );
        given[1] = answer(true, C3, 2, 3);
        assert!(figures(&given).discrimination.is_some());
        given[0].right = true;
        assert_eq!(figures(&given).discrimination, None, "all are right");
        assert_eq!(
            figures(&[answer(true, C3, 0, 0); 5]).discrimination,
            None,
            "there are no others"
        );
    }

    #[test]
    fn the_middle_time() {
        assert_eq!(median(&[9, 1, 5]), Some(5.0));
        assert_eq!(median(&[9, 1, 5, 6]), Some(5.5));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn what_misleads_most_comes_first() {
        let item = |misled: usize, of: usize| {
            let mut given = vec![answer(true, C3, 1, 2); of];
            given[..misled]
                .iter_mut()
                .for_each(|one| *one = answer(false, C3, 1, 2));
            ItemStatistics::of(&given)
        };
        let mut items = [
            item(1, 20),
            item(0, 3),
            item(4, 5),
            item(300, 400),
            item(15, 20),
            item(0, 20),
        ];
        items.sort_by(ItemStatistics::by_misled);
        let counts = items.map(|item| {
            let certainty = item.figures.and_then(|figures| figures.certainty);
            (
                certainty.map(|certainty| certainty.wrong_and_sure),
                item.answers,
            )
        });
        let order = [
            (Some(300), 400),
            (Some(15), 20),
            (Some(4), 5),
            (Some(1), 20),
            (Some(0), 20),
            (None, 3),
        ];
        assert_eq!(counts, order);
        // Wrong and unsure misleads nobody.
        assert_eq!(
            figures(&[answer(false, C1, 1, 2); 9])
                .certainty
                .unwrap()
                .wrong_and_sure,
            0
        );
    }

    fn answers() -> impl Strategy<Value = Vec<ItemAnswer<'static>>> {
        let chosen: [&[&str]; 4] = [&["a"], &["b", "c"], &["b", "b"], &[]];
        let one = (
            any::<bool>(),
            prop::sample::select(&Certainty::ALL),
            prop::sample::select(chosen.to_vec()),
            0_u32..9,
            0_u32..9,
            prop::option::of(0_u32..600),
        );
        let one = one.prop_map(|(right, certainty, chosen, a, b, seconds)| ItemAnswer {
            chosen,
            seconds,
            ..answer(right, certainty, a.min(b), a.max(b))
        });
        prop::collection::vec(one, 0..40)
    }

    proptest! {
        #[test]
        fn the_figures_keep_their_bounds(given in answers()) {
            let told = ItemStatistics::of(&given);
            prop_assert_eq!(told.figures.is_some(), given.len() >= 5);
            let Some(told) = told.figures else { return Ok(()) };
            let right = given.iter().filter(|one| one.right).count() as f64;
            prop_assert!((told.facility.share * given.len() as f64 - right).abs() < 1e-9);
            prop_assert!(told.discrimination.is_none_or(|r| (-1.0..=1.0).contains(&r)));
            prop_assert!(told.choices.values().all(|n| (1..=given.len()).contains(&(*n as usize))));
            let certainty = told.certainty.unwrap();
            prop_assert_eq!(certainty.levels.iter().sum::<u32>() as usize, given.len());
            prop_assert!(certainty.wrong_and_sure <= certainty.levels[1] + certainty.levels[2]);
            let times: Vec<u32> = given.iter().filter_map(|one| one.seconds).collect();
            prop_assert_eq!(told.median_seconds.is_some(), times.len() >= 5);
            if let Some(middle) = told.median_seconds {
                let below = times.iter().filter(|time| f64::from(**time) < middle).count();
                let above = times.iter().filter(|time| f64::from(**time) > middle).count();
                prop_assert!(below * 2 <= times.len() && above * 2 <= times.len());
            }
        }

        #[test]
        fn swapping_right_and_wrong_turns_the_discrimination_round(given in answers()) {
            let turned: Vec<_> = given.iter().map(|one| ItemAnswer { right: !one.right, ..*one }).collect();
            let r = |given: &[ItemAnswer<'_>]| ItemStatistics::of(given).figures.and_then(|told| told.discrimination);
            match (r(&given), r(&turned)) {
                (Some(a), Some(b)) => prop_assert!((a + b).abs() < 1e-9),
                (a, b) => prop_assert_eq!(a, b),
            }
        }

        #[test]
        fn who_answered_first_does_not_matter(mut given in answers()) {
            let before = ItemStatistics::of(&given);
            given.sort_by_key(|one| (one.right, one.rest, one.rest_right, one.seconds));
            let after = ItemStatistics::of(&given);
            prop_assert_eq!(before.by_misled(&after), Ordering::Equal);
            let rest = |told: ItemStatistics| told.figures.map(|told| (told.facility, told.choices, told.median_seconds, told.certainty));
            prop_assert_eq!(rest(before), rest(after));
        }
    }
}
