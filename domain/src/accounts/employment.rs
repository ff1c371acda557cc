//! What holds while somebody works somewhere.

use super::{TimeZoneName, person::text};
use crate::ids::{DepartmentId, LegalEntityId, PersonId};
use serde::{Deserialize, Serialize};
use std::fmt;
use time::{Date, macros::format_description};
use unicode_normalization::UnicodeNormalization;

text! {
    /// What somebody does, as the company calls it: 1 to 120 characters, on one line.
    JobRole, JobRoleError, "a job role takes 1 to 120 characters on one line",
    |s| ((1..=120).contains(&s.chars().count()) && !s.chars().any(char::is_control)).then_some(s)
}

text! {
    /// Where somebody works: 1 to 120 characters, on one line.
    Location, LocationError, "a location takes 1 to 120 characters on one line",
    |s| ((1..=120).contains(&s.chars().count()) && !s.chars().any(char::is_control)).then_some(s)
}

/// How somebody works for the company.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmploymentKind {
    /// Employed by the legal entity.
    Employee,
    /// Under a contract of their own.
    Contractor,
    /// Sent by an agency.
    Agency,
}

impl EmploymentKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Employee, Self::Contractor, Self::Agency];

    /// The stable name in tables and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Employee => "employee",
            Self::Contractor => "contractor",
            Self::Agency => "agency",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What holds in one post from some day on.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Terms {
    /// The company of the group.
    pub legal_entity: LegalEntityId,
    /// The department.
    pub department: DepartmentId,
    /// Who leads them.
    pub manager: Option<PersonId>,
    /// What they do.
    pub job_role: JobRole,
    /// Where they work.
    pub location: Location,
    /// Whose clock counts for their deadlines.
    pub time_zone: TimeZoneName,
    /// How they work for the company.
    pub kind: EmploymentKind,
    /// Whether they are on leave.
    pub on_leave: bool,
}

/// A date as forms and files write it: `2026-11-23`.
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    Date::parse(text.trim(), format_description!("[year]-[month]-[day]")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn codes_and_dates_read_back() {
        for kind in EmploymentKind::ALL {
            assert_eq!(EmploymentKind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(EmploymentKind::from_code("robot"), None);
        assert_eq!(parse_date(" 2024-02-29 "), Some(date!(2024 - 02 - 29)));
        for bad in ["2023-02-29", "29.2.2024", "2024-2-9", "", "20240229"] {
            assert_eq!(parse_date(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_job_role_stands_on_one_line() {
        assert_eq!(JobRole::parse(" MSL ").unwrap().as_str(), "MSL");
        assert_eq!(JobRole::parse("a\nb"), Err(JobRoleError));
        assert_eq!(Location::parse(" "), Err(LocationError));
    }
}
