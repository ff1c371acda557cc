//! No answer of the whole library that ships leaves the server before its question was answered.
//!
//! Two proofs. Everything that may be seen only afterwards bears a mark, and no mark is in any byte of what comes before.
//! And of two libraries that differ in nothing but their keys, every page before the result is the same.

mod plant;
pub mod walk;

use crate::{
    db::TestDb,
    support::{Answer, Client, TestApp},
};
use domain::{accounts::Role, content::Kind};
use http::StatusCode;
use plant::{BEGINS, ENDS};
use services::content::{self, Change, Files, PublishCourse, TypedEarlier};
use std::collections::BTreeSet;
use time::Duration;
use walk::{Exercise, answer, call, exercises, filled, seat, still};

/// The app with these files instead of those that ship, of which at least so many courses differ.
async fn serving(files: &Files, changed: usize) -> TestApp {
    let app = TestApp::over(TestDb::sqlite().await).await;
    app.db.clock.advance(Duration::minutes(1));
    let checked = content::check(files);
    let said = checked.show(domain::language::Language::En);
    let library = checked.into_library().unwrap_or_else(|_| panic!("{said}"));
    let (store, system) = (&app.db.store, app.db.system());
    content::import(store, &system, &library).await.unwrap();
    let waiting = content::candidates::candidates(store, &system)
        .await
        .unwrap();
    assert!(
        waiting.len() >= changed,
        "courses that change: {}",
        waiting.len()
    );
    for course in waiting {
        let command = PublishCourse {
            slug: course.slug,
            hash: course.version,
            change: Change::Editorial,
            earlier: TypedEarlier::default(),
            reason: "test".into(),
        };
        store.write(&app.db.system(), command).await.unwrap();
    }
    app
}

/// The marks in everything that an answer sends.
fn marks(answer: &Answer) -> BTreeSet<String> {
    let mut whole = answer.body.clone();
    for (name, value) in &answer.headers {
        whole.push_str(&format!("\n{name}: {}", value.to_str().unwrap()));
    }
    let found = whole
        .split(BEGINS)
        .skip(1)
        .filter_map(|rest| rest.split_once(ENDS));
    found.map(|(mark, _)| mark.to_owned()).collect()
}

/// Nothing but what was said of answers that are given; no name that would tell.
fn assert_clean(answer: &Answer, said: &BTreeSet<String>) {
    let found = marks(answer);
    assert!(
        found.is_subset(said),
        "{:?} in {}",
        found.difference(said),
        answer.body
    );
    let begun = answer.body.matches(BEGINS).count();
    assert_eq!(
        begun,
        answer.body.matches(ENDS).count(),
        "a mark is cut in two: {}",
        answer.body
    );
    assert!(
        !answer.body.contains("canary-"),
        "a line is called by its name: {}",
        answer.body
    );
}

/// Where two pages begin to differ, with what stands around it.
fn first_difference(a: &str, b: &str) -> String {
    let same = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let around = |text: &str| {
        text.chars()
            .skip(same.saturating_sub(200))
            .take(400)
            .collect::<String>()
    };
    format!("{}\n---\n{}", around(a), around(b))
}

/// Goes through an exercise to its end, and looks at everything before each answer; of scenes, by forms or by calls.
/// Gives which questions or scenes were shown.
async fn walk_through(
    client: &Client,
    exercise: &Exercise,
    attempt: &str,
    by_call: bool,
) -> BTreeSet<String> {
    let (mut said, mut shown) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..60 {
        let page = client.get(attempt).await;
        if page.status == StatusCode::SEE_OTHER {
            let result = client.get(&format!("{attempt}/result")).await;
            assert!(
                !marks(&result).is_empty(),
                "the result says what is right: {}",
                result.body
            );
            return shown;
        }
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert_clean(&page, &said);
        // The result ahead of time, and a form that is not filled.
        assert_clean(&client.get(&format!("{attempt}/result")).await, &said);
        let mut empty = page.form(attempt);
        empty.set("certainty", "");
        assert_clean(&client.send_form(&empty).await, &said);
        let form = filled(&page, attempt);
        if exercise.kind == Kind::Quiz {
            shown.insert(form.get("item").unwrap().to_owned());
            let feedback = client.get(&answer(client, &form).await).await;
            assert!(
                !marks(&feedback).is_empty(),
                "an answer is told what is right: {}",
                feedback.body
            );
        } else {
            shown.insert(form.get("scene").unwrap().to_owned());
            said = turn_taken(client, exercise, &page, by_call).await;
        }
    }
    panic!("{exercise:?} does not end");
}

