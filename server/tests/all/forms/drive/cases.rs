//! What can go wrong with a form, one function each.

use super::{Driver, SECRETS, succeeded};
use crate::{
    forms::rows::{Again, Row},
    html,
    support::Answer,
};
use app::web::routes::{self, Gate};
use domain::accounts::Role;
use http::{Method, StatusCode};

impl Driver<'_> {
    /// Each wrong value: 422, the message, everything typed, nothing changed.
    pub async fn invalid(&mut self, row: &Row) {
        for (name, value) in row.wrong {
            let mut ready = self.ready(row).await;
            ready.form.set(name, value);
            if *name == "password" && ready.form.get("repeat").is_some() {
                ready.form.set("repeat", value);
            }
            let before = self.left(row).await;
            let answer = ready.send().await;
            let what = format!("{name} = {value:?} is {}", answer.status);
            self.check(
                row,
                &what,
                answer.status == StatusCode::UNPROCESSABLE_ENTITY,
            );
            if answer.status == StatusCode::UNPROCESSABLE_ENTITY {
                self.message_beside(row, name, &answer);
                self.keeps(row, &ready.form, &answer);
            }
            let after = self.left(row).await;
            self.check(
                row,
                &format!("{name} = {value:?} changed something"),
                before == after,
            );
        }
    }

    /// One after the other, and both at once: one fact.
    pub async fn twice(&mut self, row: &Row) {
        let ready = self.ready(row).await;
        let before = self.left(row).await;
        let first = ready.send().await;
        self.check(
            row,
            &format!("a filled form is {}: {}", first.status, errors(&first)),
            succeeded(&first),
        );
        let once = self.left(row).await;
        self.check(
            row,
            &format!("left {} facts", once - before),
            once == before + 1,
        );
        let second = ready.send().await;
        let same = second.status == first.status && second.location() == first.location();
        match row.again {
            Again::Same => self.check(row, &format!("the second time: {}", second.status), same),
            Again::Over => self.check(
                row,
                &format!("the second time: {}", second.status),
                !second.status.is_server_error(),
            ),
            Again::Anew => return,
        }
        let after = self.left(row).await;
        self.check(row, "the second time left a fact, too", after == once);

        let ready = self.ready(row).await;
        let before = self.left(row).await;
        let (one, two) = tokio::join!(ready.send(), ready.send());
        let after = self.left(row).await;
        self.check(
            row,
            &format!(
                "both at once left {} facts: {} and {}",
                after - before,
                one.status,
                two.status
            ),
            after == before + 1,
        );
    }

    /// The key of a form that was sent, with other content.
    pub async fn conflict(&mut self, row: &Row) {
        let Some((name, value)) = row.other else {
            return;
        };
        let mut ready = self.ready(row).await;
        let first = ready.send().await;
        self.check(
            row,
            &format!("the first is {}", first.status),
            succeeded(&first),
        );
        let once = self.left(row).await;
        ready.form.set(name, value);
        let answer = ready.send().await;
        let conflict = answer.status == StatusCode::CONFLICT;
        self.check(row, &format!("a used key is {}", answer.status), conflict);
        self.keeps(row, &ready.form, &answer);
        let after = self.left(row).await;
        self.check(row, "the conflict changed something", after == once);
    }

    /// Sent by a browser whose session is over: kept, and sent again after signing in.
    pub async fn expired(&mut self, row: &Row) {
        let all = routes::all();
        let is_it = |r: &&routes::Route| r.method == Method::POST && r.path == row.route;
        if all.list().find(is_it).unwrap().gate == Gate::Public {
            return;
        }
        let ready = self.ready(row).await;
        let before = self.left(row).await;
        let answer = self.app.anonymous().send_form(&ready.form).await;
        let kept = answer.status == StatusCode::UNAUTHORIZED;
        self.check(row, &format!("without a session: {}", answer.status), kept);
        self.check(
            row,
            "without a session something changed",
            self.left(row).await == before,
        );
        if !kept {
            return;
        }
        self.keeps(row, &ready.form, &answer);
        if row.typed.iter().any(|(name, _)| SECRETS.contains(name)) {
            return;
        }
        let again = self.app.login(ready.client.person()).await;
        let answer = again.send_form(&answer.form(&ready.form.action)).await;
        self.check(
            row,
            &format!("sent again: {}", answer.status),
            succeeded(&answer),
        );
        let after = self.left(row).await;
        self.check(
            row,
            "sent again it did not happen once",
            after == before + 1,
        );
    }

    /// Sent by an employee who has nothing to do with it.
    pub async fn foreign(&mut self, row: &Row) {
        if !row.somebodys {
            return;
        }
        let ready = self.ready(row).await;
        let stranger = self.app.login_as(Role::Employee).await;
        let before = self.left(row).await;
        let answer = stranger.send_form(&ready.form).await;
        let refused = matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
        self.check(
            row,
            &format!("a stranger is answered {}", answer.status),
            refused,
        );
        self.check(
            row,
            "a stranger changed something",
            self.left(row).await == before,
        );
    }

    /// A megabyte in each field that people type into.
    pub async fn megabyte(&mut self, row: &Row) {
        let text = "가나다 ".repeat(1024 * 1024 / 10);
        for (name, _) in row.typed {
            let mut ready = self.ready(row).await;
            // What the page put there is an id or a code: anything else is simply not found.
            if !self.is_typed(row, &ready, name).await {
                continue;
            }
            ready.form.set(name, &text);
            let before = self.left(row).await;
            let answer = ready.send().await;
            let what = format!("a megabyte of {name} is {}", answer.status);
            self.check(
                row,
                &what,
                answer.status == StatusCode::UNPROCESSABLE_ENTITY,
            );
            let page = answer.body.contains("<h1");
            self.check(row, &format!("a megabyte of {name} has no page"), page);
            if answer.status == StatusCode::UNPROCESSABLE_ENTITY && !SECRETS.contains(name) {
                self.message_beside(row, name, &answer);
                let kept = html::unescape(&answer.body).contains(text.trim());
                self.check(row, &format!("a megabyte of {name} was lost"), kept);
            }
            self.check(
                row,
                &format!("a megabyte of {name} was taken"),
                self.left(row).await == before,
            );
        }
    }
}

/// What a page says is wrong.
fn errors(answer: &Answer) -> String {
    answer.text_of("form-errors").unwrap_or_default()
}
