//! The whole app in process, on both databases: what a browser would be answered, without a port.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

/// A database a test: the very file that the tests of the services use.
#[path = "../../../services/tests/all/support.rs"]
#[allow(
    dead_code,
    unused_macros,
    unused_imports,
    reason = "shared with other tests"
)]
mod db;

mod assessment;
mod backup;
mod canary;
mod challenges;
mod confidence;
mod content;
mod content_import;
mod first_start;
mod flags;
mod forms;
mod frame;
mod html;
mod import;
mod killed;
mod mail;
mod messages;
mod process;
mod refresher;
mod routes;
mod rules;
mod safety;
mod smtp;
mod statistics;
mod support;
mod training;
