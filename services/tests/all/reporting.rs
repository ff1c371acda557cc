//! Exporting completions: what is in the file, and that it was recorded.

use crate::{
    support::{TestDb, db_test},
    training::{COURSE, assign, course, finish, publish, republish, seoul, these},
};
use domain::{
    accounts::Role, audit::record::FactRecord, content::ContentHash, ids::PersonId,
    language::Language,
};
use futures::TryStreamExt;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use services::{
    Ctx, Error,
    accounts::AddPerson,
    content::Change,
    entity::facts,
    reporting::{Filter, Header, export_completions},
};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use time::{Duration, macros::date};

fn header() -> Header {
    std::array::from_fn(|n| format!("h{n}"))
}

/// The whole file, its number of rows as it was announced, and in how many pieces it came.
pub async fn export(
    db: &TestDb,
    ctx: &Ctx,
    filter: &Filter,
) -> Result<(String, u64, usize), Error> {
    let made = export_completions(&db.store, ctx, filter, header()).await?;
    let pieces: Vec<Vec<u8>> = made.file.try_collect().await?;
    let text = String::from_utf8(pieces.concat()).unwrap();
    Ok((text, made.rows, pieces.len()))
}

/// That many more completions of a version, a second apart: another round each, as no person could.
async fn completed_often(db: &TestDb, person: PersonId, version: ContentHash, times: i64) {
    let (id, person, hash) = if db.is_postgres() {
        let hash = format!("'\\x{version}'::bytea");
        ("gen_random_uuid()", format!("'{person}'"), hash)
    } else {
        let person = format!("x'{}'", person.as_uuid().simple());
        ("randomblob(16)", person, format!("x'{version}'"))
    };
    let at = db.clock.now().unix_timestamp() * 1_000_000;
    let sql = format!(
        "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {times}) \
         INSERT INTO completions (id, person_id, course_slug, course_hash, cycle, language, completed_at) \
         SELECT {id}, {person}, '{COURSE}', {hash}, n + 1, 'ko', {at} + CAST(n / 2 AS BIGINT) * 1000000 FROM n"
    );
    db.sql(&sql).await.unwrap();
}

const EXPORTS: &str =
    "SELECT CAST(count(*) AS BIGINT) FROM facts WHERE kind = 'completions_exported'";
const ENDS: &str =
    "SELECT CAST(count(*) AS BIGINT) FROM facts WHERE kind = 'completions_export_ended'";

