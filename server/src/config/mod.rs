//! The configuration: environment first, then an optional TOML file, then defaults.
//!
//! [`keys`] has the table of them, [`mail`] what belongs to sending mail.

pub mod keys;
pub mod mail;
mod reader;

pub use keys::{KEYS, Key, help};
pub use mail::Smtp;

use app::web::{client::Network, safety::SafetyRoutes};
use reader::Reader;
use std::{net::SocketAddr, path::PathBuf};

/// The configuration, every value parsed.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to serve.
    pub listen: SocketAddr,
    /// Where people reach it.
    pub public_url: String,
    /// The data folder.
    pub data_dir: PathBuf,
    /// The database; a secret, because it may hold a password.
    pub database_url: String,
    /// The file of the signing key.
    pub signing_key_file: PathBuf,
    /// Where metrics are served, if anywhere.
    pub metrics_listen: Option<SocketAddr>,
    /// Whether logs are JSON.
    pub log_json: bool,
    /// What is logged.
    pub log: String,
    /// Proxies whose word is believed.
    pub trusted_proxies: Vec<Network>,
    /// How mail is sent, if it is.
    pub smtp: Option<Smtp>,
    /// Whom people ask about their data.
    pub privacy_contact: Option<String>,
    /// Where adverse events are told, by country.
    pub safety_routes: SafetyRoutes,
    /// The demo's password, if one was given.
    pub demo_password: Option<String>,
}

/// Everything that is wrong with the configuration.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the configuration cannot be used:\n{}", .0.join("\n"))]
pub struct ConfigError(pub Vec<String>);

/// Reads the configuration of this process.
///
/// # Errors
/// [`ConfigError`] with every wrong key: its name, its value unless secret, and what it takes.
pub fn load(file: Option<&std::path::Path>) -> Result<Config, ConfigError> {
    let text = match file {
        None => String::new(),
        Some(path) => std::fs::read_to_string(path)
            .map_err(|e| ConfigError(vec![format!("  {}: {e}", path.display())]))?,
    };
    parse(&text, |name| std::env::var(name).ok())
}

/// Parses a file's text and an environment.
///
/// # Errors
/// As [`load`].
pub fn parse(file: &str, env: impl Fn(&str) -> Option<String>) -> Result<Config, ConfigError> {
    let mut reader = Reader::new(file, &env);
    let home = || {
        let xdg = env("XDG_DATA_HOME")
            .filter(|v| !v.is_empty())
            .map(PathBuf::from);
        let home = || env("HOME").map(|h| PathBuf::from(h).join(".local/share"));
        xdg.or_else(home)
            .unwrap_or_else(|| ".".into())
            .join("jasin")
    };
    let data_dir = reader.text("data_dir").map_or_else(home, PathBuf::from);
    let data_dir = std::path::absolute(&data_dir).unwrap_or(data_dir);
    let listen = reader.parsed("listen", "an address and port, such as 127.0.0.1:3000");
    let metrics = match reader.text("metrics_listen").as_deref() {
        Some("off") => None,
        _ => reader.parsed(
            "metrics_listen",
            "an address and port, such as 127.0.0.1:9464, or off",
        ),
    };
    let config = Config {
        listen: listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000))),
        public_url: reader.public_url(),
        database_url: reader.database_url(&data_dir),
        signing_key_file: reader
            .text("signing_key_file")
            .map_or_else(|| data_dir.join("signing.key"), Into::into),
        metrics_listen: metrics,
        log_json: reader.one_of("log_format", &["text", "json"]) == Some(1),
        log: reader.filter("log"),
        trusted_proxies: reader.networks("trusted_proxies"),
        smtp: mail::read(&mut reader),
        privacy_contact: reader.text("privacy_contact"),
        safety_routes: reader.safety_routes("safety_routes"),
        demo_password: reader.text("demo_password"),
        data_dir,
    };
    reader.finish(config)
}

impl Config {
    /// Whether people come by https.
    #[must_use]
    pub fn https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Where people reach it, without a slash at the end.
    #[must_use]
    pub fn address(&self) -> String {
        if self.public_url.is_empty() {
            format!("http://{}", self.listen)
        } else {
            self.public_url.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn of(file: &str, env: &[(&str, &str)]) -> Result<Config, ConfigError> {
        parse(file, |name| {
            env.iter()
                .find(|(n, _)| *n == name)
                .map(|(_, v)| (*v).to_owned())
        })
    }

    #[test]
    fn the_environment_comes_before_the_file_and_the_file_before_defaults() {
        let config = of(
            "listen = \"127.0.0.1:1\"\nlog_format = \"json\"",
            &[("JASIN_LISTEN", "127.0.0.1:2")],
        )
        .unwrap();
        assert_eq!(config.listen.port(), 2);
        assert!(config.log_json);
        assert_eq!(config.metrics_listen.unwrap().port(), 9464);
        assert!(!config.https());
        assert!(
            of("", &[("JASIN_METRICS_LISTEN", "off")])
                .unwrap()
                .metrics_listen
                .is_none()
        );
    }

    #[test]
    fn everything_wrong_is_named_at_once_and_secrets_are_not_shown() {
        let env = [
            ("JASIN_LISTEN", "nowhere"),
            ("DATABASE_URL", "mysql://u:hunter2@h/d"),
        ];
        let ConfigError(wrong) = of("lisen = \"x\"\nlog_format = \"xml\"", &env).unwrap_err();
        let text = wrong.join("\n");
        assert!(
            text.contains("lisen: there is no such key; the nearest is listen"),
            "{text}"
        );
        assert!(
            text.contains("listen (JASIN_LISTEN) is \"nowhere\": it takes an address and port"),
            "{text}"
        );
        assert!(
            text.contains("log_format (JASIN_LOG_FORMAT) is \"xml\": it takes text or json"),
            "{text}"
        );
        assert!(
            text.contains("database_url (DATABASE_URL) is (a secret)"),
            "{text}"
        );
        assert!(!text.contains("hunter2"));
    }
}
