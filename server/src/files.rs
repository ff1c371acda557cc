//! Files of the browser: inside the binary, compressed beforehand, cached for good under their hashes.

use app::web::assets::Assets;
use axum::{body::Body, response::Response};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use rust_embed::{EmbeddedFile, RustEmbed};

/// What `cargo xtask build` made. A debug build reads it from the disk.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/site"]
#[allow_missing = true]
struct Site;

/// The names under which the pages find their files.
///
/// # Errors
/// When `assets.json` is there and cannot be read.
pub fn assets() -> anyhow::Result<Assets> {
    match Site::get("assets.json") {
        Some(file) => Ok(Assets::from_json(std::str::from_utf8(&file.data)?)?),
        None => Ok(Assets::default()),
    }
}

/// The file of the path, in the best form the browser takes; none when there is no such file.
#[must_use]
pub fn serve(method: &Method, path: &str, headers: &HeaderMap) -> Option<Response> {
    let name = path.trim_start_matches('/');
    let served = name.starts_with("pkg/") || name.starts_with("assets/");
    // A debug build reads from the disk, where a step up would lead out of the two folders.
    let climbs = name.split('/').any(|step| step == "..");
    if !served || climbs || name.ends_with(".br") || name.ends_with(".gz") {
        return None;
    }
    let plain = Site::get(name)?;
    if !matches!(*method, Method::GET | Method::HEAD) {
        return Some(status(StatusCode::METHOD_NOT_ALLOWED));
    }
    let (file, encoding) = best(name, headers).unwrap_or((plain, None));
    let etag = format!("\"{}\"", hex::encode(&file.metadata.sha256_hash()[..16]));
    let unchanged = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|v| v.as_bytes() == etag.as_bytes());
    let mut response = if unchanged {
        status(StatusCode::NOT_MODIFIED)
    } else {
        full(method, &file)
    };
    let out = response.headers_mut();
    out.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(content_type(name)),
    );
    out.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    out.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Some(encoding) = encoding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        out.insert(header::ETAG, etag);
    }
    Some(response)
}

fn full(method: &Method, file: &EmbeddedFile) -> Response {
    let length = file.data.len();
    let body = if method == Method::HEAD {
        Body::empty()
    } else {
        Body::from(file.data.to_vec())
    };
    let mut response = Response::new(body);
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, length.into());
    response
}

fn status(code: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = code;
    response
}

fn best(name: &str, headers: &HeaderMap) -> Option<(EmbeddedFile, Option<&'static str>)> {
    let accepted = headers.get(header::ACCEPT_ENCODING)?.to_str().ok()?;
    let accepts = |wanted: &str| {
        accepted.split(',').any(|part| {
            let mut pieces = part.split(';').map(str::trim);
            pieces.next() == Some(wanted)
                && !pieces.any(|q| q.trim_start_matches("q=").parse() == Ok(0.0))
        })
    };
    [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(encoding, _)| accepts(encoding))
        .find_map(|(encoding, ending)| {
            Some((Site::get(&format!("{name}.{ending}"))?, Some(encoding)))
        })
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("png") => "image/png",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_outside_is_not_served() {
        for path in [
            "/assets.json",
            "/assets/../assets.json",
            "/pkg/../../jasin.db",
            "/etc/passwd",
            "/pkg/none.js",
        ] {
            assert!(
                serve(&Method::GET, path, &HeaderMap::new()).is_none(),
                "{path}"
            );
        }
    }

    #[test]
    fn each_kind_has_its_type() {
        assert_eq!(content_type("pkg/a_bg.wasm"), "application/wasm");
        assert_eq!(content_type("assets/a"), "application/octet-stream");
    }
}
