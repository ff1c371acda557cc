//! The release build, and serving it.

use crate::{assets, run, wasm_target};
use anyhow::Result;
use std::{os::unix::process::CommandExt, process::Command};

/// Builds assets and binary.
pub fn build() -> Result<()> {
    let route = wasm_target::ensure()?;
    assets::build(route, true)?;
    run::step("the binary jasin (release)", || {
        run::loud(run::cargo().args(["build", "--quiet", "--locked", "--release", "-p", "server"]))
    })
}

/// Builds, then becomes the server: signals reach it as they are.
pub fn serve(args: &[String]) -> Result<()> {
    build()?;
    let mut jasin = Command::new(run::target().join("release/jasin"));
    Err(jasin.arg("serve").args(args).exec().into())
}
