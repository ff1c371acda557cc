//! Forms without JavaScript: what was typed comes back, each message stands beside its field, and a hidden key makes a
//! second post of the same form answer as the first did.

use axum::{
    extract::{Form, FromRequest, Request},
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use services::{ctx::Key, error::FieldError};

use super::{AppError, Cx};
use crate::t;

mod choices;
mod file;
mod input;
mod textarea;

pub use choices::{Checkbox, RadioCards};
pub use file::FileInput;
use input::id_of;
pub use input::{Input, select};
pub use textarea::Textarea;

/// The fields of a posted form, as they were typed.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        match Form::<Vec<(String, String)>>::from_request(request, state).await {
            Ok(Form(fields)) => Ok(Self(fields)),
            Err(rejection) => {
                let response = rejection.into_response();
                let error =
                    AppError::from_status(response.status()).unwrap_or(AppError::BadRequest);
                Err(error.into_response())
            }
        }
    }
}

impl Fields {
    /// Fields to begin a form with.
    pub fn of<const N: usize>(pairs: [(&str, String); N]) -> Self {
        Self(
            pairs
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        )
    }

    /// The value of a field; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(found, _)| found == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// All fields in the order they were sent.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The value without spaces around it, `None` when nothing is left.
    pub fn filled(&self, name: &str) -> Option<&str> {
        Some(self.get(name).trim()).filter(|value| !value.is_empty())
    }

    /// The form's key. A form without one gets a new key: it is then simply not idempotent.
    pub fn key(&self) -> Key {
        self.get("key").parse().unwrap_or_else(|_| Key::random())
    }
}

/// What is wrong with a form: messages in the reader's language, each with its field.
#[derive(Clone, Debug, Default)]
pub struct Errors {
    messages: Vec<(&'static str, String)>,
    /// The form they belong to, where a page has several.
    form: String,
}

impl Errors {
    /// One message.
    pub fn one(field: &'static str, message: String) -> Self {
        Self {
            messages: vec![(field, message)],
            form: String::new(),
        }
    }

    /// The messages of what a service refused.
    pub fn of(cx: &Cx, errors: &[FieldError]) -> Self {
        let message = |error: &FieldError| {
            (
                error.field,
                super::messages::field_error(cx.language, error),
            )
        };
        Self {
            messages: errors.iter().map(message).collect(),
            form: String::new(),
        }
    }

    /// Adds a message.
    pub fn push(&mut self, field: &'static str, message: String) {
        self.messages.push((field, message));
    }

    /// Whether the form is fine.
    pub fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    /// The same as errors of one of several forms on a page: its fields have the same name in [`Input::within`].
    pub fn within(mut self, form: impl Into<String>) -> Self {
        self.form = form.into();
        self
    }

    /// Whether they are of this form of a page.
    pub fn is_of(&self, form: &str) -> bool {
        !self.is_empty() && self.form == form
    }

    /// The message of a field.
    pub fn get(&self, field: &str) -> Option<String> {
        self.messages
            .iter()
            .find(|(found, _)| *found == field)
            .map(|(_, message)| message.clone())
    }
}

/// A form's state while it is drawn.
#[derive(Clone, Debug, Default)]
pub struct FormState {
    /// What was typed.
    pub fields: Fields,
    /// What is wrong with it.
    pub errors: Errors,
}

/// The hidden key.
pub fn hidden_key() -> impl IntoView {
    view! { <input type="hidden" name="key" value=Key::random().to_string()/> }
}

/// A hidden value.
pub fn hidden(name: &'static str, value: impl Into<String>) -> impl IntoView {
    view! { <input type="hidden" name=name value=value.into()/> }
}

/// A hidden value whose name is not known beforehand.
pub fn hidden_pair(name: String, value: String) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}

/// A list of what is wrong, at the top of the form, with the focus on it. Each entry leads to its field.
pub fn summary(cx: &Cx, state: &FormState) -> Option<impl IntoView + use<>> {
    if state.errors.is_empty() {
        return None;
    }
    let title = t!(cx.language, errors.form_summary);
    let items = state
        .errors
        .messages
        .iter()
        .map(|(field, message)| {
            let message = message.clone();
            if field.is_empty() {
                view! { <li>{message}</li> }.into_any()
            } else {
                let id = id_of(&state.errors.form, field);
                view! { <li><a href=format!("#field-{id}")>{message}</a></li> }.into_any()
            }
        })
        .collect_view();
    Some(view! {
        <div class="error-summary" role="alert" tabindex="-1" autofocus id="form-errors">
            <p><strong>{title}</strong></p>
            <ul>{items}</ul>
        </div>
    })
}

/// After a success: the page to go on with (303).
pub fn see_other(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// A path of this site to come back to, or the home page: never an address of another site.
pub fn safe_back(path: &str) -> String {
    let is_ours = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.chars().any(|c| c.is_control() || c.is_whitespace());
    if is_ours && path.len() <= 2_000 {
        path.to_owned()
    } else {
        "/".to_owned()
    }
}

/// Percent-encodes a value for a query.
pub fn encode(value: &str) -> String {
    value
        .bytes()
        .fold(String::with_capacity(value.len()), |mut out, byte| {
            if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
                out.push(char::from(byte));
            } else {
                out.push_str(&format!("%{byte:02X}"));
            }
            out
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_gone_back_to() {
        assert_eq!(safe_back("/people?page=2"), "/people?page=2");
        for bad in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "",
            "/a\r\nb",
            "/\t/evil.example",
        ] {
            assert_eq!(safe_back(bad), "/", "{bad:?}");
        }
    }

    #[test]
    fn a_query_value_survives() {
        assert_eq!(
            encode("/people?page=2&q=가"),
            "/people%3Fpage%3D2%26q%3D%EA%B0%80"
        );
    }

    #[test]
    fn fields_are_found_and_empty_ones_are_not_filled() {
        let fields = Fields::of([("name", "  ".into()), ("email", " a@b.kr ".into())]);
        assert_eq!(fields.filled("name"), None);
        assert_eq!(fields.filled("email"), Some("a@b.kr"));
        assert_eq!(fields.get("missing"), "");
    }
}
