//! Attempts: resumed anywhere, answered once, graded here, private where they must be.

use crate::support::{TestDb, db_test};
use domain::{
    accounts::Role,
    assessment::Certainty,
    audit::record::FactRecord,
    content::{ContentHash, Kind, Slug},
    ids::{AttemptId, PersonId},
};
use sea_orm::{ConnectionTrait, EntityTrait, Statement};
use services::{
    Ctx, Error,
    assessment::{AnswerItem, Answered, ChooseTurn, StartAttempt, TurnTaken, queries::part_states},
    content::{self, Change, Files, PublishCourse, TypedEarlier},
    entity::{content_versions, facts},
};
use std::collections::BTreeSet;

pub fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

/// A course with a scenario and a quiz, every secret of it marked.
pub fn library() -> Files {
    let files = [
        (
            "rules/fixture-rule.md",
            include_str!("../fixtures/assessment/rule.md"),
        ),
        (
            "courses/fixture/course.md",
            include_str!("../fixtures/assessment/course.md"),
        ),
        (
            "courses/fixture/ko/check.md",
            include_str!("../fixtures/assessment/ko/check.md"),
        ),
        (
            "courses/fixture/en/check.md",
            include_str!("../fixtures/assessment/en/check.md"),
        ),
        (
            "courses/fixture/ko/talk.md",
            include_str!("../fixtures/assessment/ko/talk.md"),
        ),
        (
            "courses/fixture/en/talk.md",
            include_str!("../fixtures/assessment/en/talk.md"),
        ),
    ];
    files
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .into()
}

pub async fn import(db: &TestDb, files: &Files) -> content::Imported {
    let checked = content::check(files);
    let said = checked.show(domain::language::Language::En);
    let library = checked.into_library().unwrap_or_else(|_| panic!("{said}"));
    content::import(&db.store, &db.system(), &library)
        .await
        .unwrap()
}

/// The course with something else in it, in every file where it stands.
pub fn library_with(changes: &[(&str, &str)]) -> Files {
    let mut files = library();
    for bytes in files.values_mut() {
        let mut text = String::from_utf8(bytes.clone()).unwrap();
        for (from, to) in changes {
            text = text.replace(from, to);
        }
        *bytes = text.into_bytes();
    }
    files
}

/// Somebody with the course before them.
pub async fn learner(db: &TestDb) -> (PersonId, Ctx) {
    learner_of(db, &library()).await
}

/// Somebody with these files' courses before them.
pub async fn learner_of(db: &TestDb, files: &Files) -> (PersonId, Ctx) {
    import(db, files).await;
    let person = db.person("HB-1", Role::Employee).await;
    (person, db.as_person(person))
}

pub async fn start(db: &TestDb, ctx: &Ctx, part: &str) -> AttemptId {
    let command = StartAttempt {
        course: slug("fixture"),
        part: slug(part),
    };
    db.store.write(&ctx.with_new_key(), command).await.unwrap()
}

pub fn answer(attempt: AttemptId, item: &str, choices: &[&str]) -> AnswerItem {
    AnswerItem {
        attempt,
        item: item.into(),
        choices: choices.iter().map(|c| (*c).to_owned()).collect(),
        picks: [].into(),
        text: String::new(),
        certainty: Some(Certainty::C3),
    }
}

pub fn turn(attempt: AttemptId, step: usize, scene: &str, choice: &str) -> ChooseTurn {
    ChooseTurn {
        attempt,
        step,
        scene: scene.into(),
        choice: choice.into(),
        certainty: None,
    }
}

pub async fn events(db: &TestDb) -> i64 {
    db.number("SELECT CAST(count(*) AS BIGINT) FROM attempt_events")
        .await
}

/// Every text of these columns.
pub async fn texts(db: &TestDb, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(db.store.backend(), sql);
    let rows = db.store.read().query_all_raw(statement).await.unwrap();
    rows.iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect()
}

