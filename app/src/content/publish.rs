//! `/content/publish`: what waits to be published, what it changes, and publishing it.

use axum::{extract::Path, response::Response};
use domain::{
    content::{Kind, Slug},
    language::Language,
    policy::Action,
};
use http::StatusCode;
use leptos::prelude::*;
use services::{
    Error,
    content::{
        ALREADY_CURRENT, Change, PublishCourse, RULES_BLOCK,
        candidates::{self, CandidateDetails, CandidateSummary, InForce},
        rules::{self, CardStanding, notices, queries::CardReview},
    },
    ctx::Key,
};

use super::{changes, earlier, rules::words};
use crate::{
    assessment::pages::statistics,
    format, t,
    web::{
        AppError, Cx, PageResult,
        forms::{self, Errors, Fields, FormState, Input, see_other},
        render, zone,
    },
};

/// Everything that waits.
pub async fn list(cx: Cx) -> PageResult {
    let lang = cx.language;
    let ctx = cx.ctx(Key::random());
    let waiting = candidates::candidates(&cx.state.store, &ctx).await?;
    let cards = notices::of_actor(&cx.state.store, &ctx).await?;
    let title = t!(lang, content.publish.title);
    let may_import = cx.may(Action::ContentImport);
    Ok(render::render(&cx, StatusCode::OK, title.clone(), || {
        let items = waiting
            .iter()
            .map(|c| list_item(&cx, c, &cards))
            .collect_view();
        view! {
            <article class="prose">
                <h1>{title}</h1>
                <p class="lead">{t!(lang, content.publish.lead)}</p>
                {may_import.then(|| view! {
                    <p><a class="button-secondary" href="/content/import">{t!(lang, content.import.title)}</a></p>
                })}
                {if waiting.is_empty() {
                    view! { <p>{t!(lang, content.publish.none)}</p> }.into_any()
                } else {
                    view! { <ul class="waiting">{items}</ul> }.into_any()
                }}
                {(!cards.is_empty()).then(|| due_cards(lang, &cards))}
            </article>
        }
    }))
}

/// The cards that have come to their end, or come to it soon, and the way to review them.
fn due_cards(lang: Language, cards: &[CardReview]) -> impl IntoView + use<> {
    let standings = cards.iter().map(|card| &card.standing);
    view! {
        <section class="stack" aria-labelledby="cards">
            <h2 id="cards">{t!(lang, rules.notice, count = cards.len())}</h2>
            <p>{t!(lang, rules.notice_lead)}</p>
            {words::cards(lang, standings)}
            <p><a href="/content/rules?show=open">{t!(lang, rules.to_list)}</a></p>
        </section>
    }
}

fn list_item(cx: &Cx, candidate: &CandidateSummary, cards: &[CardReview]) -> impl IntoView + use<> {
    let lang = cx.language;
    let blocked = cards.iter().any(|card| {
        let mut uses = card.uses.iter().filter(|u| u.waiting);
        card.standing.state.blocks() && uses.any(|u| u.slug == candidate.slug)
    });
    let at = format::date_time(lang, zone::local(cx, candidate.imported_at));
    view! {
        <li>
            <a href=format!("/content/publish/{}", candidate.slug) lang=candidate.language.code()>
                {candidate.title.clone()}
            </a>
            <p class="muted">
                {t!(lang, content.publish.imported, at = at)}
                {candidate.first.then(|| view! { " · " {t!(lang, content.publish.first_short)} })}
                {blocked.then(|| view! { " · " {t!(lang, rules.blocked_short)} })}
            </p>
        </li>
    }
}

/// How many versions wait, for those who may publish them.
pub async fn waiting(cx: &Cx) -> Result<usize, AppError> {
    Ok(
        candidates::candidates(&cx.state.store, &cx.ctx(Key::random()))
            .await?
            .len(),
    )
}

/// One course: the new version and what it changes, or what is in force.
pub async fn page(cx: Cx, Path(course): Path<String>) -> PageResult {
    let course = parse(&course)?;
    let state = FormState {
        fields: earlier::offered(),
        ..FormState::default()
    };
    show(&cx, &course, StatusCode::OK, state).await
}

