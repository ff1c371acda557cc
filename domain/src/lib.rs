//! The words and rules of Jasin: ids, states, parsing, policy, and the canonical form of the log.
//!
//! Pure: no async, no IO, no clock, no randomness. Compiles to wasm.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")
)]

pub mod accounts;
pub mod assessment;
pub mod audit;
pub mod compare;
pub mod content;
pub mod ids;
pub mod language;
pub mod policy;
pub mod stories;
pub mod training;
