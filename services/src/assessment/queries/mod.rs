//! What pages read of attempts. Each type holds only what its reader may know at that moment: no key, no
//! feedback and no score of what has no answer yet.

mod intro;
mod open;
mod page;
mod parts;
mod result;
mod scene;

pub use intro::{Intro, intro};
pub use open::RuleLink;
pub use page::{Feedback, Graded, Head, Now, Offered, Question, now};
pub use parts::{PartState, part_states};
pub use result::{Debrief, Level, Outcomes, QuizReview, Taken, Way, result};
pub use scene::{Came, Piece, Scene, Standing};

pub(super) use parts::ends;
