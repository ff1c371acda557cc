//! How mail is sent: by which server, over which kind of connection, trusting whose certificates.

use super::reader::Reader;
use lettre::{
    AsyncSmtpTransport, Tokio1Executor,
    message::Mailbox,
    transport::smtp::{
        self, AsyncSmtpTransportBuilder,
        client::{Certificate, Tls, TlsParameters},
    },
};
use std::{fmt, path::Path};
use url::Url;

/// How mail is sent.
#[derive(Clone)]
pub struct Smtp {
    /// Where to; a secret, because it may hold a password.
    url: Url,
    /// Those whose certificates are trusted besides the well-known ones.
    roots: Option<Certificate>,
    /// Who sends it.
    pub from: Mailbox,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Smtp(from {})", self.from)
    }
}

impl Smtp {
    /// What sends it.
    ///
    /// # Errors
    /// When the address or the root certificates cannot be used.
    pub fn transport(&self) -> Result<AsyncSmtpTransportBuilder, smtp::Error> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(self.url.as_str())?;
        let Some(roots) = &self.roots else {
            return Ok(transport);
        };
        let host = self.url.host_str().unwrap_or_default();
        let trusting = trusting(host, roots.clone())?;
        Ok(match Encryption::of(&self.url) {
            Encryption::None => transport,
            Encryption::Offered => transport.tls(Tls::Opportunistic(trusting)),
            Encryption::Asked => transport.tls(Tls::Required(trusting)),
            Encryption::Always => transport.tls(Tls::Wrapper(trusting)),
        })
    }
}

/// A connection to the host that trusts these and the well-known ones.
fn trusting(host: &str, roots: Certificate) -> Result<TlsParameters, smtp::Error> {
    TlsParameters::builder(host.to_owned())
        .add_root_certificate(roots)
        .build()
}

/// What the address asks of the connection.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encryption {
    /// It stays in the clear.
    None,
    /// STARTTLS where the server offers it.
    Offered,
    /// STARTTLS, or no mail.
    Asked,
    /// TLS from the first byte.
    Always,
}

impl Encryption {
    /// As lettre reads the address.
    fn of(url: &Url) -> Self {
        if url.scheme() == "smtps" {
            return Self::Always;
        }
        let tls = url.query_pairs().find(|(key, _)| key == "tls");
        match tls.as_ref().map(|(_, value)| value.as_ref()) {
            Some("required") => Self::Asked,
            Some("opportunistic") => Self::Offered,
            _ => Self::None,
        }
    }
}

/// Reads what belongs to mail; nothing when it is off or wrong.
pub(super) fn read(reader: &mut Reader) -> Option<Smtp> {
    let sender = reader.text("mail_from");
    let from = sender.as_deref().and_then(|text| text.parse().ok());
    if sender.is_some() && from.is_none() {
        reader.refuse(
            "mail_from",
            "an address such as jasin@company.example or Jasin <jasin@company.example>",
        );
    }
    let url = address(reader);
    let roots = roots(reader, url.as_ref());
    let url = url?;
    if sender.is_none() {
        reader.refuse("mail_from", "the sender's address, because smtp_url is set");
    }
    Some(Smtp {
        url,
        roots,
        from: from?,
    })
}

fn address(reader: &mut Reader) -> Option<Url> {
    let text = reader.text("smtp_url")?;
    let usable = AsyncSmtpTransport::<Tokio1Executor>::from_url(&text).is_ok();
    let Some(url) = Url::parse(&text).ok().filter(|_| usable) else {
        reader.refuse(
            "smtp_url",
            "smtp://host:25, smtp://user:password@host:587?tls=required or smtps://user:password@host:465",
        );
        return None;
    };
    if tells_password(&url) {
        reader.refuse(
            "smtp_url",
            "a password only over an encrypted connection: smtps://… or …?tls=required",
        );
    }
    Some(url)
}

/// Whether a password goes to another machine in the clear.
fn tells_password(url: &Url) -> bool {
    let is_here = matches!(
        url.host_str(),
        Some("127.0.0.1" | "localhost" | "[::1]" | "::1")
    );
    let covered = [Encryption::Asked, Encryption::Always].contains(&Encryption::of(url));
    url.password().is_some() && !is_here && !covered
}

/// The certificates of the file; one that cannot be used is refused now, not when the first mail waits.
fn roots(reader: &mut Reader, url: Option<&Url>) -> Option<Certificate> {
    const KEY: &str = "smtp_ca_file";
    let path = reader.text(KEY)?;
    if url.is_some_and(|url| Encryption::of(url) == Encryption::None) {
        reader.refuse(
            KEY,
            "an encrypted smtp_url beside it: smtps://… or …?tls=required",
        );
    }
    match certificates(Path::new(&path)) {
        Ok(roots) => Some(roots),
        Err(why) => {
            reader.refuse(
                KEY,
                &format!("a file of root certificates in PEM, but {why}"),
            );
            None
        }
    }
}

