//! A finished scenario: how it ended, the way there, and what would have been better.

use domain::language::Language;
use leptos::prelude::*;
use services::{
    assessment::queries::{Debrief, Ending, Head, Other, Taken},
    content::model::Outcome,
};

use super::{certainty, feedback, intro::start_form, part_path, path_map, review::on, rules};
use crate::t;

/// The page's content.
pub(super) fn view(lang: Language, head: &Head, debrief: Debrief) -> impl IntoView + use<> {
    let code = head.language.code();
    let (class, outcome) = outcome(lang, debrief.outcome);
    let harm = debrief.path.iter().any(|turn| turn.score == 0);
    let map = path_map::view(lang, &debrief.path);
    let last = debrief.path.last().map(|turn| turn.feedback.clone());
    let steps = debrief.path.into_iter().enumerate();
    let steps = steps
        .map(|(n, turn)| step(lang, code, n + 1, turn))
        .collect_view();
    view! {
        <article class="prose result debrief">
            {super::other_language(lang, head.language)}
            <p class="crumb"><a href=part_path(head) lang=code>{head.title.clone()}</a></p>
            <p class=class>{outcome}</p>
            <h1 lang=code>{debrief.title}</h1>
            {last.map(|html| view! { <div class="came-text" lang=code inner_html=html></div> })}
            <div class="ending-text" lang=code inner_html=debrief.text></div>
            {rules(lang, debrief.rules)}
            <div class="actions">
                {on(lang, head)}
                {start_form(&head.course, &head.part, t!(lang, assessment.again), "button-secondary")}
            </div>
            <section class="stack" aria-labelledby="path">
                <h2 id="path">{t!(lang, assessment.path)}</h2>
                <p>
                    {t!(lang, assessment.path_percent, percent = debrief.percent)}
                    {harm.then(|| format!(" · {}", t!(lang, assessment.path_harm)))}
                </p>
                {map}
                <ol class="path-list">{steps}</ol>
            </section>
            {endings(lang, code, debrief.endings)}
        </article>
    }
}

fn step(lang: Language, code: &'static str, n: usize, turn: Taken) -> impl IntoView + use<> {
    let (class, word) = match turn.score {
        0 => ("turn-word turn-harm", t!(lang, assessment.turn_harm)),
        1 => ("turn-word turn-weak", t!(lang, assessment.turn_weak)),
        2 => ("turn-word turn-fine", t!(lang, assessment.turn_fine)),
        _ => ("turn-word turn-best", t!(lang, assessment.turn_best)),
    };
    let right = turn.better.is_none();
    let sure = turn.certainty.map(|level| {
        let said = t!(
            lang,
            assessment.you_said,
            level = certainty::name(lang, level)
        );
        let words = feedback::words(lang, right, Some(level));
        view! { <p class="path-sure"><span class="muted">{said}</span> " " {words}</p> }
    });
    let better = turn.better.map(|better| {
        view! {
            <div class="better">
                <p class="better-label">{t!(lang, assessment.better)}</p>
                {other(lang, code, better)}
            </div>
        }
    });
    let count = turn.others.len();
    let others = turn.others.into_iter();
    let others = others.map(|way| view! { <li>{other(lang, code, way)}</li> });
    let others = (count > 0).then(|| {
        view! {
            <details>
                <summary>{t!(lang, assessment.others, count = count)}</summary>
                <ul class="others">{others.collect_view()}</ul>
            </details>
        }
    });
    view! {
        <li id=format!("step-{n}")>
            <h3 lang=code>{turn.title}</h3>
            <p class=class>{word}</p>
            <p class="path-chosen" lang=code inner_html=turn.chosen></p>
            {sure}
            <div lang=code inner_html=turn.feedback></div>
            {better}
            {others}
            {rules(lang, turn.rules)}
        </li>
    }
}

/// What was not done: what would have come of it, and where it led.
fn other(lang: Language, code: &'static str, way: Other) -> impl IntoView + use<> {
    let led_to = way.ending.map(|ending| {
        view! {
            <p class="led-to">
                <span class="muted">{t!(lang, assessment.led_to)}</span>
                " "
                {ending_view(lang, code, ending)}
            </p>
        }
    });
    view! {
        <p class="other-way" lang=code inner_html=way.text></p>
        <div lang=code inner_html=way.came></div>
        {led_to}
    }
}

/// Every way the situation can end.
fn endings(lang: Language, code: &'static str, endings: Vec<Ending>) -> impl IntoView + use<> {
    let each = endings.into_iter().map(|ending| {
        let here = ending.here;
        let here = here
            .then(|| view! { " " <span class="muted">{t!(lang, assessment.ending_here)}</span> });
        view! { <li>{ending_view(lang, code, ending)} {here}</li> }
    });
    view! {
        <section class="stack" aria-labelledby="endings">
            <h2 id="endings">{t!(lang, assessment.endings)}</h2>
            <ul class="endings">{each.collect_view()}</ul>
        </section>
    }
}

fn ending_view(lang: Language, code: &'static str, ending: Ending) -> impl IntoView + use<> {
    let (class, word) = outcome(lang, ending.outcome);
    view! {
        <strong lang=code>{ending.title}</strong>
        " "
        <span class=class>{word}</span>
    }
}

/// How an ending leaves people, with its look.
fn outcome(lang: Language, outcome: Outcome) -> (&'static str, String) {
    match outcome {
        Outcome::Good => ("outcome outcome-good", t!(lang, assessment.outcome_good)),
        Outcome::Fair => ("outcome outcome-fair", t!(lang, assessment.outcome_fair)),
        Outcome::Harm => ("outcome outcome-harm", t!(lang, assessment.outcome_harm)),
    }
}
