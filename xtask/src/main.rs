//! What a newcomer runs: `cargo xtask serve` and `cargo xtask test`, and what lies between.
#![allow(clippy::print_stdout, reason = "it talks to the person who runs it")]

mod assets;
mod browser;
mod debian;
mod dev;
mod leaks;
mod postgres;
mod release;
mod run;
mod smtp;
mod tally;
mod tests;
mod wasm_target;

use anyhow::Result;
use clap::{Parser, Subcommand, ValueEnum};
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Sets up, builds, serves and tests Jasin"
)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Sets everything up, builds, and serves at http://127.0.0.1:3000
    Serve {
        /// What `jasin serve` takes, such as --empty
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Builds the release binary and its browser assets
    Build,
    /// Serves a debug build, and builds and starts it again when a file changes
    Dev {
        /// What `jasin serve` takes
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Sets everything up for tests and runs them
    Test {
        /// One part only
        part: Option<Part>,
    },
    /// Only sets up: the wasm target, Chromium, PostgreSQL, an SMTP server for the tests
    Setup,
}

/// A part of the tests.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Formatting, clippy, licences and bans
    Lint,
    /// The words and rules
    Domain,
    /// The use cases, on SQLite and PostgreSQL
    Services,
    /// The whole app in process
    Server,
    /// What the browser is sent: imports and bytes
    Wasm,
    /// Journeys in Chromium
    End2end,
}

fn main() -> ExitCode {
    match work(Cli::parse().task) {
        Ok(true) => ExitCode::SUCCESS,
        // The tests have said themselves what failed.
        Ok(false) => ExitCode::FAILURE,
        // Without a backtrace, which would say where in these scripts, never why.
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Does it, and gives whether all is well.
fn work(task: Task) -> Result<bool> {
    std::env::set_current_dir(run::root())?;
    match task {
        Task::Serve { args } => release::serve(&args)?,
        Task::Build => release::build()?,
        Task::Dev { args } => dev::watch(&args)?,
        Task::Test { part } => return Ok(tests::run(part)),
        Task::Setup => {
            wasm_target::ensure()?;
            browser::ensure()?;
            postgres::ensure()?;
            smtp::ensure()?;
        }
    }
    Ok(true)
}
