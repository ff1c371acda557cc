//! Whether a database fits this binary, and bringing it there.

use crate::Migrator;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use std::collections::BTreeSet;

/// The advisory lock under which one migrator works at a time on PostgreSQL ("jasin" in ASCII).
const LOCK: i64 = 0x006a_6173_696e;

/// Names of applied migrations that this binary does not know; empty when the database fits.
///
/// # Errors
/// When the database cannot be read.
pub async fn unknown(db: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    if !SchemaManager::new(db).has_table("seaql_migrations").await? {
        return Ok(Vec::new());
    }
    let known: BTreeSet<String> = Migrator::migrations()
        .iter()
        .map(|m| m.name().to_owned())
        .collect();
    let sql = "SELECT version FROM seaql_migrations ORDER BY version";
    let rows = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), sql))
        .await?;
    let mut unknown = Vec::new();
    for row in rows {
        let version: String = row.try_get("", "version")?;
        if !known.contains(&version) {
            unknown.push(version);
        }
    }
    Ok(unknown)
}

/// Applies what is missing, refusing a database that is newer than this binary.
///
/// # Errors
/// [`DbErr::Custom`] with the reason when it is newer; others when a migration fails.
pub async fn up(db: &DatabaseConnection) -> Result<(), DbErr> {
    let newer = unknown(db).await?;
    if !newer.is_empty() {
        return Err(DbErr::Custom(format!(
            "the database is newer than this program: it has {}, which this version does not know. \
             Nothing was changed. Start the newer version, or restore a backup made with this one",
            newer.join(", ")
        )));
    }
    if db.get_database_backend() != DbBackend::Postgres {
        return Migrator::up(db, None).await;
    }
    // The lock belongs to the transaction, so that a broken connection gives it back.
    let tx = sea_orm_migration::sea_orm::TransactionTrait::begin(db).await?;
    tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})"))
        .await?;
    let done = Migrator::up(db, None).await;
    tx.rollback().await?;
    done
}
