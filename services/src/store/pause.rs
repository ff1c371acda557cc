//! The pauses between the turns of a transaction that the database asks to run again.

use std::time::Duration;

/// How often a transaction is run before the reader is asked to try later.
pub(super) const TURNS: u32 = 12;
/// The longest pause after the first turn.
const FIRST: Duration = Duration::from_millis(4);
/// The longest pause there is.
const LONGEST: Duration = Duration::from_millis(256);

/// The pause after this turn (from 0): somewhere below a limit that doubles each time, so that those who met do not
/// meet again. `chance` is from 0 to 255.
pub(super) fn after(turn: u32, chance: u8) -> Duration {
    let limit = FIRST.saturating_mul(1 << turn.min(16)).min(LONGEST);
    limit * u32::from(chance) / 255
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_double_until_the_longest_and_any_pause_below_may_come() {
        assert_eq!(after(0, 255), FIRST);
        assert_eq!(after(1, 255), FIRST * 2);
        assert_eq!(after(6, 255), LONGEST);
        assert_eq!(after(u32::MAX, 255), LONGEST);
        assert_eq!(after(7, 0), Duration::ZERO);
        assert_eq!(after(6, 51), LONGEST / 5);
    }

    #[test]
    fn all_pauses_together_are_shorter_than_two_seconds() {
        let all: Duration = (0..TURNS).map(|turn| after(turn, 255)).sum();
        assert!(all < Duration::from_secs(2), "{all:?}");
    }
}