/// Takes a turn by a form or by a call, and gives what may be seen from then on: what came of it stands above the next
/// scene. What a call is answered holds nothing else.
async fn turn_taken(
    client: &Client,
    exercise: &Exercise,
    page: &Answer,
    by_call: bool,
) -> BTreeSet<String> {
    let attempt = walk::attempt_of(page);
    let form = filled(page, &attempt);
    let (part, scene) = (&exercise.part, form.get("scene").unwrap());
    let may = |choice: &str| BTreeSet::from([format!("said-{part}-{scene}-{choice}")]);
    if !by_call {
        answer(client, &form).await;
        return may(form.get("choice").unwrap());
    }
    let (choice, next) = call(client, page, &form).await;
    assert_eq!(next.status, StatusCode::OK, "{}", next.body);
    let said = may(&choice);
    assert_clean(&next, &said);
    let is_end = next.body.contains(&format!("{attempt}/result"));
    assert!(
        is_end || marks(&next) == said,
        "a call is told what came of it: {}",
        next.body
    );
    said
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_mark_of_the_shipped_library_is_sent_before_its_answer() {
    let asking = plant::asking_all(&plant::shipped());
    let (files, marks) = plant::marked(&asking);
    assert!(marks > 1_500, "{marks} marks");
    let app = serving(&files, 12).await;
    let all = exercises(&app).await;
    assert!(all.len() >= 24, "{} exercises", all.len());
    let none = BTreeSet::new();
    let by = |e: &Exercise| 1 + usize::from(e.kind == Kind::Scenario);
    let walks = all
        .iter()
        .flat_map(|e| (0..by(e)).map(move |n| (e, n == 1)));
    let (mut answers, mut scenes) = (0, 0);
    for (n, (exercise, by_call)) in walks.enumerate() {
        let mut client = app.login_as(Role::Employee).await;
        client.language = if n % 2 == 0 { "ko" } else { "en" };
        let before = format!("/courses/{}", exercise.course);
        for page in [
            before.clone(),
            format!("{before}/{}", exercise.part),
            format!("{before}/{}/nothing", exercise.part),
        ] {
            assert_clean(&client.get(&page).await, &none);
        }
        let attempt = seat(&app, &client, exercise, 7_000 + n as u128, 40 + n as i64).await;
        // To somebody else it is not there, and its errors tell nothing.
        let other = app.login_as(Role::Administrator).await.get(&attempt).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND);
        assert_clean(&other, &none);
        let shown = walk_through(&client, exercise, &attempt, by_call).await;
        let there = plant::names(&files, exercise);
        assert!(shown.is_subset(&there), "{shown:?} of {there:?}");
        if exercise.kind == Kind::Quiz {
            assert_eq!(shown, there, "{exercise:?} was shown whole");
            answers += shown.len();
        } else {
            scenes += shown.len();
        }
    }
    assert!(
        answers > 120 && scenes > 100,
        "{answers} answers, {scenes} turns"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_library_whose_keys_are_moved_looks_the_same_until_the_result() {
    let shipped = plant::shipped();
    let files = plant::asking_all(&shipped);
    let turned = plant::turned(&files);
    let moved = files
        .iter()
        .filter(|(path, bytes)| turned[*path] != **bytes)
        .count();
    assert!(moved >= 48, "{moved} files with other keys");
    // The oldest course draws nothing: asked for everything it has, it is as it was.
    let (here, there) = (serving(&files, 11).await, serving(&turned, 12).await);
    let mut differs = 0;
    for (n, exercise) in exercises(&here).await.iter().enumerate() {
        let pair = [
            here.login_as(Role::Employee).await,
            there.login_as(Role::Employee).await,
        ];
        let mut seats = Vec::new();
        for (app, client) in [&here, &there].into_iter().zip(&pair) {
            seats.push(seat(app, client, exercise, 9_000 + n as u128, 80 + n as i64).await);
        }
        assert_eq!(seats[0], seats[1]);
        let attempt = &seats[0];
        for _ in 0..60 {
            let pages = [pair[0].get(attempt).await, pair[1].get(attempt).await];
            assert_eq!(pages[0].status, pages[1].status);
            let [a, b] = [&pages[0], &pages[1]].map(|page| still(&page.body));
            assert!(
                a == b,
                "{exercise:?} gives its key away:\n{}",
                first_difference(&a, &b)
            );
            if pages[0].status == StatusCode::SEE_OTHER {
                break;
            }
            for (client, page) in pair.iter().zip(&pages) {
                answer(client, &filled(page, attempt)).await;
            }
        }
        // What comes after is not the same: the keys were moved indeed.
        let result = format!("{attempt}/result");
        let results = [pair[0].get(&result).await, pair[1].get(&result).await];
        differs += usize::from(still(&results[0].body) != still(&results[1].body));
    }
    assert!(differs >= 20, "{differs} results differ");
}
