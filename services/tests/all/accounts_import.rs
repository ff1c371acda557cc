//! People from a file: what is said beforehand, and that it happens whole or not at all.

use crate::{
    accounts_organisation::{START, grant, group, hire, terms},
    support::{TestDb, db_test},
};
use domain::{
    accounts::{Role, Scope},
    ids::{ImportId, PersonId},
};
use services::{
    Ctx, Error,
    accounts::{
        import::{self, Column, Counts, EntryKind, Outcome, Plan, Problem, UploadImport},
        queries,
        setup::give_password,
    },
    clock::Clock,
    ctx::Key,
    store::{Command, Fact, Tx},
};
use time::macros::date;

const HEADER: &str =
    "employee_number,name,email,legal_entity,department,manager,job_role,location,from,to\n";

async fn upload(db: &TestDb, text: &str) -> ImportId {
    let upload = UploadImport::of(text.as_bytes(), "file").unwrap();
    db.store.write(&db.system(), upload).await.unwrap()
}

async fn plan(db: &TestDb, rows: &str) -> (ImportId, Plan) {
    let id = upload(db, &format!("{HEADER}{rows}")).await;
    let (plan, applied) = import::preview(&db.store, &db.system(), id).await.unwrap();
    assert!(!applied);
    (id, plan)
}

async fn bring_in(db: &TestDb, rows: &str) -> Counts {
    let (id, plan) = plan(db, rows).await;
    assert_eq!(plan.bad, []);
    let outcome = import::confirm(&db.store, &db.system(), id, &plan.hash)
        .await
        .unwrap();
    assert!(matches!(outcome, Outcome::Applied), "{outcome:?}");
    plan.counts
}

async fn by_number(db: &TestDb, number: &str) -> PersonId {
    queries::by_number(&db.store, &db.system(), number)
        .await
        .unwrap()
        .unwrap()
}

async fn rows_of(db: &TestDb, table: &str) -> i64 {
    db.number(&format!("SELECT CAST(count(*) AS BIGINT) FROM {table}"))
        .await
}

