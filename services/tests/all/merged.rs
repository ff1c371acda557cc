//! What a duplicate did is what the person who was kept did, wherever it is read; the rows keep naming who it was.

use crate::{
    accounts_changes::merge,
    assessment::{self, answer, slug, start},
    reporting::export,
    stories::{cast, decide, published, submit},
    support::{TestDb, db_test},
    training::{assign, course, finish, publish, seoul, these},
};
use domain::{
    accounts::Role, content::ContentHash, ids::PersonId, language::Language, stories::Decision,
    training::Label,
};
use services::{
    Ctx, Error,
    accounts::own_data,
    assessment::queries::part_states,
    content::Change,
    reporting::Filter as Asked,
    stories::{MarkUsed, SaveDraft, UnmarkUsed, queries as stories},
    training::{
        home::home,
        overview::{Filter, overview},
        record::{By, record},
        study,
    },
};
use time::{Duration, macros::date};

struct Two {
    hr: PersonId,
    kept: PersonId,
    twin: PersonId,
}

async fn two(db: &TestDb) -> Two {
    Two {
        hr: db.person("hr", Role::Hr).await,
        kept: db.person("kept", Role::Employee).await,
        twin: db.person("twin", Role::Employee).await,
    }
}

async fn join(db: &TestDb, two: &Two) {
    db.store
        .write(&db.system(), merge(two.twin, two.kept))
        .await
        .unwrap();
}

async fn rows(db: &TestDb, table: &str) -> i64 {
    let sql = format!("SELECT CAST(count(*) AS BIGINT) FROM {table}");
    db.number(&sql).await
}

async fn owed(db: &TestDb, person: PersonId) -> Option<study::Owed> {
    let own = study::own(&db.store, &seoul(db, person), &course()).await;
    own.unwrap().unwrap().owed
}

