//! What columns and problems of a file are called.

use domain::language::Language;
use services::accounts::import::{Column, Problem};

use crate::t;

/// The other of the two languages: columns may be called in either.
pub(super) fn other_language(lang: Language) -> Language {
    match lang {
        Language::Ko => Language::En,
        Language::En => Language::Ko,
    }
}

/// What a column is called in the first line.
pub(super) fn column_name(lang: Language, column: Column) -> &'static str {
    match lang {
        Language::Ko => column.ko(),
        Language::En => column.en(),
    }
}

/// What is wrong with a cell.
pub(super) fn problem(lang: Language, problem: Problem) -> String {
    match problem {
        Problem::Cells => t!(lang, people.problem.cells),
        Problem::Missing => t!(lang, people.problem.missing),
        Problem::Invalid => t!(lang, people.problem.invalid),
        Problem::Formula => t!(lang, people.problem.formula),
        Problem::Unknown => t!(lang, people.problem.unknown),
        Problem::Taken => t!(lang, people.problem.taken),
        Problem::Twice => t!(lang, people.problem.twice),
        Problem::Inactive => t!(lang, people.problem.inactive),
        Problem::Ambiguous => t!(lang, people.problem.ambiguous),
        Problem::NotBegun => t!(lang, people.problem.not_begun),
        Problem::Ended => t!(lang, people.problem.ended),
        Problem::LaterChange => t!(lang, people.problem.later_change),
        Problem::BeforeStart => t!(lang, people.problem.before_start),
        Problem::Protected => t!(lang, people.problem.protected),
        Problem::Circle => t!(lang, people.problem.circle),
    }
}

/// What a column holds.
pub(super) fn column_help(lang: Language, column: Column) -> String {
    match column {
        Column::Number => t!(lang, people.column.number),
        Column::Name => t!(lang, people.column.name),
        Column::Email => t!(lang, people.column.email),
        Column::Language => t!(lang, people.column.language),
        Column::LegalEntity => t!(lang, people.column.legal_entity),
        Column::Department => t!(lang, people.column.department),
        Column::Manager => t!(lang, people.column.manager),
        Column::JobRole => t!(lang, people.column.job_role),
        Column::Location => t!(lang, people.column.location),
        Column::TimeZone => t!(lang, people.column.time_zone),
        Column::Kind => t!(lang, people.column.kind),
        Column::OnLeave => t!(lang, people.column.on_leave),
        Column::From => t!(lang, people.column.from),
        Column::To => t!(lang, people.column.to),
    }
}
