//! The canonical bytes of a content version, whose SHA-256 is its name.
//!
//! NFC, languages in the order of their codes, front matter as JSON with sorted keys: where a field stands or
//! how a file ends its lines changes nothing. One version holds all languages of its text.

use super::{document::Document, library::Picture, yaml::Value};
use crate::{Error, Result};
use domain::{
    audit::canonical::{CanonicalError, CanonicalReader, CanonicalWriter},
    content::{ContentHash, Kind},
    language::Language,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

const TEXT: &str = "jasin/content/1";
const IMAGE: &str = "jasin/image/1";

/// A content version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Version {
    /// Its name.
    pub hash: ContentHash,
    /// What it is.
    pub kind: Kind,
    /// The name of what it is a version of.
    pub slug: String,
    /// The canonical bytes.
    pub body: Vec<u8>,
}

/// What canonical bytes of a text say.
#[derive(Clone, PartialEq, Debug)]
pub struct Stored {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub slug: String,
    /// The documents by language; one without language holds all of them.
    pub documents: BTreeMap<Option<Language>, Document>,
    /// The versions it is made of.
    pub members: Vec<ContentHash>,
}

impl Version {
    fn new(kind: Kind, slug: &str, body: Vec<u8>) -> Self {
        Self {
            hash: ContentHash(Sha256::digest(&body).into()),
            kind,
            slug: slug.to_owned(),
            body,
        }
    }

    /// The version of a text.
    #[must_use]
    pub fn text(
        kind: Kind,
        slug: &str,
        documents: &BTreeMap<Option<Language>, &Document>,
        members: &[ContentHash],
    ) -> Self {
        let mut writer = CanonicalWriter::new(TEXT);
        writer.text(kind.code()).text(slug);
        writer.integer(length(documents.len()));
        for (language, document) in documents {
            writer
                .optional(language.map(Language::code))
                .text(&document.front.to_json().to_string())
                .text(document.body.trim());
        }
        writer.integer(length(members.len()));
        for member in members {
            writer.bytes(member.as_bytes());
        }
        Self::new(kind, slug, writer.finish())
    }

    /// The version of a picture.
    #[must_use]
    pub fn image(slug: &str, picture: &Picture) -> Self {
        let mut writer = CanonicalWriter::new(IMAGE);
        writer
            .text(slug)
            .text(picture.media_type)
            .bytes(&picture.bytes);
        Self::new(Kind::Image, slug, writer.finish())
    }
}

fn length(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn broken(error: CanonicalError) -> Error {
    Error::Internal(Box::new(error))
}

impl Stored {
    /// Reads a text's canonical bytes.
    ///
    /// # Errors
    /// [`Error::Internal`] when they are not in the form this version of the program knows.
    pub fn read(body: &[u8]) -> Result<Self> {
        let mut reader = CanonicalReader::new(body, TEXT).map_err(broken)?;
        let code = reader.text().map_err(broken)?;
        let kind = Kind::from_code(&code).ok_or_else(|| broken(CanonicalError::Field))?;
        let slug = reader.text().map_err(broken)?;
        let mut documents = BTreeMap::new();
        for _ in 0..reader.integer().map_err(broken)? {
            let language = reader.optional().map_err(broken)?;
            let front: serde_json::Value = serde_json::from_str(&reader.text().map_err(broken)?)?;
            let document = Document {
                front: Value::from_json(&front),
                body: reader.text().map_err(broken)?,
                body_at: 0,
            };
            documents.insert(language.as_deref().and_then(Language::from_code), document);
        }
        let mut members = Vec::new();
        for _ in 0..reader.integer().map_err(broken)? {
            let bytes = reader.bytes().map_err(broken)?;
            let hash = bytes
                .try_into()
                .map_err(|_| broken(CanonicalError::Field))?;
            members.push(ContentHash(hash));
        }
        reader.finish().map_err(broken)?;
        Ok(Self {
            kind,
            slug,
            documents,
            members,
        })
    }
}

/// Reads a picture's canonical bytes: its media type and the file.
///
/// # Errors
/// [`Error::Internal`] when they are no picture.
pub fn read_image(body: &[u8]) -> Result<(String, Vec<u8>)> {
    let mut reader = CanonicalReader::new(body, IMAGE).map_err(broken)?;
    reader.text().map_err(broken)?;
    let media_type = reader.text().map_err(broken)?;
    let bytes = reader.bytes().map_err(broken)?.to_vec();
    reader.finish().map_err(broken)?;
    Ok((media_type, bytes))
}

#[cfg(test)]
mod tests {
    use super::super::{document::text_of, findings::Findings};
    use super::*;
    use proptest::prelude::*;

    fn document(text: &str) -> Document {
        let text = text_of(text.as_bytes()).unwrap();
        Document::parse(&text, &mut Findings::new("f")).unwrap()
    }

    fn version(ko: &str, en: &str) -> Version {
        let (ko, en) = (document(ko), document(en));
        let documents = [(Some(Language::Ko), &ko), (Some(Language::En), &en)].into();
        Version::text(Kind::Module, "m", &documents, &[])
    }

    #[test]
    fn what_looks_the_same_is_the_same_version() {
        let a = version(
            "---\na: 1\nb: {c: 2, d: 3}\n---\n가나\n",
            "---\na: 1\n---\nx\n",
        );
        let b = version(
            "\u{feff}---\r\nb:\r\n  d: 3\r\n  c: 2\r\na: 1\r\n---\r\n\u{1100}\u{1161}\u{1102}\u{1161}\r\n\r\n",
            "---\na: 1\n---\n\nx",
        );
        assert_eq!(a, b);
        let c = version(
            "---\na: 1\nb: {c: 2, d: 3}\n---\n가나\n",
            "---\na: 1\n---\ny\n",
        );
        assert_ne!(a.hash, c.hash, "another English text is another version");
    }

    #[test]
    fn the_form_is_fixed() {
        // A change here orphans every completion: it needs a new header and a reader for the old one.
        let version = version("---\na: 1\n---\n가\n", "---\na: 1\n---\nx\n");
        assert_eq!(
            version.hash.to_string(),
            "5cc4015a9a5abd4b80772b7e66d79939012d78e2db0ad719593d058f9c0996d2"
        );
    }

    proptest! {
        #[test]
        fn a_version_reads_back(body in "[a-z가-힣 #*\n]{0,60}", n in 0i64..9) {
            let document = document(&format!("---\nn: {n}\n---\n{body}"));
            let documents = [(None, &document)].into();
            let hash = ContentHash([7; 32]);
            let version = Version::text(Kind::Course, "c", &documents, &[hash, hash]);
            let stored = Stored::read(&version.body).unwrap();
            prop_assert_eq!((stored.kind, stored.slug.as_str()), (Kind::Course, "c"));
            prop_assert_eq!(&stored.members, &vec![hash, hash]);
            let again = &stored.documents[&None];
            let documents = [(None, again)].into();
            prop_assert_eq!(Version::text(Kind::Course, "c", &documents, &stored.members), version);
        }

        #[test]
        fn no_bytes_panic(bytes: Vec<u8>) {
            let _ = Stored::read(&bytes);
            let _ = read_image(&bytes);
        }
    }
}
