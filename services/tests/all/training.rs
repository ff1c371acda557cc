//! What is owed and why, places in modules, completions.

use crate::support::{TestDb, db_test};
use domain::{
    accounts::Role,
    content::{ContentHash, Slug},
    ids::PersonId,
    language::Language,
    training::{Label, Why},
};
use services::{
    Ctx, Error,
    content::{self, Change, Files, PublishCourse, TypedEarlier, queries},
    training::{
        AssignCourse, Assigned, FinishModule, ReadPage, TypedLimits, UnassignCourse, Whom,
        home::home, study,
    },
};
use time::{Duration, macros::date};

pub const COURSE: &str = "small-course";

fn module(id: &str, text: &str) -> String {
    format!(
        "---\nkind: module\nid: {id}\ntitle: {id}\nminutes: 2\npractice: content-first\n---\n\n## One {{#one}}\n\n{text}\n\n## Two {{#two}}\n\nMore.\n"
    )
}

/// A course of two modules; the text makes the version.
pub fn library(text: &str) -> Files {
    let course = format!(
        "---\nslug: {COURSE}\ntitle: {{ko: 작은 과정, en: A small course}}\nsummary: {{ko: 요약, en: Summary}}\n\
         languages: [ko, en]\npractices: [content-first]\nminutes: 4\npass_mark: 75\nvalidity_months: 12\n\
         owner: communications\nparts: [first, second]\n---\n\n본문\n"
    );
    let mut files = Files::from([(format!("courses/{COURSE}/course.md"), course.into_bytes())]);
    for (language, word) in [("ko", "가나다"), ("en", text)] {
        for id in ["first", "second"] {
            let path = format!("courses/{COURSE}/{language}/{id}.md");
            files.insert(path, module(id, word).into_bytes());
        }
    }
    files
}

pub fn course() -> Slug {
    Slug::parse(COURSE).unwrap()
}

/// Brings a version in; the first publishes itself, a later one is published as a change of this kind.
pub async fn publish(db: &TestDb, text: &str, change: Change) -> ContentHash {
    publish_files(db, &library(text), change).await
}

/// The course under another English title, and its modules under one, too.
pub async fn republish(db: &TestDb, title: &str, text: &str) -> ContentHash {
    let mut files = library(text);
    for (path, file) in &mut files {
        let renamed = String::from_utf8_lossy(file)
            .replace("A small course", title)
            .replace("작은 과정", title);
        let renamed = if path.contains("/en/") {
            renamed.replace("title: ", "title: renamed ")
        } else {
            renamed
        };
        *file = renamed.into_bytes();
    }
    publish_files(db, &files, Change::Material).await
}

async fn publish_files(db: &TestDb, files: &Files, change: Change) -> ContentHash {
    let checked = content::check(files);
    let shown = checked.show(Language::En);
    let library = checked.into_library().unwrap_or_else(|_| panic!("{shown}"));
    let imported = content::import(&db.store, &db.system(), &library)
        .await
        .unwrap();
    if imported.published.is_empty() {
        let hash = db.newest_course().await;
        let command = PublishCourse {
            slug: course(),
            hash,
            change,
            earlier: TypedEarlier::default(),
            reason: "test".into(),
        };
        db.store.write(&db.system(), command).await.unwrap();
        return hash;
    }
    version(db).await
}

async fn version(db: &TestDb) -> ContentHash {
    let found = queries::course(&db.store, &course(), Language::Ko).await;
    found.unwrap().unwrap().version
}

/// A person acting, with their zone.
pub fn seoul(db: &TestDb, person: PersonId) -> Ctx {
    Ctx {
        zone: "Asia/Seoul".into(),
        ..db.as_person(person)
    }
}

pub fn assign(whom: Whom, due_on: &str) -> AssignCourse {
    AssignCourse {
        course: COURSE.into(),
        whom,
        due_on: due_on.into(),
        reason: "new_hire".into(),
        note: "welcome".into(),
        limits: TypedLimits::default(),
    }
}

pub fn these(people: &[PersonId]) -> Whom {
    Whom::These(people.iter().copied().collect())
}

pub async fn finish(db: &TestDb, person: PersonId, module: &str, language: Language) -> bool {
    let slug = Slug::parse(module).unwrap();
    let found = queries::module(&db.store, &course(), &slug, language).await;
    let command = FinishModule {
        course: course(),
        module: slug,
        version: found.unwrap().unwrap().version,
        language,
    };
    let finished = db.store.write(&seoul(db, person), command).await.unwrap();
    finished.completion.is_some()
}

fn codes(error: &Error) -> Vec<(&str, &str)> {
    match error {
        Error::Invalid(fields) => fields.iter().map(|f| (f.field, f.code)).collect(),
        _ => Vec::new(),
    }
}

