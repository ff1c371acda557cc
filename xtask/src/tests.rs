//! Every check, in the order in which a mistake is found soonest.

use crate::{Part, assets, browser, leaks, postgres, run, smtp, tally::Tally, wasm_target};
use anyhow::Result;
use std::{net::TcpListener, path::Path, process::Command};

/// Runs one part, or all, closes with the sum of what the runners said, and gives whether everything passed.
pub fn run(part: Option<Part>) -> bool {
    let wants = |p: Part| part.is_none_or(|only| only == p);
    let mut tally = Tally::default();
    if wants(Part::Lint) {
        tally.part("lint", lint);
    }
    if wants(Part::Domain) {
        tally.part("domain", |tally| {
            tally.test("domain", cargo_test(&["-p", "domain", "--all-features"]))
        });
    }
    if wants(Part::Services) || wants(Part::Server) {
        tally.part("services and server", |tally| {
            let cluster = postgres::Cluster::start()?;
            if wants(Part::Services) {
                let mut tests = cargo_test(&["-p", "services", "-p", "migrations"]);
                tests.env("JASIN_TEST_POSTGRES", cluster.url());
                tally.test("services", tests)?;
            }
            if wants(Part::Server) {
                let mut tests = cargo_test(&["-p", "app", "--features", "app/ssr", "-p", "server"]);
                tests.env("JASIN_TEST_SMTP_PYTHON", smtp::ensure()?);
                tests.env("JASIN_TEST_POSTGRES", cluster.url());
                tally.test("server", tests)?;
            }
            Ok(())
        });
    }
    if wants(Part::Wasm) || wants(Part::End2end) {
        tally.part("what the browser is sent", |tally| {
            let route = wasm_target::ensure()?;
            assets::build(route, true)?;
            if wants(Part::Wasm) {
                guard_wasm(tally)?;
            }
            if wants(Part::End2end) {
                end2end(tally)?;
            }
            Ok(())
        });
    }
    tally.close()
}

fn cargo_test(args: &[&str]) -> Command {
    let mut tests = run::cargo();
    tests
        .args(["test", "--locked", "--no-fail-fast"])
        .args(args);
    tests
}

fn lint(tally: &mut Tally) -> Result<()> {
    tally.check("formatting", run::cargo().args(["fmt", "--all", "--check"]));
    tally.test("xtask", cargo_test(&["-p", "xtask"]))?;
    let native = [
        "-p",
        "domain",
        "-p",
        "migrations",
        "-p",
        "services",
        "-p",
        "server",
        "-p",
        "xtask",
        "-p",
        "app",
        "--features",
        "app/ssr",
    ];
    let mut clippy = run::cargo();
    clippy
        .args(["clippy", "--quiet", "--locked", "--all-targets"])
        .args(native)
        .args(["--", "-D", "warnings"]);
    tally.check("clippy", &mut clippy);
    let route = wasm_target::ensure()?;
    // Debian's compiler comes without clippy.
    let task = if route == wasm_target::Route::Rustup {
        "clippy"
    } else {
        "check"
    };
    let mut clippy = route.cargo();
    clippy.args([
        task,
        "--quiet",
        "--locked",
        "-p",
        "frontend",
        "--target",
        "wasm32-unknown-unknown",
    ]);
    if task == "clippy" {
        clippy.args(["--", "-D", "warnings"]);
    }
    tally.check("clippy, for the browser", &mut clippy);
    if run::has("cargo-deny") {
        tally.check(
            "cargo deny",
            Command::new("cargo-deny").args(["check", "bans", "licenses", "sources"]),
        );
    } else {
        println!("==> cargo deny: not installed, left out");
    }
    Ok(())
}

/// Crates that belong on the server only.
const NEVER_IN_WASM: [&str; 7] = [
    "sea-orm",
    "sqlx",
    "axum",
    "tokio",
    "pulldown-cmark",
    "leptos_i18n",
    "services",
];

fn guard_wasm(tally: &mut Tally) -> Result<()> {
    let mut tree = run::cargo();
    tree.args([
        "tree",
        "--locked",
        "-p",
        "frontend",
        "--target",
        "wasm32-unknown-unknown",
        "-e",
        "normal",
        "--prefix",
        "none",
    ]);
    let crates = run::quiet(&mut tree)?;
    let names: Vec<&str> = crates
        .lines()
        .filter_map(|l| l.split_whitespace().next())
        .collect();
    for never in NEVER_IN_WASM {
        let found = names.contains(&never);
        println!(
            "    {never} in the browser's code: {}",
            if found { "FOUND" } else { "no" }
        );
        tally.count(&format!("{never} is in the browser's code"), !found);
    }
    let (feedbacks, told) = leaks::look(Path::new("content"), &run::target().join("site"))?;
    println!(
        "    feedbacks of the library in what the browser is sent: {} of {feedbacks}",
        told.len()
    );
    tally.count(
        "answers in the browser's code",
        feedbacks > 1_000 && told.is_empty(),
    );
    let weight = assets::weight()?;
    println!(
        "    wasm and JavaScript after Brotli: {weight} bytes of {}",
        assets::BUDGET
    );
    tally.count("the byte budget", weight <= assets::BUDGET);
    Ok(())
}

/// The journeys, against the debug server with the real assets, on each database.
fn end2end(tally: &mut Tally) -> Result<()> {
    browser::ensure()?;
    run::step("the binary jasin (debug)", || {
        run::loud(run::cargo().args(["build", "--quiet", "--locked", "-p", "server"]))
    })?;
    let data = std::env::temp_dir().join(format!("jasin-end2end-{}", std::process::id()));
    let done = journeys(tally, "on SQLite", &data, None).and_then(|()| {
        let cluster = postgres::Cluster::start()?;
        journeys(
            tally,
            "on PostgreSQL",
            &data.join("pg"),
            Some(cluster.url()),
        )
    });
    let _ = std::fs::remove_dir_all(&data);
    done
}

fn journeys(tally: &mut Tally, name: &str, data: &Path, database: Option<String>) -> Result<()> {
    std::fs::create_dir_all(data)?;
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let jasin = std::fs::canonicalize(run::target().join("debug/jasin"))?;
    let mut tests = Command::new("npx");
    tests.args(["playwright", "test"]).current_dir("end2end");
    // Playwright starts the server and ends it.
    tests
        .env("JASIN_BIN", jasin)
        .env("JASIN_URL", format!("http://127.0.0.1:{port}"));
    tests
        .env("JASIN_LISTEN", format!("127.0.0.1:{port}"))
        .env("JASIN_METRICS_LISTEN", "off");
    tests
        .env("JASIN_DATA_DIR", data)
        .env("JASIN_DEMO_PASSWORD", "a calm lake and seven herons");
    // Mail is on, and waits: nothing listens there.
    tests
        .env("JASIN_SMTP_URL", "smtp://127.0.0.1:1")
        .env("JASIN_MAIL_FROM", "Jasin <jasin@hanbit.example>");
    if let Some(url) = database {
        tests.env("DATABASE_URL", url);
    }
    tally.test(&format!("journeys in Chromium {name}"), tests)
}
