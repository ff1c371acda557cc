//! The log: sealing it, signing it, verifying it.

pub mod key;
pub mod queries;
pub mod sealer;
pub mod verify;
