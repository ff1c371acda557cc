//! The checker: every problem of a library in one run.

mod anchors;
mod cards;
mod graph;
mod guessable;
mod languages;
mod marks;
mod moved;
mod references;
mod renamed;
mod tables;
mod text;
mod translated;
mod whole;

use super::{
    document::Document,
    findings::{self, Diagnostic, Finding, Findings},
    library::{CourseFolder, Files, Library, PartFile},
    model::{Item, Part},
    parse,
    problem::{Problem, Severity, nearest},
    slips::Front,
};
use domain::{assessment::ItemKind, language::Language};
use std::ops::Range;
use time::Date;

/// What a check takes into account besides the library itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setting<'a> {
    /// The day on which rule cards must not be overdue; without one, none is.
    pub today: Option<Date>,
    /// An earlier state of the library, whose names must not move.
    pub against: Option<&'a Files>,
}

/// What a check found, and the library it read.
#[derive(Debug)]
pub struct Checked {
    /// Every problem, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    library: Library,
}

impl Checked {
    /// The library, if nothing is wrong with it. A warning is nothing wrong.
    ///
    /// # Errors
    /// The problems.
    pub fn into_library(self) -> Result<Library, Vec<Diagnostic>> {
        if self.count(Severity::Error) == 0 {
            Ok(self.library)
        } else {
            Err(self.diagnostics)
        }
    }

    /// All problems as text, or the sentence that there is none.
    #[must_use]
    pub fn show(&self, language: Language) -> String {
        let mut out: String = self
            .diagnostics
            .iter()
            .map(|d| d.show(language) + "\n")
            .collect();
        out.push_str(&self.summary(language));
        out
    }

    /// What it comes to, in one line.
    fn summary(&self, language: Language) -> String {
        let (courses, rules) = (self.library.courses.len(), self.library.rules.len());
        let (errors, warnings) = (self.count(Severity::Error), self.count(Severity::Warning));
        match (language, errors, warnings) {
            (Language::Ko, 0, 0) if courses + rules == 0 => {
                "여기에는 과정도 규칙 카드도 없어요. courses와 rules가 들어 있는 폴더를 알려 주세요.\n".into()
            }
            (Language::En, 0, 0) if courses + rules == 0 => {
                "There is neither a course nor a rule card here. Name the folder that holds courses and rules.\n".into()
            }
            (Language::Ko, 0, 0) => {
                format!("과정 {courses}개와 규칙 카드 {rules}개에 문제가 없어요.\n")
            }
            (Language::Ko, n, 0) => format!("문제가 {n}개 있어요.\n"),
            (Language::Ko, 0, w) => format!("고쳐야 할 문제는 없고, 살펴볼 것이 {w}개 있어요.\n"),
            (Language::Ko, n, w) => format!("문제가 {n}개, 살펴볼 것이 {w}개 있어요.\n"),
            (Language::En, 0, 0) => format!(
                "Nothing to report on {}, {}.\n",
                some(courses, "course"),
                some(rules, "rule card")
            ),
            (Language::En, n, 0) => format!("{} found.\n", some(n, "problem")),
            (Language::En, 0, w) => format!("No problem, {} found.\n", some(w, "warning")),
            (Language::En, n, w) => {
                format!("{}, {} found.\n", some(n, "problem"), some(w, "warning"))
            }
        }
    }
}

