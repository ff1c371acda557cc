//! What a version with something new to know means for those who completed an earlier one.

use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;
use time::{Date, Duration};

/// Within how many days a course can be asked for again.
pub const AGAIN_DAYS: RangeInclusive<u16> = 1..=365;

/// How many days that are unless somebody says otherwise.
pub const USUAL_AGAIN_DAYS: u16 = 30;

/// What becomes of earlier completions.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Earlier {
    /// They no longer suffice: the course is due again within so many days of the publication.
    DueAgain {
        /// How many.
        days: u16,
    },
    /// They suffice.
    Suffice,
}

impl Earlier {
    /// The stable name in facts and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DueAgain { .. } => "again",
            Self::Suffice => "suffice",
        }
    }

    /// The last day for somebody whose completion counted until the day of the publication: never earlier than the day
    /// they had.
    #[must_use]
    pub fn due_on(self, owed: Date, published: Date) -> Date {
        match self {
            Self::DueAgain { days } => {
                owed.max(published.saturating_add(Duration::days(days.into())))
            }
            Self::Suffice => owed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::macros::date;

    fn day(n: i32) -> Date {
        Date::from_julian_day(date!(2026 - 01 - 01).to_julian_day() + n).unwrap()
    }

    #[test]
    fn a_day_that_is_over_moves_and_one_that_is_further_away_stays() {
        let again = Earlier::DueAgain { days: 30 };
        let published = date!(2026 - 11 - 24);
        let due = |owed| again.due_on(owed, published);
        assert_eq!(due(date!(2026 - 03 - 01)), date!(2026 - 12 - 24));
        assert_eq!(due(date!(2026 - 12 - 24)), date!(2026 - 12 - 24));
        assert_eq!(due(date!(2027 - 01 - 31)), date!(2027 - 01 - 31));
    }

    proptest! {
        #[test]
        fn there_is_always_the_time_that_was_promised(owed in 0..800, published in 0..800, days in AGAIN_DAYS) {
            let due = Earlier::DueAgain { days }.due_on(day(owed), day(published));
            prop_assert!(due >= day(published + i32::from(days)));
            prop_assert!(due >= day(owed));
            prop_assert!(due == day(owed) || due == day(published + i32::from(days)));
            prop_assert_eq!(Earlier::Suffice.due_on(day(owed), day(published)), day(owed));
        }
    }
}
