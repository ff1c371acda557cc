//! `/people/organisation`: legal entities, and the departments as a tree today.

mod department;
mod entity;

pub use department::{add_department, change, change_form, department_form};
pub use entity::{add_entity, entity_form};

use domain::{ids::DepartmentId, language::Language, policy::Action};
use http::StatusCode;
use leptos::prelude::*;
use services::{
    accounts::{
        organisation::{Department, Organisation},
        queries,
    },
    ctx::Key,
};
use time::Date;

use crate::{
    format, t,
    web::{
        AppError, Cx, PageResult,
        forms::{FormState, Input},
        render,
    },
};

const HOME: &str = "/people/organisation";

async fn read(cx: &Cx) -> Result<(Organisation, Date), AppError> {
    let ctx = cx.ctx(Key::random());
    Ok((
        queries::organisation(&cx.state.store, &ctx).await?,
        ctx.today(),
    ))
}

/// The departments of a day for a choice, each below its parent.
pub(super) fn options(
    organisation: &Organisation,
    day: Date,
    lang: Language,
) -> Vec<(String, String)> {
    let name = |id| organisation.department_name(id, day, lang);
    let ordered = organisation.tree(day).in_order(name);
    let option = |(id, depth): (DepartmentId, usize)| {
        let indent = "\u{2003}".repeat(depth);
        (id.to_string(), format!("{indent}{}", name(id)))
    };
    ordered.into_iter().map(option).collect()
}

/// The page.
pub async fn page(cx: Cx) -> PageResult {
    let lang = cx.language;
    let (organisation, today) = read(&cx).await?;
    let may = cx.may(Action::OrganisationManage);
    let title = t!(lang, people.organisation_title);
    Ok(render::render(&cx, StatusCode::OK, title.clone(), || {
        view! {
            <div class="page-head">
                <h1>{title}</h1>
                {may.then(|| view! {
                    <p class="actions">
                        <a href=format!("{HOME}/legal-entities")>{t!(lang, people.entity_new)}</a>
                        <a class="button" href=format!("{HOME}/departments/new")>{t!(lang, people.department_new)}</a>
                    </p>
                })}
            </div>
            {entities(lang, &organisation)}
            {departments(lang, &organisation, today, may)}
        }
    }))
}

fn entities(lang: Language, organisation: &Organisation) -> impl IntoView + use<> {
    let rows = organisation
        .legal_entities
        .iter()
        .map(|e| {
            let (ko, en) = (e.names.ko.to_string(), e.names.en.to_string());
            view! {
                <tr>
                    <th scope="row"><code>{e.code.to_string()}</code></th>
                    <td lang="ko">{ko}</td>
                    <td lang="en">{en}</td>
                </tr>
            }
        })
        .collect_view();
    let none = organisation.legal_entities.is_empty();
    view! {
        <section class="stack" aria-labelledby="entities">
            <h2 id="entities">{t!(lang, people.entities)}</h2>
            {if none {
                view! { <p>{t!(lang, people.entities_none)}</p> }.into_any()
            } else {
                view! {
                    <div class="table-scroll" tabindex="0" role="group" aria-labelledby="entities">
                        <table class="table">
                            <thead>
                                <tr>
                                    <th scope="col">{t!(lang, people.code)}</th>
                                    <th scope="col">{t!(lang, people.name_ko)}</th>
                                    <th scope="col">{t!(lang, people.name_en)}</th>
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                }
                .into_any()
            }}
        </section>
    }
}

fn departments(
    lang: Language,
    organisation: &Organisation,
    today: Date,
    may: bool,
) -> impl IntoView + use<> {
    let ordered = organisation
        .tree(today)
        .in_order(|id| organisation.department_name(id, today, lang));
    let none = organisation.departments.is_empty();
    let rows = ordered
        .iter()
        .filter_map(|(id, depth)| Some((organisation.department(*id)?, *depth)))
        .map(|(department, depth)| row(lang, organisation, department, depth, today, may))
        .collect_view();
    let later: Vec<_> = organisation
        .departments
        .iter()
        .filter(|d| d.places.on(today).is_none())
        .collect();
    let later = later
        .into_iter()
        .map(|department| row(lang, organisation, department, 0, today, may))
        .collect_view();
    view! {
        <section class="stack" aria-labelledby="departments">
            <h2 id="departments">{t!(lang, people.departments)}</h2>
            {if none {
                view! { <p>{t!(lang, people.departments_none)}</p> }.into_any()
            } else {
                view! {
                    <div class="table-scroll" tabindex="0" role="group" aria-labelledby="departments">
                        <table class="table">
                            <thead>
                                <tr>
                                    <th scope="col">{t!(lang, people.department)}</th>
                                    <th scope="col">{t!(lang, people.code)}</th>
                                    <th scope="col">{t!(lang, people.legal_entity)}</th>
                                    <th scope="col">{t!(lang, people.next_change)}</th>
                                </tr>
                            </thead>
                            <tbody>{rows} {later}</tbody>
                        </table>
                    </div>
                }
                .into_any()
            }}
        </section>
    }
}

fn row(
    lang: Language,
    organisation: &Organisation,
    department: &Department,
    depth: usize,
    today: Date,
    may: bool,
) -> impl IntoView + use<> {
    let name = organisation.department_name(department.id, today, lang);
    let place = department.places.on(today);
    let entity = place.map(|p| organisation.legal_entity_name(p.value.legal_entity, lang));
    let next = department
        .places
        .periods()
        .into_iter()
        .find(|p| p.from > today);
    let next = next.map(|p| {
        let then = p.entry.value.names.of(lang).to_string();
        format!("{} · {then}", format::date(lang, p.from))
    });
    let class = format!("tree-{}", depth.min(5));
    let link = format!("{HOME}/departments/{}", department.id);
    view! {
        <tr>
            <th scope="row" class=class>
                {if may { view! { <a href=link>{name}</a> }.into_any() } else { view! { {name} }.into_any() }}
            </th>
            <td><code>{department.code.to_string()}</code></td>
            <td>{entity.unwrap_or_else(|| "–".into())}</td>
            <td>{next.unwrap_or_else(|| "–".into())}</td>
        </tr>
    }
}

fn names(cx: &Cx, state: &FormState) -> impl IntoView + use<> {
    let lang = cx.language;
    view! {
        {Input::text("name_ko", t!(lang, people.name_ko)).view(state)}
        {Input::text("name_en", t!(lang, people.name_en)).view(state)}
    }
}
