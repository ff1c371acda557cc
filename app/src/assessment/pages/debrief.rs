//! A finished scenario: how it ended, the way there, and what would have been better.

use domain::language::Language;
use leptos::prelude::*;
use services::{
    assessment::queries::{Debrief, Head, Taken},
    content::model::Outcome,
};

use super::{certainty, feedback, intro::start_form, part_path, path_map, review::on, rules};
use crate::t;

/// The page's content.
pub(super) fn view(lang: Language, head: &Head, debrief: Debrief) -> impl IntoView + use<> {
    let code = head.language.code();
    let outcome = match debrief.outcome {
        Outcome::Good => t!(lang, assessment.outcome_good),
        Outcome::Fair => t!(lang, assessment.outcome_fair),
        Outcome::Harm => t!(lang, assessment.outcome_harm),
    };
    let class = match debrief.outcome {
        Outcome::Good => "outcome outcome-good",
        Outcome::Fair => "outcome outcome-fair",
        Outcome::Harm => "outcome outcome-harm",
    };
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
    let better = turn.better.map(|(text, came)| {
        view! {
            <div class="better">
                <p class="better-label">{t!(lang, assessment.better)}</p>
                <p lang=code inner_html=text></p>
                <div lang=code inner_html=came></div>
            </div>
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
            {rules(lang, turn.rules)}
        </li>
    }
}
