//! The real binary, ended in the middle of its work: what it acknowledged is there, and what is sent again counts once.
//! On both databases; only processes that the test started are ended.

use crate::{
    canary::walk::filled,
    db::TestDb,
    html::Form,
    process::{Served, ask, found, header},
    support::{Answer, encode},
};
use http::{HeaderMap, StatusCode};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};
use services::ctx::Key;
use std::{
    net::SocketAddr,
    path::Path,
    time::{Duration, Instant},
};

/// Where a process keeps what it knows.
struct Home {
    folder: tempfile::TempDir,
    /// Where its database is, when that is no file in the folder.
    url: Option<String>,
}

impl Home {
    fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder, url: None }
    }

    async fn postgres() -> Self {
        Self {
            url: Some(TestDb::empty_postgres().await),
            ..Self::sqlite()
        }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn start(&self) -> Served {
        Served::start(self.path(), |command| {
            command.envs(self.url.iter().map(|url| ("DATABASE_URL", url)));
        })
    }

    /// The database, past the program.
    async fn database(&self) -> DatabaseConnection {
        let file = || {
            format!(
                "sqlite://{}?mode=rw",
                self.path().join("jasin.db").display()
            )
        };
        let url = self.url.clone().unwrap_or_else(file);
        Database::connect(url).await.unwrap()
    }

    async fn employee_numbers(&self) -> Vec<String> {
        let db = self.database().await;
        let sql = "SELECT employee_number FROM people WHERE lower(employee_number) LIKE 'p-%'";
        let statement = Statement::from_string(db.get_database_backend(), sql);
        let rows = db.query_all_raw(statement).await.unwrap();
        db.close().await.unwrap();
        let numbers = rows.iter().map(|row| row.try_get_by_index(0).unwrap());
        numbers.collect()
    }
}

/// Runs the test with a process on SQLite and with one on PostgreSQL.
macro_rules! process_test {
    ($(async fn $name:ident($home:ident: Home) $body:block)+) => {$(
        mod $name {
            use super::*;
            async fn run($home: Home) $body
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                run(Home::sqlite()).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                run(Home::postgres().await).await;
            }
        }
    )+};
}

/// A form that adds a person, as a browser would send it once and again.
fn person(number: &str) -> String {
    let key = Key::random().to_string();
    encode(&[
        ("key", &key),
        ("name", "김하늘"),
        ("employee_number", number),
        ("language", "ko"),
    ])
}

/// Adds people from two browsers until the server no longer answers; gives what was acknowledged, and what was not.
fn add_until_it_ends(
    at: SocketAddr,
    cookie: &str,
    stop: impl FnOnce(),
) -> (Vec<(String, String, String)>, Vec<String>) {
    let (said, heard) = std::sync::mpsc::channel();
    let threads: Vec<_> = (0..2)
        .map(|browser| {
            let (cookie, said) = (cookie.to_owned(), said.clone());
            std::thread::spawn(move || {
                let (mut done, mut lost) = (Vec::new(), Vec::new());
                for n in 0.. {
                    let form = person(&format!("p-{browser}-{n}"));
                    match ask(at, "POST", "/people/new", &cookie, &form) {
                        Some((303, head, _)) => {
                            let location = header(&head, "location").unwrap().to_owned();
                            done.push((format!("p-{browser}-{n}"), form, location));
                        }
                        Some((status, _, page)) => panic!("{status}: {page}"),
                        None => {
                            lost.push(form);
                            break;
                        }
                    }
                    let _ = said.send(());
                }
                (done, lost)
            })
        })
        .collect();
    drop(said);
    for _ in 0..20 {
        heard.recv_timeout(Duration::from_secs(60)).unwrap();
    }
    stop();
    let (mut done, mut lost) = (Vec::new(), Vec::new());
    for thread in threads {
        let (more, broken) = thread.join().unwrap();
        done.extend(more);
        lost.extend(broken);
    }
    (done, lost)
}

/// A page as somebody signed in sees it.
fn page(served: &Served, cookie: &str, path: &str) -> Answer {
    let (status, _, body) = ask(served.address, "GET", path, cookie, "").unwrap();
    Answer {
        status: StatusCode::from_u16(status).unwrap(),
        headers: HeaderMap::new(),
        body,
    }
}

fn body_of(form: &Form) -> String {
    let fields = form.fields.iter();
    let fields: Vec<_> = fields.map(|(n, v)| (n.as_str(), v.as_str())).collect();
    encode(&fields)
}

/// Sends a form and gives where it leads.
fn send(served: &Served, cookie: &str, form: &Form) -> String {
    let body = body_of(form);
    let sent = ask(served.address, "POST", &form.action, cookie, &body);
    let (status, head, page) = sent.unwrap();
    assert_eq!(status, 303, "{}: {page}", form.action);
    header(&head, "location").unwrap().to_owned()
}

/// The form that begins an exercise of a shipped course.
fn to_start(served: &Served, cookie: &str, part: &str) -> Form {
    page(served, cookie, &format!("/courses/{part}")).form("/attempts")
}

