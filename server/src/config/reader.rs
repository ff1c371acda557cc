//! Reads values, and notes everything that is wrong with them.

use super::{
    Config, ConfigError,
    keys::{self, KEYS},
};
use app::web::{client::Network, safety::SafetyRoutes};
use std::{collections::BTreeMap, path::Path};

/// The values, and what was wrong so far.
pub(super) struct Reader {
    values: BTreeMap<&'static str, String>,
    wrong: Vec<String>,
}

impl Reader {
    /// What the file and the environment say; the environment has the last word.
    pub(super) fn new(file: &str, env: &impl Fn(&str) -> Option<String>) -> Self {
        let mut reader = Self {
            values: BTreeMap::new(),
            wrong: Vec::new(),
        };
        reader.read_file(file);
        for key in KEYS {
            if let Some(value) = env(key.env).filter(|v| !v.is_empty()) {
                reader.values.insert(key.name, value);
            }
        }
        reader
    }

    /// Gives the configuration back, if nothing was wrong.
    pub(super) fn finish(self, config: Config) -> Result<Config, ConfigError> {
        if self.wrong.is_empty() {
            Ok(config)
        } else {
            Err(ConfigError(self.wrong))
        }
    }

    fn read_file(&mut self, file: &str) {
        let table = match file.parse::<toml::Table>() {
            Ok(table) => table,
            Err(e) => {
                return self
                    .wrong
                    .push(format!("  the file is not TOML: {}", e.message()));
            }
        };
        for (name, value) in table {
            match keys::named(&name) {
                None => self.wrong.push(format!(
                    "  {name}: there is no such key; the nearest is {}",
                    keys::nearest(&name)
                )),
                Some(key) => match value.as_str() {
                    Some(text) => drop(self.values.insert(key.name, text.to_owned())),
                    None => self
                        .wrong
                        .push(format!("  {name}: takes a text in quotes. {}", key.about)),
                },
            }
        }
    }

    /// The value, or the default where there is one.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let default = keys::named(name).map_or("", |key| key.default);
        self.values
            .get(name)
            .cloned()
            .or_else(|| (!default.is_empty()).then(|| default.to_owned()))
    }

    pub(super) fn refuse(&mut self, name: &str, takes: &str) {
        let key = keys::named(name);
        let shown = match key {
            Some(key) if key.secret => "(a secret)".to_owned(),
            _ => format!("{:?}", self.text(name).unwrap_or_default()),
        };
        let env = key.map_or("", |k| k.env);
        self.wrong
            .push(format!("  {name} ({env}) is {shown}: it takes {takes}"));
    }

    pub(super) fn parsed<T: std::str::FromStr>(&mut self, name: &str, takes: &str) -> Option<T> {
        let parsed = self.text(name)?.parse().ok();
        if parsed.is_none() {
            self.refuse(name, takes);
        }
        parsed
    }

    pub(super) fn one_of(&mut self, name: &str, words: &[&str]) -> Option<usize> {
        let value = self.text(name)?;
        let found = words.iter().position(|w| *w == value);
        if found.is_none() {
            self.refuse(name, &words.join(" or "));
        }
        found
    }

    pub(super) fn public_url(&mut self) -> String {
        let url = self.text("public_url").unwrap_or_default();
        if !(url.is_empty() || url.starts_with("http://") || url.starts_with("https://")) {
            self.refuse(
                "public_url",
                "an address that begins with https:// or http://",
            );
        }
        url.trim_end_matches('/').to_owned()
    }

    pub(super) fn database_url(&mut self, data_dir: &Path) -> String {
        match self.text("database_url") {
            None => format!("sqlite://{}?mode=rwc", data_dir.join("jasin.db").display()),
            Some(url) => {
                if !["postgres://", "postgresql://", "sqlite:"]
                    .iter()
                    .any(|p| url.starts_with(p))
                {
                    self.refuse(
                        "database_url",
                        "postgres://… or sqlite:///path/file.db?mode=rwc",
                    );
                }
                url
            }
        }
    }

    pub(super) fn filter(&mut self, name: &str) -> String {
        let text = self.text(name).unwrap_or_default();
        if text
            .parse::<tracing_subscriber::filter::targets::Targets>()
            .is_err()
        {
            self.refuse(name, "a filter such as info or info,services=debug");
        }
        text
    }

    pub(super) fn safety_routes(&mut self, name: &str) -> SafetyRoutes {
        let text = self.text(name).unwrap_or_default();
        SafetyRoutes::parse(&text).unwrap_or_else(|_| {
            let takes = "ways by country separated by semicolons, such as KR=02-000-0000; *=safety@company.example";
            self.refuse(name, takes);
            SafetyRoutes::default()
        })
    }

    pub(super) fn networks(&mut self, name: &str) -> Vec<Network> {
        let text = self.text(name).unwrap_or_default();
        let parts = text.split(',').map(str::trim).filter(|p| !p.is_empty());
        let parsed: Result<Vec<Network>, _> = parts.map(str::parse).collect();
        parsed.unwrap_or_else(|_| {
            self.refuse(
                name,
                "networks separated by commas, such as 10.0.0.0/8, 192.0.2.7",
            );
            Vec::new()
        })
    }
}
