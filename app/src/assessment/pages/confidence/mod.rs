//! Confidence, each one's own: how well certainty meets truth, a short practice of saying it, and how sure one is of the
//! tasks before and after a course. None of these pages has an id in its address: each shows whoever asks their own.

mod bias;
mod curve;
pub mod erase;
pub mod own;
mod picture;
pub mod practice;
mod practices;
mod rehearsal;
mod scale;
mod score;
pub mod tasks;

use domain::{content::Slug, language::Language};
use leptos::prelude::*;

use crate::t;

/// The way from `/me` to one's own picture.
pub fn own_section(lang: Language) -> impl IntoView {
    view! {
        <section class="stack" aria-labelledby="confidence">
            <h2 id="confidence">{t!(lang, confidence.me_title)}</h2>
            <p>{t!(lang, confidence.me_lead)}</p>
            <p><a class="button-secondary" href="/me/confidence">{t!(lang, confidence.me_link)}</a></p>
        </section>
    }
}

/// The practice's address, with the quiz to come back to.
fn practice_path(course: &Slug, part: &Slug) -> String {
    format!("/assessment/practice?course={course}&part={part}")
}

/// On the page before a quiz: large for somebody who has never answered a question.
pub(super) fn try_first(lang: Language, course: &Slug, part: &Slug) -> impl IntoView + use<> {
    view! {
        <aside class="try-first" aria-labelledby="try-first">
            <h2 id="try-first">{t!(lang, confidence.practice.first_time)}</h2>
            <p>{t!(lang, confidence.practice.first_lead)}</p>
            <p><a class="button-secondary" href=practice_path(course, part)>{t!(lang, confidence.practice.link)}</a></p>
        </aside>
    }
}

/// The same for everybody else: one line.
pub(super) fn try_again(lang: Language, course: &Slug, part: &Slug) -> impl IntoView + use<> {
    view! { <p class="muted"><a href=practice_path(course, part)>{t!(lang, confidence.practice.later)}</a></p> }
}

/// A share of 0 to 1 as a whole percentage.
#[allow(
    clippy::cast_possible_truncation,
    reason = "a share lies between −1 and 1: its percentage fits"
)]
fn percent(share: f64) -> i64 {
    (share * 100.0).round() as i64
}
