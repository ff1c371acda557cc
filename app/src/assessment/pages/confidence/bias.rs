//! Bias in words: surer than right or less, by how much, and how far that is chance.

use std::cmp::Ordering;

use domain::{
    assessment::{CalibrationFigures, CalibrationReport},
    language::Language,
};
use leptos::prelude::*;

use super::percent;
use crate::t;

/// The section.
pub(super) fn view(
    lang: Language,
    report: &CalibrationReport,
    figures: &CalibrationFigures,
) -> impl IntoView + use<> {
    let share = f64::from(report.right) / f64::from(report.answers.max(1));
    let (said, right) = (percent(share + figures.bias), percent(share));
    let (low, high) = (figures.bias_interval.low, figures.bias_interval.high);
    let interval = t!(
        lang,
        confidence.bias_interval,
        low = points(lang, low),
        high = points(lang, high)
    );
    let none = figures.bias_interval.contains(0.0);
    view! {
        <section class="stack" aria-labelledby="bias">
            <h2 id="bias">{t!(lang, confidence.bias_title)}</h2>
            <p><strong>{sentence(lang, figures.bias)}</strong></p>
            <p>{t!(lang, confidence.bias_said, said = said, right = right)}</p>
            <p>{interval} {none.then(|| format!(" {}", t!(lang, confidence.bias_maybe_none)))}</p>
        </section>
    }
}

/// The difference as a sentence, rounded to whole points.
fn sentence(lang: Language, bias: f64) -> String {
    let points = percent(bias);
    let count = points.unsigned_abs();
    match points.cmp(&0) {
        Ordering::Greater => t!(lang, confidence.bias_over, count = count),
        Ordering::Less => t!(lang, confidence.bias_under, count = count),
        Ordering::Equal => t!(lang, confidence.bias_none),
    }
}

/// An end of its interval in a few words.
fn points(lang: Language, end: f64) -> String {
    let points = percent(end);
    let count = points.unsigned_abs();
    match points.cmp(&0) {
        Ordering::Greater => t!(lang, confidence.points_over, count = count),
        Ordering::Less => t!(lang, confidence.points_under, count = count),
        Ordering::Equal => t!(lang, confidence.points_none),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_way_it_leans_is_said_in_words() {
        assert_eq!(
            sentence(Language::En, 0.084),
            "You were surer than right by 8 percentage points."
        );
        assert_eq!(
            sentence(Language::En, -0.011),
            "You were less sure than right, by 1 percentage point."
        );
        assert_eq!(
            sentence(Language::Ko, -0.084),
            "맞은 것보다 8%p 덜 확신했어요."
        );
        assert_eq!(sentence(Language::Ko, 0.004), "맞은 만큼 확신했어요.");
        assert_eq!(points(Language::En, -0.004), "no difference");
        assert_eq!(points(Language::En, 0.15), "15 points surer");
    }
}
