//! Attempts as a browser sees them: nothing that would help is sent before the answer is in, and nobody sees another's.

use crate::support::{Answer, Client, TestApp, app_test, from_here};
use axum::body::Body;
use domain::{
    accounts::Role,
    content::{Kind, Slug},
};
use http::{StatusCode, header};
use sea_orm::EntityTrait;
use services::{
    content::{self, Change, Files, PublishCourse, TypedEarlier},
    entity::content_versions,
};

/// What every feedback, debrief and score of the fixture course is marked with.
const CANARY: &str = "CANARY";

/// The course of the services' tests, published beside the shipped one.
pub async fn publish_fixture(app: &TestApp) {
    macro_rules! file {
        ($path:literal) => {
            include_bytes!(concat!(
                "../../../services/tests/fixtures/assessment/",
                $path
            ))
            .to_vec()
        };
    }
    let files: Files = [
        ("rules/fixture-rule.md", file!("rule.md")),
        ("courses/fixture/course.md", file!("course.md")),
        ("courses/fixture/ko/check.md", file!("ko/check.md")),
        ("courses/fixture/en/check.md", file!("en/check.md")),
        ("courses/fixture/ko/talk.md", file!("ko/talk.md")),
        ("courses/fixture/en/talk.md", file!("en/talk.md")),
    ]
    .map(|(path, bytes)| (path.to_owned(), bytes))
    .into();
    publish(app, &files, "fixture").await;
}

/// The course with a question of each kind whose answers are not just picked, published.
pub async fn publish_kinds(app: &TestApp) {
    macro_rules! file {
        ($path:literal) => {
            include_bytes!(concat!("../../../services/tests/fixtures/", $path)).to_vec()
        };
    }
    let files: Files = [
        ("rules/fixture-rule.md", file!("assessment/rule.md")),
        ("courses/kinds/course.md", file!("kinds/course.md")),
        ("courses/kinds/ko/kinds.md", file!("kinds/ko/kinds.md")),
        ("courses/kinds/en/kinds.md", file!("kinds/en/kinds.md")),
    ]
    .map(|(path, bytes)| (path.to_owned(), bytes))
    .into();
    publish(app, &files, "kinds").await;
}

async fn publish(app: &TestApp, files: &Files, slug: &str) {
    let library = content::check(files).into_library().unwrap();
    let ctx = app.db.system();
    let imported = content::import(&app.db.store, &ctx, &library)
        .await
        .unwrap();
    for hash in imported.added {
        let id = hash.as_bytes().to_vec();
        let row = content_versions::Entity::find_by_id(id)
            .one(app.db.store.read())
            .await;
        if row.unwrap().unwrap().kind == Kind::Course.code() {
            let command = PublishCourse {
                slug: Slug::parse(slug).unwrap(),
                hash,
                change: Change::Material,
                earlier: TypedEarlier::default(),
                reason: "test".into(),
            };
            app.db.store.write(&app.db.system(), command).await.unwrap();
        }
    }
}

/// Begins a part of the fixture course and gives the attempt's address.
async fn begin(client: &Client, part: &str) -> String {
    begin_at(client, &format!("/courses/fixture/{part}")).await
}

pub async fn begin_at(client: &Client, part: &str) -> String {
    let page = client.get(part).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_clean(&page, &[]);
    let answer = client.submit(part, "/attempts", &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    answer.location().to_owned()
}

/// No secret is in any byte, those of these names aside.
pub fn assert_clean(answer: &Answer, may: &[&str]) {
    let mut whole = answer.body.clone();
    for (name, value) in &answer.headers {
        whole.push_str(&format!("\n{name}: {}", value.to_str().unwrap()));
    }
    for name in may {
        assert!(
            whole.contains(&format!("{CANARY}-{name}")),
            "{name} is missing: {whole}"
        );
        whole = whole.replace(&format!("{CANARY}-{name}"), "");
    }
    assert!(!whole.contains(CANARY), "{whole}");
    for word in ["score", "correct", "effects", "target", "&quot;right"] {
        assert!(
            !whole.contains(&format!("{word}&quot;:")),
            "{word}: {whole}"
        );
        assert!(!whole.contains(&format!("\"{word}\":")), "{word}: {whole}");
    }
}

async fn call(client: &Client, body: &str) -> Answer {
    let request = from_here("/api/assessment/choose_turn")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, "application/json");
    client.send(request, Body::from(body.to_owned())).await
}

