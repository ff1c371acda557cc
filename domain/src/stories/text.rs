//! The words of a story, parsed at the edge, and the hash that names them.

use crate::{
    audit::canonical::CanonicalWriter,
    content::{ContentHash, Practice},
    ids::StoryId,
    language::Language,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// The most characters of a title.
pub const MOST_TITLE: usize = 120;
/// The most characters of each part.
pub const MOST_PART: usize = 4_000;

/// A title: 1 to [`MOST_TITLE`] characters on one line.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StoryTitle(String);

/// Why a text is no title.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StoryTitleError {
    /// Nothing but spaces.
    #[error("a title is needed")]
    Empty,
    /// Too many characters.
    #[error("a title takes at most {MOST_TITLE} characters")]
    TooLong,
    /// A line break or another control character.
    #[error("a title stands on one line")]
    Control,
}

impl StoryTitle {
    /// Parses a title: NFC, without spaces at the ends.
    ///
    /// # Errors
    /// [`StoryTitleError`] says which rule it breaks.
    pub fn parse(text: &str) -> Result<Self, StoryTitleError> {
        let clean: String = text.trim().nfc().collect();
        if clean.is_empty() {
            Err(StoryTitleError::Empty)
        } else if clean.chars().count() > MOST_TITLE {
            Err(StoryTitleError::TooLong)
        } else if clean.chars().any(char::is_control) {
            Err(StoryTitleError::Control)
        } else {
            Ok(Self(clean))
        }
    }
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One part of a story's body, in Markdown: 1 to [`MOST_PART`] characters.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StoryPart(String);

/// Why a text is no part of a story.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StoryPartError {
    /// Nothing but spaces.
    #[error("this part is needed")]
    Empty,
    /// Too many characters.
    #[error("a part takes at most {MOST_PART} characters")]
    TooLong,
}

impl StoryPart {
    /// Parses a part: NFC, line breaks as `\n`, other control characters left out, no blank at the ends.
    ///
    /// # Errors
    /// [`StoryPartError`] says which rule it breaks.
    pub fn parse(text: &str) -> Result<Self, StoryPartError> {
        // Browsers send CRLF: the same text must have the same hash wherever it was typed.
        let lines = text.replace("\r\n", "\n").replace('\r', "\n");
        let kept: String = lines
            .nfc()
            .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
            .collect();
        let clean = kept.trim();
        if clean.is_empty() {
            Err(StoryPartError::Empty)
        } else if clean.chars().count() > MOST_PART {
            Err(StoryPartError::TooLong)
        } else {
            Ok(Self(clean.to_owned()))
        }
    }
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

macro_rules! text {
    ($($name:ident, $error:ident;)+) => {$(
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
    )+};
}
text! { StoryTitle, StoryTitleError; StoryPart, StoryPartError; }

/// All that a reviewer reads and signs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StoryText {
    /// What it is called.
    pub title: StoryTitle,
    /// Which of the ten practices it shows.
    pub practice: Practice,
    /// The language it is written in.
    pub language: Language,
    /// What was done.
    pub done: StoryPart,
    /// For whom.
    pub audience: StoryPart,
    /// What came of it.
    pub outcome: StoryPart,
}

impl StoryText {
    /// The name of this text as a version of this story. The salt lies beside the text and goes with it, so that
    /// an erased text cannot be guessed from the hash that stays.
    #[must_use]
    pub fn hash(&self, story: StoryId, number: i32, salt: &[u8; 16]) -> ContentHash {
        let mut w = CanonicalWriter::new("jasin/story/1");
        w.bytes(salt)
            .bytes(story.as_uuid().as_bytes())
            .integer(i64::from(number))
            .text(self.title.as_str())
            .text(self.practice.code())
            .text(self.language.code())
            .text(self.done.as_str())
            .text(self.audience.as_str())
            .text(self.outcome.as_str());
        ContentHash(Sha256::digest(w.finish()).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn text(title: &str, done: &str, audience: &str) -> StoryText {
        StoryText {
            title: StoryTitle::parse(title).unwrap(),
            practice: Practice::StartSmall,
            language: Language::Ko,
            done: StoryPart::parse(done).unwrap(),
            audience: StoryPart::parse(audience).unwrap(),
            outcome: StoryPart::parse("좋아졌어요").unwrap(),
        }
    }

    #[test]
    fn a_title_stands_on_one_line() {
        assert_eq!(StoryTitle::parse(" 첫 글 ").unwrap().as_str(), "첫 글");
        assert_eq!(StoryTitle::parse("  "), Err(StoryTitleError::Empty));
        assert_eq!(StoryTitle::parse("a\nb"), Err(StoryTitleError::Control));
        let long = "가".repeat(MOST_TITLE + 1);
        assert_eq!(StoryTitle::parse(&long), Err(StoryTitleError::TooLong));
    }

    #[test]
    fn a_part_is_the_same_wherever_it_was_typed() {
        let unix = StoryPart::parse("한 줄\n두 줄\u{0}").unwrap();
        assert_eq!(StoryPart::parse("한 줄\r\n두 줄\r\n").unwrap(), unix);
        assert_eq!(StoryPart::parse("\r\n "), Err(StoryPartError::Empty));
        let long = "가".repeat(MOST_PART + 1);
        assert_eq!(StoryPart::parse(&long), Err(StoryPartError::TooLong));
    }

    #[test]
    fn a_word_moved_between_parts_is_another_version() {
        let story = StoryId::from_uuid(Uuid::from_u128(1));
        let hash = |t: &StoryText| t.hash(story, 1, &[0; 16]);
        assert_ne!(hash(&text("a", "bc", "d")), hash(&text("a", "b", "cd")));
        let same = text("a", "b", "c");
        assert_ne!(same.hash(story, 1, &[0; 16]), same.hash(story, 2, &[0; 16]));
        assert_ne!(same.hash(story, 1, &[0; 16]), same.hash(story, 1, &[1; 16]));
    }

    proptest! {
        #[test]
        fn parsing_twice_changes_nothing(s in "(\\PC|\r|\n|\t){0,200}") {
            if let Ok(once) = StoryTitle::parse(&s) {
                prop_assert_eq!(StoryTitle::parse(once.as_str()), Ok(once.clone()));
            }
            if let Ok(once) = StoryPart::parse(&s) {
                prop_assert_eq!(StoryPart::parse(once.as_str()), Ok(once.clone()));
            }
        }
        #[test]
        fn one_text_has_one_hash(title in "[가-힣a-z]{1,20}", done in "[가-힣a-z\n]{1,40}x", salt: [u8; 16]) {
            let story = StoryId::from_uuid(Uuid::from_u128(1));
            let one = text(&title, &done, "우리").hash(story, 3, &salt);
            prop_assert_eq!(text(&format!(" {title} "), &done.replace('\n', "\r\n"), "우리").hash(story, 3, &salt), one);
        }
    }
}
