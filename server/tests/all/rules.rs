//! The review of rule cards from its pages: who sees it, what holds a course back, and the way on.

use crate::support::{Client, TestApp, app_test};
use domain::{accounts::Role, ids::PersonId};
use http::StatusCode;
use services::{
    content::{Files, check, import},
    jobs::{Done, Job, Runner, Work, Worker},
};
use std::sync::{Arc, Mutex};
use time::{Date, Duration, macros::date};

const LIST: &str = "/content/rules";
const OPEN: &str = "/content/rules?show=open";

/// A course of one page that rests on a card of its own, which is to be looked at again on this day.
pub fn course_with_card(name: &str, next_review: &str) -> Files {
    let course = format!(
        "---\nslug: {name}\ntitle:\n  ko: 과정 {name}\n  en: Course {name}\nsummary:\n  ko: 한 쪽짜리\n  en: One page\n\
         languages: [ko, en]\npractices: [start-small]\nminutes: 1\npass_mark: 75\nvalidity_months: 12\n\
         owner: communications\nparts: [one]\n---\n"
    );
    let card = format!(
        "---\nid: {name}\ntitle:\n  ko: 카드 {name}\n  en: Card {name}\njurisdiction: company\narticle: policy\n\
         source: the company's own policy\nreviewed: 2026-11-23\nverified: no\nreviewer: communications\n\
         next_review: {next_review}\n---\n\n## 한국어\n\n먼저 밝혀요.\n\n## English\n\nSay so first.\n"
    );
    let page = format!(
        "---\nkind: module\nid: one\ntitle: One\nminutes: 1\npractice: start-small\nrules: [{name}]\n---\n\n\
         ## One {{#one}}\n\n[first](rule:{name})\n"
    );
    Files::from([
        (format!("courses/{name}/course.md"), course.into_bytes()),
        (
            format!("courses/{name}/ko/one.md"),
            page.clone().into_bytes(),
        ),
        (format!("courses/{name}/en/one.md"), page.into_bytes()),
        (format!("rules/{name}.md"), card.into_bytes()),
    ])
}

async fn bring(app: &TestApp, name: &str, next_review: &str) {
    app.db.clock.advance(Duration::minutes(1));
    let library = check(&course_with_card(name, next_review)).into_library();
    let library = library.unwrap_or_else(|_| panic!("the course of the test is wrong"));
    import(&app.db.store, &app.db.system(), &library)
        .await
        .unwrap();
}

fn travel(app: &TestApp, to: Date) {
    let noon = to.midnight().assume_utc() + Duration::hours(12);
    app.db.clock.advance(noon - app.db.clock.now());
}

/// Signs in again: a session does not last as long as these tests travel.
async fn back(app: &TestApp, person: PersonId) -> Client {
    app.login(person).await
}

async fn publish(client: &Client, name: &str) -> StatusCode {
    let page = format!("/content/publish/{name}");
    let mut form = client.get(&page).await.form(&page);
    form.set("change", "material");
    form.set("reason", "new");
    client.send_form(&form).await.status
}

async fn confirm_all(client: &Client, next_review: &str) -> crate::support::Answer {
    let mut form = client
        .get("/content/rules?show=open&chosen=all")
        .await
        .form(LIST);
    form.set("next_review", next_review);
    client.send_form(&form).await
}

