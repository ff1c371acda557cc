//! Challenges as a browser sees them: below the graded question, on the desk of the authors, and back again with the answer.

use crate::{
    assessment::{assert_clean, begin_at, publish_fixture},
    support::{Client, TestApp, app_test},
};
use domain::{accounts::Role, ids::PersonId};
use http::StatusCode;
use services::{
    assessment::{
        StartAttempt,
        challenges::ChallengeItem,
        queries::{Now, now},
        right_answer,
    },
    content::{model::Part, queries::current},
};

const WORDS: &str = "둘 다 맞는 답 같아요. <b>";

/// An attempt with its first question answered: the addresses of the attempt and of what is said of that question.
async fn answered(client: &Client) -> (String, String) {
    let attempt = begin_at(client, "/courses/fixture/check").await;
    let form = client.get(&attempt).await.form(&attempt);
    let item = form.get("item").unwrap().to_owned();
    let choice = if item == "one" { "no" } else { "b" };
    let typed = [("choice", choice), ("certainty", "C2")];
    let answer = client.submit(&attempt, &attempt, &typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let here = format!("{attempt}/challenge/{item}");
    (attempt, here)
}

app_test! {
    async fn it_goes_from_the_learner_to_the_author_and_back(app: TestApp) {
        publish_fixture(&app).await;
        let client = app.login_as(Role::Employee).await;
        let (attempt, here) = answered(&client).await;
        let item = here.rsplit('/').next().unwrap().to_owned();
        let feedback = client.get(&format!("{attempt}?answered={item}")).await;
        assert!(feedback.body.contains(&format!("href=\"{here}\"")), "{}", feedback.body);
        let page = client.get(&here).await;
        assert!(page.body.contains("누가 적었는지는 그분들에게 보이지 않아요"), "{}", page.body);
        let empty = client.submit(&here, &here, &[("words", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.body.contains("error-words"), "{}", empty.body);
        let sent = client.submit(&here, &here, &[("words", WORDS)]).await;
        assert_eq!(sent.location(), format!("{here}?sent=true"));
        let page = client.get(sent.location()).await;
        assert!(page.body.contains("답을 기다려요") && page.body.contains("&lt;b"), "{}", page.body);
        assert!(!page.body.contains("<textarea"), "{}", page.body);

        let author = app.login_as(Role::Author).await;
        let desk = author.get("/content/challenges").await;
        assert!(desk.body.contains("둘 다 맞는 답 같아요. &lt;b"), "{}", desk.body);
        for who in [client.person().to_string(), "employee-".to_owned(), "hanbit.example".to_owned()] {
            assert!(!desk.body.contains(&who), "{who}: {}", desk.body);
        }
        let desk = "/content/challenges";
        let unsaid = author.submit(desk, desk, &[("words", "규칙 때문이에요.")]).await;
        assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unsaid.body.contains("규칙 때문이에요.</textarea>") && unsaid.body.contains("문항이 어떻게 되는지"), "{}", unsaid.body);
        let stale = author.get(desk).await.form(desk);
        let answer = author.submit(desk, desk, &[("words", "규칙 때문이에요."), ("status", "answered")]).await;
        assert_eq!(answer.location(), "/content/challenges?sent=true", "{}", answer.body);
        // A second author whose page is older sees the first one's answer, and what they typed.
        let other = app.login_as(Role::CommsEditor).await;
        let mut late = stale.clone();
        late.set("key", &services::ctx::Key::random().to_string());
        late.set("words", "저는 다르게 생각해요.");
        late.set("status", "mended");
        let late = other.send_form(&late).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        for words in ["규칙 때문이에요.", "저는 다르게 생각해요.</textarea>", "그사이 다른 사람이"] {
            assert!(late.body.contains(words), "{words}: {}", late.body);
        }

        for page in ["/me/challenges".to_owned(), here.clone(), format!("{attempt}?answered={item}")] {
            let page = client.get(&page).await;
            assert!(page.body.contains("규칙 때문이에요.") && page.body.contains("답했어요"), "{}", page.body);
            assert!(!page.body.contains(&author.person().to_string()), "{}", page.body);
        }
        assert!(client.get("/me").await.body.contains("href=\"/me/challenges\""));
    }

    async fn what_looks_like_an_adverse_event_is_not_kept_before_its_way_was_shown(app: TestApp) {
        publish_fixture(&app).await;
        let client = app.login_as(Role::Employee).await;
        let (_, here) = answered(&client).await;
        let case = "어머니가 그 약을 드시고 두드러기가 났어요. 그래서 이 답이 이상해요.";
        let asked = client.submit(&here, &here, &[("words", case)]).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(asked.body.contains("혹시 누군가에게 실제로 있었던 일인가요?") && asked.body.contains(case), "{}", asked.body);
        assert_eq!(app.count("challenges").await, 0);
        let sent = client.submit(&here, &here, &[("words", case), ("not_a_case", "yes")]).await;
        assert_eq!(sent.location(), format!("{here}?sent=true"), "{}", sent.body);
        assert_eq!(app.count("challenges").await, 1);
    }

    async fn an_answer_that_looks_like_an_adverse_event_is_not_kept_before_its_way_was_shown(app: TestApp) {
        waiting(&app).await;
        waiting(&app).await;
        let author = app.login_as(Role::CommsEditor).await;
        let desk = "/content/challenges";
        let case = "저희 어머니도 그 약을 드시고 두드러기가 났어요.";
        let typed = [("words", case), ("status", "answered")];
        let asked = author.submit(desk, desk, &typed).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", asked.body);
        // It stands in the form it belongs to, once.
        for told in ["혹시 누군가에게 실제로 있었던 일인가요?", "두드러기가 났어요.</textarea>", "name=\"not_a_case\""] {
            assert_eq!(asked.body.matches(told).count(), 1, "{told}: {}", asked.body);
        }
        assert_eq!(app.count("challenge_answers").await, 0);
        let shown = "SELECT CAST(count(*) AS BIGINT) FROM facts WHERE kind = 'safety_route_shown'";
        assert_eq!(app.db.number(shown).await, 1);
        // What was said of it stays said when the form comes back for another reason.
        let unsaid = author.submit(desk, desk, &[("words", case), ("not_a_case", "yes")]).await;
        assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(unsaid.body.matches("name=\"not_a_case\"").count(), 1, "{}", unsaid.body);
        let sent = author.submit(desk, desk, &[("words", case), ("status", "answered"), ("not_a_case", "yes")]).await;
        assert_eq!(sent.location(), "/content/challenges?sent=true", "{}", sent.body);
        assert_eq!((app.count("challenge_answers").await, app.db.number(shown).await), (1, 1));
        let done = author.get(desk).await;
        assert!(done.body.contains("최근에 받은 50개까지 보여요."), "{}", done.body);
    }

    async fn the_review_has_it_for_every_question(app: TestApp) {
        publish_fixture(&app).await;
        let client = app.login_as(Role::Employee).await;
        let (attempt, here) = answered(&client).await;
        // The other question is not graded yet: nothing can be said of it, and nothing is told.
        let other = if here.ends_with("one") { "two" } else { "one" };
        let early = client.get(&format!("{attempt}/challenge/{other}")).await;
        assert_eq!(early.status, StatusCode::NOT_FOUND);
        assert_clean(&early, &[]);
        let choice = if other == "one" { "yes" } else { "a" };
        client.submit(&attempt, &attempt, &[("choice", choice), ("certainty", "C1")]).await;
        client.submit(&here, &here, &[("words", WORDS)]).await;
        app.db.sql("UPDATE people SET language = 'en'").await.unwrap();
        let result = client.get(&format!("{attempt}/result")).await;
        assert!(result.body.contains("What I said") && result.body.contains("Waiting for an answer"), "{}", result.body);
        assert!(result.body.contains(&format!("href=\"{attempt}/challenge/{other}\"")), "{}", result.body);
        // A second tab that still shows the form is told what was kept.
        let form = [("words", "something else")];
        let late = client.post_form(&here, &form).await;
        assert_eq!(late.location(), format!("{here}?elsewhere=true"));
        let page = client.get(late.location()).await;
        assert!(page.body.contains("What you sent first was kept") && !page.body.contains("something else"), "{}", page.body);
        assert_eq!(app.count("challenges").await, 1);
        for page in ["/me/challenges", "/privacy"] {
            assert!(client.get(page).await.body.contains("said about questions"), "{page}");
        }
    }

    async fn strangers_and_those_who_answer_for_nothing_see_nothing(app: TestApp) {
        publish_fixture(&app).await;
        let client = app.login_as(Role::Employee).await;
        let (_, here) = answered(&client).await;
        client.submit(&here, &here, &[("words", WORDS)]).await;
        for role in [Role::Employee, Role::Author, Role::Hr, Role::Administrator] {
            let other = app.login_as(role).await;
            assert_eq!(other.get(&here).await.status, StatusCode::NOT_FOUND, "{role:?}");
            assert!(!other.get("/me/challenges").await.body.contains("맞는 답"), "{role:?}");
        }
        for role in [Role::Employee, Role::Hr, Role::Administrator, Role::Auditor, Role::Reviewer] {
            let other = app.login_as(role).await;
            assert_eq!(other.get("/content/challenges").await.status, StatusCode::FORBIDDEN, "{role:?}");
        }
        let auditor = app.login_as(Role::Auditor).await;
        assert!(!auditor.get("/audit").await.body.contains("맞는 답"));
    }
}

/// An attempt of theirs at the shipped quiz, and the question of it that they answered.
pub async fn graded(app: &TestApp, person: PersonId) -> (String, String) {
    let db = &app.db;
    let ctx = db.as_person(person);
    let slug = |text: &str| domain::content::Slug::parse(text).unwrap();
    let (course, part) = (slug("first-ten-minutes"), slug("check-yourself"));
    let start = StartAttempt {
        course: course.clone(),
        part: part.clone(),
    };
    let attempt = db.store.write(&ctx.with_new_key(), start).await.unwrap();
    let version = current(&db.store, &course).await.unwrap().unwrap();
    let (_, Part::Quiz(quiz)) = version.part(&part, ctx.language).unwrap() else {
        panic!("no quiz")
    };
    let (_, Now::Question(asked)) = now(&db.store, &ctx, attempt, None).await.unwrap() else {
        panic!("no question")
    };
    let item = quiz.items.iter().find(|item| item.id == asked.item);
    let sure = domain::assessment::Certainty::C1;
    let answer = right_answer(&db.store, &ctx, attempt, item.unwrap(), sure).await;
    db.store
        .write(&ctx.with_new_key(), answer.unwrap())
        .await
        .unwrap();
    (attempt.to_string(), asked.item)
}

/// Something that somebody said, which waits for an answer.
pub async fn waiting(app: &TestApp) {
    let person = app.person(Role::Employee).await;
    let (attempt, item) = graded(app, person).await;
    let say = ChallengeItem {
        attempt: attempt.parse().unwrap(),
        item,
        words: "?".into(),
    };
    let ctx = app.db.as_person(person);
    app.db.store.write(&ctx, say).await.unwrap();
}
