//! What an assignment allows for its quizzes, as it is typed.

use crate::{entity::assignments, error::FieldError};
use domain::assessment::limits::{LONGEST_PAUSE_HOURS, Limits, MINUTES, MOST_ATTEMPTS};
use serde::Serialize;
use std::ops::RangeInclusive;
use time::Duration;

/// The limits of a form: each may stay empty.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct TypedLimits {
    /// How many attempts, 1 to 20.
    pub attempts: String,
    /// How many hours between attempts, 1 to 720.
    pub pause_hours: String,
    /// How many minutes an attempt may take, 5 to 480.
    pub minutes: String,
}

/// Limits as their columns hold them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Columns {
    pub(super) attempts: Option<i32>,
    pub(super) pause_hours: Option<i32>,
    pub(super) minutes: Option<i32>,
}

impl TypedLimits {
    /// The limits; what cannot be one is noted.
    pub(super) fn parse(&self, wrong: &mut Vec<FieldError>) -> Columns {
        let mut number = |text: &str, field, bounds: RangeInclusive<u32>| {
            let text = text.trim();
            let found = text.parse().ok().filter(|n| bounds.contains(n));
            if found.is_none() && !text.is_empty() {
                wrong.push(FieldError { field, code: field });
            }
            found.and_then(|n| i32::try_from(n).ok())
        };
        Columns {
            attempts: number(&self.attempts, "attempt_limit", 1..=MOST_ATTEMPTS),
            pause_hours: number(&self.pause_hours, "pause_hours", 1..=LONGEST_PAUSE_HOURS),
            minutes: number(&self.minutes, "time_minutes", MINUTES),
        }
    }
}

/// What an assignment allows.
pub(crate) fn limits_of(row: &assignments::Model) -> Limits {
    let count = |n: Option<i32>| n.and_then(|n| u32::try_from(n).ok());
    let of = |n: Option<i32>, unit: fn(i64) -> Duration| n.map(|n| unit(i64::from(n)));
    Limits {
        attempts: count(row.attempt_limit),
        pause: of(row.pause_hours, Duration::hours),
        time: of(row.time_minutes, Duration::minutes),
    }
}
