//! What a form held, kept while it is answered: whatever goes wrong, the answer can give back what was typed.

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Multipart, Request},
    response::IntoResponse,
};
use http::{Method, header};
use leptos::prelude::*;
use services::ctx::Key;

use super::{
    AppError,
    forms::{Fields, hidden_pair},
};

/// Secrets are not sent back to the browser; they have to be typed again.
const SECRETS: [&str; 3] = ["password", "current", "repeat"];
/// What the page put into the form, not the person.
const OURS: [&str; 2] = ["key", "back"];

/// The fields of a form that was sent.
#[derive(Clone, Debug, Default)]
pub struct Kept(Vec<(String, String)>);

/// Whether the request sends a form of fields; files are not kept.
fn is_form(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE);
    request.method() == Method::POST
        && kind.is_some_and(|kind| {
            kind.as_bytes()
                .starts_with(b"application/x-www-form-urlencoded")
        })
}

impl Kept {
    /// Reads the fields and gives the request back as it was. Nothing is kept of what is no form.
    ///
    /// # Errors
    /// [`AppError::TooLarge`] when more was sent than we take; [`AppError::BadRequest`] when the sending broke off.
    pub async fn of(request: Request) -> Result<(Request, Self), AppError> {
        if !is_form(&request) {
            return Ok((request, Self::default()));
        }
        let (parts, body) = request.into_parts();
        let whole = Request::from_parts(parts.clone(), body);
        let bytes = Bytes::from_request(whole, &()).await.map_err(|rejection| {
            AppError::from_status(rejection.into_response().status())
                .unwrap_or(AppError::BadRequest)
        })?;
        let again = |bytes: Bytes| Request::from_parts(parts.clone(), Body::from(bytes));
        let fields = Fields::from_request(again(bytes.clone()), &()).await;
        let kept = fields.map_or_else(|_| Self::default(), |fields| Self::from(&fields));
        Ok((again(bytes), kept))
    }

    /// Reads a form with a file that is not let through: its fields, and the file's text under its field's name. A file
    /// that is no text, or is larger than any form may be, has to be chosen again.
    pub async fn of_upload(request: Request) -> Self {
        let mut kept = Self::default();
        let Ok(mut parts) = Multipart::from_request(request, &()).await else {
            return kept;
        };
        while let Ok(Some(part)) = parts.next_field().await {
            let name = part.name().unwrap_or_default().to_owned();
            match part.bytes().await.map(|b| String::from_utf8(b.into())) {
                Ok(Ok(text)) if !SECRETS.contains(&name.as_str()) => kept.0.push((name, text)),
                Ok(_) => {}
                Err(_) => break,
            }
        }
        kept
    }

    /// Whether there is nothing to give back.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same form, ready to be sent again. Under its old key it is the same submission, under a new one another.
    pub fn hidden(&self, new_key: bool) -> impl IntoView + use<> {
        let fields = self.0.clone().into_iter();
        fields
            .map(|(name, value)| {
                let value = if name == "key" && new_key {
                    Key::random().to_string()
                } else {
                    value
                };
                hidden_pair(name, value)
            })
            .collect_view()
    }

    /// What was typed, to be read and copied.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(|(name, value)| {
                !OURS.contains(&name.as_str()) && !value.trim().is_empty() && !is_id(value)
            })
            .map(|(_, value)| value.as_str())
    }
}

impl From<&Fields> for Kept {
    fn from(fields: &Fields) -> Self {
        let kept = fields.iter().filter(|(name, _)| !SECRETS.contains(name));
        Self(
            kept.map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        )
    }
}

/// An id that the page put into the form says nothing to people.
fn is_id(value: &str) -> bool {
    value.len() == 36 && value.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_kept_and_secrets_are_not() {
        let key = Key::random().to_string();
        let kept = Kept::from(&Fields::of([
            ("key", key.clone()),
            ("name", "김민지".into()),
            ("password", "secret".into()),
            ("person", Key::random().to_string()),
            ("empty", " ".into()),
        ]));
        assert_eq!(kept.texts().collect::<Vec<_>>(), ["김민지"]);
        assert!(kept.hidden(false).to_html().contains(&key));
        let again = kept.hidden(true).to_html();
        assert!(!again.contains(&key) && !again.contains("secret"));
        assert!(again.contains("김민지"));
    }
}
