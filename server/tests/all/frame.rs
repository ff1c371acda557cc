//! What holds for every answer: headers, languages, limits, cookies, and where a form may come from.

use crate::{
    db::TestDb,
    support::{Answer, ORIGIN, TestApp, app_test, encode, request},
};
use app::web::WebConfig;
use axum::body::Body;
use domain::accounts::Role;
use http::{Method, StatusCode, header};
use services::accounts::Token;

fn assert_dressed(what: &str, answer: &Answer) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-frame-options", "DENY"),
    ] {
        assert_eq!(answer.header(name), value, "{what}: {name}");
    }
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("default-src 'none'"), "{what}: {policy}");
    assert!(
        policy.contains("frame-ancestors 'none'"),
        "{what}: {policy}"
    );
    let harmless = policy.replace("wasm-unsafe-eval", "");
    assert!(!harmless.contains("unsafe"), "{what}: {policy}");
    assert!(!answer.header("cache-control").is_empty(), "{what}");
    assert!(!answer.header("permissions-policy").is_empty(), "{what}");
    assert_eq!(answer.header("x-request-id").len(), 36, "{what}");
}

fn nonce(answer: &Answer) -> String {
    let policy = answer.header("content-security-policy");
    let (_, rest) = policy.split_once("'nonce-").expect(policy);
    rest.split_once('\'').unwrap().0.to_owned()
}

#[tokio::test]
async fn every_answer_wears_the_headers() {
    let app = TestApp::spawn().await;
    let visitor = app.anonymous();
    let employee = app.login_as(Role::Employee).await;
    let cross = request(Method::POST, "/sign-in").header("sec-fetch-site", "cross-site");
    for (what, status, answer) in [
        ("a page", 200, visitor.get("/sign-in").await),
        ("a redirect", 303, visitor.get("/").await),
        ("home", 200, employee.get("/").await),
        ("not found", 404, visitor.get("/nothing/here").await),
        ("forbidden", 403, employee.get("/people").await),
        (
            "a wrong form",
            422,
            visitor.post_form("/sign-in", &[]).await,
        ),
        (
            "a wrong method",
            405,
            visitor
                .send(request(Method::DELETE, "/sign-in"), Body::empty())
                .await,
        ),
        ("cross-site", 403, visitor.send(cross, Body::empty()).await),
        (
            "a file that is not there",
            404,
            visitor.get("/pkg/none.js").await,
        ),
        ("alive", 200, visitor.get("/healthz").await),
        ("ready", 200, visitor.get("/readyz").await),
    ] {
        assert_eq!(answer.status.as_u16(), status, "{what}: {}", answer.body);
        assert_dressed(what, &answer);
        assert_eq!(answer.header("strict-transport-security"), "", "{what}");
    }
}

#[tokio::test]
async fn each_page_has_a_nonce_of_its_own() {
    let app = TestApp::spawn().await;
    let visitor = app.anonymous();
    let (one, two) = (
        nonce(&visitor.get("/sign-in").await),
        nonce(&visitor.get("/sign-in").await),
    );
    assert!(one.len() >= 20, "{one}");
    assert_ne!(one, two);
    assert_ne!(nonce(&visitor.get("/nothing").await), two);
}

#[tokio::test]
async fn over_https_cookies_are_bound_to_the_host_and_browsers_are_kept_there() {
    let config = WebConfig {
        secure_cookies: true,
        ..WebConfig::default()
    };
    let app = TestApp::with(TestDb::sqlite().await, config).await;
    let client = app.login_as(Role::Employee).await;
    let home = client.get("/").await;
    assert_eq!(home.status, StatusCode::OK);
    assert!(
        home.header("strict-transport-security")
            .contains("max-age=31536000")
    );
    for (path, fields) in [
        ("/preferences", [("theme", "dark"), ("language", "en")]),
        ("/sign-out", [("", ""), ("", "")]),
    ] {
        let answer = client.post_form(path, &fields).await;
        let cookies: Vec<&str> = answer
            .headers
            .get_all(header::SET_COOKIE)
            .iter()
            .map(|c| c.to_str().unwrap())
            .collect();
        assert!(!cookies.is_empty(), "{path}");
        for cookie in cookies {
            assert!(
                cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"),
                "{cookie}"
            );
        }
    }
}

