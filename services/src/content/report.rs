//! What the checker says, in three forms: for people, for programs and for GitHub's pages.

use super::{check::Checked, findings::Diagnostic, problem::Severity};
use domain::language::Language;
use serde::Serialize;

/// The form of a report.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// For people: each problem with its line and how to mend it.
    #[default]
    Text,
    /// For programs: a JSON object a line.
    Json,
    /// For GitHub: workflow commands, which its pages show beside the lines.
    Github,
}

impl Format {
    /// All of them with their names.
    pub const ALL: [(&'static str, Self); 3] = [
        ("text", Self::Text),
        ("json", Self::Json),
        ("github", Self::Github),
    ];

    /// The form of this name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let found = Self::ALL.into_iter().find(|(name, _)| *name == code);
        found.map(|(_, format)| format)
    }
}

/// A problem as programs read it: `docs/content-format.md` documents the fields.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_column: usize,
    severity: &'static str,
    code: &'static str,
    message: String,
    help: String,
}

impl Checked {
    /// All problems in a form. `folder` is where the library lies, as seen from the repository: GitHub's pages
    /// need whole paths.
    #[must_use]
    pub fn report(&self, format: Format, folder: &str, language: Language) -> String {
        let all = self.diagnostics.iter();
        match format {
            Format::Text => self.show(language),
            Format::Json => all.map(|d| json(d, language) + "\n").collect(),
            Format::Github => all.map(|d| github(d, folder, language) + "\n").collect(),
        }
    }

    /// How many problems matter that much.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let all = self.diagnostics.iter();
        let all = all.filter(|d| d.problem.severity() == severity);
        all.map(|d| d.problem.count()).sum()
    }
}

fn json(diagnostic: &Diagnostic, language: Language) -> String {
    let line = Line {
        file: &diagnostic.file,
        line: diagnostic.line,
        column: diagnostic.column,
        end_column: diagnostic.column + diagnostic.width,
        severity: diagnostic.problem.severity().code(),
        code: diagnostic.problem.code(),
        message: diagnostic.message(language),
        help: diagnostic.mend(language),
    };
    // Numbers and texts always serialise.
    serde_json::to_string(&line).unwrap_or_default()
}

fn github(diagnostic: &Diagnostic, folder: &str, language: Language) -> String {
    let folder = folder.trim_start_matches("./").trim_end_matches('/');
    let file = match folder {
        "" | "." => diagnostic.file.clone(),
        folder => format!("{folder}/{}", diagnostic.file),
    };
    let (line, column) = (diagnostic.line, diagnostic.column);
    format!(
        "::{} file={},line={line},endLine={line},col={column},endColumn={},title={}::{}",
        diagnostic.problem.severity().code(),
        property(&file),
        // GitHub counts the last column in.
        column + diagnostic.width - 1,
        property(diagnostic.problem.code()),
        data(&format!(
            "{} {}",
            diagnostic.message(language),
            diagnostic.mend(language)
        )),
    )
}

/// A text that cannot end the command it stands in.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A text that cannot end its property, either.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::{findings::Finding, problem::Problem};
    use super::*;
    use proptest::prelude::*;

    fn diagnostic(path: &str, id: &str) -> Diagnostic {
        let finding = Finding {
            path: path.to_owned(),
            at: 4..7,
            problem: Problem::DuplicateId { id: id.to_owned() },
        };
        Diagnostic::new(finding, "---\nabc\n")
    }

    #[test]
    fn programs_and_pages_read_the_same_place() {
        let one = diagnostic("courses/a/ko/b.md", "x");
        assert_eq!(
            json(&one, Language::En),
            "{\"file\":\"courses/a/ko/b.md\",\"line\":2,\"column\":1,\"end_column\":4,\"severity\":\"error\",\
             \"code\":\"duplicate-id\",\"message\":\"“x” is used twice.\",\"help\":\"Give one of them another name.\"}"
        );
        assert_eq!(
            github(&one, "./content/", Language::En),
            "::error file=content/courses/a/ko/b.md,line=2,endLine=2,col=1,endColumn=3,title=duplicate-id::\
             “x” is used twice. Give one of them another name."
        );
    }

    #[test]
    fn nothing_ends_a_command_early() {
        let one = diagnostic("a,b:c\n.md", "50%\r\n::error::x");
        let shown = github(&one, "", Language::En);
        assert!(shown.starts_with("::error file=a%2Cb%3Ac%0A.md,line="));
        assert!(shown.contains("50%25%0D%0A::error::x"));
    }

    proptest! {
        #[test]
        fn a_problem_is_one_line(path in "\\PC{0,20}|[\n\r,:%]{0,6}", id in "(\\PC|[\n\r,:%]){0,20}") {
            let one = diagnostic(&path, &id);
            let shown = github(&one, "x", Language::Ko);
            prop_assert!(!shown.contains(['\n', '\r']));
            let read: serde_json::Value = serde_json::from_str(&json(&one, Language::Ko)).unwrap();
            prop_assert_eq!(read["file"].as_str(), Some(path.as_str()));
            prop_assert!(!json(&one, Language::Ko).contains('\n'));
        }
    }
}
