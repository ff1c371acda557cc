//! Refreshers: a few questions that come round again after a quiz, one by one, for nobody but the learner.
//!
//! What is remembered of a question, and what was given for it in a refresher, lie in tables of their own that no export
//! and no page of others opens: they tell how sure somebody was. Nothing of it is an attempt, so that a refresher counts for
//! no pass, no limit and no completion.

mod answer;
mod candidates;
mod forget;
mod memory;
pub mod queries;
mod rows;
mod start;

pub use answer::{AnswerRefresher, RefresherAnswered};
pub use start::StartRefresher;

pub(super) use forget::forget;
pub(super) use memory::remember_quiz;
