//! `/me/confidence/erase`: everything that is kept for oneself alone goes. It cannot be undone, so it takes a tick; no
//! password, as with one's own stories.

use axum::response::Response;
use http::StatusCode;
use leptos::prelude::*;
use services::assessment::{EraseConfidence, Erased};

use crate::{
    t,
    web::{
        Cx, PageResult,
        forms::{self, Checkbox, Errors, Fields, FormState, see_other},
        render,
    },
};

const HERE: &str = "/me/confidence/erase";

/// The form.
pub async fn page(cx: Cx) -> PageResult {
    Ok(show(&cx, StatusCode::OK, &FormState::default()))
}

/// Erases it.
pub async fn send(cx: Cx, fields: Fields) -> PageResult {
    if fields.filled("sure").is_none() {
        let errors = Errors::one("sure", t!(cx.language, confidence.erase.sure_needed));
        let state = FormState { fields, errors };
        return Ok(show(&cx, StatusCode::UNPROCESSABLE_ENTITY, &state));
    }
    let erased = cx
        .state
        .store
        .write(&cx.ctx(fields.key()), EraseConfidence)
        .await?;
    Ok(see_other(if erased == Erased::default() {
        "/me/confidence?nothing=true"
    } else {
        "/me/confidence?erased=true"
    }))
}

fn show(cx: &Cx, status: StatusCode, state: &FormState) -> Response {
    let lang = cx.language;
    let title = t!(lang, confidence.erase.title);
    render::render(cx, status, title.clone(), || {
        view! {
            <article class="prose">
                <p class="crumb"><a href="/me/confidence">{t!(lang, confidence.title)}</a></p>
                <h1>{title}</h1>
                <h2>{t!(lang, confidence.erase.goes_title)}</h2>
                <ul>
                    <li>{t!(lang, confidence.erase.goes_certainty)}</li>
                    <li>{t!(lang, confidence.erase.goes_tasks)}</li>
                    <li>{t!(lang, confidence.erase.goes_memory)}</li>
                </ul>
                <h2>{t!(lang, confidence.erase.stays_title)}</h2>
                <ul>
                    <li>{t!(lang, confidence.erase.stays)}</li>
                    <li>{t!(lang, confidence.erase.stays_hash)}</li>
                    <li>{t!(lang, confidence.erase.stays_open)}</li>
                </ul>
                <form method="post" action=HERE class="stack" novalidate>
                    {forms::summary(cx, state)}
                    {forms::hidden_key()}
                    {Checkbox::new("sure", t!(lang, confidence.erase.sure)).view(state)}
                    <p class="actions">
                        <button class="button-danger" type="submit">{t!(lang, confidence.erase.button)}</button>
                        <a href="/me/confidence">{t!(lang, common.cancel)}</a>
                    </p>
                </form>
            </article>
        }
    })
}