/// Publishes the version that was shown.
pub async fn publish(cx: Cx, Path(course): Path<String>, fields: Fields) -> PageResult {
    let lang = cx.language;
    let course = parse(&course)?;
    let change = Change::from_code(fields.get("change"));
    let hash = fields.get("version").parse();
    let (Some(change), Ok(hash)) = (change, hash) else {
        let mut errors = Errors::one("change", t!(lang, content.publish.change_missing));
        if fields.filled("reason").is_none() {
            errors.push("reason", t!(lang, errors.field.required));
        }
        let state = FormState { fields, errors };
        return show(&cx, &course, StatusCode::UNPROCESSABLE_ENTITY, state).await;
    };
    let command = PublishCourse {
        slug: course.clone(),
        hash,
        change,
        earlier: earlier::typed(&fields),
        reason: fields.get("reason").trim().to_owned(),
    };
    match cx.state.store.write(&cx.ctx(fields.key()), command).await {
        Ok(_) => Ok(see_other(&format!("/content/publish/{course}"))),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid);
            let state = FormState { fields, errors };
            show(&cx, &course, StatusCode::UNPROCESSABLE_ENTITY, state).await
        }
        // Somebody was faster, or a card came to its end while the page was open: the page says which, and keeps what
        // was typed.
        Err(Error::Conflict(ALREADY_CURRENT | RULES_BLOCK)) => {
            let errors = Errors::default();
            let state = FormState { fields, errors };
            show(&cx, &course, StatusCode::CONFLICT, state).await
        }
        Err(error) => Err(error.into()),
    }
}

fn parse(course: &str) -> Result<Slug, AppError> {
    Slug::parse(course).map_err(|_| AppError::NotFound)
}

async fn show(cx: &Cx, course: &Slug, status: StatusCode, state: FormState) -> PageResult {
    let ctx = cx.ctx(Key::random());
    if let Some(found) = candidates::candidate(&cx.state.store, &ctx, course).await? {
        let version = found.summary.version;
        let mut cards = rules::of_course(cx.state.store.read(), version, ctx.today()).await?;
        cards.retain(CardStanding::is_open);
        return Ok(waiting_page(cx, status, &found, &cards, &state));
    }
    let in_force = candidates::in_force(&cx.state.store, &ctx, course).await?;
    let in_force = in_force.ok_or(AppError::NotFound)?;
    published_page(cx, course, status, &in_force, &state).await
}

fn waiting_page(
    cx: &Cx,
    status: StatusCode,
    found: &CandidateDetails,
    open: &[CardStanding],
    state: &FormState,
) -> Response {
    let lang = cx.language;
    let (blocking, unconfirmed): (Vec<_>, Vec<_>) =
        open.iter().partition(|card| card.state.blocks());
    let title = t!(
        lang,
        content.publish.of,
        title = found.summary.title.clone()
    );
    render::render(cx, status, title, || {
        let summary = &found.summary;
        let at = format::date_time(lang, zone::local(cx, summary.imported_at));
        let since = found.in_force.as_ref().map_or_else(
            || t!(lang, content.publish.first),
            |p| {
                let date = format::date(lang, zone::local(cx, p.published_at).date());
                t!(
                    lang,
                    content.publish.in_force,
                    number = p.number,
                    date = date
                )
            },
        );
        view! {
            <article class="prose">
                <p class="crumb"><a href="/content/publish">{t!(lang, content.publish.title)}</a></p>
                <h1 lang=summary.language.code()>{summary.title.clone()}</h1>
                <p class="lead">{t!(lang, content.publish.imported, at = at)} ". " {since}</p>
                {(status == StatusCode::CONFLICT && blocking.is_empty()).then(|| view! {
                    <p class="notice" role="status">{t!(lang, content.publish.overtaken)}</p>
                })}
                {forms::summary(cx, state)}
                <h2 id="changes">{t!(lang, content.publish.changes)}</h2>
                {changes::view(lang, &found.changes)}
                <p>
                    <a class="button-secondary" href=format!("/content/preview/{}", summary.slug)>
                        {t!(lang, content.preview.button)}
                    </a>
                </p>
                {(found.in_force.is_some() && cx.may(Action::StatisticsView)).then(|| statistics::link(lang, &summary.slug))}
                <h2 id="publish">{t!(lang, content.publish.decide)}</h2>
                {(blocking.is_empty() && !unconfirmed.is_empty()).then(|| view! {
                    <div class="notice">
                        <p>{t!(lang, rules.unconfirmed)}</p>
                        {words::cards(lang, unconfirmed.into_iter())}
                        <p><a href="/content/rules?show=open">{t!(lang, rules.to_list)}</a></p>
                    </div>
                })}
                {if blocking.is_empty() {
                    form(lang, found, state).into_any()
                } else {
                    blocked(lang, &blocking, state).into_any()
                }}
            </article>
        }
    })
}

