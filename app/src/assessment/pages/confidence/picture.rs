//! Before and after, side by side: a row a task, a ring for before, a dot for after. The table below says the same.

use domain::{
    assessment::{SelfEfficacy, Sureness, Task},
    language::Language,
};
use leptos::prelude::*;

use super::scale;
use crate::t;

// In the drawing's own units.
const LEFT: u32 = 28;
const STEP: u32 = 30;
const ROW: u32 = 30;

/// The drawing.
pub(super) fn drawing(before: &SelfEfficacy, after: &SelfEfficacy) -> impl IntoView + use<> {
    let rows = Task::ALL
        .into_iter()
        .zip(1_u32..)
        .map(|(task, place)| row(place, before.of(task), after.of(task)))
        .collect_view();
    let bottom = ROW * 7 + 8;
    let grid = [0_u8, 50, 100]
        .map(|number| {
            let x = across(number);
            view! {
                <line class="curve-grid" x1=x x2=x y1="8" y2=bottom></line>
                <text class="curve-tick" x=x y=bottom + 18 text-anchor="middle">{number}</text>
            }
        })
        .collect_view();
    view! {
        <svg class="curve" viewBox="0 0 344 244" width="344" height="244" aria-hidden="true" focusable="false">
            {grid}
            {rows}
        </svg>
    }
}

fn across(number: u8) -> u32 {
    LEFT + STEP * u32::from(number) / 10
}

fn row(place: u32, before: Option<Sureness>, after: Option<Sureness>) -> impl IntoView + use<> {
    let y = ROW * (place - 1) + 24;
    let at = |said: Option<Sureness>| said.map(|said| across(said.get()));
    let (before, after) = (at(before), at(after));
    let way = before.zip(after).map(|(from, to)| {
        view! { <line class="moved-way" x1=from x2=to y1=y y2=y></line> }
    });
    view! {
        <text class="curve-name" x="0" y=y + 5>{place}</text>
        {way}
        {after.map(|x| view! { <circle class="moved-after" cx=x cy=y r="6"></circle> })}
        {before.map(|x| view! { <circle class="moved-before" cx=x cy=y r="9"></circle> })}
    }
}

/// What was said, as a table.
pub(super) fn table(
    lang: Language,
    before: Option<&SelfEfficacy>,
    after: Option<&SelfEfficacy>,
) -> impl IntoView + use<> {
    let columns: Vec<_> = [
        (t!(lang, confidence.tasks.before), before.cloned()),
        (t!(lang, confidence.tasks.after), after.cloned()),
    ]
    .into_iter()
    .filter_map(|(name, said)| Some((name, said?)))
    .collect();
    let heads = columns
        .iter()
        .map(|(name, _)| view! { <th scope="col" class="number">{name.clone()}</th> })
        .collect_view();
    let rows = Task::ALL
        .into_iter()
        .zip(1_u32..)
        .map(|(task, place)| {
            let cells = columns
                .iter()
                .map(|(_, said)| {
                    let number = said.of(task).map(|said| said.get().to_string());
                    let number = number.unwrap_or_else(|| t!(lang, confidence.tasks.left_out));
                    view! { <td class="number">{number}</td> }
                })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{place} ". " {scale::text(lang, task)}</th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-labelledby="said">
            <table class="table certainty-table">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, confidence.tasks.task)}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
