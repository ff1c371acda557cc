//! Refreshers as a browser sees them: one quiet card, one question at a time, and nothing of an answer before it is given.

use crate::{
    assessment::{assert_clean, begin_at, publish_fixture, publish_kinds},
    support::{Client, TestApp, app_test},
};
use domain::accounts::Role;
use http::StatusCode;
use services::{Ctx, clock::Clock, ctx::Key};
use time::Duration;

/// A wrong answer to each question, whatever order of chance its lines stand in: what was right is not asked so soon.
fn typed(item: &str, page: &str) -> Vec<(&'static str, &'static str)> {
    match item {
        "one" => vec![("choice", "no")],
        "two" => vec![("choice", "b")],
        "order" => backwards(page),
        "match" => vec![("pick-1", "1"), ("pick-2", "1"), ("pick-3", "1")],
        "mark" => vec![("choice", "us")],
        _ => vec![("text", "nobody at all")],
    }
}

/// Every line in a place that is not its own.
fn backwards(page: &str) -> Vec<(&'static str, &'static str)> {
    let mut shown = ["alpha", "beta", "gamma"].map(|line| (page.find(line).unwrap(), line));
    shown.sort_unstable();
    let place = |line| match line {
        "alpha" => "2",
        "beta" => "3",
        _ => "1",
    };
    let names = ["pick-1", "pick-2", "pick-3"].into_iter();
    names
        .zip(shown)
        .map(|(name, (_, line))| (name, place(line)))
        .collect()
}

/// Finishes a quiz, sure of everything.
async fn finish(client: &Client, quiz: &str, questions: usize) {
    let attempt = begin_at(client, quiz).await;
    for _ in 0..questions {
        let page = client.get(&attempt).await;
        let item = page.form(&attempt).get("item").unwrap().to_owned();
        let mut typed = typed(&item, &page.body);
        typed.push(("certainty", "C3"));
        let answer = client.submit(&attempt, &attempt, &typed).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }
}

/// Two days later, signed in again: the sessions of before are over.
async fn later(app: &TestApp, client: &Client) -> Client {
    app.db.clock.advance(Duration::days(2));
    app.login(client.person()).await
}

