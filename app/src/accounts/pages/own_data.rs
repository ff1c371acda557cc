//! `/me/data`: everything that is kept about oneself, as a file.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;
use services::accounts::own_data;

use crate::{
    t,
    web::{
        AppError, Cx, PageResult, confirm,
        forms::{self, Fields},
        render,
    },
};

/// Says what the file holds.
pub async fn page(cx: Cx) -> PageResult {
    let lang = cx.language;
    let title = t!(lang, messages.own_data.title);
    Ok(render::render(&cx, StatusCode::OK, title.clone(), || {
        view! {
            <section class="prose stack">
                <h1>{title}</h1>
                <p class="lead">{t!(lang, messages.own_data.lead)}</p>
                <p>{t!(lang, messages.own_data.what)}</p>
                <p>{t!(lang, messages.own_data.recorded)}</p>
                <p>{t!(lang, messages.own_data.careful)}</p>
                <form method="post" action="/me/data" class="actions">
                    {forms::hidden_key()}
                    <button class="button" type="submit">{t!(lang, messages.own_data.verb)}</button>
                    <a href="/me">{t!(lang, common.cancel)}</a>
                </form>
            </section>
        }
    }))
}

/// The file. That it was downloaded is recorded before the first byte is sent.
pub async fn download(cx: Cx, fields: Fields) -> PageResult {
    if let Some(confirm) = confirm::needed(&cx, "/me/data") {
        return Ok(confirm);
    }
    let person = cx.person().ok_or(AppError::Forbidden)?;
    let ctx = cx.ctx(fields.key());
    let file = own_data::download(&cx.state.store, &ctx, person).await?;
    let name = format!("jasin-{}.json", cx.state.clock.now().date());
    let mut response: Response = (StatusCode::OK, file).into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("application/json; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
