//! Reading, finishing, and what HR sees of it, as pages.

use crate::support::{TestApp, app_test};
use domain::accounts::Role;
use http::StatusCode;

const MODULE: &str = "/courses/first-ten-minutes/what-you-can-say";

app_test! {
    async fn a_place_is_kept_and_comes_back(app: TestApp) {
        let person = app.person(Role::Employee).await;
        let client = app.login(person).await;
        let first = client.get(MODULE).await;
        assert_eq!(first.status, StatusCode::OK);
        let on = client.submit(MODULE, MODULE, &[]).await;
        assert_eq!((on.status, on.location()), (StatusCode::SEE_OTHER, format!("{MODULE}?page=2").as_str()));
        assert_eq!(app.count("module_progress").await, 1);
        // Another device knows nothing but the person.
        let elsewhere = app.login(person).await;
        let back = elsewhere.get(MODULE).await;
        assert_eq!((back.status, back.location()), (StatusCode::SEE_OTHER, format!("{MODULE}?page=2").as_str()));
        let page = elsewhere.get(&format!("{MODULE}?page=9")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        let nowhere = client.post_form(MODULE, &[("page", "1"), ("version", "x"), ("read_in", "ko")]).await;
        assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    }

    async fn a_finished_module_says_so_on_the_course(app: TestApp) {
        let client = app.login_as(Role::Employee).await;
        let last = format!("{MODULE}?page=5");
        let finished = client.submit(&last, &format!("{MODULE}/finish"), &[]).await;
        assert_eq!(finished.location(), "/courses/first-ten-minutes?finished=what-you-can-say");
        let course = client.get(finished.location()).await;
        assert_eq!(course.body.matches("state-done").count(), 1);
        assert!(course.body.contains(r#"role="status""#));
        let again = client.get(&last).await;
        assert!(!again.body.contains("/finish"), "a finished module is not finished again");
        assert_eq!(app.count("module_finishes").await, 1);
    }

    async fn courses_put_together_are_found_and_assigned_together(app: TestApp) {
        let hr = app.login_as(Role::Hr).await;
        let page = hr.get("/courses").await;
        for track in ["everyone", "brand", "medical", "spokespeople", "moderators"] {
            assert!(page.body.contains(&format!("/courses?track={track}")), "{track}: {}", page.body);
        }
        let everyone = hr.get("/courses?track=everyone").await;
        let [first, then] = ["/courses/first-ten-minutes", "/courses/code-of-conduct"].map(|path| everyone.body.find(path).unwrap());
        assert!(first < then && !everyone.body.contains("/courses/measure-roi"), "{}", everyone.body);
        assert_eq!(hr.get("/courses?track=nobody").await.status, StatusCode::OK);

        let person = app.person(Role::Employee).await;
        let form = format!("/training/assign?person={person}");
        let id = person.to_string();
        let typed = [("course", "track:everyone"), ("whom", "these"), ("person", id.as_str()), ("due_on", "2026-12-24"), ("reason", "new_hire"), ("note", "")];
        let done = hr.submit(&form, "/training/assign", &typed).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/training"), "{}", done.body);
        assert_eq!(app.count("assignments").await, 2);
        let wrong = [("course", "track:nobody"), ("whom", "these"), ("person", id.as_str()), ("due_on", "2026-12-24"), ("reason", "new_hire"), ("note", "")];
        assert_eq!(hr.submit(&form, "/training/assign", &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
