//! The path as a map: a column a step, a dot for everything that could be done, a line through what was.

use domain::language::Language;
use leptos::prelude::*;
use services::assessment::queries::{Taken, Way};

use crate::t;

const STEP: usize = 72;
const ROW: usize = 36;
const EDGE: usize = 24;

/// The map with its legend. The list of steps says the same, so that readers of it lose nothing.
pub(super) fn view(lang: Language, path: &[Taken]) -> impl IntoView + use<> {
    let rows = path.iter().map(|turn| turn.ways.len()).max().unwrap_or(0);
    let width = EDGE * 2 + STEP * path.len().saturating_sub(1);
    let height = EDGE * 2 + ROW * rows.saturating_sub(1);
    let line = path
        .iter()
        .enumerate()
        .map(|(n, turn)| {
            let row = turn.ways.iter().position(|way| way.taken).unwrap_or(0);
            format!("{},{}", EDGE + n * STEP, EDGE + row * ROW)
        })
        .collect::<Vec<_>>()
        .join(" ");
    let columns = path
        .iter()
        .enumerate()
        .map(|(n, turn)| column(n, &turn.ways))
        .collect_view();
    view! {
        <figure class="path-map">
            <svg viewBox=format!("0 0 {width} {height}") width=width height=height aria-hidden="true" focusable="false">
                <polyline class="path-line" points=line></polyline>
                {columns}
            </svg>
            <figcaption class="path-legend">
                <span class="legend legend-taken">{t!(lang, assessment.map_taken)}</span>
                <span class="legend legend-best">{t!(lang, assessment.map_best)}</span>
                <span class="legend legend-other">{t!(lang, assessment.map_other)}</span>
            </figcaption>
        </figure>
    }
}

fn column(n: usize, ways: &[Way]) -> impl IntoView + use<> {
    let best = ways.iter().map(|way| way.score).max().unwrap_or(0);
    let x = EDGE + n * STEP;
    let dots = ways
        .iter()
        .enumerate()
        .map(|(row, way)| {
            let y = EDGE + row * ROW;
            let class = match (way.taken, way.score) {
                (true, 0) => "node node-taken node-harm",
                (true, _) => "node node-taken",
                (false, _) => "node",
            };
            let ring = (way.score == best).then(|| {
                view! { <circle class="node-best" cx=x cy=y r="15"></circle> }
            });
            let mark = if way.taken && way.score == 0 {
                view! { <rect class=class x=x - 8 y=y - 8 width="16" height="16"></rect> }
                    .into_any()
            } else {
                view! { <circle class=class cx=x cy=y r="9"></circle> }.into_any()
            };
            view! { {ring} {mark} }
        })
        .collect_view();
    view! { <a href=format!("#step-{}", n + 1) tabindex="-1">{dots}</a> }
}
