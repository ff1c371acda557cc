//! One department's decision on one version of a story.

use crate::ids::{DepartmentId, PersonId};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// What a reviewer says of a version.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It may be published.
    Approved,
    /// It has to change first.
    SentBack,
}

impl Decision {
    /// The stable name in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::SentBack => "sent_back",
        }
    }
    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Approved, Self::SentBack]
            .into_iter()
            .find(|d| d.code() == code)
    }
}

/// For which department a reviewer signs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Signing {
    /// Law.
    Legal,
    /// Medicine.
    Medical,
    /// Regulatory affairs.
    Regulatory,
    /// Government affairs.
    GovernmentAffairs,
    /// A department of the organisation, in which the reviewer works.
    Unit(DepartmentId),
    /// None of these: the reviewer has no post, or it was signed before departments were recorded.
    Other,
}

/// Why a text names no department that signs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("no department that signs")]
pub struct SigningError;

impl Signing {
    /// Those that every company knows, whatever its departments are called.
    pub const NAMED: [Self; 4] = [
        Self::Legal,
        Self::Medical,
        Self::Regulatory,
        Self::GovernmentAffairs,
    ];
}

impl fmt::Display for Signing {
    /// The stable name in tables.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Legal => f.write_str("legal"),
            Self::Medical => f.write_str("medical"),
            Self::Regulatory => f.write_str("regulatory"),
            Self::GovernmentAffairs => f.write_str("government_affairs"),
            Self::Unit(id) => id.fmt(f),
            Self::Other => f.write_str("other"),
        }
    }
}

impl FromStr for Signing {
    type Err = SigningError;
    fn from_str(text: &str) -> Result<Self, SigningError> {
        let named = Self::NAMED.into_iter().chain([Self::Other]);
        named
            .into_iter()
            .find(|s| s.to_string() == text)
            .or_else(|| text.parse().ok().map(Self::Unit))
            .ok_or(SigningError)
    }
}

impl TryFrom<String> for Signing {
    type Error = SigningError;
    fn try_from(text: String) -> Result<Self, SigningError> {
        text.parse()
    }
}

impl From<Signing> for String {
    fn from(signing: Signing) -> Self {
        signing.to_string()
    }
}

/// The last word of a department on a version.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SignOff {
    /// For which department.
    pub department: Signing,
    /// Who.
    pub reviewer: PersonId,
    /// What they said.
    pub decision: Decision,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn codes_read_back() {
        for d in [Decision::Approved, Decision::SentBack] {
            assert_eq!(Decision::from_code(d.code()), Some(d));
        }
        assert_eq!(Decision::from_code("maybe"), None);
        let unit = Signing::Unit(DepartmentId::from_uuid(Uuid::from_u128(7)));
        for s in Signing::NAMED.into_iter().chain([Signing::Other, unit]) {
            assert_eq!(s.to_string().parse(), Ok(s));
        }
        assert_eq!("kitchen".parse::<Signing>(), Err(SigningError));
    }
}
