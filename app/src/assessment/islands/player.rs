//! The scenario player: a scene as its channel looks, how things stand, and what can be done. The server draws the
//! same markup, whose form works by itself; in the browser a turn brings the next scene without a new page.

use leptos::{ev, prelude::*, task::spawn_local};

use super::{
    super::api::{Next, choose_turn},
    keys::{click, pressed},
    scene::{CameProps, SceneProps},
};

/// Where the form stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sending {
    Idle,
    Under,
    Failed,
}

/// The scene and all that follow it, up to the ending.
#[island]
pub fn ScenarioPlayer(
    /// The scene to begin with.
    first: SceneProps,
) -> impl IntoView {
    let scene = RwSignal::new(first);
    let sending = RwSignal::new(Sending::Idle);
    let ready = RwSignal::new(false);
    let choose = move |choice: String, sure: Option<String>| {
        if sending.get_untracked() == Sending::Under {
            return;
        }
        sending.set(Sending::Under);
        let from = scene.get_untracked();
        let here = format!("/attempts/{}", from.attempt);
        spawn_local(async move {
            match choose_turn(from.attempt, from.step, from.scene, choice, sure, from.key).await {
                Ok(Next::Scene(next)) => {
                    scene.set(*next);
                    sending.set(Sending::Idle);
                    show_what_came();
                }
                Ok(Next::Page(path)) => go_to(&path),
                // Signed out meanwhile: the page knows the way back.
                Err(error) if error.code == "signed_out" => go_to(&here),
                Err(_) => sending.set(Sending::Failed),
            }
        });
    };
    Effect::new(move |_| {
        let listening = window_event_listener(ev::keydown, move |event| {
            let Some(key) = pressed(&event) else { return };
            let SceneProps {
                turns, decision, ..
            } = scene.get_untracked();
            if decision.is_some() {
                return click(&key);
            }
            let place = key.parse::<usize>().ok();
            if let Some(turn) = place.and_then(|n| turns.get(n.checked_sub(1)?).cloned()) {
                choose(turn.id, None);
            }
        });
        on_cleanup(move || listening.remove());
        ready.set(true);
    });
    view! {
        <div class="player" data-ready=move || ready.get().then_some("")>
            {move || drawn(scene.get(), sending, ready, choose)}
        </div>
    }
}

fn drawn(
    scene: SceneProps,
    sending: RwSignal<Sending>,
    ready: RwSignal<bool>,
    choose: impl Fn(String, Option<String>) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let words = scene.words.clone();
    let (sending_words, failed_words) = (words.sending.clone(), words.failed.clone());
    let keys = scene
        .decision
        .as_ref()
        .map_or(words.keys, |d| d.keys.clone());
    let what = match scene.decision.clone() {
        Some(asked) => view! { <div class="decision" inner_html=asked.html></div> }.into_any(),
        None => turn_buttons(&scene, choose).into_any(),
    };
    view! {
        {scene.elsewhere.clone().map(|note| view! { <p class="notice" role="status" id="elsewhere" tabindex="-1">{note}</p> })}
        {scene.came.clone().map(|came| came_view(&scene, came))}
        {standings_view(&scene)}
        {scene_view(&scene)}
        <form
            class="turns"
            method="post"
            action=format!("/attempts/{}", scene.attempt)
            on:submit=move |event| {
                event.prevent_default();
                if let Some((turn, level)) = decided() {
                    choose(turn, Some(level));
                }
            }
        >
            <input type="hidden" name="key" value=scene.key.clone()/>
            <input type="hidden" name="step" value=scene.step.to_string()/>
            <input type="hidden" name="scene" value=scene.scene.clone()/>
            {what}
            <p class="muted keys-hint">{move || ready.get().then(|| keys.clone())}</p>
            <p class="sending" role="status">
                {move || match sending.get() {
                    Sending::Idle => String::new(),
                    Sending::Under => sending_words.clone(),
                    Sending::Failed => failed_words.clone(),
                }}
            </p>
        </form>
    }
}

/// What was picked and how sure it was, once both are; the focus goes to what is missing, and its message is shown.
fn decided() -> Option<(String, String)> {
    #[cfg(feature = "hydrate")]
    {
        let [turn, level] = ["choice", "certainty"].map(|name| {
            let picked = format!("input[name='{name}']:checked");
            let picked = document().query_selector(&picked).ok().flatten();
            let value = picked.and_then(|input| input.get_attribute("value"));
            let error = format!("error-{name}");
            if let Some(message) = document().get_element_by_id(&error) {
                let _ = message.toggle_attribute_with_force("hidden", value.is_some());
            }
            if let (None, Some(field)) = (
                &value,
                document().get_element_by_id(&format!("field-{name}")),
            ) {
                let _ = field.set_attribute("aria-describedby", &error);
            }
            value
        });
        if turn.is_none() {
            focus("field-choice");
        } else if level.is_none() {
            focus("field-certainty");
        }
        turn.zip(level)
    }
    #[cfg(not(feature = "hydrate"))]
    None
}

