//! The figures of a question: each in words, and the shares drawn beside them.

use domain::{
    assessment::{ItemFigures, Share},
    language::Language,
};
use leptos::prelude::*;

use crate::t;

/// How wide a whole is drawn.
const WIDTH: f64 = 240.0;

/// Below this a question hardly tells who knows from who does not. After Ebel, Measuring Educational Achievement (1965).
const WEAK: f64 = 0.2;

/// All of them.
pub(super) fn view(lang: Language, figures: &ItemFigures) -> impl IntoView + use<> {
    let certainty = figures.certainty;
    let misled = match certainty {
        Some(certainty) => {
            let all: u32 = certainty.levels.iter().sum();
            let words = t!(
                lang,
                statistics.misled_value,
                count = certainty.wrong_and_sure,
                all = all,
                low = percent(certainty.misled.interval.low),
                high = percent(certainty.misled.interval.high)
            );
            view! {
                {words}
                {share(&certainty.misled, "statistics-misled")}
            }
            .into_any()
        }
        None => t!(lang, statistics.misled_unknown).into_any(),
    };
    let facility = &figures.facility;
    let words = t!(
        lang,
        statistics.facility_value,
        share = percent(facility.share),
        low = percent(facility.interval.low),
        high = percent(facility.interval.high)
    );
    view! {
        <dl class="statistics-figures">
            <div><dt>{t!(lang, statistics.misled)}</dt><dd>{misled}</dd></div>
            <div><dt>{t!(lang, statistics.facility)}</dt><dd>{words} {share(facility, "statistics-right")}</dd></div>
            <div><dt>{t!(lang, statistics.discrimination)}</dt><dd>{discrimination(lang, figures)}</dd></div>
            <div><dt>{t!(lang, statistics.time)}</dt><dd>{time(lang, figures.median_seconds)}</dd></div>
        </dl>
    }
}

/// A share of one in whole percent.
fn percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

fn discrimination(lang: Language, figures: &ItemFigures) -> String {
    let Some(value) = figures.discrimination else {
        return t!(lang, statistics.discrimination_none);
    };
    // As typesetters write it, and no minus before nothing.
    let written = format!("{value:.2}").replace('-', "−");
    let written = if written == "−0.00" {
        "0.00".to_owned()
    } else {
        written
    };
    if value < 0.0 {
        t!(lang, statistics.discrimination_turned, value = written)
    } else if value < WEAK {
        t!(lang, statistics.discrimination_weak, value = written)
    } else {
        t!(lang, statistics.discrimination_good, value = written)
    }
}

fn time(lang: Language, seconds: Option<f64>) -> String {
    let Some(seconds) = seconds else {
        return t!(lang, statistics.time_none);
    };
    // A median of whole seconds, which the width of a number holds.
    let whole = seconds.round() as u64;
    if whole < 60 {
        t!(lang, statistics.seconds, seconds = whole)
    } else {
        t!(
            lang,
            statistics.minutes,
            minutes = whole / 60,
            seconds = whole % 60
        )
    }
}

/// A share with its interval. The words beside it say the same.
fn share(share: &Share, class: &'static str) -> impl IntoView + use<> {
    let at = |value: f64| format!("{:.1}", value * WIDTH);
    let (low, high) = (at(share.interval.low), at(share.interval.high));
    view! {
        <svg class=format!("statistics-bar {class}") viewBox=format!("0 0 {WIDTH} 16") width=WIDTH.to_string() height="16" aria-hidden="true" focusable="false">
            <rect class="bar-whole" x="0" y="3" width=WIDTH.to_string() height="10" rx="3"></rect>
            <rect class="bar-part" x="0" y="3" width=at(share.share) height="10" rx="3"></rect>
            <path class="bar-interval" d=format!("M{low} 1v14M{low} 8H{high}M{high} 1v14")></path>
        </svg>
    }
}

/// How many of all. The number beside it says the same.
pub(super) fn bar(people: u32, all: u32, right: bool) -> impl IntoView {
    let width = f64::from(people) / f64::from(all.max(1)) * WIDTH / 2.0;
    let whole = WIDTH / 2.0;
    let class = if right {
        "statistics-bar statistics-right"
    } else {
        "statistics-bar"
    };
    view! {
        <svg class=class viewBox=format!("0 0 {whole} 16") width=whole.to_string() height="16" aria-hidden="true" focusable="false">
            <rect class="bar-whole" x="0" y="3" width=whole.to_string() height="10" rx="3"></rect>
            <rect class="bar-part" x="0" y="3" width=format!("{width:.1}") height="10" rx="3"></rect>
        </svg>
    }
}
