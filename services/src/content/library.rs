//! The library: all files of a `content` folder, read and taken apart.

use super::{
    document::{Document, text_of},
    findings::{Finding, Findings},
    model::{Course, Part, RuleCard},
    parse,
    problem::Problem,
};
use domain::language::Language;
use std::{collections::BTreeMap, fs, io, io::Read, path::Path};

/// The most of a file that is read; a larger one is refused by what reads it.
pub(super) const MAX_FILE: u64 = 4 * 1024 * 1024;

/// Files by their path from the library's folder, with `/`.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Reads a folder. Hidden files and what is no file or folder are left out.
///
/// # Errors
/// When a folder or file cannot be read.
pub fn read_folder(folder: &Path) -> io::Result<Files> {
    let mut files = Files::new();
    collect(folder, "", 0, &mut files)?;
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, depth: usize, files: &mut Files) -> io::Result<()> {
    // Nothing of ours lies deeper than courses/<slug>/<language>/<file>.
    if depth > 6 {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{prefix}{name}");
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect(&entry.path(), &format!("{path}/"), depth + 1, files)?;
        } else if kind.is_file() {
            let mut bytes = Vec::new();
            fs::File::open(entry.path())?
                .take(MAX_FILE + 1)
                .read_to_end(&mut bytes)?;
            files.insert(path, bytes);
        }
    }
    Ok(())
}

/// A library, as far as it could be read.
#[derive(Debug, Default)]
pub struct Library {
    /// The courses by folder.
    pub courses: BTreeMap<String, CourseFolder>,
    /// The rule cards by file name.
    pub rules: BTreeMap<String, (Document, RuleCard)>,
    /// Rule cards that are there and could not be read.
    pub unread_rules: Vec<String>,
    /// The texts as they were read, for excerpts.
    pub texts: BTreeMap<String, String>,
}

/// The folder of a course.
#[derive(Debug, Default)]
pub struct CourseFolder {
    /// `course.md`.
    pub course: Option<(Document, Course)>,
    /// The parts by name and language.
    pub parts: BTreeMap<String, BTreeMap<Language, PartFile>>,
    /// The pictures by file name.
    pub images: BTreeMap<String, Picture>,
    /// Files of parts that could not be read: known to be there, and nothing more.
    pub unread: Vec<(String, Language)>,
}

/// A part in one language.
#[derive(Debug)]
pub struct PartFile {
    /// Its path.
    pub path: String,
    /// Its document.
    pub document: Document,
    /// What it says.
    pub part: Part,
}

/// A picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    /// Its media type, by its first bytes.
    pub media_type: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Picture {
    /// A picture of a kind that browsers show and that carries no script.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let media_type = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            "image/png"
        } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            "image/jpeg"
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            "image/webp"
        } else {
            return None;
        };
        Some(Self {
            media_type,
            bytes: bytes.to_vec(),
        })
    }
}

impl Library {
    /// Takes files apart, and says what is wrong with each by itself.
    #[must_use]
    pub fn read(files: &Files) -> (Self, Vec<Finding>) {
        let mut library = Self::default();
        let mut findings = Vec::new();
        for (path, bytes) in files {
            let mut out = Findings::new(path);
            library.file(path, bytes, &mut out);
            findings.extend(out.into_list());
        }
        (library, findings)
    }

    fn file(&mut self, path: &str, bytes: &[u8], out: &mut Findings) {
        let steps: Vec<&str> = path.split('/').collect();
        match steps.as_slice() {
            [.., "README.md"] => {}
            ["rules", file] if file.ends_with(".md") => self.rule(path, stem(file), bytes, out),
            ["courses", course, "course.md"] => self.course(path, course, bytes, out),
            ["courses", course, language @ ("ko" | "en"), file] if file.ends_with(".md") => {
                if let Some(language) = Language::from_code(language) {
                    self.part(path, course, language, stem(file), bytes, out);
                }
            }
            ["courses", course, "images", file] => match Picture::from_bytes(bytes) {
                Some(_) if bytes.len() as u64 > MAX_FILE => out.add(0..0, Problem::TooLarge),
                Some(picture) => {
                    let folder = self.courses.entry((*course).to_owned()).or_default();
                    folder.images.insert((*file).to_owned(), picture);
                }
                None => {
                    let file = (*file).to_owned();
                    out.add(0..0, Problem::NotAPicture { file });
                }
            },
            _ => out.add(0..0, unknown(path)),
        }
    }

    fn document(&mut self, path: &str, bytes: &[u8], out: &mut Findings) -> Option<Document> {
        match text_of(bytes) {
            Err(problem) => {
                out.add(0..0, problem);
                None
            }
            Ok(text) => {
                let document = Document::parse(&text, out);
                self.texts.insert(path.to_owned(), text);
                document
            }
        }
    }

    fn rule(&mut self, path: &str, name: &str, bytes: &[u8], out: &mut Findings) {
        let read = self
            .document(path, bytes, out)
            .and_then(|document| parse::rule(&document, out).map(|rule| (document, rule)));
        match read {
            Some((document, rule)) => {
                named(rule.id.as_str(), name, "id", &document, out);
                self.rules.insert(name.to_owned(), (document, rule));
            }
            None => self.unread_rules.push(name.to_owned()),
        }
    }

    fn course(&mut self, path: &str, name: &str, bytes: &[u8], out: &mut Findings) {
        let document = self.document(path, bytes, out);
        let folder = self.courses.entry(name.to_owned()).or_default();
        if let Some(document) = document
            && let Some(course) = parse::course(&document, out)
        {
            named(course.slug.as_str(), name, "slug", &document, out);
            folder.course = Some((document, course));
        }
    }

    fn part(
        &mut self,
        path: &str,
        course: &str,
        language: Language,
        name: &str,
        bytes: &[u8],
        out: &mut Findings,
    ) {
        let document = self.document(path, bytes, out);
        let folder = self.courses.entry(course.to_owned()).or_default();
        let read = document.and_then(|document| {
            let part = parse::part(&document, out)?;
            named(part.head().id.as_str(), name, "id", &document, out);
            let path = path.to_owned();
            Some(PartFile {
                path,
                document,
                part,
            })
        });
        match read {
            Some(file) => {
                let languages = folder.parts.entry(name.to_owned()).or_default();
                languages.insert(language, file);
            }
            None => folder.unread.push((name.to_owned(), language)),
        }
    }
}

fn stem(file: &str) -> &str {
    file.strip_suffix(".md").unwrap_or(file)
}

fn unknown(file: &str) -> Problem {
    Problem::UnknownFile { file: file.into() }
}

fn named(found: &str, expected: &str, field: &str, document: &Document, out: &mut Findings) {
    if found != expected {
        let at = document
            .fields()
            .iter()
            .find(|(key, _)| key.name == field)
            .map_or(0..3, |(_, value)| value.at.clone());
        out.add(
            at,
            Problem::NameIsNot {
                expected: expected.into(),
            },
        );
    }
}