#[tokio::test]
async fn no_cookie_goes_out_without_its_flags() {
    let app = TestApp::spawn().await;
    let client = app.login_as(Role::Employee).await;
    let mut seen = 0;
    for (path, fields) in [
        ("/preferences", vec![("theme", "dark")]),
        ("/preferences", vec![("language", "en")]),
        ("/sign-out", vec![]),
    ] {
        let answer = client.post_form(path, &fields).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            seen += 1;
            let cookie = cookie.to_str().unwrap();
            assert!(
                cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax"),
                "{cookie}"
            );
        }
    }
    assert_eq!(seen, 3);
    // Reading sets none at all: a page that is cached or looked at twice means nothing.
    for path in ["/sign-in", "/privacy", "/nothing"] {
        assert_eq!(app.anonymous().get(path).await.header("set-cookie"), "");
    }
}

#[tokio::test]
async fn a_form_of_another_site_is_refused_before_anything_reads_it() {
    let app = TestApp::spawn().await;
    let client = app.login_as(Role::Employee).await;
    let facts = app.count("facts").await;
    let form = || Body::from(encode(&[("language", "en")]));
    let post = || {
        request(Method::POST, "/preferences")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
    };
    let evil = "https://evil.example";
    for (what, request) in [
        (
            "says so itself",
            post().header("sec-fetch-site", "cross-site"),
        ),
        (
            "comes from a sister domain",
            post().header("sec-fetch-site", "same-site"),
        ),
        (
            "an old browser's, from elsewhere",
            post().header("origin", evil),
        ),
        ("from a sandbox", post().header("origin", "null")),
        (
            "lies about its origin",
            post()
                .header("origin", ORIGIN)
                .header("sec-fetch-site", "cross-site"),
        ),
    ] {
        let answer = client.send(request, form()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{what}");
        assert!(answer.body.contains("<h1>"), "{what}: no page");
    }
    assert_eq!(app.count("facts").await, facts);
    for (what, request) in [
        (
            "a browser",
            post()
                .header("origin", ORIGIN)
                .header("sec-fetch-site", "same-origin"),
        ),
        ("an old browser", post().header("origin", ORIGIN)),
        ("no browser at all", post()),
    ] {
        let answer = client.send(request, form()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{what}");
    }
}

#[tokio::test]
async fn an_unknown_address_says_so_in_both_languages_with_the_request_id() {
    let app = TestApp::spawn().await;
    for (language, says) in [
        ("ko", "찾는 페이지가 없어요"),
        ("en", "There is no such page"),
    ] {
        let mut visitor = app.anonymous();
        visitor.language = language;
        let answer = visitor.get("/nothing/here?at=all").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(answer.header("content-language"), language);
        assert!(answer.body.contains(&format!("<html lang=\"{language}\"")));
        assert!(answer.body.contains(says), "{}", answer.body);
        let id = answer.header("x-request-id");
        assert!(answer.body.contains(&format!("<code>{id}</code>")));
    }
}

#[tokio::test]
async fn too_much_is_refused_with_a_page() {
    let app = TestApp::spawn().await;
    let client = app.login_as(Role::Administrator).await;
    let people = app.count("people").await;
    let much = "가".repeat(600 * 1024);
    let answer = client
        .post_form(
            "/people/new",
            &[("name", &much), ("employee_number", "x-1")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_dressed("too large", &answer);
    assert!(answer.body.contains("<h1>"), "{}", answer.body);
    assert_eq!(app.count("people").await, people);
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let app = TestApp::spawn().await;
    let client = app.login_as(Role::Employee).await;
    for path in ["/", "/courses", "/nothing", "/people", "/healthz"] {
        let get = client.get(path).await;
        let head = client
            .send(request(Method::HEAD, path), Body::empty())
            .await;
        assert_eq!(get.status, head.status, "{path}");
        assert_eq!(head.body, "", "{path}");
        assert_eq!(
            get.header("content-type"),
            head.header("content-type"),
            "{path}"
        );
        assert_dressed(path, &head);
    }
}

#[tokio::test]
async fn a_demo_says_so_on_every_page_and_nothing_else_does() {
    let config = WebConfig {
        demo: true,
        ..WebConfig::default()
    };
    let demo = TestApp::with(TestDb::sqlite().await, config).await;
    let real = TestApp::spawn().await;
    for (app, shows) in [(&demo, true), (&real, false)] {
        let mut pages = 0;
        let administrator = app.login_as(Role::Administrator).await;
        let visitor = app.anonymous();
        for route in app::web::routes::all()
            .list()
            .filter(|r| r.method == Method::GET && !r.path.contains('{'))
        {
            for client in [&administrator, &visitor] {
                let answer = client.get(route.path).await;
                if answer.header("content-type").starts_with("text/html") {
                    pages += 1;
                    let found = answer.body.contains("class=\"demo-banner\"");
                    assert_eq!(found, shows, "{} {}", route.path, answer.status);
                }
            }
        }
        assert!(pages > 8, "{pages}");
        let wrong = visitor.get("/nothing").await;
        assert_eq!(wrong.body.contains("class=\"demo-banner\""), shows);
    }
}

app_test! {
    async fn when_the_database_is_gone_the_page_says_so_and_names_the_request(app: TestApp) {
        let client = app.login_as(Role::Employee).await;
        assert_eq!(client.get("/readyz").await.status, StatusCode::OK);
        app.db.store.close().await.unwrap();
        let link = format!("/set-up/{}", Token::random());
        for path in [link.as_str(), "/", "/people"] {
            let answer = client.get(path).await;
            assert!(answer.status.is_server_error(), "{path}: {}", answer.status);
            assert_dressed(path, &answer);
            let id = answer.header("x-request-id").to_owned();
            assert!(answer.body.contains(&id), "{path}");
            assert!(!answer.body.to_lowercase().contains("sql"), "{}", answer.body);
        }
        let ready = client.get("/readyz").await;
        assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(client.get("/healthz").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn answers_are_counted_by_route_method_and_class_and_addresses_make_no_series() {
    let app = TestApp::spawn().await;
    // All answers come on this thread.
    let recorder = server::metrics::recorder().unwrap();
    let counted = recorder.handle();
    let _recording = metrics::set_default_local_recorder(&recorder);
    let administrator = app.login_as(Role::Administrator).await;
    let visitor = app.anonymous();
    let someone = administrator.person().to_string();
    for path in [
        &format!("/people/{someone}"),
        "/people/nobody",
        "/none/1",
        "/none/2",
        "/pkg/none.js",
        "/healthz",
    ] {
        administrator.get(path).await;
    }
    visitor.post_form("/sign-in", &[]).await;
    let cross = request(Method::POST, "/sign-in").header("sec-fetch-site", "cross-site");
    visitor.send(cross, Body::empty()).await;
    for method in ["DELETE", "FORGED1", "FORGED2"] {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        visitor
            .send(request(method, "/people"), Body::empty())
            .await;
    }
    let text = counted.render();
    let mut series: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("jasin_requests_total"))
        .collect();
    series.sort_unstable();
    assert_eq!(
        series,
        [
            r#"{method="DELETE",route="/people",status="4xx"} 1"#,
            r#"{method="GET",route="/healthz",status="2xx"} 1"#,
            r#"{method="GET",route="/people/{id}",status="2xx"} 1"#,
            r#"{method="GET",route="/people/{id}",status="4xx"} 1"#,
            r#"{method="GET",route="unknown",status="4xx"} 3"#,
            r#"{method="POST",route="/sign-in",status="4xx"} 2"#,
            r#"{method="other",route="/people",status="4xx"} 2"#,
        ]
    );
    assert!(!text.contains(&someone), "{text}");
    let timed = r#"jasin_request_seconds_count{method="GET",route="/people/{id}"} 2"#;
    assert!(text.contains(timed), "{text}");
}
