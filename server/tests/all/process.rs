//! The real binary: what it says, what it refuses, and how it is started and ended by the tests.

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
    pub fn start(data: &Path, prepare: impl FnOnce(&mut Command)) -> Self {
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

    /// Sends it a signal, by its id.
    pub fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([name, &id]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits until it has ended, and says whether it ended well.
    pub fn ended_well(&mut self) -> bool {
        self.child.wait().unwrap().success()
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

/// The value of a header.
pub fn header<'a>(head: &'a str, name: &'a str) -> Option<&'a str> {
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
