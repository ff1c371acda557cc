//! The pages of assessment.

mod asked;
pub mod attempt;
pub(super) mod certainty;
pub mod challenges;
mod clock;
pub mod confidence;
mod debrief;
pub(super) mod decision;
mod feedback;
pub mod flag;
mod graded;
mod intro;
mod path_map;
mod question;
pub mod refresher;
pub mod result;
mod review;
pub mod statistics;

pub use intro::part_intro;

use domain::{content::Slug, language::Language};
use leptos::prelude::*;
use services::assessment::queries::{Head, RuleLink};

use crate::t;

/// The way back to the course, above the title.
fn back_to_course(lang: Language, course: &Slug) -> impl IntoView + use<> {
    view! { <p class="crumb"><a href=format!("/courses/{course}")>{t!(lang, content.back_to_course)}</a></p> }
}

/// Says so when a text is not there in the reader's language.
fn other_language(lang: Language, shown: Language) -> Option<impl IntoView> {
    (lang != shown).then(|| view! { <p class="notice">{t!(lang, content.other_language)}</p> })
}

/// The address of the part of an attempt.
fn part_path(head: &Head) -> String {
    format!("/courses/{}/{}", head.course, head.part)
}

/// The rule cards that something rests on.
fn rules(lang: Language, rules: Vec<RuleLink>) -> Option<impl IntoView> {
    if rules.is_empty() {
        return None;
    }
    let links = rules.into_iter().map(rule_link).collect_view();
    Some(view! {
        <div class="rests-on">
            <p class="muted">{t!(lang, assessment.rests_on)}</p>
            <ul>{links}</ul>
        </div>
    })
}

fn rule_link(rule: RuleLink) -> impl IntoView {
    view! { <li><a href=format!("/rules/{}", rule.id) lang=rule.language.code()>{rule.title}</a></li> }
}
