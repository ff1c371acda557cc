//! Typed ids: a person's id cannot be passed where a department's is wanted.
//!
//! All are UUIDv7, made in `services` from the clock of the request.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// What every id can do.
pub trait Id: Copy {
    /// Wraps a UUID.
    fn from_uuid(uuid: Uuid) -> Self;
    /// The UUID inside.
    fn as_uuid(&self) -> Uuid;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a UUID.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }
            /// The UUID inside.
            #[must_use]
            pub const fn as_uuid(&self) -> Uuid {
                self.0
            }
        }
        impl Id for $name {
            fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }
            fn as_uuid(&self) -> Uuid {
                self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(s).map(Self)
            }
        }
    )+};
}

ids! {
    /// A person: employee, contractor or agency staff.
    PersonId,
    /// One effective-dated employment of a person.
    EmploymentId,
    /// A department.
    DepartmentId,
    /// A company of the group.
    LegalEntityId,
    /// A role given to a person over a scope.
    GrantId,
    /// A file of people that was brought in, or an attempt at it.
    ImportId,
    /// A way to sign in: issuer and subject.
    IdentityId,
    /// A signed-in browser.
    SessionId,
    /// One fact of the log.
    FactId,
    /// A course owed by a person.
    AssignmentId,
    /// One try at a quiz or scenario.
    AttemptId,
    /// One step of an attempt.
    AttemptEventId,
    /// One showing of refresher questions.
    RefresherId,
    /// What a learner says is wrong with a question.
    ChallengeId,
    /// A finished content version.
    CompletionId,
    /// A success story.
    StoryId,
    /// A piece of work to be done later.
    JobId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_its_text() {
        let id = PersonId::from_uuid(Uuid::from_u128(7));
        assert_eq!(id.to_string().parse::<PersonId>().unwrap(), id);
        assert!("seven".parse::<PersonId>().is_err());
    }
}
