//! The command line of `jasin`.

use crate::{
    backup,
    config::{self, Config},
    library, say, serve,
};
use anyhow::{Context, Result, bail};
use clap::{Parser, Subcommand};
use domain::{
    accounts::{Role, Scope, parse_date},
    language::Language,
};
use services::{
    Ctx,
    accounts::{AddPerson, GrantRole, OpenSetup},
    audit::{
        key::{PublicKey, SigningKey},
        verify::{self, Report},
    },
    clock::Clock,
    content::Format,
    installation,
};
use std::{path::PathBuf, process::ExitCode};

/// The arguments.
#[derive(Debug, Parser)]
#[command(
    name = "jasin",
    version,
    about = "Trains people to speak about their work in public, and keeps the evidence"
)]
pub struct Cli {
    /// A TOML file with configuration; the environment comes before it
    #[arg(long, global = true, env = "JASIN_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Serves; migrates first, and makes a demo company in an empty database
    #[command(after_help = config::help())]
    Serve {
        /// No demo company: prints a one-time link that makes the first administrator
        #[arg(long)]
        empty: bool,
    },
    /// Brings the database to this version, or shows or takes back migrations
    Migrate {
        #[command(subcommand)]
        step: Option<Migrate>,
    },
    /// Makes the demo company in an empty database
    Demo,
    /// Courses: folders of Markdown
    Content {
        #[command(subcommand)]
        task: Content,
    },
    /// People, from the command line
    Person {
        #[command(subcommand)]
        task: Person,
    },
    /// Copies the SQLite database into a file, also while it is being served
    Backup {
        /// The file to write
        file: PathBuf,
    },
    /// Puts a backup in the place of the database, after checking it; stop the server first
    Restore {
        /// The backup
        file: PathBuf,
        /// Only check it
        #[arg(long)]
        check: bool,
    },
    /// The sealed log
    Audit {
        #[command(subcommand)]
        task: Audit,
    },
}

#[derive(Debug, Subcommand)]
enum Migrate {
    /// Applies what is missing
    Up,
    /// Takes the last N back: their tables and what is in them are gone
    Down {
        /// How many
        n: u32,
    },
    /// Shows whether the database is newer than this program
    Status,
}

