//! The reliability curve: how sure somebody said they were against how often they were right. The table says the same.

use domain::{
    assessment::{CalibrationFigures, CalibrationLevel, CalibrationReport, Share},
    language::Language,
};
use leptos::prelude::*;

use super::percent;
use crate::{assessment::pages::certainty, t};

// The plot's left edge, top edge and side, in the drawing's own units.
const LEFT: f64 = 48.0;
const TOP: f64 = 16.0;
const SIDE: f64 = 256.0;

/// Where a share of 0 to 1 lies.
fn across(share: f64) -> String {
    format!("{:.1}", SIDE.mul_add(share, LEFT))
}

fn up(share: f64) -> String {
    format!("{:.1}", SIDE.mul_add(1.0 - share, TOP))
}

/// The section.
pub(super) fn view(
    lang: Language,
    report: &CalibrationReport,
    figures: &CalibrationFigures,
) -> impl IntoView + use<> {
    let levels: Vec<_> = report.levels.into_iter().zip(figures.curve).collect();
    view! {
        <section class="stack" aria-labelledby="curve">
            <h2 id="curve">{t!(lang, confidence.curve_title)}</h2>
            <p>{t!(lang, confidence.curve_lead)}</p>
            {drawing(lang, &levels)}
            <p>{t!(lang, confidence.curve_lines)} " " {t!(lang, confidence.curve_same)}</p>
            {table(lang, &levels)}
        </section>
    }
}

fn drawing(lang: Language, levels: &[(CalibrationLevel, Option<Share>)]) -> impl IntoView + use<> {
    let said: Vec<_> = levels
        .iter()
        .filter_map(|(level, share)| Some((level.certainty, (*share)?)))
        .collect();
    let line: Vec<_> = said
        .iter()
        .map(|(level, at)| format!("{},{}", across(level.stated()), up(at.share)))
        .collect();
    let marks = said
        .into_iter()
        .map(|(level, at)| {
            let x = across(level.stated());
            let (low, high) = (up(at.interval.low), up(at.interval.high));
            let label = format!("{:.1}", SIDE.mul_add(level.stated(), LEFT + 10.0));
            // Near the ground a name would run into the numbers of the axis.
            let beside = if at.share < 0.1 { 0.04 } else { -0.05 };
            view! {
                <line class="curve-interval" x1=x.clone() x2=x.clone() y1=low y2=high></line>
                <circle class="curve-mark" cx=x cy=up(at.share) r="6"></circle>
                <text class="curve-name" x=label y=up(at.share + beside)>{level.code()}</text>
            }
        })
        .collect_view();
    view! {
        <svg class="curve" viewBox="0 0 324 332" width="324" height="332" aria-hidden="true" focusable="false">
            {grid()}
            <line class="curve-even" x1=across(0.0) y1=up(0.0) x2=across(1.0) y2=up(1.0)></line>
            <polyline class="curve-line" points=line.join(" ")></polyline>
            {marks}
            <text class="curve-axis" x=across(0.5) y="324" text-anchor="middle">{t!(lang, confidence.curve_stated)} " →"</text>
            <text class="curve-axis" x=across(0.02) y=up(0.93)>"↑ " {t!(lang, confidence.curve_right)}</text>
        </svg>
    }
}

/// Lines at each quarter, with what they stand for.
fn grid() -> impl IntoView {
    [0.0, 0.25, 0.5, 0.75, 1.0]
        .map(|share| {
            let words = format!("{}%", percent(share));
            view! {
                <line class="curve-grid" x1=across(0.0) x2=across(1.0) y1=up(share) y2=up(share)></line>
                <line class="curve-grid" x1=across(share) x2=across(share) y1=up(0.0) y2=up(1.0)></line>
                <text class="curve-tick" x="40" y=up(share - 0.016) text-anchor="end">{words.clone()}</text>
                <text class="curve-tick" x=across(share) y="292" text-anchor="middle">{words}</text>
            }
        })
        .collect_view()
}

fn table(lang: Language, levels: &[(CalibrationLevel, Option<Share>)]) -> impl IntoView + use<> {
    let rows = levels
        .iter()
        .map(|(level, share)| {
            let (right, between) = match share {
                None => (t!(lang, common.none), t!(lang, confidence.never_said)),
                Some(Share { share, interval }) => {
                    let (low, high) = (percent(interval.low), percent(interval.high));
                    let between = t!(lang, confidence.range, low = low, high = high);
                    (format!("{}%", percent(*share)), between)
                }
            };
            let stated = format!("{}%", percent(level.certainty.stated()));
            let name = certainty::name(lang, level.certainty);
            view! {
                <tr>
                    <th scope="row">{level.certainty.code()} " · " {name}</th>
                    <td data-label=t!(lang, confidence.curve_stated)>{stated}</td>
                    <td data-label=t!(lang, confidence.answers)>{level.answers}</td>
                    <td data-label=t!(lang, confidence.curve_right)>{right}</td>
                    <td data-label=t!(lang, confidence.curve_between)>{between}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-labelledby="curve">
            <table class="table table-stacks curve-table">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, confidence.level)}</th>
                        <th scope="col">{t!(lang, confidence.curve_stated)}</th>
                        <th scope="col">{t!(lang, confidence.answers)}</th>
                        <th scope="col">{t!(lang, confidence.curve_right)}</th>
                        <th scope="col">{t!(lang, confidence.curve_between)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_lies_at_the_lower_left_and_all_at_the_upper_right() {
        assert_eq!((across(0.0), up(0.0)), ("48.0".into(), "272.0".into()));
        assert_eq!((across(1.0), up(1.0)), ("304.0".into(), "16.0".into()));
    }
}
