//! What the binary `jasin` is made of: configuration, the assembled app, background work, the command line.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")
)]

pub mod backup;
pub mod build_app;
pub mod cli;
pub mod config;
pub mod files;
pub mod headers;
pub mod library;
pub mod mail;
pub mod metrics;
pub mod say;
pub mod serve;