/// The form of the first question, or of the first scene, of an exercise that was begun.
fn to_answer(served: &Served, cookie: &str, part: &str) -> Form {
    let attempt = send(served, cookie, &to_start(served, cookie, part));
    filled(&page(served, cookie, &attempt), &attempt)
}

/// What stands of one's exercises: attempts, answers, turns.
async fn standing(db: &DatabaseConnection) -> [i64; 3] {
    let sql = "SELECT (SELECT CAST(count(*) AS BIGINT) FROM attempts), \
               (SELECT CAST(count(*) AS BIGINT) FROM attempt_events WHERE kind = 'answered'), \
               (SELECT CAST(count(*) AS BIGINT) FROM attempt_events WHERE kind = 'turn_taken')";
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(statement).await.unwrap().unwrap();
    [0, 1, 2].map(|n| row.try_get_by_index(n).unwrap())
}

/// Sends all of these at once, each from a browser of its own, and ends the server as soon as the database holds
/// `committed` of them: none of the browsers has to have heard of it.
async fn killed_once_committed(
    home: &Home,
    mut served: Served,
    cookie: &str,
    forms: &[Form],
    committed: i64,
) {
    let db = home.database().await;
    let before: i64 = standing(&db).await.iter().sum();
    let at = served.address;
    let browsers: Vec<_> = forms
        .iter()
        .map(|form| {
            let (path, cookie, body) = (form.action.clone(), cookie.to_owned(), body_of(form));
            std::thread::spawn(move || {
                ask(at, "POST", &path, &cookie, &body).map(|answer| answer.0)
            })
        })
        .collect();
    let patience = Instant::now() + Duration::from_secs(60);
    while standing(&db).await.iter().sum::<i64>() < before + committed {
        assert!(Instant::now() < patience, "nothing was committed");
        tokio::task::yield_now().await;
    }
    served.signal("-KILL");
    assert!(!served.ended_well());
    for browser in browsers {
        let answered = browser.join().unwrap();
        assert!(answered.is_none_or(|status| status == 303), "{answered:?}");
    }
    db.close().await.unwrap();
}

process_test! {
    async fn asked_to_stop_it_keeps_what_it_acknowledged(home: Home) {
        let mut served = home.start();
        let cookie = found(&served);
        let (done, _) = add_until_it_ends(served.address, &cookie, || served.signal("-TERM"));
        assert!(served.ended_well());
        assert!(done.len() >= 20);
        let there = home.employee_numbers().await;
        for (number, _, _) in &done {
            assert!(there.iter().any(|n| n.eq_ignore_ascii_case(number)), "{number}");
        }
    }

    async fn killed_between_commit_and_answer_the_same_form_is_answered_the_same(home: Home) {
        let served = home.start();
        let cookie = found(&served);
        let (done, lost) = add_until_it_ends(served.address, &cookie, || served.signal("-KILL"));
        drop(served);
        let served = home.start();
        let (status, _, _) = ask(served.address, "GET", "/readyz", "", "").unwrap();
        assert_eq!(status, 200);
        for (number, form, location) in &done {
            let (status, head, _) = ask(served.address, "POST", "/people/new", &cookie, form).unwrap();
            assert_eq!((status, header(&head, "location")), (303, Some(location.as_str())), "{number}");
        }
        // Whether these were committed nobody knows: sent again they are there, once.
        for form in &lost {
            let (status, _, page) = ask(served.address, "POST", "/people/new", &cookie, form).unwrap();
            assert_eq!(status, 303, "{page}");
        }
        drop(served);
        assert_eq!(home.employee_numbers().await.len(), done.len() + lost.len());
    }

    async fn killed_in_the_middle_of_exercises_each_start_answer_and_turn_stands_once(home: Home) {
        let mut served = home.start();
        let cookie = found(&served);
        // Killed while others are on their way, and killed when all are committed.
        let rounds = [
            (1, ["first-ten-minutes/check-yourself", "measure-roi/read-the-figures", "measure-roi/one-like"]),
            (3, ["content-first/does-it-travel", "start-small/small-enough", "start-small/the-lifelike-doctor"]),
        ];
        for (round, (committed, [started, asked, played])) in rounds.into_iter().enumerate() {
            let forms = [
                to_start(&served, &cookie, started),
                to_answer(&served, &cookie, asked),
                to_answer(&served, &cookie, played),
            ];
            killed_once_committed(&home, served, &cookie, &forms, committed).await;
            served = home.start();
            // Twice: a browser tries again, and so does somebody who does not trust it.
            let led: Vec<_> = [(); 2].map(|()| forms.each_ref().map(|form| send(&served, &cookie, form))).into();
            assert_eq!(led[0], led[1]);
            let times = i64::try_from(round + 1).unwrap();
            let db = home.database().await;
            assert_eq!(standing(&db).await, [3 * times, times, times], "after {committed}");
            db.close().await.unwrap();
            // The path goes on from there.
            let [_, asked, played] = &forms;
            for form in [asked, played] {
                let next = filled(&page(&served, &cookie, &form.action), &form.action);
                assert_ne!((next.get("item"), next.get("step")), (form.get("item"), form.get("step")));
            }
        }
    }
}
