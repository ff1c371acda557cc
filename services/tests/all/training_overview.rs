//! HR's view: who stands where, under which filter, and at what price.

use crate::{
    assessment::{answer, learner, start},
    support::{TestDb, db_test},
    training::{assign, course, finish, publish, republish, seoul, these},
};
use domain::{
    accounts::{Role, Scope},
    content::Slug,
    ids::PersonId,
    language::Language,
    training::Label,
};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement,
};
use sea_orm_migration::async_trait;
use services::{
    Ctx, Error,
    accounts::GrantRole,
    content::{Change, queries},
    training::{
        ReadPage, home,
        overview::{Filter, overview, overview_in},
        record::{self, By},
    },
};
use std::sync::atomic::{AtomicUsize, Ordering};
use time::Duration;

/// A connection that counts what it is asked.
struct Counting<'a>(&'a DatabaseConnection, AtomicUsize);

#[async_trait::async_trait]
impl ConnectionTrait for Counting<'_> {
    fn get_database_backend(&self) -> DbBackend {
        self.0.get_database_backend()
    }
    async fn execute_raw(&self, stmt: Statement) -> Result<ExecResult, DbErr> {
        self.1.fetch_add(1, Ordering::SeqCst);
        self.0.execute_raw(stmt).await
    }
    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.1.fetch_add(1, Ordering::SeqCst);
        self.0.execute_unprepared(sql).await
    }
    async fn query_one_raw(&self, stmt: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.1.fetch_add(1, Ordering::SeqCst);
        self.0.query_one_raw(stmt).await
    }
    async fn query_all_raw(&self, stmt: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.1.fetch_add(1, Ordering::SeqCst);
        self.0.query_all_raw(stmt).await
    }
}

/// HR and one person in each state, by the state.
async fn everybody(db: &TestDb) -> (Ctx, Vec<(Label, PersonId)>) {
    publish(db, "text", Change::Material).await;
    let hr = db.person("hr", Role::Hr).await;
    let ctx = seoul(db, hr);
    let mut people = Vec::new();
    for label in Label::ALL {
        let person = db
            .person(&format!("p-{}", label.code()), Role::Employee)
            .await;
        let due = match label {
            Label::NotAssigned => None,
            Label::Overdue => Some("2026-11-24"),
            Label::DueSoon => Some("2026-11-30"),
            _ => Some("2026-12-24"),
        };
        if let Some(due) = due {
            db.store
                .write(&ctx.with_new_key(), assign(these(&[person]), due))
                .await
                .unwrap();
        }
        db.clock.advance(Duration::seconds(1));
        if label == Label::Done {
            finish(db, person, "first", Language::Ko).await;
            db.clock.advance(Duration::seconds(1));
            finish(db, person, "second", Language::Ko).await;
        }
        if label == Label::InProgress {
            let module = Slug::parse("first").unwrap();
            let found = queries::module(&db.store, &course(), &module, Language::Ko).await;
            let version = found.unwrap().unwrap().version;
            let read = ReadPage {
                course: course(),
                module,
                version,
                language: Language::Ko,
                page: 2,
            };
            db.store.write(&seoul(db, person), read).await.unwrap();
        }
        people.push((label, person));
    }
    db.clock.advance(Duration::days(1));
    (ctx, people)
}

