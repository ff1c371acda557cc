//! Courses that are brought in as one file: guarded, checked, looked over and published.

use crate::support::{Answer, Client, TestApp, app_test};
use domain::{accounts::Role, content::Slug};
use http::StatusCode;
use services::content::{Files, export};
use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

const PAGE: &str = "/content/import";
const COURSE: &str = "first-ten-minutes";

fn pack(files: &Files) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        writer
            .start_file(path.as_str(), SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The folder of the shipped course alone, under another name and without its rule cards.
async fn course(app: &TestApp, name: &str) -> Files {
    let slug = Slug::parse(COURSE).unwrap();
    let files = export::files(&app.db.store, &slug).await.unwrap();
    let own = files.into_iter().filter_map(|(path, bytes)| {
        let path = path.strip_prefix(&format!("courses/{COURSE}/"))?.to_owned();
        let text = String::from_utf8(bytes).unwrap();
        let text = text.replace(&format!("slug: \"{COURSE}\""), &format!("slug: {name}"));
        Some((format!("{name}/{path}"), text.into_bytes()))
    });
    own.collect()
}

async fn send(client: &Client, bytes: &[u8]) -> Answer {
    let key = client.get(PAGE).await.hidden_key(PAGE);
    client
        .upload(PAGE, &[("key", &key)], ("course.zip", bytes))
        .await
}

app_test! {
    async fn a_course_is_brought_in_looked_over_and_published(app: TestApp) {
        let editor = app.login_as(Role::CommsEditor).await;
        let files = course(&app, "our-own").await;
        let key = editor.get(PAGE).await.hidden_key(PAGE);
        let bytes = pack(&files);
        let done = editor.upload(PAGE, &[("key", &key)], ("our-own.zip", &bytes)).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
        for told in ["our-own", "공개를 기다려요", r#"href="/content/publish/our-own""#, r#"href="/content/preview/our-own""#] {
            assert!(done.body.contains(told), "{told}: {}", done.body);
        }
        let versions = app.count("content_versions").await;
        // Reloaded, and sent once more: nothing is there twice.
        let again = editor.upload(PAGE, &[("key", &key)], ("our-own.zip", &bytes)).await;
        assert_eq!(again.status, StatusCode::OK);
        assert!(again.body.contains("our-own"), "{}", again.body);
        let anew = send(&editor, &bytes).await;
        assert!(anew.body.contains("새로운 것이 없어요"), "{}", anew.body);
        assert_eq!(app.count("content_versions").await, versions);

        for (language, told) in [("ko", "댓글이 심각해질 때"), ("en", "When a comment turns serious")] {
            let preview = editor.get(&format!("/content/preview/our-own?language={language}")).await;
            assert_eq!(preview.status, StatusCode::OK, "{}", preview.body);
            assert!(preview.body.contains(told) && preview.body.contains("공개를 기다리는 버전이에요"), "{}", preview.body);
            // What learners see only after their answer.
            assert!(preview.body.contains("정답") && preview.body.contains("3점"), "{}", preview.body);
        }
        let publish = "/content/publish/our-own";
        assert!(editor.get(publish).await.body.contains(r#"href="/content/preview/our-own""#));
        let typed = [("change", "material"), ("reason", "a course of our own")];
        let published = editor.submit(publish, publish, &typed).await;
        assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.body);
        assert!(editor.get("/courses").await.body.contains("/courses/our-own"));
        assert!(editor.get("/content/preview/our-own").await.body.contains("지금 공개된 버전이에요"));
    }

    async fn what_is_to_mend_is_shown_with_its_line_and_nothing_is_brought_in(app: TestApp) {
        let editor = app.login_as(Role::CommsEditor).await;
        let mut files = course(&app, "our-own").await;
        let path = "our-own/en/check-yourself.md";
        let text = String::from_utf8(files[path].clone()).unwrap();
        files.insert(path.into(), text.replacen("- [x]", "- [?]", 1).into_bytes());
        files.insert("our-own/en/<b>.md".into(), b"x".to_vec());
        let versions = app.count("content_versions").await;
        let report = send(&editor, &pack(&files)).await;
        assert_eq!(report.status, StatusCode::UNPROCESSABLE_ENTITY);
        for told in ["고쳐야 할 곳이", "courses/our-own/en/check-yourself.md", "<mark>", "번째 줄", "이렇게 고쳐요", "&lt;b&gt;"] {
            assert!(report.body.contains(told), "{told}: {}", report.body);
        }
        assert!(!report.body.contains("<b>.md"), "{}", report.body);
        assert_eq!(app.count("content_versions").await, versions);
    }

    async fn what_results_are_kept_under_keeps_its_name(app: TestApp) {
        let editor = app.login_as(Role::CommsEditor).await;
        let mut files = course(&app, COURSE).await;
        let path = format!("{COURSE}/en/check-yourself.md");
        let text = String::from_utf8(files[&path].clone()).unwrap();
        let (_, braces) = text.split_once(" {#").unwrap();
        let name = braces.split([' ', '}']).next().unwrap().to_owned();
        for language in ["ko", "en"] {
            let path = format!("{COURSE}/{language}/check-yourself.md");
            let text = String::from_utf8(files[&path].clone()).unwrap();
            files.insert(path, text.replace(&format!("{{#{name}"), "{#renamed").into_bytes());
        }
        let report = send(&editor, &pack(&files)).await;
        assert_eq!(report.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", report.body);
        assert!(report.body.contains(&format!("“renamed”, 전에는 이름이 “{name}”였어요")), "{}", report.body);
        // Under another name the course is another.
        let other = course(&app, "our-own").await;
        assert_eq!(send(&editor, &pack(&other)).await.status, StatusCode::OK);
    }

    async fn more_problems_than_are_listed_are_counted(app: TestApp) {
        let editor = app.login_as(Role::CommsEditor).await;
        let mut files = course(&app, "our-own").await;
        let path = "our-own/en/check-yourself.md";
        let mut text = String::from_utf8(files[path].clone()).unwrap();
        text.push_str(&format!("\n\n{}\n", "![](a) ".repeat(800)));
        files.insert(path.into(), text.into_bytes());
        let report = send(&editor, &pack(&files)).await;
        assert_eq!(report.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (_, more) = report.body.split_once("이 파일에 문제가 ").unwrap();
        let more: usize = more.split('개').next().unwrap().parse().unwrap();
        assert!(more >= 600, "{more}");
        let all = format!("고쳐야 할 곳이 {}", 1_000 + more);
        assert!(report.body.contains(&all), "{all}: {}", report.body);
    }

    async fn what_is_no_folder_of_courses_is_refused_beside_the_field(app: TestApp) {
        let editor = app.login_as(Role::CommsEditor).await;
        let nowhere: Files = [("../rules/a.md".to_owned(), b"x".to_vec())].into();
        let nothing: Files = [("notes.txt".to_owned(), b"x".to_vec())].into();
        for (bytes, told) in [
            (Vec::new(), "파일을 골라 주세요"),
            (b"no archive".to_vec(), "읽을 수 없어요"),
            (pack(&nowhere), "폴더 밖을 가리키거나"),
            (pack(&nothing), "course.md도 규칙 카드도 없어요"),
        ] {
            let refused = send(&editor, &bytes).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
            assert!(refused.body.contains(told) && refused.body.contains("id=\"error-file\""), "{}", refused.body);
        }
        let large = send(&editor, &vec![0; 34 << 20]).await;
        assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    }

    async fn only_who_writes_or_publishes_brings_in_and_looks_over(app: TestApp) {
        let bytes = pack(&course(&app, "our-own").await);
        let author = app.login_as(Role::Author).await;
        assert_eq!(send(&author, &bytes).await.status, StatusCode::OK);
        let page = author.get("/content/preview/our-own").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("정답"));
        for role in [Role::Employee, Role::Reviewer, Role::Hr, Role::Auditor] {
            let client = app.login_as(role).await;
            for page in [PAGE, "/content/preview/our-own", "/content/preview/first-ten-minutes"] {
                assert_eq!(client.get(page).await.status, StatusCode::FORBIDDEN, "{role:?} {page}");
            }
            let sent = client.upload(PAGE, &[("key", "x")], ("a.zip", &bytes)).await;
            assert_eq!(sent.status, StatusCode::FORBIDDEN, "{role:?}");
        }
    }
}
