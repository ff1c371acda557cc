//! What the checker found, where, and how it is shown.

use super::problem::{Problem, Severity};
use domain::language::Language;
use std::{collections::BTreeMap, fmt, ops::Range};

/// Problems of one file while it is read; places are bytes.
#[derive(Debug, Default)]
pub struct Findings {
    path: String,
    list: Vec<Finding>,
}

/// A problem and its place in bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The file, from the library's folder.
    pub path: String,
    /// The bytes.
    pub at: Range<usize>,
    /// What is wrong.
    pub problem: Problem,
}

impl Findings {
    /// None yet, in this file.
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            list: Vec::new(),
        }
    }
    /// One more.
    pub fn add(&mut self, at: Range<usize>, problem: Problem) {
        self.list.push(Finding {
            path: self.path.clone(),
            at,
            problem,
        });
    }
    /// All of them.
    #[must_use]
    pub fn into_list(self) -> Vec<Finding> {
        self.list
    }
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// How much of a line is shown, in characters.
const LONGEST: usize = 200;
/// How many of them stand before the place, in a line that is too long to be shown from its beginning.
const BEFORE: usize = 60;
/// More problems of one file than this are counted, not listed: no text that somebody wrote has as many, and a
/// megabyte of garbage can have a million.
const MOST: usize = 1_000;

/// A problem as an author sees it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Diagnostic {
    /// The file, from the library's folder.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How many characters of the line it concerns.
    pub width: usize,
    /// The line; of a long one the piece around the place, with … where it is cut.
    pub excerpt: String,
    /// How many characters of the excerpt stand before the place.
    pub place: usize,
    /// What is wrong.
    pub problem: Problem,
}

impl Diagnostic {
    /// Finds line and column of a finding in the text of its file.
    #[must_use]
    pub fn new(finding: Finding, text: &str) -> Self {
        Self::with_lines(finding, text, &line_starts(text))
    }

    /// The same, with where the lines begin: a file can have many problems.
    fn with_lines(finding: Finding, text: &str, starts: &[usize]) -> Self {
        let start = floor(text, finding.at.start);
        let end = floor(text, finding.at.end).max(start);
        let line = starts.partition_point(|at| *at <= start).max(1);
        let line_start = starts.get(line - 1).copied().unwrap_or(0);
        let line_end = starts.get(line).map_or(text.len(), |next| next - 1);
        let before = text[line_start..start].chars().count();
        let within = &text[start..end.min(line_end).max(start)];
        let width = within.chars().count().max(1);
        let (excerpt, place) = excerpt(&text[line_start..line_end], before, width);
        Self {
            file: finding.path,
            line,
            column: before + 1,
            width,
            excerpt,
            place,
            problem: finding.problem,
        }
    }

    /// Whether it has to be mended before an import.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.problem.severity() == Severity::Error
    }

    /// The line in three pieces: before the place, the place, after it.
    #[must_use]
    pub fn excerpt(&self) -> [String; 3] {
        let mut chars = self.excerpt.chars();
        let before = chars.by_ref().take(self.place).collect();
        let at = chars.by_ref().take(self.width).collect();
        [before, at, chars.collect()]
    }

    /// What is wrong, in one sentence.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        self.problem.message(language)
    }

    /// How to mend it, in one sentence.
    #[must_use]
    pub fn mend(&self, language: Language) -> String {
        self.problem.mend(language)
    }

    /// Place, message, the line with the place marked, and how to mend it.
    #[must_use]
    pub fn show(&self, language: Language) -> String {
        let number = self.line.to_string();
        let gutter = " ".repeat(number.len());
        let line = &self.excerpt;
        let before: String = line
            .chars()
            .take(self.place)
            .map(|c| {
                if c == '\t' {
                    "\t".into()
                } else {
                    " ".repeat(width(c))
                }
            })
            .collect();
        let marks: usize = line
            .chars()
            .skip(self.place)
            .take(self.width)
            .map(width)
            .sum();
        let warning = match (self.problem.severity(), language) {
            (Severity::Error, _) => "",
            (Severity::Warning, Language::Ko) => "살펴볼 것: ",
            (Severity::Warning, Language::En) => "warning: ",
        };
        format!(
            "{}:{}:{}: {warning}{}\n{gutter} |\n{number} | {line}\n{gutter} | {before}{}\n{gutter} = {}\n",
            self.file,
            self.line,
            self.column,
            self.message(language),
            "^".repeat(marks.max(1)),
            self.mend(language),
        )
    }
}

/// In English; [`Diagnostic::show`] speaks Korean, too.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.show(Language::En))
    }
}

