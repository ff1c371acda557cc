//! Publishing a course from its page.

use crate::{
    html::Form,
    support::{Client, TestApp, app_test},
};
use domain::{
    accounts::{Role, Scope},
    content::Slug,
};
use http::StatusCode;
use services::{
    accounts::GrantRole,
    content::{Files, check, export, import},
};

const COURSE: &str = "first-ten-minutes";
const PAGE: &str = "/content/publish/first-ten-minutes";

/// A version in which one sentence of each language says something else, brought in.
async fn changed(app: &TestApp, times: usize) -> Files {
    let slug = Slug::parse(COURSE).unwrap();
    let mut files = export::files(&app.db.store, &slug).await.unwrap();
    for (language, old) in [
        ("ko", "사람이 먼저예요."),
        ("en", "The person comes first."),
    ] {
        let path = format!("courses/{COURSE}/{language}/when-a-comment-turns-serious.md");
        let text = String::from_utf8(files[&path].clone()).unwrap();
        assert!(text.contains(old), "{path}");
        files.insert(path, text.replace(old, &old.repeat(times)).into_bytes());
    }
    app.db.clock.advance(time::Duration::minutes(1));
    let library = check(&files).into_library().unwrap();
    import(&app.db.store, &app.db.system(), &library)
        .await
        .unwrap();
    files
}

async fn filled(client: &Client, change: &str, reason: &str) -> Form {
    let mut form = client.get(PAGE).await.form(PAGE);
    form.set("change", change);
    form.set("reason", reason);
    form
}

app_test! {
    async fn a_comms_editor_sees_what_changes_and_publishes_it(app: TestApp) {
        let editor = app.login_as(Role::CommsEditor).await;
        let nothing = editor.get("/content/publish").await;
        assert!(nothing.body.contains("지금 기다리는 버전이 없어요"));
        assert!(!editor.get("/courses").await.body.contains(r#"href="/content/publish""#));
        changed(&app, 2).await;
        let published = app.count("publications").await;
        assert!(editor.get("/courses").await.body.contains("공개를 기다리는 새 버전 1개"));
        assert!(editor.get("/content/publish").await.body.contains(&format!(r#"href="{PAGE}""#)));
        let page = editor.get(PAGE).await;
        assert_eq!(page.status, StatusCode::OK);
        for told in ["댓글이 심각해질 때", "Words you can use", "이렇게 말하면 돼요", "<ins>", "<del>"] {
            assert!(page.body.contains(told), "{told}");
        }
        assert!(!page.body.contains(">과정</span>"), "that a part changed is not told twice");

        let before = editor.get(&format!("/courses/{COURSE}/when-a-comment-turns-serious?page=3")).await.body;
        let answer = editor.send_form(&filled(&editor, "editorial", "Medical asked for it").await).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let after = editor.get(&format!("/courses/{COURSE}/when-a-comment-turns-serious?page=3")).await.body;
        assert!(before != after && after.contains("사람이 먼저예요.사람이 먼저예요."));
        let page = editor.get(PAGE).await;
        assert!(page.body.contains("2번째") && page.body.contains("기다리는 다른 버전은 없어요"));
        assert_eq!(app.count("publications").await, published + 1);
    }

    async fn what_kind_of_change_it_is_must_be_said(app: TestApp) {
        let editor = app.login_as(Role::CommsEditor).await;
        changed(&app, 2).await;
        let published = app.count("publications").await;
        let answer = editor.send_form(&filled(&editor, "", "because").await).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.text_of("error-change").as_deref(), Some("어떤 변화인지 골라 주세요."));
        assert_eq!(answer.form(PAGE).get("reason"), Some("because"));
        assert_eq!(app.count("publications").await, published);
    }

    async fn who_comes_second_is_told_what_happened(app: TestApp) {
        let (first, second) = (app.login_as(Role::CommsEditor).await, app.login_as(Role::Administrator).await);
        changed(&app, 2).await;
        let published = app.count("publications").await;
        let late = filled(&second, "material", "as I typed it").await;
        let sent = first.send_form(&filled(&first, "editorial", "wording").await).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        let answer = second.send_form(&late).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.body.contains("다른 사람이 이 버전을 먼저 공개했어요") && answer.body.contains("as I typed it"));
        assert_eq!(app.count("publications").await, published + 1);
    }

    async fn publishing_is_for_those_who_may(app: TestApp) {
        changed(&app, 2).await;
        for role in [Role::Employee, Role::Author, Role::Hr, Role::Auditor] {
            let client = app.login_as(role).await;
            for path in ["/content/publish", PAGE] {
                assert_eq!(client.get(path).await.status, StatusCode::FORBIDDEN, "{role:?} {path}");
            }
        }
        let mut files = Files::new();
        for (path, bytes) in export::files(&app.db.store, &Slug::parse(COURSE).unwrap()).await.unwrap() {
            let text = String::from_utf8(bytes).unwrap().replace(COURSE, "another");
            files.insert(path.replace(COURSE, "another"), text.into_bytes());
        }
        import(&app.db.store, &app.db.system(), &check(&files).into_library().unwrap()).await.unwrap();
        // One who edits another course finds that one only, and may not look at this.
        let person = app.person(Role::Employee).await;
        let grant = GrantRole {
            person,
            role: Role::CommsEditor,
            scope: Scope::Course(Slug::parse("another").unwrap()),
            reason: "test".into(),
        };
        app.db.store.write(&app.db.system(), grant).await.unwrap();
        let client = app.login(person).await;
        let list = client.get("/content/publish").await.body;
        assert!(list.contains(r#"href="/content/publish/another""#) && !list.contains(&format!(r#"href="{PAGE}""#)));
        assert_eq!(client.get(PAGE).await.status, StatusCode::FORBIDDEN);
        assert_eq!(app.login_as(Role::CommsEditor).await.get("/content/publish/nothing").await.status, StatusCode::NOT_FOUND);
    }
}
