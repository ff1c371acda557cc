//! The app as it is served, answering in process, and people who come to it with a browser of their own.

use crate::{
    db::TestDb,
    html::{self, Form},
};
use app::web::{AppState, WebConfig, assets::Assets};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
};
use domain::{accounts::Role, ids::PersonId};
use http::{HeaderMap, Method, Request, StatusCode, header, request::Builder};
use server::{build_app::build_app, library};
use services::{accounts::session, content};
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        Mutex,
        atomic::{AtomicU32, Ordering},
    },
};
use tower::ServiceExt;

/// Where the browsers of the tests think they are.
pub const ORIGIN: &str = "http://jasin.test";

/// The whole app over a database of its own, with the shipped courses in it.
pub struct TestApp {
    /// The database behind it.
    pub db: TestDb,
    /// What answers.
    pub router: Router,
    /// What its pages share.
    pub state: AppState,
    number: AtomicU32,
}

/// Runs the test with an app on SQLite and with one on PostgreSQL.
macro_rules! app_test {
    ($(async fn $name:ident($app:ident: TestApp) $body:block)+) => {$(
        mod $name {
            use super::*;
            async fn run($app: TestApp) $body
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                run(TestApp::over($crate::db::TestDb::sqlite().await).await).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                run(TestApp::over($crate::db::TestDb::postgres().await).await).await;
            }
        }
    )+};
}
pub(crate) use app_test;

impl TestApp {
    /// On SQLite, for what does not depend on the database.
    pub async fn spawn() -> Self {
        Self::over(TestDb::sqlite().await).await
    }

    /// Over this database.
    pub async fn over(db: TestDb) -> Self {
        let config = WebConfig {
            mail: true,
            address: ORIGIN.into(),
            ..WebConfig::default()
        };
        Self::with(db, config).await
    }

    /// Over this database, configured like this.
    pub async fn with(db: TestDb, config: WebConfig) -> Self {
        library::import_embedded(&db.store, &db.system())
            .await
            .unwrap();
        // The company stands by what ships; what a card's own day does is for the tests of rules.
        content::rules::confirm_all(&db.store, &db.system())
            .await
            .unwrap();
        let state = AppState::new(
            db.store.clone(),
            db.clock.clone(),
            Assets::default(),
            config,
        );
        Self {
            router: build_app(state.clone()),
            db,
            state,
            number: AtomicU32::new(0),
        }
    }

    /// A browser nobody has signed in with.
    pub fn anonymous(&self) -> Client {
        let number = self.number.fetch_add(1, Ordering::SeqCst);
        let [_, _, high, low] = number.to_be_bytes();
        Client {
            router: self.router.clone(),
            cookies: Mutex::default(),
            // Each browser comes from an address of its own, so that none throttles another.
            address: SocketAddr::from(([10, 0, high, low], 40_000)),
            language: "en",
            person: None,
        }
    }

    /// A new person with this role, signed in.
    pub async fn login_as(&self, role: Role) -> Client {
        let person = self.person(role).await;
        self.login(person).await
    }

    /// A new person with this role.
    pub async fn person(&self, role: Role) -> PersonId {
        let number = self.number.fetch_add(1, Ordering::SeqCst);
        let number = format!("{}-{number}", role.code().replace('_', "-"));
        self.db.person(&number, role).await
    }

    /// This person, signed in with a browser of their own.
    pub async fn login(&self, person: PersonId) -> Client {
        let token = session::create(&self.db.store, &self.db.system(), person)
            .await
            .unwrap();
        let client = self.anonymous();
        let name = self.state.config.session_cookie().to_owned();
        client
            .cookies
            .lock()
            .unwrap()
            .insert(name, token.to_string());
        Client {
            person: Some(person),
            ..client
        }
    }

    /// How many rows a table holds.
    pub async fn count(&self, table: &str) -> i64 {
        let sql = format!("SELECT CAST(count(*) AS BIGINT) FROM {table}");
        self.db.number(&sql).await
    }
}

