//! What looks like a real adverse event is not kept before its writer was shown where to tell it.

use crate::support::{TestApp, app_test};
use app::web::{WebConfig, safety::SafetyRoutes};
use domain::accounts::Role;
use http::StatusCode;

const PAGE: &str = "/stories/new";
const CASE: &str = "댓글에서 만난 분이 우리 약을 드시고 두드러기가 났다고 했어요.";

fn story(step: &'static str, done: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("title", "댓글 하나"),
        ("practice", "content-first"),
        ("language", "ko"),
        ("done", done),
        ("audience", "공장 이웃"),
        ("outcome", "답을 들었어요."),
        ("confirmed", "yes"),
        ("step", step),
    ]
}

async fn shown(app: &TestApp) -> i64 {
    let sql = "SELECT CAST(count(*) AS BIGINT) FROM facts WHERE kind = 'safety_route_shown'";
    app.db.number(sql).await
}

app_test! {
    async fn nothing_is_kept_before_the_way_was_shown(app: TestApp) {
        let client = app.login_as(Role::Employee).await;
        for step in ["draft", "submit"] {
            let asked = client.submit(PAGE, PAGE, &story(step, CASE)).await;
            assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", asked.body);
            for told in ["혹시 누군가에게 실제로 있었던 일인가요?", "회사의 안전성 담당 부서", CASE, "name=\"not_a_case\""] {
                assert!(asked.body.contains(told), "{told}: {}", asked.body);
            }
        }
        assert_eq!((app.count("story_drafts").await, app.count("stories").await), (0, 0));
        assert_eq!(shown(&app).await, 2);
        // That it was shown is all that is kept.
        let values = "SELECT CAST(count(*) AS BIGINT) FROM fact_values WHERE value LIKE '%두드러기%'";
        assert_eq!(app.db.number(values).await, 0);

        // Looking at it keeps nothing, and asks nothing.
        let preview = client.submit(PAGE, PAGE, &story("preview", CASE)).await;
        assert_eq!((preview.status, shown(&app).await), (StatusCode::OK, 2));

        let mut sure = story("draft", CASE);
        sure.push(("not_a_case", "yes"));
        let done = client.submit(PAGE, PAGE, &sure).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert_eq!((app.count("story_drafts").await, shown(&app).await), (1, 2));
        let plain = client.submit(PAGE, PAGE, &story("draft", "공장 견학 글을 올렸어요.")).await;
        assert_eq!((plain.status, shown(&app).await), (StatusCode::SEE_OTHER, 2));
    }

    async fn a_note_to_those_who_are_assigned_is_watched_too(app: TestApp) {
        let hr = app.login_as(Role::Hr).await;
        let form = |note: &'static str| vec![
            ("course", "first-ten-minutes"),
            ("whom", "everyone"),
            ("due_on", "2027-01-31"),
            ("reason", "refresher"),
            ("note", note),
        ];
        let page = "/training/assign";
        let asked = hr.submit(page, page, &form(CASE)).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", asked.body);
        for told in ["회사의 안전성 담당 부서", CASE, "value=\"2027-01-31\"", "name=\"not_a_case\""] {
            assert!(asked.body.contains(told), "{told}: {}", asked.body);
        }
        assert_eq!((app.count("assignments").await, shown(&app).await), (0, 1));
        let sure = [form(CASE), vec![("not_a_case", "yes")]].concat();
        let done = hr.submit(page, page, &sure).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert!(app.count("assignments").await > 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_country_has_a_way_of_its_own() {
    let safety =
        SafetyRoutes::parse("KR=안전성 담당 02-000-0000; *=safety@hanbit.example").unwrap();
    let config = WebConfig {
        safety,
        ..WebConfig::default()
    };
    let app = TestApp::with(crate::db::TestDb::sqlite().await, config).await;
    let client = app.login_as(Role::Employee).await;
    let asked = client.submit(PAGE, PAGE, &story("draft", CASE)).await;
    assert!(
        asked.body.contains("안전성 담당 02-000-0000"),
        "{}",
        asked.body
    );
}
