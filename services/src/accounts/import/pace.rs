//! How many rows a chunk has: as many as hold the writer for a fraction of a second, whatever machine it is.

use time::Duration;

/// The rows of the first chunk.
const FIRST: usize = 500;
/// The fewest rows: less would only be slower.
const FEWEST: usize = 50;
/// The most rows.
const MOST: usize = 4_000;
/// A chunk that took longer is followed by one of half its rows.
const LONG: Duration = Duration::milliseconds(500);
/// A chunk that took less is followed by one of twice its rows.
const SHORT: Duration = Duration::milliseconds(125);

/// The rows of the next chunk.
#[derive(Debug)]
pub(super) struct Pace(usize);

impl Pace {
    pub(super) const fn new() -> Self {
        Self(FIRST)
    }

    pub(super) const fn rows(&self) -> usize {
        self.0
    }

    /// The last chunk took so long, the wait for its turn included.
    pub(super) fn took(&mut self, time: Duration) {
        if time > LONG {
            self.0 = (self.0 / 2).max(FEWEST);
        } else if time < SHORT {
            self.0 = (self.0 * 2).min(MOST);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_grow_while_they_are_short_and_shrink_when_they_are_long() {
        let mut pace = Pace::new();
        assert_eq!(pace.rows(), FIRST);
        pace.took(SHORT);
        assert_eq!(pace.rows(), FIRST);
        for _ in 0..10 {
            pace.took(Duration::ZERO);
        }
        assert_eq!(pace.rows(), MOST);
        pace.took(LONG * 2);
        assert_eq!(pace.rows(), MOST / 2);
        for _ in 0..10 {
            pace.took(LONG * 2);
        }
        assert_eq!(pace.rows(), FEWEST);
    }
}
