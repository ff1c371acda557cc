//! What is known of a person, parsed at the edge.

use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

macro_rules! text {
    ($(#[$doc:meta])* $name:ident, $error:ident, $message:literal, $parse:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        #[doc = concat!("Why a text is no `", stringify!($name), "`.")]
        #[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
        #[error($message)]
        pub struct $error;

        impl $name {
            /// Parses it: NFC, without spaces at the ends.
            ///
            /// # Errors
            /// When the text breaks the rule that the error states.
            pub fn parse(text: &str) -> Result<Self, $error> {
                let clean: String = text.trim().nfc().collect();
                let parse: fn(String) -> Option<String> = $parse;
                parse(clean).map(Self).ok_or($error)
            }
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl TryFrom<String> for $name {
            type Error = $error;
            fn try_from(s: String) -> Result<Self, $error> {
                Self::parse(&s)
            }
        }
        impl From<$name> for String {
            fn from(v: $name) -> Self {
                v.0
            }
        }
    };
}

pub(super) use text;

text! {
    /// An e-mail address, in lower case; who may receive mail there is proved by an invitation.
    Email, EmailError, "an e-mail address has one @ with a name before it and a domain after it",
    |s| {
        let (local, host) = s.rsplit_once('@')?;
        let fits = s.len() <= 254
            && !local.is_empty()
            && !local.contains('@')
            && host.contains('.')
            && host.split('.').all(|label| !label.is_empty())
            && !s.chars().any(|c| c.is_whitespace() || c.is_control());
        fits.then(|| s.to_ascii_lowercase())
    }
}

text! {
    /// The number the company knows a person by, in upper case: 1 to 32 letters, digits, `-`, `_`, `.`.
    EmployeeNumber, EmployeeNumberError, "an employee number takes 1 to 32 letters, digits, - _ .",
    |s| {
        let fits = (1..=32).contains(&s.chars().count())
            && s.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        fits.then(|| s.to_ascii_uppercase())
    }
}

text! {
    /// A person's name as they write it: 1 to 120 characters, on one line.
    PersonName, PersonNameError, "a name takes 1 to 120 characters on one line",
    |s| ((1..=120).contains(&s.chars().count()) && !s.chars().any(char::is_control)).then_some(s)
}

text! {
    /// The name of a time zone in the IANA database, such as `Asia/Seoul`. Only its shape is checked here.
    TimeZoneName, TimeZoneNameError, "a time zone looks like Asia/Seoul or UTC",
    |s| {
        let part = |p: &str| {
            !p.is_empty() && p.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'+'))
        };
        (s.len() <= 64 && s.split('/').all(part)).then_some(s)
    }
}

/// Whether a person may sign in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonStatus {
    /// May sign in.
    Active,
    /// May not sign in; records stay.
    Inactive,
}

impl PersonStatus {
    /// The stable name in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Inactive => "inactive",
        }
    }
    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "active" => Some(Self::Active),
            "inactive" => Some(Self::Inactive),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_address_is_kept_in_lower_case() {
        assert_eq!(
            Email::parse(" Minji.Kim@Example.COM ").unwrap().as_str(),
            "minji.kim@example.com"
        );
        for bad in ["", "a", "@b.c", "a@b", "a@b..c", "a b@c.d", "a@@b.c"] {
            assert_eq!(Email::parse(bad), Err(EmailError), "{bad}");
        }
    }

    #[test]
    fn a_name_is_composed() {
        let decomposed: String = "김민지".nfd().collect();
        assert_eq!(PersonName::parse(&decomposed).unwrap().as_str(), "김민지");
    }

    #[test]
    fn an_employee_number_is_one_word() {
        assert_eq!(
            EmployeeNumber::parse("hb-1024").unwrap().as_str(),
            "HB-1024"
        );
        assert_eq!(EmployeeNumber::parse("1 2"), Err(EmployeeNumberError));
    }

    proptest! {
        #[test]
        fn parsing_twice_changes_nothing(text in "\\PC{0,140}") {
            if let Ok(once) = PersonName::parse(&text) {
                prop_assert_eq!(PersonName::parse(once.as_str()), Ok(once.clone()));
            }
            if let Ok(once) = Email::parse(&text) {
                prop_assert_eq!(Email::parse(once.as_str()), Ok(once.clone()));
            }
        }
    }
}
