//! The Brier score with its three parts, each in plain words.

use domain::{
    assessment::{BrierParts, CalibrationFigures},
    language::Language,
};
use leptos::prelude::*;

use crate::t;

/// The section.
pub(super) fn view(lang: Language, figures: &CalibrationFigures) -> impl IntoView + use<> {
    let BrierParts {
        reliability,
        resolution,
        uncertainty,
    } = figures.parts;
    let rows = [
        (
            t!(lang, confidence.reliability),
            reliability,
            t!(lang, confidence.reliability_note),
        ),
        (
            t!(lang, confidence.resolution),
            resolution,
            t!(lang, confidence.resolution_note),
        ),
        (
            t!(lang, confidence.uncertainty),
            uncertainty,
            t!(lang, confidence.uncertainty_note),
        ),
    ]
    .into_iter()
    .map(|(name, value, note)| {
        view! {
            <li>
                <p><strong>{name} ": " {figure(value)}</strong></p>
                <p class="muted">{note}</p>
            </li>
        }
    })
    .collect_view();
    let sum = t!(
        lang,
        confidence.score_sum,
        reliability = figure(reliability),
        resolution = figure(resolution),
        uncertainty = figure(uncertainty),
        score = figure(figures.brier)
    );
    view! {
        <section class="stack" aria-labelledby="score">
            <h2 id="score">{t!(lang, confidence.score_title)}</h2>
            <p class="score">
                <strong class="score-number">{figure(figures.brier)}</strong>
                <span>{t!(lang, confidence.score)}</span>
            </p>
            <p>{t!(lang, confidence.score_lead)}</p>
            <ol class="score-parts">{rows}</ol>
            <p class="muted">{sum}</p>
        </section>
    }
}

/// Three digits after the point; what is almost nothing is nothing, without a sign.
fn figure(value: f64) -> String {
    format!("{:.3}", value.abs())
}
