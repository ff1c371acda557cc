//! A file of people as a browser uploads it: in parts, with what was pasted beside it.

use crate::{
    html,
    support::{Answer, Client, TestApp, app_test},
};
use domain::accounts::Role;
use http::StatusCode;
use services::accounts::{AddDepartment, AddLegalEntity};
use time::macros::date;

const PAGE: &str = "/people/import";
const FILE: &str = "employee_number,name\nU-1,Somebody New\n";

/// The form as a browser sends it.
async fn upload(client: &Client, key: &str, text: &str, file: &[u8]) -> Answer {
    let fields = [("key", key), ("text", text)];
    client.upload(PAGE, &fields, ("people.csv", file)).await
}

async fn new_key(client: &Client) -> String {
    client.get(PAGE).await.hidden_key(PAGE)
}

async fn uploads(app: &TestApp) -> i64 {
    let facts = "SELECT CAST(count(*) AS BIGINT) FROM facts WHERE kind = 'people_import_uploaded'";
    app.db.number(facts).await
}

/// The company that the example speaks of.
async fn company(app: &TestApp) {
    let db = &app.db;
    let mut entity = None;
    for code in ["HBP", "HBUK"] {
        let add = AddLegalEntity {
            code: code.into(),
            name_ko: code.into(),
            name_en: code.into(),
        };
        entity = Some(db.store.write(&db.system(), add).await.unwrap());
    }
    for code in ["SALES", "MEDICAL"] {
        let add = AddDepartment {
            code: code.into(),
            name_ko: code.into(),
            name_en: code.into(),
            parent: None,
            legal_entity: entity.unwrap(),
            from: date!(2024 - 01 - 02),
        };
        db.store.write(&db.system(), add).await.unwrap();
    }
}

app_test! {
    async fn the_example_is_previewed_and_then_brought_in_whole(app: TestApp) {
        company(&app).await;
        let hr = app.login_as(Role::Hr).await;
        let before = app.count("people").await;
        let example = hr.get("/people/import/example.csv").await;
        assert_eq!(example.header("content-type"), "text/csv; charset=utf-8");
        let sent = upload(&hr, &new_key(&hr).await, "", example.body.as_bytes()).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        assert_eq!(app.count("people").await, before);

        let address = sent.location().to_owned();
        let preview = hr.get(&address).await;
        for shown in ["HB-3001", "문가은", "Alex Reed"] {
            assert!(preview.body.contains(shown), "{shown}");
        }
        assert_eq!(app.count("people").await, before);
        let done = hr.send_form(&preview.form(&address)).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert_eq!(app.count("people").await, before + 3);
        let again = hr.send_form(&preview.form(&address)).await;
        assert_eq!(again.location(), done.location());
        assert_eq!(app.count("people").await, before + 3);
        let done = hr.get(&address).await;
        assert!(done.body.contains("role=\"status\""));
    }

    async fn bad_rows_are_named_and_cannot_be_brought_in(app: TestApp) {
        let hr = app.login_as(Role::Hr).await;
        let file = "employee_number,name,email\nB-1,,\nB-2,=1+1,\nB-3,Fine,nowhere\nB-4,Fine,\n";
        let sent = upload(&hr, &new_key(&hr).await, "", file.as_bytes()).await;
        let preview = hr.get(sent.location()).await;
        assert_eq!(preview.status, StatusCode::OK);
        for shown in [">2<", ">3<", ">4<", "=1+1", "nowhere"] {
            assert!(preview.body.contains(shown), "{shown}");
        }
        assert!(!preview.body.contains("name=\"plan\""));
    }

    async fn what_is_no_file_of_people_is_refused_beside_its_field(app: TestApp) {
        let hr = app.login_as(Role::Hr).await;
        let latin: &[u8] = b"employee_number,name\nL-1,Ren\xe9\n";
        let cases: [(&[u8], &str, &str); 4] = [
            (b"", "", "text"),
            (b"", "salary\n1", "text"),
            (b"salary\n1", "kept <text>", "file"),
            (latin, "kept <text>", "file"),
        ];
        for (file, text, field) in cases {
            let answer = upload(&hr, &new_key(&hr).await, text, file).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            let tags = html::tags(&answer.body);
            let invalid = |name: &str| {
                let it = tags.iter().find(|t| t.get("name") == Some(name)).unwrap();
                it.get("aria-invalid") == Some("true")
            };
            assert_eq!((invalid("file"), invalid("text")), (field == "file", field == "text"));
            let message = answer.text_of(&format!("error-{field}")).unwrap();
            assert!(!message.is_empty());
            assert_eq!(answer.form(PAGE).get("text"), Some(text));
        }
        assert_eq!(uploads(&app).await, 0);
    }

    async fn an_upload_sent_twice_is_one(app: TestApp) {
        let hr = app.login_as(Role::Hr).await;
        let key = new_key(&hr).await;
        let (one, two) = tokio::join!(
            upload(&hr, &key, "", FILE.as_bytes()),
            upload(&hr, &key, "", FILE.as_bytes())
        );
        assert_eq!(one.status, StatusCode::SEE_OTHER);
        assert_eq!(one.location(), two.location());
        assert_eq!(uploads(&app).await, 1);
    }

    async fn another_file_under_the_same_key_is_a_conflict_that_keeps_it(app: TestApp) {
        let hr = app.login_as(Role::Hr).await;
        let key = new_key(&hr).await;
        upload(&hr, &key, "", FILE.as_bytes()).await;
        let other = "employee_number,name\nU-2,\"Else, <b>S</b>\"\n";
        let answer = upload(&hr, &key, "", other.as_bytes()).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert_eq!(uploads(&app).await, 1);
        let again = answer.form(PAGE);
        assert_eq!(again.get("file"), Some(other));
        let answer = hr.send_form(&again).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert_eq!(uploads(&app).await, 2);
    }

    async fn after_the_sign_in_expired_the_file_is_still_there(app: TestApp) {
        let hr = app.login_as(Role::Hr).await;
        for (text, file) in [("", FILE), (FILE, "")] {
            let before = uploads(&app).await;
            let key = new_key(&hr).await;
            let answer = upload(&app.anonymous(), &key, text, file.as_bytes()).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
            assert_eq!(uploads(&app).await, before);
            let kept = answer.form(PAGE);
            let sent = hr.send_form(&kept).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
            hr.send_form(&kept).await;
            assert_eq!(uploads(&app).await, before + 1);
        }
    }

    async fn a_stranger_uploads_nothing(app: TestApp) {
        let hr = app.login_as(Role::Hr).await;
        let stranger = app.login_as(Role::Employee).await;
        let answer = upload(&stranger, &new_key(&hr).await, "", FILE.as_bytes()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert_eq!(uploads(&app).await, 0);
    }

    async fn more_than_a_file_may_hold_is_answered_with_a_page(app: TestApp) {
        let hr = app.login_as(Role::Hr).await;
        let file = vec![b'a'; 33 * 1024 * 1024];
        let answer = upload(&hr, &new_key(&hr).await, "", &file).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.body.contains("<h1"));
        assert_eq!(uploads(&app).await, 0);
    }
}
