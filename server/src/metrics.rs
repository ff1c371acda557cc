//! Metrics, on a listener of their own.

use axum::{Router, routing::get};
use http::{Method, StatusCode};
use metrics_exporter_prometheus::{
    BuildError, PrometheusBuilder, PrometheusHandle, PrometheusRecorder,
};
use std::time::Duration;

/// Starts collecting.
///
/// # Errors
/// When something collects already.
pub fn install() -> anyhow::Result<PrometheusHandle> {
    let recorder = recorder()?;
    let handle = recorder.handle();
    ::metrics::set_global_recorder(recorder)?;
    Ok(handle)
}

/// What collects.
///
/// # Errors
/// When the buckets cannot be used.
pub fn recorder() -> Result<PrometheusRecorder, BuildError> {
    let buckets = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0];
    Ok(PrometheusBuilder::new()
        .set_buckets(&buckets)?
        .build_recorder())
}

/// What is served there.
pub fn router(handle: PrometheusHandle) -> Router {
    Router::new().route("/metrics", get(move || std::future::ready(handle.render())))
}

/// Who answered. Never the address that was asked for: each label is a series of its own, and anybody can make up
/// addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// A file.
    File,
    /// The route with this pattern, such as `/people/{id}`.
    Pattern(String),
    /// No route has this address.
    Unknown,
}

impl Route {
    fn label(&self) -> String {
        match self {
            Self::File => "file".to_owned(),
            Self::Pattern(pattern) => pattern.clone(),
            Self::Unknown => "unknown".to_owned(),
        }
    }
}

/// Counts an answered request.
pub fn count(method: &Method, route: &Route, status: StatusCode, taken: Duration) {
    let method = known(method);
    let class = format!("{}xx", status.as_u16() / 100);
    let labels = [
        ("method", method.to_owned()),
        ("route", route.label()),
        ("status", class),
    ];
    ::metrics::counter!("jasin_requests_total", &labels).increment(1);
    let labels = [("method", method.to_owned()), ("route", route.label())];
    ::metrics::histogram!("jasin_request_seconds", &labels).record(taken.as_secs_f64());
}

/// The method's name; one for all that anybody may make up.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
