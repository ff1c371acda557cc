//! Which questions a refresher asks: those that waited longest for their interval, and variants before the same one again.

use crate::content::{Practice, Slug};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How many questions two minutes hold. Ours.
pub const QUESTIONS: usize = 3;

/// A question that could be asked. One that is not due, or was never asked, is asked only in place of a sibling.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Due {
    /// The course it belongs to.
    pub course: Slug,
    /// Its name in the course.
    pub item: String,
    /// What it is about.
    pub practice: Practice,
    /// The rule cards it rests on.
    pub rules: BTreeSet<String>,
    /// Days since it was answered; 0 when it never was.
    pub elapsed_days: u32,
    /// The days it was to wait; anything when it was never answered.
    pub interval_days: u32,
    /// Whether it was asked in the refresher before this one, or in an attempt since.
    pub asked_last: bool,
}

impl Due {
    fn is_due(&self) -> bool {
        self.elapsed_days >= self.interval_days.max(1)
    }

    /// How many intervals it has waited, in millionths: a whole number, so that it orders the same everywhere.
    fn waited(&self) -> u64 {
        u64::from(self.elapsed_days) * 1_000_000 / u64::from(self.interval_days.max(1))
    }

    fn name(&self) -> (&Slug, &str) {
        (&self.course, &self.item)
    }

    fn shares_rule(&self, other: &Self) -> bool {
        !self.rules.is_disjoint(&other.rules)
    }

    /// Whether it is another question about the same: one that rests on a rule of this one, or is of its practice.
    fn is_variant_of(&self, other: &Self) -> bool {
        self.name() != other.name() && (self.practice == other.practice || self.shares_rule(other))
    }
}

/// At most `n` of these, each question once: the due ones that have waited longest, measured in their intervals, come first.
/// What was asked last time gives its turn to a variant, due or not, and is asked itself only when there is no other: who has
/// seen a question yesterday remembers its answer, not its rule. A variant that was not asked last time is the better one, and
/// one that rests on the same rule. The order they are given in means nothing.
#[must_use]
pub fn pick(due: &[Due], n: usize) -> Vec<&Due> {
    let mut all: Vec<&Due> = due.iter().collect();
    all.sort_by_key(|one| {
        let rest = (
            one.practice,
            one.elapsed_days,
            one.interval_days,
            one.asked_last,
            &one.rules,
        );
        (Reverse(one.waited()), one.name(), rest)
    });
    // Given twice, it counts as it waited longest, and as asked last time if it was at all.
    let asked: BTreeSet<_> = due
        .iter()
        .filter(|one| one.asked_last)
        .map(Due::name)
        .collect();
    let mut seen = BTreeSet::new();
    all.retain(|one| seen.insert(one.name()));

    let mut picked: Vec<&Due> = Vec::new();
    for one in all.iter().copied().filter(|one| one.is_due()) {
        if picked.len() >= n {
            break;
        }
        let turn = if asked.contains(&one.name()) {
            in_its_place(one, &all, &asked, &picked)
        } else {
            Some(one)
        };
        picked.extend(turn.filter(|turn| !picked.contains(turn)));
    }
    picked
}

