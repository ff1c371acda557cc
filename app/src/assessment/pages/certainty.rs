//! What the levels of certainty are called, and what each wins and risks.

use domain::{assessment::Certainty, language::Language};
use leptos::prelude::*;

use crate::t;

/// The keys that say how sure one is: beside each other under the left hand.
pub(super) const KEYS: [&str; 3] = ["q", "w", "e"];

/// The level's name.
pub(super) fn name(lang: Language, level: Certainty) -> String {
    match level {
        Certainty::C1 => t!(lang, assessment.c1),
        Certainty::C2 => t!(lang, assessment.c2),
        Certainty::C3 => t!(lang, assessment.c3),
    }
}

/// What it wins and risks, in a few words.
pub(super) fn marks(lang: Language, level: Certainty) -> String {
    match level {
        Certainty::C1 => t!(lang, assessment.c1_marks),
        Certainty::C2 => t!(lang, assessment.c2_marks),
        Certainty::C3 => t!(lang, assessment.c3_marks),
    }
}

fn when(lang: Language, level: Certainty) -> String {
    match level {
        Certainty::C1 => t!(lang, assessment.c1_when),
        Certainty::C2 => t!(lang, assessment.c2_when),
        Certainty::C3 => t!(lang, assessment.c3_when),
    }
}

/// A number with its sign, as typesetters write it.
pub(super) fn signed(marks: i32) -> String {
    match marks {
        0 => "0".to_owned(),
        n if n > 0 => format!("+{n}"),
        n => format!("−{}", n.unsigned_abs()),
    }
}

/// How often each level was said and how often it was right, as a table named by a heading.
pub(super) fn counts(
    lang: Language,
    named_by: &'static str,
    levels: &[(Certainty, u32, u32)],
) -> impl IntoView + use<> {
    let rows = levels
        .iter()
        .map(|&(level, answers, right)| {
            view! {
                <tr>
                    <th scope="row">{level.code()} " · " {name(lang, level)}</th>
                    <td class="number">{answers}</td>
                    <td class="number">{right}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-labelledby=named_by>
            <table class="table certainty-table">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, assessment.sure_level)}</th>
                        <th scope="col" class="number">{t!(lang, assessment.own_answers)}</th>
                        <th scope="col" class="number">{t!(lang, assessment.own_right)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// The levels as a table: when to say which, what it wins, what it risks.
pub(super) fn table(lang: Language) -> impl IntoView {
    let rows = Certainty::ALL
        .into_iter()
        .map(|level| {
            view! {
                <tr>
                    <th scope="row">{name(lang, level)}</th>
                    <td>{when(lang, level)}</td>
                    <td class="number">{signed(level.marks(true))}</td>
                    <td class="number">{signed(level.marks(false))}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="stack" aria-labelledby="how-sure">
            <h2 id="how-sure">{t!(lang, assessment.sure_title)}</h2>
            <p>{t!(lang, assessment.sure_lead)}</p>
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="how-sure">
                <table class="table certainty-table">
                    <thead>
                        <tr>
                            <th scope="col">{t!(lang, assessment.sure_level)}</th>
                            <th scope="col">{t!(lang, assessment.sure_when)}</th>
                            <th scope="col" class="number">{t!(lang, assessment.sure_right)}</th>
                            <th scope="col" class="number">{t!(lang, assessment.sure_wrong)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="muted">{t!(lang, assessment.sure_private)}</p>
        </section>
    }
}
