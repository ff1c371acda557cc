//! A database a test, on both engines.

use domain::{accounts::Role, content::ContentHash, ids::PersonId, language::Language};
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use services::{
    Ctx,
    accounts::{AddPerson, GrantRole},
    clock::Clock,
    ctx::Actor,
    installation,
    store::Store,
};
use std::sync::atomic::{AtomicU32, Ordering};
use time::macros::datetime;

/// A migrated, founded database of its own.
pub struct TestDb {
    pub store: Store,
    pub clock: Clock,
    _folder: Option<tempfile::TempDir>,
}

/// Runs the test on SQLite and on PostgreSQL.
macro_rules! db_test {
    ($(async fn $name:ident($db:ident: TestDb) $body:block)+) => {$(
        mod $name {
            use super::*;
            async fn run($db: TestDb) $body
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                run(TestDb::sqlite().await).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                run(TestDb::postgres().await).await;
            }
        }
    )+};
}
pub(crate) use db_test;

static NUMBER: AtomicU32 = AtomicU32::new(0);
static TEMPLATE: tokio::sync::OnceCell<String> = tokio::sync::OnceCell::const_new();

fn admin_url() -> String {
    std::env::var("JASIN_TEST_POSTGRES")
        .expect("JASIN_TEST_POSTGRES is not set: run `cargo xtask test services`, which starts a PostgreSQL")
}

fn with_database(url: &str, name: &str) -> String {
    format!("{}/{name}", url.rsplit_once('/').unwrap().0)
}

/// Makes a database on the server of the tests; its address.
async fn create(name: &str, how: &str) -> String {
    let admin = Database::connect(admin_url()).await.unwrap();
    admin
        .execute_unprepared(&format!("CREATE DATABASE {name} {how}"))
        .await
        .unwrap();
    admin.close().await.unwrap();
    with_database(&admin_url(), name)
}

/// Migrated once a run, cloned for each test.
async fn template() -> &'static str {
    TEMPLATE
        .get_or_init(|| async {
            let name = format!("template_{}", std::process::id());
            let url = create(&name, "").await;
            let db = Database::connect(url).await.unwrap();
            migrations::version::up(&db).await.unwrap();
            db.close().await.unwrap();
            name
        })
        .await
}

impl TestDb {
    /// A file of its own.
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!(
            "sqlite://{}?mode=rwc",
            folder.path().join("test.db").display()
        );
        Self::open(&url, Some(folder)).await
    }

    /// In this file, which the test looks after.
    #[allow(dead_code, reason = "only tests of backups know their files")]
    pub async fn sqlite_at(file: &std::path::Path) -> Self {
        Self::open(&format!("sqlite://{}?mode=rwc", file.display()), None).await
    }

    /// A clone of the template.
    pub async fn postgres() -> Self {
        let template = template().await;
        let name = format!(
            "test_{}_{}",
            std::process::id(),
            NUMBER.fetch_add(1, Ordering::SeqCst)
        );
        let url = create(&name, &format!("TEMPLATE {template}")).await;
        Self::open(&url, None).await
    }

    /// The address of an empty database on the server of the tests, for a program that migrates it itself.
    #[allow(dead_code, reason = "only tests of the whole program start one")]
    pub async fn empty_postgres() -> String {
        let number = NUMBER.fetch_add(1, Ordering::SeqCst);
        let name = format!("empty_{}_{number}", std::process::id());
        create(&name, "").await
    }

    async fn open(url: &str, folder: Option<tempfile::TempDir>) -> Self {
        let store = Store::connect(url).await.unwrap();
        migrations::version::up(store.migration_connection())
            .await
            .unwrap();
        let clock = Clock::fixed(datetime!(2026-11-24 09:00 UTC));
        let db = Self {
            store,
            clock,
            _folder: folder,
        };
        installation::ensure(&db.store, &db.system(), false)
            .await
            .unwrap();
        db
    }

    /// The program itself.
    pub fn system(&self) -> Ctx {
        Ctx::system(self.clock.clone(), "test")
    }

    /// A person acting.
    pub fn as_person(&self, id: PersonId) -> Ctx {
        Ctx {
            actor: Actor::Person(id),
            ..self.system()
        }
    }

    /// Adds a person with a role.
    pub async fn person(&self, number: &str, role: Role) -> PersonId {
        let add = AddPerson {
            name: "김민지".into(),
            employee_number: number.into(),
            email: Some(format!("{number}@hanbit.example")),
            language: Language::Ko,
            time_zone: "Asia/Seoul".into(),
        };
        let person = self.store.write(&self.system(), add).await.unwrap();
        if role != Role::Employee {
            let grant = GrantRole {
                person,
                role,
                scope: domain::accounts::Scope::All,
                reason: "test".into(),
            };
            self.store.write(&self.system(), grant).await.unwrap();
        }
        person
    }

    /// Runs SQL as somebody who goes past the program.
    pub async fn sql(&self, sql: &str) -> Result<u64, sea_orm::DbErr> {
        Ok(self
            .store
            .migration_connection()
            .execute_unprepared(sql)
            .await?
            .rows_affected())
    }

    /// The one number that a query gives.
    pub async fn number(&self, sql: &str) -> i64 {
        let backend = self.store.backend();
        let row = self
            .store
            .read()
            .query_one_raw(Statement::from_string(backend, sql))
            .await
            .unwrap();
        row.unwrap().try_get_by_index(0).unwrap()
    }

    /// The course version that was imported last.
    pub async fn newest_course(&self) -> ContentHash {
        let sql = "SELECT hash FROM content_versions v WHERE kind = 'course' AND NOT EXISTS \
                   (SELECT 1 FROM publications p WHERE p.hash = v.hash)";
        let statement = Statement::from_string(self.store.backend(), sql);
        let row = self.store.read().query_one_raw(statement).await.unwrap();
        let hash: Vec<u8> = row.unwrap().try_get_by_index(0).unwrap();
        ContentHash(hash.try_into().unwrap())
    }

    /// Whether this is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        self.store.backend() == DbBackend::Postgres
    }
}
