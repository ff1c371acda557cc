//! A form that was sent after the sign-in had expired: nothing typed is lost. The page keeps it all, the person signs
//! in in another window, and sends it again. The form's key stays the same, so nothing happens twice.

use axum::response::Response;
use http::StatusCode;
use leptos::prelude::*;

use super::{Cx, forms::encode, kept::Kept, render};
use crate::t;

/// The page that keeps what was typed.
pub fn page(cx: &Cx, kept: &Kept) -> Response {
    let lang = cx.language;
    let action = cx.path.clone();
    let sign_in = format!("/sign-in?back={}", encode("/"));
    let title = t!(lang, accounts.expired_title);
    let hidden = kept.hidden(false);
    let texts: Vec<String> = kept.texts().map(str::to_owned).collect();
    render::render(cx, StatusCode::UNAUTHORIZED, title.clone(), move || {
        let texts = texts
            .into_iter()
            .map(|text| view! { <li class="pre-wrap">{text}</li> })
            .collect_view();
        view! {
            <section class="prose stack">
                <h1>{title}</h1>
                <p>{t!(lang, accounts.expired)}</p>
                <p>
                    <a class="button" href=sign_in target="_blank" rel="noopener">{t!(lang, accounts.expired_sign_in)}</a>
                </p>
                <form method="post" action=action>
                    {hidden}
                    <button class="button-secondary" type="submit">{t!(lang, accounts.expired_send)}</button>
                </form>
                <details>
                    <summary>{t!(lang, accounts.expired_kept)}</summary>
                    <ul>{texts}</ul>
                </details>
            </section>
        }
    })
}
