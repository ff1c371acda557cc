//! How the form for a story is drawn.

use axum::response::Response;
use domain::{content::Practice, language::Language, stories::StoryStatus};
use http::StatusCode;
use leptos::prelude::*;
use services::{
    content::render::HeadingLevel,
    stories::queries::{Editing, StoryView},
};

use super::Page;
use crate::{
    stories::{
        parts::{Area, Words, address, date, decisions, heading, status},
        practice_name,
    },
    t,
    web::{
        Cx,
        forms::{self, FormState, Input, select},
        render, safety,
    },
};

/// The page with its form; below it the preview and, for one's submitted story, the ways out.
pub(super) fn page(cx: &Cx, code: StatusCode, page: Page) -> Response {
    let lang = cx.language;
    let title = match page.story {
        Some(_) => t!(lang, stories.edit_title),
        None => t!(lang, stories.new_title),
    };
    render::render(cx, code, title.clone(), || {
        view! {
            <h1>{title}</h1>
            {page.story.is_none().then(|| view! { <p class="lead">{t!(lang, stories.new_lead)}</p> })}
            {page.done.as_deref().and_then(|done| note(lang, done))}
            {page.editing.as_ref().map(|editing| where_it_stands(cx, editing))}
            {form(cx, &page)}
            {page.preview.then(|| preview(lang, &page))}
            {page.editing.as_ref().map(|editing| ways_out(cx, editing, &page))}
        }
    })
}

fn note(lang: Language, done: &str) -> Option<impl IntoView + use<>> {
    let text = match done {
        "draft" => t!(lang, stories.done.draft),
        "submitted" => t!(lang, stories.done.submitted),
        "withdrawn" => t!(lang, stories.done.withdrawn),
        _ => return None,
    };
    Some(view! { <p class="notice" role="status">{text}</p> })
}

fn where_it_stands(cx: &Cx, editing: &Editing) -> impl IntoView + use<> {
    let lang = cx.language;
    let story = editing.submitted.as_ref();
    let standing = story.map_or(StoryStatus::Draft, StoryView::status);
    let text = match standing {
        StoryStatus::Draft => t!(lang, stories.stands.draft),
        StoryStatus::Submitted => t!(lang, stories.stands.submitted),
        StoryStatus::SentBack => t!(lang, stories.stands.sent_back),
        StoryStatus::SignedOff => t!(lang, stories.stands.signed_off),
        StoryStatus::Published => t!(lang, stories.stands.published),
        StoryStatus::Withdrawn => t!(lang, stories.stands.withdrawn),
    };
    let older_open = story.is_some_and(|s| {
        s.standing
            .published()
            .is_some_and(|open| open != s.standing.latest)
    });
    let draft = editing
        .draft_saved_at
        .filter(|_| story.is_some())
        .map(|at| t!(lang, stories.draft_shown, date = date(cx, at)));
    let open = story.and_then(|s| s.standing.published().map(|_| address(s.id, "")));
    let words = story
        .filter(|s| !s.decisions.is_empty())
        .map(|s| decisions(cx, &s.decisions));
    let why = story
        .filter(|_| standing == StoryStatus::Withdrawn)
        .and_then(|s| s.change_note.clone());
    view! {
        <section class="story-standing" aria-label=t!(lang, stories.standing)>
            <p>{status(lang, standing)} " " {text}</p>
            {older_open.then(|| view! { <p>{t!(lang, stories.older_open)}</p> })}
            {draft.map(|draft| view! { <p>{draft}</p> })}
            {why.map(|why| view! { <blockquote class="pre-wrap">{why}</blockquote> })}
            {words.map(|said| view! { <div class="story-note">{said}</div> })}
            {open.map(|href| view! { <p><a href=href>{t!(lang, stories.see_published)}</a></p> })}
        </section>
    }
}

