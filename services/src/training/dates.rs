//! Local dates: what a deadline is made of.

use crate::{Error, Result, zone};
use domain::accounts::parse_date;
use time::{Date, OffsetDateTime};

/// The day on the wall of somebody in this zone.
#[must_use]
pub fn today_in(now: OffsetDateTime, name: &str) -> Date {
    zone::in_zone(now, name).date()
}

/// A date of a table, which was written by us.
pub(super) fn stored_date(text: &str) -> Result<Date> {
    parse_date(text).ok_or_else(|| Error::internal("a date in the database cannot be read"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    #[test]
    fn the_day_begins_where_one_lives() {
        let at = datetime!(2026-12-09 15:30 UTC);
        assert_eq!(today_in(at, "Asia/Seoul"), date!(2026 - 12 - 10));
        assert_eq!(today_in(at, "Europe/London"), date!(2026 - 12 - 09));
    }
}
