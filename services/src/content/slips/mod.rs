//! Slips that people make who know what they want to write, told in words of their own: what is wrong, and how to mend
//! it. Each matter has its list; [`super::problem::Problem`] holds them all.

mod front;
mod guess;
mod markup;
mod question;
mod story;

pub use front::Front;
pub use guess::{By, Guess};
pub use markup::Markup;
pub use question::Question;
pub use story::Story;

use super::problem_words::Both;

/// What is wrong, then how to mend it; each in Korean and in English.
pub(super) type Says = [Both; 2];
