//! Packages of Debian, when something is missing.

use crate::run;
use anyhow::{Result, bail};
use std::process::Command;

/// A command as root: as it is, or by sudo without a question.
pub fn as_root(program: &str) -> Result<Command> {
    if run::quiet(Command::new("id").arg("-u"))?.trim() == "0" {
        return Ok(Command::new(program));
    }
    if !run::has("sudo") {
        bail!("{program} needs root, and there is no sudo: install what is named above by hand");
    }
    let mut command = Command::new("sudo");
    command.args(["-n", program]);
    Ok(command)
}

/// Installs packages.
pub fn install(packages: &[&str]) -> Result<()> {
    if !run::has("apt-get") {
        bail!(
            "please install {} with your package manager",
            packages.join(" ")
        );
    }
    run::step(&format!("Debian packages: {}", packages.join(" ")), || {
        run::quiet(as_root("apt-get")?.args(["update", "-qq"]))?;
        let mut install = as_root("env")?;
        install.args([
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "install",
            "-y",
            "-qq",
        ]);
        run::quiet(install.arg("--no-install-recommends").args(packages))?;
        Ok(())
    })
}