#[derive(Debug, Subcommand)]
enum Content {
    /// Names everything that is wrong in a folder, with its line and how to mend it
    Check {
        /// The folder that holds `courses` and `rules`
        folder: PathBuf,
        /// The language of the report: ko or en
        #[arg(long, default_value = "en")]
        language: String,
        /// The form of the report: text, json (an object a line) or github (annotations)
        #[arg(long, default_value = "text")]
        format: String,
        /// The day, like 2026-11-27, on which rule cards must not be overdue; otherwise today, UTC
        #[arg(long)]
        today: Option<String>,
        /// An earlier state of the folder: names that moved since are told
        #[arg(long)]
        against: Option<PathBuf>,
        /// Fails on warnings, too
        #[arg(long)]
        strict: bool,
    },
    /// Checks a folder and brings its versions in; a person publishes them
    Import {
        /// The folder that holds `courses` and `rules`
        folder: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
enum Person {
    /// Adds a person and prints a link with which they choose a password
    Add {
        /// Their name
        #[arg(long)]
        name: String,
        /// Their employee number
        #[arg(long)]
        number: String,
        /// Their e-mail
        #[arg(long)]
        email: Option<String>,
        /// ko or en
        #[arg(long, default_value = "ko")]
        language: String,
        /// IANA name
        #[arg(long, default_value = "Asia/Seoul")]
        time_zone: String,
        /// A role over everything, such as administrator or hr
        #[arg(long)]
        role: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
enum Audit {
    /// Verifies, offline, that no record was altered
    Verify {
        /// The public key, 64 hexadecimal digits; otherwise that of the signing key's file
        #[arg(long)]
        key: Option<String>,
    },
}

/// Does what was asked.
///
/// # Errors
/// Whatever stopped it, in words for the person at the terminal.
pub fn run(cli: Cli) -> Result<ExitCode> {
    let config = config::load(cli.config.as_deref())?;
    start_logs(&config, matches!(cli.task, Task::Serve { .. }));
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(work(cli.task, config))
}

fn start_logs(config: &Config, serving: bool) {
    let filter = if serving { config.log.as_str() } else { "warn" };
    let filter = tracing_subscriber::EnvFilter::new(filter);
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    // A second start in one process keeps the first's logs.
    let _ = if config.log_json {
        logs.json().try_init()
    } else {
        logs.try_init()
    };
}

async fn work(task: Task, config: Config) -> Result<ExitCode> {
    let done = match task {
        Task::Serve { empty } => serve::serve(config, empty).await,
        Task::Migrate { step } => migrate(&config, step.unwrap_or(Migrate::Up)).await,
        Task::Demo => demo(&config).await,
        Task::Content {
            task: task @ Content::Check { .. },
        } => return check(&task),
        Task::Content {
            task: Content::Import { folder },
        } => library::import(&config, &folder).await,
        Task::Person {
            task:
                Person::Add {
                    name,
                    number,
                    email,
                    language,
                    time_zone,
                    role,
                },
        } => {
            let language = Language::from_code(&language).context("--language takes ko or en")?;
            let role = role
                .map(|r| Role::from_code(&r).context("--role takes employee, author, reviewer, comms_editor, hr, auditor or administrator"))
                .transpose()?;
            let add = AddPerson {
                name,
                employee_number: number,
                email,
                language,
                time_zone,
            };
            add_person(&config, add, role).await
        }
        Task::Backup { file } => backup::make(&config, &file).await,
        Task::Restore { file, check } => {
            let key = public_key(&config, None)?;
            if check {
                backup::check(&file, &key).await
            } else {
                backup::restore(&config, &file, &key).await
            }
        }
        Task::Audit {
            task: Audit::Verify { key },
        } => {
            let key = public_key(&config, key.as_deref())?;
            let store = services::store::Store::connect(&config.database_url)
                .await
                .map_err(serve::whole)?;
            let report = verify::verify(&store, &key).await.map_err(serve::whole)?;
            store.close().await.map_err(serve::whole)?;
            tell(&report)
        }
    };
    done.map(|()| ExitCode::SUCCESS)
}

/// `jasin content check`: 0 when nothing is wrong, 1 otherwise.
fn check(task: &Content) -> Result<ExitCode> {
    let Content::Check {
        folder,
        language,
        format,
        today,
        against,
        strict,
    } = task
    else {
        return Ok(ExitCode::SUCCESS);
    };
    let today = today
        .as_ref()
        .map(|text| parse_date(text).context("--today takes a date like 2026-11-27"))
        .transpose()?;
    let clean = library::check(&library::Check {
        folder,
        against: against.as_deref(),
        today: today.unwrap_or_else(|| Clock::system().now().date()),
        format: Format::from_code(format).context("--format takes text, json or github")?,
        language: Language::from_code(language).context("--language takes ko or en")?,
        strict: *strict,
    })?;
    Ok(ExitCode::from(u8::from(!clean)))
}

async fn migrate(config: &Config, step: Migrate) -> Result<()> {
    use migrations::{Migrator, MigratorTrait};
    std::fs::create_dir_all(&config.data_dir)?;
    let store = services::store::Store::connect(&config.database_url)
        .await
        .map_err(serve::whole)?;
    let db = store.migration_connection();
    match step {
        Migrate::Up => migrations::version::up(db).await?,
        Migrate::Down { n } => Migrator::down(db, Some(n)).await?,
        Migrate::Status => {
            let newer = migrations::version::unknown(db).await?;
            let missing = Migrator::get_pending_migrations(db).await?.len();
            say::line(&format!(
                "{missing} to apply, {} newer than this program",
                newer.len()
            ));
        }
    }
    store.close().await.map_err(serve::whole)
}

async fn demo(config: &Config) -> Result<()> {
    let password = config
        .demo_password
        .clone()
        .context("set JASIN_DEMO_PASSWORD to the password everyone gets")?;
    let store = serve::open(config).await?;
    let ctx = Ctx::system(Clock::system(), "demo");
    if !services::accounts::queries::nobody(&store)
        .await
        .map_err(serve::whole)?
    {
        bail!("there are people in the database already; nothing was changed");
    }
    // As the first start does it: the people of the demo have courses to take.
    if installation::find(&store)
        .await
        .map_err(serve::whole)?
        .is_none()
    {
        library::import_embedded(&store, &ctx.with_new_key()).await?;
    }
    services::demo::create(&store, &ctx, &password)
        .await
        .map_err(serve::whole)?;
    say::line("The demo company is there.");
    store.close().await.map_err(serve::whole)
}

async fn add_person(config: &Config, add: AddPerson, role: Option<Role>) -> Result<()> {
    let store = serve::open(config).await?;
    let ctx = Ctx::system(Clock::system(), "command line");
    installation::ensure(&store, &ctx, false)
        .await
        .map_err(serve::whole)?;
    let person = store
        .write(&ctx.with_new_key(), add)
        .await
        .map_err(serve::whole)?;
    if let Some(role) = role {
        let reason = "given on the command line".to_owned();
        let grant = GrantRole {
            person,
            role,
            scope: Scope::All,
            reason,
        };
        store
            .write(&ctx.with_new_key(), grant)
            .await
            .map_err(serve::whole)?;
    }
    let token = OpenSetup { person }
        .run(&store, &ctx)
        .await
        .map_err(serve::whole)?;
    say::line(&format!(
        "Added {person}. This link lets them choose a password; it works once, for seven days:"
    ));
    say::line(&format!("  {}/set-up/{token}", config.address()));
    store.close().await.map_err(serve::whole)
}

fn public_key(config: &Config, given: Option<&str>) -> Result<PublicKey> {
    match given {
        Some(text) => PublicKey::parse(text).context("--key takes 64 hexadecimal digits"),
        None if config.signing_key_file.exists() => {
            Ok(SigningKey::load_or_create(&config.signing_key_file)
                .map_err(serve::whole)?
                .public())
        }
        None => bail!(
            "there is no signing key at {}; give the public key with --key",
            config.signing_key_file.display()
        ),
    }
}

/// Says what verifying found.
///
/// # Errors
/// When something was altered.
pub fn tell(report: &Report) -> Result<()> {
    say::line(&format!(
        "{} facts sealed, {} checkpoints, {} waiting to be sealed, {} values erased",
        report.sealed, report.checkpoints, report.waiting, report.erased
    ));
    if report.findings.is_empty() {
        say::line("Nothing was altered.");
        return Ok(());
    }
    for finding in &report.findings {
        say::line(&format!("  ! {finding}"));
    }
    bail!(
        "the log does not verify: {} findings",
        report.findings.len()
    )
}
