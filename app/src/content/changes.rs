//! What a new version changes, as a list that can be opened down to the line.

use domain::language::Language;
use leptos::prelude::*;
use services::content::{
    candidates::PartChange,
    compare::{Difference, Place, What},
};

use super::publish::kind_name;
use crate::{
    t,
    ui::{DifferenceLines, DifferenceText},
};

/// The list.
pub fn view(lang: Language, changes: &[PartChange]) -> impl IntoView + use<> {
    let items = changes
        .iter()
        .map(|change| part(lang, change))
        .collect_view();
    view! { <ul class="changes">{items}</ul> }
}

fn part(lang: Language, change: &PartChange) -> impl IntoView + use<> {
    let title_language = change.language.unwrap_or(lang);
    let differences = change
        .differences
        .iter()
        .map(|(language, found)| difference(lang, *language, found))
        .collect_view();
    view! {
        <li>
            <h3>
                <span class="change-kind">{kind_name(lang, change.kind)}</span> " "
                <span lang=title_language.code()>{change.title.clone()}</span> " "
                <span class=format!("badge {}", class(change.what))>{what(lang, change.what)}</span>
            </h3>
            {(!change.differences.is_empty()).then(|| view! { <ul class="differences">{differences}</ul> })}
        </li>
    }
}

fn difference(
    lang: Language,
    language: Option<Language>,
    found: &Difference,
) -> impl IntoView + use<> {
    let shown = language.unwrap_or(lang);
    let place = match &found.place {
        Place::Field(name) => view! { <code>{name.clone()}</code> }.into_any(),
        Place::Beginning => view! { <span>{t!(lang, content.change.beginning)}</span> }.into_any(),
        Place::Section(title) => {
            view! { <span lang=shown.code()>{title.clone()}</span> }.into_any()
        }
    };
    let language = language.map(|language| match language {
        Language::Ko => t!(lang, common.korean),
        Language::En => t!(lang, common.english),
    });
    let lines = (found.what != What::Moved).then(|| {
        let text = DifferenceText {
            gone: t!(lang, content.change.gone),
            new: t!(lang, content.change.new),
        };
        view! { <DifferenceLines lines=found.lines.clone() text=text lang=shown.code()/> }
    });
    view! {
        <li>
            <details>
                <summary>
                    {language.map(|language| view! { <span class="muted">{language}</span> " · " })}
                    {place} " · " {what(lang, found.what)}
                </summary>
                {lines}
                {(found.what == What::Moved).then(|| view! { <p>{t!(lang, content.change.only_moved)}</p> })}
            </details>
        </li>
    }
}

fn what(lang: Language, what: What) -> String {
    match what {
        What::Added => t!(lang, content.change.added),
        What::Removed => t!(lang, content.change.removed),
        What::Changed => t!(lang, content.change.changed),
        What::Moved => t!(lang, content.change.moved),
    }
}

const fn class(what: What) -> &'static str {
    match what {
        What::Added => "badge-added",
        What::Removed => "badge-removed",
        What::Changed | What::Moved => "badge-changed",
    }
}
