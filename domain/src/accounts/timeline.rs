//! What holds from which day on, and what was known of it when.
//!
//! A timeline is a list of entries that only grows. Each says what holds from a day on; the newest entry of a
//! day counts, and holds until the day of the next one. So no two things ever hold at once, and leaving out
//! what was recorded later shows what was known then.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use time::{Date, OffsetDateTime};

/// One recorded statement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry<T> {
    /// Its place in the order of recording, from 1.
    pub revision: i32,
    /// The first day it holds.
    pub valid_from: Date,
    /// The last day it holds, where that is known.
    pub valid_to: Option<Date>,
    /// Whether nothing holds from that day on.
    pub voided: bool,
    /// When it was recorded.
    pub recorded_at: OffsetDateTime,
    /// What holds.
    pub value: T,
}

/// A stretch of days on which one entry holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Period<'a, T> {
    /// The first day.
    pub from: Date,
    /// The last day; none while no end is known.
    pub to: Option<Date>,
    /// What holds.
    pub entry: &'a Entry<T>,
}

/// What is to be recorded so that a change holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Write<T> {
    /// The first day it holds.
    pub valid_from: Date,
    /// The last day it holds.
    pub valid_to: Option<Date>,
    /// Whether nothing holds from that day on.
    pub voided: bool,
    /// What holds.
    pub value: T,
}

/// Why a change cannot be made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TimelineError {
    /// The day lies before the first.
    #[error("it had not begun on that day")]
    NotBegun,
    /// The day lies after the last.
    #[error("it has ended before that day")]
    Ended,
    /// It holds already.
    #[error("it holds already")]
    Unchanged,
}

/// All that was recorded of one thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Timeline<T> {
    entries: Vec<Entry<T>>,
}

impl<T: Clone + PartialEq> Timeline<T> {
    /// The timeline of these entries, in any order.
    #[must_use]
    pub fn new(mut entries: Vec<Entry<T>>) -> Self {
        entries.sort_by_key(|e| e.revision);
        Self { entries }
    }

    /// The revision of the next entry.
    #[must_use]
    pub fn next_revision(&self) -> i32 {
        self.entries.last().map_or(1, |e| e.revision + 1)
    }

    /// The same as it was known at an instant.
    #[must_use]
    pub fn as_known_at(&self, instant: OffsetDateTime) -> Self {
        let known = self.entries.iter().filter(|e| e.recorded_at <= instant);
        Self {
            entries: known.cloned().collect(),
        }
    }

    /// The newest entry of each day.
    fn counting(&self) -> BTreeMap<Date, &Entry<T>> {
        self.entries.iter().map(|e| (e.valid_from, e)).collect()
    }

