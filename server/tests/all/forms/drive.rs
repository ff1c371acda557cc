//! Drives one form through one thing that can go wrong. What does not hold is gathered, and told at the end.

mod cases;
mod checks;
mod prepare;

use super::rows::{PASSWORD, Row};
use crate::{
    challenges, confidence,
    html::{self, Form},
    refresher,
    support::{Answer, Client, TestApp},
};
use http::StatusCode;
use services::accounts::setup;

/// Never sent back, so never looked for.
const SECRETS: [&str; 3] = ["password", "current", "repeat"];

/// Goes through the rows and gathers what is wrong.
pub struct Driver<'a> {
    app: &'a TestApp,
    wrong: Vec<String>,
}

/// A form filled in by somebody, about to be sent.
struct Ready {
    client: Client,
    form: Form,
    words: Vec<(&'static str, String)>,
}

impl Ready {
    /// A text with its `{words}` filled in.
    fn fill(&self, text: &str) -> String {
        let fill = |text: String, (word, value): &(&str, String)| {
            text.replace(&format!("{{{word}}}"), value)
        };
        self.words.iter().fold(text.to_owned(), fill)
    }

    async fn send(&self) -> Answer {
        self.client.send_form(&self.form).await
    }
}

fn succeeded(answer: &Answer) -> bool {
    answer.status == StatusCode::SEE_OTHER || answer.status == StatusCode::OK
}

impl<'a> Driver<'a> {
    /// Over this app.
    pub fn new(app: &'a TestApp) -> Self {
        Self {
            app,
            wrong: Vec::new(),
        }
    }

    /// Tells what did not hold.
    pub fn done(self) {
        assert!(self.wrong.is_empty(), "{:#?}", self.wrong);
    }

    fn check(&mut self, row: &Row, what: &str, holds: bool) {
        if !holds {
            self.wrong.push(format!("{}: {what}", row.route));
        }
    }

    /// Somebody of the row's role who has filled the form in.
    async fn ready(&self, row: &Row) -> Ready {
        let person = self.app.person(row.role).await;
        let db = &self.app.db;
        let secret = row.typed.iter().any(|(_, value)| *value == PASSWORD);
        if secret {
            let given = setup::give_password(&db.store, &db.system(), person, PASSWORD).await;
            given.unwrap();
        }
        let signed_out = row.route == "/sign-in";
        let client = if signed_out {
            self.app.anonymous()
        } else {
            self.app.login(person).await
        };
        let mut words = self.prepare(person).await;
        if row.action.contains("{attempt}") {
            words.push(("attempt", self.attempt(person).await));
        }
        if row.action.contains("{graded}") {
            let (attempt, item) = challenges::graded(self.app, person).await;
            words.extend([("graded", attempt), ("item", item)]);
        }
        if row.action == "/me/confidence/erase" {
            confidence::said(self.app, person).await;
        }
        if row.action == "/content/challenges" {
            challenges::waiting(self.app).await;
        }
        if row.action.contains("{refresher}") {
            words.push(("refresher", refresher::begun(self.app, person).await));
        }
        let mut ready = Ready {
            client,
            form: Form {
                action: String::new(),
                fields: Vec::new(),
            },
            words,
        };
        let page = ready.client.get(&ready.fill(row.page)).await;
        ready.form = page.form(&ready.fill(row.action));
        for (name, value) in row.typed {
            let value = match *value {
                "*" => first_choice(&page, name),
                value => ready.fill(value),
            };
            ready.form.set(name, &value);
        }
        ready
    }

    /// How many facts of the row's kind there are.
    async fn left(&self, row: &Row) -> i64 {
        let sql = format!(
            "SELECT CAST(count(*) AS BIGINT) FROM facts WHERE kind = '{}'",
            row.leaves
        );
        self.app.db.number(&sql).await
    }
}

/// The value of the first of the choices with this name.
fn first_choice(page: &Answer, name: &str) -> String {
    let choice = html::tags(&page.body)
        .into_iter()
        .find(|tag| tag.name == "input" && tag.get("name") == Some(name));
    choice.unwrap().get("value").unwrap().to_owned()
}
