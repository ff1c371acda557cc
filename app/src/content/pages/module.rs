//! `/courses/{course}/{module}`: reading, page after page. The next page is asked for by a form, so that one's place
//! is kept on every device and without JavaScript.

use axum::extract::{Path, Query};
use axum::response::Response;
use domain::{
    content::{ContentHash, Slug},
    language::Language,
};
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::{
    content::queries::{self, ModuleDetails},
    training::{
        FinishModule, ReadPage,
        study::{PartStudy, Step},
    },
};

use super::{other_language, part_address, slug, studied};
use crate::{
    assessment, t,
    web::{
        AppError, Cx, PageResult,
        forms::{self, Fields, see_other},
        render,
    },
};

/// Which page of a module: from 1.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    page: Option<usize>,
}

/// One page of a module. Without a number it is the page that was reached.
pub async fn page(
    cx: Cx,
    Path((course, module)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    let (course, module) = (slug(&course)?, slug(&module)?);
    let (details, study) = studied(&cx, &course).await?;
    let ends_anew = study.ends_anew();
    let mut part = study
        .parts
        .into_iter()
        .find(|p| p.slug == module)
        .ok_or(AppError::NotFound)?;
    let found = queries::module(&cx.state.store, &course, &module, cx.language).await?;
    // What is no module is rehearsed or answered.
    let Some(found) = found else {
        return assessment::pages::part_intro(&cx, &course, &module).await;
    };
    let reached = usize::from(part.page.unwrap_or(1)).min(found.pages.len());
    if wanted.page.is_none() && part.step == Step::Open && reached > 1 {
        return Ok(see_other(&format!(
            "/courses/{course}/{module}?page={reached}"
        )));
    }
    if ends_anew {
        // What was finished can be finished once more.
        part.step = Step::Open;
    }
    show(
        &cx,
        &course,
        &details.title,
        &part,
        found,
        wanted.page.unwrap_or(1),
    )
}

fn show(
    cx: &Cx,
    course: &Slug,
    course_title: &str,
    part: &PartStudy,
    found: ModuleDetails,
    number: usize,
) -> PageResult {
    let lang = cx.language;
    let page = number
        .checked_sub(1)
        .and_then(|index| found.pages.get(index))
        .ok_or(AppError::NotFound)?;
    Ok(render::render(
        cx,
        StatusCode::OK,
        found.title.clone(),
        || {
            let pages = found.pages.len();
            let shown = found.language.code();
            let place = t!(lang, content.page_of, page = number, pages = pages);
            view! {
                <article class="prose module">
                    {other_language(lang, found.language)}
                    <p class="module-course">
                        <a href=format!("/courses/{course}")>{course_title.to_owned()}</a>
                    </p>
                    <h1 lang=shown>{found.title.clone()}</h1>
                    <p class="muted">{t!(lang, content.minutes, count = found.minutes)} " · " {place.clone()}</p>
                    <progress class="progress" max=pages value=number aria-label=place></progress>
                    <div class="module-text" lang=shown inner_html=page.html.clone()></div>
                    {around(lang, course, part, &found, number)}
                </article>
            }
        },
    ))
}

/// Back and on; at the last page the module is finished.
fn around(
    lang: Language,
    course: &Slug,
    part: &PartStudy,
    found: &ModuleDetails,
    number: usize,
) -> impl IntoView + use<> {
    let here = part_address(course, &part.slug);
    let back = (number > 1).then(|| format!("{here}?page={}", number - 1));
    let last = number >= found.pages.len();
    let on = if last && part.step == Step::Done {
        let to = format!("/courses/{course}");
        view! { <a class="button" href=to>{t!(lang, content.back_to_course)}</a> }.into_any()
    } else {
        let (action, label) = if last {
            (format!("{here}/finish"), t!(lang, content.finish_module))
        } else {
            (here, t!(lang, content.next))
        };
        view! {
            <form method="post" action=action>
                {forms::hidden_key()}
                {forms::hidden("page", number.to_string())}
                {forms::hidden("version", found.version.to_string())}
                {forms::hidden("read_in", found.language.code())}
                <button class="button" type="submit">{label}</button>
            </form>
        }
        .into_any()
    };
    view! {
        {(last && part.step == Step::Done).then(|| view! { <p class="muted">{t!(lang, content.module_was_finished)}</p> })}
        <nav class="pager" aria-label=t!(lang, content.around)>
            {back.map(|href| view! { <a rel="prev" href=href>{t!(lang, content.previous)}</a> })}
            {on}
        </nav>
    }
}

/// What a form of the module says of what was read.
struct Read {
    course: Slug,
    module: Slug,
    version: ContentHash,
    language: Language,
}

impl Read {
    fn of(path: (String, String), fields: &Fields) -> Result<Self, AppError> {
        Ok(Self {
            course: slug(&path.0)?,
            module: slug(&path.1)?,
            version: fields
                .get("version")
                .parse()
                .map_err(|_| AppError::NotFound)?,
            language: Language::from_code(fields.get("read_in")).ok_or(AppError::NotFound)?,
        })
    }
}

/// The page was read: keeps the next one as the place, and goes there.
pub async fn read(cx: Cx, Path(path): Path<(String, String)>, fields: Fields) -> PageResult {
    let Read {
        course,
        module,
        version,
        language,
    } = Read::of(path, &fields)?;
    let page: u16 = fields.get("page").parse().map_err(|_| AppError::NotFound)?;
    let page = page.saturating_add(1);
    let to = format!("/courses/{course}/{module}?page={page}");
    let command = ReadPage {
        course,
        module,
        version,
        language,
        page,
    };
    cx.state.store.write(&cx.ctx(fields.key()), command).await?;
    Ok(see_other(&to))
}

/// The module was read to its end: back to the course, which says what comes next.
pub async fn finish(cx: Cx, Path(path): Path<(String, String)>, fields: Fields) -> PageResult {
    let Read {
        course,
        module,
        version,
        language,
    } = Read::of(path, &fields)?;
    let to = format!("/courses/{course}?finished={module}");
    let command = FinishModule {
        course,
        module,
        version,
        language,
    };
    cx.state.store.write(&cx.ctx(fields.key()), command).await?;
    Ok(see_other(&to))
}

/// The form's answer was reloaded: back to the module.
pub async fn to_page(Path((course, module)): Path<(String, String)>) -> Result<Response, AppError> {
    let (course, module) = (slug(&course)?, slug(&module)?);
    Ok(see_other(&part_address(&course, &module)))
}
