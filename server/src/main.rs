//! The binary `jasin`.

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = server::cli::Cli::parse();
    match server::cli::run(cli) {
        Ok(code) => code,
        Err(error) => {
            server::say::error(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}