/// A browser: keeps cookies, says where a form comes from, follows no redirect by itself.
pub struct Client {
    router: Router,
    cookies: Mutex<BTreeMap<String, String>>,
    address: SocketAddr,
    /// What the browser asks for; a signed-in person's own language comes first.
    pub language: &'static str,
    person: Option<PersonId>,
}

impl Client {
    /// Who signed in.
    pub fn person(&self) -> PersonId {
        self.person.expect("somebody signed in")
    }

    /// Asks for a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(request(Method::GET, path), Body::empty()).await
    }

    /// Sends a form's fields as a browser would from a page of this site.
    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(from_here(path), Body::from(encode(fields))).await
    }

    /// Opens the page, types into the form that posts to `action`, and sends it with its hidden fields.
    #[allow(dead_code, reason = "for the tests of features")]
    pub async fn submit(&self, page: &str, action: &str, typed: &[(&str, &str)]) -> Answer {
        let mut form = self.get(page).await.form(action);
        for (name, value) in typed {
            form.set(name, value);
        }
        self.send_form(&form).await
    }

    /// Sends a form as it stands.
    pub async fn send_form(&self, form: &Form) -> Answer {
        let fields: Vec<(&str, &str)> = form
            .fields
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        self.post_form(&form.action, &fields).await
    }

    /// Sends a form as a browser does that has a file in it.
    pub async fn upload(&self, page: &str, fields: &[(&str, &str)], file: (&str, &[u8])) -> Answer {
        const BOUNDARY: &str = "----jasin-boundary";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let (name, bytes) = file;
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let post = request(Method::POST, page)
            .header(header::ORIGIN, ORIGIN)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, kind);
        self.send(post, Body::from(body)).await
    }

    /// Sends any request, with this browser's cookies and language.
    pub async fn send(&self, request: Builder, body: Body) -> Answer {
        let cookies: Vec<String> = self
            .cookies
            .lock()
            .unwrap()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = request.header(header::ACCEPT_LANGUAGE, self.language);
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let mut request = request.body(body).unwrap();
        request.extensions_mut().insert(ConnectInfo(self.address));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        self.keep(&parts.headers);
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    fn keep(&self, headers: &HeaderMap) {
        let mut cookies = self.cookies.lock().unwrap();
        for cookie in headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if cookie.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// A request of this site.
pub fn request(method: Method, path: &str) -> Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, ORIGIN.trim_start_matches("http://"))
}

/// A form's request as a browser sends it from a page of this site.
pub fn from_here(path: &str) -> Builder {
    request(Method::POST, path)
        .header(header::ORIGIN, ORIGIN)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

/// Fields as they travel.
pub fn encode(fields: &[(&str, &str)]) -> String {
    let encode = |text: &str| app::web::forms::encode(text).replace('/', "%2F");
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    pairs.join("&")
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub body: String,
}

impl Answer {
    /// A header's value; empty when it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Where it sends the browser; empty when it does not.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// The form that posts to this address.
    pub fn form(&self, action: &str) -> Form {
        let forms = Form::all(&self.body);
        let actions: Vec<&str> = forms.iter().map(|f| f.action.as_str()).collect();
        let found = forms.iter().find(|f| f.action == action);
        found
            .unwrap_or_else(|| panic!("{} has no form for {action}, only {actions:?}", self.status))
            .clone()
    }

    /// The hidden key of the form that posts to this address.
    #[allow(dead_code, reason = "for the tests of features")]
    pub fn hidden_key(&self, action: &str) -> String {
        self.form(action).get("key").unwrap().to_owned()
    }

    /// The text of the element with this id.
    pub fn text_of(&self, id: &str) -> Option<String> {
        let tag = html::tags(&self.body)
            .into_iter()
            .find(|t| t.get("id") == Some(id))?;
        let close = format!("</{}", tag.name);
        let end = self.body[tag.end..].find(&close)?;
        Some(html::text(&self.body[tag.end..tag.end + end]))
    }
}