/// What stands in the place of the form while cards hold the version back, and what to do.
fn blocked(lang: Language, blocking: &[&CardStanding], state: &FormState) -> impl IntoView + use<> {
    let kept = state.fields.filled("reason").map(str::to_owned);
    view! {
        <div class="notice" role="status">
            <p><strong>{t!(lang, rules.blocked_title)}</strong></p>
            <p>{t!(lang, rules.blocked)}</p>
            {words::cards(lang, blocking.iter().copied())}
            <p>{t!(lang, rules.blocked_next)}</p>
            {kept.map(|kept| view! { <p>{t!(lang, content.publish.kept)} " " <q>{kept}</q></p> })}
        </div>
        <p><a class="button-secondary" href="/content/rules?show=open">{t!(lang, rules.to_list)}</a></p>
    }
}

fn form(lang: Language, found: &CandidateDetails, state: &FormState) -> impl IntoView + use<> {
    let course = found.summary.slug.clone();
    let reason = Input::text("reason", t!(lang, content.publish.reason))
        .hint(t!(lang, content.publish.reason_hint));
    view! {
        <form method="post" action=format!("/content/publish/{course}") class="stack" novalidate>
            {forms::hidden_key()}
            {forms::hidden("version", found.summary.version.to_string())}
            {kind_of_change(lang, state)}
            {found.in_force.is_some().then(|| earlier::fields(lang, state))}
            {reason.view(state)}
            <button class="button" type="submit">{t!(lang, content.publish.button)}</button>
        </form>
    }
}

fn kind_of_change(lang: Language, state: &FormState) -> impl IntoView + use<> {
    let chosen = state.fields.get("change").to_owned();
    let error = state.errors.get("change");
    let described = error.is_some().then_some("error-change");
    let options = [
        (
            Change::Material,
            t!(lang, content.publish.material),
            t!(lang, content.publish.material_hint),
        ),
        (
            Change::Editorial,
            t!(lang, content.publish.editorial),
            t!(lang, content.publish.editorial_hint),
        ),
    ]
    .map(|(change, name, hint)| {
        let checked = chosen == change.code();
        view! {
            <label class="kind-of-change">
                <input type="radio" name="change" value=change.code() checked=checked/>
                <span><strong>{name}</strong> <span class="hint">{hint}</span></span>
            </label>
        }
    });
    view! {
        <fieldset class="kinds-of-change" id="field-change" tabindex="-1" aria-describedby=described>
            <legend>{t!(lang, content.publish.change)}</legend>
            {error.map(|error| view! { <p class="field-error" id="error-change">{error}</p> })}
            {options.into_iter().collect_view()}
        </fieldset>
    }
}

async fn published_page(
    cx: &Cx,
    course: &Slug,
    status: StatusCode,
    in_force: &InForce,
    state: &FormState,
) -> PageResult {
    let lang = cx.language;
    let details = services::content::queries::course(&cx.state.store, course, lang).await?;
    let (title_language, title) = details.map_or_else(
        || (lang, course.to_string()),
        |course| (course.language, course.title),
    );
    let kept = state.fields.filled("reason").map(str::to_owned);
    let date = format::date_time(lang, zone::local(cx, in_force.published_at));
    let number = in_force.number;
    let told = in_force.earlier.map(|earlier| earlier::told(lang, earlier));
    let course = course.clone();
    let may_see = cx.may(Action::StatisticsView);
    let page_title = t!(lang, content.publish.of, title = title.clone());
    Ok(render::render(cx, status, page_title, move || {
        view! {
            <article class="prose">
                <p class="crumb"><a href="/content/publish">{t!(lang, content.publish.title)}</a></p>
                <h1 lang=title_language.code()>{title}</h1>
                {(status == StatusCode::CONFLICT).then(|| view! {
                    <div class="notice" role="status">
                        <p>{t!(lang, content.publish.overtaken)}</p>
                        {kept.map(|kept| view! { <p>{t!(lang, content.publish.kept)} " " <q>{kept}</q></p> })}
                    </div>
                })}
                <p class="lead">{t!(lang, content.publish.now, number = number, date = date)}</p>
                {told.map(|told| view! { <p>{told}</p> })}
                <p>{t!(lang, content.publish.nothing_waits)}</p>
                <p><a class="button-secondary" href=format!("/courses/{course}")>{t!(lang, content.publish.see)}</a></p>
                {may_see.then(|| statistics::link(lang, &course))}
            </article>
        }
    }))
}

/// What a thing of this kind is called.
pub(super) fn kind_name(lang: Language, kind: Kind) -> String {
    match kind {
        Kind::Module => t!(lang, content.kind.module),
        Kind::Quiz => t!(lang, content.kind.quiz),
        Kind::Scenario => t!(lang, content.kind.scenario),
        Kind::Course => t!(lang, content.kind.course),
        Kind::RuleCard => t!(lang, content.kind.rule_card),
        Kind::Image => t!(lang, content.kind.image),
    }
}
