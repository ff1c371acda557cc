//! Exercises that can be passed without reading: the best choice is known by its length or its place.

use crate::content::{
    blocks::plain,
    findings::Findings,
    markdown,
    model::{Quiz, Scenario},
    problem::Problem,
};
use domain::assessment::ItemKind;
use std::ops::Range;

/// With fewer questions or scenes than this, a pattern is chance.
const FEWEST: usize = 5;

/// What one chooses from: how long each choice is as displayed, and which ones are best.
struct Options<'a> {
    title: &'a str,
    at: &'a Range<usize>,
    lengths: Vec<usize>,
    best: Vec<bool>,
}

impl Options<'_> {
    /// Whether one choice is longer than all others, and best.
    fn longest_is_best(&self) -> bool {
        let longest = self.lengths.iter().max().copied().unwrap_or(0);
        let mut places = (0..self.lengths.len()).filter(|n| self.lengths[*n] == longest);
        match (places.next(), places.next()) {
            (Some(only), None) => self.is_best(only),
            _ => false,
        }
    }

    fn is_best(&self, place: usize) -> bool {
        self.best.get(place).copied().unwrap_or(false)
    }
}

/// In more than two fifths of the scenes, the best choice must not be the longest, nor the first.
pub(super) fn scenario(scenario: &Scenario, out: &mut Findings) {
    let all: Vec<Options<'_>> = scenario
        .scenes
        .iter()
        .filter(|scene| scene.outcome.is_none() && scene.choices.len() > 1)
        .map(|scene| {
            let best = scene.choices.iter().map(|c| c.score).max();
            Options {
                title: &scene.title,
                at: &scene.at,
                lengths: scene.choices.iter().map(|c| displayed(&c.text)).collect(),
                best: scene
                    .choices
                    .iter()
                    .map(|c| Some(c.score) == best)
                    .collect(),
            }
        })
        .collect();
    let of = all.len();
    let too_many = |n: usize| n * 5 > of * 2;
    report(
        &all,
        too_many,
        |o| o.longest_is_best(),
        out,
        |scenes| Problem::BestByLength { scenes, of },
    );
    report(
        &all,
        too_many,
        |o| o.is_best(0),
        out,
        |scenes| Problem::BestByPlace { scenes, of },
    );
}

/// In more than half of the questions with one answer, it must not be the longest, nor at one place.
pub(super) fn quiz(quiz: &Quiz, out: &mut Findings) {
    let all: Vec<Options<'_>> = quiz
        .items
        .iter()
        .filter(|item| item.kind == ItemKind::Choose)
        .filter(|item| item.choices.iter().filter(|c| c.correct).count() == 1)
        .map(|item| Options {
            title: &item.title,
            at: &item.at,
            lengths: item.choices.iter().map(|c| displayed(&c.text)).collect(),
            best: item.choices.iter().map(|c| c.correct).collect(),
        })
        .collect();
    let of = all.len();
    let too_many = |n: usize| n * 2 > of;
    report(
        &all,
        too_many,
        |o| o.longest_is_best(),
        out,
        |items| Problem::RightByLength { items, of },
    );
    let places = all.iter().map(|o| o.best.len()).max().unwrap_or(0);
    for n in 0..places {
        report(
            &all,
            too_many,
            |o| o.is_best(n),
            out,
            |items| {
                let place = n + 1;
                Problem::RightByPlace { items, of, place }
            },
        );
    }
}

/// Reports, at the first of them, those that are too many.
fn report(
    all: &[Options<'_>],
    too_many: impl Fn(usize) -> bool,
    gives_away: impl Fn(&Options<'_>) -> bool,
    out: &mut Findings,
    problem: impl Fn(Vec<String>) -> Problem,
) {
    let found: Vec<&Options<'_>> = all.iter().filter(|o| gives_away(o)).collect();
    if let Some(first) = found.first()
        && all.len() >= FEWEST
        && too_many(found.len())
    {
        let titles = found.iter().map(|o| o.title.to_owned()).collect();
        out.add(first.at.clone(), problem(titles));
    }
}

/// How many characters a reader sees.
fn displayed(markdown: &str) -> usize {
    plain(&markdown::events(markdown)).trim().chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn options(lengths: &[usize], best: usize) -> Options<'static> {
        Options {
            title: "t",
            at: &(0..1),
            lengths: lengths.to_vec(),
            best: (0..lengths.len()).map(|n| n == best).collect(),
        }
    }

    #[test]
    fn marks_and_addresses_are_not_displayed() {
        assert_eq!(displayed("**굵게** [링크](https://example.com/a)"), 5);
        assert_eq!(displayed(""), 0);
    }

    #[test]
    fn two_that_are_as_long_give_nothing_away() {
        assert!(options(&[3, 9, 4], 1).longest_is_best());
        assert!(!options(&[3, 9, 9], 1).longest_is_best());
        assert!(!options(&[3, 9, 4], 0).longest_is_best());
    }

    proptest! {
        #[test]
        fn padding_another_choice_hides_it(lengths in prop::collection::vec(0_usize..200, 2..6), best in 0_usize..6) {
            let best = best % lengths.len();
            let mut padded = lengths.clone();
            padded[(best + 1) % lengths.len()] = 200;
            prop_assert!(!options(&padded, best).longest_is_best());
        }
    }
}
