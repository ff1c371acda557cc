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
}
