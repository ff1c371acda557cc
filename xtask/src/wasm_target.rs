//! The wasm target: from rustup where its host answers, otherwise from Debian's compiler.

use crate::{debian, run};
use anyhow::{Context, Result, bail};
use std::{fs, path::Path, process::Command};

const TARGET: &str = "wasm32-unknown-unknown";
const PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-22"];
const RUSTLIB: &str = "/usr/lib/rustlib";

/// How the wasm crate is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// By the active toolchain.
    Rustup,
    /// By Debian's compiler, linked into rustup as the toolchain `debian`.
    Debian,
}

impl Route {
    /// The cargo that builds for the browser.
    pub fn cargo(self) -> Command {
        match self {
            Self::Rustup => run::cargo(),
            Self::Debian => {
                let mut command = Command::new("cargo");
                command
                    .env("RUSTUP_TOOLCHAIN", "debian")
                    .env_remove("RUSTC")
                    .env_remove("CARGO");
                command
            }
        }
    }
}

/// Makes building for the browser possible, and says which way was taken.
///
/// `JASIN_WASM_ROUTE=rustup` or `debian` allows that way only.
pub fn ensure() -> Result<Route> {
    let wanted = std::env::var("JASIN_WASM_ROUTE").unwrap_or_default();
    if wanted != "debian" {
        if builds(Command::new("rustc")) {
            return Ok(Route::Rustup);
        }
        let mut add = Command::new("timeout");
        add.args(["60", "rustup", "target", "add", TARGET])
            .env("RUSTUP_MAX_RETRIES", "0");
        let added = run::step("wasm target, by rustup", || run::quiet(&mut add));
        match added {
            Ok(_) if builds(Command::new("rustc")) => return Ok(Route::Rustup),
            _ => println!("    rustup could not add the target"),
        }
    }
    if wanted == "rustup" {
        bail!(
            "rustup could not add {TARGET}; leave JASIN_WASM_ROUTE unset to try Debian's compiler"
        );
    }
    from_debian()?;
    println!("    the wasm target is Debian's");
    Ok(Route::Debian)
}

/// Whether this compiler can link a program for the target.
fn builds(mut rustc: Command) -> bool {
    let dir = std::env::temp_dir().join(format!("jasin-wasm-{}", std::process::id()));
    let tried = (|| -> Result<()> {
        fs::create_dir_all(&dir)?;
        let source = dir.join("t.rs");
        fs::write(
            &source,
            "fn main() { println!(\"{:?}\", vec![1].iter().max()); }",
        )?;
        run::quiet(
            rustc
                .args(["--target", TARGET, "-O", "-o"])
                .arg(dir.join("t.wasm"))
                .arg(source),
        )?;
        Ok(())
    })();
    let _ = fs::remove_dir_all(&dir);
    tried.is_ok()
}

fn from_debian() -> Result<()> {
    let missing = PACKAGES.iter().any(|p| {
        let mut query = Command::new("dpkg-query");
        let said = run::quiet(query.args(["-W", "-f=${Status}", p])).unwrap_or_default();
        !said.ends_with(" installed")
    });
    if missing {
        debian::install(&PACKAGES)?;
    }
    // rustc looks for a linker named rust-lld, which Debian leaves out.
    if !run::has("rust-lld") {
        run::quiet(debian::as_root("ln")?.args([
            "-sfn",
            "/usr/bin/lld-22",
            "/usr/local/bin/rust-lld",
        ]))?;
    }
    run::quiet(Command::new("rustup").args(["toolchain", "link", "debian", "/usr"]))?;
    let version = run::quiet(Command::new("/usr/bin/rustc").arg("-vV"))?;
    let stamp = Path::new(RUSTLIB).join(TARGET).join("built-by");
    let made = fs::read_to_string(stamp).is_ok_and(|by| by == version);
    if made && builds(Command::new("/usr/bin/rustc")) {
        return Ok(());
    }
    run::step(
        "wasm target: the standard library from Debian's sources",
        || build_std(&version),
    )?;
    if !builds(Command::new("/usr/bin/rustc")) {
        bail!("Debian's compiler still cannot build for {TARGET}");
    }
    Ok(())
}

/// Builds std once, its own dependencies taken from the vendored folder of the installed sources.
fn build_std(version: &str) -> Result<()> {
    let work = std::env::temp_dir().join(format!("jasin-std-{}", std::process::id()));
    let (seed, home, out) = (work.join("seed"), work.join("home"), work.join("target"));
    fs::create_dir_all(seed.join("src"))?;
    fs::create_dir_all(&home)?;
    fs::write(
        seed.join("Cargo.toml"),
        "[package]\nname = \"seed\"\nversion = \"0.0.0\"\nedition = \"2021\"\n",
    )?;
    fs::write(seed.join("src/lib.rs"), "#![no_std]\n")?;
    let vendored = format!(
        "[source.crates-io]\nreplace-with = \"vendored\"\n[source.vendored]\ndirectory = \"{RUSTLIB}/src/rust/library/vendor\"\n"
    );
    fs::write(home.join("config.toml"), vendored)?;
    let mut build = Command::new("/usr/bin/cargo");
    build
        .args(["build", "-q", "--offline", "--release", "--target", TARGET])
        .arg("-Zbuild-std=std,panic_abort,test")
        .current_dir(&seed)
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("RUSTUP_TOOLCHAIN")
        .envs([("RUSTC_BOOTSTRAP", "1"), ("RUSTC", "/usr/bin/rustc")])
        .env("CARGO_HOME", &home)
        .env("CARGO_TARGET_DIR", &out);
    run::quiet(&mut build)?;
    let stage = work.join("stage").join(TARGET);
    fs::create_dir_all(stage.join("lib"))?;
    for entry in fs::read_dir(out.join(TARGET).join("release/deps"))? {
        let path = entry?.path();
        let name = path
            .file_name()
            .context("a file has a name")?
            .to_string_lossy()
            .into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libseed-") {
            fs::copy(&path, stage.join("lib").join(name))?;
        }
    }
    fs::write(stage.join("built-by"), version)?;
    let place = format!("{RUSTLIB}/{TARGET}");
    run::quiet(debian::as_root("rm")?.args(["-rf", &place]))?;
    run::quiet(debian::as_root("cp")?.arg("-r").arg(&stage).arg(&place))?;
    Ok(fs::remove_dir_all(&work)?)
}
