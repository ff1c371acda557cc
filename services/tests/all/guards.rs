//! What the database itself refuses, for every table that may only grow, and the way there and back.

use crate::support::{TestDb, db_test};
use migrations::MigratorTrait;
use sea_orm::{ConnectionTrait, Statement};
use services::{demo, store::tables::INSERT_ONLY_TABLES};
use std::collections::BTreeMap;

/// The columns of a table, and its first column, which every table here has.
async fn columns(db: &TestDb, table: &str) -> Vec<String> {
    let sql = if db.is_postgres() {
        format!(
            "SELECT column_name::text FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name = '{table}' ORDER BY ordinal_position"
        )
    } else {
        format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid")
    };
    let statement = Statement::from_string(db.store.backend(), sql);
    let rows = db.store.read().query_all_raw(statement).await.unwrap();
    let name = |row: &sea_orm::QueryResult| row.try_get_by_index(0).unwrap();
    rows.iter().map(name).collect()
}

/// The triggers on a table, by name.
async fn triggers(db: &TestDb, table: &str) -> Vec<String> {
    let sql = if db.is_postgres() {
        format!(
            "SELECT tgname::text FROM pg_trigger WHERE tgrelid = '{table}'::regclass AND NOT tgisinternal ORDER BY 1"
        )
    } else {
        format!(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}' ORDER BY 1"
        )
    };
    let statement = Statement::from_string(db.store.backend(), sql);
    let rows = db.store.read().query_all_raw(statement).await.unwrap();
    let name = |row: &sea_orm::QueryResult| row.try_get_by_index(0).unwrap();
    rows.iter().map(name).collect()
}

async fn count(db: &TestDb, table: &str) -> i64 {
    let sql = format!("SELECT CAST(count(*) AS BIGINT) FROM {table}");
    db.number(&sql).await
}

/// Every table and its columns.
async fn schema(db: &TestDb) -> BTreeMap<String, Vec<String>> {
    let sql = if db.is_postgres() {
        "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'"
    } else {
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    };
    let statement = Statement::from_string(db.store.backend(), sql);
    let rows = db.store.read().query_all_raw(statement).await.unwrap();
    let mut out = BTreeMap::new();
    for row in rows {
        let table: String = row.try_get_by_index(0).unwrap();
        let mut shape = columns(db, &table).await;
        shape.extend(triggers(db, &table).await);
        out.insert(table, shape);
    }
    out
}

db_test! {
    async fn no_table_that_may_only_grow_lets_go_of_a_row(db: TestDb) {
        // The demo company has been through most of what the tables are for.
        demo::create(&db.store, &db.system(), "a calm lake and seven herons").await.unwrap();
        let mut filled = 0;
        for table in INSERT_ONLY_TABLES {
            let before = count(&db, table).await;
            let names = triggers(&db, table).await;
            let has = |ending: &str| names.iter().any(|n| n.contains(ending));
            assert!(has("_no_update") && has("_no_delete"), "{table}: {names:?}");
            let also = if db.is_postgres() { "_no_truncate" } else { "_no_replace_0" };
            assert!(has(also), "{table}: {names:?}");
            if db.is_postgres() {
                let refused = db.sql(&format!("TRUNCATE {table} CASCADE")).await;
                let error = refused.expect_err(table).to_string();
                assert!(error.contains("is insert-only"), "{table}: {error}");
            }
            if before == 0 {
                continue;
            }
            filled += 1;
            let column = &columns(&db, table).await[0];
            let mut changes = vec![
                format!("UPDATE {table} SET {column} = {column}"),
                format!("DELETE FROM {table}"),
            ];
            if !db.is_postgres() {
                changes.push(format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table}"));
            }
            for change in changes {
                let error = db.sql(&change).await.expect_err(&change).to_string();
                assert!(error.contains("is insert-only"), "{change}: {error}");
            }
            assert_eq!(count(&db, table).await, before, "{table}");
        }
        assert!(filled >= 2, "only {filled} tables held a row");
    }

    async fn the_way_down_and_up_again_leads_to_the_same_place(db: TestDb) {
        let before = schema(&db).await;
        let conn = db.store.migration_connection();
        migrations::Migrator::down(conn, None).await.unwrap();
        let left: Vec<String> = schema(&db).await.into_keys().filter(|t| t != "seaql_migrations").collect();
        assert!(left.is_empty(), "{left:?}");
        migrations::version::up(conn).await.unwrap();
        assert_eq!(schema(&db).await, before);
        // Each step can be taken alone.
        let steps = migrations::Migrator::migrations().len();
        for _ in 0..steps {
            migrations::Migrator::down(conn, Some(1)).await.unwrap();
        }
        for _ in 0..steps {
            migrations::Migrator::up(conn, Some(1)).await.unwrap();
        }
        assert_eq!(schema(&db).await, before);
    }
}
