//! From documents to what courses are made of. Each reader goes on after a problem, so that an author sees all
//! of them in one run; what it gives back then has gaps and is never imported.

mod course;
mod fork;
mod kinds;
mod module;
mod quiz;
mod rule;
mod scenario;
mod turn;

pub use course::course;
pub(super) use kinds::marks_of;
pub use module::module;
pub use quiz::quiz;
pub use rule::rule;
pub use scenario::scenario;

use super::{
    blocks::Heading,
    document::{Document, Reader},
    findings::Findings,
    model::{Head, Part},
    problem::{Problem, nearest},
    slips::Front,
    yaml::{Data, Value},
};
use domain::content::{Kind, Practice, Slug};
use std::ops::Range;

/// Reads a part, whichever it is.
pub fn part(document: &Document, out: &mut Findings) -> Option<Part> {
    let kind = document
        .fields()
        .iter()
        .find(|(key, _)| key.name == "kind")
        .and_then(|(_, value)| match &value.data {
            Data::Text(text) => Kind::from_code(text),
            _ => None,
        });
    Some(match kind {
        Some(Kind::Quiz) => Part::Quiz(quiz(document, out)?),
        Some(Kind::Scenario) => Part::Scenario(scenario(document, out)?),
        Some(Kind::Module) => Part::Module(module(document, out)?),
        // Which other fields it takes depends on what it is.
        _ => {
            head(&mut Reader::new(document, out));
            return None;
        }
    })
}

/// Reads what all parts have in common.
fn head(reader: &mut Reader<'_, '_>) -> Option<Head> {
    let kind = reader.word("kind", &["module", "scenario", "quiz"]);
    let id = slug(reader, "id");
    let title = reader.text("title");
    let minutes = count(reader.number("minutes", 1, 240));
    let practice = reader.word("practice", &practice_codes());
    let rules = reader
        .texts("rules")
        .into_iter()
        .map(|(rule, _)| rule)
        .collect();
    Some(Head {
        kind: Kind::from_code(&kind?)?,
        id: id?,
        title,
        minutes,
        practice: Practice::from_code(&practice?)?,
        rules,
    })
}

fn practice_codes() -> Vec<&'static str> {
    Practice::ALL.iter().map(|p| p.code()).collect()
}

/// A number that [`Reader`] has already held between bounds.
fn count(n: i64) -> u32 {
    u32::try_from(n).unwrap_or(0)
}

/// Reads a name.
fn slug(reader: &mut Reader<'_, '_>, field: &'static str) -> Option<Slug> {
    let value = reader.required(field)?;
    let text = reader.as_text(value)?;
    as_slug(&text, value.at.clone(), reader.out())
}

fn as_slug(text: &str, at: Range<usize>, out: &mut Findings) -> Option<Slug> {
    let slug = Slug::parse(text).ok();
    if slug.is_none() {
        out.add(at, Problem::BadName { name: text.into() });
    }
    slug
}

/// Values that people write with spaces, where a space ends them.
const SPLIT: [&str; 2] = ["speaker", "rule"];

/// What stands in the braces of a heading: `practice=content-first rule=a,b`.
struct Attributes<'a> {
    heading: &'a Heading,
    at: Range<usize>,
    known: Vec<&'static str>,
}

impl<'a> Attributes<'a> {
    const fn new(heading: &'a Heading, at: Range<usize>) -> Self {
        Self {
            heading,
            at,
            known: Vec::new(),
        }
    }

    /// The name after `#`, which every question and scene has.
    fn id(&self, out: &mut Findings) -> String {
        match &self.heading.id {
            None => {
                let title = self.heading.title.clone();
                out.add(self.at.clone(), Problem::NoId { title });
                String::new()
            }
            Some(id) => {
                if Slug::parse(id).is_err() {
                    out.add(self.at.clone(), Problem::BadName { name: id.clone() });
                }
                id.clone()
            }
        }
    }

    fn optional(&mut self, name: &'static str) -> Option<&'a str> {
        self.known.push(name);
        self.heading
            .attributes
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.as_str())
    }

    fn list(&mut self, name: &'static str) -> Vec<String> {
        self.optional(name)
            .map(|text| text.split(',').filter(|name| !name.is_empty()))
            .map(|names| names.map(str::to_owned).collect())
            .unwrap_or_default()
    }

