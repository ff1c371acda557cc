//! A scene that is a decision: what one does is picked first, then how sure one is of it, as in a quiz.

use leptos::{ev, prelude::*};

use super::scene::{DecisionProps, LevelProps, SceneProps};

/// The fields of the form and its button. Nothing leaves before both are chosen.
pub(super) fn view<F>(scene: &SceneProps, asked: DecisionProps, choose: F) -> impl IntoView + use<F>
where
    F: Fn(String, Option<String>) + Copy + Send + Sync + 'static,
{
    let picked = RwSignal::new(asked.chosen.clone());
    let sure = RwSignal::new(asked.sure.clone());
    let tried = RwSignal::new(asked.missing);
    let no_turn = move || tried.get() && picked.with(Option::is_none);
    let no_sure = move || tried.get() && sure.with(Option::is_none);
    let act = move |event: ev::MouseEvent| {
        event.prevent_default();
        tried.set(true);
        match (picked.get_untracked(), sure.get_untracked()) {
            (Some(turn), Some(level)) => choose(turn, Some(level)),
            (None, _) => focus("field-choice"),
            _ => focus("field-certainty"),
        }
    };
    let language = scene.language.clone();
    let turns = scene.turns.iter().enumerate().map(|(n, turn)| {
        let (id, html) = (turn.id.clone(), turn.html.clone());
        let checked = asked.chosen.as_ref() == Some(&id);
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="choice"
                    value=turn.id.clone()
                    checked=checked
                    data-key=n + 1
                    on:change=move |_| picked.set(Some(id.clone()))
                />
                <kbd aria-hidden="true">{n + 1}</kbd>
                <span lang=language.clone() inner_html=html></span>
            </label>
        }
    });
    let turns = turns.collect_view();
    let levels = asked.levels.into_iter().map(|level| {
        let checked = asked.sure.as_ref() == Some(&level.code);
        level_view(level, checked, sure)
    });
    let levels = levels.collect_view();
    view! {
        {group("choice", "", scene.words.what_now.clone(), asked.no_turn, no_turn, turns)}
        {group("certainty", "certainties", asked.how_sure, asked.no_certainty, no_sure, levels)}
        <div class="actions">
            <button class="button" type="submit" on:click=act>{asked.act}</button>
        </div>
    }
}

fn level_view(level: LevelProps, checked: bool, sure: RwSignal<Option<String>>) -> impl IntoView {
    let code = level.code.clone();
    view! {
        <label class="choice certainty">
            <input
                type="radio"
                name="certainty"
                value=level.code
                checked=checked
                data-key=level.key.clone()
                on:change=move |_| sure.set(Some(code.clone()))
            />
            <kbd aria-hidden="true">{level.key.to_uppercase()}</kbd>
            <span>
                <strong>{level.name}</strong>
                <span class="certainty-marks">{level.marks}</span>
            </span>
        </label>
    }
}

/// Buttons that belong together, with their message while none of them is chosen.
fn group(
    name: &'static str,
    class: &'static str,
    legend: String,
    error: String,
    missing: impl Fn() -> bool + Copy + Send + Sync + 'static,
    items: impl IntoView,
) -> impl IntoView {
    let described = move || missing().then(|| format!("error-{name}"));
    view! {
        <fieldset class=format!("option-group {class}") id=format!("field-{name}") tabindex="-1" aria-describedby=described>
            <legend>{legend}</legend>
            {move || missing().then(|| view! { <p class="field-error" id=format!("error-{name}")>{error.clone()}</p> })}
            <div class="options">{items}</div>
        </fieldset>
    }
}

fn focus(id: &str) {
    #[cfg(feature = "hydrate")]
    {
        use leptos::wasm_bindgen::JsCast;
        let found = document().get_element_by_id(id);
        let found = found.and_then(|e| e.dyn_into::<leptos::web_sys::HtmlElement>().ok());
        if let Some(element) = found {
            let _ = element.focus();
        }
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = id;
}
