//! `/content/rules`: all cards that courses rest on, how each stands, and confirming one or several at once.

use std::collections::BTreeSet;

use axum::extract::{Query, RawQuery};
use domain::{content::ContentHash, language::Language};
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::{
    Error,
    content::rules::{
        ConfirmRules,
        queries::{self, CardReview},
    },
    ctx::Key,
};
use time::Duration;

use super::words;
use crate::{
    t,
    web::{
        Cx, PageResult,
        forms::{self, Errors, Fields, FormState, Input, see_other},
        render,
    },
};

/// What the form offers when nobody typed a day yet.
const YEAR: Duration = Duration::days(365);

/// What is asked for: the filter, and what was just done.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    show: String,
    #[serde(default)]
    chosen: String,
    confirmed: Option<u64>,
}

impl Asked {
    fn only_open(&self) -> bool {
        self.show == "open"
    }
}

/// The list.
pub async fn page(cx: Cx, Query(asked): Query<Asked>, RawQuery(query): RawQuery) -> PageResult {
    let pairs = query.as_deref().unwrap_or("").split('&');
    let chosen = chosen(pairs.filter_map(|pair| pair.split_once('=')));
    let next = cx.ctx(Key::random()).today().saturating_add(YEAR);
    let fields = Fields::of([("next_review", next.to_string())]);
    let state = FormState {
        fields,
        ..FormState::default()
    };
    show(&cx, StatusCode::OK, &asked, &chosen, &state).await
}

/// Confirms the cards that were chosen.
pub async fn confirm(cx: Cx, fields: Fields) -> PageResult {
    let cards = chosen(fields.iter());
    let asked = Asked {
        show: fields.get("show").to_owned(),
        ..Asked::default()
    };
    let command = ConfirmRules {
        cards: cards.clone(),
        next_review: fields.get("next_review").to_owned(),
    };
    match cx.state.store.write(&cx.ctx(fields.key()), command).await {
        Ok(done) => {
            let address = address(&asked);
            let join = if address.contains('?') { '&' } else { '?' };
            let done = done.confirmed;
            Ok(see_other(&format!("{address}{join}confirmed={done}")))
        }
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid);
            let state = FormState { fields, errors };
            show(
                &cx,
                StatusCode::UNPROCESSABLE_ENTITY,
                &asked,
                &cards,
                &state,
            )
            .await
        }
        Err(error) => Err(error.into()),
    }
}

/// The cards among the pairs of an address or a form.
fn chosen<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeSet<ContentHash> {
    pairs
        .filter(|(name, _)| *name == "card")
        .filter_map(|(_, value)| value.parse().ok())
        .take(500)
        .collect()
}

fn address(asked: &Asked) -> &'static str {
    if asked.only_open() {
        "/content/rules?show=open"
    } else {
        "/content/rules"
    }
}

async fn show(
    cx: &Cx,
    status: StatusCode,
    asked: &Asked,
    chosen: &BTreeSet<ContentHash>,
    state: &FormState,
) -> PageResult {
    let lang = cx.language;
    let ctx = cx.ctx(Key::random());
    let all = queries::reviews(&cx.state.store, &ctx).await?;
    let may_confirm = queries::may_confirm(&cx.state.store, &ctx).await?;
    let open = all.iter().filter(|card| card.needs_word()).count();
    let shown: Vec<&CardReview> = all
        .iter()
        .filter(|card| !asked.only_open() || card.needs_word())
        .collect();
    let ticked = |card: &CardReview| {
        chosen.contains(&card.standing.hash) || (asked.chosen == "all" && card.needs_word())
    };
    let of_the_program = |card: &&CardReview| {
        let word = card.standing.word;
        word.is_some_and(|word| word.reviewer.is_none())
    };
    let demo = all.iter().any(|card| of_the_program(&card));
    let print = if asked.only_open() {
        "/content/rules/print?show=open"
    } else {
        "/content/rules/print"
    };
    Ok(render::render(cx, status, t!(lang, rules.title), || {
        view! {
            <div class="page-head">
                <h1>{t!(lang, rules.title)}</h1>
                <div class="actions"><a href=print>{t!(lang, rules.print)}</a></div>
            </div>
            <p class="lead">{t!(lang, rules.lead)}</p>
            <p class="muted">{t!(lang, rules.no_advice)}</p>
            {demo.then(|| view! { <p class="notice">{t!(lang, rules.demo)}</p> })}
            {asked.confirmed.map(|count| view! { <p class="notice" role="status">{done(lang, count)}</p> })}
            {forms::summary(cx, state)}
            {filter(lang, asked, all.len(), open)}
            {if shown.is_empty() {
                let none = if asked.only_open() { t!(lang, rules.none_open) } else { t!(lang, rules.none) };
                view! { <p>{none}</p> }.into_any()
            } else if may_confirm {
                form(lang, asked, &shown, &ticked, state).into_any()
            } else {
                view! {
                    <p class="muted">{t!(lang, rules.read_only)}</p>
                    {table(lang, &shown, None)}
                }
                .into_any()
            }}
        }
    }))
}

fn done(lang: Language, count: u64) -> String {
    if count == 0 {
        t!(lang, rules.confirmed_none)
    } else {
        t!(lang, rules.confirmed, count = count)
    }
}

