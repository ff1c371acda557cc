//! The four states by practice: only where five answers are behind it, and always with how many.

use domain::{assessment::Calibration, language::Language};
use leptos::prelude::*;
use services::assessment::queries::{OwnCalibration, PracticeStanding};

use crate::{
    stories::practice_name,
    t,
    ui::{StatusWord, Tone},
};

/// The section.
pub(super) fn view(lang: Language, own: &OwnCalibration) -> impl IntoView + use<> {
    let items = own
        .practices
        .iter()
        .map(|standing| item(lang, own, standing));
    let items = items.collect_view();
    let none = own.practices.is_empty();
    let fewer = (own.fewer > 0).then(|| t!(lang, confidence.fewer, count = own.fewer));
    let list = if none {
        view! { <p>{t!(lang, confidence.practices_none)}</p> }.into_any()
    } else {
        view! { <ul class="practice-standings">{items}</ul> }.into_any()
    };
    view! {
        <section class="stack" aria-labelledby="practices">
            <h2 id="practices">{t!(lang, confidence.practices_title)}</h2>
            {(!none).then(|| view! { <p>{t!(lang, confidence.practices_lead)}</p> })}
            {list}
            {fewer.map(|words| view! { <p class="muted">{words}</p> })}
        </section>
    }
}

fn item(
    lang: Language,
    own: &OwnCalibration,
    standing: &PracticeStanding,
) -> impl IntoView + use<> {
    let tally = standing.tally;
    let counts = Calibration::ALL
        .into_iter()
        .map(|state| {
            view! {
                <div class="own-kind"><dt>{means(lang, state)}</dt><dd>{tally.count(state)}</dd></div>
            }
        })
        .collect_view();
    let course = own.courses.get(&standing.practice).map(|course| {
        let href = format!("/courses/{}", course.slug);
        view! {
            <p>
                {t!(lang, confidence.course_on)} " "
                <a href=href lang=course.language.code()>{course.title.clone()}</a>
            </p>
        }
    });
    view! {
        <li>
            <h3>{practice_name(lang, standing.practice)}</h3>
            <p class="practice-mostly">
                <span class="muted">
                    {t!(lang, confidence.practice_answers, count = tally.answers())} " · " {t!(lang, confidence.mostly)}
                </span>
                " "
                {tally.prevailing().map(|state| view! { <StatusWord word=name(lang, state) tone=tone(state)/> })}
            </p>
            <dl class="own-kinds">{counts}</dl>
            {course}
        </li>
    }
}

fn name(lang: Language, state: Calibration) -> String {
    match state {
        Calibration::Ready => t!(lang, confidence.state.ready),
        Calibration::NeedsConfidence => t!(lang, confidence.state.needs_confidence),
        Calibration::NeedsTeaching => t!(lang, confidence.state.needs_teaching),
        Calibration::AtRisk => t!(lang, confidence.state.at_risk),
    }
}

fn means(lang: Language, state: Calibration) -> String {
    match state {
        Calibration::Ready => t!(lang, confidence.state_means.ready),
        Calibration::NeedsConfidence => t!(lang, confidence.state_means.needs_confidence),
        Calibration::NeedsTeaching => t!(lang, confidence.state_means.needs_teaching),
        Calibration::AtRisk => t!(lang, confidence.state_means.at_risk),
    }
}

const fn tone(state: Calibration) -> Tone {
    match state {
        Calibration::Ready => Tone::Ready,
        Calibration::NeedsConfidence => Tone::Info,
        Calibration::NeedsTeaching => Tone::Soon,
        Calibration::AtRisk => Tone::Harm,
    }
}