db_test! {
    async fn the_file_names_version_language_and_local_time_and_the_log_says_it_was_made(db: TestDb) {
        let version = publish(&db, "text", Change::Material).await;
        let hr = db.person("hr", Role::Hr).await;
        let person = db.person("hb-1", Role::Employee).await;
        db.person("hb-2", Role::Employee).await;
        let due = assign(these(&[person]), "2026-11-24");
        db.store.write(&seoul(&db, hr), due).await.unwrap();
        finish(&db, person, "first", Language::En).await;
        db.clock.advance(Duration::hours(7));
        finish(&db, person, "second", Language::En).await;
        let ctx = seoul(&db, hr);
        let (text, rows, _) = export(&db, &ctx, &Filter::default()).await.unwrap();
        assert_eq!(rows, 1);
        let line = format!(
            "HB-1,김민지,,{},작은 과정,{version},1,en,,2026-11-25T01:00:00+09:00,Asia/Seoul,2026-11-24,true",
            course()
        );
        assert_eq!(text.lines().nth(1), Some(line.as_str()));
        assert_eq!(text.lines().count(), 2);
        assert_eq!(db.number(EXPORTS).await, 1);
        // Sent again it is a download of its own.
        export(&db, &ctx, &Filter::default()).await.unwrap();
        assert_eq!((db.number(EXPORTS).await, db.number(ENDS).await), (2, 2));
        let values = "SELECT CAST(count(*) AS BIGINT) FROM fact_values v JOIN facts f ON f.id = v.fact_id WHERE f.kind LIKE 'completions_export%'";
        assert_eq!(db.number(values).await, 0, "no name beside the fact");
    }

    async fn days_are_those_of_the_actor_and_both_ends_count(db: TestDb) {
        publish(&db, "text", Change::Material).await;
        let hr = db.person("hr", Role::Hr).await;
        let person = db.person("hb-1", Role::Employee).await;
        db.clock.advance(Duration::hours(7));
        finish(&db, person, "first", Language::Ko).await;
        finish(&db, person, "second", Language::Ko).await;
        // 16:00 UTC on the 24th is the 25th in Seoul.
        let (before, on) = (Some(date!(2026 - 11 - 24)), Some(date!(2026 - 11 - 25)));
        for (from, until, rows) in [(on, on, 1), (None, before, 0), (before, None, 1), (None, on, 1)] {
            let filter = Filter { from, until, ..Filter::default() };
            let (text, counted, _) = export(&db, &seoul(&db, hr), &filter).await.unwrap();
            assert_eq!((counted, text.lines().count()), (rows, 1 + rows as usize), "{from:?} {until:?}");
        }
    }

    async fn a_long_file_comes_in_pieces_from_one_state_of_the_database(db: TestDb) {
        let version = publish(&db, "text", Change::Material).await;
        let hr = db.person("hr", Role::Hr).await;
        let add = AddPerson {
            name: "=1+1".into(),
            employee_number: "hb-1".into(),
            email: None,
            language: Language::Ko,
            time_zone: "Asia/Seoul".into(),
        };
        let person = db.store.write(&db.system(), add).await.unwrap();
        completed_often(&db, person, version, 4_321).await;
        let made = export_completions(&db.store, &seoul(&db, hr), &Filter::default(), header()).await.unwrap();
        assert_eq!(made.rows, 4_321);
        let mut file = made.file;
        let mut text = file.try_next().await.unwrap().unwrap();
        assert_eq!(db.number(EXPORTS).await, 1, "recorded before the first byte");
        // What comes in meanwhile is not in this file.
        let late = db.person("hb-2", Role::Employee).await;
        finish(&db, late, "first", Language::Ko).await;
        finish(&db, late, "second", Language::Ko).await;
        let mut pieces = 0;
        while let Some(piece) = file.try_next().await.unwrap() {
            assert_eq!(db.number(ENDS).await, 0);
            assert!(piece.len() < 120_000, "{} bytes at once", piece.len());
            text.extend(piece);
            pieces += 1;
        }
        assert_eq!((pieces, db.number(ENDS).await), (9, 1));
        let text = String::from_utf8(text).unwrap();
        let rounds: BTreeSet<i64> = text.lines().skip(1).map(|line| {
            assert!(line.starts_with("HB-1,'=1+1,,"), "{line}");
            line.split(',').nth(6).unwrap().parse().unwrap()
        }).collect();
        assert_eq!(rounds, (2..=4_322).collect(), "each once");
        let sealed = facts::Entity::find().filter(facts::Column::Kind.eq("completions_export_ended"));
        let sealed = sealed.one(db.store.read()).await.unwrap().unwrap();
        let sealed = FactRecord::from_canonical_bytes(&sealed.body).unwrap();
        assert_eq!(sealed.codes["sha256"], hex::encode(Sha256::digest(&text)));
        assert_eq!(sealed.codes["rows"], "4321");
    }

    async fn a_file_that_nobody_takes_to_its_end_was_exported_all_the_same(db: TestDb) {
        let version = publish(&db, "text", Change::Material).await;
        let hr = db.person("hr", Role::Hr).await;
        let person = db.person("hb-1", Role::Employee).await;
        completed_often(&db, person, version, 2_000).await;
        // More often than there are places for downloads: each gives its own back.
        for _ in 0..12 {
            let made = export_completions(&db.store, &seoul(&db, hr), &Filter::default(), header()).await.unwrap();
            let mut file = made.file;
            file.try_next().await.unwrap();
            file.try_next().await.unwrap();
        }
        assert_eq!((db.number(EXPORTS).await, db.number(ENDS).await), (12, 0));
    }

    async fn the_title_is_that_of_the_version_in_the_language_of_who_exports(db: TestDb) {
        publish(&db, "text", Change::Material).await;
        let hr = db.person("hr", Role::Hr).await;
        let person = db.person("hb-1", Role::Employee).await;
        finish(&db, person, "first", Language::Ko).await;
        finish(&db, person, "second", Language::Ko).await;
        republish(&db, "A renamed course", "another text").await;
        for (language, title) in [(Language::Ko, "작은 과정"), (Language::En, "A small course")] {
            let ctx = Ctx { language, ..seoul(&db, hr) };
            let (text, _, _) = export(&db, &ctx, &Filter::default()).await.unwrap();
            assert!(text.contains(&format!(",{},{title},", course())), "{text}");
        }
    }

    async fn nothing_leaves_for_who_may_not_export(db: TestDb) {
        publish(&db, "text", Change::Material).await;
        for role in [Role::Employee, Role::Administrator, Role::Author] {
            let person = db.person(&format!("p-{}", role.code()), role).await;
            let ctx = db.as_person(person);
            let refused = export(&db, &ctx, &Filter::default()).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{role:?}");
        }
        let auditor = db.person("aud", Role::Auditor).await;
        let ctx = db.as_person(auditor);
        assert!(export(&db, &ctx, &Filter::default()).await.is_ok());
        assert_eq!(db.number(EXPORTS).await, 1);
    }
}
