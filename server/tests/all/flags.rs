//! Marks as a browser sees them: a small form of its own on the feedback, a word and a list on the result.

use crate::{
    assessment::{begin_at, publish_fixture},
    html,
    support::{Client, TestApp, app_test},
};
use domain::accounts::Role;
use http::StatusCode;

/// Answers the question that is asked; gives its name.
async fn answer(client: &Client, attempt: &str) -> String {
    let form = client.get(attempt).await.form(attempt);
    let item = form.get("item").unwrap().to_owned();
    let choice = if item == "one" { "no" } else { "b" };
    let typed = [("choice", choice), ("certainty", "C2")];
    let sent = client.submit(attempt, attempt, &typed).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    item
}

fn links(body: &str, href: &str) -> bool {
    let tags = html::tags(body);
    tags.iter()
        .any(|tag| tag.name == "a" && tag.get("href") == Some(href))
}

/// Whether the question's part of the review is there, and unfolded.
fn unfolded(body: &str, item: &str) -> bool {
    let tags = html::tags(body);
    let id = format!("question-{item}");
    let place = tags.iter().position(|tag| tag.get("id") == Some(&id));
    tags[place.unwrap()..]
        .iter()
        .find(|tag| tag.name == "details")
        .unwrap()
        .has("open")
}

app_test! {
    async fn a_question_is_marked_on_its_feedback_and_found_on_the_result(app: TestApp) {
        publish_fixture(&app).await;
        for (language, [set, lift, word, list]) in [
            ("ko", ["다시 볼 문항으로 표시", "표시했어요 – 표시 해제", "내가 표시한 문항", "다시 보려고 표시한 문항:"]),
            ("en", ["Mark to look at again", "Marked – take the mark away", "Marked by you", "Marked to look at again:"]),
        ] {
            let mut client = app.login_as(Role::Employee).await;
            client.language = language;
            app.db.sql(&format!("UPDATE people SET language = '{language}'")).await.unwrap();
            let attempt = begin_at(&client, "/courses/fixture/check").await;
            let item = answer(&client, &attempt).await;
            let (page, flag) = (format!("{attempt}?answered={item}"), format!("{attempt}/flag/{item}"));
            assert!(client.get(&page).await.body.contains(set));
            let marked = client.submit(&page, &flag, &[]).await;
            assert_eq!((marked.status, marked.location()), (StatusCode::SEE_OTHER, page.as_str()));
            let shown = client.get(&page).await;
            assert!(shown.body.contains(lift) && !shown.body.contains(set), "{}", shown.body);
            client.submit(&page, &flag, &[]).await;
            assert!(client.get(&page).await.body.contains(set));
            client.submit(&page, &flag, &[]).await;

            let other = answer(&client, &attempt).await;
            let result = format!("{attempt}/result");
            let shown = client.get(&result).await;
            assert_eq!(shown.body.matches(word).count(), 1, "{}", shown.body);
            assert!(shown.body.contains(list) && links(&shown.body, &format!("#question-{item}")), "{}", shown.body);
            assert!(unfolded(&shown.body, &item) && !unfolded(&shown.body, &other));
            // After the end it can still be taken away, and the other be marked.
            let lifted = client.submit(&result, &flag, &[]).await;
            assert_eq!(lifted.location(), format!("{result}#question-{item}"));
            let shown = client.get(&result).await;
            assert!(!shown.body.contains(word) && !shown.body.contains(list), "{}", shown.body);
            client.submit(&result, &format!("{attempt}/flag/{other}"), &[]).await;
            assert!(unfolded(&client.get(&result).await.body, &other));
        }
    }

    async fn the_notice_says_that_the_log_shows_marks(app: TestApp) {
        let client = app.login_as(Role::Employee).await;
        let notice = client.get("/privacy").await;
        assert!(notice.body.contains("어느 문항을 언제 표시했는지는 감사자도"), "{}", notice.body);
        app.db.sql("UPDATE people SET language = 'en'").await.unwrap();
        let notice = app.login(client.person()).await.get("/privacy").await;
        assert!(notice.body.contains("Auditors can see in the log which questions you marked"), "{}", notice.body);
    }

    async fn only_its_owner_marks_and_only_what_has_its_answer(app: TestApp) {
        publish_fixture(&app).await;
        let client = app.login_as(Role::Employee).await;
        let attempt = begin_at(&client, "/courses/fixture/check").await;
        let item = answer(&client, &attempt).await;
        let flag = format!("{attempt}/flag/{item}");
        let open = if item == "one" { "two" } else { "one" };
        let on = [("on", "true")];
        for role in Role::ALL {
            let other = app.login_as(role).await;
            assert_eq!(other.post_form(&flag, &on).await.status, StatusCode::NOT_FOUND, "{role:?}");
        }
        let early = client.post_form(&format!("{attempt}/flag/{open}"), &on).await;
        assert_eq!(early.status, StatusCode::NOT_FOUND);
        let unsaid = client.post_form(&flag, &[]).await;
        assert_eq!(unsaid.status, StatusCode::BAD_REQUEST);
        assert_eq!(app.count("attempt_events").await, 1);
        // Its address opened as a page leads to the question.
        assert_eq!(client.get(&flag).await.location(), format!("{attempt}?answered={item}"));
    }
}
