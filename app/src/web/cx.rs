//! Who asks, in which language and theme: read once for each request.

use std::{convert::Infallible, net::IpAddr, net::SocketAddr, sync::Arc};

use axum::extract::{ConnectInfo, FromRequestParts};
use domain::{
    accounts::{Role, device},
    ids::PersonId,
    language::Language,
    policy::{self, Access, Action},
};
use http::{HeaderMap, header, request::Parts};
use services::{
    accounts::{
        Known, KnownBrowser, Token,
        session::{self, SessionView},
    },
    ctx::{Actor, Ctx, Key, RequestId},
};

use super::{AppState, client};

/// The cookie that keeps the language of someone who is not signed in.
pub const LANGUAGE_COOKIE: &str = "jasin-language";
/// The cookie that keeps light or dark.
pub const THEME_COOKIE: &str = "jasin-theme";

/// How the pages are coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the operating system says.
    #[default]
    System,
    /// Paper.
    Light,
    /// Ink.
    Dark,
}

impl Theme {
    /// The value in the cookie and in `data-theme`.
    pub fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a code; unknown ones are the system's.
    pub fn from_code(code: &str) -> Self {
        match code {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }
}

/// The context of one request. Cheap to clone.
#[derive(Clone)]
pub struct Cx {
    /// Shared by all requests.
    pub state: AppState,
    /// The person's language, then the cookie's, then the browser's, then Korean.
    pub language: Language,
    /// Light, dark or the system's.
    pub theme: Theme,
    /// The session of whoever is signed in.
    pub session: Option<Arc<SessionView>>,
    /// Whether a session was named and could not be read: who asks cannot be known for now.
    pub unknown: bool,
    /// On every line of the log and every error page.
    pub request_id: RequestId,
    /// The path that was asked for, with its query, to come back to.
    pub path: String,
    /// Where the request came from, proxies that we trust left out.
    pub client: Option<IpAddr>,
    /// What kind of browser asks, if it says so.
    pub device: Option<String>,
    /// What the browser keeps since somebody signed in from it.
    browser_mark: Option<KnownBrowser>,
}

impl Cx {
    /// The context of a request: looks the session up.
    pub async fn of(parts: &Parts, state: &AppState) -> Self {
        let mut unknown = false;
        let session = match cookie(&parts.headers, state.config.session_cookie())
            .and_then(Token::parse)
        {
            Some(token) => match session::lookup(&state.store, &token, state.clock.now()).await {
                Ok(session) => session.map(Arc::new),
                Err(error) => {
                    tracing::error!(
                        error = &error as &dyn std::error::Error,
                        "the session could not be read"
                    );
                    unknown = true;
                    None
                }
            },
            None => None,
        };
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip());
        Self {
            language: language(session.as_deref(), &parts.headers),
            theme: cookie(&parts.headers, THEME_COOKIE)
                .map(Theme::from_code)
                .unwrap_or_default(),
            session,
            unknown,
            request_id: parts
                .extensions
                .get::<RequestId>()
                .cloned()
                .unwrap_or_else(|| RequestId::new(&state.clock)),
            path: parts
                .uri
                .path_and_query()
                .map_or_else(|| "/".to_owned(), ToString::to_string),
            client: client::address(peer, &parts.headers, &state.config.trusted_proxies),
            device: parts
                .headers
                .get(header::USER_AGENT)
                .and_then(|value| value.to_str().ok())
                .and_then(device::device),
            browser_mark: cookie(&parts.headers, state.config.browser_cookie())
                .and_then(KnownBrowser::parse),
            state: state.clone(),
        }
    }

    /// The context for a service call. `key` makes a second call with it answer as the first did.
    pub fn ctx(&self, key: Key) -> Ctx {
        Ctx {
            clock: self.state.clock.clone(),
            actor: self.person().map_or(Actor::Anonymous, Actor::Person),
            zone: self.session.as_ref().map_or_else(
                || "UTC".to_owned(),
                |session| session.person.time_zone.to_string(),
            ),
            reauthenticated_at: self
                .session
                .as_ref()
                .and_then(|session| session.reauthenticated_at),
            key,
            request_id: self.request_id,
            language: self.language,
            device: self.device.clone(),
        }
    }

    /// Who is signed in.
    pub fn person(&self) -> Option<PersonId> {
        self.session.as_ref().map(|session| session.person.id)
    }

    /// The mark of a browser from which somebody signed in before.
    pub fn known_browser(&self) -> Option<Known> {
        let mark = self.browser_mark.clone()?;
        let key = self.state.config.links.clone();
        Some(Known { mark, key })
    }

    /// Whether any role of the signed-in person opens this action at all. What exactly it opens is decided inside the
    /// command, on rows read there.
    pub fn may(&self, action: Action) -> bool {
        self.session.as_ref().is_some_and(|session| {
            let everyone = std::iter::once(Role::Employee);
            everyone
                .chain(session.roles.iter().map(|(role, _)| *role))
                .any(|role| policy::access(role, action) != Access::Never)
        })
    }

    /// The path without its query.
    pub fn bare_path(&self) -> &str {
        self.path.split('?').next().unwrap_or("/")
    }
}

impl FromRequestParts<AppState> for Cx {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        if let Some(cx) = parts.extensions.get::<Cx>() {
            return Ok(cx.clone());
        }
        let cx = Self::of(parts, state).await;
        parts.extensions.insert(cx.clone());
        Ok(cx)
    }
}

/// The value of a cookie of the request.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

fn language(session: Option<&SessionView>, headers: &HeaderMap) -> Language {
    session
        .map(|session| session.person.language)
        .or_else(|| cookie(headers, LANGUAGE_COOKIE).and_then(Language::from_code))
        .or_else(|| {
            let wanted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
            Language::from_accept_language(wanted)
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(header::HeaderName, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.clone(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn the_cookie_comes_before_the_browser_and_korean_is_the_default() {
        assert_eq!(language(None, &HeaderMap::new()), Language::Ko);
        assert_eq!(
            language(
                None,
                &headers(&[(header::ACCEPT_LANGUAGE, "en-GB,ko;q=0.5")])
            ),
            Language::En
        );
        let both = headers(&[
            (header::ACCEPT_LANGUAGE, "en"),
            (header::COOKIE, "a=b; jasin-language=ko"),
        ]);
        assert_eq!(language(None, &both), Language::Ko);
    }

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let headers = headers(&[(header::COOKIE, "xjasin=1; jasin=2")]);
        assert_eq!(cookie(&headers, "jasin"), Some("2"));
        assert_eq!(cookie(&headers, "asin"), None);
    }
}
