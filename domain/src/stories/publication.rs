//! What readers see of a story, and what they see no more.

use crate::content::ContentHash;
use serde::{Deserialize, Serialize};

/// What changed for readers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicationChange {
    /// The version is open to everyone.
    Published,
    /// The story is taken back as a whole, up to this version.
    Withdrawn,
}

impl PublicationChange {
    /// The stable name in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }
    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Published, Self::Withdrawn]
            .into_iter()
            .find(|c| c.code() == code)
    }
}

/// The last thing that changed for readers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Publication {
    /// What.
    pub change: PublicationChange,
    /// The version it names: for a withdrawal, the newest there was.
    pub version: ContentHash,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        for c in [PublicationChange::Published, PublicationChange::Withdrawn] {
            assert_eq!(PublicationChange::from_code(c.code()), Some(c));
        }
    }
}