async fn facts(db: &TestDb, kind: &str) -> i64 {
    let sql = format!("SELECT CAST(count(*) AS BIGINT) FROM facts WHERE kind = '{kind}'");
    db.number(&sql).await
}

db_test! {
    async fn a_deadline_says_when_and_why(db: TestDb) {
        publish(&db, "text", Change::Material).await;
        let hr = db.person("hb-0", Role::Hr).await;
        let person = db.person("hb-1", Role::Employee).await;
        let command = assign(these(&[person]), "2026-12-08");
        let done = db.store.write(&db.as_person(hr), command).await.unwrap();
        assert_eq!(done, Assigned { assigned: 1, already: 0 });
        let again = db.store.write(&db.as_person(hr), assign(Whom::Everyone, "2026-12-24")).await.unwrap();
        assert_eq!(again, Assigned { assigned: 1, already: 1 });

        let home_page = home(&db.store, &seoul(&db, person)).await.unwrap();
        let due = &home_page.due[0];
        assert_eq!(due.standing.label, Label::NotStarted);
        let owed = due.owed.as_ref().unwrap();
        assert_eq!((owed.due_on, owed.zone.as_str()), (date!(2026 - 12 - 08), "Asia/Seoul"));
        assert_eq!(owed.note.as_deref(), Some("welcome"));
        assert!(matches!(due.standing.why, Why::Owed { days: 14, .. }), "{:?}", due.standing.why);
        assert_eq!(facts(&db, "course_assigned").await, 2);
    }

    async fn the_day_ends_where_the_person_lives(db: TestDb) {
        publish(&db, "text", Change::Material).await;
        let hr = db.person("hb-0", Role::Hr).await;
        let person = db.person("hb-1", Role::Employee).await;
        let command = assign(these(&[person]), "2026-11-24");
        db.store.write(&seoul(&db, hr), command).await.unwrap();
        let label = || async { home(&db.store, &seoul(&db, person)).await.unwrap().due[0].standing.label };
        // 09:00 UTC is 18:00 in Seoul.
        db.clock.advance(Duration::minutes(5 * 60 + 59));
        assert_eq!(label().await, Label::DueSoon);
        db.clock.advance(Duration::minutes(1));
        assert_eq!(label().await, Label::Overdue);
    }

    async fn only_hr_assigns_and_a_mistake_is_named(db: TestDb) {
        publish(&db, "text", Change::Material).await;
        let hr = db.person("hb-0", Role::Hr).await;
        let admin = db.person("hb-1", Role::Administrator).await;
        for who in [admin, db.person("hb-2", Role::Auditor).await, db.person("hb-3", Role::Employee).await] {
            for whom in [Whom::Everyone, these(&[who])] {
                let refused = db.store.write(&db.as_person(who), assign(whom, "2026-12-08")).await;
                assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
            }
        }
        let wrong = AssignCourse {
            course: String::new(), whom: these(&[]), due_on: "2026-02-30".into(), reason: "x".into(), note: "n".repeat(501),
            limits: TypedLimits::default(),
        };
        let refused = db.store.write(&db.as_person(hr), wrong).await.unwrap_err();
        let named = [("course", "required"), ("due_on", "date"), ("reason", "required"), ("note", "too_long"), ("whom", "nobody")];
        assert_eq!(codes(&refused), named);
        for (due, code) in [("2026-11-23", "past"), ("2126-11-23", "too_far"), ("", "required")] {
            let refused = db.store.write(&db.as_person(hr), assign(Whom::Everyone, due)).await.unwrap_err();
            assert_eq!(codes(&refused), [("due_on", code)]);
        }
        let elsewhere = AssignCourse { course: "nowhere".into(), ..assign(Whom::Everyone, "2026-12-08") };
        let refused = db.store.write(&db.as_person(hr), elsewhere).await.unwrap_err();
        assert_eq!(codes(&refused), [("course", "unknown")]);
        let wordless = AssignCourse { reason: "other".into(), note: " ".into(), ..assign(Whom::Everyone, "2026-12-08") };
        let refused = db.store.write(&db.as_person(hr), wordless).await.unwrap_err();
        assert_eq!(codes(&refused), [("note", "required")]);
        assert_eq!(facts(&db, "course_assigned").await, 0);
    }

    async fn what_is_taken_back_is_no_longer_due_and_stays_known(db: TestDb) {
        publish(&db, "text", Change::Material).await;
        let hr = db.person("hb-0", Role::Hr).await;
        let person = db.person("hb-1", Role::Employee).await;
        db.store.write(&db.as_person(hr), assign(these(&[person]), "2026-12-08")).await.unwrap();
        let study = study::own(&db.store, &seoul(&db, person), &course()).await.unwrap().unwrap();
        let assignment = study.owed.unwrap().id;
        let take_back = |reason: &str| UnassignCourse { assignment, reason: reason.into() };
        let own = db.store.write(&db.as_person(person), take_back("no")).await;
        assert!(matches!(own, Err(Error::Forbidden)), "{own:?}");
        let unsaid = db.store.write(&db.as_person(hr), take_back(" ")).await.unwrap_err();
        assert_eq!(codes(&unsaid), [("reason", "required")]);
        assert_eq!(db.store.write(&db.as_person(hr), take_back("other team")).await.unwrap(), person);
        let twice = db.store.write(&db.as_person(hr), take_back("other team")).await;
        assert!(matches!(twice, Err(Error::Conflict(_))), "{twice:?}");
        assert!(home(&db.store, &seoul(&db, person)).await.unwrap().due.is_empty());
        assert!(db.sql("DELETE FROM assignments").await.is_err());
        db.store.write(&db.as_person(hr), assign(these(&[person]), "2026-12-09")).await.unwrap();
    }

    async fn a_place_is_kept_and_never_goes_back(db: TestDb) {
        publish(&db, "text", Change::Material).await;
        let person = db.person("hb-1", Role::Employee).await;
        let first = Slug::parse("first").unwrap();
        let version = queries::module(&db.store, &course(), &first, Language::Ko).await.unwrap().unwrap().version;
        let read = |page| ReadPage { course: course(), module: first.clone(), version, language: Language::Ko, page };
        for (page, kept) in [(2, 2), (1, 2), (2, 2)] {
            db.store.write(&seoul(&db, person), read(page)).await.unwrap();
            let study = study::own(&db.store, &seoul(&db, person), &course()).await.unwrap().unwrap();
            assert_eq!(study.parts[0].page, Some(kept));
            assert_eq!(study.standing.label, Label::InProgress);
        }
        for bad in [0, 1_001] {
            let refused = db.store.write(&seoul(&db, person), read(bad)).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        }
        assert_eq!(home(&db.store, &seoul(&db, person)).await.unwrap().begun.len(), 1);
    }

    async fn a_course_is_completed_once_in_the_language_that_was_read(db: TestDb) {
        let version = publish(&db, "text", Change::Material).await;
        let ko = db.person("hb-1", Role::Employee).await;
        assert!(!finish(&db, ko, "first", Language::Ko).await);
        assert!(!finish(&db, ko, "first", Language::Ko).await, "a module counts once");
        assert!(finish(&db, ko, "second", Language::Ko).await);
        assert!(finish(&db, ko, "second", Language::Ko).await, "it answers the completion that is there");
        let both = db.person("hb-2", Role::Employee).await;
        finish(&db, both, "first", Language::En).await;
        finish(&db, both, "second", Language::Ko).await;
        for (person, language) in [(ko, "ko"), (both, "mul")] {
            let study = study::own(&db.store, &seoul(&db, person), &course()).await.unwrap().unwrap();
            let completion = study.completion.unwrap();
            assert_eq!((completion.version, completion.language.as_str()), (version, language));
            assert_eq!(study.standing.label, Label::Done);
        }
        assert_eq!(facts(&db, "course_completed").await, 2);
        assert_eq!(facts(&db, "module_finished").await, 4);
        for table in ["completions", "module_finishes"] {
            for sql in [format!("DELETE FROM {table}"), format!("UPDATE {table} SET language = 'en'")] {
                assert!(db.sql(&sql).await.is_err(), "{sql}");
            }
        }
    }

    async fn a_material_change_asks_again_and_an_editorial_one_does_not(db: TestDb) {
        let first = publish(&db, "text", Change::Material).await;
        let person = db.person("hb-1", Role::Employee).await;
        finish(&db, person, "first", Language::En).await;
        finish(&db, person, "second", Language::En).await;
        let look = || async { study::own(&db.store, &seoul(&db, person), &course()).await.unwrap().unwrap() };
        publish(&db, "text, polished", Change::Editorial).await;
        let polished = look().await;
        assert_eq!(polished.standing.label, Label::Done);
        assert_eq!(polished.completion.unwrap().version, first, "what was completed stays what it was");
        publish(&db, "another text", Change::Material).await;
        let changed = look().await;
        assert_eq!(changed.completion, None);
        assert_eq!(changed.standing.label, Label::NotAssigned);
    }

    async fn a_text_that_changed_meanwhile_is_not_finished(db: TestDb) {
        publish(&db, "text", Change::Material).await;
        let person = db.person("hb-1", Role::Employee).await;
        let first = Slug::parse("first").unwrap();
        let version = queries::module(&db.store, &course(), &first, Language::Ko).await.unwrap().unwrap().version;
        publish(&db, "another text", Change::Material).await;
        let command = FinishModule { course: course(), module: first, version, language: Language::Ko };
        let refused = db.store.write(&seoul(&db, person), command).await;
        assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
        assert_eq!(facts(&db, "module_finished").await, 0);
    }
}
