//! The sealed log: what is sealed verifies, what is altered is found.

use crate::support::{TestDb, db_test};
use domain::accounts::Role;
use services::{
    Error,
    accounts::KnownAs,
    audit::{
        key::SigningKey,
        queries::newest,
        sealer::Sealer,
        verify::{Finding, Report, verify},
    },
};
use std::sync::Arc;

pub fn key() -> Arc<SigningKey> {
    let folder = tempfile::tempdir().unwrap();
    Arc::new(SigningKey::load_or_create(&folder.path().join("key")).unwrap())
}

pub async fn sealed(db: &TestDb, key: &Arc<SigningKey>) -> Report {
    let sealer = Sealer::new(db.store.clone(), db.clock.clone(), key.clone());
    sealer.seal_all().await.unwrap();
    verify(&db.store, &key.public()).await.unwrap()
}

/// Goes past the guards, as somebody with the database's password could.
async fn forge(db: &TestDb, sql: &str) {
    if db.is_postgres() {
        for table in ["facts", "log_leaves", "checkpoints", "fact_values"] {
            db.sql(&format!("ALTER TABLE {table} DISABLE TRIGGER ALL"))
                .await
                .unwrap();
        }
    } else {
        for table in ["facts", "log_leaves", "checkpoints"] {
            db.sql(&format!("DROP TRIGGER IF EXISTS {table}_no_update"))
                .await
                .unwrap();
            db.sql(&format!("DROP TRIGGER IF EXISTS {table}_no_delete"))
                .await
                .unwrap();
        }
        db.sql("DROP TRIGGER IF EXISTS fact_values_no_update")
            .await
            .unwrap();
        db.sql("PRAGMA foreign_keys = OFF").await.unwrap();
    }
    assert!(db.sql(sql).await.unwrap() > 0, "{sql}");
}

/// Thirty-two bytes of nothing, as each engine writes them.
fn zeros(db: &TestDb) -> String {
    let hex = "00".repeat(32);
    if db.is_postgres() {
        format!("'\\x{hex}'::bytea")
    } else {
        format!("x'{hex}'")
    }
}

db_test! {
    async fn everything_is_sealed_and_verifies(db: TestDb) {
        let key = key();
        db.person("hb-1", Role::Hr).await;
        let report = sealed(&db, &key).await;
        assert_eq!(report.findings, []);
        assert_eq!((report.sealed, report.checkpoints, report.waiting), (3, 1, 0));
        db.person("hb-2", Role::Employee).await;
        let waiting = verify(&db.store, &key.public()).await.unwrap();
        assert_eq!((waiting.findings.len(), waiting.waiting), (0, 1));
        let report = sealed(&db, &key).await;
        assert_eq!((report.findings.len(), report.sealed, report.checkpoints), (0, 4, 2));
    }

    async fn an_erased_name_keeps_the_chain_whole(db: TestDb) {
        let key = key();
        db.person("hb-1", Role::Employee).await;
        db.sql("DELETE FROM fact_values WHERE field = 'name'").await.unwrap();
        let report = sealed(&db, &key).await;
        assert_eq!((report.findings.len(), report.erased), (0, 1));
    }

    async fn an_altered_column_is_found(db: TestDb) {
        let key = key();
        db.person("hb-1", Role::Employee).await;
        sealed(&db, &key).await;
        forge(&db, "UPDATE facts SET kind = 'nothing_happened' WHERE kind = 'person_added'").await;
        let report = verify(&db.store, &key.public()).await.unwrap();
        assert!(matches!(report.findings[..], [Finding::ColumnAltered(_)]), "{:?}", report.findings);
    }

    async fn an_altered_value_is_found(db: TestDb) {
        let key = key();
        db.person("hb-1", Role::Employee).await;
        sealed(&db, &key).await;
        forge(&db, "UPDATE fact_values SET value = '다른 이름' WHERE field = 'name'").await;
        let report = verify(&db.store, &key.public()).await.unwrap();
        assert!(matches!(report.findings[..], [Finding::ValueAltered(..)]), "{:?}", report.findings);
    }

    async fn a_removed_leaf_is_found(db: TestDb) {
        let key = key();
        db.person("hb-1", Role::Employee).await;
        sealed(&db, &key).await;
        forge(&db, "DELETE FROM log_leaves WHERE seq = 0").await;
        let report = verify(&db.store, &key.public()).await.unwrap();
        assert!(report.findings.contains(&Finding::Gap(0)), "{:?}", report.findings);
        assert!(report.findings.iter().any(|f| matches!(f, Finding::Uncovered(_))), "{:?}", report.findings);
    }

    async fn another_key_signs_nothing(db: TestDb) {
        let key_one = key();
        db.person("hb-1", Role::Employee).await;
        sealed(&db, &key_one).await;
        let report = verify(&db.store, &key().public()).await.unwrap();
        assert!(matches!(report.findings[..], [Finding::Signature(_)]), "{:?}", report.findings);
    }

    async fn altered_bytes_are_found(db: TestDb) {
        let key = key();
        db.person("hb-1", Role::Employee).await;
        sealed(&db, &key).await;
        let zeros = zeros(&db);
        forge(&db, &format!("UPDATE facts SET body = {zeros} WHERE kind = 'person_added'")).await;
        let report = verify(&db.store, &key.public()).await.unwrap();
        assert!(report.findings.iter().any(|f| matches!(f, Finding::Altered(_))), "{:?}", report.findings);
    }

    async fn a_removed_fact_is_found(db: TestDb) {
        let key = key();
        db.person("hb-1", Role::Employee).await;
        sealed(&db, &key).await;
        forge(&db, "DELETE FROM facts WHERE kind = 'person_added'").await;
        let report = verify(&db.store, &key.public()).await.unwrap();
        assert!(report.findings.iter().any(|f| matches!(f, Finding::Missing(_))), "{:?}", report.findings);
    }

    async fn another_root_is_found(db: TestDb) {
        let key = key();
        db.person("hb-1", Role::Employee).await;
        sealed(&db, &key).await;
        let zeros = zeros(&db);
        forge(&db, &format!("UPDATE checkpoints SET root = {zeros}")).await;
        let report = verify(&db.store, &key.public()).await.unwrap();
        assert!(report.findings.iter().any(|f| matches!(f, Finding::Root(_))), "{:?}", report.findings);
    }

    async fn leaves_without_a_signature_are_found(db: TestDb) {
        let key = key();
        db.person("hb-1", Role::Employee).await;
        sealed(&db, &key).await;
        forge(&db, "DELETE FROM checkpoints").await;
        let report = verify(&db.store, &key.public()).await.unwrap();
        assert!(matches!(report.findings[..], [Finding::Unsigned(_)]), "{:?}", report.findings);
    }
}

db_test! {
    async fn the_page_names_who_acted_and_whom_it_happened_to(db: TestDb) {
        let auditor = db.person("HB-9", Role::Auditor).await;
        let facts = newest(&db.store, &db.as_person(auditor), 100).await.unwrap();
        let added = facts.iter().find(|f| f.kind == "person_added").unwrap();
        let named = |name: &str, number: &str| {
            Some(KnownAs { name: name.into(), employee_number: number.into() })
        };
        assert_eq!(added.subject.as_deref(), Some(&*auditor.to_string()));
        assert_eq!(added.subject_name, named("김민지", "HB-9"));
        assert_eq!(added.actor_name, None, "the system has no name");
        let colleague = db.person("HB-8", Role::Employee).await;
        let refused = newest(&db.store, &db.as_person(colleague), 100).await;
        assert!(matches!(refused, Err(Error::Forbidden)));
    }
}
