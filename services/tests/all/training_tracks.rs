//! Courses put together for those whose work asks for the same, and assigned together.

use crate::{
    support::{TestDb, db_test},
    training::{library, these},
};
use domain::{accounts::Role, content::Track};
use sea_orm::EntityTrait;
use services::{
    Error,
    content::{self, Files, queries::in_track},
    entity::assignments,
    training::{AssignCourse, AssignTrack, TypedLimits, Whom},
};
use std::collections::BTreeSet;

/// Three courses under names of their own; two are for moderators, the last written first.
async fn three(db: &TestDb) {
    let mut files = Files::new();
    for (name, tracks) in [
        ("one", "tracks: {moderators: 2, brand: 1}"),
        ("two", "tracks: {moderators: 1}"),
        ("three", "owner: tests"),
    ] {
        for (path, bytes) in library("text") {
            let text = String::from_utf8(bytes).unwrap();
            let text = text.replace("slug: small-course", &format!("slug: {name}"));
            let text = if tracks.starts_with("tracks") {
                text.replacen(
                    "minutes:",
                    &format!("{tracks}\nminutes:"),
                    usize::from(path.ends_with("course.md")),
                )
            } else {
                text
            };
            files.insert(path.replace("small-course", name), text.into_bytes());
        }
    }
    let checked = content::check(&files);
    let said = checked.show(domain::language::Language::En);
    let library = checked.into_library().unwrap_or_else(|_| panic!("{said}"));
    content::import(&db.store, &db.system(), &library)
        .await
        .unwrap();
}

fn assign(track: Track, whom: Whom) -> AssignTrack {
    AssignTrack {
        track,
        whom,
        due_on: "2026-12-08".into(),
        reason: "new_role".into(),
        note: String::new(),
        limits: TypedLimits::default(),
    }
}

async fn owed(db: &TestDb) -> BTreeSet<String> {
    let all = assignments::Entity::find()
        .all(db.store.read())
        .await
        .unwrap();
    all.into_iter().map(|row| row.course_slug).collect()
}

db_test! {
    async fn a_track_is_assigned_whole_and_in_its_order(db: TestDb) {
        three(&db).await;
        let slugs: Vec<String> = in_track(db.store.read(), Track::Moderators).await.unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(slugs, ["two", "one"]);
        let hr = db.as_person(db.person("hb-0", Role::Hr).await);
        let person = db.person("hb-1", Role::Employee).await;
        // Who owes one of them already keeps its date.
        let single = AssignCourse {
            course: "one".into(),
            whom: these(&[person]),
            due_on: "2026-12-01".into(),
            reason: "new_hire".into(),
            note: String::new(),
            limits: TypedLimits::default(),
        };
        db.store.write(&hr.with_new_key(), single).await.unwrap();
        let done = db.store.write(&hr.with_new_key(), assign(Track::Moderators, these(&[person]))).await.unwrap();
        assert_eq!((done.assigned, done.already), (1, 1));
        assert_eq!(owed(&db).await, ["one".to_owned(), "two".to_owned()].into());
    }

    async fn a_track_is_assigned_whole_or_not_at_all(db: TestDb) {
        three(&db).await;
        let hr = db.as_person(db.person("hb-0", Role::Hr).await);
        let person = db.person("hb-1", Role::Employee).await;
        let past = AssignTrack { due_on: "2020-01-01".into(), ..assign(Track::Moderators, these(&[person])) };
        assert!(matches!(db.store.write(&hr.with_new_key(), past).await, Err(Error::Invalid(_))));
        let nothing = db.store.write(&hr.with_new_key(), assign(Track::Medical, these(&[person]))).await;
        let Err(Error::Invalid(fields)) = nothing else { panic!("{nothing:?}") };
        assert_eq!(fields[0].code, "unknown");
        let employee = db.as_person(person);
        let refused = db.store.write(&employee.with_new_key(), assign(Track::Moderators, these(&[person]))).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        assert!(owed(&db).await.is_empty());
    }
}

#[test]
fn a_track_that_nobody_knows_is_told() {
    let mut files = library("text");
    let course = files
        .iter_mut()
        .find(|(path, _)| path.ends_with("course.md"))
        .unwrap()
        .1;
    let text = String::from_utf8(course.clone()).unwrap();
    *course = text
        .replacen(
            "minutes:",
            "tracks: {moderator: 1, brand: first}\nminutes:",
            1,
        )
        .into_bytes();
    let said = content::check(&files).show(domain::language::Language::En);
    assert!(
        said.contains("“moderator” is not one of the words") && said.contains("“moderators”"),
        "{said}"
    );
    assert!(
        said.contains("This must be a whole number from 1 to 99."),
        "{said}"
    );
}
