//! Front matter: YAML values that know their place in the file.

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;
use std::{fmt, ops::Range};

/// A value and its place.
#[derive(Clone, PartialEq, Debug)]
pub struct Value {
    /// What it says.
    pub data: Data,
    /// Where it stands in the file, in bytes.
    pub at: Range<usize>,
}

/// What a value says.
#[derive(Clone, PartialEq, Debug)]
pub enum Data {
    /// Nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Another number.
    Float(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// Fields with their values, in the order of the file.
    Map(Vec<(Key, Value)>),
}

/// The name of a field and its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Key {
    /// The name.
    pub name: String,
    /// Where it stands in the file, in bytes.
    pub at: Range<usize>,
}

/// Why a text is no YAML.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct YamlError {
    /// What the YAML reader says, in English.
    pub message: String,
    /// Where, in bytes.
    pub at: Range<usize>,
}

/// Reads YAML that stands `base` bytes into its file.
///
/// # Errors
/// [`YamlError`] when it is none, or larger than a front matter has reason to be.
pub fn parse(text: &str, base: usize) -> Result<Value, YamlError> {
    let options = serde_saphyr::options! { strict_booleans: true };
    match serde_saphyr::from_str_with_options::<Spanned<Raw>>(text, options) {
        Ok(raw) => Ok(Located { text, base }.value(raw)),
        Err(error) => {
            let at = error.location().map_or(0..0, |l| range(l, text));
            let message = error.without_snippet().to_string();
            let message = message.lines().next().unwrap_or_default();
            // The place is shown with the file's own lines.
            let message = message
                .rfind(" at line ")
                .map_or(message, |n| &message[..n]);
            Err(YamlError {
                message: message.to_owned(),
                at: base + at.start..base + at.end,
            })
        }
    }
}

fn range(location: serde_saphyr::Location, text: &str) -> Range<usize> {
    let span = location.span();
    let clamp = |n: u64| floor(text, usize::try_from(n).unwrap_or(usize::MAX));
    match span.byte_offset() {
        Some(start) => {
            let end = start.saturating_add(span.byte_len().unwrap_or(0));
            clamp(start)..clamp(end)
        }
        // Of a text that is no YAML only line and column are known.
        None => {
            let line = usize::try_from(location.line().saturating_sub(1)).unwrap_or(0);
            let column = usize::try_from(location.column().saturating_sub(1)).unwrap_or(0);
            let before: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
            let within: usize = text[before..]
                .chars()
                .take(column)
                .map(char::len_utf8)
                .sum();
            before + within..before + within
        }
    }
}

/// The last boundary between characters that is not after `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

struct Located<'a> {
    text: &'a str,
    base: usize,
}

impl Located<'_> {
    fn place(&self, location: serde_saphyr::Location) -> Range<usize> {
        let at = range(location, self.text);
        self.base + at.start..self.base + at.end
    }

    fn value(&self, raw: Spanned<Raw>) -> Value {
        let at = self.place(raw.referenced);
        let data = match raw.value {
            Raw::Null => Data::Null,
            Raw::Bool(b) => Data::Bool(b),
            Raw::Integer(n) => Data::Integer(n),
            Raw::Float(n) => Data::Float(n),
            Raw::Text(t) => Data::Text(t),
            Raw::List(list) => Data::List(list.into_iter().map(|v| self.value(v)).collect()),
            Raw::Map(map) => Data::Map(
                map.into_iter()
                    .map(|(key, value)| {
                        let at = self.place(key.referenced);
                        let name = key.value.name();
                        (Key { name, at }, self.value(value))
                    })
                    .collect(),
            ),
        };
        Value { data, at }
    }
}

enum Raw {
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<Raw>, Spanned<Raw>)>),
}

impl Raw {
    /// A field's name, whatever YAML took it for.
    fn name(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Integer(n) => n.to_string(),
            Self::Float(n) => n.to_string(),
            Self::Bool(b) => b.to_string(),
            Self::Null | Self::List(_) | Self::Map(_) => "?".to_owned(),
        }
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_unit<E: de::Error>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }
    fn visit_none<E: de::Error>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }
    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }
    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Integer(value))
    }
    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Raw, E> {
        Ok(i64::try_from(value).map_or(Raw::Text(value.to_string()), Raw::Integer))
    }
    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Float(value))
    }
    fn visit_str<E: de::Error>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = access.next_element()? {
            list.push(value);
        }
        Ok(Raw::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = access.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}

impl Value {
    /// As JSON with sorted keys: the canonical form.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.data {
            Data::Null => Json::Null,
            Data::Bool(b) => Json::Bool(*b),
            Data::Integer(n) => Json::from(*n),
            Data::Float(n) => Json::from(*n),
            Data::Text(t) => Json::from(t.as_str()),
            Data::List(list) => Json::Array(list.iter().map(Self::to_json).collect()),
            Data::Map(map) => {
                let mut fields: Vec<_> = map.iter().collect();
                fields.sort_by(|a, b| a.0.name.cmp(&b.0.name));
                Json::Object(
                    fields
                        .into_iter()
                        .map(|(key, value)| (key.name.clone(), value.to_json()))
                        .collect(),
                )
            }
        }
    }

    /// From the canonical form; places are those of no file.
    #[must_use]
    pub fn from_json(json: &serde_json::Value) -> Self {
        use serde_json::Value as Json;
        let data = match json {
            Json::Null => Data::Null,
            Json::Bool(b) => Data::Bool(*b),
            Json::Number(n) => n
                .as_i64()
                .map_or_else(|| Data::Float(n.as_f64().unwrap_or(0.0)), Data::Integer),
            Json::String(t) => Data::Text(t.clone()),
            Json::Array(list) => Data::List(list.iter().map(Self::from_json).collect()),
            Json::Object(map) => Data::Map(
                map.iter()
                    .map(|(name, value)| {
                        let key = Key {
                            name: name.clone(),
                            at: 0..0,
                        };
                        (key, Self::from_json(value))
                    })
                    .collect(),
            ),
        };
        Self { data, at: 0..0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_know_their_place() {
        let text =
            "제목: 처음 10분\nstate:\n  trust: {start: 2}\nverified: yes\nfrom: 2026-11-27\n";
        let value = parse(text, 4).unwrap();
        let Data::Map(fields) = &value.data else {
            panic!("{value:?}")
        };
        let (key, title) = &fields[0];
        assert_eq!(key.name, "제목");
        assert_eq!(&text[title.at.start - 4..title.at.end - 4], "처음 10분");
        assert_eq!(fields[2].1.data, Data::Text("yes".into()));
        assert_eq!(fields[3].1.data, Data::Text("2026-11-27".into()));
        assert_eq!(&text[fields[2].0.at.start - 4..][..8], "verified");
    }

    #[test]
    fn errors_have_a_place() {
        let error = parse("a: 1\nb: [1, 2\nc: 3\n", 0).unwrap_err();
        assert!(error.at.start >= 5, "{error:?}");
        assert!(parse("a: 1\na: 2\n", 0).is_err());
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,80}|[a-z:\\[\\]{}&*\\n \"'-]{0,60}") {
            if let Ok(value) = parse(&text, 0) {
                let json = value.to_json();
                prop_assert_eq!(Value::from_json(&json).to_json(), json);
            }
        }
    }
}
