//! One file: front matter between two lines of `---`, then Markdown.

use super::{
    blocks::shift,
    findings::Findings,
    front_lines,
    problem::Problem,
    problem_yaml::YamlSlip,
    slips::Front,
    yaml::{self, Data, Key, Value},
};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// The most a file may hold; more is no text that somebody reads on a phone.
pub const MAX_BYTES: usize = 1024 * 1024;

/// A file in its two halves.
#[derive(Clone, PartialEq, Debug)]
pub struct Document {
    /// The front matter.
    pub front: Value,
    /// The Markdown.
    pub body: String,
    /// Where the Markdown begins in the file, in bytes.
    pub body_at: usize,
}

/// The text of a file as everything after it sees it: UTF-8, NFC, lines that end with `\n`, no byte order mark.
///
/// # Errors
/// What is wrong with the file as a whole.
pub fn text_of(bytes: &[u8]) -> Result<String, Problem> {
    if bytes.len() > MAX_BYTES {
        return Err(Problem::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Problem::NotText)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Ok(text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .nfc()
        .collect())
}

impl Document {
    /// Takes a file apart; `None` when there is no front matter that can be read.
    pub fn parse(text: &str, out: &mut Findings) -> Option<Self> {
        let Some(rest) = text.strip_prefix("---\n") else {
            out.add(
                0..text.find('\n').unwrap_or(text.len()),
                Problem::NoFrontMatter,
            );
            return None;
        };
        let start = text.len() - rest.len();
        let Some(length) = closing(rest) else {
            out.add(0..3, Problem::OpenFrontMatter);
            return None;
        };
        let after = start + length;
        let body_at = text[after..]
            .find('\n')
            .map_or(text.len(), |n| after + n + 1);
        let front = &rest[..length];
        let wide = front_lines::wide_colons(front);
        for at in &wide {
            let at = shift(at.clone(), start);
            out.add(at, Problem::Front(Front::WideColon));
        }
        if !wide.is_empty() {
            // What a reader makes of the rest would mislead.
            return None;
        }
        match yaml::parse(front, start) {
            Err(error) => {
                let (at, problem) = unreadable(front, start, error);
                out.add(at, problem);
                None
            }
            Ok(front) if matches!(front.data, Data::Map(_)) => {
                let mut curly = Vec::new();
                front_lines::curly(&front, text, &mut curly);
                for at in curly {
                    out.add(at, Problem::Front(Front::CurlyQuotes));
                }
                Some(Self {
                    front,
                    body: text[body_at..].to_owned(),
                    body_at,
                })
            }
            Ok(front) => {
                let at = if front.at.is_empty() { 0..3 } else { front.at };
                out.add(at, Problem::NoFrontMatter);
                None
            }
        }
    }

    /// The fields of the front matter.
    #[must_use]
    pub fn fields(&self) -> &[(Key, Value)] {
        match &self.front.data {
            Data::Map(fields) => fields,
            _ => &[],
        }
    }
}

/// Why front matter cannot be read: lines that do not stand below each other are told as that, since what a reader of
/// YAML makes of them leads astray.
fn unreadable(front: &str, start: usize, error: yaml::YamlError) -> (Range<usize>, Problem) {
    let slip = YamlSlip::of(&error.message);
    let uneven = front_lines::uneven(front)
        .filter(|uneven| slip == YamlSlip::Other || uneven.at.start + start <= error.at.end);
    if let Some(uneven) = uneven {
        let (this, above) = (uneven.this, uneven.above);
        let slip = Front::Indent { this, above };
        return (shift(uneven.at, start), Problem::Front(slip));
    }
    let message = error.message;
    (error.at, Problem::Yaml { slip, message })
}

/// Where the closing line begins.
fn closing(rest: &str) -> Option<usize> {
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// Reads the fields of a front matter and complains about what it cannot use.
#[derive(Debug)]
pub struct Reader<'a, 'o> {
    fields: &'a [(Key, Value)],
    known: Vec<&'static str>,
    at: Range<usize>,
    out: &'o mut Findings,
}

impl<'a, 'o> Reader<'a, 'o> {
    /// Reads a document's front matter. What is missing is reported at its first line.
    pub fn new(document: &'a Document, out: &'o mut Findings) -> Self {
        Self {
            fields: document.fields(),
            known: Vec::new(),
            at: 0..3,
            out,
        }
    }

    /// Reads the fields inside a field.
    pub fn inside(value: &'a Value, out: &'o mut Findings) -> Option<Self> {
        let Data::Map(fields) = &value.data else {
            out.add(value.at.clone(), Problem::WrongType { expected: "fields" });
            return None;
        };
        Some(Self {
            fields,
            known: Vec::new(),
            at: value.at.clone(),
            out,
        })
    }

    /// Where problems go.
    pub fn out(&mut self) -> &mut Findings {
        self.out
    }

    /// A field that may be missing.
    pub fn optional(&mut self, name: &'static str) -> Option<&'a Value> {
        self.known.push(name);
        self.fields
            .iter()
            .find(|(key, value)| key.name == name && value.data != Data::Null)
            .map(|(_, value)| value)
    }

    /// A field that must be there.
    pub fn required(&mut self, name: &'static str) -> Option<&'a Value> {
        let found = self.optional(name);
        if found.is_none() {
            let at = self
                .fields
                .iter()
                .find(|(key, _)| key.name == name)
                .map_or(self.at.clone(), |(key, _)| key.at.clone());
            self.out
                .add(at, Problem::MissingField { field: name.into() });
        }
        found
    }

    /// Text that must be there.
    pub fn text(&mut self, name: &'static str) -> String {
        self.required(name)
            .and_then(|value| self.as_text(value))
            .unwrap_or_default()
    }

    /// Text that may be missing.
    pub fn optional_text(&mut self, name: &'static str) -> Option<String> {
        self.optional(name).and_then(|value| self.as_text(value))
    }

    /// A value as text; a number is as good.
    pub fn as_text(&mut self, value: &Value) -> Option<String> {
        match &value.data {
            Data::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Data::Integer(n) => Some(n.to_string()),
            _ => {
                self.out
                    .add(value.at.clone(), Problem::WrongType { expected: "text" });
                None
            }
        }
    }

    /// A list of texts; one text alone is a list of one.
    pub fn texts(&mut self, name: &'static str) -> Vec<(String, Range<usize>)> {
        match self.optional(name) {
            None => Vec::new(),
            Some(value) => match &value.data {
                Data::List(list) => list
                    .iter()
                    .filter_map(|v| Some((self.as_text(v)?, v.at.clone())))
                    .collect(),
                _ => self
                    .as_text(value)
                    .map(|text| (text, value.at.clone()))
                    .into_iter()
                    .collect(),
            },
        }
    }

    /// A whole number within bounds that must be there.
    pub fn number(&mut self, name: &'static str, min: i64, max: i64) -> i64 {
        let Some(value) = self.required(name) else {
            return min;
        };
        self.as_number(value, min, max).unwrap_or(min)
    }

    /// A value as a whole number within bounds.
    pub fn as_number(&mut self, value: &Value, min: i64, max: i64) -> Option<i64> {
        match value.data {
            Data::Integer(n) if (min..=max).contains(&n) => Some(n),
            _ => {
                let problem = with_unit(value).unwrap_or(Problem::NotInRange { min, max });
                self.out.add(value.at.clone(), problem);
                None
            }
        }
    }

    /// One of a few words that must be there.
    pub fn word(&mut self, name: &'static str, words: &[&str]) -> Option<String> {
        let value = self.required(name)?;
        let text = self.as_text(value)?;
        if words.contains(&text.as_str()) {
            return Some(text);
        }
        self.out
            .add(value.at.clone(), Problem::unknown_word(&text, words));
        None
    }

    /// Says which fields nobody asked for.
    pub fn finish(self) {
        for (key, _) in self.fields {
            if !self.known.contains(&key.name.as_str()) {
                self.out.add(
                    key.at.clone(),
                    Problem::unknown_field(&key.name, &self.known),
                );
            }
        }
    }
}

/// `20분`, `70%`: a number and what it counts.
fn with_unit(value: &Value) -> Option<Problem> {
    let Data::Text(text) = &value.data else {
        return None;
    };
    let text = text.trim();
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit()).trim();
    let short = unit.len() < text.len() && !unit.is_empty() && unit.chars().count() <= 8;
    let counted = short && unit.chars().all(|c| c.is_alphabetic() || c == '%');
    counted.then(|| {
        let (text, unit) = (text.to_owned(), unit.to_owned());
        Problem::Front(Front::Unit { text, unit })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_comes_apart() {
        let mut out = Findings::new("a.md");
        let document = Document::parse("---\na: 1\n---\n\n본문\n", &mut out).unwrap();
        assert_eq!((document.body.as_str(), document.body_at), ("\n본문\n", 13));
        assert!(Document::parse("본문", &mut out).is_none());
        assert!(Document::parse("---\na: 1\n", &mut out).is_none());
        assert!(Document::parse("---\n- 1\n---\n", &mut out).is_none());
        assert_eq!(out.into_list().len(), 3);
    }

    #[test]
    fn files_are_brought_into_one_shape() {
        let decomposed = "\u{feff}\u{1100}\u{1161}\r\nb\r";
        assert_eq!(text_of(decomposed.as_bytes()), Ok("가\nb\n".to_owned()));
        assert_eq!(text_of(&[0xff]), Err(Problem::NotText));
        assert_eq!(text_of(&vec![b'a'; MAX_BYTES + 1]), Err(Problem::TooLarge));
    }
}
