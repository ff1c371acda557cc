//! The pages of training: HR's view, assigning, one person's record.

pub mod assign;
pub mod filter;
pub mod overview;
pub mod record;
