//! Assessment: attempts at the quizzes and scenarios of published courses, graded here.
//!
//! An attempt stays on the version it began with. What happened in it are its events, append-only: pages
//! rebuild it from them, on any device. How sure somebody was of an answer lies apart from the answer, in a
//! table of their own; the event holds a salted commitment to it.

mod allowance;
mod answer_item;
mod attempt;
pub mod challenges;
mod choose_turn;
mod commitment;
mod counting;
mod drawn;
mod erase_confidence;
mod finish;
mod flag_item;
mod give_self_efficacy;
mod given;
mod play;
pub mod queries;
pub mod refresher;
mod right_answer;
mod start_attempt;
pub mod statistics;
pub mod time_over;

pub use answer_item::{AnswerItem, Answered};
pub use choose_turn::{ChooseTurn, TurnTaken};
pub use erase_confidence::{EraseConfidence, Erased};
pub use flag_item::{FlagItem, Flagged};
pub use give_self_efficacy::{GiveSelfEfficacy, SelfEfficacyGiven};
pub use right_answer::right_answer;
pub use start_attempt::StartAttempt;
pub use time_over::EndOverdue;
