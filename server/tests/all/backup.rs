//! Backups are made while people work, and only whole ones are put back.

use crate::db::TestDb;
use domain::accounts::Role;
use sea_orm::{ConnectionTrait, Database, EntityTrait, PaginatorTrait};
use server::{backup, config};
use services::{
    accounts::AddPerson,
    audit::{
        key::{PublicKey, SigningKey},
        sealer::Sealer,
    },
    entity::people,
    store::Store,
};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
};

/// A database in use, with its key, and a folder for backups.
struct InUse {
    db: TestDb,
    folder: tempfile::TempDir,
    key: Arc<SigningKey>,
    config: config::Config,
}

fn configured(database: &Path) -> config::Config {
    let url = format!("sqlite://{}?mode=rwc", database.display());
    let env = |name: &str| (name == "DATABASE_URL").then(|| url.clone());
    config::parse("", env).unwrap()
}

impl InUse {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("jasin.db");
        let db = TestDb::sqlite_at(&file).await;
        let key = SigningKey::load_or_create(&folder.path().join("signing.key")).unwrap();
        Self {
            db,
            key: Arc::new(key),
            config: configured(&file),
            folder,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn public(&self) -> PublicKey {
        self.key.public()
    }

    fn sealer(&self) -> Sealer {
        Sealer::new(
            self.db.store.clone(),
            self.db.clock.clone(),
            self.key.clone(),
        )
    }

    /// A backup of a few people, sealed.
    async fn backup(&self) -> PathBuf {
        self.db.person("hb-1", Role::Employee).await;
        self.sealer().seal_all().await.unwrap();
        let file = self.path("backup.db");
        backup::make(&self.config, &file).await.unwrap();
        file
    }
}

async fn people(store: &Store) -> u64 {
    people::Entity::find().count(store.read()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_made_while_people_work_is_whole_and_verifies() {
    let used = InUse::start().await;
    let (going, written) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicU32::new(0)));
    let writers = (0..4).map(|writer| {
        let (store, ctx) = (used.db.store.clone(), used.db.system());
        let (going, written) = (going.clone(), written.clone());
        tokio::spawn(async move {
            let mut n = 0;
            while going.load(Ordering::SeqCst) {
                let add = AddPerson {
                    name: "김민지".into(),
                    employee_number: format!("w{writer}-{n}"),
                    email: None,
                    language: domain::language::Language::Ko,
                    time_zone: "Asia/Seoul".into(),
                };
                store.write(&ctx.with_new_key(), add).await.unwrap();
                written.fetch_add(1, Ordering::SeqCst);
                n += 1;
            }
        })
    });
    let writers: Vec<_> = writers.collect();
    let sealer = used.sealer();
    let sealing = {
        let going = going.clone();
        tokio::spawn(async move {
            while going.load(Ordering::SeqCst) {
                sealer.seal_all().await.unwrap();
                tokio::task::yield_now().await;
            }
        })
    };
    let mut backups = Vec::new();
    for n in 0..3 {
        while written.load(Ordering::SeqCst) < 40 * (n + 1) {
            tokio::task::yield_now().await;
        }
        let before = written.load(Ordering::SeqCst);
        let file = used.path(&format!("backup-{n}.db"));
        backup::make(&used.config, &file).await.unwrap();
        backups.push((file, before, written.load(Ordering::SeqCst) + 4));
    }
    going.store(false, Ordering::SeqCst);
    for writer in writers {
        writer.await.unwrap();
    }
    sealing.await.unwrap();
    for (file, before, after) in &backups {
        backup::check(file, &used.public()).await.unwrap();
        let store = Store::connect(&format!("sqlite://{}?mode=rwc", file.display()))
            .await
            .unwrap();
        let held = u32::try_from(people(&store).await).unwrap();
        store.close().await.unwrap();
        assert!(
            (*before..=*after).contains(&held),
            "{held} of {before} to {after}"
        );
    }
    let again = backup::make(&used.config, &backups[0].0)
        .await
        .unwrap_err()
        .to_string();
    assert!(again.contains("is there already"), "{again}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restore_puts_back_what_was_there_and_keeps_what_is() {
    let used = InUse::start().await;
    let file = used.backup().await;
    used.db.person("hb-2", Role::Employee).await;
    let busy = backup::restore(&used.config, &file, &used.public())
        .await
        .unwrap_err()
        .to_string();
    assert!(busy.contains("is in use"), "{busy}");
    assert_eq!(people(&used.db.store).await, 2);
    used.db.store.close().await.unwrap();
    backup::restore(&used.config, &file, &used.public())
        .await
        .unwrap();
    let store = Store::connect(&used.config.database_url).await.unwrap();
    assert_eq!(people(&store).await, 1);
    store.close().await.unwrap();
    let before = format!(
        "sqlite://{}?mode=rw",
        used.path("jasin.db.before-restore").display()
    );
    let store = Store::connect(&before).await.unwrap();
    assert_eq!(people(&store).await, 2);
    store.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_broken_can_be_replaced() {
    let used = InUse::start().await;
    let file = used.backup().await;
    used.db.store.close().await.unwrap();
    fs::write(used.path("jasin.db"), "this was a database").unwrap();
    backup::restore(&used.config, &file, &used.public())
        .await
        .unwrap();
    let store = Store::connect(&used.config.database_url).await.unwrap();
    assert_eq!(people(&store).await, 1);
    store.close().await.unwrap();
    let kept = fs::read_to_string(used.path("jasin.db.before-restore")).unwrap();
    assert_eq!(kept, "this was a database");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_broken_altered_or_newer_is_refused_and_nothing_changes() {
    let used = InUse::start().await;
    let file = used.backup().await;
    used.db.store.close().await.unwrap();
    let there = fs::read(used.path("jasin.db")).unwrap();
    let good = fs::read(&file).unwrap();

    let cut = used.path("cut.db");
    fs::write(&cut, &good[..good.len() / 2]).unwrap();
    let text = used.path("text.db");
    fs::write(&text, "not a database at all").unwrap();
    let newer = used.path("newer.db");
    change(
        &good,
        &newer,
        "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_future', 0)",
    )
    .await;
    let altered = used.path("altered.db");
    change(
        &good,
        &altered,
        "DROP TRIGGER facts_no_update; UPDATE facts SET body = X'00' WHERE kind = 'person_added'",
    )
    .await;
    let other = used.path("other.key");
    let stranger = SigningKey::load_or_create(&other).unwrap().public();

    for (file, key, says) in [
        (&cut, used.public(), ""),
        (&text, used.public(), ""),
        (
            &newer,
            used.public(),
            "of a newer version: it has m9999_future",
        ),
        (&altered, used.public(), "does not verify"),
        (&file, stranger, "does not verify"),
        (&used.path("nowhere.db"), used.public(), "is not there"),
    ] {
        for error in [
            backup::check(file, &key).await.unwrap_err(),
            backup::restore(&used.config, file, &key).await.unwrap_err(),
        ] {
            let error = error.to_string();
            assert!(error.contains(says), "{}: {error}", file.display());
        }
    }
    assert!(
        there == fs::read(used.path("jasin.db")).unwrap(),
        "the database was changed"
    );
    assert!(!used.path("jasin.db.before-restore").exists());
    backup::check(&file, &used.public()).await.unwrap();
    assert!(
        good == fs::read(&file).unwrap(),
        "checking changed the backup"
    );
}

/// A copy of the backup on which somebody ran SQL.
async fn change(good: &[u8], to: &Path, sql: &str) {
    fs::write(to, good).unwrap();
    let db = Database::connect(format!("sqlite://{}?mode=rw", to.display()))
        .await
        .unwrap();
    db.execute_unprepared(sql).await.unwrap();
    db.close().await.unwrap();
}
