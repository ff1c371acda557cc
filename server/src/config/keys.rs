//! The table of every key, which `jasin serve --help` and docs/operations.md are written from.

/// One key.
#[derive(Debug)]
pub struct Key {
    /// Its name in the TOML file.
    pub name: &'static str,
    /// Its name in the environment.
    pub env: &'static str,
    /// What holds when it is set nowhere.
    pub default: &'static str,
    /// What it is for, and what it takes.
    pub about: &'static str,
    /// Whether its value must never be shown.
    pub secret: bool,
}

macro_rules! keys {
    ($($name:literal, $env:literal, $default:literal, $secret:literal, $about:literal;)+) => {
        /// Every key.
        pub const KEYS: &[Key] = &[$(Key { name: $name, env: $env, default: $default, about: $about, secret: $secret }),+];
    };
}

keys! {
    "listen", "JASIN_LISTEN", "127.0.0.1:3000", false, "Address and port to serve on.";
    "public_url", "JASIN_PUBLIC_URL", "", false, "Address people reach it by, such as https://jasin.example; with https, cookies are Secure. Empty: http at the listen address.";
    "data_dir", "JASIN_DATA_DIR", "", false, "Folder for the SQLite database and the signing key. Empty: $XDG_DATA_HOME/jasin or ~/.local/share/jasin.";
    "database_url", "DATABASE_URL", "", true, "postgres://… or sqlite:///path/file.db?mode=rwc. Empty: jasin.db in the data folder.";
    "signing_key_file", "JASIN_SIGNING_KEY_FILE", "", false, "File of the key that signs the log; made when missing. Empty: signing.key in the data folder.";
    "metrics_listen", "JASIN_METRICS_LISTEN", "127.0.0.1:9464", false, "Address and port for /metrics, or off.";
    "log_format", "JASIN_LOG_FORMAT", "text", false, "text or json.";
    "log", "JASIN_LOG", "info,sqlx=warn", false, "What is logged, as tracing's filter, such as info or services=debug.";
    "trusted_proxies", "JASIN_TRUSTED_PROXIES", "", false, "Networks, separated by commas, whose X-Forwarded-For is believed, such as 10.0.0.0/8.";
    "smtp_url", "JASIN_SMTP_URL", "", true, "Mail server: smtp://host:25, smtp://user:password@host:587?tls=required or smtps://user:password@host:465. Empty: no mail; HR prints sign-in letters.";
    "smtp_ca_file", "JASIN_SMTP_CA_FILE", "", false, "File of root certificates (PEM), such as the company's own, that the mail server's may come from besides the well-known ones; needs an encrypted smtp_url. Empty: the well-known ones.";
    "mail_from", "JASIN_MAIL_FROM", "", false, "Sender of mails, such as Jasin <jasin@company.example>; needed with smtp_url.";
    "privacy_contact", "JASIN_PRIVACY_CONTACT", "", false, "Whom people ask about their data, as the privacy notice names them, such as a name and an e-mail address.";
    "safety_routes", "JASIN_SAFETY_ROUTES", "", false, "Where adverse events are told, by country of the reader (KR, UK, US, EU by time zone; * for everywhere else), separated by semicolons, such as KR=drug safety, 02-000-0000; *=safety@company.example. Shown before something that looks like one is kept. Empty: drug safety at the company.";
    "demo_password", "JASIN_DEMO_PASSWORD", "", true, "Password of the demo company's people. Empty: a new one, printed once.";
}

/// The key with this name in the file.
pub(super) fn named(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

/// The name that somebody who wrote this one has probably meant.
pub(super) fn nearest(name: &str) -> &'static str {
    let names = KEYS.iter().map(|key| key.name);
    names
        .min_by_key(|key| distance(key, name))
        .unwrap_or_default()
}

/// How many letters lie between two words (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (diagonal + usize::from(x != *y))
                .min(row[j] + 1)
                .min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], next);
        }
    }
    row[b.len()]
}

/// The keys as `--help` shows them.
#[must_use]
pub fn help() -> String {
    let mut out =
        String::from("Configuration, by environment or in the file of --config (TOML):\n");
    for key in KEYS {
        let default = if key.default.is_empty() {
            String::new()
        } else {
            format!(" [default: {}]", key.default)
        };
        out.push_str(&format!(
            "\n  {} ({})\n      {}{default}\n",
            key.env, key.name, key.about
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_for_operators_lists_every_key() {
        let page = include_str!("../../../docs/operations.md");
        for key in KEYS {
            assert!(
                page.contains(key.env) && page.contains(key.about),
                "docs/operations.md lacks {}",
                key.env
            );
            assert!(help().contains(key.about));
        }
    }
}
