//! Dates, times and numbers as each language writes them.

use domain::language::Language;
use time::{Date, OffsetDateTime, Weekday};

/// `2026년 11월 23일 (월)` · `Mon, 23 Nov 2026`.
pub fn date(language: Language, date: Date) -> String {
    let (year, day) = (date.year(), date.day());
    match language {
        Language::Ko => {
            format!(
                "{year}년 {}월 {day}일 ({})",
                u8::from(date.month()),
                weekday_ko(date.weekday())
            )
        }
        Language::En => {
            let weekday = date.weekday().to_string();
            let month = date.month().to_string();
            format!("{}, {day} {} {year}", &weekday[..3], &month[..3])
        }
    }
}

/// A date with the time of day, already in the viewer's zone.
pub fn date_time(language: Language, at: OffsetDateTime) -> String {
    format!(
        "{} {:02}:{:02}",
        date(language, at.date()),
        at.hour(),
        at.minute()
    )
}

/// A number with its thousands apart: `1,234,567` in both languages.
pub fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn weekday_ko(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "월",
        Weekday::Tuesday => "화",
        Weekday::Wednesday => "수",
        Weekday::Thursday => "목",
        Weekday::Friday => "금",
        Weekday::Saturday => "토",
        Weekday::Sunday => "일",
    }
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn dates_read_as_each_language_writes_them() {
        assert_eq!(
            super::date(Language::Ko, date!(2026 - 11 - 23)),
            "2026년 11월 23일 (월)"
        );
        assert_eq!(
            super::date(Language::En, date!(2026 - 11 - 23)),
            "Mon, 23 Nov 2026"
        );
        assert_eq!(
            date_time(Language::En, datetime!(2026-05-03 07:04 UTC)),
            "Sun, 3 May 2026 07:04"
        );
    }

    #[test]
    fn thousands_stand_apart() {
        for (value, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(number(value), text);
        }
    }
}