/// A button for each thing that can be done: one press does it.
fn turn_buttons<F>(scene: &SceneProps, choose: F) -> impl IntoView + use<F>
where
    F: Fn(String, Option<String>) + Copy + Send + Sync + 'static,
{
    let turns = scene
        .turns
        .iter()
        .enumerate()
        .map(|(n, turn)| {
            let id = turn.id.clone();
            let html = turn.html.clone();
            view! {
                <li>
                    <button
                        class="turn"
                        type="submit"
                        name="choice"
                        value=turn.id.clone()
                        lang=scene.language.clone()
                        on:click=move |event| {
                            event.prevent_default();
                            choose(id.clone(), None);
                        }
                    >
                        <kbd aria-hidden="true">{n + 1}</kbd>
                        <span inner_html=html></span>
                    </button>
                </li>
            }
        })
        .collect_view();
    view! {
        <h2 id="what-now">{scene.words.what_now.clone()}</h2>
        <ol class="turn-list" aria-labelledby="what-now">{turns}</ol>
    }
}

fn came_view(scene: &SceneProps, came: CameProps) -> impl IntoView + use<> {
    let language = scene.language.clone();
    view! {
        <section class="came" id="came" tabindex="-1" aria-labelledby="came-title">
            <h2 id="came-title">{scene.words.came.clone()}</h2>
            <p class="came-did">
                <span class="muted">{scene.words.you_did.clone()}</span>
                " "
                <span lang=language.clone() inner_html=came.chosen></span>
            </p>
            <div class="came-text" lang=language inner_html=came.feedback></div>
        </section>
    }
}

fn standings_view(scene: &SceneProps) -> impl IntoView + use<> {
    let items = scene.standings.iter().cloned().map(|standing| {
        let dots = (0..standing.steps)
            .map(|n| view! { <i class="dot" class:dot-full=n < standing.filled></i> })
            .collect_view();
        let moved = standing.moved.map(|(word, up)| {
            view! { <span class="moved" class:moved-up=up class:moved-down=!up>{word}</span> }
        });
        view! {
            <li class="standing">
                <span class="standing-label">{standing.label}</span>
                <strong class="standing-word">{standing.word}</strong>
                <span class="dots" aria-hidden="true">{dots}</span>
                {moved}
            </li>
        }
    });
    let items = items.collect_view();
    view! { <ul class="standings" aria-label=scene.words.state.clone() lang=scene.language.clone()>{items}</ul> }
}

fn scene_view(scene: &SceneProps) -> impl IntoView + use<> {
    let speaker = scene.speaker.clone();
    let initial: String = speaker
        .iter()
        .flat_map(|name| name.chars().take(1))
        .collect();
    let pieces = scene
        .pieces
        .iter()
        .cloned()
        .map(|piece| {
            if piece.said {
                view! {
                    <div class="said">
                        <span class="avatar" aria-hidden="true">{initial.clone()}</span>
                        <div class="said-by">
                            {speaker.clone().map(|name| view! { <p class="speaker">{name}</p> })}
                            <div class="bubbles" inner_html=piece.html></div>
                        </div>
                    </div>
                }
                .into_any()
            } else {
                view! { <div class="told" inner_html=piece.html></div> }.into_any()
            }
        })
        .collect_view();
    view! {
        <article class=format!("scene scene-{}", scene.channel) lang=scene.language.clone()>
            <header class="scene-head">
                <span class="scene-channel">{scene.channel_name.clone()}</span>
                <h2>{scene.title.clone()}</h2>
            </header>
            {pieces}
        </article>
    }
}

/// Moves the focus to what is new: what came of the turn, or why it did not count.
fn show_what_came() {
    #[cfg(feature = "hydrate")]
    request_animation_frame(|| {
        if !focus("elsewhere") {
            focus("came");
        }
    });
}

/// Moves the focus, if there is such an element.
#[cfg(feature = "hydrate")]
fn focus(id: &str) -> bool {
    use leptos::wasm_bindgen::JsCast;
    let found = document().get_element_by_id(id);
    let found = found.and_then(|e| e.dyn_into::<leptos::web_sys::HtmlElement>().ok());
    found.is_some_and(|element| element.focus().is_ok())
}

fn go_to(path: &str) {
    #[cfg(feature = "hydrate")]
    let _ = window().location().set_href(path);
    #[cfg(not(feature = "hydrate"))]
    let _ = path;
}