/// The piece of a line that shows a place, and how many of its characters come before the place.
fn excerpt(line: &str, before: usize, width: usize) -> (String, usize) {
    let fits = before + width.min(LONGEST - BEFORE) <= LONGEST;
    let skipped = if fits { 0 } else { before - BEFORE };
    let mut chars = line.chars().skip(skipped);
    let shown: String = chars.by_ref().take(LONGEST).collect();
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    let end = cut(chars.next().is_some());
    (
        format!("{}{shown}{end}", cut(skipped > 0)),
        before - skipped + usize::from(skipped > 0),
    )
}

/// Columns in a terminal: Hangul and its neighbours take two.
fn width(c: char) -> usize {
    match c {
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f300}'..='\u{1faff}' => 2,
        _ => 1,
    }
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn line_starts(text: &str) -> Vec<usize> {
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(ends).collect()
}

/// Findings with lines and columns, by file and place, each once; of each file the first [`MOST`].
#[must_use]
pub fn locate(findings: Vec<Finding>, texts: &BTreeMap<String, String>) -> Vec<Diagnostic> {
    let mut files: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    for finding in findings {
        files.entry(finding.path.clone()).or_default().push(finding);
    }
    let mut all = Vec::new();
    for (path, found) in files {
        let text = texts.get(&path).map_or("", String::as_str);
        let starts = line_starts(text);
        let listed = at_most(found).into_iter();
        all.extend(listed.map(|finding| Diagnostic::with_lines(finding, text, &starts)));
    }
    all.sort();
    all.dedup();
    all
}

/// What a file has, by place and each once; when there is too much of it, the beginning and how much is left.
fn at_most(mut found: Vec<Finding>) -> Vec<Finding> {
    let place = |finding: &Finding| (finding.at.start, finding.at.end);
    found.sort_by(|a, b| (place(a), &a.problem).cmp(&(place(b), &b.problem)));
    found.dedup();
    let more = found.len().saturating_sub(MOST);
    found.truncate(MOST);
    if let Some(last) = found.last().filter(|_| more > 0).cloned() {
        let problem = Problem::ManyMore { more };
        found.push(Finding { problem, ..last });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_diagnostic_reads_well() {
        let text = "---\n제목: 하나\npratice: x\n";
        let finding = Finding {
            path: "courses/a/ko/b.md".into(),
            at: text.find("pratice").unwrap()..text.find(": x").unwrap(),
            problem: Problem::unknown_field("pratice", &["practice", "title"]),
        };
        let shown = Diagnostic::new(finding, text).to_string();
        assert_eq!(
            shown,
            "courses/a/ko/b.md:3:1: There is no field “pratice” here.\n  |\n3 | pratice: x\n  | ^^^^^^^\n  \
             = Did you mean “practice”? Otherwise take the line out.\n"
        );
    }

    #[test]
    fn a_place_far_into_a_line_is_shown() {
        let text = format!("{}여기{}", "가".repeat(300), "나".repeat(300));
        let at = text.find("여기").unwrap();
        let finding = Finding {
            path: String::new(),
            at: at..at + "여기".len(),
            problem: Problem::NotText,
        };
        let shown = Diagnostic::new(finding, &text);
        assert_eq!((shown.column, shown.width), (301, 2));
        let [before, place, after] = shown.excerpt();
        assert_eq!(before, format!("…{}", "가".repeat(60)));
        assert_eq!(place, "여기");
        assert_eq!(after, format!("{}…", "나".repeat(138)));
        let marked = format!("\n  | {}^^^^\n", " ".repeat(121));
        assert!(shown.show(Language::Ko).contains(&marked), "{shown}");
    }

    #[test]
    fn what_has_too_many_problems_lists_the_first_and_counts_the_rest() {
        let texts = BTreeMap::from([("a".to_owned(), "x".repeat(5_000))]);
        let found = (0..1_500).rev().chain(0..10).map(|at| Finding {
            path: "a".to_owned(),
            at: at..at + 1,
            problem: Problem::MissingAlt,
        });
        let all = locate(found.collect(), &texts);
        assert_eq!(all.len(), 1_001);
        assert_eq!(all[999].column, 1_000);
        assert_eq!(all[1_000].problem, Problem::ManyMore { more: 500 });
        assert!(all[1_000].is_error());
    }

    proptest! {
        #[test]
        fn no_place_panics(text in "\\PC{0,400}", start in 0usize..800, end in 0usize..800) {
            let finding = Finding { path: String::new(), at: start..end, problem: Problem::NotText };
            let shown = Diagnostic::new(finding, &text);
            let _ = shown.show(Language::Ko);
            prop_assert_eq!(shown.excerpt().concat(), shown.excerpt);
        }
    }
}
