//! Challenges: what a learner says is wrong with a question, on their pages and on the desk of those who answer.

mod desk;
mod own;
mod parts;
mod say;

pub use desk::{answer, desk};
pub use own::page as own_page;
pub use parts::below;
pub use say::{page, send};
