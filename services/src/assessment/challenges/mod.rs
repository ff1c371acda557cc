//! Challenges: what a learner says is wrong with a question, and what is answered to it.
//!
//! That it was said is evidence and cannot be changed; the words lie apart, under a salted hash, and can be erased. Who answers
//! sees the words and never who said them.

mod answer;
mod make;
pub mod queries;
mod words;

pub use answer::AnswerChallenge;
pub use make::{ChallengeItem, Challenged};

/// The most characters of a challenge and of an answer.
pub const MOST_WORDS: usize = 1_000;

/// Somebody else answered it while the page was open.
pub const CHANGED: &str = "challenge_changed";

/// How a challenge stands.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize, serde::Deserialize,
)]
pub enum ChallengeStatus {
    /// Nobody has answered yet.
    Open,
    /// It was answered, and the question stays as it is.
    Answered,
    /// The question is changed, or will be with its next version.
    Mended,
}

impl ChallengeStatus {
    /// Those that an answer can give it.
    pub const GIVEN: [Self; 2] = [Self::Answered, Self::Mended];

    /// The stable name in forms and tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Mended => "mended",
        }
    }

    /// The one with this code that an answer can give.
    #[must_use]
    pub fn given(code: &str) -> Option<Self> {
        Self::GIVEN.into_iter().find(|status| status.code() == code)
    }
}
