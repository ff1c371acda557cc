//! Publishing a course from its page.

use crate::{
    html::Form,
    rules::course_with_card,
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

/// A course of one page, with this sentence on it.
async fn bring(app: &TestApp, name: &str, says: &str) {
    let mut files = course_with_card(name, "2027-05-23");
    for language in ["ko", "en"] {
        let path = format!("courses/{name}/{language}/one.md");
        files
            .get_mut(&path)
            .unwrap()
            .extend(format!("\n{says}\n").into_bytes());
    }
    app.db.clock.advance(time::Duration::minutes(1));
    let library = check(&files).into_library().unwrap();
    import(&app.db.store, &app.db.system(), &library)
        .await
        .unwrap();
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

    async fn what_it_means_for_earlier_completions_is_chosen_and_told(app: TestApp) {
        let (editor, learner) = (app.login_as(Role::CommsEditor).await, app.login_as(Role::Employee).await);
        let hr = app.login_as(Role::Hr).await;
        let page = "/content/publish/again";
        bring(&app, "again", "먼저 밝혀요.").await;
        let first = editor.submit(page, page, &[("change", "material"), ("reason", "new")]).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER);
        services::content::rules::confirm_all(&app.db.store, &app.db.system()).await.unwrap();
        let person = learner.person().to_string();
        let typed = [("course", "again"), ("whom", "these"), ("person", person.as_str()), ("due_on", "2026-12-01"), ("reason", "new_hire"), ("note", "")];
        let assigned = hr.submit(&format!("/training/assign?person={person}"), "/training/assign", &typed).await;
        assert_eq!(assigned.status, StatusCode::SEE_OTHER, "{}", assigned.body);
        let finished = learner.submit("/courses/again/one", "/courses/again/one/finish", &[]).await;
        assert_eq!((finished.status, app.count("completions").await), (StatusCode::SEE_OTHER, 1));
        bring(&app, "again", "무엇보다 먼저 밝혀요.").await;
        let mut form = editor.get(page).await.form(page);
        assert_eq!((form.get("earlier"), form.get("again_days")), (Some("again"), Some("30")), "the usual is offered");
        form.set("change", "material");
        form.set("reason", "Medical asked for it");
        let published = app.count("publications").await;
        for (choice, days, error, told) in [
            ("again", "0", "error-again_days", "1에서 365 사이의 수를 적어 주세요."),
            ("again", "many", "error-again_days", "1에서 365 사이의 수를 적어 주세요."),
            ("never", "30", "error-earlier", "꼭 필요한 항목이에요. 채워 주세요."),
        ] {
            form.set("earlier", choice);
            form.set("again_days", days);
            let answer = editor.send_form(&form).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(answer.text_of(error).as_deref(), Some(told));
            assert_eq!(answer.form(page).get("again_days"), Some(days), "what was typed stays");
        }
        assert_eq!(app.count("publications").await, published);
        form.set("earlier", "again");
        form.set("again_days", "45");
        assert_eq!(editor.send_form(&form).await.status, StatusCode::SEE_OTHER);
        let told = "전에 이수한 사람은 공개한 날부터 45일 안에 다시 이수해요.";
        assert!(editor.get(page).await.body.contains(told));
        for page in ["/courses/again", "/", "/me/record"] {
            let body = learner.get(page).await.body;
            assert!(body.contains("이 과정의 내용이 바뀌었어요") && body.contains("2027년 1월 8일"), "{page}: {body}");
        }
        assert!(hr.get("/training").await.body.contains("2027년 1월 8일"));
    }

    async fn a_first_publication_has_no_earlier_completions(app: TestApp) {
        let editor = app.login_as(Role::CommsEditor).await;
        app.db.clock.advance(time::Duration::minutes(1));
        let files = course_with_card("quite-new", "2027-05-23");
        import(&app.db.store, &app.db.system(), &check(&files).into_library().unwrap()).await.unwrap();
        let page = "/content/publish/quite-new";
        let form = editor.get(page).await.form(page);
        assert_eq!((form.get("earlier"), form.get("again_days")), (None, None));
        let sent = editor.submit(page, page, &[("change", "material"), ("reason", "new")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        assert!(!editor.get(page).await.body.contains("전에 이수한 사람"));
    }

    async fn a_course_that_changed_around_its_parts_can_be_completed_again(app: TestApp) {
        let learner = app.login_as(Role::Employee).await;
        let editor = app.login_as(Role::CommsEditor).await;
        let publish = "/content/publish/around";
        let mut files = course_with_card("around", "2027-05-23");
        for (round, title) in ["Course around", "Course all around"].into_iter().enumerate() {
            let path = "courses/around/course.md";
            let text = String::from_utf8(files[path].clone()).unwrap();
            files.insert(path.into(), text.replace("Course around", title).into_bytes());
            app.db.clock.advance(time::Duration::minutes(1));
            import(&app.db.store, &app.db.system(), &check(&files).into_library().unwrap()).await.unwrap();
            let sent = editor.submit(publish, publish, &[("change", "material"), ("reason", "new")]).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER);
            let course = learner.get("/courses/around").await.body;
            assert_eq!(course.contains("다시 보기: One"), round > 0, "{round}: {course}");
            let finished = learner.submit("/courses/around/one", "/courses/around/one/finish", &[]).await;
            assert_eq!(finished.status, StatusCode::SEE_OTHER, "{round}");
            assert_eq!(app.count("completions").await, i64::try_from(round).unwrap() + 1);
        }
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
