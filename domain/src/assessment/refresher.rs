//! Refreshers: when a question comes round again, by FSRS-6 with its published parameters, and which ones are asked.
//!
//! What is kept for it gives away how sure somebody was: it is theirs alone, as their certainty is.

mod pick;

pub use pick::{Due, QUESTIONS, pick};

use super::Certainty;
use fsrs::{FSRS, MemoryState};
use time::{Date, Duration};

/// What a mistake would touch, which says how well an answer is to be remembered.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Risk {
    /// A rule of law, of a code or of the house.
    Rule,
    /// Good practice that no rule card stands behind.
    Practice,
}

impl Risk {
    /// The chance of still knowing the answer when a question comes round. Ours.
    #[must_use]
    pub const fn retention(self) -> f32 {
        match self {
            Self::Rule => 0.9,
            Self::Practice => 0.85,
        }
    }
}

/// The most days until a question comes round: a year, so that nothing is taken for known forever.
pub const MAX_INTERVAL: u32 = 365;

/// How a question went, in the words of FSRS.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rating {
    /// Wrong.
    Again,
    /// Right, and unsure.
    Hard,
    /// Right, and fairly sure.
    Good,
    /// Right, and sure.
    Easy,
}

impl Rating {
    /// All, the worst first.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// How an answer rates. A wrong one is asked again however sure it was.
    #[must_use]
    pub const fn of(certainty: Certainty, right: bool) -> Self {
        match (right, certainty) {
            (false, _) => Self::Again,
            (true, Certainty::C1) => Self::Hard,
            (true, Certainty::C2) => Self::Good,
            (true, Certainty::C3) => Self::Easy,
        }
    }
}

/// How well somebody remembers the answer to a question.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Memory {
    stability: f32,
    difficulty: f32,
}

impl Memory {
    /// Nothing is left.
    const GONE: Self = Self {
        stability: 0.001,
        difficulty: 10.0,
    };

    /// The memory that was kept as these numbers; nothing when no review makes such.
    #[must_use]
    pub fn new(stability: f32, difficulty: f32) -> Option<Self> {
        let kept = (0.001..=36_500.0).contains(&stability) && (1.0..=10.0).contains(&difficulty);
        kept.then_some(Self {
            stability,
            difficulty,
        })
    }

    /// The days after which the chance of still knowing has fallen to nine in ten.
    #[must_use]
    pub const fn stability(self) -> f32 {
        self.stability
    }

    /// How hard the question is for this person, from 1 to 10.
    #[must_use]
    pub const fn difficulty(self) -> f32 {
        self.difficulty
    }
}

/// What an answer leaves behind.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Scheduled {
    /// How well it is remembered now.
    pub memory: Memory,
    /// In how many days it comes round, from 1 to [`MAX_INTERVAL`].
    pub interval_days: u32,
}

/// What follows from an answer, so many days after the one before. No memory is a question that is new to somebody, or one
/// that a rule card under it has changed since: what was remembered is no longer the answer, so nothing of it counts. The
/// days count for nothing then.
#[must_use]
pub fn review(
    memory: Option<Memory>,
    elapsed_days: u32,
    (rating, risk): (Rating, Risk),
) -> Scheduled {
    // Only what is no number fails, and no `Memory` and no days make that; it would count as forgotten.
    scheduled(memory, elapsed_days, (rating, risk)).unwrap_or(Scheduled {
        memory: Memory::GONE,
        interval_days: 1,
    })
}

/// The day on which an answered question comes round. Wrong and sure comes back the next day, however well it was
/// remembered: an error one believed in returns unless it is asked about early. And it comes round no later than the day on
/// which the rules behind it are looked at again, while that day is still ahead.
#[must_use]
pub fn due_on(
    today: Date,
    interval_days: u32,
    answer: (Certainty, bool),
    review_day: Option<Date>,
) -> Date {
    let days = match answer {
        (Certainty::C3, false) => 1,
        _ => interval_days.max(1),
    };
    let due = today.saturating_add(Duration::days(days.into()));
    match review_day {
        Some(day) if day > today => due.min(day),
        _ => due,
    }
}

