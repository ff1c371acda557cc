//! What a material version means for earlier completions, as it is typed.

use crate::error::FieldError;
use domain::training::{AGAIN_DAYS, Earlier, USUAL_AGAIN_DAYS};
use serde::Serialize;

/// The choice of a form and the number beside it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TypedEarlier {
    /// `Earlier::code`.
    pub choice: String,
    /// How many days, 1 to 365; read only when the course is due again.
    pub days: String,
}

impl Default for TypedEarlier {
    /// What a form offers: due again, within the usual days.
    fn default() -> Self {
        Self::from(Earlier::DueAgain {
            days: USUAL_AGAIN_DAYS,
        })
    }
}

impl From<Earlier> for TypedEarlier {
    fn from(earlier: Earlier) -> Self {
        let days = match earlier {
            Earlier::DueAgain { days } => days.to_string(),
            Earlier::Suffice => String::new(),
        };
        Self {
            choice: earlier.code().to_owned(),
            days,
        }
    }
}

impl TypedEarlier {
    /// What was chosen; what cannot be a choice is noted.
    pub(super) fn parse(&self, wrong: &mut Vec<FieldError>) -> Option<Earlier> {
        let days = self.days.trim().parse().ok();
        let again = days
            .filter(|days| AGAIN_DAYS.contains(days))
            .map(|days| Earlier::DueAgain { days });
        let (found, field, code) = match self.choice.as_str() {
            "again" => (again, "again_days", "again_days"),
            "suffice" => (Some(Earlier::Suffice), "earlier", "required"),
            _ => (None, "earlier", "required"),
        };
        if found.is_none() {
            wrong.push(FieldError { field, code });
        }
        found
    }
}

/// How a publication keeps it: the days, or nothing when earlier completions suffice.
pub(super) fn column(earlier: Option<Earlier>) -> Option<i32> {
    match earlier {
        Some(Earlier::DueAgain { days }) => Some(days.into()),
        Some(Earlier::Suffice) | None => None,
    }
}

/// What a publication says of earlier completions; nothing when it is the first or no material one.
pub(super) fn of_row(row: &crate::entity::publications::Model) -> Option<Earlier> {
    if row.change != super::Change::Material.code() || row.number == 1 {
        return None;
    }
    let days = row.due_again_days.and_then(|days| u16::try_from(days).ok());
    Some(days.map_or(Earlier::Suffice, |days| Earlier::DueAgain { days }))
}
