//! Opening the databases as the store needs them.

use crate::{Error, Result};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
use std::time::Duration;

/// The oldest SQLite without the WAL-reset bug that loses commits.
pub const MIN_SQLITE: (u32, u32, u32) = (3, 51, 3);

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    // Statements are not logged: their parameters are personal data.
    options
        .max_connections(connections)
        .sqlx_logging(false)
        .acquire_timeout(Duration::from_secs(10));
    options
}

async fn sqlite(url: &str, connections: u32, query_only: bool) -> Result<DatabaseConnection> {
    let mut options = options(url, connections);
    options.map_sqlx_sqlite_opts(move |o| {
        let o = o
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("mmap_size", "0")
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10));
        if query_only {
            o.pragma("query_only", "ON")
        } else {
            o
        }
    });
    Ok(Database::connect(options).await?)
}

/// The connection of the one writer.
pub(super) async fn sqlite_writer(url: &str) -> Result<DatabaseConnection> {
    let connection = sqlite(url, 1, false).await?;
    let statement = Statement::from_string(
        connection.get_database_backend(),
        "SELECT sqlite_version() AS v",
    );
    let row = connection.query_one_raw(statement).await?;
    let version: String = row
        .map(|r| r.try_get("", "v"))
        .transpose()?
        .unwrap_or_default();
    if parse_version(&version) < Some(MIN_SQLITE) {
        return Err(Error::internal(format!(
            "SQLite {version} can lose commits; {}.{}.{} or newer is needed",
            MIN_SQLITE.0, MIN_SQLITE.1, MIN_SQLITE.2
        )));
    }
    Ok(connection)
}

/// Connections that cannot write.
pub(super) async fn sqlite_readers(url: &str) -> Result<DatabaseConnection> {
    sqlite(url, 8, true).await
}

/// The pool of PostgreSQL.
pub(super) async fn postgres(url: &str) -> Result<DatabaseConnection> {
    Ok(Database::connect(options(url, 10)).await?)
}

fn parse_version(text: &str) -> Option<(u32, u32, u32)> {
    let mut parts = text.split('.').map(|p| p.parse().ok());
    Some((parts.next()??, parts.next()??, parts.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_number() {
        assert!(parse_version("3.46.0") < Some(MIN_SQLITE));
        assert!(parse_version("3.51.3") >= Some(MIN_SQLITE));
        assert!(parse_version("3.100.0") > Some(MIN_SQLITE));
        assert!(parse_version("") < Some(MIN_SQLITE));
    }
}