    /// What holds when, in order, without overlaps.
    #[must_use]
    pub fn periods(&self) -> Vec<Period<'_, T>> {
        let counting = self.counting();
        let starts: Vec<Date> = counting.keys().copied().collect();
        let mut periods = Vec::new();
        for (n, entry) in counting.into_values().enumerate() {
            let next = starts.get(n + 1).and_then(|d| d.previous_day());
            let to = match (entry.valid_to, next) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            if !entry.voided && to.is_none_or(|to| to >= entry.valid_from) {
                periods.push(Period {
                    from: entry.valid_from,
                    to,
                    entry,
                });
            }
        }
        periods
    }

    /// What holds on a day.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<&Entry<T>> {
        let counting = self.counting();
        let (_, entry) = counting.range(..=day).next_back()?;
        (!entry.voided && entry.valid_to.is_none_or(|to| day <= to)).then_some(*entry)
    }

    /// The first day on which anything holds.
    #[must_use]
    pub fn begins(&self) -> Option<Date> {
        self.periods().first().map(|p| p.from)
    }

    /// The last day on which anything holds; none while it goes on.
    #[must_use]
    pub fn ends(&self) -> Option<Date> {
        self.periods().last().and_then(|p| p.to)
    }

    /// Lets another value hold from a day on, until the next change that is planned already.
    ///
    /// # Errors
    /// [`TimelineError`] when the day lies outside, or the value holds already.
    pub fn change(&self, from: Date, value: T) -> Result<Write<T>, TimelineError> {
        if self.begins().is_none_or(|begins| from < begins) {
            return Err(TimelineError::NotBegun);
        }
        let now = self.on(from).ok_or(TimelineError::Ended)?;
        if now.value == value {
            return Err(TimelineError::Unchanged);
        }
        Ok(Write {
            valid_from: from,
            valid_to: now.valid_to,
            voided: false,
            value,
        })
    }

    /// Ends it after a last day; what was planned for later is voided.
    ///
    /// # Errors
    /// [`TimelineError`] when the day lies outside, or it is the last already.
    pub fn end(&self, last: Date) -> Result<Vec<Write<T>>, TimelineError> {
        if self.begins().is_none_or(|begins| last < begins) {
            return Err(TimelineError::NotBegun);
        }
        if self.ends() == Some(last) {
            return Err(TimelineError::Unchanged);
        }
        let now = self.on(last).ok_or(TimelineError::Ended)?;
        let mut writes = vec![Write {
            valid_from: now.valid_from,
            valid_to: Some(last),
            voided: false,
            value: now.value.clone(),
        }];
        let later = self.periods().into_iter().filter(|p| p.from > last);
        writes.extend(later.map(|p| Write {
            valid_from: p.from,
            valid_to: None,
            voided: true,
            value: p.entry.value.clone(),
        }));
        Ok(writes)
    }

    /// The same with more recorded.
    #[must_use]
    pub fn with(&self, writes: Vec<Write<T>>, recorded_at: OffsetDateTime) -> Self {
        let mut all = self.clone();
        for write in writes {
            all.entries.push(Entry {
                revision: all.next_revision(),
                valid_from: write.valid_from,
                valid_to: write.valid_to,
                voided: write.voided,
                recorded_at,
                value: write.value,
            });
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::{Duration, macros::date, macros::datetime};

    const DAY: Date = date!(2026 - 01 - 01);

    fn day(n: u16) -> Date {
        DAY + Duration::days(i64::from(n))
    }

    #[derive(Clone, Debug)]
    enum Step {
        Change(u16, u8),
        End(u16),
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            3 => (0..60_u16, 0..5_u8).prop_map(|(d, v)| Step::Change(d, v)),
            1 => (0..60_u16).prop_map(Step::End),
        ];
        prop::collection::vec(step, 0..20)
    }

    fn at(n: usize) -> OffsetDateTime {
        datetime!(2026-01-01 00:00 UTC) + Duration::hours(i64::try_from(n).unwrap())
    }

    fn begun(value: u8) -> Timeline<u8> {
        let first = Write {
            valid_from: day(5),
            valid_to: None,
            voided: false,
            value,
        };
        Timeline::new(Vec::new()).with(vec![first], at(0))
    }

    fn walk(steps: &[Step]) -> Vec<Timeline<u8>> {
        let mut all = vec![begun(0)];
        for (n, step) in steps.iter().enumerate() {
            let last = all.last().unwrap();
            let writes = match step {
                Step::Change(from, value) => last.change(day(*from), *value).map(|w| vec![w]),
                Step::End(on) => last.end(day(*on)),
            };
            let next = writes.map_or_else(|_| last.clone(), |w| last.with(w, at(n + 1)));
            all.push(next);
        }
        all
    }

    #[test]
    fn a_move_holds_from_its_day_until_the_next() {
        let all = begun(1);
        let all = all.with(vec![all.change(day(20), 2).unwrap()], at(1));
        let all = all.with(vec![all.change(day(10), 3).unwrap()], at(2));
        let found: Vec<_> = all
            .periods()
            .iter()
            .map(|p| (p.from, p.to, p.entry.value))
            .collect();
        assert_eq!(
            found,
            [
                (day(5), Some(day(9)), 1),
                (day(10), Some(day(19)), 3),
                (day(20), None, 2)
            ]
        );
        assert_eq!(all.change(day(4), 9), Err(TimelineError::NotBegun));
        assert_eq!(all.change(day(11), 3), Err(TimelineError::Unchanged));
    }

    #[test]
    fn an_end_voids_what_was_planned() {
        let all = begun(1);
        let all = all.with(vec![all.change(day(20), 2).unwrap()], at(1));
        let all = all.with(all.end(day(12)).unwrap(), at(2));
        assert_eq!(
            (
                all.on(day(12)).map(|e| e.value),
                all.on(day(13)),
                all.on(day(25))
            ),
            (Some(1), None, None)
        );
        assert_eq!(all.ends(), Some(day(12)));
        assert_eq!(all.change(day(13), 4), Err(TimelineError::Ended));
        assert_eq!(all.end(day(12)), Err(TimelineError::Unchanged));
        // As it was known before the end.
        assert_eq!(all.as_known_at(at(1)).on(day(25)).map(|e| e.value), Some(2));
    }

    proptest! {
        #[test]
        fn nothing_overlaps_and_days_agree_with_periods(steps in steps(), n in 0..70_u16) {
            for timeline in walk(&steps) {
                let periods = timeline.periods();
                for pair in periods.windows(2) {
                    prop_assert!(pair[0].to.is_some_and(|to| to < pair[1].from), "{pair:?}");
                }
                let inside: Vec<_> = periods.iter().filter(|p| p.from <= day(n) && p.to.is_none_or(|to| day(n) <= to)).collect();
                prop_assert!(inside.len() <= 1);
                prop_assert_eq!(inside.first().map(|p| p.entry.value), timeline.on(day(n)).map(|e| e.value));
            }
        }

        #[test]
        fn what_was_known_then_stays_known(steps in steps()) {
            let all = walk(&steps);
            let last = all.last().unwrap();
            for (n, then) in all.iter().enumerate() {
                prop_assert_eq!(&last.as_known_at(at(n)), then);
            }
        }

        #[test]
        fn an_end_is_the_end(steps in steps(), last in 0..60_u16) {
            let all = walk(&steps);
            let before = all.last().unwrap();
            if let Ok(writes) = before.end(day(last)) {
                let after = before.with(writes, at(99));
                prop_assert_eq!(after.ends(), Some(day(last)));
                for n in 0..=last {
                    prop_assert_eq!(after.on(day(n)).map(|e| e.value), before.on(day(n)).map(|e| e.value));
                }
            }
        }
    }
}
