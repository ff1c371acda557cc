//! How often, how soon again and how long a quiz may be tried: what an assignment allows, never what a text asks for.

use time::{Duration, OffsetDateTime};

/// How long after the end of its time an answer is still taken: what was sent in time may arrive late.
pub const GRACE: Duration = Duration::seconds(30);
/// The most attempts that an assignment can name.
pub const MOST_ATTEMPTS: u32 = 20;
/// The longest pause between attempts, in hours: thirty days.
pub const LONGEST_PAUSE_HOURS: u32 = 720;
/// The shortest and the longest time for a quiz, in minutes.
pub const MINUTES: std::ops::RangeInclusive<u32> = 5..=480;
/// The most that somebody's time is lengthened by, in percent.
pub const MOST_EXTRA_PERCENT: u32 = 300;

/// What an assignment allows for each of its quizzes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Limits {
    /// How many attempts; as many as one likes without it.
    pub attempts: Option<u32>,
    /// How long after one attempt the next may begin.
    pub pause: Option<Duration>,
    /// How long an attempt may take.
    pub time: Option<Duration>,
}

/// What somebody has tried of a quiz since it was assigned.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tries {
    /// How many attempts were begun.
    pub begun: u32,
    /// When the last one ended, UTC.
    pub last_end: Option<OffsetDateTime>,
    /// Whether one was passed, whenever that was.
    pub passed: bool,
}

/// Whether another attempt may begin.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// Now.
    Now,
    /// From this time on, UTC.
    From(OffsetDateTime),
    /// Not unless whoever assigned it allows one more.
    UsedUp,
}

impl Limits {
    /// Whether another attempt may begin, with so many allowed beyond the limit. Who has passed practises freely.
    #[must_use]
    pub fn next(&self, extra: u32, tries: &Tries, now: OffsetDateTime) -> Next {
        if tries.passed {
            return Next::Now;
        }
        let allowed = self.attempts.map(|n| n.saturating_add(extra));
        if allowed.is_some_and(|allowed| tries.begun >= allowed) {
            return Next::UsedUp;
        }
        let earliest = self
            .pause
            .zip(tries.last_end)
            .and_then(|(pause, end)| end.checked_add(pause));
        match earliest {
            Some(earliest) if now < earliest => Next::From(earliest),
            _ => Next::Now,
        }
    }

    /// How many attempts are left; none when they are not counted.
    #[must_use]
    pub fn left(&self, extra: u32, tries: &Tries) -> Option<u32> {
        let allowed = self.attempts?.saturating_add(extra);
        (!tries.passed).then(|| allowed.saturating_sub(tries.begun))
    }

    /// How long an attempt may take for somebody whose time is lengthened by so many percent.
    #[must_use]
    pub fn time_for(&self, extra_percent: u32) -> Option<Duration> {
        let percent = 100 + i32::try_from(extra_percent.min(MOST_EXTRA_PERCENT)).unwrap_or(0);
        Some(self.time? * percent / 100)
    }
}

/// Whether an attempt that ends at this time takes no more answers.
#[must_use]
pub fn is_over(ends_at: Option<OffsetDateTime>, now: OffsetDateTime) -> bool {
    ends_at.is_some_and(|end| now > end.saturating_add(GRACE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-26 09:00 UTC);

    fn limits(attempts: u32, pause: i64) -> Limits {
        Limits {
            attempts: Some(attempts),
            pause: Some(Duration::hours(pause)),
            time: Some(Duration::minutes(20)),
        }
    }

    fn tries(begun: u32, hours_ago: i64) -> Tries {
        Tries {
            begun,
            last_end: Some(NOW - Duration::hours(hours_ago)),
            passed: false,
        }
    }

    #[test]
    fn attempts_are_counted_and_pauses_are_kept() {
        let limits = limits(2, 24);
        assert_eq!(limits.next(0, &Tries::default(), NOW), Next::Now);
        let tomorrow = NOW + Duration::hours(23);
        assert_eq!(limits.next(0, &tries(1, 1), NOW), Next::From(tomorrow));
        assert_eq!(limits.next(0, &tries(1, 24), NOW), Next::Now);
        assert_eq!(limits.next(0, &tries(2, 48), NOW), Next::UsedUp);
        assert_eq!(limits.next(1, &tries(2, 48), NOW), Next::Now);
        assert_eq!(limits.left(1, &tries(2, 48)), Some(1));
        let passed = Tries {
            passed: true,
            ..tries(9, 0)
        };
        assert_eq!(limits.next(0, &passed, NOW), Next::Now);
        assert_eq!(Limits::default().next(0, &tries(99, 0), NOW), Next::Now);
    }

    #[test]
    fn an_accommodation_lengthens_the_time() {
        let limits = limits(1, 0);
        assert_eq!(limits.time_for(0), Some(Duration::minutes(20)));
        assert_eq!(limits.time_for(25), Some(Duration::minutes(25)));
        assert_eq!(limits.time_for(100), Some(Duration::minutes(40)));
        assert_eq!(Limits::default().time_for(100), None);
    }

    #[test]
    fn what_was_sent_in_time_is_taken_a_little_late() {
        assert!(!is_over(None, NOW));
        assert!(!is_over(Some(NOW), NOW));
        assert!(!is_over(Some(NOW), NOW + GRACE));
        assert!(is_over(Some(NOW), NOW + GRACE + Duration::SECOND));
    }

    proptest! {
        #[test]
        fn nobody_begins_more_than_is_allowed(attempts in 1_u32..20, extra in 0_u32..5, pause in 0_i64..48, gaps in prop::collection::vec(0_i64..72, 0..60)) {
            let limits = limits(attempts, pause);
            let (mut begun, mut now, mut last_end) = (0, NOW, None);
            for gap in gaps {
                now += Duration::hours(gap);
                let tries = Tries { begun, last_end, passed: false };
                if limits.next(extra, &tries, now) == Next::Now {
                    if let Some(end) = last_end {
                        prop_assert!(now - end >= Duration::hours(pause));
                    }
                    begun += 1;
                    last_end = Some(now);
                }
                prop_assert!(begun <= attempts + extra);
            }
        }

        #[test]
        fn more_time_is_never_less(minutes in 5_i64..480, a in 0_u32..400, b in 0_u32..400) {
            let limits = Limits { time: Some(Duration::minutes(minutes)), ..Limits::default() };
            let (a, b) = (a.min(b), a.max(b));
            prop_assert!(limits.time_for(a) <= limits.time_for(b));
            prop_assert!(limits.time_for(a) >= limits.time);
        }
    }
}
