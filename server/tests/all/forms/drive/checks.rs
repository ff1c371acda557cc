//! What an answer must show: everything that was typed, and each message beside its field.

use super::{Driver, Ready, SECRETS};
use crate::{
    forms::rows::Row,
    html::{self, Form},
    support::Answer,
};

impl Driver<'_> {
    /// Whether every value typed into the form is in this form, too.
    pub(super) fn keeps(&mut self, row: &Row, typed: &Form, answer: &Answer) {
        let action = &typed.action;
        let all = Form::all(&answer.body);
        let Some(kept) = all.iter().filter(|f| f.action == *action).max_by_key(|f| {
            let same = |(name, value): &&(String, String)| typed.get(name) == Some(value);
            f.fields.iter().filter(same).count()
        }) else {
            return self.check(row, "the answer has no such form", false);
        };
        // Which button was pressed is not typed.
        let tags = html::tags(&answer.body);
        let pressed = |name: &str| {
            tags.iter()
                .any(|tag| tag.name == "button" && tag.get("name") == Some(name))
        };
        for (name, _) in row.typed {
            if SECRETS.contains(name) || pressed(name) {
                continue;
            }
            // A box that is not ticked is not sent.
            let same = kept.get(name).unwrap_or_default() == typed.get(name).unwrap_or_default();
            self.check(
                row,
                &format!(
                    "{name} was {:?} and is {:?}",
                    typed.get(name).map(head),
                    kept.get(name).map(head)
                ),
                same,
            );
        }
    }

    /// Whether a message stands beside the field and is tied to it.
    pub(super) fn message_beside(&mut self, row: &Row, name: &str, answer: &Answer) {
        let group = format!("field-{name}");
        let field = html::tags(&answer.body).into_iter().find(|tag| {
            let field = tag.get("name") == Some(name) && tag.get("aria-invalid") == Some("true");
            // Choices carry the message on their group.
            let group = tag.name == "fieldset" && tag.get("id") == Some(&group);
            (field || group) && tag.get("type") != Some("hidden")
        });
        let described = field.and_then(|f| f.get("aria-describedby").map(str::to_owned));
        let ids: Vec<&str> = described.iter().flat_map(|d| d.split(' ')).collect();
        let said = ids
            .iter()
            .filter(|id| id.starts_with("error-"))
            .any(|id| answer.text_of(id).is_some_and(|t| !t.is_empty()));
        self.check(row, &format!("no message beside {name}"), said);
        let summary = html::tags(&answer.body)
            .into_iter()
            .any(|tag| tag.get("role") == Some("alert") && tag.has("autofocus"));
        self.check(row, "no summary that takes the focus", summary);
    }

    /// Whether people type into this field: a visible input of one line or many.
    pub(super) async fn is_typed(&self, row: &Row, ready: &Ready, name: &str) -> bool {
        let page = ready.client.get(&ready.fill(row.page)).await;
        html::tags(&page.body).iter().any(|tag| {
            let kind = tag.get("type").unwrap_or("text");
            let typed = tag.name == "textarea"
                || tag.name == "input" && matches!(kind, "text" | "email" | "password" | "search");
            typed && tag.get("name") == Some(name)
        })
    }
}

/// The beginning of a long text.
fn head(text: &str) -> String {
    text.chars().take(40).collect()
}
