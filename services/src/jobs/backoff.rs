//! How long to wait before the next attempt.

use time::Duration;

/// After so many attempts a job is given up, 13 to 20 hours after the first.
pub const MAX_ATTEMPTS: i32 = 13;
/// The wait after the first attempt.
const FIRST: Duration = Duration::seconds(30);
/// The longest wait.
const LONGEST: Duration = Duration::hours(4);

/// The wait after this attempt (from 1): twice as long each time, and up to a fifth longer or shorter, so that what
/// failed together is not tried together. `chance` is from 0 to 255.
#[must_use]
pub fn delay(attempt: i32, chance: u8) -> Duration {
    let doublings = u32::try_from(attempt.clamp(1, 20) - 1).unwrap_or(0);
    let wait = (FIRST * 2_i32.pow(doublings)).min(LONGEST);
    wait * (0.8 + 0.4 * f64::from(chance) / 255.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_until_the_longest_and_spread_by_a_fifth() {
        assert_eq!(delay(1, 0), Duration::seconds(24));
        assert_eq!(delay(1, 255), Duration::seconds(36));
        assert_eq!(delay(2, 0), Duration::seconds(48));
        assert_eq!(delay(4, 0), Duration::seconds(192));
        assert_eq!(delay(i32::MAX, 255), LONGEST * 1.2);
        for attempt in 1..MAX_ATTEMPTS {
            assert!(delay(attempt, 0) <= delay(attempt + 1, 0));
        }
    }

    #[test]
    fn a_night_without_a_mail_server_loses_nothing() {
        let all: Duration = (1..MAX_ATTEMPTS).map(|n| delay(n, 0)).sum();
        assert!(all > Duration::hours(12), "{all}");
    }
}