fn some(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

/// Checks the files of a library by themselves.
#[must_use]
pub fn check(files: &Files) -> Checked {
    check_with(files, &Setting::default())
}

/// Checks the files of a library.
#[must_use]
pub fn check_with(files: &Files, setting: &Setting<'_>) -> Checked {
    let (library, mut all) = Library::read(files);
    if let Some(path) = wrong_folder(files) {
        // Where nothing is at its place, only the place is told.
        all = vec![Finding {
            path,
            at: 0..0,
            problem: Problem::Front(Front::WrongFolder),
        }];
    }
    // A card that could not be read has said why; those who name it are right that it is there.
    let names = library.rules.keys().chain(&library.unread_rules);
    let rules: Vec<&str> = names.map(String::as_str).collect();
    for (name, folder) in &library.courses {
        course(name, folder, &rules, &mut all);
    }
    for (name, (document, card)) in &library.rules {
        let mut out = Findings::new(&format!("rules/{name}.md"));
        text::check(
            document,
            &text::Targets {
                headings: Some(&[]),
                rules: &rules,
                images: None,
            },
            &mut out,
        );
        cards::check(card, document, setting.today, &mut out);
        all.extend(out.into_list());
    }
    if let Some(before) = setting.against {
        let before = Library::read(before).0;
        moved::check(&library, &before, &mut all);
        renamed::check(&library, &before, &mut all);
    }
    Checked {
        diagnostics: findings::locate(all, &library.texts),
        library,
    }
}

/// A course.md that lies where the folder of a course, or of all courses, was named for that of the library.
fn wrong_folder(files: &Files) -> Option<String> {
    let lies_right = |path: &String| path.starts_with("courses/") || path.starts_with("rules/");
    let is_course = |path: &&String| path.rsplit('/').next() == Some("course.md");
    if files.keys().any(lies_right) {
        return None;
    }
    files.keys().find(is_course).cloned()
}

fn course(name: &str, folder: &CourseFolder, rules: &[&str], all: &mut Vec<Finding>) {
    let path = format!("courses/{name}/course.md");
    let mut out = Findings::new(&path);
    match &folder.course {
        // A course.md that could not be read has said why already.
        None if all.iter().any(|f| f.path == path) => {}
        None => out.add(0..0, Problem::NoCourse),
        Some((document, course)) => {
            let at = field(document, "parts");
            for part in &course.parts {
                let there = folder.parts.contains_key(part.as_str())
                    || folder.unread.iter().any(|(name, _)| name == part.as_str());
                if !there {
                    let part = part.to_string();
                    out.add(at.clone(), Problem::MissingPart { part });
                }
            }
            if !course.parts.is_empty() && !has_quiz(folder) {
                out.add(field(document, "pass_mark"), Problem::PassMarkUnreachable);
            }
            whole::check(folder, document, course, &mut out, all);
            unlisted(folder, course, all);
            missing_languages(folder, &course.languages, all);
        }
    }
    all.extend(out.into_list());
    for files in folder.parts.values() {
        for file in files.values() {
            part(file, folder, rules, all);
        }
        translated::check(files, all);
        // A slip in one file would be told again as a difference in the other.
        let slip = |f: &Finding| f.problem.severity() == Severity::Error;
        let clean = |file: &PartFile| !all.iter().any(|f| f.path == file.path && slip(f));
        if files.values().all(clean) {
            languages::compare(files, all);
        }
    }
}

/// Whether something in the course is graded, as far as it could be read.
fn has_quiz(folder: &CourseFolder) -> bool {
    let files = folder.parts.values().flat_map(|files| files.values());
    !folder.unread.is_empty() || files.map(|f| &f.part).any(|p| matches!(p, Part::Quiz(_)))
}

/// Where a document's front matter gives a field its value; its first line if it does not.
fn field(document: &Document, name: &str) -> Range<usize> {
    let found = document.fields().iter().find(|(key, _)| key.name == name);
    found.map_or(0..3, |(_, value)| value.at.clone())
}

fn unlisted(folder: &CourseFolder, course: &super::model::Course, all: &mut Vec<Finding>) {
    for (name, files) in &folder.parts {
        if !course.parts.iter().any(|p| p.as_str() == name) {
            for file in files.values() {
                all.push(Finding {
                    path: file.path.clone(),
                    at: 0..3,
                    problem: Problem::UnlistedPart { part: name.clone() },
                });
            }
        }
    }
}

fn missing_languages(folder: &CourseFolder, wanted: &[Language], all: &mut Vec<Finding>) {
    for (name, files) in &folder.parts {
        for language in wanted.iter().copied() {
            let unread = folder
                .unread
                .iter()
                .any(|(n, l)| n == name && *l == language);
            if let Some(file) = files.values().next()
                && !files.contains_key(&language)
                && !unread
            {
                all.push(Finding {
                    path: file.path.clone(),
                    at: 0..3,
                    problem: Problem::MissingTranslation { language },
                });
            }
        }
    }
}

fn part(file: &PartFile, folder: &CourseFolder, rules: &[&str], all: &mut Vec<Finding>) {
    let of_file = || all.iter().filter(|finding| finding.path == file.path);
    let clean = of_file().next().is_none();
    let formed = !of_file().any(|finding| is_of_form(finding, &file.document));
    let mut out = Findings::new(&file.path);
    let marks: Vec<String> = match &file.part {
        Part::Quiz(quiz) => quiz.items.iter().flat_map(link_targets).collect(),
        Part::Module(_) | Part::Scenario(_) => Vec::new(),
    };
    let headings: Option<Vec<&str>> = match &file.part {
        Part::Module(m) => Some(m.headings.iter().map(String::as_str).collect()),
        Part::Quiz(_) => Some(marks.iter().map(String::as_str).collect()),
        Part::Scenario(_) => None,
    };
    let targets = text::Targets {
        headings: headings.as_deref(),
        rules,
        images: Some(&folder.images),
    };
    text::check(&file.document, &targets, &mut out);
    let at = field(&file.document, "rules");
    known_rules(&file.part.head().rules, &at, rules, &mut out);
    match &file.part {
        Part::Module(_) => {}
        Part::Quiz(quiz) => {
            for item in &quiz.items {
                known_rules(&item.rules, &item.at, rules, &mut out);
            }
            if clean {
                guessable::quiz(quiz, &mut out);
            }
        }
        Part::Scenario(scenario) => {
            for scene in &scenario.scenes {
                known_rules(&scene.rules, &scene.at, rules, &mut out);
            }
            graph::check(scenario, &file.document, formed, &mut out);
            if clean {
                guessable::scenario(scenario, &mut out);
            }
        }
    }
    all.extend(out.into_list());
}

/// Whether a finding is an error in what stands under the front matter, or in the states that it ends with.
fn is_of_form(finding: &Finding, document: &Document) -> bool {
    let states = field(document, "state");
    finding.problem.severity() == Severity::Error
        && (finding.at.start >= document.body_at
            || (states.start > 3 && finding.at.start >= states.start))
}

/// Where links of a quiz lead: to questions, and from a draft to its marks. A mark that is not in the list has been
/// told as one.
fn link_targets(item: &Item) -> Vec<String> {
    let marks = item.choices.iter().filter(|_| item.kind == ItemKind::Mark);
    std::iter::once(item.id.clone())
        .chain(marks.map(|c| c.id.clone()))
        .chain(parse::marks_of(&item.draft))
        .collect()
}

fn known_rules(named: &[String], at: &Range<usize>, rules: &[&str], out: &mut Findings) {
    for rule in named {
        if !rules.contains(&rule.as_str()) {
            let problem = Problem::UnknownRule {
                rule: rule.clone(),
                nearest: nearest(rule, rules),
            };
            out.add(at.clone(), problem);
        }
    }
}
