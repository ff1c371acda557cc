//! `/content/import`: a folder of courses as one file, what the checker says of it, and what it became.

use axum::response::Response;
use domain::{language::Language, policy::Action};
use http::StatusCode;
use leptos::prelude::*;
use services::content::{
    Imported,
    archive::{MAX_ARCHIVE, Refused},
    upload::{self, Uploaded},
};

use super::report;
use crate::{
    t,
    web::{
        Cx, PageResult,
        forms::{self, Errors, Fields, FileInput, FormState},
        render,
        upload::Upload,
    },
};

/// The most bytes of an upload: the file and a little around it.
pub const BODY_LIMIT: usize = MAX_ARCHIVE + 64 * 1024;

/// The form.
pub async fn form(cx: Cx) -> PageResult {
    let state = FormState::default();
    Ok(page(&cx, StatusCode::OK, &state, ()))
}

/// Checks what was sent and takes it in. What became of it is told in place: the file cannot be asked for again.
pub async fn submit(cx: Cx, Upload { fields, file }: Upload) -> PageResult {
    let lang = cx.language;
    if file.is_empty() {
        return Ok(refused(&cx, fields, t!(lang, content.import.error.none)));
    }
    let ctx = cx.ctx(fields.key());
    match upload::upload(&cx.state.store, &ctx, &file).await? {
        Uploaded::Refused(why) => Ok(refused(&cx, fields, words(lang, why))),
        Uploaded::ToMend(found) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            let found = report::view(lang, &found);
            Ok(page(&cx, status, &FormState::default(), found))
        }
        Uploaded::Taken { said, imported } => {
            let said = report::view(lang, &said);
            Ok(taken(&cx, &imported, said))
        }
    }
}

fn refused(cx: &Cx, fields: Fields, message: String) -> Response {
    let errors = Errors::one("file", message);
    let state = FormState { fields, errors };
    page(cx, StatusCode::UNPROCESSABLE_ENTITY, &state, ())
}

fn words(lang: Language, why: Refused) -> String {
    match why {
        Refused::TooLarge => t!(lang, content.import.error.too_large),
        Refused::NotAnArchive => t!(lang, content.import.error.no_archive),
        Refused::Locked => t!(lang, content.import.error.locked),
        Refused::BadPath => t!(lang, content.import.error.path),
        Refused::SameName => t!(lang, content.import.error.same_name),
        Refused::TooMuch => t!(lang, content.import.error.too_much),
        Refused::Nothing => t!(lang, content.import.error.nothing),
    }
}

fn page(
    cx: &Cx,
    status: StatusCode,
    state: &FormState,
    found: impl IntoView + 'static,
) -> Response {
    let lang = cx.language;
    let file = FileInput {
        name: "file",
        label: t!(lang, content.import.file),
        hint: t!(lang, content.import.file_hint),
        accept: ".zip,application/zip",
    };
    let title = t!(lang, content.import.title);
    render::render(cx, status, title.clone(), || {
        view! {
            <article class="prose">
                <h1>{title}</h1>
                <p class="lead">{t!(lang, content.import.lead)}</p>
                {forms::summary(cx, state)}
                {found}
                <form method="post" action="/content/import" enctype="multipart/form-data" class="stack" novalidate>
                    {forms::hidden_key()}
                    {file.view(state)}
                    <p class="actions"><button class="button" type="submit">{t!(lang, content.import.button)}</button></p>
                </form>
                <section class="stack" aria-labelledby="how">
                    <h2 id="how">{t!(lang, content.import.how)}</h2>
                    <p>{t!(lang, content.import.how_lead)}</p>
                </section>
            </article>
        }
    })
}

/// What it became, and where to go from there.
fn taken(cx: &Cx, imported: &Imported, said: impl IntoView + 'static) -> Response {
    let lang = cx.language;
    let title = t!(lang, content.import.done);
    let waiting = imported.candidates.iter().map(|slug| (slug.as_str(), true));
    let published = imported.published.iter().map(|slug| (slug.as_str(), false));
    let items = waiting.chain(published);
    let items = items
        .map(|(slug, waits)| course(cx, slug, waits))
        .collect_view();
    let none = imported.candidates.is_empty() && imported.published.is_empty();
    let lead = match imported.added.len() {
        0 => t!(lang, content.import.done_nothing),
        added => t!(lang, content.import.done_cards, count = added),
    };
    render::render(cx, StatusCode::OK, title.clone(), || {
        view! {
            <article class="prose">
                <p class="crumb"><a href="/content/import">{t!(lang, content.import.title)}</a></p>
                <h1 tabindex="-1" autofocus>{title}</h1>
                <p class="lead">{lead}</p>
                {(!none).then(|| view! { <ul class="waiting">{items}</ul> })}
                {said}
                <p><a href="/content/import">{t!(lang, content.import.again)}</a></p>
            </article>
        }
    })
}

fn course(cx: &Cx, slug: &str, waits: bool) -> impl IntoView + use<> {
    let lang = cx.language;
    let state = if waits {
        t!(lang, content.import.done_waits)
    } else {
        t!(lang, content.import.done_published)
    };
    let publish = (waits && cx.may(Action::ContentPublish)).then(|| {
        let label = t!(lang, content.import.next_publish);
        view! { <a class="button" href=format!("/content/publish/{slug}")>{label}</a> }
    });
    view! {
        <li>
            <p><strong>{slug.to_owned()}</strong> " · " {state}</p>
            <p class="actions">
                {publish}
                <a class="button-secondary" href=format!("/content/preview/{slug}")>
                    {t!(lang, content.import.next_preview)}
                </a>
            </p>
        </li>
    }
}
