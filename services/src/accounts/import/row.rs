//! One row of the file, parsed; and what can be wrong with one.

use super::file::{Cells, Column};
use domain::{
    accounts::{
        DepartmentCode, Email, EmployeeNumber, EmploymentKind, JobRole, LegalEntityCode, Location,
        PersonName, TimeZoneName, parse_date,
    },
    language::Language,
};
use std::collections::BTreeMap;
use time::Date;

/// A row that cannot be brought in, with its line and the reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bad {
    /// As a text editor counts, the header being 1.
    pub line: u64,
    /// In which column, where it is one.
    pub column: Option<Column>,
    /// The reason.
    pub problem: Problem,
    /// What stood there.
    pub value: String,
}

/// What is wrong with a row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Problem {
    /// More or fewer cells than columns.
    Cells,
    /// A cell must be filled.
    Missing,
    /// A cell is not of its kind.
    Invalid,
    /// A cell begins like a formula.
    Formula,
    /// Nothing has this code on that day.
    Unknown,
    /// Somebody else has it.
    Taken,
    /// It stands in two rows that do not agree.
    Twice,
    /// The person is deactivated.
    Inactive,
    /// Which of several posts is meant cannot be told.
    Ambiguous,
    /// The post had not begun on that day.
    NotBegun,
    /// The post has ended before that day.
    Ended,
    /// Another change of the post is planned for later.
    LaterChange,
    /// The last day lies before the first.
    BeforeStart,
    /// An administrator, whom only administrators change.
    Protected,
    /// Somebody would be their own manager, over others or at once.
    Circle,
}

/// A row, parsed. What is absent is to stay as it is.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) number: EmployeeNumber,
    pub(super) name: Option<PersonName>,
    pub(super) email: Option<Email>,
    pub(super) language: Option<Language>,
    pub(super) legal_entity: Option<LegalEntityCode>,
    pub(super) department: Option<DepartmentCode>,
    pub(super) manager: Option<EmployeeNumber>,
    pub(super) job_role: Option<JobRole>,
    pub(super) location: Option<Location>,
    pub(super) time_zone: Option<TimeZoneName>,
    pub(super) kind: Option<EmploymentKind>,
    pub(super) on_leave: Option<bool>,
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
}

impl Row {
    /// Whether it says anything of a post.
    pub(super) const fn has_post(&self) -> bool {
        self.legal_entity.is_some()
            || self.department.is_some()
            || self.manager.is_some()
            || self.job_role.is_some()
            || self.location.is_some()
            || self.kind.is_some()
            || self.on_leave.is_some()
            || self.from.is_some()
            || self.to.is_some()
    }
}

/// Parses rows; zones are looked up once each.
#[derive(Default)]
pub(super) struct Parser {
    zones: BTreeMap<String, Option<TimeZoneName>>,
}

impl Parser {
    /// The row, or everything that is wrong with it.
    pub(super) fn parse(&mut self, cells: &Cells) -> Result<Row, Vec<Bad>> {
        let line = cells.line;
        let whole = |column, problem| Bad {
            line,
            column,
            problem,
            value: String::new(),
        };
        if !cells.fits() {
            return Err(vec![whole(None, Problem::Cells)]);
        }
        let mut bad = Vec::new();
        let number = take(cells, Column::Number, &mut bad, |s| {
            EmployeeNumber::parse(s).ok()
        });
        if cells.get(Column::Number).is_none() {
            bad.push(whole(Some(Column::Number), Problem::Missing));
        }
        let row = Row {
            line,
            number: match number {
                Some(number) => number,
                None => return Err(bad),
            },
            name: text(cells, Column::Name, &mut bad, |s| PersonName::parse(s).ok()),
            email: take(cells, Column::Email, &mut bad, |s| Email::parse(s).ok()),
            language: take(cells, Column::Language, &mut bad, language),
            legal_entity: take(cells, Column::LegalEntity, &mut bad, |s| {
                LegalEntityCode::parse(s).ok()
            }),
            department: take(cells, Column::Department, &mut bad, |s| {
                DepartmentCode::parse(s).ok()
            }),
            manager: take(cells, Column::Manager, &mut bad, |s| {
                EmployeeNumber::parse(s).ok()
            }),
            job_role: text(cells, Column::JobRole, &mut bad, |s| JobRole::parse(s).ok()),
            location: text(cells, Column::Location, &mut bad, |s| {
                Location::parse(s).ok()
            }),
            time_zone: take(cells, Column::TimeZone, &mut bad, |s| self.zone(s)),
            kind: take(cells, Column::Kind, &mut bad, kind),
            on_leave: take(cells, Column::OnLeave, &mut bad, yes_or_no),
            from: take(cells, Column::From, &mut bad, parse_date),
            to: take(cells, Column::To, &mut bad, parse_date),
        };
        if bad.is_empty() { Ok(row) } else { Err(bad) }
    }

    fn zone(&mut self, name: &str) -> Option<TimeZoneName> {
        let known = || {
            let zone = TimeZoneName::parse(name).ok()?;
            crate::zone::exists(zone.as_str()).then_some(zone)
        };
        self.zones
            .entry(name.to_owned())
            .or_insert_with(known)
            .clone()
    }
}

/// A cell of its kind; one that is not is noted.
fn take<T>(
    cells: &Cells,
    column: Column,
    bad: &mut Vec<Bad>,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    let value = cells.get(column)?;
    let parsed = parse(value);
    if parsed.is_none() {
        note(cells, column, Problem::Invalid, bad);
    }
    parsed
}

/// Free text. A spreadsheet would run what begins like a formula when it is exported again.
fn text<T>(
    cells: &Cells,
    column: Column,
    bad: &mut Vec<Bad>,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    if cells.get(column)?.starts_with(['=', '+', '-', '@']) {
        note(cells, column, Problem::Formula, bad);
        return None;
    }
    take(cells, column, bad, parse)
}

fn note(cells: &Cells, column: Column, problem: Problem, bad: &mut Vec<Bad>) {
    let value = cells.get(column).unwrap_or_default();
    bad.push(Bad {
        line: cells.line,
        column: Some(column),
        problem,
        value: value.chars().take(60).collect(),
    });
}

fn language(text: &str) -> Option<Language> {
    match text.to_lowercase().as_str() {
        "ko" | "korean" | "한국어" => Some(Language::Ko),
        "en" | "english" | "영어" => Some(Language::En),
        _ => None,
    }
}

fn kind(text: &str) -> Option<EmploymentKind> {
    match text.to_lowercase().as_str() {
        "employee" | "직원" | "정규직" => Some(EmploymentKind::Employee),
        "contractor" | "계약직" | "계약" => Some(EmploymentKind::Contractor),
        "agency" | "파견" | "파견직" => Some(EmploymentKind::Agency),
        _ => None,
    }
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "예" => Some(true),
        "no" | "n" | "false" | "0" | "아니요" | "아니오" => Some(false),
        _ => None,
    }
}
