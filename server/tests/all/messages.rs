//! Invitations, letters, codes, forgotten passwords, mail that stopped, one's own data: through the pages.

use crate::support::{ORIGIN, TestApp, app_test};
use domain::{accounts::Role, ids::PersonId, language::Language};
use http::StatusCode;
use services::{
    accounts::{AddPerson, setup::give_password},
    jobs::{Done, Job, Runner, Worker},
};
use time::Duration;

const PASSWORD: &str = "a calm lake and seven herons";

async fn without_email(app: &TestApp, number: &str) -> PersonId {
    let add = AddPerson {
        name: "윤도현".into(),
        employee_number: number.into(),
        email: None,
        language: Language::Ko,
        time_zone: "Asia/Seoul".into(),
    };
    app.db.store.write(&app.db.system(), add).await.unwrap()
}

async fn facts(app: &TestApp, kind: &str) -> i64 {
    app.db
        .number(&format!(
            "SELECT CAST(count(*) AS BIGINT) FROM facts WHERE kind = '{kind}'"
        ))
        .await
}

/// The codes printed on a page.
fn codes(body: &str) -> Vec<String> {
    let found = body.split("letter-code\">").skip(1);
    found
        .map(|rest| rest.split('<').next().unwrap().to_owned())
        .collect()
}

/// A mail server that nobody reaches.
#[derive(Clone)]
struct Away;

impl Worker for Away {
    async fn work(&self, _: &Job) -> Done {
        Done::Never("550 <b>nobody</b> here".into())
    }
}

