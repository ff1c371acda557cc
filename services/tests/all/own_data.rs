//! One's own data: all of it, nobody else's, no secret, and recorded.

use crate::support::{TestDb, db_test};
use domain::{accounts::Role, ids::PersonId};
use sea_orm::Statement;
use serde_json::Value;
use services::{
    Ctx, Error,
    accounts::{
        InvitePerson, OpenSetup,
        own_data::{
            self,
            tables::{HOLDINGS, NOT_THEIRS, SECRETS},
        },
        session,
        setup::give_password,
    },
};
use std::collections::BTreeSet;
use time::Duration;

const PASSWORD: &str = "a calm lake and seven herons";

fn confirmed(db: &TestDb, person: PersonId) -> Ctx {
    Ctx {
        reauthenticated_at: Some(db.clock.now()),
        ..db.as_person(person)
    }
}

async fn pairs(db: &TestDb, sql: &str) -> Vec<(String, String)> {
    let backend = db.store.backend();
    let statement = Statement::from_string(backend, sql);
    let rows = sea_orm::ConnectionTrait::query_all_raw(db.store.read(), statement)
        .await
        .unwrap();
    let text = |row: &sea_orm::QueryResult, i| row.try_get_by_index::<String>(i).unwrap();
    rows.iter()
        .map(|row| (text(row, 0), text(row, 1)))
        .collect()
}

/// Every column of every table.
async fn columns(db: &TestDb) -> Vec<(String, String)> {
    let sql = if db.is_postgres() {
        "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = 'public'"
    } else {
        "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
    };
    pairs(db, sql).await
}

/// Columns that refer to people, or to a table that belongs to them.
async fn references(db: &TestDb) -> Vec<(String, String)> {
    let owned: Vec<String> = HOLDINGS.iter().map(|h| format!("'{}'", h.table)).collect();
    let owned = owned.join(", ");
    let sql = if db.is_postgres() {
        format!(
            "SELECT c.conrelid::regclass::text, a.attname::text FROM pg_constraint c \
             JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) \
             WHERE c.contype = 'f' AND c.confrelid::regclass::text IN ({owned})"
        )
    } else {
        format!(
            "SELECT m.name, f.\"from\" FROM sqlite_master m, pragma_foreign_key_list(m.name) f \
             WHERE m.type = 'table' AND f.\"table\" IN ({owned})"
        )
    };
    pairs(db, &sql).await
}

db_test! {
    async fn every_table_about_people_is_in_the_file_or_says_why_not(db: TestDb) {
        let all = columns(&db).await;
        let tables: BTreeSet<&str> = all.iter().map(|(table, _)| table.as_str()).collect();
        let named = all.iter().filter(|(_, column)| {
            column == "person_id" || column.ends_with("_person_id") || ["author_id", "reviewer_id", "manager_id"].contains(&column.as_str())
        });
        let mut lead: BTreeSet<(String, String)> = named.cloned().collect();
        lead.extend(references(&db).await);
        for (table, column) in &lead {
            let covered = HOLDINGS.iter().any(|h| h.table == table && h.column == column)
                || NOT_THEIRS.iter().any(|(t, c, _)| t == table && c == column);
            assert!(
                covered,
                "{table}.{column} leads to a person: add a line to services/src/accounts/own_data/tables.rs, and a row to the privacy notice if it is something new"
            );
        }
        for holding in HOLDINGS {
            assert!(tables.contains(holding.table), "there is no {}", holding.table);
        }
        assert!(lead.len() > 8, "{lead:?}");
    }

    async fn the_file_holds_all_of_mine_and_nothing_of_others(db: TestDb) {
        let mine = db.person("hb-1", Role::Author).await;
        let other = db.person("hb-2", Role::Hr).await;
        for person in [mine, other] {
            give_password(&db.store, &db.system(), person, PASSWORD).await.unwrap();
        }
        let token = session::create(&db.store, &db.system(), mine).await.unwrap();
        session::create(&db.store, &db.system(), other).await.unwrap();
        db.store.write(&db.as_person(other), InvitePerson { person: mine }).await.unwrap();
        let link = OpenSetup { person: mine }.run(&db.store, &db.as_person(other)).await.unwrap();
        let text = own_data::download(&db.store, &confirmed(&db, mine), mine).await.unwrap();
        let file: Value = serde_json::from_str(&text).unwrap();
        let kept = |table: &str| file["kept"][table].as_array().unwrap().clone();
        assert_eq!(kept("people").len(), 1);
        assert_eq!(kept("people")[0]["name"], "김민지");
        assert_eq!(kept("people")[0]["created_at"], "2026-11-24T09:00:00Z");
        assert_eq!(kept("people")[0]["id"], mine.to_string());
        for table in ["grants", "identities", "sessions", "one_time_tokens", "jobs"] {
            assert_eq!(kept(table).len(), 1, "{table}");
            assert_eq!(kept(table)[0]["person_id"], mine.to_string(), "{table}");
        }
        assert!(!text.contains("hb-2@hanbit.example"), "another person's address");
        for secret in [token.to_string(), link.to_string(), "$argon2".into(), hex(&token.hash())] {
            assert!(!text.contains(&secret), "{secret}");
        }
        for column in SECRETS {
            assert!(!text.contains(&format!("\"{column}\":")), "{column}");
        }
        let log = file["log"].as_array().unwrap();
        let entry = |what: &str| log.iter().find(|e| e["what"] == what).unwrap_or_else(|| panic!("no {what}"));
        assert_eq!(entry("person_added")["words"]["name"], "김민지");
        assert_eq!(entry("person_invited")["by"], "somebody else");
        assert_eq!(entry("person_signed_in")["by"], "you");
        assert_eq!(entry("own_data_downloaded")["about"], "you");
        let added = log.iter().filter(|e| e["what"] == "person_added").count();
        assert_eq!(added, 1);
    }

    async fn it_is_recorded_and_only_for_whom_it_is(db: TestDb) {
        let mine = db.person("hb-1", Role::Employee).await;
        let admin = db.person("hb-2", Role::Administrator).await;
        let recorded = "SELECT CAST(count(*) AS BIGINT) FROM facts WHERE kind = 'own_data_downloaded'";
        let theirs = own_data::download(&db.store, &confirmed(&db, admin), mine).await;
        assert!(matches!(theirs, Err(Error::Forbidden)), "{theirs:?}");
        let old = confirmed(&db, mine);
        db.clock.advance(Duration::minutes(10));
        let late = own_data::download(&db.store, &old, mine).await;
        assert!(matches!(late, Err(Error::Forbidden)), "{late:?}");
        assert_eq!(db.number(recorded).await, 0);
        own_data::download(&db.store, &confirmed(&db, mine), mine).await.unwrap();
        assert_eq!(db.number(recorded).await, 1);
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
