//! Guards that make a table insert-only in the database itself, whoever writes.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, Statement};

/// Refuses UPDATE, DELETE, TRUNCATE and INSERT OR REPLACE on the table.
///
/// On SQLite, REPLACE slips past delete triggers unless recursive triggers are on, so the insert of a key
/// that exists is refused as well. `keys` are the sets of columns that are unique.
pub async fn insert_only(
    manager: &SchemaManager<'_>,
    table: &str,
    keys: &[&[&str]],
) -> Result<(), DbErr> {
    refuse(manager, table, &["UPDATE", "DELETE"]).await?;
    match manager.get_database_backend() {
        DbBackend::Sqlite => {
            for (n, columns) in keys.iter().enumerate() {
                let same: Vec<String> = columns.iter().map(|c| format!("{c} = NEW.{c}")).collect();
                let sql = format!(
                    "CREATE TRIGGER {table}_no_replace_{n} BEFORE INSERT ON {table} \
                     WHEN EXISTS (SELECT 1 FROM {table} WHERE {}) \
                     BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: {table} is insert-only'); END",
                    same.join(" AND ")
                );
                manager.get_connection().execute_unprepared(&sql).await?;
            }
            Ok(())
        }
        _ => {
            let sql = format!(
                "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} \
                 FOR EACH STATEMENT EXECUTE FUNCTION jasin_refuse()"
            );
            manager
                .get_connection()
                .execute_unprepared(&sql)
                .await
                .map(drop)
        }
    }
}

/// Refuses the given statements (`UPDATE`, `DELETE`) on the table.
pub async fn refuse(
    manager: &SchemaManager<'_>,
    table: &str,
    statements: &[&str],
) -> Result<(), DbErr> {
    for statement in statements {
        let name = format!("{table}_no_{}", statement.to_lowercase());
        let sql = match manager.get_database_backend() {
            DbBackend::Sqlite => format!(
                "CREATE TRIGGER {name} BEFORE {statement} ON {table} \
                 BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END"
            ),
            _ => format!(
                "CREATE TRIGGER {name} BEFORE {statement} ON {table} \
                 FOR EACH ROW EXECUTE FUNCTION jasin_refuse()"
            ),
        };
        manager.get_connection().execute_unprepared(&sql).await?;
    }
    Ok(())
}

/// Takes all guards of the table away, for a migration that widens its key and puts them up again.
pub async fn lift(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let backend = manager.get_database_backend();
    let (find, on) = match backend {
        DbBackend::Sqlite => (
            format!(
                "SELECT name AS name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'"
            ),
            String::new(),
        ),
        _ => (
            format!(
                "SELECT tgname::text AS name FROM pg_trigger WHERE tgrelid = '{table}'::regclass AND NOT tgisinternal"
            ),
            format!(" ON {table}"),
        ),
    };
    let found = connection
        .query_all_raw(Statement::from_string(backend, find))
        .await?;
    for row in found {
        let name: String = row.try_get("", "name")?;
        let sql = format!("DROP TRIGGER {name}{on}");
        connection.execute_unprepared(&sql).await?;
    }
    Ok(())
}

/// The function that PostgreSQL's guards call.
pub async fn create_function(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Postgres {
        let sql = "CREATE OR REPLACE FUNCTION jasin_refuse() RETURNS trigger LANGUAGE plpgsql AS \
                   $$ BEGIN RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME; END $$";
        manager.get_connection().execute_unprepared(sql).await?;
    }
    Ok(())
}

/// Takes the function away again.
pub async fn drop_function(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Postgres {
        manager
            .get_connection()
            .execute_unprepared("DROP FUNCTION IF EXISTS jasin_refuse()")
            .await?;
    }
    Ok(())
}
