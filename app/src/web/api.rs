//! Server functions on the server: each is a route with its gate, like a page, and fails in JSON.

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use super::{AppError, Cx};
use crate::ui::api_error::ApiError;

/// Where all server functions are.
pub const PREFIX: &str = "/api/";

/// Answers a call of the server function that is registered at the request's address.
pub async fn handle(cx: Cx, request: Request) -> Response {
    leptos_axum::handle_server_fns_with_context(move || provide_context(cx.clone()), request)
        .await
        .into_response()
}

/// Who calls, within a server function.
///
/// # Errors
/// [`ApiError`] when it is called in no request.
pub fn cx() -> Result<Cx, ApiError> {
    use_context::<Cx>().ok_or_else(|| ApiError {
        code: AppError::Internal.to_string(),
        request_id: String::new(),
    })
}

/// The error of a server function, with its status.
pub fn refuse(cx: &Cx, error: AppError) -> ApiError {
    set_status(error.status());
    of(cx, error)
}

/// The status of the answer of the server function that runs.
pub fn set_status(status: StatusCode) {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.set_status(status);
    }
}

/// The answer to a call of somebody who is not signed in, or no longer.
pub fn signed_out(cx: &Cx) -> Response {
    let error = ApiError {
        code: "signed_out".to_owned(),
        request_id: cx.request_id.to_string(),
    };
    json(StatusCode::UNAUTHORIZED, &error)
}

fn of(cx: &Cx, error: AppError) -> ApiError {
    ApiError {
        code: error.to_string(),
        request_id: cx.request_id.to_string(),
    }
}

/// An answer whose error, if it is one, is JSON.
pub fn settled(cx: &Cx, answer: Response) -> Response {
    let kind = answer.headers().get(header::CONTENT_TYPE);
    let is_json = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    let error = answer.extensions().get::<AppError>().copied();
    match error.or_else(|| AppError::from_status(answer.status())) {
        Some(error) if !is_json => failed(cx, error),
        _ => answer,
    }
}

/// The answer when a call does not come as far as its function.
fn failed(cx: &Cx, error: AppError) -> Response {
    json(error.status(), &of(cx, error))
}

fn json(status: StatusCode, error: &ApiError) -> Response {
    let body = serde_json::to_string(error).unwrap_or_default();
    let mut response = (status, body).into_response();
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}
