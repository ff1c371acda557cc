//! Time zones, at one place: instants as the clock on somebody's wall shows them.

use time::{Date, OffsetDateTime, UtcOffset};

/// The instant in a zone by its IANA name; in UTC when the zone is unknown.
#[must_use]
pub fn in_zone(at: OffsetDateTime, zone: &str) -> OffsetDateTime {
    let offset = jiff::tz::TimeZone::get(zone).ok().and_then(|zone| {
        let instant = jiff::Timestamp::from_second(at.unix_timestamp()).ok()?;
        UtcOffset::from_whole_seconds(zone.to_offset(instant).seconds()).ok()
    });
    at.to_offset(offset.unwrap_or(UtcOffset::UTC))
}

/// The first instant of a day in a zone by its IANA name; in UTC when the zone is unknown.
#[must_use]
pub fn start_of(day: Date, zone: &str) -> OffsetDateTime {
    let first = || {
        let zone = jiff::tz::TimeZone::get(zone).ok()?;
        let year = i16::try_from(day.year()).ok()?;
        let month = i8::try_from(u8::from(day.month())).ok()?;
        let day = jiff::civil::Date::new(year, month, i8::try_from(day.day()).ok()?).ok()?;
        let midnight = day.to_datetime(jiff::civil::Time::midnight());
        let first = zone.to_ambiguous_timestamp(midnight).compatible().ok()?;
        OffsetDateTime::from_unix_timestamp(first.as_second()).ok()
    };
    first().unwrap_or_else(|| day.midnight().assume_utc())
}

/// Whether there is a zone of this IANA name.
#[must_use]
pub fn exists(zone: &str) -> bool {
    jiff::tz::TimeZone::get(zone).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{in_zone, start_of};
    use time::macros::{date, datetime};

    #[test]
    fn a_day_begins_when_the_wall_says_so() {
        let day = date!(2026 - 07 - 02);
        let seoul = start_of(day, "Asia/Seoul");
        assert_eq!(seoul, datetime!(2026-07-01 15:00 UTC));
        assert_eq!(
            start_of(day, "Nowhere/AtAll"),
            datetime!(2026-07-02 00:00 UTC)
        );
        // Clocks skipped midnight: the day began at one.
        let late = start_of(date!(2019 - 09 - 08), "America/Santiago");
        assert_eq!(in_zone(late, "America/Santiago").hour(), 1);
    }

    #[test]
    fn an_instant_reads_as_on_the_wall() {
        let at = datetime!(2026-07-01 20:00 UTC);
        assert_eq!(
            in_zone(at, "Asia/Seoul").to_string(),
            datetime!(2026-07-02 05:00 +9).to_string()
        );
        assert_eq!(in_zone(at, "Europe/Berlin").hour(), 22);
        assert_eq!(
            in_zone(datetime!(2026-01-01 20:00 UTC), "Europe/Berlin").hour(),
            21
        );
        assert_eq!(in_zone(at, "Nowhere/AtAll"), at);
    }
}
