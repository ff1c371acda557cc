//! How questions are answered, as authors see it: in sums, in both languages, and no word of anybody.

use crate::{
    assessment::{begin_at, publish_fixture},
    support::{TestApp, app_test},
};
use domain::{
    accounts::{Role, Scope},
    content::Slug,
};
use http::StatusCode;
use services::accounts::GrantRole;

/// This many people take the quiz, each sure and mistaken about the first question.
async fn take(app: &TestApp, people: usize) {
    for _ in 0..people {
        let client = app.login_as(Role::Employee).await;
        let attempt = begin_at(&client, "/courses/fixture/check").await;
        for _ in 0..2 {
            let form = client.get(&attempt).await.form(&attempt);
            let choice = if form.get("item") == Some("one") {
                "no"
            } else {
                "a"
            };
            let typed = [("choice", choice), ("certainty", "C3")];
            let answer = client.submit(&attempt, &attempt, &typed).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        }
    }
}

app_test! {
    async fn authors_see_sums_of_five_and_nothing_of_four(app: TestApp) {
        publish_fixture(&app).await;
        let author = app.login_as(Role::Author).await;
        take(&app, 4).await;
        let page = author.get("/content/statistics/fixture").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.body.contains("아직 다섯 명이") && !page.body.contains("statistics-bar"), "{}", page.body);
        take(&app, 1).await;
        let page = author.get("/content/statistics/fixture").await;
        for words in ["5명이 답했어요", "5명 중 5명", "0% (95% 구간 0–43%)", "statistics-bar", "아니요"] {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }
        // Nobody is named, by name, number or id.
        for person in ["김민지", "employee-", "hanbit.example"] {
            assert!(!page.body.contains(person), "{person}: {}", page.body);
        }
        app.db.sql("UPDATE people SET language = 'en'").await.unwrap();
        let page = author.get("/content/statistics/fixture").await;
        for words in ["5 people answered", "5 of 5", "0% (95% interval 0–43%)", "Sure, and mistaken", "The first"] {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }
    }

    async fn the_pages_of_a_course_lead_to_it_for_whom_it_is(app: TestApp) {
        publish_fixture(&app).await;
        let link = "href=\"/content/statistics/fixture\"";
        let comms = app.login_as(Role::CommsEditor).await;
        for page in ["/content/publish/fixture", "/content/preview/fixture"] {
            let page = comms.get(page).await;
            assert!(page.body.contains(link), "{}", page.body);
        }
        let author = app.login_as(Role::Author).await;
        assert!(author.get("/content/preview/fixture").await.body.contains(link));
        let administrator = app.login_as(Role::Administrator).await;
        assert!(!administrator.get("/content/preview/fixture").await.body.contains(link));
        for role in [Role::Employee, Role::Administrator, Role::Hr, Role::Auditor, Role::Reviewer] {
            let other = app.login_as(role).await;
            let page = other.get("/content/statistics/fixture").await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{role:?}");
        }
        let person = app.person(Role::Employee).await;
        let scope = Scope::Course(Slug::parse("first-ten-minutes").unwrap());
        let grant = GrantRole { person, role: Role::Author, scope, reason: "test".into() };
        app.db.store.write(&app.db.system(), grant).await.unwrap();
        let scoped = app.login(person).await;
        assert_eq!(scoped.get("/content/statistics/first-ten-minutes").await.status, StatusCode::OK);
        assert_eq!(scoped.get("/content/statistics/fixture").await.status, StatusCode::FORBIDDEN);
        assert_eq!(comms.get("/content/statistics/nothing").await.status, StatusCode::NOT_FOUND);
    }
}