fn certificates(path: &Path) -> Result<Certificate, String> {
    let pem = std::fs::read(path).map_err(|error| format!("it cannot be read: {error}"))?;
    // Without this, a file of something else would be a list of no certificates.
    let begins = b"-----BEGIN CERTIFICATE-----";
    if !pem.windows(begins.len()).any(|part| part == begins) {
        return Err("there is none in it".to_owned());
    }
    let broken = |error: smtp::Error| format!("they are broken: {error}");
    let roots = Certificate::from_pem(&pem).map_err(broken)?;
    // What is between the lines is looked at only when it is used.
    trusting("mail.example", roots.clone()).map_err(broken)?;
    Ok(roots)
}

#[cfg(test)]
mod tests {
    use crate::config::{ConfigError, tests::of};

    #[test]
    fn mail_is_off_or_can_be_sent() {
        assert!(of("", &[]).unwrap().smtp.is_none());
        let from = ("JASIN_MAIL_FROM", "Jasin <jasin@hanbit.example>");
        for url in [
            "smtp://relay.hanbit.example",
            "smtps://jasin:hunter2@mail.hanbit.example",
            "smtp://jasin:hunter2@mail.hanbit.example:587?tls=required",
            "smtp://jasin:hunter2@127.0.0.1:25",
        ] {
            let smtp = of("", &[("JASIN_SMTP_URL", url), from])
                .unwrap()
                .smtp
                .unwrap();
            assert_eq!(smtp.from.email.to_string(), "jasin@hanbit.example");
            assert!(!format!("{smtp:?}").contains("hunter2"));
        }
        for (url, from, says) in [
            (
                "http://hunter2.example",
                from.1,
                "smtp_url (JASIN_SMTP_URL) is (a secret): it takes smtp://",
            ),
            (
                "smtp://jasin:hunter2@mail.example",
                from.1,
                "only over an encrypted connection",
            ),
            (
                "smtp://jasin:hunter2@mail.example?tls=opportunistic",
                from.1,
                "only over an encrypted connection",
            ),
            (
                "smtp://jasin:hunter2@mail.example?not=tls=required",
                from.1,
                "only over an encrypted connection",
            ),
            (
                "smtp://jasin:hunter2@localhost.example",
                from.1,
                "only over an encrypted connection",
            ),
            (
                "smtp://mail.example",
                "",
                "mail_from (JASIN_MAIL_FROM) is \"\": it takes the sender's address",
            ),
            (
                "smtp://mail.example",
                "jasin at hanbit",
                "mail_from (JASIN_MAIL_FROM) is \"jasin at hanbit\"",
            ),
        ] {
            let env = [("JASIN_SMTP_URL", url), ("JASIN_MAIL_FROM", from)];
            let ConfigError(wrong) = of("", &env).unwrap_err();
            let text = wrong.join("\n");
            assert!(text.contains(says) && !text.contains("hunter2"), "{text}");
        }
    }
    #[test]
    fn root_certificates_are_read_at_the_start_or_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let key = rcgen::KeyPair::generate().unwrap();
        let authority = rcgen::CertificateParams::default();
        let pem = authority.self_signed(&key).unwrap().pem();
        let broken = pem.replacen("MI", "AA", 1);
        for (name, text) in [
            ("ca.pem", pem.as_str()),
            ("key.pem", &key.serialize_pem()),
            ("broken.pem", &broken),
        ] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let read = |url: &str, file: &str| {
            let file = folder.path().join(file).display().to_string();
            let env = [
                ("JASIN_SMTP_URL", url),
                ("JASIN_MAIL_FROM", "jasin@hanbit.example"),
                ("JASIN_SMTP_CA_FILE", &file),
            ];
            of("", &env)
        };
        for url in [
            "smtps://mail.example",
            "smtp://mail.example?tls=required",
            "smtp://mail.example?tls=opportunistic",
        ] {
            read(url, "ca.pem").unwrap();
        }
        for (url, file, says) in [
            ("smtps://mail.example", "none.pem", "cannot be read"),
            ("smtps://mail.example", "key.pem", "there is none in it"),
            ("smtps://mail.example", "broken.pem", "they are broken"),
            ("smtp://mail.example", "ca.pem", "an encrypted smtp_url"),
        ] {
            let ConfigError(wrong) = read(url, file).unwrap_err();
            assert_eq!(wrong.len(), 1, "{wrong:?}");
            let path = folder.path().join(file);
            let named = format!("  smtp_ca_file (JASIN_SMTP_CA_FILE) is {path:?}: it takes ");
            assert!(wrong[0].starts_with(&named), "{wrong:?}");
            assert!(wrong[0].contains(says), "{wrong:?}");
        }
    }
}