db_test! {
    async fn the_database_derives_the_same_label_as_the_rule(db: TestDb) {
        let (hr, people) = everybody(&db).await;
        let all = overview(&db.store, &hr, &Filter::default(), 1, 50).await.unwrap();
        assert_eq!(all.total, 7, "six people and HR themselves");
        let concerned = Filter { concerned: true, ..Filter::default() };
        let found = overview(&db.store, &hr, &concerned, 1, 50).await.unwrap();
        let missing = all.counts[&Label::NotAssigned];
        assert_eq!((found.total, found.rows.len() as u64, found.counts), (7 - missing, 7 - missing, all.counts.clone()));
        assert!(found.rows.iter().all(|row| row.standing.label != Label::NotAssigned));
        for (label, person) in people {
            let filter = Filter { label: Some(label), ..Filter::default() };
            let found = overview(&db.store, &hr, &filter, 1, 50).await.unwrap();
            let expected = if label == Label::NotAssigned { 2 } else { 1 };
            assert_eq!((found.total, found.counts[&label]), (expected, expected), "{label:?}");
            assert!(found.rows.iter().any(|row| row.person == person));
            assert!(found.rows.iter().all(|row| row.standing.label == label), "{label:?} {:?}", found.rows);
        }
        let order: Vec<Label> = all.rows.iter().map(|row| row.standing.label).collect();
        assert!(order.is_sorted(), "{order:?}");
    }

    async fn who_only_opened_an_exercise_is_in_progress(db: TestDb) {
        let (person, ctx) = learner(&db).await;
        let hr = db.person("hr", Role::Hr).await;
        let hr = seoul(&db, hr);
        let seen = || async {
            let found = overview(&db.store, &hr, &Filter::default(), 1, 50).await.unwrap();
            let row = found.rows.into_iter().find(|row| row.person == person).unwrap();
            let own = record::record(&db.store, &hr, person).await.unwrap().courses.pop();
            (row.standing, own.map(|study| study.standing))
        };
        assert_eq!(seen().await.0.label, Label::NotAssigned);
        // Opened, half answered, answered without passing: begun is all that HR's list says of it.
        let attempt = start(&db, &ctx, "check").await;
        let opened = seen().await;
        assert_eq!(opened.0.label, Label::InProgress);
        assert_eq!(home::home(&db.store, &ctx).await.unwrap().begun.len(), 1);
        for (item, choice) in [("one", "no"), ("two", "b")] {
            let given = answer(attempt, item, &[choice]);
            db.store.write(&ctx.with_new_key(), given).await.unwrap();
            assert_eq!(seen().await, (opened.0, Some(opened.0)));
        }
        let record = record::record(&db.store, &hr, person).await.unwrap();
        let told: Vec<&str> = record.history.iter().map(|e| record.titles[&e.version.unwrap()].text.as_str()).collect();
        assert_eq!(told, ["시험 문항"]);
    }

    async fn the_view_is_filtered_and_paged(db: TestDb) {
        let (hr, _) = everybody(&db).await;
        let by = |text: &str| Filter { text: text.into(), ..Filter::default() };
        for (text, count) in [("p-over", 1), ("P-", 6), ("김민", 7), ("%", 0), ("_", 4), ("p-due%", 0), ("\\", 0)] {
            let found = overview(&db.store, &hr, &by(text), 1, 50).await.unwrap();
            assert_eq!(found.total, count, "{text}");
        }
        let elsewhere = Filter { course: Some(Slug::parse("nowhere").unwrap()), ..Filter::default() };
        assert_eq!(overview(&db.store, &hr, &elsewhere, 1, 50).await.unwrap().total, 0);
        let mut seen = std::collections::BTreeSet::new();
        for page in 1..=4 {
            let found = overview(&db.store, &hr, &Filter::default(), page, 2).await.unwrap();
            assert_eq!(found.total, 7);
            seen.extend(found.rows.into_iter().map(|row| row.person));
        }
        assert_eq!(seen.len(), 7, "no page repeats a row");
    }

    async fn more_people_cost_no_more_statements(db: TestDb) {
        let (hr, _) = everybody(&db).await;
        let asked = || async {
            let counting = Counting(db.store.read(), AtomicUsize::new(0));
            overview_in(&counting, &hr, &Filter::default(), 1, 50).await.unwrap();
            counting.1.into_inner()
        };
        let few = asked().await;
        for n in 0..20 {
            db.person(&format!("more-{n}"), Role::Employee).await;
        }
        assert_eq!(asked().await, few);
        assert!(few <= 12, "{few} statements");
    }

    async fn only_who_looks_after_others_sees_them(db: TestDb) {
        let (hr, people) = everybody(&db).await;
        let auditor = db.person("aud", Role::Auditor).await;
        assert!(overview(&db.store, &db.as_person(auditor), &Filter::default(), 1, 50).await.is_ok());
        for role in [Role::Employee, Role::Administrator, Role::CommsEditor] {
            let other = db.person(&format!("o-{}", role.code()), role).await;
            let refused = overview(&db.store, &db.as_person(other), &Filter::default(), 1, 50).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{role:?}");
            let refused = record::record(&db.store, &db.as_person(other), people[0].1).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{role:?}");
            assert!(record::record(&db.store, &db.as_person(other), other).await.is_ok());
        }
        // A grant over a course reaches no people.
        let narrow = db.person("narrow", Role::Employee).await;
        let grant = GrantRole { person: narrow, role: Role::Hr, scope: Scope::Course(course()), reason: "test".into() };
        db.store.write(&db.system(), grant).await.unwrap();
        let narrow = db.as_person(narrow);
        let seen = overview(&db.store, &narrow, &Filter::default(), 1, 50).await.unwrap();
        assert_eq!(seen.total, 0);
        let refused = db.store.write(&narrow, assign(these(&[people[5].1]), "2026-12-24")).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        drop(hr);
    }

    async fn a_record_tells_what_happened_and_who_did_it(db: TestDb) {
        let (hr, people) = everybody(&db).await;
        let (_, person) = people.iter().find(|(label, _)| *label == Label::Done).unwrap();
        let record = record::record(&db.store, &hr, *person).await.unwrap();
        assert_eq!(record.completions.len(), 1);
        let told: Vec<(&str, bool)> =
            record.history.iter().map(|e| (e.kind.as_str(), e.by == By::Oneself)).collect();
        let expected = [
            ("course_completed", true), ("module_finished", true), ("module_finished", true), ("course_assigned", false),
        ];
        assert_eq!(told, expected);
        assert_eq!(record.history[3].reason.as_deref(), Some("welcome"));
        assert_eq!(record.history[3].by, By::Person("김민지".into()));
        // What was read keeps the title it had, whatever came after it.
        republish(&db, "A renamed course", "another text").await;
        for (language, titles) in [
            (Language::Ko, ["작은 과정", "second", "first"]),
            (Language::En, ["A small course", "second", "first"]),
        ] {
            let ctx = Ctx { language, ..hr.clone() };
            let record = record::record(&db.store, &ctx, *person).await.unwrap();
            let told = record.history.iter().filter_map(|e| record.titles.get(&e.version?));
            let told: Vec<&str> = told.map(|t| t.text.as_str()).collect();
            assert_eq!(told, titles);
            assert_eq!(record.titles[&record.completions[0].version].text, titles[0]);
        }
        db.sql("DELETE FROM fact_values WHERE field = 'reason'").await.unwrap();
        let erased = record::record(&db.store, &hr, *person).await.unwrap();
        assert_eq!(erased.history[3].reason, None);
        assert_eq!(erased.courses[0].owed.as_ref().unwrap().note, None);
    }
}