fn filter(lang: Language, asked: &Asked, all: usize, open: usize) -> impl IntoView + use<> {
    let only_open = asked.only_open();
    let chips = [
        (
            "/content/rules",
            t!(lang, rules.all, count = all),
            !only_open,
        ),
        (
            "/content/rules?show=open",
            t!(lang, rules.open, count = open),
            only_open,
        ),
    ]
    .map(|(href, label, current)| {
        let current = current.then_some("true");
        view! { <li><a class="chip" href=href aria-current=current>{label}</a></li> }
    });
    view! {
        <nav aria-label=t!(lang, rules.filter)><ul class="chips">{chips.into_iter().collect_view()}</ul></nav>
    }
}

fn form(
    lang: Language,
    asked: &Asked,
    cards: &[&CardReview],
    ticked: &dyn Fn(&CardReview) -> bool,
    state: &FormState,
) -> impl IntoView + use<> {
    let error = state.errors.get("card");
    let described = error.is_some().then_some("error-card");
    let invalid = error.is_some();
    let something = cards.iter().any(|card| card.needs_word());
    let next = Input {
        kind: "date",
        ..Input::text("next_review", t!(lang, rules.confirm_next))
    };
    let next = next.hint(t!(lang, rules.confirm_next_hint));
    let all = "/content/rules?show=open&chosen=all";
    let confirm = something.then(|| {
        view! {
            <section class="stack rule-confirm" aria-labelledby="confirm">
                <h2 id="confirm">{t!(lang, rules.confirm_title)}</h2>
                <p>{t!(lang, rules.confirm_what)}</p>
                {next.view(state)}
                <button class="button" type="submit">{t!(lang, rules.confirm)}</button>
            </section>
        }
    });
    view! {
        <form method="post" action="/content/rules" class="stack" novalidate>
            {forms::hidden_key()}
            {forms::hidden("show", asked.show.clone())}
            <fieldset
                class="rule-choice"
                class:field-invalid=invalid
                id="field-card"
                tabindex="-1"
                aria-describedby=described
            >
                <legend class="visually-hidden">{t!(lang, rules.choose)}</legend>
                {error.map(|error| view! { <p class="field-error" id="error-card">{error}</p> })}
                {something.then(|| view! { <p><a href=all>{t!(lang, rules.choose_all)}</a></p> })}
                {table(lang, cards, Some(ticked))}
            </fieldset>
            {confirm}
        </form>
    }
}

fn table(
    lang: Language,
    cards: &[&CardReview],
    ticked: Option<&dyn Fn(&CardReview) -> bool>,
) -> impl IntoView + use<> {
    let may_confirm = ticked.is_some();
    let rows = cards
        .iter()
        .map(|card| {
            let tick = ticked.map(|ticked| tick(lang, card, ticked(card)).into_any());
            row(lang, card, tick)
        })
        .collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=t!(lang, rules.title)>
            <table class="table table-dense table-stacks rule-table">
                <thead>
                    <tr>
                        {may_confirm.then(|| view! { <th scope="col"><span class="visually-hidden">{t!(lang, rules.choose)}</span></th> })}
                        <th scope="col">{t!(lang, rules.card)}</th>
                        <th scope="col">{t!(lang, rules.state)}</th>
                        <th scope="col">{t!(lang, rules.jurisdiction)}</th>
                        <th scope="col">{t!(lang, rules.reviewed)}</th>
                        <th scope="col">{t!(lang, rules.company)}</th>
                        <th scope="col">{t!(lang, rules.courses)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// The box of a card that a reviewer has something to do with.
fn tick(lang: Language, review: &CardReview, ticked: bool) -> impl IntoView + use<> {
    let card = &review.standing;
    let (_, title) = words::title(lang, &card.card.title);
    let label = t!(lang, rules.choose_card, title = title);
    let hash = card.hash.to_string();
    let open = review.needs_word();
    view! {
        <td class="tick">
            {open.then(|| view! { <input type="checkbox" name="card" value=hash checked=ticked aria-label=label/> })}
        </td>
    }
}

fn row(lang: Language, review: &CardReview, tick: Option<AnyView>) -> impl IntoView + use<> {
    let standing = &review.standing;
    let card = &standing.card;
    let (shown, title) = words::title(lang, &card.title);
    let until = crate::format::date(lang, standing.until);
    view! {
        <tr>
            {tick}
            <th scope="row" class="rule-name">
                <a href=format!("/content/rules/{}", standing.hash) lang=shown.code()>{title}</a>
                <span class="under muted" lang="ko">{card.article.clone()}</span>
            </th>
            <td>
                {words::state_view(lang, standing)}
                {words::why(lang, standing.state).map(|why| view! { <span class="under">{why}</span> })}
            </td>
            <td data-label=t!(lang, rules.jurisdiction)>
                {words::place(lang, &card.jurisdiction)}
                <span class="under muted">{t!(lang, rules.verified)} ": " {words::verified(lang, card.verified)}</span>
            </td>
            <td class="when" data-label=t!(lang, rules.reviewed)>
                {words::date(lang, &card.reviewed)}
                <span class="under muted">{t!(lang, rules.next_review)} ": " {until}</span>
            </td>
            <td data-label=t!(lang, rules.company)>{words::company(lang, review)}</td>
            <td data-label=t!(lang, rules.courses)>{words::courses(lang, review)}</td>
        </tr>
    }
}
