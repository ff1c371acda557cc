//! Scenes with where they lead, what they move and what they are worth.

use domain::language::Language;
use leptos::prelude::*;
use services::content::{
    model::{Outcome, State},
    preview::{ScenePreview, WayPreview},
    scene_text::Piece,
};

use super::rests;
use crate::t;

/// The scenes of a scenario.
pub(super) fn view(
    lang: Language,
    code: &'static str,
    intro: &str,
    state: &[State],
    scenes: &[ScenePreview],
) -> impl IntoView + use<> {
    let states = state
        .iter()
        .map(|one| {
            view! {
                <li><code>{one.name.clone()}</code> " " <span lang=code>{one.label.clone()} ": " {one.words.join(" → ")}</span></li>
            }
        })
        .collect_view();
    let scenes = scenes
        .iter()
        .map(|one| scene(lang, code, one))
        .collect_view();
    view! {
        <div lang=code inner_html=intro.to_owned()></div>
        {(!state.is_empty()).then(|| view! { <ul>{states}</ul> })}
        {scenes}
    }
}

fn scene(lang: Language, code: &'static str, scene: &ScenePreview) -> impl IntoView + use<> {
    let ways = scene
        .ways
        .iter()
        .map(|one| way(lang, code, one))
        .collect_view();
    let pieces = scene
        .pieces
        .iter()
        .map(|piece| match piece {
            Piece::Told(html) => view! { <div inner_html=html.clone()></div> }.into_any(),
            Piece::Said(html) => {
                let speaker = scene.speaker.clone();
                view! {
                    <blockquote>
                        {speaker.map(|name| view! { <p class="speaker">{name}</p> })}
                        <div inner_html=html.clone()></div>
                    </blockquote>
                }
                .into_any()
            }
        })
        .collect_view();
    let what = [kind(lang, scene), decision(lang, scene)];
    let what: Vec<String> = what.into_iter().flatten().collect();
    view! {
        <div class="preview-item" id=format!("scene-{}", scene.id)>
            <h3 lang=code>{scene.title.clone()}</h3>
            <p class="muted"><code>{scene.id.clone()}</code> " · " {what.join(" · ")}</p>
            <div lang=code>{pieces}</div>
            {(!scene.ways.is_empty()).then(|| view! { <ul class="preview-choices">{ways}</ul> })}
            {rests(lang, &scene.rules)}
        </div>
    }
}

fn decision(lang: Language, scene: &ScenePreview) -> Option<String> {
    scene.decision.then(|| t!(lang, content.preview.decision))
}

/// Where a scene takes place; how an ending ends; that a fork is one.
fn kind(lang: Language, scene: &ScenePreview) -> Option<String> {
    let outcome = scene.outcome.map(|outcome| {
        let outcome = match outcome {
            Outcome::Good => t!(lang, assessment.outcome_good),
            Outcome::Fair => t!(lang, assessment.outcome_fair),
            Outcome::Harm => t!(lang, assessment.outcome_harm),
        };
        format!("{}: {outcome}", t!(lang, content.preview.ending))
    });
    let channel = scene
        .channel
        .map(|channel| crate::assessment::props::channel_name(lang, channel));
    outcome
        .or(channel)
        .or_else(|| Some(t!(lang, content.preview.fork)))
}

fn way(lang: Language, code: &'static str, way: &WayPreview) -> impl IntoView + use<> {
    let score = way.score.map(|score| {
        view! { <span class="badge">{t!(lang, content.preview.score, score = score)}</span> }
    });
    let when = match (way.when.is_empty(), way.score) {
        (false, _) => Some(format!(
            "{} {}",
            t!(lang, content.preview.when),
            way.when.join(", ")
        )),
        (true, None) => Some(t!(lang, content.preview.otherwise)),
        (true, Some(_)) => None,
    };
    let effects: Vec<String> = way
        .effects
        .iter()
        .map(|(name, by)| format!("{name} {by:+}"))
        .collect();
    let moves = (!effects.is_empty())
        .then(|| format!("{} {}", t!(lang, content.preview.moves), effects.join(", ")));
    let facts: Vec<String> = [when, moves].into_iter().flatten().collect();
    let (title, id) = way.target.clone();
    view! {
        <li>
            <p><span lang=code inner_html=way.html.clone()></span> " " {score}</p>
            <div class="preview-feedback" lang=code inner_html=way.feedback.clone()></div>
            <p class="muted">
                {facts.join(" · ")} " "
                {t!(lang, content.preview.leads_to)} " "
                <a href=format!("#scene-{id}") lang=code>{title}</a>
            </p>
        </li>
    }
}