app_test! {
    async fn a_card_leads_to_the_questions_and_they_to_their_end(app: TestApp) {
        publish_fixture(&app).await;
        let first = app.login_as(Role::Employee).await;
        assert!(!first.get("/").await.body.contains("refresher-card"));
        let page = first.get("/refresher").await;
        assert!(page.body.contains("확인 문제를 마치면"), "{}", page.body);
        finish(&first, "/courses/fixture/check", 2).await;
        assert!(!first.get("/").await.body.contains("refresher-card"));
        let page = first.get("/refresher").await;
        assert!(page.body.contains("2026년 11월 25일"), "{}", page.body);

        let client = later(&app, &first).await;
        let home = client.get("/").await;
        assert!(home.body.contains("refresher-card") && home.body.contains("2문항"), "{}", home.body);
        assert!(home.body.contains("되새겨 보기"), "{}", home.body);
        assert_clean(&home, &[]);
        let begun = client.submit("/", "/refresher", &[]).await;
        let here = begun.location().to_owned();
        // From now on card and page lead to what was begun.
        for page in ["/", "/refresher"] {
            let page = client.get(page).await;
            assert!(page.body.contains(&format!("href=\"{here}\"")), "{}", page.body);
        }
        for n in 0..2 {
            let question = client.get(&here).await;
            assert_clean(&question, &[]);
            let form = question.form(&here);
            let place = form.get("place").unwrap().to_owned();
            assert_clean(&client.get(&format!("{here}?answered={place}")).await, &[]);
            let refused = client.submit(&here, &here, &[("certainty", "C2")]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.body.contains("error-choice"), "{}", refused.body);
            assert_clean(&refused, &[]);
            // Of the two, one offers `yes` and the other `a`.
            let one = question.body.contains("value=\"yes\"");
            let choice = if one { "no" } else { "b" };
            let answer = client.submit(&here, &here, &[("choice", choice), ("certainty", "C3")]).await;
            assert_eq!(answer.location(), format!("{here}?answered={place}"), "{}", answer.body);
            let feedback = client.get(answer.location()).await;
            let may: &[&str] = if one { &["one-no", "one-yes"] } else { &["two-b", "two-a", "two-c"] };
            assert_clean(&feedback, may);
            assert!(feedback.body.contains("확신이 조금 앞섰어요"), "{}", feedback.body);
            let words = if n == 0 { "다음 문항" } else { "마치기" };
            assert!(feedback.body.contains(words), "{}", feedback.body);
        }
        let done = client.get(&here).await;
        assert!(done.body.contains("2문항 중 0문항") && done.body.contains("2026년 11월 27일"), "{}", done.body);
        assert!(!client.get("/").await.body.contains("refresher-card"));
    }

    async fn no_key_of_any_kind_is_sent_before_its_answer_and_nothing_typed_is_kept(app: TestApp) {
        publish_kinds(&app).await;
        let first = app.login_as(Role::Employee).await;
        finish(&first, "/courses/kinds/kinds", 4).await;
        let client = later(&app, &first).await;
        let begun = client.submit("/refresher", "/refresher", &[]).await;
        let here = begun.location().to_owned();
        let mut kinds = 0;
        // Three of the four.
        for _ in 0..3 {
            let question = client.get(&here).await;
            let refused = client.submit(&here, &here, &[("certainty", "C2")]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            for page in [&question, &refused] {
                assert_clean(page, &[]);
                assert!(!page.body.contains("keyname") && !page.body.contains("안전성 담당"), "{}", page.body);
            }
            let form = question.form(&here);
            let item = ["pick-1", "choice", "text"].into_iter().find(|name| question.body.contains(&format!("name=\"{name}\"")));
            let item = match item {
                Some("pick-1") if question.body.contains("class=\"pair\"") => "match",
                Some("pick-1") => "order",
                Some("choice") => "mark",
                _ => "short",
            };
            kinds += usize::from(form.get("place").is_some());
            let mut typed = typed(item, &question.body);
            typed.push(("certainty", "C1"));
            let answer = client.submit(&here, &here, &typed).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{item}: {}", answer.body);
            let feedback = client.get(answer.location()).await;
            assert!(feedback.body.contains(&format!("CANARY-{item}-")), "{item}: {}", feedback.body);
            assert!(!feedback.body.contains("nobody at all"), "{}", feedback.body);
        }
        assert_eq!(kinds, 3);
        let kept = "SELECT CAST(count(*) AS BIGINT) FROM refresher_questions WHERE answer LIKE '%nobody at all%'";
        assert_eq!(app.db.number(kept).await, 0);
        assert!(client.get(&here).await.body.contains("3문항 중 0문항"));
    }

    async fn a_second_tab_is_told_and_a_stranger_is_not(app: TestApp) {
        publish_fixture(&app).await;
        let first = app.login_as(Role::Employee).await;
        finish(&first, "/courses/fixture/check", 2).await;
        let client = later(&app, &first).await;
        let here = client.submit("/", "/refresher", &[]).await.location().to_owned();
        let page = client.get(&here).await;
        let mut form = page.form(&here);
        let (a, b) = if page.body.contains("value=\"yes\"") { ("yes", "no") } else { ("a", "b") };
        form.set("choice", a);
        form.set("certainty", "C1");
        for role in [Role::Employee, Role::Hr, Role::Author, Role::Administrator] {
            let other = app.login_as(role).await;
            assert_eq!(other.send_form(&form).await.status, StatusCode::NOT_FOUND);
            assert_eq!(other.get(&here).await.status, StatusCode::NOT_FOUND);
        }
        let one = client.send_form(&form).await;
        let again = client.send_form(&form).await;
        assert_eq!(one.location(), again.location());
        form.set("choice", b);
        form.set("key", &Key::random().to_string());
        let late = client.send_form(&form).await;
        for (answer, told) in [(&one, false), (&late, true)] {
            let page = client.get(answer.location()).await;
            assert_eq!(page.body.contains("먼저 보낸 답"), told, "{}", page.body);
        }
        let facts = "SELECT CAST(count(*) AS BIGINT) FROM facts WHERE kind = 'refresher_answered'";
        assert_eq!(app.db.number(facts).await, 1);
    }

    async fn an_answer_that_is_not_kept_is_told_of(app: TestApp) {
        const SAID: &str = "방금 답은 남기지 않았어요";
        publish_fixture(&app).await;
        publish_kinds(&app).await;
        let first = app.login_as(Role::Employee).await;
        finish(&first, "/courses/fixture/check", 2).await;
        finish(&first, "/courses/kinds/kinds", 4).await;
        let client = later(&app, &first).await;
        let here = client.submit("/", "/refresher", &[]).await.location().to_owned();
        let page = client.get(&here).await;
        assert!(!page.body.contains(SAID), "{}", page.body);
        let mut form = page.form(&here);
        let choice = if page.body.contains("value=\"yes\"") { "yes" } else { "a" };
        form.set("choice", choice);
        form.set("certainty", "C1");
        // In another tab the same quiz is begun in earnest.
        begin_at(&client, "/courses/fixture/check").await;
        let sent = client.send_form(&form).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let next = client.get(sent.location()).await;
        assert!(next.body.contains(SAID) && next.body.contains("name=\"place\""), "{}", next.body);
        // And when nothing else is left to ask.
        begin_at(&client, "/courses/kinds/kinds").await;
        let done = client.get(sent.location()).await;
        assert!(done.body.contains(SAID) && done.body.contains("오늘은 여기까지예요"), "{}", done.body);
        assert!(!client.get(&here).await.body.contains(SAID));
        assert_eq!(app.db.number("SELECT CAST(count(*) AS BIGINT) FROM refresher_questions WHERE answer IS NOT NULL").await, 0);
    }

    async fn who_reads_english_reads_all_of_it_in_english(app: TestApp) {
        publish_fixture(&app).await;
        let first = app.login_as(Role::Employee).await;
        finish(&first, "/courses/fixture/check", 2).await;
        app.db.sql("UPDATE people SET language = 'en'").await.unwrap();
        let client = later(&app, &first).await;
        let home = client.get("/").await;
        assert!(home.body.contains("Two minutes: 2 questions"), "{}", home.body);
        let here = client.submit("/", "/refresher", &[]).await.location().to_owned();
        let page = client.get(&here).await;
        assert!(page.body.contains("You learnt this in") && page.body.contains("Course for tests"), "{}", page.body);
        let privacy = client.get("/privacy").await;
        assert!(privacy.body.contains("how well you remember"), "{}", privacy.body);
        let home = client.get("/").await;
        assert!(home.body.contains(&format!("href=\"{here}\"")), "what was begun is gone on with: {}", home.body);
    }
}

/// A refresher of theirs, just begun: the quiz of the shipped course was finished a month ago.
pub async fn begun(app: &TestApp, person: domain::ids::PersonId) -> String {
    use services::{
        assessment::{
            StartAttempt,
            queries::{Now, now},
            refresher::StartRefresher,
            right_answer,
        },
        content::{model::Part, queries::current},
    };
    let db = &app.db;
    let then = Clock::fixed(db.clock.now() - Duration::days(30));
    let ctx = Ctx {
        clock: then,
        ..db.as_person(person)
    };
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
    let sure = domain::assessment::Certainty::C1;
    while let (_, Now::Question(asked)) = now(&db.store, &ctx, attempt, None).await.unwrap() {
        let item = quiz.items.iter().find(|item| item.id == asked.item);
        let answer = right_answer(&db.store, &ctx, attempt, item.unwrap(), sure).await;
        let answer = answer.unwrap();
        db.store.write(&ctx.with_new_key(), answer).await.unwrap();
    }
    let begun = db.store.write(&db.as_person(person), StartRefresher).await;
    begun.unwrap().expect("something is due").to_string()
}