db_test! {
    async fn a_file_adds_changes_moves_and_leaves_alone(db: TestDb) {
        let g = group(&db).await;
        let stays = db.person("stays", Role::Employee).await;
        let moves = db.person("moves", Role::Employee).await;
        for person in [stays, moves] {
            hire(&db, person, terms(g.seoul, g.sales)).await;
        }
        let rows = "NEW-1,새사람,new1@hanbit.example,HBP,FIELD,NEW-2,MR,Seoul,2026-12-01,\n\
                    NEW-2,\"Lead, New\",,HBUK,MED,,MSL,London,2026-12-01,2027-11-30\n\
                    STAYS,김민지,stays@hanbit.example,HBP,SALES,,MR,Seoul,,\n\
                    MOVES,김새이름,,HBUK,MED,NEW-1,MSL,London,2026-12-01,\n";
        let before = (rows_of(&db, "people").await, rows_of(&db, "employments").await);
        let (_, said) = plan(&db, rows).await;
        assert_eq!(said.bad, []);
        let expected = Counts { rows: 4, created: 2, changed: 1, hired: 2, moved: 1, adjusted: 0, ended: 0, same: 1 };
        assert_eq!(said.counts, expected);
        assert_eq!((rows_of(&db, "people").await, rows_of(&db, "employments").await), before);
        let moved = said.entries.iter().find(|e| matches!(e.kind, EntryKind::Moved { .. })).unwrap();
        assert_eq!((moved.line, moved.number.as_str(), moved.name.as_str()), (5, "MOVES", "김새이름"));
        assert_eq!(moved.kind, EntryKind::Moved { before: g.sales, after: g.medical, from: date!(2026-12-01) });

        assert_eq!(bring_in(&db, rows).await, expected);
        let lead = by_number(&db, "new-2").await;
        let new = queries::person(&db.store, &db.system(), by_number(&db, "new-1").await).await.unwrap();
        let post = new.posts[0].1.on(date!(2026-12-01)).unwrap();
        assert_eq!((post.value.manager, post.value.department), (Some(lead), g.field));
        assert_eq!(new.managers[&lead].name.as_str(), "Lead, New");
        let moved = queries::person(&db.store, &db.system(), moves).await.unwrap();
        assert_eq!(moved.name.as_str(), "김새이름");
        assert_eq!(moved.posts[0].1.on(date!(2026-11-30)).unwrap().value.department, g.sales);
        assert_eq!(moved.posts[0].1.on(date!(2026-12-01)).unwrap().value.department, g.medical);
        // Those who were brought in can sign in once they have a password.
        give_password(&db.store, &db.system(), lead, "a calm lake and seven herons").await.unwrap();
        // The same file again changes nothing.
        let again = Counts { rows: 4, same: 4, ..Counts::default() };
        assert_eq!(bring_in(&db, rows).await, again);
    }

    async fn every_bad_row_is_named_and_nothing_is_brought_in(db: TestDb) {
        let g = group(&db).await;
        let two = db.person("two", Role::Employee).await;
        hire(&db, two, terms(g.seoul, g.sales)).await;
        hire(&db, two, terms(g.london, g.medical)).await;
        let gone = db.person("gone", Role::Employee).await;
        let leave = services::accounts::DeactivatePerson { person: gone, reason: "left".into() };
        db.store.write(&db.system(), leave).await.unwrap();
        let rows = ",이름,,HBP,SALES,,MR,Seoul,,\n\
                    A 1,이름,,HBP,SALES,,MR,Seoul,,\n\
                    A2,,,HBP,SALES,,MR,Seoul,,\n\
                    A3,=1+1,,HBP,SALES,,MR,Seoul,,\n\
                    A4,이름,TWO@hanbit.example,HBP,SALES,,MR,Seoul,,\n\
                    A5,이름,,NOPE,ALSO,GHOST,MR,Seoul,,\n\
                    A6,이름,,HBP,SALES,A6,MR,Seoul,,\n\
                    A7,이름,,HBP,SALES,,MR,Seoul,2026-02-30,\n\
                    A8,이름,,HBP,SALES,,MR,Seoul,2026-12-01,2026-11-30\n\
                    GONE,이름,,HBP,SALES,,MR,Seoul,,\n\
                    TWO,,,HBP,FIELD,,MR,Seoul,,\n\
                    A9,이름,,HBP,SALES,A10,MR,Seoul,,\n\
                    A10,이름,,HBP,SALES,A9,MR,Seoul,,\n\
                    A11,이름\n\
                    A12,이름,,HBP,SALES,,MR,Seoul,2025-12-31,\n";
        let (id, plan) = plan(&db, rows).await;
        let mut found: Vec<_> = plan.bad.iter().map(|b| (b.line, b.column, b.problem)).collect();
        found.sort();
        let mut expected = vec![
            (2, Some(Column::Number), Problem::Missing),
            (3, Some(Column::Number), Problem::Invalid),
            (4, Some(Column::Name), Problem::Missing),
            (5, Some(Column::Name), Problem::Formula),
            (6, Some(Column::Email), Problem::Taken),
            (7, Some(Column::LegalEntity), Problem::Unknown),
            (7, Some(Column::Department), Problem::Unknown),
            (7, Some(Column::Manager), Problem::Unknown),
            (8, Some(Column::Manager), Problem::Circle),
            (9, Some(Column::From), Problem::Invalid),
            (10, Some(Column::To), Problem::BeforeStart),
            (11, Some(Column::Number), Problem::Inactive),
            (12, Some(Column::Department), Problem::Ambiguous),
            (13, Some(Column::Manager), Problem::Circle),
            (14, Some(Column::Manager), Problem::Circle),
            (15, None, Problem::Cells),
            (16, Some(Column::Department), Problem::Unknown),
        ];
        expected.sort();
        assert_eq!(found, expected);
        let before = rows_of(&db, "people").await;
        let outcome = import::confirm(&db.store, &db.system(), id, &plan.hash).await.unwrap();
        assert!(matches!(outcome, Outcome::Differs(_)), "{outcome:?}");
        assert_eq!(rows_of(&db, "people").await, before);
    }

    async fn what_was_confirmed_happens_or_nothing(db: TestDb) {
        group(&db).await;
        let rows = "NEW,새사람,,HBP,SALES,,MR,Seoul,2026-12-01,\n";
        let (id, seen) = plan(&db, rows).await;
        // Meanwhile somebody adds the very person.
        let add = services::accounts::AddPerson {
            name: "새사람".into(), employee_number: "NEW".into(), email: None,
            language: domain::language::Language::Ko, time_zone: "Asia/Seoul".into(),
        };
        db.store.write(&db.system(), add).await.unwrap();
        let outcome = import::confirm(&db.store, &db.system(), id, &seen.hash).await.unwrap();
        let Outcome::Differs(now) = outcome else { panic!("{outcome:?}") };
        assert_eq!((now.counts.created, now.counts.hired), (0, 1));
        assert_eq!(rows_of(&db, "employments").await, 0);
        // Confirmed anew, twice with one key and twice at once: it happens once.
        let ctx = db.system();
        let (one, two) = tokio::join!(
            import::confirm(&db.store, &ctx, id, &now.hash),
            import::confirm(&db.store, &ctx, id, &now.hash),
        );
        assert!(matches!((&one, &two), (Ok(Outcome::Applied), Ok(Outcome::Applied))), "{one:?} {two:?}");
        import::confirm(&db.store, &ctx, id, &now.hash).await.unwrap();
        assert_eq!(rows_of(&db, "employments").await, 1);
        let facts = "SELECT CAST(count(*) AS BIGINT) FROM facts WHERE kind = 'people_imported'";
        assert_eq!(db.number(facts).await, 1);
        let other = Ctx { key: Key::random(), ..ctx };
        let again = import::confirm(&db.store, &other, id, &now.hash).await;
        assert!(matches!(again, Err(Error::Conflict(_))), "{again:?}");
        let kept = "SELECT CAST(count(*) AS BIGINT) FROM imports WHERE body <> ''";
        assert_eq!(db.number(kept).await, 0);
    }

    async fn only_who_may_change_everyone_imports(db: TestDb) {
        let g = group(&db).await;
        let hr = db.person("hr", Role::Employee).await;
        grant(&db, hr, Role::Hr, Scope::LegalEntity(g.seoul)).await;
        let upload = || UploadImport::of(HEADER.as_bytes(), "file").unwrap();
        let answer = db.store.write(&db.as_person(hr), upload()).await;
        assert!(matches!(answer, Err(Error::Forbidden)), "{answer:?}");
        grant(&db, hr, Role::Hr, Scope::All).await;
        db.store.write(&db.as_person(hr), upload()).await.unwrap();
        // Nor does HR change how an administrator signs in.
        let admin = db.person("admin", Role::Administrator).await;
        let rows = format!("{HEADER}ADMIN,,mine@evil.example,,,,,,,\n");
        let upload = UploadImport::of(rows.as_bytes(), "file").unwrap();
        let id = db.store.write(&db.as_person(hr), upload).await.unwrap();
        let (by_hr, _) = import::preview(&db.store, &db.as_person(hr), id).await.unwrap();
        assert_eq!(by_hr.bad[0].problem, Problem::Protected);
        let (by_admin, _) = import::preview(&db.store, &db.as_person(admin), id).await.unwrap();
        assert_eq!((by_admin.bad.len(), by_admin.counts.changed), (0, 1));
    }

    async fn a_row_finds_its_post_among_several(db: TestDb) {
        let g = group(&db).await;
        let two = db.person("two", Role::Employee).await;
        hire(&db, two, terms(g.seoul, g.sales)).await;
        hire(&db, two, terms(g.london, g.medical)).await;
        let rows = "TWO,,,HBUK,MED,,Head of MSL,London,2026-12-01,\nTWO,,,HBP,FIELD,,MR,Seoul,2026-12-01,\n";
        let counts = bring_in(&db, rows).await;
        assert_eq!((counts.adjusted, counts.moved, counts.hired), (1, 1, 0));
        let seen = queries::person(&db.store, &db.system(), two).await.unwrap();
        let mut departments: Vec<_> = seen.posts.iter().map(|(_, t)| t.on(date!(2026-12-01)).unwrap().value.department).collect();
        departments.sort();
        let mut expected = [g.field, g.medical];
        expected.sort();
        assert_eq!(departments, expected);
        assert_eq!(seen.posts[0].1.begins(), Some(START));
        let ended = bring_in(&db, "TWO,,,HBUK,MED,,,,2026-12-02,2026-12-31\n").await;
        assert_eq!(ended, Counts { rows: 1, ended: 1, ..Counts::default() });
    }
}