fn turn(attempt: &str, step: usize, scene: &str, choice: &str) -> String {
    let key = services::ctx::Key::random();
    let id = attempt.rsplit('/').next().unwrap();
    format!(
        r#"{{"attempt":"{id}","step":{step},"scene":"{scene}","choice":"{choice}","key":"{key}"}}"#
    )
}

app_test! {
    async fn no_secret_of_a_quiz_is_sent_before_its_answer(app: TestApp) {
        publish_fixture(&app).await;
        for language in ["ko", "en"] {
            let mut client = app.login_as(Role::Employee).await;
            client.language = language;
            for page in ["/", "/courses", "/courses/fixture", "/rules/fixture-rule"] {
                assert_clean(&client.get(page).await, &[]);
            }
            let attempt = begin(&client, "check").await;
            let mut answered = Vec::new();
            for _ in 0..2 {
                let question = client.get(&attempt).await;
                assert_clean(&question, &[]);
                let form = question.form(&attempt);
                let item = form.get("item").unwrap().to_owned();
                // What is still open cannot be looked at ahead of time.
                for open in ["one", "two"].into_iter().filter(|i| !answered.contains(&(*i).to_owned())) {
                    assert_clean(&client.get(&format!("{attempt}?answered={open}")).await, &[]);
                }
                assert_eq!(client.get(&format!("{attempt}/result")).await.location(), attempt);
                let refused = client.submit(&attempt, &attempt, &[("certainty", "C2")]).await;
                assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
                assert_clean(&refused, &[]);

                let (choice, may) = if item == "one" { ("no", ["one-no", "one-yes"]) } else { ("b", ["two-b", "two-a"]) };
                let answer = client.submit(&attempt, &attempt, &[("choice", choice), ("certainty", "C3")]).await;
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
                assert_eq!(answer.location(), format!("{attempt}?answered={item}"));
                let feedback = client.get(answer.location()).await;
                let missed = if item == "one" { vec![] } else { vec!["two-c"] };
                assert_clean(&feedback, &[may.as_slice(), &missed].concat());
                answered.push(item);
            }
            let result = client.get(&format!("{attempt}/result")).await;
            assert_eq!(result.status, StatusCode::OK);
            assert!(result.body.contains("0%") && result.body.contains("own-picture"), "{}", result.body);
        }
    }

    async fn no_key_of_any_kind_of_question_is_sent_before_its_answer(app: TestApp) {
        publish_kinds(&app).await;
        for language in ["ko", "en"] {
            let mut client = app.login_as(Role::Employee).await;
            client.language = language;
            let attempt = begin_at(&client, "/courses/kinds/kinds").await;
            for _ in 0..4 {
                let question = client.get(&attempt).await;
                let refused = client.submit(&attempt, &attempt, &[("pick-1", "2"), ("certainty", "C2")]).await;
                assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
                for page in [&question, &refused] {
                    assert_clean(page, &[]);
                    // A line's or a pair's name would tell where it belongs, an accepted answer what to type.
                    assert!(!page.body.contains("keyname") && !page.body.contains("안전성 담당"), "{}", page.body);
                }
                let item = question.form(&attempt).get("item").unwrap().to_owned();
                // What was picked comes back with the message.
                let picked = refused.body.contains("<option value=\"2\" selected");
                assert_eq!(picked, ["order", "match"].contains(&item.as_str()), "{}", refused.body);
                let (typed, may): (&[(&str, &str)], &[&str]) = match item.as_str() {
                    "order" => (&[("pick-1", "2"), ("pick-2", "3"), ("pick-3", "1")], &["order-one", "order-two", "order-three"]),
                    "match" => (&[("pick-1", "1"), ("pick-2", "1"), ("pick-3", "2")], &["match-a", "match-b", "match-c"]),
                    "mark" => (&[("choice", "us")], &["mark-best", "mark-first", "mark-us"]),
                    _ => (&[("text", "nobody at all")], &["short-safety", "short-otherwise"]),
                };
                let answer = client.submit(&attempt, &attempt, &[typed, &[("certainty", "C1")]].concat()).await;
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
                let feedback = client.get(answer.location()).await;
                assert_clean(&feedback, may);
                assert!(!feedback.body.contains("nobody at all"), "{}", feedback.body);
            }
            let result = client.get(&format!("{attempt}/result")).await;
            for name in ["order-one", "match-c", "mark-first", "short-safety"] {
                assert!(result.body.contains(&format!("{CANARY}-{name}")), "{}", result.body);
            }
        }
    }

    async fn no_secret_of_a_scenario_is_sent_before_its_turn(app: TestApp) {
        publish_fixture(&app).await;
        for by_call in [false, true] {
            let client = app.login_as(Role::Employee).await;
            let attempt = begin(&client, "talk").await;
            assert_clean(&client.get(&attempt).await, &[]);
            let (scene, end) = if by_call {
                let scene = call(&client, &turn(&attempt, 0, "open", "ask")).await;
                assert_eq!(scene.status, StatusCode::OK, "{}", scene.body);
                assert_clean(&scene, &["open-ask"]);
                let page = client.get(&attempt).await;
                let end = call(&client, &turn(&attempt, 1, "dm", "promise")).await;
                assert_clean(&end, &[]);
                (page, end.body)
            } else {
                let typed = [("choice", "ask")];
                let answer = client.submit(&attempt, &attempt, &typed).await;
                let scene = client.get(answer.location()).await;
                let end = client.submit(&attempt, &attempt, &[("choice", "promise")]).await;
                (scene, end.location().to_owned())
            };
            assert_clean(&scene, &["open-ask"]);
            assert!(end.contains(&format!("{attempt}/result")), "{end}");
            let debrief = client.get(&format!("{attempt}/result")).await;
            for said in ["open-ask", "dm-promise", "dm-report", "end-bad"] {
                assert!(debrief.body.contains(&format!("{CANARY}-{said}")), "{said}");
            }
            // Where other ways led is told by the ending's name, not by its debrief.
            assert!(!debrief.body.contains("CANARY-end-good"));
            assert_eq!(debrief.body.matches("좋은 끝").count(), 3, "{}", debrief.body);
        }
    }

    async fn an_exercise_has_a_script_and_fetches_nothing_that_only_a_script_uses(app: TestApp) {
        publish_fixture(&app).await;
        let client = app.login_as(Role::Employee).await;
        let attempt = begin(&client, "talk").await;
        let page = client.get(&attempt).await;
        assert!(page.body.contains("<script type=\"module\"") && page.body.contains("<main"), "{}", page.body);
        assert!(!page.body.contains("rel=\"preload\""), "{}", page.body);
    }

    async fn an_answer_sent_twice_counts_once_and_nobody_gives_it_for_another(app: TestApp) {
        publish_fixture(&app).await;
        let (client, other) = (app.login_as(Role::Employee).await, app.login_as(Role::Hr).await);
        let attempt = begin(&client, "check").await;
        let mut form = client.get(&attempt).await.form(&attempt);
        let (right, wrong) = if form.get("item") == Some("one") { ("yes", "no") } else { ("a", "b") };
        form.set("choice", right);
        form.set("certainty", "C1");
        assert_eq!(other.send_form(&form).await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.count("attempt_events").await, 0);
        let first = client.send_form(&form).await;
        // A double click, and a second tab that still shows the question.
        let again = client.send_form(&form).await;
        form.set("choice", wrong);
        form.set("key", &services::ctx::Key::random().to_string());
        let late = client.send_form(&form).await;
        for answer in [&first, &again, &late] {
            assert_eq!(answer.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(again.location(), first.location());
        assert_eq!(app.count("attempt_events").await, 1);
        let kept = format!("{CANARY}-{}-{right}", form.get("item").unwrap());
        // Both show the answer that counts; the second tab is told that it is not the one it sent.
        for (answer, told) in [(&first, false), (&late, true)] {
            let feedback = client.get(answer.location()).await;
            assert!(feedback.body.contains(&kept), "{}", feedback.body);
            assert_eq!(feedback.body.contains("class=\"notice\""), told);
        }
    }

    async fn a_turn_whose_reply_was_lost_is_followed_by_what_is_there_now(app: TestApp) {
        publish_fixture(&app).await;
        let client = app.login_as(Role::Employee).await;
        let attempt = begin(&client, "talk").await;
        let first = turn(&attempt, 0, "open", "ask");
        assert_eq!(call(&client, &first).await.status, StatusCode::OK);
        // The reply never came: the page still shows the first scene, and its key is the same for another choice.
        let other = call(&client, &first.replace("\"ask\"", "\"wait\"")).await;
        assert_eq!(other.status, StatusCode::OK, "{}", other.body);
        assert!(other.body.contains("\"dm\""), "{}", other.body);
        assert!(other.body.contains("\"elsewhere\":\""), "{}", other.body);
        assert_eq!(app.count("attempt_events").await, 1);
        // From there it goes on.
        let on = call(&client, &turn(&attempt, 1, "dm", "promise")).await;
        assert!(on.status == StatusCode::OK && on.body.contains("/result"), "{}", on.body);
    }

    async fn who_was_right_and_unsure_or_wrong_and_sure_is_shown_what_the_rule_means(app: TestApp) {
        const MEANS: &str = "시험에 쓰는 규칙이에요.";
        publish_fixture(&app).await;
        let person = app.person(Role::Employee).await;
        let client = app.login(person).await;
        let states = [
            (true, "C1", Some("다음에도 이렇게 하면 돼요")),
            (false, "C3", Some("규칙은 이렇게 말해요")),
            (true, "C3", None),
            (false, "C1", None),
        ];
        let mut attempt = String::new();
        for (n, (right, level, title)) in states.into_iter().enumerate() {
            if n % 2 == 0 {
                attempt = begin(&client, "check").await;
            }
            let page = client.get(&attempt).await;
            assert!(!page.body.contains(MEANS) && !page.body.contains("class=\"meaning\""), "{}", page.body);
            let mut form = page.form(&attempt);
            let item = form.get("item").unwrap().to_owned();
            let choices: &[&str] = match (item.as_str(), right) {
                ("one", true) => &["yes"],
                ("one", false) => &["no"],
                (_, true) => &["a", "c"],
                (_, false) => &["b"],
            };
            form.set("certainty", level);
            form.fields.retain(|(name, _)| name != "choice");
            for choice in choices {
                form.fields.push(("choice".to_owned(), (*choice).to_owned()));
            }
            let answer = client.send_form(&form).await;
            let feedback = client.get(answer.location()).await;
            assert_eq!(feedback.body.contains("class=\"meaning\""), title.is_some(), "{right} {level}: {}", feedback.body);
            assert_eq!(feedback.body.contains(MEANS), title.is_some(), "{}", feedback.body);
            if let Some(title) = title {
                assert!(feedback.body.contains(title), "{}", feedback.body);
                assert!(feedback.body.contains("cite=\"/rules/fixture-rule\""), "{}", feedback.body);
            }
            // Nothing of another question is in it.
            let other = if item == "one" { "two" } else { "one" };
            assert!(!feedback.body.contains(&format!("{CANARY}-{other}-")), "{}", feedback.body);
        }
    }

    async fn a_call_fails_in_json_with_its_status_and_the_request(app: TestApp) {
        publish_fixture(&app).await;
        let (client, other) = (app.login_as(Role::Employee).await, app.login_as(Role::Administrator).await);
        let attempt = begin(&client, "talk").await;
        let good = turn(&attempt, 0, "open", "ask");
        for (what, status, answer) in [
            ("nobody", StatusCode::UNAUTHORIZED, call(&app.anonymous(), &good).await),
            ("another person", StatusCode::NOT_FOUND, call(&other, &good).await),
            ("no such choice", StatusCode::UNPROCESSABLE_ENTITY, call(&client, &turn(&attempt, 0, "open", "fly")).await),
            ("no sense", StatusCode::BAD_REQUEST, call(&client, "{}").await),
        ] {
            assert_eq!(answer.status, status, "{what}: {}", answer.body);
            assert!(answer.body.starts_with("{\"code\":\""), "{what}: {}", answer.body);
        }
        let refused = call(&other, &good).await;
        assert!(refused.body.contains(refused.header("x-request-id")), "{}", refused.body);
        for path in [attempt.clone(), format!("{attempt}/result")] {
            assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(app.count("attempt_events").await, 0);
    }
}
