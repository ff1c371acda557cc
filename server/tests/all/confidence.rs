//! One's own confidence as a browser sees it: shown to its owner, in both languages, and to nobody else on any page.

use crate::{
    assessment::publish_fixture,
    html,
    support::{Client, TestApp, app_test},
};
use app::web::{api, routes};
use domain::{
    accounts::Role,
    assessment::Certainty::{self, C1, C2, C3},
    content::Slug,
    ids::{AttemptId, PersonId},
};
use http::{Method, StatusCode};
use services::{
    assessment::{AnswerItem, ChooseTurn, GiveSelfEfficacy, StartAttempt},
    store::tables::{DOMAIN_TABLES, INSERT_ONLY_TABLES, OPERATIONAL_TABLES},
};
use std::collections::BTreeMap;

const PRACTICE: &str = "/assessment/practice";
const ERASE: &str = "/me/confidence/erase";
const TASKS: &str = "/courses/fixture/confidence";

/// What only somebody's own pages are made of.
const OWN: [&str; 4] = [
    "curve-mark",
    "practice-standings",
    "moved-after",
    "own_work=",
];

async fn start(app: &TestApp, person: PersonId, part: &str) -> AttemptId {
    let command = StartAttempt {
        course: Slug::parse("fixture").unwrap(),
        part: Slug::parse(part).unwrap(),
    };
    let db = &app.db;
    db.store
        .write(&db.as_person(person), command)
        .await
        .unwrap()
}

/// Both questions of the fixture, right or not, at this level.
async fn quiz(app: &TestApp, person: PersonId, right: bool, level: Certainty) -> AttemptId {
    let attempt = start(app, person, "check").await;
    let questions = if right {
        [("one", ["yes"].as_slice()), ("two", &["a", "c"])]
    } else {
        [("one", ["no"].as_slice()), ("two", &["b"])]
    };
    for (item, choices) in questions {
        let command = AnswerItem {
            attempt,
            item: item.into(),
            choices: choices.iter().map(|c| (*c).to_owned()).collect(),
            picks: BTreeMap::new(),
            text: String::new(),
            certainty: Some(level),
        };
        let db = &app.db;
        db.store
            .write(&db.as_person(person), command)
            .await
            .unwrap();
    }
    attempt
}

/// The scene of the fixture, to its end.
async fn talk(app: &TestApp, person: PersonId) {
    let attempt = start(app, person, "talk").await;
    for (step, scene, choice) in [(0, "open", "ask"), (1, "dm", "report")] {
        let command = ChooseTurn {
            attempt,
            step,
            scene: scene.into(),
            choice: choice.into(),
            certainty: None,
        };
        let db = &app.db;
        db.store
            .write(&db.as_person(person), command)
            .await
            .unwrap();
    }
}

/// Twenty answers: sixteen right, of which half unsure, and four sure and mistaken.
async fn twenty(app: &TestApp, person: PersonId) -> AttemptId {
    for (times, right, level) in [(4, true, C3), (4, true, C1), (1, false, C2)] {
        for _ in 0..times {
            quiz(app, person, right, level).await;
        }
    }
    quiz(app, person, false, C3).await
}

async fn rows(app: &TestApp) -> Vec<(&'static str, i64)> {
    let tables = [DOMAIN_TABLES, INSERT_ONLY_TABLES, OPERATIONAL_TABLES].concat();
    let mut rows = Vec::new();
    for table in tables {
        rows.push((table, app.count(table).await));
    }
    rows
}

/// The whole page as text.
fn words(body: &str) -> String {
    html::text(body)
}

/// Whether a link that looks like this leads there.
fn links(body: &str, class: &str, href: &str) -> bool {
    let tags = html::tags(body);
    let mut links = tags.iter().filter(|tag| tag.name == "a");
    links.any(|tag| tag.get("class") == Some(class) && tag.get("href") == Some(href))
}

async fn language(app: &TestApp, person: PersonId, code: &str) {
    let sql = format!("UPDATE people SET language = '{code}' WHERE id = ");
    let id = if app.db.is_postgres() {
        format!("'{person}'")
    } else {
        format!("x'{}'", person.as_uuid().simple())
    };
    assert_eq!(app.db.sql(&format!("{sql}{id}")).await.unwrap(), 1);
}

async fn say(client: &Client, numbers: &[(&str, &str)]) -> String {
    let said = client.submit(TASKS, TASKS, numbers).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
    said.location().to_owned()
}

