//! Backups of SQLite, made while serving, and checked before they are trusted.

use crate::{config::Config, say, serve::whole};
use anyhow::{Context, Result, bail};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, Statement};
use services::{
    audit::{key::PublicKey, verify},
    store::Store,
};
use std::{
    fs,
    os::unix::fs::DirBuilderExt,
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

fn sqlite_file(config: &Config) -> Result<&str> {
    match config.database_url.strip_prefix("sqlite://") {
        Some(rest) => Ok(rest.split('?').next().unwrap_or(rest)),
        None => bail!(
            "this backs up SQLite; for PostgreSQL use its own tools:\n  pg_dump --format=custom --file=jasin.dump \"$DATABASE_URL\"\n  pg_restore --clean --if-exists --dbname=\"$DATABASE_URL\" jasin.dump"
        ),
    }
}

/// Writes a whole and consistent copy of the database, while it is in use.
///
/// # Errors
/// When the file is there already, or cannot be written.
pub async fn make(config: &Config, to: &Path) -> Result<()> {
    sqlite_file(config)?;
    if to.exists() {
        bail!("{} is there already; nothing was overwritten", to.display());
    }
    let store = Store::connect(&config.database_url).await.map_err(whole)?;
    let name = to.to_str().context("the path is not UTF-8")?;
    // VACUUM INTO reads one state of the database and writes to the other file only.
    let db = store.migration_connection();
    let statement =
        Statement::from_sql_and_values(db.get_database_backend(), "VACUUM INTO $1", [name.into()]);
    db.execute_raw(statement).await?;
    store.close().await.map_err(whole)?;
    fs::File::open(to)?.sync_all()?;
    say::line(&format!("backed up to {}", to.display()));
    say::line(
        "Keep the signing key apart from it: without the key's public half nobody can tell an altered copy.",
    );
    Ok(())
}

/// Checks a backup: SQLite's own check, its version, and the sealed log.
///
/// # Errors
/// When something is wrong with it.
pub async fn check(file: &Path, key: &PublicKey) -> Result<()> {
    if !file.exists() {
        bail!("{} is not there", file.display());
    }
    // Looked at in a copy, so that not even a lock file is left beside the backup.
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::SeqCst);
    let folder = std::env::temp_dir().join(format!("jasin-check-{}-{number}", std::process::id()));
    // Nobody else reads what is in a backup.
    fs::DirBuilder::new().mode(0o700).create(&folder)?;
    let copy = folder.join("copy.db");
    fs::copy(file, &copy)?;
    let checked = check_copy(&copy, key).await;
    fs::remove_dir_all(&folder)?;
    checked
}

async fn check_copy(copy: &Path, key: &PublicKey) -> Result<()> {
    let store = Store::connect(&format!("sqlite://{}?mode=rw", copy.display()))
        .await
        .map_err(whole)?;
    let db = store.read();
    let statement = Statement::from_string(db.get_database_backend(), "PRAGMA integrity_check");
    let row = db
        .query_one_raw(statement)
        .await?
        .context("SQLite said nothing")?;
    let said: String = row.try_get_by_index(0)?;
    if said != "ok" {
        bail!("SQLite finds the backup damaged: {said}");
    }
    let newer = migrations::version::unknown(db).await?;
    if !newer.is_empty() {
        bail!(
            "the backup is of a newer version: it has {}",
            newer.join(", ")
        );
    }
    let report = verify::verify(&store, key).await.map_err(whole)?;
    store.close().await.map_err(whole)?;
    crate::cli::tell(&report)
}

/// Puts a backup in the place of the database, after checking it. The one that was there is kept beside it.
///
/// # Errors
/// When the backup is not whole; nothing was changed then.
pub async fn restore(config: &Config, from: &Path, key: &PublicKey) -> Result<()> {
    let place = Path::new(sqlite_file(config)?).to_owned();
    check(from, key).await?;
    let beside = |ending: &str| {
        place.with_file_name(format!(
            "{}{ending}",
            place.file_name().unwrap_or_default().to_string_lossy()
        ))
    };
    let before = beside(".before-restore");
    if place.exists() {
        if before.exists() {
            bail!(
                "{} is there from an earlier restore; move it away first",
                before.display()
            );
        }
        settle(&place).await?;
    }
    let incoming = beside(".incoming");
    fs::copy(from, &incoming)?;
    fs::File::open(&incoming)?.sync_all()?;
    if place.exists() {
        fs::rename(&place, &before)?;
        // What a broken database could not take in stays with it.
        for ending in ["-wal", "-shm"] {
            let _ = fs::rename(beside(ending), beside(&format!(".before-restore{ending}")));
        }
        say::line(&format!(
            "the database that was there is kept as {}",
            before.display()
        ));
    }
    fs::rename(&incoming, &place)?;
    say::line(&format!("restored {}", place.display()));
    Ok(())
}

/// Brings what is in the write-ahead log into the file, and makes sure that nobody uses it: leaving the log needs the
/// file for oneself. A broken database cannot be asked, and need not be.
async fn settle(place: &Path) -> Result<()> {
    let url = format!("sqlite://{}?mode=rw", place.display());
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(1)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|o| o.busy_timeout(Duration::from_secs(2)));
    let Ok(db) = Database::connect(options).await else {
        return Ok(());
    };
    let alone = db.execute_unprepared("PRAGMA journal_mode = DELETE").await;
    db.close().await?;
    match alone {
        Err(error) if error.to_string().contains("locked") => bail!(
            "{} is in use: stop the server first. Nothing was changed",
            place.display()
        ),
        Err(error) => {
            say::line(&format!("the database that was there is broken: {error}"));
            Ok(())
        }
        Ok(_) => Ok(()),
    }
}