/// A write that touches nothing of people.
#[derive(serde::Serialize)]
struct Small;

impl Command for Small {
    const NAME: &'static str = "small";
    type Output = ();

    async fn run(&self, tx: &Tx) -> services::Result<()> {
        tx.fact(Fact::new("small")).await.map(drop)
    }
}

/// `cargo test --release -p services --test all a_hundred_thousand -- --ignored --nocapture` prints how long
/// each step takes, and the longest that a small write had to wait for the writer meanwhile.
async fn a_hundred_thousand(db: TestDb) {
    #![allow(clippy::print_stdout, reason = "it measures, and says so")]
    use std::{fmt::Write, time::Instant};
    group(&db).await;
    // The machine's clock: chunks adapt to it, and ids follow it.
    let system = Ctx::system(Clock::system(), "test");
    let mut text = HEADER.to_owned();
    for n in 0..100_000 {
        let manager = if n < 100 {
            String::new()
        } else {
            format!("P{}", n % 100)
        };
        writeln!(
            text,
            "P{n},사람 {n},p{n}@hanbit.example,HBP,FIELD,{manager},MR,Seoul,2026-12-01,"
        )
        .unwrap();
    }
    let step = |name: &str, from: Instant| println!("{name}: {:?}", from.elapsed());
    let start = Instant::now();
    let file = UploadImport::of(text.as_bytes(), "file").unwrap();
    let id = db.store.write(&system, file).await.unwrap();
    step("upload", start);
    let start = Instant::now();
    let (plan, _) = import::preview(&db.store, &system, id).await.unwrap();
    step("preview", start);
    assert_eq!(
        (plan.bad.len(), plan.counts.created, plan.counts.hired),
        (0, 100_000, 100_000)
    );
    let (stop, mut stopped) = tokio::sync::watch::channel(false);
    let (store, ctx) = (db.store.clone(), system.clone());
    let waits = tokio::spawn(async move {
        let mut longest = std::time::Duration::ZERO;
        while !*stopped.borrow_and_update() {
            let start = Instant::now();
            store.write(&ctx.with_new_key(), Small).await.unwrap();
            longest = longest.max(start.elapsed());
        }
        longest
    });
    let start = Instant::now();
    import::confirm(&db.store, &system.with_new_key(), id, &plan.hash)
        .await
        .unwrap();
    step("confirm", start);
    stop.send(true).unwrap();
    let longest = waits.await.unwrap();
    println!("the longest wait for the writer: {longest:?}");
    assert_eq!(rows_of(&db, "people").await, 100_000);
    assert!(longest.as_secs_f64() < 2.0, "{longest:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a minute of work: run it by name in release"]
async fn a_hundred_thousand_on_sqlite() {
    a_hundred_thousand(TestDb::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a minute of work: run it by name in release"]
async fn a_hundred_thousand_on_postgres() {
    a_hundred_thousand(TestDb::postgres().await).await;
}
