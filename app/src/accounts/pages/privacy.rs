//! `/privacy`: what is stored, why, how long, who sees it, what one can do, and whom to ask.
//!
//! `services::accounts::own_data::tables` lists the tables behind it: whoever adds one there looks here, too.

use http::StatusCode;
use leptos::prelude::*;

use crate::{
    t,
    web::{Cx, PageResult, render},
};

/// One kind of thing that is stored: what, why, how long, who sees it.
macro_rules! kept {
    ($lang:expr, $($kind:ident),+ $(,)?) => {
        [$([
            t!($lang, privacy.$kind.what),
            t!($lang, privacy.$kind.why),
            t!($lang, privacy.$kind.long),
            t!($lang, privacy.$kind.who),
        ]),+]
    };
}

/// The notice.
pub async fn page(cx: Cx) -> PageResult {
    let lang = cx.language;
    let before = kept!(
        lang,
        person,
        employment,
        password,
        session,
        tries,
        training,
        answers,
        certainty,
        self_efficacy,
    );
    let after = kept!(lang, stories, mail, facts);
    let refresher = [
        t!(lang, refresher.privacy.what),
        t!(lang, refresher.privacy.why),
        t!(lang, refresher.privacy.long),
        t!(lang, refresher.privacy.who),
    ];
    let challenges = [
        t!(lang, challenges.privacy.what),
        t!(lang, challenges.privacy.why),
        t!(lang, challenges.privacy.long),
        t!(lang, challenges.privacy.who),
    ];
    let between = [refresher, challenges];
    let kept: Vec<[String; 4]> = before.into_iter().chain(between).chain(after).collect();
    let title = t!(lang, privacy.title);
    Ok(render::render(&cx, StatusCode::OK, title.clone(), || {
        let labels = [
            t!(lang, privacy.why),
            t!(lang, privacy.how_long),
            t!(lang, privacy.who),
        ];
        let sections = kept
            .into_iter()
            .map(|[what, why, long, who]| {
                let [why_label, long_label, who_label] = labels.clone();
                view! {
                    <section>
                        <h2>{what}</h2>
                        <dl>
                            <dt>{why_label}</dt>
                            <dd>{why}</dd>
                            <dt>{long_label}</dt>
                            <dd>{long}</dd>
                            <dt>{who_label}</dt>
                            <dd>{who}</dd>
                        </dl>
                    </section>
                }
            })
            .collect_view();
        view! {
            <article class="prose privacy">
                <h1>{title}</h1>
                <p class="lead">{t!(lang, privacy.lead)}</p>
                <section>
                    <h2>{t!(lang, privacy.certainty_title)}</h2>
                    <p>{t!(lang, privacy.certainty_text)}</p>
                </section>
                {sections}
                <section>
                    <h2>{t!(lang, privacy.cookies_title)}</h2>
                    <p>{t!(lang, privacy.cookies)}</p>
                </section>
                {rights(&cx)}
            </article>
        }
    }))
}

fn rights(cx: &Cx) -> impl IntoView + use<> {
    let lang = cx.language;
    let contact = match &cx.state.config.privacy_contact {
        Some(contact) => t!(lang, privacy.contact, contact = contact.clone()),
        None => t!(lang, privacy.contact_none),
    };
    view! {
        <section>
            <h2>{t!(lang, privacy.rights_title)}</h2>
            <ul>
                <li>
                    {t!(lang, privacy.rights_see)} " "
                    <a href="/me/data">{t!(lang, privacy.rights_download)}</a>
                </li>
                <li>{t!(lang, privacy.rights_correct)}</li>
                <li>{t!(lang, privacy.rights_erase)}</li>
                <li>{t!(lang, privacy.rights_complain)}</li>
            </ul>
        </section>
        <section>
            <h2>{t!(lang, privacy.contact_title)}</h2>
            <p>{contact}</p>
        </section>
    }
}
