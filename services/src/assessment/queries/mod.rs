//! What pages read of attempts. Each type holds only what its reader may know at that moment: no key, no
//! feedback and no score of what has no answer yet.

mod answers;
mod calibration;
mod debrief;
mod graded;
mod intro;
mod meaning;
mod open;
mod page;
mod parts;
mod question;
mod result;
mod scene;
mod self_efficacy;

pub use crate::content::scene_text::Piece;
pub use calibration::{OwnCalibration, PracticeStanding, calibration};
pub use debrief::{Debrief, Ending, Other, Taken, Way};
pub use graded::{Feedback, Graded, Put};
pub use intro::{Allowed, Intro, intro};
pub use meaning::Meaning;
pub use open::RuleLink;
pub use page::{Head, Now, now};
pub use parts::{PartState, part_states};
pub use question::{Asked, Offered, Question};
pub use result::{Level, Outcomes, QuizReview, result};
pub use scene::{Came, Scene, Standing};
pub use self_efficacy::{Said, said};

pub(super) use self_efficacy::said_in;

pub(super) use answers::finished_of;
pub(super) use graded::graded;
pub(super) use open::Sheet;
pub(super) use page::certainties;
pub(super) use parts::{ends, part_states_of};
pub(super) use question::question;
