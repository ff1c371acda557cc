//! Errors as people meet them: what happened, what was kept, what to do, and the request id to tell the administrator.

use axum::response::{IntoResponse, Response};
use domain::language::Language;
use http::StatusCode;
use leptos::prelude::*;
use services::Error;

use super::{Cx, kept::Kept, render};
use crate::t;

/// What a handler gives: a response, or an error that becomes a page.
pub type PageResult = Result<Response, AppError>;

/// What went wrong, as far as it concerns who asked. Never a source: that was logged where it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AppError {
    /// The request makes no sense.
    #[error("bad_request")]
    BadRequest,
    /// Signed in, but not allowed.
    #[error("forbidden")]
    Forbidden,
    /// Nothing is there, or nothing that they may know of.
    #[error("not_found")]
    NotFound,
    /// The address exists, but not for this method.
    #[error("method_not_allowed")]
    MethodNotAllowed,
    /// Something else was changed meanwhile.
    #[error("conflict")]
    Conflict,
    /// More was sent than we take.
    #[error("too_large")]
    TooLarge,
    /// What was sent is not valid, and no form could say so beside its field.
    #[error("invalid")]
    Invalid,
    /// Too many tries.
    #[error("too_many")]
    TooMany,
    /// Our fault.
    #[error("internal")]
    Internal,
    /// The database does not answer for now.
    #[error("unavailable")]
    Unavailable,
}

impl AppError {
    /// The status of the answer.
    pub fn status(self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The error of a status that something below us answered with; `None` for a success or a redirect.
    pub fn from_status(status: StatusCode) -> Option<Self> {
        Some(match status {
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::CONFLICT => Self::Conflict,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNPROCESSABLE_ENTITY => Self::Invalid,
            StatusCode::TOO_MANY_REQUESTS => Self::TooMany,
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => Self::Unavailable,
            status if status.is_server_error() => Self::Internal,
            status if status.is_client_error() => Self::BadRequest,
            _ => return None,
        })
    }
}

impl From<Error> for AppError {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            Error::Forbidden => Self::Forbidden,
            Error::Conflict(..) => Self::Conflict,
            Error::Invalid(..) => Self::Invalid,
            Error::Unavailable(reason) => {
                tracing::warn!(reason, "not available");
                Self::Unavailable
            }
            Error::Internal(source) => {
                tracing::error!(error = ?source, "internal error");
                Self::Internal
            }
        }
    }
}

impl IntoResponse for AppError {
    /// The bare status, marked with the error: the gate, which knows who asks, puts the page around it.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The error as a page in the language of who asks.
pub fn page(cx: &Cx, error: AppError) -> Response {
    page_keeping(cx, error, &Kept::default())
}

/// The same in answer to a form: with everything that was typed, to be sent again where that can help.
pub fn page_keeping(cx: &Cx, error: AppError, kept: &Kept) -> Response {
    let lang = cx.language;
    let (title, happened, next) = words(lang, error);
    let home = t!(lang, errors.home);
    let request = t!(lang, errors.request_id);
    let id = cx.request_id.to_string();
    let kept = (!kept.is_empty()).then(|| kept_view(cx, error, kept));
    let mut response = render::render(cx, error.status(), title.clone(), move || {
        view! {
            <article class="prose error-page">
                <h1>{title}</h1>
                <p>{happened}</p>
                <p>{next}</p>
                {kept}
                <p><a class="button" href="/">{home}</a></p>
                <p class="muted">{request} " " <code>{id}</code></p>
            </article>
        }
    });
    response.extensions_mut().insert(error);
    response
}

/// What was typed. A conflict is sent again as another submission; what failed on our side as the same one.
fn kept_view(cx: &Cx, error: AppError, kept: &Kept) -> impl IntoView + use<> {
    let lang = cx.language;
    let again = match error {
        AppError::Conflict | AppError::Invalid => Some(true),
        AppError::TooMany | AppError::Internal | AppError::Unavailable => Some(false),
        _ => None,
    };
    let form = again.map(|new_key| {
        view! {
            <form method="post" action=cx.path.clone()>
                {kept.hidden(new_key)}
                <button class="button-secondary" type="submit">{t!(lang, errors.send_again)}</button>
            </form>
        }
    });
    let texts: Vec<_> = kept
        .texts()
        .map(|text| view! { <li class="pre-wrap">{text.to_owned()}</li> })
        .collect();
    let list = (!texts.is_empty()).then(|| {
        view! {
            <h2>{t!(lang, errors.kept)}</h2>
            <ul>{texts}</ul>
        }
    });
    view! { {list} {form} }
}

/// What happened, as a title and a sentence, and what to do.
fn words(lang: Language, error: AppError) -> (String, String, String) {
    match error {
        AppError::BadRequest => (
            t!(lang, errors.bad_request_title),
            t!(lang, errors.bad_request),
            t!(lang, errors.bad_request_next),
        ),
        AppError::Forbidden => (
            t!(lang, errors.forbidden_title),
            t!(lang, errors.forbidden),
            t!(lang, errors.forbidden_next),
        ),
        AppError::NotFound => (
            t!(lang, errors.not_found_title),
            t!(lang, errors.not_found),
            t!(lang, errors.not_found_next),
        ),
        AppError::MethodNotAllowed => (
            t!(lang, errors.method_title),
            t!(lang, errors.method),
            t!(lang, errors.method_next),
        ),
        AppError::Conflict => (
            t!(lang, errors.conflict_title),
            t!(lang, errors.conflict),
            t!(lang, errors.conflict_next),
        ),
        AppError::TooLarge => (
            t!(lang, errors.too_large_title),
            t!(lang, errors.too_large),
            t!(lang, errors.too_large_next),
        ),
        AppError::Invalid => (
            t!(lang, errors.invalid_title),
            t!(lang, errors.invalid),
            t!(lang, errors.invalid_next),
        ),
        AppError::TooMany => (
            t!(lang, errors.too_many_title),
            t!(lang, errors.too_many),
            t!(lang, errors.too_many_next),
        ),
        AppError::Internal => (
            t!(lang, errors.internal_title),
            t!(lang, errors.internal),
            t!(lang, errors.internal_next),
        ),
        AppError::Unavailable => (
            t!(lang, errors.unavailable_title),
            t!(lang, errors.unavailable),
            t!(lang, errors.unavailable_next),
        ),
    }
}

/// The page for an address that does not exist: the router's fallback.
pub async fn not_found_page(cx: Cx) -> Response {
    page(&cx, AppError::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failing_status_has_a_page_and_no_success_has() {
        for code in 400..600 {
            assert!(
                AppError::from_status(StatusCode::from_u16(code).unwrap()).is_some(),
                "{code}"
            );
        }
        for code in 200..400 {
            assert_eq!(
                AppError::from_status(StatusCode::from_u16(code).unwrap()),
                None,
                "{code}"
            );
        }
        assert_eq!(
            AppError::from_status(StatusCode::CONFLICT)
                .unwrap()
                .status(),
            StatusCode::CONFLICT
        );
    }
}
