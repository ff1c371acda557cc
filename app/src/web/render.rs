//! From a view to a response: the document around it, a nonce of its own, and the headers that go with them.

use std::sync::Arc;

use axum::response::{Html, IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use hydration_context::SsrSharedContext;
use leptos::{
    nonce::{provide_nonce, use_nonce},
    prelude::*,
};

use super::{Cx, shell::Shell};

/// The Content-Security-Policy of an answer. Without a nonce no inline script runs at all.
pub fn content_security_policy(nonce: Option<&str>) -> String {
    let nonce = nonce
        .map(|nonce| format!(" 'nonce-{nonce}'"))
        .unwrap_or_default();
    format!(
        "default-src 'none'; script-src 'self'{nonce} 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// A page that only reads: no script is loaded.
pub fn render<V: IntoView + 'static>(
    cx: &Cx,
    status: StatusCode,
    title: impl Into<String>,
    view: impl FnOnce() -> V,
) -> Response {
    document(cx, status, title.into(), false, view)
}

/// A page with islands: the script that wakes them up is loaded.
pub fn render_with_islands<V: IntoView + 'static>(
    cx: &Cx,
    status: StatusCode,
    title: impl Into<String>,
    view: impl FnOnce() -> V,
) -> Response {
    document(cx, status, title.into(), true, view)
}

/// All data were read before, so that nothing in a view waits: one pass makes the whole document.
fn document<V: IntoView + 'static>(
    cx: &Cx,
    status: StatusCode,
    title: String,
    islands: bool,
    view: impl FnOnce() -> V,
) -> Response {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let (html, nonce) = owner.with(|| {
        provide_nonce();
        let nonce = use_nonce().map(|nonce| nonce.to_string());
        let html = Shell::new(cx, title, islands).view(view).to_html();
        (html, nonce)
    });
    drop(owner);

    let html = without_preload(&html);
    let mut response = (status, Html(format!("<!DOCTYPE html>{html}"))).into_response();
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&content_security_policy(nonce.as_deref())) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    headers.insert(
        header::VARY,
        HeaderValue::from_static("Cookie, Accept-Language"),
    );
    headers.insert(
        HeaderName::from_static("content-language"),
        HeaderValue::from_static(cx.language.code()),
    );
    response
}

/// Leptos has the browser fetch the islands' code ahead of the script that uses it. A browser that runs no script
/// fetches it for nothing, and says so in its console. What people write is escaped and holds no such tag.
fn without_preload(html: &str) -> String {
    let Some((before, rest)) = html.split_once("<link rel=\"preload\"") else {
        return html.to_owned();
    };
    let after = rest.split_once('>').map_or("", |(_, after)| after);
    format!("{before}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_scripts_of_its_own_nonce_and_nothing_unsafe() {
        let policy = content_security_policy(Some("abc"));
        assert!(policy.contains("'nonce-abc'"));
        assert!(!policy.replace("wasm-unsafe-eval", "").contains("unsafe"));
        assert!(!content_security_policy(None).contains("nonce"));
    }
}