db_test! {
    async fn what_the_duplicate_completed_stands_on_the_record_in_hrs_list_and_in_the_file(db: TestDb) {
        let version = publish(&db, "text", Change::Material).await;
        let two = two(&db).await;
        db.store.write(&seoul(&db, two.hr), assign(these(&[two.twin]), "2026-12-08")).await.unwrap();
        finish(&db, two.twin, "first", Language::Ko).await;
        db.clock.advance(Duration::seconds(1));
        assert!(finish(&db, two.twin, "second", Language::Ko).await);
        join(&db, &two).await;

        let hr = || seoul(&db, two.hr);
        let seen = record(&db.store, &hr(), two.kept).await.unwrap();
        assert_eq!((seen.completions.len(), seen.courses.len()), (1, 1));
        assert_eq!(seen.courses[0].standing.label, Label::Done);
        let told = seen.history.iter().find(|e| e.kind == "course_completed").unwrap();
        assert_eq!(told.by, By::Oneself);
        let found = overview(&db.store, &hr(), &Filter::default(), 1, 50).await.unwrap();
        let row = found.rows.iter().find(|r| r.person == two.kept).unwrap();
        assert_eq!((row.standing.label, row.completed_at), (Label::Done, Some(db.clock.now())));
        assert_eq!((found.total, found.counts[&Label::Done]), (2, 1));
        let (file, rows, _) = export(&db, &hr(), &Asked::default()).await.unwrap();
        let line = file.lines().nth(1).unwrap();
        assert_eq!(rows, 1);
        assert!(line.starts_with("KEPT,") && line.contains(&format!(",{version},")), "{line}");
        assert!(line.contains(",2026-12-08,"), "{line}");
        let own = home(&db.store, &seoul(&db, two.kept)).await.unwrap();
        assert_eq!((own.done.len(), own.due.len(), own.begun.len()), (1, 0, 0));
        let confirmed = Ctx { reauthenticated_at: Some(db.clock.now()), ..seoul(&db, two.kept) };
        let text = own_data::download(&db.store, &confirmed, two.kept).await.unwrap();
        let data: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(data["kept"]["completions"][0]["person_id"], two.twin.to_string());
        // Who they were when they did it stays written.
        let of_twin = record(&db.store, &hr(), two.twin).await.unwrap();
        assert_eq!(of_twin.completions.len(), 1);
    }

    async fn what_two_did_of_one_course_adds_up(db: TestDb) {
        publish(&db, "text", Change::Material).await;
        let two = two(&db).await;
        finish(&db, two.twin, "first", Language::Ko).await;
        join(&db, &two).await;
        let hr = seoul(&db, two.hr);
        let found = overview(&db.store, &hr, &Filter::default(), 1, 50).await.unwrap();
        let row = found.rows.iter().find(|r| r.person == two.kept).unwrap();
        assert_eq!(row.standing.label, Label::InProgress);
        // What was read before the merge is not read twice.
        assert!(!finish(&db, two.kept, "first", Language::Ko).await);
        assert_eq!(rows(&db, "module_finishes").await, 1);
        assert!(finish(&db, two.kept, "second", Language::Ko).await);
        assert!(finish(&db, two.kept, "second", Language::Ko).await);
        assert_eq!(rows(&db, "completions").await, 1);
    }

    async fn what_the_duplicate_owed_is_owed_by_who_was_kept(db: TestDb) {
        publish(&db, "text", Change::Material).await;
        let two = two(&db).await;
        db.store.write(&seoul(&db, two.hr), assign(these(&[two.twin]), "2026-12-08")).await.unwrap();
        join(&db, &two).await;
        let due = owed(&db, two.kept).await.unwrap();
        assert_eq!((due.due_on, due.zone.as_str()), (date!(2026-12-08), "Asia/Seoul"));
        assert_eq!(due.note.as_deref(), Some("welcome"));
        assert_eq!(rows(&db, "assignments WHERE ended_at IS NULL").await, 1);
        // Who owes a course already keeps their day.
        let again = db.person("again", Role::Employee).await;
        db.store.write(&seoul(&db, two.hr), assign(these(&[again]), "2026-12-01")).await.unwrap();
        join(&db, &Two { twin: again, ..two }).await;
        assert_eq!(owed(&db, two.kept).await.unwrap().due_on, date!(2026-12-08));
        assert_eq!(rows(&db, "assignments WHERE ended_at IS NULL").await, 1);
    }

    async fn an_attempt_goes_on_as_ones_own(db: TestDb) {
        let (kept, ctx) = assessment::learner(&db).await;
        let hr = db.person("hr", Role::Hr).await;
        let twin = db.person("twin", Role::Employee).await;
        let write = |ctx: &Ctx, command| { let (store, ctx) = (db.store.clone(), ctx.with_new_key()); async move { store.write(&ctx, command).await } };
        let other = start(&db, &db.as_person(twin), "check").await;
        write(&db.as_person(twin), answer(other, "one", &["yes"])).await.unwrap();
        assert!(matches!(write(&ctx, answer(other, "two", &["a", "c"])).await, Err(Error::NotFound)));
        join(&db, &Two { hr, kept, twin }).await;
        assert_eq!(start(&db, &ctx, "check").await, other);
        assert!(write(&ctx, answer(other, "two", &["a", "c"])).await.unwrap().finished);
        let states = part_states(db.store.read(), kept, &slug("fixture")).await.unwrap();
        assert_eq!((states[1].passed, states[1].open_attempt), (true, None));
        assert_ne!(start(&db, &ctx, "check").await, other);
        // Nobody else's, as before: not HR's either.
        assert!(matches!(write(&db.as_person(hr), answer(other, "one", &["no"])).await, Err(Error::NotFound)));
    }

    async fn stories_told_and_used_are_those_of_who_was_kept(db: TestDb) {
        let who = cast(&db).await;
        let kept = db.person("kept", Role::Reviewer).await;
        let ctx = || db.as_person(kept);
        let told = published(&db, &who, "처음에 부르기").await;
        let waits = submit(&db, &db.as_person(who.author), None, "두 번째").await;
        let other = Two { hr: who.comms, kept, twin: who.author };
        let foreign = published(&db, &crate::stories::Cast { author: who.colleague, ..who }, "남의 것").await;
        for user in [kept, who.author] {
            db.store.write(&db.as_person(user), MarkUsed { story: foreign.story }).await.unwrap();
        }
        join(&db, &other).await;
        let own = stories::own(&db.store, &ctx()).await.unwrap();
        assert_eq!((own.told.len(), own.used.len()), (2, 1));
        // Nobody signs off, or uses, what they told themselves.
        assert_eq!(stories::waiting(&db.store, &ctx()).await.unwrap(), []);
        assert!(db.store.write(&ctx(), decide(waits, Decision::Approved, "")).await.is_err());
        assert!(db.store.write(&ctx(), MarkUsed { story: told.story }).await.is_err());
        let shown = stories::story(&db.store, &ctx(), told.story).await.unwrap();
        assert_eq!(shown.standing.author, kept);
        // One human used it once, and takes it back once.
        db.store.write(&ctx(), UnmarkUsed { story: foreign.story }).await.unwrap();
        let shown = stories::story(&db.store, &ctx(), foreign.story).await.unwrap();
        assert_eq!((shown.used, shown.uses), (false, 0));
        // They write on where they were.
        let typed = stories::editing(&db.store, &ctx(), waits.story).await.unwrap().typed;
        assert_eq!(typed.title, "두 번째");
        db.store.write(&ctx(), SaveDraft { story: Some(waits.story), typed }).await.unwrap();
        let _: ContentHash = submit(&db, &ctx(), Some(waits.story), "두 번째, 고침").await.version;
    }
}
