//! The scenario player: a scene as its channel looks, how things stand, and what can be done. The server draws the
//! same markup, whose form works by itself; in the browser a turn brings the next scene without a new page.

use leptos::{ev, prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};

use super::{
    super::api::{Next, choose_turn},
    keys::pressed,
};

/// A piece of a scene's text, as HTML.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PieceProps {
    /// Whether it is said in the channel, not told.
    pub said: bool,
    /// The sanitised HTML.
    pub html: String,
}

/// How something stands that turns move.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StandingProps {
    /// Its name.
    pub label: String,
    /// The word for its value.
    pub word: String,
    /// How many of its steps are filled.
    pub filled: usize,
    /// How many steps it has.
    pub steps: usize,
    /// Where the last turn moved it, in words; whether upwards.
    pub moved: Option<(String, bool)>,
}

/// What can be done.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TurnProps {
    /// Its name.
    pub id: String,
    /// Its text, as HTML without a paragraph.
    pub html: String,
}

/// What came of the turn before.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CameProps {
    /// What they did, as HTML without a paragraph.
    pub chosen: String,
    /// What came of it, as HTML.
    pub feedback: String,
}

/// What stays the same from scene to scene, in the reader's language.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Words {
    /// Over what came of the turn before.
    pub came: String,
    /// Before what they did.
    pub you_did: String,
    /// Over how things stand.
    pub state: String,
    /// Over what can be done.
    pub what_now: String,
    /// Which keys there are.
    pub keys: String,
    /// While a turn is on its way.
    pub sending: String,
    /// When it did not arrive.
    pub failed: String,
}

/// A scene before its turn, in the reader's language: nothing in it says what a turn is worth or leads to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SceneProps {
    /// The attempt.
    pub attempt: String,
    /// The language of the scene's own texts.
    pub language: String,
    /// How many turns were taken.
    pub step: usize,
    /// The scene's name.
    pub scene: String,
    /// Its title.
    pub title: String,
    /// The code of its channel, for its look.
    pub channel: String,
    /// The channel's name.
    pub channel_name: String,
    /// Who speaks.
    pub speaker: Option<String>,
    /// What happens and what is said.
    pub pieces: Vec<PieceProps>,
    /// How things stand.
    pub standings: Vec<StandingProps>,
    /// What can be done.
    pub turns: Vec<TurnProps>,
    /// What came of the turn before.
    pub came: Option<CameProps>,
    /// That another window was ahead of this one.
    pub elsewhere: Option<String>,
    /// The key of the next submission.
    pub key: String,
    /// What stays the same.
    pub words: Words,
}

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
    let choose = move |choice: String| {
        if sending.get_untracked() == Sending::Under {
            return;
        }
        sending.set(Sending::Under);
        let from = scene.get_untracked();
        let here = format!("/attempts/{}", from.attempt);
        spawn_local(async move {
            match choose_turn(from.attempt, from.step, from.scene, choice, from.key).await {
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
            let place = pressed(&event).and_then(|key| key.parse::<usize>().ok());
            let turns = scene.get_untracked().turns;
            if let Some(turn) = place.and_then(|n| turns.get(n.checked_sub(1)?).cloned()) {
                choose(turn.id);
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
    choose: impl Fn(String) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let words = scene.words.clone();
    let language = scene.language.clone();
    let (sending_words, failed_words) = (words.sending.clone(), words.failed.clone());
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
                        lang=language.clone()
                        on:click=move |event| {
                            event.prevent_default();
                            choose(id.clone());
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
        {scene.elsewhere.clone().map(|note| view! { <p class="notice" role="status" id="elsewhere" tabindex="-1">{note}</p> })}
        {scene.came.clone().map(|came| came_view(&scene, came))}
        {standings_view(&scene)}
        {scene_view(&scene)}
        <form class="turns" method="post" action=format!("/attempts/{}", scene.attempt)>
            <input type="hidden" name="key" value=scene.key.clone()/>
            <input type="hidden" name="step" value=scene.step.to_string()/>
            <input type="hidden" name="scene" value=scene.scene.clone()/>
            <h2 id="what-now">{words.what_now.clone()}</h2>
            <ol class="turn-list" aria-labelledby="what-now">{turns}</ol>
            <p class="muted keys-hint">{move || ready.get().then(|| words.keys.clone())}</p>
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
        use leptos::wasm_bindgen::JsCast;
        let document = document();
        let new = document.get_element_by_id("elsewhere");
        let new = new.or_else(|| document.get_element_by_id("came"));
        if let Some(new) = new
            .as_ref()
            .and_then(|c| c.dyn_ref::<leptos::web_sys::HtmlElement>())
        {
            let _ = new.focus();
        }
    });
}

fn go_to(path: &str) {
    #[cfg(feature = "hydrate")]
    let _ = window().location().set_href(path);
    #[cfg(not(feature = "hydrate"))]
    let _ = path;
}
