//! The app as it is served: the site behind limits, CSRF protection, security headers and logs.

use crate::{
    files, headers,
    metrics::{self, Route},
};
use app::web::{self, AppError, AppState, Cx};
use axum::{
    Router,
    extract::{DefaultBodyLimit, MatchedPath, Request, State},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use http::{HeaderName, HeaderValue, StatusCode, header};
use services::ctx::RequestId;
use std::time::{Duration, Instant};
use tower_http::{catch_panic::CatchPanicLayer, csrf::CsrfLayer, timeout::TimeoutLayer};
use tracing::Instrument;

/// The most bytes a form may have: a megabyte of any text still comes back beside its message, although a browser
/// sends each byte of Korean as three.
const BODY_LIMIT: usize = 4 * 1024 * 1024;
/// The longest an answer may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The whole app.
pub fn build_app(state: AppState) -> Router {
    let site = web::routes(state.clone())
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            TIMEOUT,
        ))
        .layer(CsrfLayer::new())
        .layer(CatchPanicLayer::new())
        .layer(from_fn(remember_route));
    Router::new()
        .route("/healthz", axum::routing::get(|| async { "ok\n" }))
        .route(
            "/readyz",
            axum::routing::get(ready).with_state(state.clone()),
        )
        .fallback_service(site)
        .layer(from_fn_with_state(state, around))
}

/// Whether the database answers.
async fn ready(State(state): State<AppState>) -> Response {
    match services::installation::find(&state.store).await {
        Ok(Some(_)) => "ready\n".into_response(),
        Ok(None) => (StatusCode::SERVICE_UNAVAILABLE, "not founded\n").into_response(),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "not ready");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database does not answer\n",
            )
                .into_response()
        }
    }
}

/// Around every request: its id, its log line, its headers, and a page for an error that has none.
async fn around(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let start = Instant::now();
    let id = RequestId::new(&state.clock);
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let shown = loggable(&path);
    let span = tracing::info_span!("request", id = %id, %method, path = shown);
    let file = files::serve(&method, &path, request.headers());
    request.extensions_mut().insert(id);
    let (mut response, route) = match file {
        Some(response) => (response, Route::File),
        None => page(&state, request, next).instrument(span.clone()).await,
    };
    headers::add(&mut response, state.config.secure_cookies);
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response
            .headers_mut()
            .insert(HeaderName::from_static("x-request-id"), value);
    }
    let (status, taken) = (response.status(), start.elapsed());
    span.in_scope(|| {
        tracing::info!(status = status.as_u16(), ms = taken.as_millis(), "answered");
    });
    metrics::count(&method, &route, status, taken);
    response
}

/// The path as the log shows it: a link that signs somebody in is a secret.
fn loggable(path: &str) -> &str {
    if path.starts_with("/set-up/") {
        "/set-up/…"
    } else {
        path
    }
}

/// Lets the answer tell which route gave it: what stands around the routers sees the request before they do.
async fn remember_route(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    if let Some(route) = route {
        response.extensions_mut().insert(route);
    }
    response
}

/// The answer, and the route that gave it.
async fn page(state: &AppState, request: Request, next: Next) -> (Response, Route) {
    let (parts, body) = request.into_parts();
    let probe = parts.uri.path() == "/healthz" || parts.uri.path() == "/readyz";
    let asked = parts.clone();
    let probed = parts.extensions.get::<MatchedPath>().cloned();
    let response = next.run(Request::from_parts(parts, body)).await;
    let route = probed.or_else(|| response.extensions().get::<MatchedPath>().cloned());
    let route = route.map_or(Route::Unknown, |path| {
        Route::Pattern(path.as_str().to_owned())
    });
    // A page, or a server function's answer in JSON, which says itself what went wrong.
    let headers = response.headers();
    let kind = headers.get(header::CONTENT_TYPE);
    let is_page = headers.contains_key(header::CONTENT_SECURITY_POLICY)
        || kind.is_some_and(|kind| kind.as_bytes() == b"application/json");
    let answer = match AppError::from_status(response.status()) {
        Some(error) if !is_page && !probe => {
            let status = response.status();
            let cx = Cx::of(&asked, state).await;
            let mut page = web::error::page(&cx, error);
            *page.status_mut() = status;
            page
        }
        _ => response,
    };
    (answer, route)
}
