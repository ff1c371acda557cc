//! Roles and the scope they are given over.

use crate::content::Slug;
use crate::ids::{DepartmentId, LegalEntityId};
use serde::{Deserialize, Serialize};

/// What a person is trusted with. Everyone who may sign in is an employee.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Takes courses, tells stories.
    Employee,
    /// Writes content.
    Author,
    /// Signs off what concerns their department.
    Reviewer,
    /// Collects and publishes stories.
    CommsEditor,
    /// Assigns training and tracks certification.
    Hr,
    /// Verifies the log.
    Auditor,
    /// Runs the installation.
    Administrator,
}

impl Role {
    /// All roles, from the least to the most far-reaching.
    pub const ALL: [Self; 7] = [
        Self::Employee,
        Self::Author,
        Self::Reviewer,
        Self::CommsEditor,
        Self::Hr,
        Self::Auditor,
        Self::Administrator,
    ];

    /// The stable name in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Employee => "employee",
            Self::Author => "author",
            Self::Reviewer => "reviewer",
            Self::CommsEditor => "comms_editor",
            Self::Hr => "hr",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// Over what a role is given.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Scope {
    /// The whole company group.
    All,
    /// One company of the group.
    LegalEntity(LegalEntityId),
    /// A department and all below it.
    Department(DepartmentId),
    /// One course.
    Course(Slug),
}

impl Scope {
    /// The stable name of the kind in tables.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::All => "all",
            Self::LegalEntity(_) => "legal_entity",
            Self::Department(_) => "department",
            Self::Course(_) => "course",
        }
    }

    /// What it is limited to, as text; none for the whole group.
    #[must_use]
    pub fn id(&self) -> Option<String> {
        match self {
            Self::All => None,
            Self::LegalEntity(id) => Some(id.to_string()),
            Self::Department(id) => Some(id.to_string()),
            Self::Course(slug) => Some(slug.to_string()),
        }
    }

    /// Reads back what [`Scope::kind`] and [`Scope::id`] wrote.
    #[must_use]
    pub fn from_parts(kind: &str, id: Option<&str>) -> Option<Self> {
        match (kind, id) {
            ("all", None) => Some(Self::All),
            ("legal_entity", Some(id)) => id.parse().ok().map(Self::LegalEntity),
            ("department", Some(id)) => id.parse().ok().map(Self::Department),
            ("course", Some(id)) => Slug::parse(id).ok().map(Self::Course),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn codes_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
        let scopes = [
            Scope::All,
            Scope::LegalEntity(LegalEntityId::from_uuid(Uuid::from_u128(1))),
            Scope::Department(DepartmentId::from_uuid(Uuid::from_u128(2))),
            Scope::Course(Slug::parse("a-course").unwrap()),
        ];
        for scope in scopes {
            assert_eq!(
                Scope::from_parts(scope.kind(), scope.id().as_deref()),
                Some(scope)
            );
        }
        assert_eq!(Scope::from_parts("all", Some("x")), None);
    }
}