    /// One of a few words.
    fn word<T: Copy>(
        &mut self,
        name: &'static str,
        words: &[(&str, T)],
        out: &mut Findings,
    ) -> Option<T> {
        let text = self.optional(name)?;
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let codes: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            out.add(self.at.clone(), Problem::unknown_word(text, &codes));
        }
        found.map(|(_, value)| *value)
    }

    /// One of a few words that must be there.
    fn required_word<T: Copy>(
        &mut self,
        name: &'static str,
        words: &[(&str, T)],
        out: &mut Findings,
    ) -> Option<T> {
        if self.heading.attributes.iter().any(|(n, _)| n == name) {
            return self.word(name, words, out);
        }
        self.known.push(name);
        let problem = Problem::MissingAttribute {
            name: name.into(),
            words: words.iter().map(|(word, _)| (*word).to_owned()).collect(),
        };
        out.add(self.at.clone(), problem);
        None
    }

    /// Says which attributes and classes nobody asked for.
    fn finish(self, classes: &[&str], out: &mut Findings) {
        let mut before: Option<&str> = None;
        for (n, (name, value)) in self.heading.attributes.iter().enumerate() {
            if self.known.contains(&name.as_str()) {
                before = Some(name);
                self.spaced(n, out);
                continue;
            }
            let bare = value.is_empty();
            // Told with the value before it, to which it belongs.
            if bare
                && before.is_some_and(|b| SPLIT.contains(&b))
                && !classes.contains(&name.as_str())
            {
                continue;
            }
            before = None;
            let as_class = classes
                .iter()
                .find(|c| bare && **c == name.trim_start_matches('.'));
            let nearest =
                as_class.map_or_else(|| nearest(name, &self.known), |c| Some(format!(".{c}")));
            let name = name.clone();
            out.add(self.at.clone(), Problem::UnknownAttribute { name, nearest });
        }
        for class in &self.heading.classes {
            if !classes.contains(&class.as_str()) {
                let problem = Problem::UnknownAttribute {
                    name: format!(".{class}"),
                    nearest: nearest(class, classes).map(|c| format!(".{c}")),
                };
                out.add(self.at.clone(), problem);
            }
        }
    }

    /// Says that the value of the attribute at `n` goes on after a space.
    fn spaced(&self, n: usize, out: &mut Findings) {
        let (name, value) = &self.heading.attributes[n];
        if !SPLIT.contains(&name.as_str()) {
            return;
        }
        let more: Vec<&str> = self.heading.attributes[n + 1..]
            .iter()
            .take_while(|(name, value)| {
                value.is_empty() && !Heading::CLASSES.contains(&name.as_str())
            })
            .map(|(name, _)| name.as_str())
            .collect();
        let quoted = value.starts_with(['"', '“']);
        if more.is_empty() && !quoted {
            return;
        }
        let words = std::iter::once(value.as_str()).chain(more);
        let words = words.map(|word| word.trim_matches(['"', '“', '”', ',']));
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let slip = if name == "rule" {
            let (name, joined) = (name.clone(), words.join(","));
            Front::ListSpaces { name, joined }
        } else {
            let joined = words.join("-");
            Front::OneWord { joined }
        };
        out.add(self.at.clone(), Problem::Front(slip));
    }
}

/// Reads a text in each language.
fn texts(reader: &mut Reader<'_, '_>, field: &'static str) -> super::model::Texts {
    let Some(value) = reader.required(field) else {
        return super::model::Texts::new();
    };
    both_languages(field, value, reader.out())
}

fn both_languages(field: &str, value: &Value, out: &mut Findings) -> super::model::Texts {
    if !matches!(value.data, Data::Map(_)) {
        let field = field.to_owned();
        out.add(value.at.clone(), Problem::BothLanguages { field });
        return super::model::Texts::new();
    }
    let Some(mut inside) = Reader::inside(value, out) else {
        return super::model::Texts::new();
    };
    let ko = inside.text("ko");
    let en = inside.text("en");
    inside.finish();
    [
        (domain::language::Language::Ko, ko),
        (domain::language::Language::En, en),
    ]
    .into()
}

/// Says that ids come twice.
fn once<'a>(ids: impl Iterator<Item = (&'a str, Range<usize>)>, out: &mut Findings) {
    let mut seen = std::collections::BTreeSet::new();
    for (id, at) in ids {
        if !id.is_empty() && !seen.insert(id) {
            out.add(at, Problem::DuplicateId { id: id.into() });
        }
    }
}
