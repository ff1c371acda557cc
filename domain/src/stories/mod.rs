//! Success stories: what was done, for whom, what came of it; who may say yes to it, and to which version.

mod publication;
mod safety;
mod sign_off;
mod standing;
mod text;

pub use publication::{Publication, PublicationChange};
pub use safety::looks_like_adverse_event;
pub use sign_off::{Decision, SignOff, Signing, SigningError};
pub use standing::{Standing, StoryError, StoryStatus};
pub use text::{
    MOST_PART, MOST_TITLE, StoryPart, StoryPartError, StoryText, StoryTitle, StoryTitleError,
};
