//! What the pages of one process share.

use std::sync::Arc;

use services::{accounts::LinkKey, clock::Clock, store::Store};

use super::{assets::Assets, client::Network, safety::SafetyRoutes};

/// Shared by every request. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The one door to the database.
    pub store: Store,
    /// The only source of "now".
    pub clock: Clock,
    /// The addresses of style sheet and script.
    pub assets: Arc<Assets>,
    /// The part of the configuration that pages need.
    pub config: Arc<WebConfig>,
}

/// The part of the configuration that pages need.
#[derive(Clone, Debug, Default)]
pub struct WebConfig {
    /// Whether people reach us by https: cookies are then `Secure` and the session's has the prefix `__Host-`.
    pub secure_cookies: bool,
    /// Proxies whose `X-Forwarded-For` we believe.
    pub trusted_proxies: Vec<Network>,
    /// Whether the database holds the demo company. Every page says so.
    pub demo: bool,
    /// Whether mail can be sent: what rests on it is offered only then.
    pub mail: bool,
    /// Whom people ask about their data, as it stands in the privacy notice.
    pub privacy_contact: Option<String>,
    /// Where adverse events are told, by country.
    pub safety: SafetyRoutes,
    /// Where people reach us, without a slash at the end; what is printed names it.
    pub address: String,
    /// Makes and reads the marks of known browsers.
    pub links: LinkKey,
}

impl AppState {
    /// The state of a process.
    pub fn new(store: Store, clock: Clock, assets: Assets, config: WebConfig) -> Self {
        Self {
            store,
            clock,
            assets: Arc::new(assets),
            config: Arc::new(config),
        }
    }
}

impl WebConfig {
    /// The name of the session's cookie. Browsers accept the prefixed name only over https.
    pub fn session_cookie(&self) -> &'static str {
        if self.secure_cookies {
            "__Host-jasin"
        } else {
            "jasin"
        }
    }

    /// The name of the cookie that says somebody signed in from this browser before.
    pub fn browser_cookie(&self) -> &'static str {
        if self.secure_cookies {
            "__Host-jasin-browser"
        } else {
            "jasin-browser"
        }
    }
}
