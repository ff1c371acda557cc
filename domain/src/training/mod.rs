//! Training: what somebody owes by when and why, and how far they are.

mod csv;
mod earlier;
mod standing;

pub use csv::safe_cell;
pub use earlier::{AGAIN_DAYS, Earlier, USUAL_AGAIN_DAYS};
pub use standing::{Assigned, Due, Label, Progress, SOON, Standing, Why, Work, standing};

use serde::{Deserialize, Serialize};

/// Why a course was assigned: a code that names nobody. Free words stand beside the fact.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// They joined the company.
    NewHire,
    /// They took a new job or moved to another team.
    NewRole,
    /// Everybody refreshes it from time to time.
    Refresher,
    /// A rule or a guideline changed.
    RuleChange,
    /// Something happened that we learn from.
    Incident,
    /// The words beside it say why.
    Other,
}

impl Reason {
    /// All of them, as a form lists them.
    pub const ALL: [Self; 6] = [
        Self::NewHire,
        Self::NewRole,
        Self::Refresher,
        Self::RuleChange,
        Self::Incident,
        Self::Other,
    ];

    /// The stable name in tables, facts and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NewHire => "new_hire",
            Self::NewRole => "new_role",
            Self::Refresher => "refresher",
            Self::RuleChange => "rule_change",
            Self::Incident => "incident",
            Self::Other => "other",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        for reason in Reason::ALL {
            assert_eq!(Reason::from_code(reason.code()), Some(reason));
        }
        for label in Label::ALL {
            assert_eq!(Label::from_code(label.code()), Some(label));
        }
        assert_eq!(Reason::from_code(""), None);
        assert_eq!(Label::from_code("Done"), None);
    }
}
