//! Exercises that can be passed without reading: the best choice is known by its length or its place.

use crate::content::{
    blocks::plain,
    findings::Findings,
    markdown,
    model::{Item, Quiz, Scenario},
    problem::Problem,
    slips::{By, Guess},
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
    /// Whether the best is known by this.
    fn is_known(&self, by: By) -> bool {
        let extreme = |of: Option<&usize>| {
            let of = of.copied().unwrap_or(0);
            let mut places = (0..self.lengths.len()).filter(|n| self.lengths[*n] == of);
            match (places.next(), places.next()) {
                (Some(only), None) => self.is_best(only),
                _ => false,
            }
        };
        match by {
            By::Longest => extreme(self.lengths.iter().max()),
            By::Shortest => extreme(self.lengths.iter().min()),
            By::Place { place } => place > 0 && self.is_best(place - 1),
            By::Last => self.best.last().copied().unwrap_or(false),
        }
    }

    fn is_best(&self, place: usize) -> bool {
        self.best.get(place).copied().unwrap_or(false)
    }

    /// Whether each of the best is longer than all others.
    fn are_longest(&self) -> bool {
        let lengths = |best: bool| {
            let all = self.lengths.iter().zip(&self.best);
            all.filter(move |(_, b)| **b == best).map(|(n, _)| *n)
        };
        let pair = lengths(true).min().zip(lengths(false).max());
        pair.is_some_and(|(best, other)| best > other)
    }
}

/// The best choice must not be the longest, nor the first, in more than two fifths of the scenes; nor the shortest, the
/// last or at any one place in more than half.
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
    let too_many = |by, n: usize| match by {
        By::Longest | By::Place { place: 1 } => n * 5 > of * 2,
        _ => n * 2 > of,
    };
    patterns(&all, too_many, out, |by, scenes| Guess::Best {
        by,
        scenes,
        of,
    });
}

/// In more than half of the questions with one answer, it must not be the longest, the shortest, nor at one place; nor
/// must the right answers of most questions with several be those that are longer.
pub(super) fn quiz(quiz: &Quiz, out: &mut Findings) {
    let options = |several: bool| -> Vec<Options<'_>> {
        let items = quiz.items.iter();
        let items = items.filter(|item| item.kind == ItemKind::Choose);
        items
            .filter(|item| item.takes_several() == several)
            .map(of_item)
            .collect()
    };
    let single = options(false);
    let of = single.len();
    let too_many = |_, n: usize| n * 2 > of;
    patterns(&single, too_many, out, |by, items| Guess::Right {
        by,
        items,
        of,
    });
    let several = options(true);
    let of = several.len();
    let longest = |options: &Options<'_>| options.are_longest();
    let guess = |items| Guess::Several { items, of };
    report(&several, |n| n * 2 > of, longest, out, guess);
}

fn of_item(item: &Item) -> Options<'_> {
    Options {
        title: &item.title,
        at: &item.at,
        lengths: item.choices.iter().map(|c| displayed(&c.text)).collect(),
        best: item.choices.iter().map(|c| c.correct).collect(),
    }
}

/// Reports everything by which the best is known in too many cases.
fn patterns(
    all: &[Options<'_>],
    too_many: impl Fn(By, usize) -> bool,
    out: &mut Findings,
    guess: impl Fn(By, Vec<String>) -> Guess,
) {
    let mut told = false;
    let mut tell = |by| {
        let many = |n| too_many(by, n);
        let known = |options: &Options<'_>| options.is_known(by);
        report(all, many, known, out, |titles| guess(by, titles))
    };
    tell(By::Longest);
    tell(By::Shortest);
    let places = all.iter().map(|o| o.best.len()).max().unwrap_or(0);
    for place in 1..=places {
        told |= tell(By::Place { place });
    }
    // Where all have as many choices, the last is one of these places.
    if !told {
        tell(By::Last);
    }
}

/// Reports, at the first of them, those that are too many; and whether they are.
fn report(
    all: &[Options<'_>],
    too_many: impl Fn(usize) -> bool,
    gives_away: impl Fn(&Options<'_>) -> bool,
    out: &mut Findings,
    guess: impl Fn(Vec<String>) -> Guess,
) -> bool {
    let found: Vec<&Options<'_>> = all.iter().filter(|o| gives_away(o)).collect();
    match found.first() {
        Some(first) if all.len() >= FEWEST && too_many(found.len()) => {
            let titles = found.iter().map(|o| o.title.to_owned()).collect();
            out.add(first.at.clone(), Problem::Guess(guess(titles)));
            true
        }
        _ => false,
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
        assert!(options(&[3, 9, 4], 1).is_known(By::Longest));
        assert!(!options(&[3, 9, 9], 1).is_known(By::Longest));
        assert!(!options(&[3, 9, 4], 0).is_known(By::Longest));
    }

    #[test]
    fn places_lengths_and_several_are_seen() {
        let one = options(&[3, 9, 4], 0);
        let known: Vec<bool> = [By::Shortest, By::Place { place: 1 }, By::Last]
            .map(|by| one.is_known(by))
            .into();
        assert_eq!(known, [true, true, false]);
        assert!(options(&[3, 9], 1).is_known(By::Last));
        assert!(!options(&[3, 3, 9], 0).is_known(By::Shortest));
        let several = |lengths: &[usize]| Options {
            best: vec![true, true, false, false],
            ..options(lengths, 0)
        };
        assert!(several(&[8, 7, 6, 2]).are_longest());
        assert!(!several(&[8, 6, 6, 2]).are_longest());
        assert!(!several(&[8, 1, 6, 2]).are_longest());
    }

    proptest! {
        #[test]
        fn padding_another_choice_hides_it(lengths in prop::collection::vec(0_usize..200, 2..6), best in 0_usize..6) {
            let best = best % lengths.len();
            let mut padded = lengths.clone();
            padded[(best + 1) % lengths.len()] = 200;
            prop_assert!(!options(&padded, best).is_known(By::Longest));
        }
    }
}
