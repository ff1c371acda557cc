//! `/content/statistics/{course}`: how the questions of a course are answered, for who writes and publishes it.

mod figures;

use axum::extract::Path;
use domain::{assessment::ItemKind, content::Slug, language::Language};
use http::StatusCode;
use leptos::prelude::*;
use services::{
    assessment::statistics::{self, QuestionStatistics, Taken},
    ctx::Key,
};

use super::other_language;
use crate::{
    t,
    web::{AppError, Cx, PageResult, render},
};

/// The page.
pub async fn page(cx: Cx, Path(course): Path<String>) -> PageResult {
    let lang = cx.language;
    let course = Slug::parse(&course).map_err(|_| AppError::NotFound)?;
    let ctx = cx.ctx(Key::random());
    let found = statistics::statistics(&cx.state.store, &ctx, &course).await?;
    let title = t!(lang, statistics.of, title = found.title.clone());
    Ok(render::render(&cx, StatusCode::OK, title, move || {
        let none = found.questions.is_empty();
        let questions = found.questions.iter().map(|one| question(lang, one));
        view! {
            <article class="prose statistics">
                <p class="crumb"><a href=format!("/content/preview/{course}")>{t!(lang, statistics.back)}</a></p>
                <p class="kicker">{t!(lang, statistics.title)}</p>
                <h1 lang=found.language.code()>{found.title.clone()}</h1>
                <p class="lead">{t!(lang, statistics.lead)}</p>
                <p class="notice">{t!(lang, statistics.never)}</p>
                {words(lang)}
                {none.then(|| view! { <p>{t!(lang, statistics.none)}</p> })}
                {questions.collect_view()}
            </article>
        }
    }))
}

/// A link to the page, for the pages of a course's versions.
pub fn link(lang: Language, course: &Slug) -> impl IntoView + use<> {
    view! {
        <p><a href=format!("/content/statistics/{course}")>{t!(lang, statistics.link)}</a></p>
    }
}

/// What the figures mean.
fn words(lang: Language) -> impl IntoView {
    view! {
        <details>
            <summary>{t!(lang, statistics.words)}</summary>
            <ul>
                <li>{t!(lang, statistics.words_facility)}</li>
                <li>{t!(lang, statistics.words_misled)}</li>
                <li>{t!(lang, statistics.words_discrimination)}</li>
                <li>{t!(lang, statistics.words_time)}</li>
            </ul>
        </details>
    }
}

fn question(lang: Language, one: &QuestionStatistics) -> impl IntoView + use<> {
    let code = one.language.code();
    let id = format!("item-{}-{}", one.part, one.item);
    let answers = one.statistics.answers;
    let body = match &one.statistics.figures {
        None => view! { <p class="muted">{t!(lang, statistics.few)}</p> }.into_any(),
        Some(figures) => view! {
            <p><strong>{t!(lang, statistics.people, count = answers)}</strong></p>
            {figures::view(lang, figures)}
            {choices(lang, code, &id, one)}
        }
        .into_any(),
    };
    view! {
        <section class="statistics-item" aria-labelledby=id.clone()>
            <h2 id=id.clone() lang=code>{one.title.clone()}</h2>
            <p class="muted">
                <span lang=code>{one.part_title.clone()}</span> " · " <code>{one.item.clone()}</code>
            </p>
            {other_language(lang, one.language)}
            {body}
        </section>
    }
}

/// What was chosen by how many: a table, each row with its bar.
fn choices(
    lang: Language,
    code: &'static str,
    id: &str,
    one: &QuestionStatistics,
) -> impl IntoView + use<> {
    let caption = match one.kind {
        ItemKind::Choose => t!(lang, statistics.choices),
        ItemKind::Order => t!(lang, statistics.choices_put),
        ItemKind::Match => t!(lang, statistics.choices_paired),
        ItemKind::Mark => t!(lang, statistics.choices_marked),
        ItemKind::Short => t!(lang, statistics.choices_typed),
    };
    // All lines and all pairs are right somewhere: saying so would say nothing.
    let ticked = !matches!(one.kind, ItemKind::Order | ItemKind::Match);
    let all = one.statistics.answers;
    let rows = one.choices.iter().map(|taken| {
        let people = taken.people.unwrap_or(0);
        let right = (ticked && taken.right).then(|| {
            view! { " " <span class="badge badge-added">{t!(lang, statistics.right)}</span> }
        });
        view! {
            <tr>
                <th scope="row">{text(lang, code, one.kind, taken)} {right}</th>
                <td class="number">{t!(lang, statistics.bar, count = people, all = all)}</td>
                <td>{figures::bar(people, all, ticked && taken.right)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let caption_id = format!("{id}-choices");
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-labelledby=caption_id.clone()>
            <table class="table statistics-choices">
                <caption id=caption_id.clone()>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, statistics.choice)}</th>
                        <th scope="col" colspan="2">{t!(lang, statistics.taken)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// A choice as it reads; one without words says what it is.
fn text(lang: Language, code: &'static str, kind: ItemKind, taken: &Taken) -> AnyView {
    if !taken.html.is_empty() {
        return view! { <span lang=code inner_html=taken.html.clone()></span> }.into_any();
    }
    if kind == ItemKind::Short && taken.id == services::content::model::Choice::OTHERWISE {
        return t!(lang, statistics.otherwise).into_any();
    }
    view! { {t!(lang, statistics.gone)} " " <code>{taken.id.clone()}</code> }.into_any()
}