app_test! {
    async fn the_practice_tells_what_it_would_have_brought_and_keeps_nothing(app: TestApp) {
        publish_fixture(&app).await;
        for (code, why, verdict, total) in [
            ("en", "1,500", "It is the other way round · it would have brought −6", "Together: −2 of at most +9 points"),
            ("ko", "1,500", "사실은 반대예요 · −6점", "모두 더하면 −2점이에요"),
        ] {
            let person = app.person(Role::Employee).await;
            language(&app, person, code).await;
            let client = app.login(person).await;
            let before = rows(&app).await;
            let page = client.get(&format!("{PRACTICE}?course=fixture&part=check")).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(!page.body.contains(why), "nothing of what is true is sent beforehand");
            let half = [("sound", "true"), ("sound_sure", "C3"), ("wall", "true")];
            let mut form = page.form(PRACTICE);
            for (name, value) in half {
                form.set(name, value);
            }
            let refused = client.send_form(&form).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(!refused.body.contains(why), "nor while something is missing");
            for missing in ["wall_sure", "octopus", "octopus_sure"] {
                assert!(refused.text_of(&format!("error-{missing}")).is_some_and(|t| !t.is_empty()), "{missing}");
            }
            let mut form = refused.form(PRACTICE);
            for (name, value) in half {
                assert_eq!(form.get(name), Some(value), "what was picked is still there");
            }
            for (name, value) in [("wall_sure", "C3"), ("octopus", "true"), ("octopus_sure", "C1")] {
                form.set(name, value);
            }
            let result = client.send_form(&form).await;
            assert_eq!(result.status, StatusCode::OK, "{}", result.body);
            let text = words(&result.body);
            assert!(text.contains(why) && text.contains(verdict) && text.contains(total), "{text}");
            assert!(links(&result.body, "button", "/courses/fixture/check"));
            assert_eq!(rows(&app).await, before, "nothing was written anywhere");
        }
    }

    async fn the_way_back_from_the_practice_leads_nowhere_else(app: TestApp) {
        let client = app.login_as(Role::Employee).await;
        let page = client.get(&format!("{PRACTICE}?course=//elsewhere.test&part=%22%3E%3Cscript%3E")).await;
        let mut form = page.form(PRACTICE);
        for name in ["sound", "wall", "octopus"] {
            form.set(name, "false");
            form.set(&format!("{name}_sure"), "C2");
        }
        let result = client.send_form(&form).await;
        assert_eq!(result.status, StatusCode::OK);
        assert!(!result.body.contains("elsewhere.test") && links(&result.body, "button", "/courses"), "{}", result.body);
        assert!(!page.body.contains("\"><script>"));
    }

    async fn the_practice_is_offered_large_before_the_first_answer_and_small_after_it(app: TestApp) {
        publish_fixture(&app).await;
        let client = app.login_as(Role::Employee).await;
        let (intro, link) = ("/courses/fixture/check", "/assessment/practice?course=fixture&amp;part=check");
        let first = client.get(intro).await.body;
        assert!(first.contains("try-first") && first.contains(link), "{first}");
        assert!(!client.get("/courses/fixture/talk").await.body.contains("/assessment/practice"), "a scenario is none");
        quiz(&app, client.person(), true, C2).await;
        let later = client.get(intro).await.body;
        assert!(!later.contains("try-first") && later.contains(link), "{later}");
    }

    async fn few_answers_are_counted_and_many_are_drawn(app: TestApp) {
        publish_fixture(&app).await;
        for (code, none, missing, bias, mostly) in [
            ("en", "You have not answered anything yet", "You need 18 more", "less sure than right, by 8 percentage points", "Mostly: Needs confidence"),
            ("ko", "아직 답한 것이 없어요", "18개 남았어요", "맞은 것보다 8%p 덜 확신했어요", "가장 많은 상태: 더 믿어도 돼요"),
        ] {
            let person = app.person(Role::Employee).await;
            language(&app, person, code).await;
            let client = app.login(person).await;
            let page = || async { words(&client.get("/me/confidence").await.body) };
            assert!(page().await.contains(none));
            let attempt = quiz(&app, person, true, C3).await;
            let few = client.get("/me/confidence").await;
            let text = words(&few.body);
            assert!(text.contains(missing) && !few.body.contains("<svg class=\"curve"), "{text}");
            for _ in 0..3 {
                quiz(&app, person, true, C3).await;
            }
            for _ in 0..4 {
                quiz(&app, person, true, C1).await;
            }
            for level in [C2, C3] {
                quiz(&app, person, false, level).await;
            }
            // Said: (10 × .9 + 8 × .5 + 2 × .73) / 20 = .723; right: .8.
            let many = client.get("/me/confidence").await;
            let text = words(&many.body);
            assert!(text.contains(bias) && text.contains(mostly), "{text}");
            assert_eq!(many.body.matches("curve-mark").count(), 3);
            assert!(text.contains("90%") && text.contains("80%"), "the table says it, too: {text}");
            let result = client.get(&format!("/attempts/{attempt}/result")).await;
            assert!(result.body.contains(r#"href="/me/confidence""#));
            assert!(client.get("/me").await.body.contains(r#"href="/me/confidence""#));
        }
    }

    async fn nobody_else_gets_at_it_by_any_page_or_export(app: TestApp) {
        publish_fixture(&app).await;
        let person = app.person(Role::Employee).await;
        let owner = app.login(person).await;
        say(&owner, &[("own_work", "30")]).await;
        talk(&app, person).await;
        let attempt = twenty(&app, person).await;
        say(&owner, &[("own_work", "80")]).await;
        // The markers are there for their owner, or their absence would say nothing.
        let own = owner.get("/me/confidence").await.body + &owner.get(TASKS).await.body;
        for marker in &OWN[..3] {
            assert!(own.contains(marker), "{marker}");
        }
        let (person, attempt) = (person.to_string(), attempt.to_string());
        let all = routes::all();
        let pages: Vec<&str> = all
            .list()
            .filter(|route| route.method == Method::GET && !route.path.starts_with(api::PREFIX))
            .map(|route| route.path)
            .collect();
        for role in [Role::Hr, Role::Auditor, Role::Administrator, Role::CommsEditor, Role::Reviewer, Role::Author] {
            let other = app.login_as(role).await;
            for path in &pages {
                let path = path.replace("/attempts/{id}", &format!("/attempts/{attempt}"));
                let path = path.replace("{course}", "fixture").replace("{module}", "check").replace("{id}", &person);
                let answer = other.get(&path).await;
                assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
                for marker in OWN {
                    assert!(!answer.body.contains(marker), "{} reads {marker} on {path}", role.code());
                }
            }
            for path in [format!("/me/confidence?person={person}"), format!("/me/confidence?id={person}")] {
                let text = words(&other.get(&path).await.body);
                assert!(text.contains("아직 답한 것이 없어요"), "{text}");
            }
            let theirs = other.get(TASKS).await;
            assert_eq!(theirs.form(TASKS).get("moment"), Some("before"));
            let theirs = theirs.form(TASKS);
            assert_eq!(theirs.get("own_work"), Some(""), "what another said is not filled in");
        }
        for role in [Role::Hr, Role::Auditor] {
            let other = app.login_as(role).await;
            let file = other.submit("/reporting/completions", "/reporting/completions", &[]).await;
            assert_eq!(file.status, StatusCode::OK, "{}", file.body);
            assert!(file.body.contains("fixture"), "the completion is in the file: {}", file.body);
            for secret in ["C1", "C2", "C3", "own_work", "confidence", "efficac", "calibration"] {
                assert!(!file.body.contains(secret), "{secret}: {}", file.body);
            }
        }
    }

    async fn before_and_after_stand_side_by_side(app: TestApp) {
        publish_fixture(&app).await;
        for (code, before, after, moved, left_out) in [
            ("en", "Before you begin: how sure are you?", "And now?", "You said 2 of them both times. You are surer of 1, as sure of 0 and less sure of 1.", "left out"),
            ("ko", "시작하기 전에: 얼마나 자신 있나요?", "지금은 어떤가요?", "두 번 모두 답한 것은 2가지예요. 1가지는 더 자신 있고, 0가지는 그대로이고, 1가지는 덜 자신 있어요.", "넘김"),
        ] {
            let person = app.person(Role::Employee).await;
            language(&app, person, code).await;
            let client = app.login(person).await;
            let course = || async { client.get("/courses/fixture").await.body };
            assert!(words(&course().await).contains(before));
            let page = client.get(TASKS).await;
            assert!(words(&page.body).contains(before) && links(&page.body, "button-secondary", "/courses/fixture"));
            assert_eq!(page.body.matches("<fieldset").count(), 7);
            // Skipping everything is what “Not now” is for, and says so beside the first task.
            let nothing = client.submit(TASKS, TASKS, &[]).await;
            assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(nothing.text_of("error-critical_comment").is_some_and(|t| !t.is_empty()));
            let kept = say(&client, &[("own_work", "30"), ("approval", "90"), ("affiliation", "50")]).await;
            assert_eq!(kept, format!("{TASKS}?kept=true"));
            let shown = client.get(&kept).await;
            assert!(shown.body.contains(r#"role="status""#) && !shown.body.contains("<svg class=\"curve"));
            let on_course = course().await;
            assert!(!words(&on_course).contains(before) && on_course.contains(&format!("href=\"{TASKS}\"")));
            // On the way through, nothing more is asked.
            talk(&app, person).await;
            assert!(!client.get(TASKS).await.body.contains("<fieldset"));
            quiz(&app, person, true, C2).await;
            assert!(words(&course().await).contains(after));
            say(&client, &[("own_work", "80"), ("approval", "70")]).await;
            let both = client.get(TASKS).await;
            let text = words(&both.body);
            assert!(text.contains(moved) && text.contains(left_out), "{text}");
            assert_eq!((both.body.matches("moved-before").count(), both.body.matches("moved-after").count()), (3, 2));
            assert!(!words(&course().await).contains(after));
        }
    }

    async fn who_has_nothing_that_can_go_yet_is_told_why(app: TestApp) {
        publish_fixture(&app).await;
        for (code, told, done) in [("en", "a refresher you have not finished", "It is erased."), ("ko", "끝나지 않은 확인 문제", "지웠어요.")] {
            let person = app.person(Role::Employee).await;
            language(&app, person, code).await;
            let client = app.login(person).await;
            let attempt = start(&app, person, "check").await;
            let command = AnswerItem {
                attempt,
                item: "one".into(),
                choices: ["yes".to_owned()].into(),
                picks: BTreeMap::new(),
                text: String::new(),
                certainty: Some(C3),
            };
            app.db.store.write(&app.db.as_person(person), command).await.unwrap();
            let before = app.count("attempt_certainties").await;
            let sent = client.submit(ERASE, ERASE, &[("sure", "yes")]).await;
            let shown = words(&client.get(sent.location()).await.body);
            assert!(shown.contains(told) && !shown.contains(done), "{shown}");
            assert_eq!(app.count("attempt_certainties").await, before);
        }
    }

    async fn what_is_ones_own_is_erased_by_a_tick_and_its_page_says_so(app: TestApp) {
        publish_fixture(&app).await;
        let other = app.person(Role::Employee).await;
        quiz(&app, other, true, C3).await;
        for (code, what, tick, done, anew, stays, marks) in [
            ("en", "Erase what only you can see", "Tick this to erase it.", "It is erased.", "is no longer kept", "stays until that is over", "the questions you marked"),
            ("ko", "나만 보는 기록 지우기", "지우려면 여기에 표시해 주세요.", "지웠어요.", "더 이상 남아 있지 않아요", "끝날 때까지 남아요", "다시 보려고 표시한 문항"),
        ] {
            let person = app.person(Role::Employee).await;
            language(&app, person, code).await;
            let client = app.login(person).await;
            say(&client, &[("own_work", "30")]).await;
            let attempt = quiz(&app, person, true, C1).await;
            let own = client.get("/me/confidence").await;
            assert!(words(&own.body).contains(what) && own.body.contains(&format!("href=\"{ERASE}\"")), "{}", own.body);
            let page = client.get(ERASE).await;
            assert!(words(&page.body).contains(stays) && words(&page.body).contains(marks), "{}", page.body);
            let before = app.count("attempt_certainties").await;
            let refused = client.submit(ERASE, ERASE, &[]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(refused.text_of("error-sure").as_deref(), Some(tick));
            assert_eq!(app.count("attempt_certainties").await, before);

            let erased = client.submit(ERASE, ERASE, &[("sure", "yes")]).await;
            assert_eq!((erased.status, erased.location()), (StatusCode::SEE_OTHER, "/me/confidence?erased=true"));
            let shown = words(&client.get(erased.location()).await.body);
            assert!(shown.contains(done) && shown.contains(anew), "{shown}");
            // Another's levels stay, and so does the result.
            assert_eq!((before, app.count("attempt_certainties").await), (4, 2));
            let result = client.get(&format!("/attempts/{attempt}/result")).await;
            assert!(result.body.contains("score-number\">100<") && !result.body.contains("own-picture"), "{}", result.body);
            assert!(!words(&client.get("/me/confidence").await.body).contains(done), "it is said once");
        }
    }
}

/// Something they said of their tasks, which they can erase.
pub async fn said(app: &TestApp, person: PersonId) {
    let command = GiveSelfEfficacy {
        course: Slug::parse("first-ten-minutes").unwrap(),
        moment: "before".into(),
        tasks: [("own_work", "30".to_owned())].into(),
    };
    let db = &app.db;
    let given = db.store.write(&db.as_person(person), command).await;
    assert!(given.unwrap().counts);
}
