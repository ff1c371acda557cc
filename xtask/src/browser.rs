//! What the journeys need: Chromium of Debian, Playwright from npm without a browser of its own.

use crate::{debian, run};
use anyhow::Result;
use std::{path::Path, process::Command};

/// Installs what is missing.
pub fn ensure() -> Result<()> {
    if !Path::new("/usr/bin/chromium").exists() {
        debian::install(&["chromium", "fonts-liberation", "fonts-noto-cjk"])?;
    }
    let lock = std::fs::read("end2end/package-lock.json")?;
    let stamp = Path::new("end2end/node_modules/.installed-from");
    if std::fs::read(stamp).is_ok_and(|of| of == lock) {
        return Ok(());
    }
    run::step("Playwright and axe, by npm", || {
        let mut npm = Command::new("npm");
        npm.args(["ci", "--no-audit", "--no-fund"])
            .current_dir("end2end");
        run::quiet(npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
        Ok(std::fs::write(stamp, lock)?)
    })
}
