//! `Set-Cookie` headers.

use http::{HeaderValue, header};

use axum::response::Response;
use domain::ids::PersonId;

use super::WebConfig;

/// How long a language or a theme is remembered: a year.
const PREFERENCE_SECONDS: i64 = 365 * 24 * 60 * 60;

/// Sets the session's cookie. It lasts as long as the browser, and the server ends it earlier.
pub fn set_session(response: &mut Response, config: &WebConfig, token: &str) {
    append(
        response,
        format!(
            "{}={token}; {}",
            config.session_cookie(),
            attributes(config)
        ),
    );
}

/// Remembers that a person signed in from this browser, so that other people's guesses do not hold them up here. It
/// signs nobody in.
pub fn set_known_browser(response: &mut Response, config: &WebConfig, person: PersonId) {
    set_preference(
        response,
        config,
        config.browser_cookie(),
        &config.links.known_browser(person).to_string(),
    );
}

/// Takes the session's cookie away.
pub fn clear_session(response: &mut Response, config: &WebConfig) {
    append(
        response,
        format!(
            "{}=; Max-Age=0; {}",
            config.session_cookie(),
            attributes(config)
        ),
    );
}

/// Remembers a preference of this browser.
pub fn set_preference(response: &mut Response, config: &WebConfig, name: &str, value: &str) {
    append(
        response,
        format!(
            "{name}={value}; Max-Age={PREFERENCE_SECONDS}; {}",
            attributes(config)
        ),
    );
}

fn attributes(config: &WebConfig) -> &'static str {
    if config.secure_cookies {
        "Path=/; HttpOnly; SameSite=Lax; Secure"
    } else {
        "Path=/; HttpOnly; SameSite=Lax"
    }
}

fn append(response: &mut Response, cookie: String) {
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cookie(config: &WebConfig) -> String {
        let mut response = Response::default();
        set_session(&mut response, config, "abc");
        response.headers()[header::SET_COOKIE]
            .to_str()
            .unwrap()
            .to_owned()
    }

    #[test]
    fn over_https_the_cookie_is_bound_to_this_host() {
        let config = WebConfig {
            secure_cookies: true,
            ..WebConfig::default()
        };
        assert_eq!(
            cookie(&config),
            "__Host-jasin=abc; Path=/; HttpOnly; SameSite=Lax; Secure"
        );
        assert_eq!(
            cookie(&WebConfig::default()),
            "jasin=abc; Path=/; HttpOnly; SameSite=Lax"
        );
    }
}
