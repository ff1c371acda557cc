//! Success stories: told by one person, signed off by another, published by a third, used by many.
//!
//! A draft lies in an operational table. [`SubmitStory`] makes a version, named by the salted hash of its text;
//! [`SignOffStory`] is one department's decision on exactly that version; [`PublishStory`] opens it; [`WithdrawStory`] takes the story
//! back; [`EraseStory`] erases its words and leaves the log whole.

mod departments;
mod draft;
mod erase;
mod excerpt;
mod publish;
pub mod queries;
mod reads;
mod rows;
mod safety;
mod sign_off;
mod submit;
mod typed;
mod uses;

pub use draft::SaveDraft;
pub use erase::EraseStory;
pub use excerpt::excerpt;
pub use publish::{PublishStory, WithdrawStory};
pub use reads::RecordRead;
pub use safety::SafetyRouteShown;
pub use sign_off::SignOffStory;
pub use submit::{SubmitStory, Submitted};
pub use typed::Typed;
pub use uses::{MarkUsed, UnmarkUsed};

use crate::Error;
use domain::stories::StoryError;

/// [`Error::Conflict`]: the story is not what the actor looked at any more.
pub const CHANGED: &str = "story_changed";
/// [`Error::Conflict`]: nobody said yes to this version, or somebody asks for a change.
pub const NOT_SIGNED_OFF: &str = "story_not_signed_off";
/// [`Error::Conflict`]: it has to be withdrawn first.
pub const NOT_WITHDRAWN: &str = "story_not_withdrawn";

const fn refused(error: StoryError) -> Error {
    match error {
        StoryError::Own | StoryError::NotOwn => Error::Forbidden,
        StoryError::NotPublished => Error::NotFound,
        StoryError::NotSignedOff => Error::Conflict(NOT_SIGNED_OFF),
        StoryError::Changed | StoryError::NotWaiting | StoryError::Withdrawn => {
            Error::Conflict(CHANGED)
        }
    }
}
