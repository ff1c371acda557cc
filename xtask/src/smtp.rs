//! A real SMTP server for the tests: aiosmtpd in a Python environment of its own.

use crate::{debian, run};
use anyhow::{Context, Result};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The version the tests were written against.
const AIOSMTPD: &str = "aiosmtpd==1.4.6";

/// The Python that has it; made when it is missing.
pub fn ensure() -> Result<PathBuf> {
    let folder = run::target().join("tools/smtp");
    let python = folder.join("bin/python");
    if !works(&python) {
        run::step("an SMTP server for the tests", || install(&folder, &python))?;
    }
    // Not resolved: it is a link whose own place tells Python where its packages are.
    std::path::absolute(&python).with_context(|| format!("{} has no place", python.display()))
}

fn works(python: &Path) -> bool {
    python.exists() && run::quiet(Command::new(python).args(["-c", "import aiosmtpd"])).is_ok()
}

fn install(folder: &Path, python: &Path) -> Result<()> {
    let make = || {
        run::quiet(
            Command::new("python3")
                .args(["-m", "venv", "--clear"])
                .arg(folder),
        )
    };
    // Debian's Python comes without what environments need.
    if !run::has("python3") || make().is_err() {
        debian::install(&["python3", "python3-venv"])?;
        make()?;
    }
    run::quiet(Command::new(python).args(["-m", "pip", "install", "--quiet", AIOSMTPD]))?;
    Ok(())
}
