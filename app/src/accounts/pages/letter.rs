//! `/people/{id}/letter` and `/people/letters`: sign-in letters, made to be printed. The code is shown once.

use axum::{extract::Path, response::Response};
use domain::ids::PersonId;
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;
use services::accounts::{
    Code, PrintLetter, invite,
    links::{self, Purpose},
    session::PersonSummary,
};

use super::person::parse;
use crate::{
    format, t,
    web::{
        AppError, Cx, PageResult,
        forms::{Fields, see_other},
        render,
    },
};

/// The most letters that one page holds; the next press makes the next ones.
pub const MOST: u64 = 100;

/// A letter for one person. A code that was printed before is over.
pub async fn one(cx: Cx, Path(id): Path<String>, fields: Fields) -> PageResult {
    letters(&cx, &fields, &[parse(&id)?]).await
}

/// A letter for everyone without e-mail who has not signed in yet.
pub async fn many(cx: Cx, fields: Fields) -> PageResult {
    let people = invite::without_mail(&cx.state.store, &cx.ctx(fields.key()), MOST).await?;
    if people.is_empty() {
        return Ok(see_other("/people/invitations"));
    }
    letters(&cx, &fields, &people).await
}

/// A letter that was reloaded would need another code: back to where letters are made.
pub async fn to_invitations() -> Response {
    see_other("/people/invitations")
}

async fn letters(cx: &Cx, fields: &Fields, people: &[PersonId]) -> PageResult {
    let ctx = cx.ctx(fields.key());
    let mut letters = Vec::new();
    for person in people {
        let code = PrintLetter { person: *person }
            .run(&cx.state.store, &ctx)
            .await?;
        let person = links::addressee(&cx.state.store, *person)
            .await?
            .ok_or(AppError::NotFound)?;
        letters.push((person, code));
    }
    let lang = cx.language;
    let mut response = render::render(cx, StatusCode::OK, t!(lang, messages.letter.title), || {
        let letters = letters
            .into_iter()
            .map(|(person, code)| letter(cx, &person, &code))
            .collect_view();
        view! {
            <section class="letter-note stack">
                <h1>{t!(lang, messages.letter.title)}</h1>
                <p class="notice" role="status">{t!(lang, messages.letter.once)}</p>
                <p>{t!(lang, messages.letter.how)}</p>
                <p><a href="/people">{t!(lang, messages.letter.back)}</a></p>
            </section>
            {letters}
        }
    });
    // Neither a proxy nor the browser's own store keeps the code.
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// One page of paper, in the language of whom it is for.
fn letter(cx: &Cx, person: &PersonSummary, code: &Code) -> impl IntoView + use<> {
    let lang = person.language;
    let until = cx.state.clock.now() + Purpose::Letter.valid();
    let zone = person.time_zone.as_str();
    let until = format::date_time(lang, services::zone::in_zone(until, zone));
    let address = format!("{}/set-up", cx.state.config.address);
    let name = person.name.to_string();
    let heading = format!("letter-{}", person.id);
    let labelled_by = heading.clone();
    view! {
        <article class="letter" lang=lang.code() aria-labelledby=labelled_by>
            <p class="letter-brand">{t!(lang, common.name)}</p>
            <h2 id=heading>{t!(lang, messages.letter.dear, name = name)}</h2>
            <p>{t!(lang, messages.letter.intro)}</p>
            <ol>
                <li>
                    {t!(lang, messages.letter.step_open)}
                    <strong class="letter-address">{address}</strong>
                </li>
                <li>
                    {t!(lang, messages.letter.step_code)}
                    <strong class="letter-code">{code.to_string()}</strong>
                    <span class="letter-until">{t!(lang, messages.letter.until, until = until)}</span>
                </li>
                <li>{t!(lang, messages.letter.step_password)}</li>
            </ol>
            <dl class="details">
                <dt>{t!(lang, messages.letter.number)}</dt>
                <dd>{person.employee_number.to_string()}</dd>
            </dl>
            <p class="letter-secret">{t!(lang, messages.letter.secret)}</p>
        </article>
    }
}
