//! Serving a debug build that is built and started again when a file changes.

use crate::{assets, run, wasm_target};
use anyhow::Result;
use std::{
    fs,
    path::Path,
    process::{Child, Command},
    thread,
    time::{Duration, SystemTime},
};

const WATCHED: [&str; 8] = [
    "domain",
    "services",
    "app",
    "frontend",
    "server",
    "migrations",
    "content",
    "Cargo.toml",
];

/// Builds, serves, watches; reload the page after "serving".
pub fn watch(args: &[String]) -> Result<()> {
    let route = wasm_target::ensure()?;
    let mut server: Option<Child> = None;
    let mut seen = None;
    loop {
        let newest = newest(&WATCHED);
        if newest != seen {
            seen = newest;
            let built = assets::build(route, false).and_then(|()| {
                run::step("the binary jasin (debug)", || {
                    run::loud(run::cargo().args(["build", "--quiet", "-p", "server"]))
                })
            });
            match built {
                Ok(()) => {
                    if let Some(mut old) = server.take() {
                        stop(&mut old)?;
                    }
                    let mut jasin = Command::new(run::target().join("debug/jasin"));
                    server = Some(jasin.arg("serve").args(args).spawn()?);
                }
                Err(error) => {
                    let meanwhile = match server {
                        Some(_) => "still serving what was built before",
                        None => "serving nothing until it builds",
                    };
                    println!("{error:#}\n    {meanwhile}");
                }
            }
        }
        thread::sleep(Duration::from_millis(300));
    }
}

/// Asks the server to stop as it would in production, and waits for it.
fn stop(server: &mut Child) -> Result<()> {
    run::quiet(Command::new("kill").args(["-TERM", &server.id().to_string()]))?;
    server.wait()?;
    Ok(())
}

fn newest(paths: &[&str]) -> Option<SystemTime> {
    paths
        .iter()
        .filter_map(|p| newest_below(Path::new(p)))
        .max()
}

fn newest_below(path: &Path) -> Option<SystemTime> {
    if !path.is_dir() {
        return fs::metadata(path).and_then(|m| m.modified()).ok();
    }
    fs::read_dir(path)
        .ok()?
        .flatten()
        .filter_map(|e| newest_below(&e.path()))
        .max()
}
