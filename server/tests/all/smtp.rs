//! A real SMTP server on loopback, and what it took.

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use serde::Deserialize;
use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

/// aiosmtpd, ended when it goes out of scope.
pub struct SmtpServer {
    child: Child,
    folder: tempfile::TempDir,
    port: u16,
}

/// A mail that arrived.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Arrived {
    pub to: Vec<String>,
    pub from: String,
    pub subject: String,
    pub message_id: String,
    pub date: String,
    pub auto_submitted: String,
    pub text: String,
    pub html: String,
    /// Whether it came over an encrypted connection.
    pub encrypted: bool,
}

/// An authority that vouches for servers, such as a company has one of its own.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

impl Authority {
    pub fn new(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = params.self_signed(&key).unwrap().pem();
        let issuer = Issuer::new(params, key);
        Self { issuer, pem }
    }

    /// Writes its own certificate there.
    pub fn write(&self, file: &Path) {
        fs::write(file, &self.pem).unwrap();
    }

    /// A certificate for a server of this name, and its key.
    fn vouch(&self, host: &str) -> (String, String) {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([host.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        (certificate.pem(), key.serialize_pem())
    }
}

/// How a server encrypts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// It offers STARTTLS, and takes mail in the clear, too.
    Offered,
    /// From the first byte.
    Always,
}

impl SmtpServer {
    /// Starts one that takes everything.
    pub fn start() -> Self {
        Self::with(&[])
    }

    /// Starts one that asks for this password of the user `jasin`.
    pub fn asking(password: &str) -> Self {
        Self::with(&[("password", password)])
    }

    /// Starts one that the authority vouches for under this name.
    pub fn encrypting(tls: Tls, authority: &Authority, host: &str) -> Self {
        let (certificate, key) = authority.vouch(host);
        let mut files = vec![("certificate.pem", certificate.as_str()), ("key.pem", &key)];
        if tls == Tls::Always {
            files.push(("always", ""));
        }
        Self::with(&files)
    }

    fn with(files: &[(&str, &str)]) -> Self {
        let python = std::env::var("JASIN_TEST_SMTP_PYTHON").expect(
            "JASIN_TEST_SMTP_PYTHON is not set: run `cargo xtask test server`, which sets an SMTP server up",
        );
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let mut child = Command::new(python)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/smtp_server.py"))
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        Self {
            child,
            folder,
            port: line
                .trim()
                .parse()
                .expect("the SMTP server did not say its port"),
        }
    }

    /// Where it listens; `user` is `jasin:password@` or nothing.
    pub fn url(&self, user: &str) -> String {
        format!("smtp://{user}127.0.0.1:{}", self.port)
    }

    /// Where it listens, for a connection that is encrypted in this way or not made.
    pub fn url_encrypted(&self, tls: Tls) -> String {
        match tls {
            Tls::Offered => format!("smtp://127.0.0.1:{}?tls=required", self.port),
            Tls::Always => format!("smtps://127.0.0.1:{}", self.port),
        }
    }

    /// Refuses everyone for now, or no longer.
    pub fn refuse_for_now(&self, refuse: bool) {
        let file = self.folder.path().join("later");
        if refuse {
            fs::write(file, "").unwrap();
        } else {
            fs::remove_file(file).unwrap();
        }
    }

    /// What arrived, in order.
    pub fn arrived(&self) -> Vec<Arrived> {
        let read = |n: usize| fs::read(self.folder.path().join(format!("{n}.json"))).ok();
        (1..)
            .map_while(read)
            .map(|bytes| serde_json::from_slice(&bytes).unwrap())
            .collect()
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