app_test! {
    async fn everyone_is_invited_once(app: TestApp) {
        let hr = app.login_as(Role::Hr).await;
        for _ in 0..3 {
            app.person(Role::Employee).await;
        }
        without_email(&app, "letter-1").await;
        let page = hr.get("/people/invitations").await;
        // HR has not chosen a password in this test either.
        assert!(page.body.contains("4명에게 초대 메일 보내기"), "{}", page.body);
        assert!(page.body.contains("안내문 1장 만들기"), "{}", page.body);
        let form = page.form("/people/invitations");
        let answer = hr.send_form(&form).await;
        assert_eq!(answer.location(), "/people/invitations?sent=4");
        hr.send_form(&form).await;
        assert_eq!(facts(&app, "person_invited").await, 4);
        assert_eq!(app.count("jobs").await, 4);
        let after = hr.get("/people/invitations?sent=4").await;
        assert!(after.body.contains("4명에게 초대 메일을 보내고 있어요."), "{}", after.body);
        let employee = app.login_as(Role::Employee).await;
        assert_eq!(employee.send_form(&form).await.status, StatusCode::FORBIDDEN);
        assert_eq!(employee.get("/people/invitations").await.status, StatusCode::FORBIDDEN);
    }

    async fn letters_are_printed_for_whom_no_mail_reaches(app: TestApp) {
        let hr = app.login_as(Role::Hr).await;
        for n in 0..2 {
            without_email(&app, &format!("letter-{n}")).await;
        }
        let letters = hr.submit("/people/invitations", "/people/letters", &[]).await;
        assert_eq!(letters.status, StatusCode::OK);
        assert_eq!(letters.header("cache-control"), "no-store");
        assert_eq!(codes(&letters.body).len(), 2);
        assert!(letters.body.contains("lang=\"ko\"") && letters.body.contains("LETTER-0"));
        assert!(letters.body.contains(&format!("{ORIGIN}/set-up")));
        assert_eq!(facts(&app, "sign_in_letter_printed").await, 2);
        assert_eq!(hr.get("/people/letters").await.location(), "/people/invitations");
        let employee = app.login_as(Role::Employee).await;
        let refused = employee.post_form("/people/letters", &[]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }

    async fn a_code_is_typed(app: TestApp) {
        let hr = app.login_as(Role::Hr).await;
        let person = without_email(&app, "letter-1").await;
        let action = format!("/people/{person}/letter");
        let letter = hr.submit(&format!("/people/{person}"), &action, &[]).await;
        let code = codes(&letter.body).remove(0);
        let somebody = app.anonymous();
        for wrong in ["", "K7QF2-K7QF2-K7QF2-K7QF2", "<script>", &"가".repeat(400_000)] {
            let answer = somebody.submit("/set-up", "/set-up", &[("code", wrong)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.text_of("error-code").is_some());
            assert_eq!(answer.form("/set-up").get("code"), Some(wrong));
        }
        let typed = code.to_lowercase().replace('-', " ");
        let answer = somebody.submit("/set-up", "/set-up", &[("code", &typed)]).await;
        assert_eq!(answer.location(), format!("/set-up/{code}"));
        let chosen = [("password", PASSWORD), ("repeat", PASSWORD)];
        let set_up = format!("/set-up/{code}");
        assert_eq!(somebody.submit(&set_up, &set_up, &chosen).await.location(), "/");
        assert_eq!(somebody.get("/").await.status, StatusCode::OK);
        assert_eq!(app.anonymous().get(&set_up).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_link_is_asked_for(app: TestApp) {
        let person = app.person(Role::Employee).await;
        let number = services::accounts::queries::person(&app.db.store, &app.db.system(), person).await.unwrap();
        let number = number.employee_number.to_string();
        let mut answers = Vec::new();
        for identifier in [number.as_str(), "nobody@hanbit.example", &"x".repeat(320)] {
            let browser = app.anonymous();
            let answer = browser.submit("/sign-in/forgot", "/sign-in/forgot", &[("identifier", identifier)]).await;
            answers.push((answer.status, answer.location().to_owned()));
        }
        assert!(answers.iter().all(|a| *a == answers[0]), "{answers:?}");
        assert_eq!(answers[0], (StatusCode::SEE_OTHER, "/sign-in/forgot?sent=true".into()));
        assert_eq!(app.count("jobs").await, 3);
        // Sent twice, it is one.
        let browser = app.anonymous();
        let mut form = browser.get("/sign-in/forgot").await.form("/sign-in/forgot");
        form.set("identifier", "hb-77");
        browser.send_form(&form).await;
        browser.send_form(&form).await;
        assert_eq!(app.count("jobs").await, 4);
        let empty = browser.submit("/sign-in/forgot", "/sign-in/forgot", &[("identifier", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.text_of("error-identifier").is_some());
        let megabyte = "x".repeat(1_000_000);
        let long = browser.submit("/sign-in/forgot", "/sign-in/forgot", &[("identifier", &megabyte)]).await;
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(long.text_of("error-identifier").is_some() && long.body.contains(&megabyte));
        assert_eq!(app.count("jobs").await, 4);
        let mut last = empty;
        for _ in 0..6 {
            last = browser.submit("/sign-in/forgot", "/sign-in/forgot", &[("identifier", "hb-77")]).await;
        }
        assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(last.form("/sign-in/forgot").get("identifier"), Some("hb-77"));
    }

    async fn what_stopped_is_seen_and_sent_again(app: TestApp) {
        let admin = app.login_as(Role::Administrator).await;
        let person = app.person(Role::Employee).await;
        let action = format!("/people/{person}/invitation");
        let invited = admin.submit(&format!("/people/{person}"), &action, &[]).await;
        assert_eq!(invited.location(), format!("/people/{person}?invited=true"));
        let runner = Runner::new(app.db.store.clone(), app.db.clock.clone(), Away);
        runner.run_due().await.unwrap();
        let page = admin.get("/settings/jobs").await;
        assert!(page.body.contains("550 &lt;b&gt;nobody"), "{}", page.body);
        let form = page.form("/settings/jobs/retry");
        for _ in 0..2 {
            assert_eq!(admin.send_form(&form).await.location(), "/settings/jobs");
        }
        assert_eq!(facts(&app, "job_retried").await, 1);
        assert_eq!(runner.run_due().await.unwrap(), 1);
        let hr = app.login_as(Role::Hr).await;
        assert_eq!(hr.get("/settings/jobs").await.status, StatusCode::FORBIDDEN);
        assert_eq!(hr.send_form(&form).await.status, StatusCode::FORBIDDEN);
        let unknown = admin.post_form("/settings/jobs/retry", &[("job", "none")]).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    }

    async fn ones_own_data_is_a_file_after_a_proof(app: TestApp) {
        let person = app.person(Role::Employee).await;
        give_password(&app.db.store, &app.db.system(), person, PASSWORD).await.unwrap();
        let own = app.login(person).await;
        app.db.clock.advance(Duration::minutes(11));
        let form = own.get("/me/data").await.form("/me/data");
        let first = own.send_form(&form).await;
        assert_eq!(first.location(), "/me/confirm?back=/me/data");
        assert_eq!(facts(&app, "own_data_downloaded").await, 0);
        let confirmed = own.submit("/me/confirm?back=/me/data", "/me/confirm", &[("password", PASSWORD)]).await;
        assert_eq!(confirmed.location(), "/me/data");
        let file = own.submit("/me/data", "/me/data", &[]).await;
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!(file.header("content-type"), "application/json; charset=utf-8");
        assert_eq!(file.header("content-disposition"), "attachment; filename=\"jasin-2026-11-24.json\"");
        let data: serde_json::Value = serde_json::from_str(&file.body).unwrap();
        assert_eq!(data["person"], person.to_string());
        assert_eq!(facts(&app, "own_data_downloaded").await, 1);
        let away = own.submit("/me/confirm?back=https://evil.example", "/me/confirm", &[("password", PASSWORD)]).await;
        assert_eq!(away.location(), "/");
    }

    async fn the_notice_names_whom_to_ask(app: TestApp) {
        let config = app::web::WebConfig { privacy_contact: Some("Han Jiwon <privacy@hanbit.example>".into()), ..Default::default() };
        let other = TestApp::with(crate::db::TestDb::sqlite().await, config).await;
        let notice = other.anonymous().get("/privacy").await;
        assert!(notice.body.contains("Han Jiwon &lt;privacy@hanbit.example"), "{}", notice.body);
        let mut browser = app.anonymous();
        browser.language = "ko";
        let notice = browser.get("/privacy").await;
        assert!(notice.body.contains("개인정보 보호 책임자"));
    }
}
