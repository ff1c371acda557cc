//! The one door, and what the database itself refuses.

use crate::support::{TestDb, db_test};
use sea_orm::{ActiveValue::Set, ConnectionTrait, Statement};
use serde::Serialize;
use services::{
    Ctx, Error, Result,
    ctx::Key,
    entity::throttles,
    store::{
        Command, Fact, MIN_SQLITE, Tx,
        tables::{DOMAIN_TABLES, INSERT_ONLY_TABLES, OPERATIONAL_TABLES},
    },
};
use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};
use tokio::sync::Notify;

/// Writes a row under a name.
#[derive(Serialize, Clone)]
struct Note {
    name: String,
    how: How,
}

#[derive(Serialize, Clone, Copy, PartialEq)]
enum How {
    Fine,
    Fail,
    Panic,
    Unrecorded,
}

impl Command for Note {
    const NAME: &'static str = "note";
    type Output = String;

    async fn run(&self, tx: &Tx) -> Result<String> {
        tx.insert(throttles::ActiveModel {
            subject: Set(self.name.clone()),
            failures: Set(1),
            failed_at: Set(0),
        })
        .await?;
        match self.how {
            How::Fine => drop(
                tx.fact(Fact::new("noted").value("name", &self.name))
                    .await?,
            ),
            How::Fail => return Err(Error::Forbidden),
            How::Panic => panic!("as asked"),
            How::Unrecorded => tx.wrote("people"),
        }
        Ok(self.name.clone())
    }
}

fn note(name: &str, how: How) -> Note {
    Note {
        name: name.into(),
        how,
    }
}

const NOTES: &str = "SELECT CAST(count(*) AS BIGINT) FROM throttles";

db_test! {
    async fn fifty_submissions_of_one_key_are_one(db: TestDb) {
        let ctx = db.system();
        let all = (0..50).map(|_| {
            let (store, ctx) = (db.store.clone(), ctx.clone());
            tokio::spawn(async move { store.write(&ctx, note("once", How::Fine)).await })
        });
        for one in all.collect::<Vec<_>>() {
            assert_eq!(one.await.unwrap().unwrap(), "once");
        }
        assert_eq!(db.number(NOTES).await, 1);
        let facts = "SELECT CAST(count(*) AS BIGINT) FROM facts WHERE kind = 'noted'";
        assert_eq!(db.number(facts).await, 1);
    }

    async fn a_key_belongs_to_one_submission(db: TestDb) {
        let ctx = db.system();
        db.store.write(&ctx, note("a", How::Fine)).await.unwrap();
        let other = db.store.write(&ctx, note("b", How::Fine)).await;
        assert!(matches!(other, Err(Error::Conflict(_))), "{other:?}");
        assert_eq!(db.number(NOTES).await, 1);
        let again = Ctx { key: Key::random(), ..ctx };
        db.store.write(&again, note("b", How::Fine)).await.unwrap();
    }

    async fn a_failure_or_panic_leaves_its_neighbours_alone(db: TestDb) {
        let hows = [How::Fine, How::Panic, How::Fine, How::Fail, How::Unrecorded, How::Fine];
        let all = hows.into_iter().enumerate().map(|(i, how)| {
            let (store, ctx) = (db.store.clone(), db.system());
            tokio::spawn(async move { (how, store.write(&ctx, note(&format!("n{i}"), how)).await) })
        });
        for one in all.collect::<Vec<_>>() {
            let (how, answer) = one.await.unwrap();
            assert_eq!(answer.is_ok(), how == How::Fine);
            if how == How::Unrecorded {
                assert!(matches!(answer, Err(Error::Internal(_))));
            }
        }
        assert_eq!(db.number(NOTES).await, 3);
    }

    async fn every_table_is_on_one_list(db: TestDb) {
        let sql = if db.is_postgres() {
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'"
        } else {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        };
        let backend = db.store.backend();
        let rows = db.store.read().query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
        let real: BTreeSet<String> = rows.iter().map(|r| r.try_get_by_index(0).unwrap()).collect();
        let listed: Vec<&str> =
            [INSERT_ONLY_TABLES, DOMAIN_TABLES, OPERATIONAL_TABLES].concat();
        let unique: BTreeSet<String> = listed.iter().map(|t| (*t).to_owned()).collect();
        assert_eq!(unique.len(), listed.len(), "a table is on two lists");
        assert_eq!(real, unique);
    }

    async fn insert_only_tables_refuse_everything_else(db: TestDb) {
        db.store.write(&db.system(), note("a", How::Fine)).await.unwrap();
        for change in [
            "UPDATE facts SET kind = 'other'",
            "DELETE FROM facts",
            "UPDATE fact_values SET value = 'other'",
        ] {
            let error = db.sql(change).await.expect_err(change).to_string();
            assert!(error.contains("is insert-only"), "{error}");
        }
        if db.is_postgres() {
            assert!(db.sql("TRUNCATE facts CASCADE").await.is_err());
        } else {
            let copy = "INSERT OR REPLACE INTO facts SELECT id, 'forged', occurred_at, actor, subject, body FROM facts";
            assert!(db.sql(copy).await.is_err());
        }
        let kept = "SELECT CAST(count(*) AS BIGINT) FROM facts WHERE kind = 'noted'";
        assert_eq!(db.number(kept).await, 1);
        // A value may be erased.
        assert_eq!(db.sql("DELETE FROM fact_values WHERE field = 'name'").await.unwrap(), 1);
    }

    async fn a_newer_database_is_refused_with_the_reason(db: TestDb) {
        db.sql("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_future', 0)").await.unwrap();
        let error = migrations::version::up(db.store.migration_connection()).await.unwrap_err().to_string();
        assert!(error.contains("newer than this program") && error.contains("m9999_future"), "{error}");
    }
}

