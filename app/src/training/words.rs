//! How training speaks: states, reasons, deadlines. A state is a word and a shape, never a colour alone.

use domain::{
    language::Language,
    training::{Label, Reason, Why},
};
use leptos::prelude::*;
use services::training::study::Owed;
use time::Date;

use crate::{format, t};

/// What people call a state.
pub fn label_name(lang: Language, label: Label) -> String {
    match label {
        Label::Overdue => t!(lang, training.label.overdue),
        Label::DueSoon => t!(lang, training.label.due_soon),
        Label::InProgress => t!(lang, training.label.in_progress),
        Label::NotStarted => t!(lang, training.label.not_started),
        Label::Done => t!(lang, training.label.done),
        Label::NotAssigned => t!(lang, training.label.not_assigned),
    }
}

/// A state with its shape.
pub fn label_view(lang: Language, label: Label) -> impl IntoView + use<> {
    view! { <span class=format!("state state-{}", label.code())>{label_name(lang, label)}</span> }
}

/// What people call a reason.
pub fn reason_name(lang: Language, reason: Reason) -> String {
    match reason {
        Reason::NewHire => t!(lang, training.reason.new_hire),
        Reason::NewRole => t!(lang, training.reason.new_role),
        Reason::Refresher => t!(lang, training.reason.refresher),
        Reason::RuleChange => t!(lang, training.reason.rule_change),
        Reason::Incident => t!(lang, training.reason.incident),
        Reason::Other => t!(lang, training.reason.other),
    }
}

/// The reason with the words beside it; the words alone when the code says nothing.
pub fn reason_text(lang: Language, owed: &Owed) -> String {
    match (&owed.note, owed.reason) {
        (Some(note), Reason::Other) => note.clone(),
        (Some(note), reason) => format!("{}: {note}", reason_name(lang, reason)),
        (None, reason) => reason_name(lang, reason),
    }
}

/// A deadline from today: the word that stands beside the exact date.
pub fn relative(lang: Language, days: i64) -> String {
    match days {
        0 => t!(lang, training.today),
        1.. => t!(lang, training.days_left, count = days),
        _ => t!(lang, training.days_over, count = -days),
    }
}

/// The exact date of a deadline, as a sentence part.
pub fn due_by(lang: Language, on: Date) -> String {
    t!(lang, training.due_by, date = format::date(lang, on))
}

/// What a standing follows from, in one sentence.
pub fn why(lang: Language, why: Why) -> String {
    match why {
        Why::Free => t!(lang, training.why_free),
        Why::Owed {
            reason,
            due_on,
            days,
        } => t!(
            lang,
            training.why_owed,
            reason = reason_name(lang, reason),
            date = format::date(lang, due_on),
            relative = relative(lang, days)
        ),
        Why::Finished { on, late: None } => {
            t!(lang, training.why_finished, date = format::date(lang, on))
        }
        Why::Finished {
            on,
            late: Some(days),
        } => t!(
            lang,
            training.why_late,
            date = format::date(lang, on),
            count = days
        ),
    }
}

/// What people call the language that was read.
pub fn read_in(lang: Language, code: &str) -> String {
    match Language::from_code(code) {
        Some(Language::Ko) => t!(lang, common.korean),
        Some(Language::En) => t!(lang, common.english),
        None => t!(lang, training.several_languages),
    }
}

/// The first digits of a version: enough to compare by eye.
pub fn short(version: &impl ToString) -> String {
    version.to_string().chars().take(12).collect()
}
