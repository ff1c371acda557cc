//! The use cases of Jasin over the database: entities, queries, commands, the log.
//!
//! Knows no page and no HTTP. Every write goes through [`store::Store::write`].
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")
)]

pub mod accounts;
pub mod assessment;
pub mod audit;
pub mod clock;
pub mod content;
pub mod ctx;
pub mod demo;
pub mod entity;
pub mod error;
pub mod installation;
pub mod jobs;
pub mod reporting;
pub mod store;
pub mod stories;
pub mod sweep;
pub mod training;
pub mod zone;

pub use ctx::Ctx;
pub use error::{Error, Result};
