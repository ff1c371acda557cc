//! Content: names, kinds and hashes of what people write.

pub mod rule_card;
mod track;

pub use track::Track;

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A name in addresses and files: `a-z`, `0-9` and `-`, 1 to 80 of them, no hyphen at an end.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

/// Why a text is no slug.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a name here takes 1 to 80 of a-z, 0-9 and -, with no hyphen at an end")]
pub struct SlugError;

impl Slug {
    /// Parses a slug.
    ///
    /// # Errors
    /// [`SlugError`] when a character is out of `a-z0-9-`, or the length out of 1 to 80.
    pub fn parse(text: &str) -> Result<Self, SlugError> {
        let fits = (1..=80).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-');
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(SlugError)
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl FromStr for Slug {
    type Err = SlugError;
    fn from_str(s: &str) -> Result<Self, SlugError> {
        Self::parse(s)
    }
}
impl TryFrom<String> for Slug {
    type Error = SlugError;
    fn try_from(s: String) -> Result<Self, SlugError> {
        Self::parse(&s)
    }
}
impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

/// The SHA-256 of a content version's canonical bytes; shown as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ContentHash(pub [u8; 32]);

/// Why a text is no content hash.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a content hash is 64 hexadecimal digits")]
pub struct ContentHashError;

impl ContentHash {
    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}
impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}
impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl FromStr for ContentHash {
    type Err = ContentHashError;
    fn from_str(s: &str) -> Result<Self, ContentHashError> {
        if s.len() != 64 || !s.is_ascii() {
            return Err(ContentHashError);
        }
        let mut out = [0; 32];
        for (i, byte) in out.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&s[2 * i..2 * i + 2], 16).map_err(|_| ContentHashError)?;
        }
        Ok(Self(out))
    }
}
impl TryFrom<String> for ContentHash {
    type Error = ContentHashError;
    fn try_from(s: String) -> Result<Self, ContentHashError> {
        s.parse()
    }
}
impl From<ContentHash> for String {
    fn from(hash: ContentHash) -> Self {
        hash.to_string()
    }
}

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The stable name in files, tables and addresses.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
            /// The one with this code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

coded! {
    /// What a content version is.
    Kind {
        /// One Markdown unit of learning.
        Module = "module",
        /// Questions with feedback.
        Quiz = "quiz",
        /// A branching exercise.
        Scenario = "scenario",
        /// An ordered list of the others with a pass rule.
        Course = "course",
        /// One rule of law, code or house policy.
        RuleCard = "rule-card",
        /// A picture.
        Image = "image",
    }
}

coded! {
    /// One of the ten practices of social confidence.
    Practice {
        /// Judge the content, not the channel.
        ContentFirst = "content-first",
        /// Begin with narrow projects and learn.
        StartSmall = "start-small",
        /// Foresee issues, and stay able to change course.
        PrepareAndFlex = "prepare-and-flex",
        /// Listen first; go where people already talk.
        ChooseChannels = "choose-channels",
        /// Visible rules, disclosed affiliation, an honest tone.
        BeTransparent = "be-transparent",
        /// Named people with full backing.
        DedicatedTeam = "dedicated-team",
        /// Win legal, regulatory and medical early.
        CrossFunction = "cross-function",
        /// Go on sharing benefits and success stories inside.
        KeepEducating = "keep-educating",
        /// Guidelines, a code of conduct, training, fresh content.
        BuildConfidence = "build-confidence",
        /// Measure, benchmark, and improve the measures.
        MeasureRoi = "measure-roi",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slugs_are_narrow() {
        assert!(Slug::parse("first-ten-minutes").is_ok());
        for bad in ["", "-a", "a-", "Ab", "a b", "가", &"a".repeat(81)] {
            assert_eq!(Slug::parse(bad), Err(SlugError), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_hash_reads_back(bytes: [u8; 32]) {
            prop_assert_eq!(ContentHash(bytes).to_string().parse(), Ok(ContentHash(bytes)));
        }
        #[test]
        fn no_text_panics(text in ".{0,80}") {
            let _ = text.parse::<ContentHash>();
            let _ = Slug::parse(&text);
        }
    }
}