/// What is asked in the place of a question that was asked last time. None when all the fresh variants are asked already.
fn in_its_place<'a>(
    one: &'a Due,
    all: &[&'a Due],
    asked: &BTreeSet<(&Slug, &str)>,
    picked: &[&Due],
) -> Option<&'a Due> {
    let is_asked = |other: &Due| asked.contains(&other.name());
    let variants = all.iter().copied().filter(|other| other.is_variant_of(one));
    let (seen, fresh): (Vec<_>, Vec<_>) = variants.partition(|other| is_asked(other));
    let free = |all: &[&'a Due]| {
        let free = all.iter().copied().filter(|other| !picked.contains(other));
        // The first of the best: the order of waiting stays.
        free.min_by_key(|other| (!other.is_due(), !other.shares_rule(one)))
    };
    if fresh.is_empty() {
        // All of them were asked lately: still better another one than the very same.
        free(&seen).or(Some(one))
    } else {
        let nearest = |other: &&Due| !other.shares_rule(one);
        let free = fresh.into_iter().filter(|other| !picked.contains(other));
        free.min_by_key(nearest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Practice::{BeTransparent, ContentFirst};
    use proptest::prelude::*;

    fn due(item: &str, practice: Practice, elapsed_days: u32, interval_days: u32) -> Due {
        let course = Slug::parse("ground-rules").unwrap();
        let item = item.to_owned();
        Due {
            course,
            item,
            practice,
            rules: BTreeSet::new(),
            elapsed_days,
            interval_days,
            asked_last: false,
        }
    }

    fn asked(due: Due) -> Due {
        Due {
            asked_last: true,
            ..due
        }
    }

    fn names<'a>(picked: &[&'a Due]) -> Vec<&'a str> {
        picked.iter().map(|one| one.item.as_str()).collect()
    }

    #[test]
    fn who_waited_most_of_its_intervals_comes_first() {
        let all = [
            due("two-months-late", ContentFirst, 120, 60),
            due("a-day-late", ContentFirst, 2, 1),
            due("a-week-late", ContentFirst, 14, 4),
            due("not-due", ContentFirst, 9, 10),
            due("on-the-day", ContentFirst, 10, 10),
        ];
        // 3.5 intervals; 2 and 2, which go by name; 1.
        assert_eq!(
            names(&pick(&all, QUESTIONS)),
            ["a-week-late", "a-day-late", "two-months-late"]
        );
        assert_eq!(
            names(&pick(&all, 9)),
            ["a-week-late", "a-day-late", "two-months-late", "on-the-day"]
        );
        assert!(pick(&all, 0).is_empty() && pick(&[], 3).is_empty());
    }

    #[test]
    fn a_variant_takes_the_turn_of_what_was_asked_last_time() {
        let missed = asked(due("missed", ContentFirst, 3, 1));
        let other = due("other", BeTransparent, 2, 1);
        // A sibling that is not due, and never was asked, stands in.
        let sibling = due("sibling", ContentFirst, 0, 1);
        assert_eq!(
            names(&pick(&[other.clone(), missed.clone(), sibling.clone()], 3)),
            ["sibling", "other"]
        );
        // Asked last time as well, it is still another question than the very same.
        assert_eq!(
            names(&pick(
                &[other.clone(), missed.clone(), asked(sibling.clone())],
                3
            )),
            ["sibling", "other"]
        );
        assert_eq!(
            names(&pick(&[other, missed.clone()], 3)),
            ["missed", "other"]
        );
        // One variant takes one turn.
        let again = asked(due("missed-too", ContentFirst, 2, 1));
        assert_eq!(names(&pick(&[missed, again, sibling], 3)), ["sibling"]);
    }

    fn resting_on(rule: &str, due: Due) -> Due {
        Due {
            rules: [rule.to_owned()].into(),
            ..due
        }
    }

    #[test]
    fn a_variant_of_the_same_rule_comes_before_one_of_the_practice() {
        let missed = asked(resting_on("r", due("missed", ContentFirst, 1, 1)));
        let practice = due("a-practice", ContentFirst, 0, 1);
        let rule = resting_on("r", due("rule", BeTransparent, 0, 1));
        let all = [missed, practice, rule];
        assert_eq!(names(&pick(&all, 3)), ["rule"]);
        assert_eq!(names(&pick(&all[..2], 3)), ["a-practice"]);
        // One that was not asked lately is better than one of the rule that was.
        let tired = asked(resting_on("r", due("tired", ContentFirst, 1, 9)));
        let all = [all[0].clone(), all[1].clone(), tired];
        assert_eq!(names(&pick(&all, 3)), ["a-practice"]);
    }

    #[test]
    fn what_was_all_asked_in_the_same_quiz_changes_places() {
        let a = asked(due("a", ContentFirst, 1, 1));
        let b = asked(due("b", ContentFirst, 1, 1));
        let known = asked(due("known", ContentFirst, 1, 8));
        // Both are due: both are asked, and nothing that is not.
        let both = [a.clone(), b, known.clone()];
        assert_eq!(names(&pick(&both, 2)), ["b", "a"]);
        assert_eq!(names(&pick(&[a.clone(), known], 3)), ["known"]);
        assert_eq!(names(&pick(&[a], 3)), ["a"]);
    }

    #[test]
    fn what_is_not_due_is_asked_for_nobody_else() {
        let all = [
            due("not-due", ContentFirst, 1, 2),
            asked(due("nor-this", ContentFirst, 1, 2)),
        ];
        assert!(pick(&all, 3).is_empty());
    }

    /// Questions by course and name, where the name decides the practice; some are given more than once.
    fn candidates() -> impl Strategy<Value = Vec<Due>> {
        let practice = |item: &str| match item {
            "a" | "b" => ContentFirst,
            "c" | "d" | "e" => BeTransparent,
            _ => Practice::MeasureRoi,
        };
        let one = ("[xy]", "[a-f]", 0_u32..40, 0_u32..20, any::<bool>());
        let one = one.prop_map(move |(course, item, elapsed, interval, asked_last)| Due {
            course: Slug::parse(&course).unwrap(),
            asked_last,
            ..due(&item, practice(&item), elapsed, interval)
        });
        prop::collection::vec(one, 0..14)
    }

    /// Whether this question, however often it is given, was asked last time.
    fn was_asked(all: &[Due], one: &Due) -> bool {
        all.iter()
            .any(|other| other.name() == one.name() && other.asked_last)
    }

    proptest! {
        #[test]
        fn each_once_and_never_the_very_one_while_there_is_another(all in candidates(), n in 0_usize..6) {
            let picked = pick(&all, n);
            prop_assert!(picked.len() <= n);
            let once: BTreeSet<_> = picked.iter().map(|one| one.name()).collect();
            prop_assert_eq!(once.len(), picked.len());
            for one in &picked {
                let variant = all.iter().find(|other| other.practice == one.practice && !was_asked(&all, other));
                prop_assert!(!was_asked(&all, one) || variant.is_none(), "{one:?}, not {variant:?}");
                let in_its_place = |due: &Due| due.practice == one.practice && due.is_due() && was_asked(&all, due);
                prop_assert!(one.is_due() || all.iter().any(in_its_place), "{one:?} is not due");
            }
        }

        #[test]
        fn nobody_waits_who_is_due_while_there_is_room(all in candidates()) {
            let picked = pick(&all, all.len());
            for one in all.iter().filter(|one| one.is_due() && !was_asked(&all, one)) {
                prop_assert!(picked.iter().any(|other| other.name() == one.name()), "{one:?}");
            }
        }

        #[test]
        fn the_order_they_are_given_in_means_nothing(mut all in candidates(), n in 0_usize..6) {
            let before: Vec<Due> = pick(&all, n).into_iter().cloned().collect();
            all.reverse();
            let after: Vec<Due> = pick(&all, n).into_iter().cloned().collect();
            prop_assert_eq!(before, after);
        }
    }
}