db_test! {
    async fn a_quiz_is_left_and_taken_up_again(db: TestDb) {
        let (person, ctx) = learner(&db).await;
        let attempt = start(&db, &ctx, "check").await;
        db.store.write(&ctx.with_new_key(), answer(attempt, "two", &["c", "a"])).await.unwrap();
        // Another device knows nothing but the person.
        assert_eq!(start(&db, &db.as_person(person), "check").await, attempt);
        let states = part_states(db.store.read(), person, &slug("fixture")).await.unwrap();
        assert_eq!(states[1].open_attempt, Some(attempt));
        assert!(!states[1].finished);

        let last = db.store.write(&ctx.with_new_key(), answer(attempt, "one", &["no"])).await.unwrap();
        assert_eq!(last, Answered { counts: true, finished: true, late: false });
        let states = part_states(db.store.read(), person, &slug("fixture")).await.unwrap();
        let quiz = &states[1];
        assert_eq!((quiz.kind, quiz.open_attempt), (Kind::Quiz, None));
        assert_eq!((quiz.finished, quiz.passed, quiz.score_percent), (true, false, Some(50)));
        assert_eq!(quiz.finished_at, Some(db.clock.now()));

        // The next attempt is a new one, and a pass stays one.
        let second = start(&db, &ctx, "check").await;
        assert_ne!(second, attempt);
        for (item, choices) in [("one", vec!["yes"]), ("two", vec!["a", "c"])] {
            db.store.write(&ctx.with_new_key(), answer(second, item, &choices)).await.unwrap();
        }
        let third = start(&db, &ctx, "check").await;
        for (item, choices) in [("one", vec!["no"]), ("two", vec!["b"])] {
            db.store.write(&ctx.with_new_key(), answer(third, item, &choices)).await.unwrap();
        }
        let states = part_states(db.store.read(), person, &slug("fixture")).await.unwrap();
        assert_eq!((states[1].passed, states[1].score_percent), (true, Some(100)));
    }

    async fn a_scenario_comes_to_its_ending(db: TestDb) {
        let (person, ctx) = learner(&db).await;
        let attempt = start(&db, &ctx, "talk").await;
        let going = TurnTaken { counts: true, finished: false };
        assert_eq!(db.store.write(&ctx.with_new_key(), turn(attempt, 0, "open", "wait")).await.unwrap(), going);
        // A second tab still shows the first turn of a scene that the path is in again.
        let stale = db.store.write(&ctx.with_new_key(), turn(attempt, 0, "open", "ask")).await.unwrap();
        assert!(!stale.counts);
        assert_eq!(db.store.write(&ctx.with_new_key(), turn(attempt, 1, "open", "ask")).await.unwrap(), going);
        let odd = db.store.write(&ctx.with_new_key(), turn(attempt, 2, "dm", "ask")).await;
        assert!(matches!(odd, Err(Error::Invalid(_))), "{odd:?}");
        let last = db.store.write(&ctx.with_new_key(), turn(attempt, 2, "dm", "report")).await.unwrap();
        assert_eq!(last, TurnTaken { counts: true, finished: true });
        let after = db.store.write(&ctx.with_new_key(), turn(attempt, 3, "good", "report")).await.unwrap();
        assert_eq!(after, TurnTaken { counts: false, finished: true });
        let states = part_states(db.store.read(), person, &slug("fixture")).await.unwrap();
        assert_eq!((states[0].kind, states[0].passed, states[0].score_percent), (Kind::Scenario, true, Some(77)));
    }

    async fn an_answer_is_given_once(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        let attempt = start(&db, &ctx, "check").await;
        let first = db.store.write(&ctx.with_new_key(), answer(attempt, "one", &["no"])).await.unwrap();
        let second = db.store.write(&ctx.with_new_key(), answer(attempt, "one", &["yes"])).await.unwrap();
        assert_eq!((first.counts, second.counts), (true, false));
        assert_eq!(events(&db).await, 1);
        let right = "SELECT body FROM attempt_events";
        assert!(texts(&db, right).await[0].contains("\"right\":false"));
    }

    async fn fifty_submissions_of_one_answer_are_one(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        let attempt = start(&db, &ctx, "check").await;
        let ctx = ctx.with_new_key();
        let all = (0..50).map(|_| {
            let (store, ctx) = (db.store.clone(), ctx.clone());
            tokio::spawn(async move { store.write(&ctx, answer(attempt, "one", &["yes"])).await })
        });
        for one in all.collect::<Vec<_>>() {
            assert_eq!(one.await.unwrap().unwrap(), Answered { counts: true, finished: false, late: false });
        }
        assert_eq!(events(&db).await, 1);
    }

    async fn two_tabs_begin_one_attempt_and_give_one_answer(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        let begin = || {
            let (store, ctx) = (db.store.clone(), ctx.with_new_key());
            let command = StartAttempt { course: slug("fixture"), part: slug("check") };
            tokio::spawn(async move { store.write(&ctx, command).await.unwrap() })
        };
        let (a, b) = (begin(), begin());
        let (a, b) = (a.await.unwrap(), b.await.unwrap());
        assert_eq!(a, b);
        let give = |choice: &'static str| {
            let (store, ctx) = (db.store.clone(), ctx.with_new_key());
            tokio::spawn(async move { store.write(&ctx, answer(a, "one", &[choice])).await.unwrap() })
        };
        let (x, y) = (give("yes"), give("no"));
        let counted = [x.await.unwrap(), y.await.unwrap()].iter().filter(|a| a.counts).count();
        assert_eq!((counted, events(&db).await), (1, 1));
    }

    async fn nobody_knows_of_another_persons_attempt(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        let quiz = start(&db, &ctx, "check").await;
        let scenario = start(&db, &ctx, "talk").await;
        for (number, role) in [("HB-2", Role::Employee), ("HB-3", Role::Administrator), ("HB-4", Role::Hr)] {
            let other = db.as_person(db.person(number, role).await);
            let refused = db.store.write(&other.with_new_key(), answer(quiz, "one", &["yes"])).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
            let refused = db.store.write(&other.with_new_key(), turn(scenario, 0, "open", "ask")).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        }
        assert_eq!(events(&db).await, 0);
    }

    async fn a_form_that_is_not_filled_says_so_and_writes_nothing(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        let attempt = start(&db, &ctx, "check").await;
        let codes = |command: AnswerItem| {
            let (store, ctx) = (db.store.clone(), ctx.with_new_key());
            async move {
                match store.write(&ctx, command).await {
                    Err(Error::Invalid(fields)) => fields.iter().map(|f| f.code).collect::<Vec<_>>(),
                    other => panic!("{other:?}"),
                }
            }
        };
        let unsure = AnswerItem { certainty: None, ..answer(attempt, "one", &[]) };
        assert_eq!(codes(unsure).await, ["no_choice", "no_certainty"]);
        assert_eq!(codes(answer(attempt, "one", &["yes", "no"])).await, ["invalid"]);
        assert_eq!(codes(answer(attempt, "one", &["maybe"])).await, ["invalid"]);
        let nowhere = db.store.write(&ctx.with_new_key(), answer(attempt, "three", &["a"])).await;
        assert!(matches!(nowhere, Err(Error::NotFound)));
        let module = StartAttempt { course: slug("fixture"), part: slug("nothing") };
        assert!(matches!(db.store.write(&ctx.with_new_key(), module).await, Err(Error::NotFound)));
        assert_eq!(events(&db).await, 0);
    }

    async fn an_attempt_stays_on_the_version_it_began_with(db: TestDb) {
        let (person, ctx) = learner(&db).await;
        let attempt = start(&db, &ctx, "check").await;
        // The next version turns the first key around and raises the mark.
        let files = library_with(&[
            ("pass_mark: 60", "pass_mark: 100"),
            ("[x] `yes`", "[?] `yes`"),
            ("[ ] `no`", "[x] `no`"),
            ("[?] `yes`", "[ ] `yes`"),
        ]);
        let imported = import(&db, &files).await;
        let versions = "SELECT CAST(count(*) AS BIGINT) FROM content_versions WHERE kind = 'course'";
        assert_eq!((imported.candidates.len(), db.number(versions).await), (1, 2));
        let new = new_course(&db, &imported).await;
        let publish = PublishCourse { slug: slug("fixture"), hash: new, change: Change::Material, earlier: TypedEarlier::default(), reason: "test".into() };
        db.store.write(&db.system(), publish).await.unwrap();

        db.store.write(&ctx.with_new_key(), answer(attempt, "one", &["yes"])).await.unwrap();
        db.store.write(&ctx.with_new_key(), answer(attempt, "two", &["a", "c"])).await.unwrap();
        let end = texts(&db, "SELECT body FROM attempt_events WHERE once = 'finished'").await.remove(0);
        assert!(end.contains("\"passed\":true") && end.contains("\"percent\":100"), "{end}");
        // What is right now is something else, so that it does not count for the version in force.
        let states = part_states(db.store.read(), person, &slug("fixture")).await.unwrap();
        assert_eq!((states[1].passed, states[1].score_percent), (false, None));
        // The next attempt is graded by the new key.
        let next = start(&db, &ctx, "check").await;
        db.store.write(&ctx.with_new_key(), answer(next, "one", &["yes"])).await.unwrap();
        let last = "SELECT body FROM attempt_events ORDER BY at, id";
        let wrong = texts(&db, last).await.into_iter().filter(|b| b.contains("\"right\":false")).count();
        assert_eq!(wrong, 1);
    }

    async fn certainty_is_nowhere_but_in_its_own_table(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        let attempt = start(&db, &ctx, "check").await;
        let first = ctx.with_new_key();
        let command = answer(attempt, "one", &["yes"]);
        db.store.write(&first, command.clone()).await.unwrap();
        db.store.write(&ctx.with_new_key(), answer(attempt, "two", &["a"])).await.unwrap();
        let kept = texts(&db, "SELECT certainty FROM attempt_certainties").await;
        assert_eq!(kept, ["C3", "C3"]);
        let public = [
            "SELECT value FROM fact_values",
            "SELECT body FROM attempt_events",
            "SELECT result FROM receipts",
        ];
        let mut seen = BTreeSet::new();
        for sql in public {
            for text in texts(&db, sql).await {
                assert!(!text.contains("C3"), "{sql}: {text}");
                if let Some(at) = text.find("\"certainty\":\"") {
                    seen.insert(text[at + 13..at + 77].to_owned());
                }
            }
        }
        let facts = facts::Entity::find().all(db.store.read()).await.unwrap();
        let codes: Vec<String> = facts
            .iter()
            .flat_map(|f| FactRecord::from_canonical_bytes(&f.body).unwrap().codes.into_values())
            .collect();
        assert!(!codes.contains(&"C3".to_owned()) && seen.iter().all(|c| codes.contains(c)));
        // The same certainty, and commitments that do not show it.
        assert_eq!(seen.len(), 2);
        // Nor does the receipt's hash: another certainty under the same key is the same submission.
        let other = AnswerItem { certainty: Some(Certainty::C1), ..command };
        let again = db.store.write(&Ctx { key: first.key, ..ctx.clone() }, other).await.unwrap();
        assert!(again.counts);
        // It can be erased, and not rewritten.
        assert!(db.sql("UPDATE attempt_certainties SET certainty = 'C1'").await.is_err());
        assert_eq!(db.sql("DELETE FROM attempt_certainties").await.unwrap(), 2);
    }

    async fn attempts_and_their_events_are_insert_only(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        let attempt = start(&db, &ctx, "check").await;
        db.store.write(&ctx.with_new_key(), answer(attempt, "one", &["yes"])).await.unwrap();
        for change in [
            "UPDATE attempts SET number = 2",
            "DELETE FROM attempts",
            "UPDATE attempt_events SET body = '{}'",
            "DELETE FROM attempt_events",
        ] {
            assert!(db.sql(change).await.is_err(), "{change}");
        }
        if !db.is_postgres() {
            let columns = "id, attempt_id, seq, kind, once, '{}', at";
            let replace = format!("INSERT OR REPLACE INTO attempt_events SELECT {columns} FROM attempt_events");
            assert!(db.sql(&replace).await.is_err());
        }
    }
}

/// The course version that an import added.
async fn new_course(db: &TestDb, imported: &content::Imported) -> ContentHash {
    for hash in &imported.added {
        let version = content_versions::Entity::find_by_id(hash.as_bytes().to_vec());
        let row = version.one(db.store.read()).await.unwrap().unwrap();
        if row.kind == Kind::Course.code() {
            return *hash;
        }
    }
    panic!("no course version was added")
}