fn scheduled(
    memory: Option<Memory>,
    elapsed_days: u32,
    (rating, risk): (Rating, Risk),
) -> Option<Scheduled> {
    let before = memory.map(|kept| MemoryState {
        stability: kept.stability,
        difficulty: kept.difficulty,
    });
    let next = FSRS::default()
        .next_states(before, risk.retention(), elapsed_days)
        .ok()?;
    let next = match rating {
        Rating::Again => next.again,
        Rating::Hard => next.hard,
        Rating::Good => next.good,
        Rating::Easy => next.easy,
    };
    Some(Scheduled {
        memory: Memory::new(next.memory.stability, next.memory.difficulty)?,
        // A float fits after the clamp; a cast of one that did not would saturate.
        interval_days: next.interval.round().clamp(1.0, MAX_INTERVAL as f32) as u32,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Rating::{Again, Easy, Good, Hard};
    use proptest::prelude::*;
    use time::macros::date;

    /// Days since the answer before, its rating, and what py-fsrs makes of it: stability, difficulty, interval.
    type Row = (u32, Rating, f64, f64, u32);

    /// PyPI fsrs 6.3.2 (py-fsrs), `Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False,
    /// maximum_interval=365)`: each list is one card from its first review on.
    const PY_FSRS: [&[Row]; 7] = [
        // Fairly sure each time, on the day.
        &[
            (0, Good, 2.306500, 2.118104, 2),
            (2, Good, 10.964332, 2.111214, 11),
            (11, Good, 46.280217, 2.104331, 46),
            (46, Good, 162.862202, 2.097455, 163),
            (163, Good, 497.447194, 2.090586, 365),
        ],
        // Sure each time, and then mistaken after a year.
        &[
            (0, Easy, 8.295600, 1.000000, 8),
            (8, Easy, 65.624226, 1.000000, 66),
            (60, Easy, 374.764993, 1.000000, 365),
            (365, Easy, 1757.261525, 1.000000, 365),
            (365, Again, 9.527234, 7.026990, 10),
        ],
        // Unsure for a while.
        &[
            (0, Hard, 1.293100, 5.112171, 1),
            (1, Hard, 3.249412, 6.740460, 3),
            (2, Hard, 5.806149, 7.821393, 6),
            (6, Good, 13.399180, 7.808800, 13),
        ],
        // Wrong at first, and once more.
        &[
            (0, Again, 0.212000, 6.413300, 1),
            (1, Good, 1.886788, 6.402115, 2),
            (3, Good, 7.638231, 6.390941, 8),
            (12, Again, 1.259059, 8.798955, 1),
            (1, Good, 2.472525, 8.785385, 2),
        ],
        // Three times on one day.
        &[
            (0, Good, 2.306500, 2.118104, 2),
            (0, Good, 2.306500, 2.111214, 2),
            (0, Again, 0.775084, 7.392238, 1),
            (1, Hard, 1.903065, 8.254075, 2),
        ],
        // Long after the day.
        &[
            (0, Good, 2.306500, 2.118104, 2),
            (30, Good, 37.420638, 2.111214, 37),
            (200, Again, 3.421146, 7.392238, 3),
            (1, Easy, 7.192995, 6.506074, 7),
        ],
        // Never right, and then right by chance.
        &[
            (0, Again, 0.212000, 6.413300, 1),
            (1, Again, 0.100886, 8.806304, 1),
            (1, Again, 0.055035, 9.592869, 1),
            (1, Again, 0.033369, 9.851407, 1),
            (0, Again, 0.014818, 9.936387, 1),
            (5, Hard, 0.089566, 9.942999, 1),
        ],
    ];

    #[test]
    fn it_agrees_with_py_fsrs() {
        for card in PY_FSRS {
            let mut memory = None;
            for (days, rating, stability, difficulty, interval) in card.iter().copied() {
                let next = review(memory, days, (rating, Risk::Rule));
                let (s, d) = (
                    f64::from(next.memory.stability()),
                    f64::from(next.memory.difficulty()),
                );
                assert!(
                    (s - stability).abs() < 1e-3,
                    "{rating:?} after {days}: {s}, not {stability}"
                );
                assert!(
                    (d - difficulty).abs() < 1e-3,
                    "{rating:?} after {days}: {d}, not {difficulty}"
                );
                assert_eq!(next.interval_days, interval, "{rating:?} after {days}");
                memory = Some(next.memory);
            }
        }
    }

    #[test]
    fn certainty_rates_what_is_right_and_nothing_excuses_what_is_wrong() {
        assert_eq!(
            Certainty::ALL.map(|level| Rating::of(level, true)),
            [Hard, Good, Easy]
        );
        assert_eq!(
            Certainty::ALL.map(|level| Rating::of(level, false)),
            [Again; 3]
        );
    }

    #[test]
    fn a_first_answer_counts_from_its_rating_alone() {
        assert_eq!(
            Rating::ALL.map(|rating| review(None, 0, (rating, Risk::Rule)).interval_days),
            [1, 1, 2, 8]
        );
        for rating in Rating::ALL {
            assert_eq!(
                review(None, 0, (rating, Risk::Rule)),
                review(None, 400, (rating, Risk::Rule))
            );
        }
    }

    #[test]
    fn the_published_intervals_before_rounding() {
        // S = 8.2956 days: at 0.9 the interval is the stability itself.
        for (retention, days) in [(0.9, 8.2956), (0.85, 15.81), (0.8, 27.51)] {
            let interval = FSRS::default().next_interval(Some(8.2956), retention, 4);
            assert!((interval - days).abs() < 0.01, "{retention}: {interval}");
        }
    }

    #[test]
    fn what_no_rule_stands_behind_may_be_forgotten_a_little_more() {
        // The first answer, right and sure, leaves a stability of 8.2956 days.
        let days = |risk| review(None, 0, (Easy, risk)).interval_days;
        assert_eq!((days(Risk::Rule), days(Risk::Practice)), (8, 16));
    }

    #[test]
    fn wrong_and_sure_comes_back_the_next_day_and_nothing_after_its_rules_are_looked_at() {
        let today = date!(2026 - 11 - 24);
        let due = |days, answer, review| due_on(today, days, answer, review);
        let (sure, unsure) = (Certainty::C3, Certainty::C2);
        assert_eq!(due(10, (sure, false), None), date!(2026 - 11 - 25));
        assert_eq!(due(10, (unsure, false), None), date!(2026 - 12 - 04));
        assert_eq!(due(10, (sure, true), None), date!(2026 - 12 - 04));
        let review = Some(date!(2026 - 11 - 30));
        assert_eq!(due(10, (sure, true), review), date!(2026 - 11 - 30));
        assert_eq!(due(3, (sure, true), review), date!(2026 - 11 - 27));
        // A day that has come holds nothing back, and nothing comes round on the day it was asked.
        assert_eq!(due(10, (sure, true), Some(today)), date!(2026 - 12 - 04));
        assert_eq!(due(0, (sure, true), None), date!(2026 - 11 - 25));
    }

    #[test]
    fn no_memory_is_made_of_what_no_review_leaves() {
        for (stability, difficulty) in [
            (0.0, 5.0),
            (-1.0, 5.0),
            (1.0, 0.9),
            (1.0, 10.1),
            (f32::NAN, 5.0),
            (1.0, f32::NAN),
            (f32::INFINITY, 5.0),
        ] {
            assert_eq!(Memory::new(stability, difficulty), None);
        }
        assert!(Memory::new(0.001, 1.0).is_some() && Memory::new(36_500.0, 10.0).is_some());
    }

    fn memory() -> impl Strategy<Value = Memory> {
        // Stabilities are spread over orders of magnitude, as reviews spread them.
        ((-3.0_f32..4.56), 1.0_f32..=10.0)
            .prop_map(|(power, difficulty)| Memory::new(10_f32.powf(power), difficulty).unwrap())
    }

    proptest! {
        #[test]
        fn every_answer_leaves_a_memory_and_a_day(memory in prop::option::of(memory()), days: u32, rating in prop::sample::select(&Rating::ALL)) {
            let next = scheduled(memory, days, (rating, Risk::Rule));
            prop_assert!(next.is_some(), "never for want of a number");
            let next = review(memory, days, (rating, Risk::Rule));
            prop_assert!((1..=MAX_INTERVAL).contains(&next.interval_days));
            prop_assert_eq!(Memory::new(next.memory.stability(), next.memory.difficulty()), Some(next.memory), "it reads back");
            prop_assert_eq!(review(memory, days, (rating, Risk::Rule)), next, "the same again");
        }

        #[test]
        fn a_better_answer_waits_no_shorter_and_makes_it_no_harder(memory in prop::option::of(memory()), days in 0_u32..4_000) {
            let next = Rating::ALL.map(|rating| review(memory, days, (rating, Risk::Rule)));
            for pair in next.windows(2) {
                prop_assert!(pair[0].interval_days <= pair[1].interval_days);
                prop_assert!(pair[0].memory.difficulty() >= pair[1].memory.difficulty());
            }
        }

        #[test]
        fn a_wrong_answer_makes_no_memory_last_longer(memory in memory(), days in 0_u32..4_000) {
            prop_assert!(review(Some(memory), days, (Again, Risk::Rule)).memory.stability() <= memory.stability().max(0.212));
            prop_assert!(review(Some(memory), days, (Good, Risk::Rule)).memory.stability() >= memory.stability() * 0.999_99);
        }
    }
}