#[tokio::test]
async fn sqlite_is_new_enough_and_durable_and_its_readers_cannot_write() {
    let db = crate::support::TestDb::sqlite().await;
    let conn = db.store.migration_connection();
    let read = |sql: &'static str| async move {
        let statement = Statement::from_string(conn.get_database_backend(), sql);
        conn.query_one_raw(statement).await.unwrap().unwrap()
    };
    let version: String = read("SELECT sqlite_version()")
        .await
        .try_get_by_index(0)
        .unwrap();
    let parts: Vec<u32> = version.split('.').map(|p| p.parse().unwrap()).collect();
    assert!((parts[0], parts[1], parts[2]) >= MIN_SQLITE, "{version}");
    let mode: String = read("PRAGMA journal_mode")
        .await
        .try_get_by_index(0)
        .unwrap();
    let synchronous: i64 = read("PRAGMA synchronous")
        .await
        .try_get_by_index(0)
        .unwrap();
    let keys: i64 = read("PRAGMA foreign_keys")
        .await
        .try_get_by_index(0)
        .unwrap();
    assert_eq!((mode.as_str(), synchronous, keys), ("wal", 2, 1));
    assert!(
        db.store
            .read()
            .execute_unprepared("DELETE FROM throttles")
            .await
            .is_err()
    );
}

/// A command that takes its time: it says that it has begun, and goes on when it may.
#[derive(Serialize, Clone, Default)]
struct Long {
    #[serde(skip)]
    runs: Arc<AtomicU32>,
    #[serde(skip)]
    begun: Arc<Notify>,
    #[serde(skip)]
    may_end: Arc<Notify>,
}

impl Command for Long {
    const NAME: &'static str = "long";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        tx.insert(throttles::ActiveModel {
            subject: Set("long".into()),
            failures: Set(1),
            failed_at: Set(0),
        })
        .await?;
        if self.runs.fetch_add(1, Ordering::SeqCst) == 0 {
            self.begun.notify_one();
            self.may_end.notified().await;
        }
        tx.fact(Fact::new("long_ended")).await.map(drop)
    }
}

/// On SQLite nothing is written meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_others_write_meanwhile_does_not_undo_a_long_command_on_postgres() {
    let db = TestDb::postgres().await;
    let long = Long::default();
    let (store, ctx, command) = (db.store.clone(), db.system(), long.clone());
    let running = tokio::spawn(async move { store.write(&ctx, command).await });
    long.begun.notified().await;
    for n in 0..20 {
        let name = format!("meanwhile {n}");
        db.store
            .write(&db.system(), note(&name, How::Fine))
            .await
            .unwrap();
    }
    long.may_end.notify_one();
    running.await.unwrap().unwrap();
    assert_eq!(long.runs.load(Ordering::SeqCst), 1);
    assert_eq!(db.number(NOTES).await, 21);
}