app_test! {
    async fn a_reviewer_confirms_what_is_open_at_once(app: TestApp) {
        bring(&app, "with-a-card", "2027-05-23").await;
        let reviewer = app.login_as(Role::Reviewer).await;
        let open = reviewer.get(OPEN).await;
        assert!(open.body.contains("카드 with-a-card") && open.body.contains("회사 확인 필요"));
        // Two of the shipped cards are due within days: a notice, and nothing to hold anybody back.
        assert!(open.body.contains("곧 다시 볼 때"));
        assert!(reviewer.get("/courses").await.body.contains(r#"href="/content/rules""#));
        let answer = confirm_all(&reviewer, "2027-11-24").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(reviewer.get(answer.location()).await.body.contains("확인했어요."));
        let all = reviewer.get(LIST).await.body;
        assert!(all.contains("김민지") && !all.contains("회사 확인 필요"));
        let none = reviewer.get("/content/rules").await.form(LIST);
        let answer = reviewer.send_form(&none).await;
        assert_eq!(answer.text_of("error-card").as_deref(), Some("카드를 한 장 이상 골라 주세요."));
    }

    async fn a_card_that_changed_meanwhile_costs_no_ticks(app: TestApp) {
        bring(&app, "with-a-card", "2027-05-23").await;
        bring(&app, "another", "2027-05-23").await;
        let reviewer = app.login_as(Role::Reviewer).await;
        let mut form = reviewer.get("/content/rules?show=open&chosen=all").await.form(LIST);
        form.set("next_review", "2027-10-01");
        let ticks = |form: &crate::html::Form| form.fields.iter().filter(|(name, _)| name == "card").count();
        let before = ticks(&form);
        assert!(before >= 2, "{before}");
        // The same card in other words: what was ticked is not what courses rest on any more.
        app.db.clock.advance(Duration::minutes(1));
        let mut files = course_with_card("another", "2027-05-23");
        let path = "rules/another.md";
        let text = String::from_utf8(files[path].clone()).unwrap();
        files.insert(path.into(), text.replace("먼저 밝혀요.", "무엇보다 먼저 밝혀요.").into_bytes());
        import(&app.db.store, &app.db.system(), &check(&files).into_library().unwrap_or_else(|_| panic!("wrong"))).await.unwrap();
        let confirmed = app.count("rule_confirmations").await;
        let answer = reviewer.send_form(&form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let told = "고른 카드 가운데 새 버전이 나온 것이 있어요. 나머지 선택은 그대로 있어요.";
        assert_eq!(answer.text_of("error-card").as_deref(), Some(told));
        let kept = answer.form(LIST);
        assert_eq!((ticks(&kept), kept.get("next_review")), (before - 1, Some("2027-10-01")));
        assert_eq!(app.count("rule_confirmations").await, confirmed, "nothing is confirmed by half");
        assert_eq!(reviewer.send_form(&kept).await.status, StatusCode::SEE_OTHER);
    }

    async fn who_only_looks_finds_no_form(app: TestApp) {
        bring(&app, "with-a-card", "2027-05-23").await;
        for role in [Role::Hr, Role::CommsEditor, Role::Author, Role::Auditor, Role::Administrator] {
            let client = app.login_as(role).await;
            let page = client.get(OPEN).await;
            assert!(page.status == StatusCode::OK && !page.body.contains(r#"action="/content/rules""#), "{role:?}");
            assert_eq!(client.post_form(LIST, &[("card", "x")]).await.status, StatusCode::FORBIDDEN);
        }
        let employee = app.login_as(Role::Employee).await;
        for path in [LIST, "/content/rules/print"] {
            assert_eq!(employee.get(path).await.status, StatusCode::FORBIDDEN);
        }
    }

    async fn a_card_past_its_day_holds_a_version_back_and_the_page_says_how_to_go_on(app: TestApp) {
        bring(&app, "with-a-card", "2027-05-23").await;
        let editor = app.login_as(Role::CommsEditor).await.person();
        let reviewer = app.login_as(Role::Reviewer).await.person();
        let learner = app.login_as(Role::Employee).await.person();
        travel(&app, date!(2027 - 05 - 24));
        let client = back(&app, editor).await;
        let page = client.get("/content/publish/with-a-card").await;
        for told in ["아직 공개할 수 없어요", "카드 with-a-card", "2027년 5월 23일", OPEN] {
            assert!(page.body.contains(told), "{told}");
        }
        assert!(!page.body.contains(r#"name="change""#));
        assert!(client.get("/content/publish").await.body.contains("규칙 카드 때문에 막힘"));
        assert!(client.get("/courses").await.body.contains("/content/publish#cards"));
        // What was published before is still read, with a plain word on it.
        let course = back(&app, learner).await.get("/courses/first-ten-minutes").await;
        assert!(course.body.contains("다시 확인할 날이 지난 규칙 카드가 있어요"));
        let card = back(&app, learner).await.get("/rules/company-one-voice").await.body;
        assert!(card.contains("시연이 스스로 확인한 날"), "the program's own word is no person's");
        assert!(card.contains("확인한 날") && card.contains("그 뒤로 아직 다시 확인하지 못했어요"));

        let reviewer = back(&app, reviewer).await;
        assert_eq!(confirm_all(&reviewer, "2028-05-24").await.status, StatusCode::SEE_OTHER);
        assert_eq!(publish(&client, "with-a-card").await, StatusCode::SEE_OTHER);
        let card = back(&app, learner).await.get("/rules/company-one-voice").await.body;
        assert!(card.contains("회사에서 확인한 날") && !card.contains("그 뒤로"));
        let course = back(&app, learner).await.get("/courses/first-ten-minutes").await.body;
        assert!(!course.contains("다시 확인할 날이 지난 규칙 카드가 있어요"));
        assert!(course.contains("법률 자문이 아니에요"));
    }

    async fn a_form_left_open_over_the_day_keeps_its_reason(app: TestApp) {
        bring(&app, "with-a-card", "2026-12-04").await;
        let editor = app.login_as(Role::CommsEditor).await.person();
        travel(&app, date!(2026 - 12 - 04));
        let page = "/content/publish/with-a-card";
        let mut form = back(&app, editor).await.get(page).await.form(page);
        form.set("change", "material");
        form.set("reason", "as I typed it");
        travel(&app, date!(2026 - 12 - 05));
        let answer = back(&app, editor).await.send_form(&form).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.body.contains("as I typed it") && answer.body.contains("아직 공개할 수 없어요"));
    }

    async fn assigning_names_what_is_missing_and_where_to_go(app: TestApp) {
        bring(&app, "with-a-card", "2027-05-23").await;
        let waiting = app.login_as(Role::CommsEditor).await.get("/content/publish/with-a-card").await.body;
        assert!(waiting.contains("공개할 수는 있지만") && waiting.contains(r#"name="change""#));
        assert_eq!(publish(&app.login_as(Role::CommsEditor).await, "with-a-card").await, StatusCode::SEE_OTHER);
        let hr = app.login_as(Role::Hr).await;
        let person = app.person(Role::Employee).await;
        let page = format!("/training/assign?person={person}");
        let typed = [("course", "with-a-card"), ("due_on", "2026-12-24"), ("note", "welcome")];
        let answer = hr.submit(&page, "/training/assign", &typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text_of("error-course").unwrap().contains("카드 with-a-card"));
        assert!(answer.body.contains(&format!(r#"href="{OPEN}""#)));
        assert_eq!(answer.form("/training/assign").get("note"), Some("welcome"));
        assert_eq!(hr.get(OPEN).await.status, StatusCode::OK);
        confirm_all(&app.login_as(Role::Reviewer).await, "2027-11-24").await;
        let answer = hr.submit(&page, "/training/assign", &typed).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }

    async fn the_sheets_hold_what_a_lawyer_needs(app: TestApp) {
        let client = app.login_as(Role::Reviewer).await;
        let body = client.get("/content/rules/print").await.body;
        for told in ["직원에게는", "For you", "law.go.kr", "라이브러리의 검토 메모", "서명", "시행일", "법률 자문이 아니에요"] {
            assert!(body.contains(told), "{told}");
        }
        let sheets = body.matches(r#"<article class="sheet"#).count();
        let used = services::content::rules::queries::reviews(&app.db.store, &app.db.system()).await.unwrap();
        assert_eq!(sheets, used.len());
    }

    async fn the_mail_is_of_the_day_on_which_it_is_sent(app: TestApp) {
        bring(&app, "with-a-card", "2027-05-23").await;
        app.person(Role::CommsEditor).await;
        travel(&app, date!(2027 - 05 - 24));
        let watch = services::content::rules::notices::Watch::new(app.db.store.clone(), app.db.clock.clone());
        assert_eq!(watch.look().await.unwrap(), 1);
        let seen = Seen::default();
        Runner::new(app.db.store.clone(), app.db.clock.clone(), seen.clone()).run_due().await.unwrap();
        let person = seen.0.lock().unwrap()[0];
        let ctx = services::Ctx { actor: services::ctx::Actor::Person(person), ..app.db.system() };
        let cards = services::content::rules::notices::of_actor(&app.db.store, &ctx).await.unwrap();
        let recipient = services::accounts::links::recipient(&app.db.store, person).await.unwrap().unwrap();
        let mail = app::mail::rules(&recipient, &cards, "https://jasin.example/content/rules?show=open");
        let line = "카드 with-a-card: 다시 볼 날(2027년 5월 23일 (일))이 지났어요. (과정 with-a-card)";
        assert!(mail.text.contains(line) && mail.html.contains("content/rules?show=open"), "{}", mail.text);
    }
}

/// Remembers whom it was to write to.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<PersonId>>>);

impl Worker for Seen {
    async fn work(&self, job: &Job) -> Done {
        if let Work::MailRules { person } = job.work {
            self.0.lock().unwrap().push(person);
        }
        Done::Finished
    }
}
