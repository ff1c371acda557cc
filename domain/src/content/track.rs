//! Tracks: for whom courses are put together, and in which order.

use serde::{Deserialize, Serialize};

/// People whose work asks for the same courses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Track {
    /// Everybody in the company: half an hour.
    Everyone,
    /// Brand and marketing.
    Brand,
    /// Medical, and whoever meets patients.
    Medical,
    /// Spokespeople and executives.
    Spokespeople,
    /// Whoever looks after a channel of the company.
    Moderators,
}

impl Track {
    /// All of them, the widest first.
    pub const ALL: [Self; 5] = [
        Self::Everyone,
        Self::Brand,
        Self::Medical,
        Self::Spokespeople,
        Self::Moderators,
    ];

    /// The code in files and addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Brand => "brand",
            Self::Medical => "medical",
            Self::Spokespeople => "spokespeople",
            Self::Moderators => "moderators",
        }
    }

    /// The track with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|track| track.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_track_reads_back_from_its_code() {
        for track in Track::ALL {
            assert_eq!(Track::from_code(track.code()), Some(track));
        }
        assert_eq!(Track::from_code("nobody"), None);
    }
}
