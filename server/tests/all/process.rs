//! The real binary: what it says, how it stops, and what is there after it was killed.

use sea_orm::{ConnectionTrait, Statement};
use services::{ctx::Key, store::Store};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread::JoinHandle,
    time::Duration,
};

pub const PASSWORD: &str = "a calm lake and seven herons";

/// An address nobody listens on.
fn free() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
}

/// `jasin` with a data folder of its own and nothing of this environment.
pub fn jasin(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jasin"));
    command
        .env_clear()
        .env("JASIN_DATA_DIR", data)
        .env("JASIN_METRICS_LISTEN", "off")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// A serving process, ended with the test.
pub struct Served {
    child: Child,
    pub address: SocketAddr,
    /// The link that makes the first administrator, if it printed one.
    pub link: Option<String>,
    /// Reads what it says, until it ends.
    reader: Option<JoinHandle<String>>,
}

impl Served {
    fn start(data: &Path, prepare: impl FnOnce(&mut Command)) -> Self {
        Self::start_with(data, &["--empty"], prepare)
    }

    pub fn start_with(data: &Path, args: &[&str], prepare: impl FnOnce(&mut Command)) -> Self {
        let address = free();
        let mut command = jasin(data);
        command
            .arg("serve")
            .args(args)
            .env("JASIN_LISTEN", address.to_string())
            // Few lines: nobody reads them before the end, and a full pipe would stop it.
            .env("JASIN_LOG", "warn");
        prepare(&mut command);
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (mut link, mut said) = (None, String::new());
        for line in lines.by_ref() {
            let line = line.unwrap();
            said.push_str(&format!("{line}\n"));
            link = line
                .trim()
                .split_once("/set-up/")
                .map(|(_, token)| token.to_owned());
            // Whoever has an administrator prints no link: the line that says where it serves has to do.
            let linkless = !args.contains(&"--empty") || data.join("founded").exists();
            if link.is_some() || linkless && line.contains("serves at") {
                break;
            }
        }
        std::fs::write(data.join("founded"), "").unwrap();
        // Somebody has to read on, or the pipe fills.
        let reader = std::thread::spawn(move || {
            lines.for_each(|line| said.push_str(&format!("{}\n", line.unwrap_or_default())));
            said
        });
        Self {
            child,
            address,
            link,
            reader: Some(reader),
        }
    }

    /// Asks it to stop, and gives everything it said.
    pub fn stop(mut self) -> String {
        self.signal("-TERM");
        self.reader.take().unwrap().join().unwrap()
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([name, &id]).status().unwrap();
        assert!(sent.success());
    }

    fn errors(&mut self) -> String {
        let mut text = String::new();
        let mut errors = self.child.stderr.take().unwrap();
        errors.read_to_string(&mut text).unwrap();
        text
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer: the status, the head, the body. None when the connection broke off.
pub fn ask(
    at: SocketAddr,
    method: &str,
    path: &str,
    cookie: &str,
    body: &str,
) -> Option<(u16, String, String)> {
    let mut stream = TcpStream::connect(at).ok()?;
    stream
        .set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {at}\r\nOrigin: http://{at}\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .ok()?;
    let mut text = String::new();
    stream.read_to_string(&mut text).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, head.to_owned(), body.to_owned()))
}

/// The values of a header, whatever its letters.
fn headers<'a>(head: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    head.lines()
        .filter_map(|line| line.split_once(": "))
        .filter(move |(found, _)| found.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

fn header<'a>(head: &'a str, name: &'a str) -> Option<&'a str> {
    headers(head, name).next()
}

/// Makes the first administrator and gives the cookie of their session.
pub fn found(served: &Served) -> String {
    let link = served.link.as_deref().expect("a link is printed");
    let fields = [
        ("name", "Mina Lee"),
        ("employee_number", "a-1"),
        ("password", PASSWORD),
        ("repeat", PASSWORD),
    ];
    let path = format!("/set-up/{link}");
    let body = crate::support::encode(&fields);
    let (status, head, page) = ask(served.address, "POST", &path, "", &body).unwrap();
    assert_eq!(status, 303, "{page}");
    let cookies: Vec<&str> = headers(&head, "set-cookie")
        .filter_map(|cookie| cookie.split(';').next())
        .collect();
    cookies.join("; ")
}

/// A form that adds a person, as a browser would send it once and again.
fn person(number: &str) -> String {
    let key = Key::random().to_string();
    crate::support::encode(&[
        ("key", &key),
        ("name", "김하늘"),
        ("employee_number", number),
        ("language", "ko"),
    ])
}

/// How often each of these numbers is in the database.
async fn people(data: &Path, prefix: &str) -> Vec<String> {
    let url = format!("sqlite://{}?mode=rw", data.join("jasin.db").display());
    let store = Store::connect(&url).await.unwrap();
    let sql = format!("SELECT employee_number FROM people WHERE employee_number LIKE '{prefix}%'");
    let statement = Statement::from_string(store.backend(), sql);
    let rows = store.read().query_all_raw(statement).await.unwrap();
    let numbers = rows
        .iter()
        .map(|r| r.try_get_by_index(0).unwrap())
        .collect();
    store.close().await.unwrap();
    numbers
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asked_to_stop_it_keeps_what_it_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let mut served = Served::start(folder.path(), |_| {});
    let cookie = found(&served);
    let (done, _) = add_until_it_ends(served.address, &cookie, || served.signal("-TERM"));
    assert!(served.child.wait().unwrap().success());
    assert!(done.len() >= 20);
    let there = people(folder.path(), "p-").await;
    for (number, _, _) in &done {
        assert!(
            there.iter().any(|n| n.eq_ignore_ascii_case(number)),
            "{number}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_between_commit_and_answer_the_same_form_is_answered_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path(), |_| {});
    let cookie = found(&served);
    let (done, lost) = add_until_it_ends(served.address, &cookie, || served.signal("-KILL"));
    drop(served);
    let served = Served::start(folder.path(), |_| {});
    let (status, _, _) = ask(served.address, "GET", "/readyz", "", "").unwrap();
    assert_eq!(status, 200);
    for (number, form, location) in &done {
        let (status, head, _) = ask(served.address, "POST", "/people/new", &cookie, form).unwrap();
        assert_eq!(
            (status, header(&head, "location")),
            (303, Some(location.as_str())),
            "{number}"
        );
    }
    // Whether these were committed nobody knows: sent again they are there, once.
    for form in &lost {
        let (status, _, page) = ask(served.address, "POST", "/people/new", &cookie, form).unwrap();
        assert_eq!(status, 303, "{page}");
    }
    drop(served);
    assert_eq!(
        people(folder.path(), "p-").await.len(),
        done.len() + lost.len()
    );
}

#[test]
fn logs_are_json_with_the_request_and_metrics_have_a_listener_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let metrics = free();
    let mut served = Served::start(folder.path(), |command| {
        command
            .env("JASIN_LOG", "info")
            .env("JASIN_LOG_FORMAT", "json")
            .env("JASIN_METRICS_LISTEN", metrics.to_string());
    });
    let (status, head, _) = ask(served.address, "GET", "/nothing", "", "").unwrap();
    assert_eq!(status, 404);
    let id = header(&head, "x-request-id").unwrap().to_owned();
    let (status, _, body) = ask(metrics, "GET", "/metrics", "", "").unwrap();
    assert_eq!(status, 200);
    assert!(body.contains("jasin_requests_total{"), "{body}");
    assert!(body.contains("jasin_request_seconds_bucket"), "{body}");
    // The pages are not there, nor are the metrics among the pages.
    assert_eq!(ask(metrics, "GET", "/sign-in", "", "").unwrap().0, 404);
    assert_eq!(
        ask(served.address, "GET", "/metrics", "", "").unwrap().0,
        404
    );
    served.signal("-TERM");
    let errors = served.errors();
    let mut found = false;
    for line in errors.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect(line);
        found |= line["span"]["id"] == id.as_str() && line["fields"]["status"] == 404;
    }
    assert!(found, "{errors}");
}

#[test]
fn a_report_that_nobody_reads_is_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = jasin(folder.path())
        .args(["content", "check", "--format", "text"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../content"))
        .stdout(writer)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && said.is_empty(), "{said}");
}

#[test]
fn a_wrong_configuration_is_refused_with_its_name_its_value_and_what_it_takes() {
    let folder = tempfile::tempdir().unwrap();
    let output = jasin(folder.path())
        .arg("serve")
        .env("JASIN_LISTEN", "nowhere")
        .env("DATABASE_URL", "mysql://u:hunter2@h/d")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(
        said.contains("listen (JASIN_LISTEN) is \"nowhere\": it takes an address and port"),
        "{said}"
    );
    assert!(
        said.contains("database_url (DATABASE_URL) is (a secret)"),
        "{said}"
    );
    assert!(!said.contains("hunter2"), "{said}");
}
