//! The pages of training: HR's view, assigning, one person's record.

pub mod allowances;
pub mod assign;
pub mod filter;
mod limits;
pub mod overview;
pub mod record;