fn form(cx: &Cx, page: &Page) -> impl IntoView + use<> {
    let lang = cx.language;
    let typed = &page.typed;
    let action = page
        .story
        .map_or_else(|| "/stories/new".to_owned(), |id| address(id, "/edit"));
    let practice = typed.practice.map_or("", Practice::code).to_owned();
    let shown = FormState {
        fields: forms::Fields::of([
            ("title", typed.title.clone()),
            ("practice", practice),
            ("language", typed.language.code().to_owned()),
        ]),
        errors: page.state.errors.clone(),
    };
    let mut practices = vec![(String::new(), t!(lang, stories.choose))];
    practices.extend(
        Practice::ALL
            .iter()
            .map(|p| (p.code().to_owned(), practice_name(lang, *p))),
    );
    let languages = vec![
        ("ko".to_owned(), t!(lang, common.korean)),
        ("en".to_owned(), t!(lang, common.english)),
    ];
    view! {
        <form method="post" action=action class="stack story-form" novalidate>
            {forms::summary(cx, &page.state)}
            {safety::part(cx, page.asks_first, &page.state)}
            {forms::hidden_key()}
            {Input::text("title", t!(lang, stories.form.title)).hint(t!(lang, stories.form.title_hint)).view(&shown)}
            <div class="story-form-row">
                {select("practice", t!(lang, stories.form.practice), practices, &shown)}
                {select("language", t!(lang, stories.form.language), languages, &shown)}
            </div>
            <p class="hint">{t!(lang, stories.form.markdown)}</p>
            {Area::new("audience", t!(lang, stories.form.audience), t!(lang, stories.form.audience_hint))
                .rows(3).view(&typed.audience, shown.errors.get("audience"))}
            {Area::new("done", t!(lang, stories.form.done), t!(lang, stories.form.done_hint)).view(&typed.done, shown.errors.get("done"))}
            {Area::new("outcome", t!(lang, stories.form.outcome), t!(lang, stories.form.outcome_hint))
                .view(&typed.outcome, shown.errors.get("outcome"))}
            {before(lang, page.confirmed, &shown)}
            <p class="actions">
                <button class="button-secondary" type="submit" name="step" value="preview">{t!(lang, stories.form.preview)}</button>
                <button class="button-secondary" type="submit" name="step" value="draft">{t!(lang, stories.form.draft)}</button>
                <button class="button" type="submit" name="step" value="submit">{t!(lang, stories.form.submit)}</button>
            </p>
        </form>
    }
}

/// What to look for before it leaves one's hands.
fn before(lang: Language, confirmed: bool, state: &FormState) -> impl IntoView + use<> {
    let error = state.errors.get("confirmed");
    let invalid = error.is_some();
    view! {
        <section class="story-before" aria-labelledby="before">
            <h2 id="before">{t!(lang, stories.before.title)}</h2>
            <ul>
                <li>{t!(lang, stories.before.patients)}</li>
                <li>{t!(lang, stories.before.products)}</li>
                <li><strong>{t!(lang, stories.before.safety)}</strong></li>
            </ul>
            <div class="check" class:field-invalid=invalid>
                {error.map(|error| view! { <p class="field-error" id="error-confirmed">{error}</p> })}
                <label for="field-confirmed">
                    <input
                        id="field-confirmed"
                        type="checkbox"
                        name="confirmed"
                        value="yes"
                        checked=confirmed
                        aria-invalid=invalid.then_some("true")
                        aria-describedby=invalid.then_some("error-confirmed")
                    />
                    <span>{t!(lang, stories.before.confirm)}</span>
                </label>
            </div>
        </section>
    }
}

fn preview(lang: Language, page: &Page) -> impl IntoView + use<> {
    let typed = &page.typed;
    let title = typed.title.trim();
    let title = if title.is_empty() {
        t!(lang, stories.untitled)
    } else {
        title.to_owned()
    };
    view! {
        <section class="story-preview" aria-labelledby="preview" tabindex="-1" autofocus>
            <h2 id="preview">{t!(lang, stories.form.preview)}</h2>
            <article class="story-text" lang=typed.language.code()>
                {heading(HeadingLevel::H3, "story-preview-title", None, title)}
                {Words::typed(typed).view(typed.language, HeadingLevel::H4)}
            </article>
        </section>
    }
}

/// Taking it back, and erasing what was taken back or never handed in.
fn ways_out(cx: &Cx, editing: &Editing, page: &Page) -> Option<AnyView> {
    let lang = cx.language;
    let action = address(page.story?, "/edit");
    let standing = editing
        .submitted
        .as_ref()
        .map_or(StoryStatus::Draft, StoryView::status);
    let erasable = match standing {
        StoryStatus::Draft => true,
        StoryStatus::Withdrawn => {
            editing.draft_saved_at.is_some()
                || editing.submitted.as_ref().is_some_and(|s| s.text.is_some())
        }
        _ => false,
    };
    if erasable {
        return Some(
            view! {
                <section class="stack narrow" aria-labelledby="erase">
                    <h2 id="erase">{t!(lang, stories.erase.title)}</h2>
                    <p>{t!(lang, stories.erase.lead)}</p>
                    <form method="post" action=action>
                        {forms::hidden_key()}
                        <button class="button-danger" type="submit" name="step" value="erase">{t!(lang, stories.erase.button)}</button>
                    </form>
                </section>
            }
            .into_any(),
        );
    }
    if standing == StoryStatus::Withdrawn {
        return None;
    }
    Some(
        view! {
            <section class="stack narrow" aria-labelledby="withdraw">
                <h2 id="withdraw">{t!(lang, stories.withdraw.title)}</h2>
                <p>{t!(lang, stories.withdraw.lead)}</p>
                <form method="post" action=action class="stack" novalidate>
                    {forms::hidden_key()}
                    {Input::text("reason", t!(lang, stories.withdraw.reason)).view(&page.state)}
                    <button class="button-danger" type="submit" name="step" value="withdraw">{t!(lang, stories.withdraw.button)}</button>
                </form>
            </section>
        }
        .into_any(),
    )
}
