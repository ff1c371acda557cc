//! `/people/invitations`: everyone who has not signed in yet; and on a person's page, how to help them in.

use axum::{extract::Path, extract::Query, response::Response};
use domain::{accounts::Email, ids::PersonId};
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::{
    accounts::{
        InvitePerson,
        invite::{self, Uninvited},
    },
    ctx::Key,
};

use super::{letter, person::parse};
use crate::{
    t,
    web::{
        Cx, PageResult,
        forms::{self, Fields, see_other},
        render,
    },
};

/// How many invitations were just sent.
#[derive(Debug, Default, Deserialize)]
pub struct Sent {
    sent: Option<u64>,
}

/// Says what will happen, before it does.
pub async fn page(cx: Cx, Query(sent): Query<Sent>) -> PageResult {
    let lang = cx.language;
    let waiting = invite::uninvited(&cx.state.store, &cx.ctx(Key::random())).await?;
    let mail = cx.state.config.mail;
    let title = t!(lang, messages.bulk.title);
    let response: Response = render::render(&cx, StatusCode::OK, title.clone(), || {
        view! {
            <h1>{title}</h1>
            <p class="lead">{t!(lang, messages.bulk.lead)}</p>
            {sent.sent.map(|count| view! {
                <p class="notice" role="status">{t!(lang, messages.bulk.sent, count = count)}</p>
            })}
            {by_mail(&cx, waiting, mail)}
            {on_paper(&cx, waiting)}
        }
    });
    Ok(response)
}

fn by_mail(cx: &Cx, waiting: Uninvited, mail: bool) -> impl IntoView + use<> {
    let lang = cx.language;
    let Uninvited {
        by_mail, lately, ..
    } = waiting;
    view! {
        <section class="stack" aria-labelledby="by-mail">
            <h2 id="by-mail">{t!(lang, messages.bulk.mail_title)}</h2>
            {match (mail, by_mail) {
                (false, _) => view! { <p>{t!(lang, messages.help.mail_off)}</p> }.into_any(),
                (true, 0) => view! { <p>{t!(lang, messages.bulk.nobody)}</p> }.into_any(),
                (true, count) => view! {
                    <p>{t!(lang, messages.bulk.by_mail, count = count)}</p>
                    <form method="post" action="/people/invitations">
                        {forms::hidden_key()}
                        <button class="button" type="submit">{t!(lang, messages.bulk.verb, count = count)}</button>
                    </form>
                }
                .into_any(),
            }}
            {(mail && lately > 0).then(|| view! {
                <p class="muted">{t!(lang, messages.bulk.lately, count = lately)}</p>
            })}
        </section>
    }
}

fn on_paper(cx: &Cx, waiting: Uninvited) -> impl IntoView + use<> {
    let lang = cx.language;
    let count = waiting.by_letter;
    let at_once = count.min(letter::MOST);
    view! {
        <section class="stack" aria-labelledby="on-paper">
            <h2 id="on-paper">{t!(lang, messages.bulk.letter_title)}</h2>
            {if count == 0 {
                view! { <p>{t!(lang, messages.bulk.no_letters)}</p> }.into_any()
            } else {
                view! {
                    <p>{t!(lang, messages.bulk.by_letter, count = count)}</p>
                    <form method="post" action="/people/letters">
                        {forms::hidden_key()}
                        <button class="button-secondary" type="submit">
                            {t!(lang, messages.bulk.letters, count = at_once)}
                        </button>
                    </form>
                }
                .into_any()
            }}
        </section>
    }
}

/// Sends them. Pressed twice, it finds nobody the second time.
pub async fn send(cx: Cx, fields: Fields) -> PageResult {
    let sent = invite::invite_everyone(&cx.state.store, &cx.ctx(fields.key())).await?;
    Ok(see_other(&format!("/people/invitations?sent={sent}")))
}

/// Sends one.
pub async fn invite_one(cx: Cx, Path(id): Path<String>, fields: Fields) -> PageResult {
    let person = parse(&id)?;
    let command = InvitePerson { person };
    cx.state.store.write(&cx.ctx(fields.key()), command).await?;
    Ok(see_other(&format!("/people/{person}?invited=true")))
}

/// On a person's page: the ways to help them in.
pub fn help(cx: &Cx, person: PersonId, email: Option<&Email>) -> impl IntoView + use<> {
    let lang = cx.language;
    let mail = cx.state.config.mail;
    let invited = cx.path.ends_with("?invited=true");
    let by_mail = match (mail, email) {
        (true, Some(email)) => {
            let lead = t!(lang, messages.help.mail_lead, email = email.to_string());
            view! {
                <form method="post" action=format!("/people/{person}/invitation") class="stack">
                    <p>{lead}</p>
                    {forms::hidden_key()}
                    <button class="button-secondary" type="submit">{t!(lang, messages.help.mail)}</button>
                </form>
            }
            .into_any()
        }
        (true, None) => view! { <p>{t!(lang, messages.help.mail_none)}</p> }.into_any(),
        (false, _) => view! { <p>{t!(lang, messages.help.mail_off)}</p> }.into_any(),
    };
    view! {
        <section class="stack" aria-labelledby="help">
            <h2 id="help">{t!(lang, messages.help.title)}</h2>
            {invited.then(|| view! {
                <p class="notice" role="status">{t!(lang, messages.help.mail_queued)}</p>
            })}
            <p class="muted">{t!(lang, messages.help.replaces)}</p>
            {by_mail}
            <form method="post" action=format!("/people/{person}/letter") class="stack">
                <p>{t!(lang, messages.help.letter_lead)}</p>
                {forms::hidden_key()}
                <button class="button-secondary" type="submit">{t!(lang, messages.help.letter)}</button>
            </form>
            <form method="post" action=format!("/people/{person}/sign-in-link") class="stack">
                <p>{t!(lang, accounts.invite_lead)}</p>
                {forms::hidden_key()}
                <button class="button-secondary" type="submit">{t!(lang, accounts.invite)}</button>
            </form>
        </section>
    }
}
