//! A person's posts through time, on their page.

use domain::{
    accounts::{Period, Terms},
    ids::EmploymentId,
    policy::Action,
};
use leptos::prelude::*;
use services::accounts::{organisation::Organisation, queries::PersonDetails};
use time::Date;

use super::posts::kind_name;
use crate::{format, t, web::Cx};

/// The section with all posts, each period a line.
pub(super) fn posts(
    cx: &Cx,
    person: &PersonDetails,
    organisation: &Organisation,
    today: Date,
) -> impl IntoView + use<> {
    let lang = cx.language;
    let may = cx.may(Action::PeopleManage) && person.merged_into.is_none();
    let id = person.id;
    let all = person
        .posts
        .iter()
        .map(|(post, timeline)| {
            let goes_on = timeline.ends().is_none_or(|last| last >= today);
            let lines = timeline
                .periods()
                .iter()
                .rev()
                .map(|period| line(cx, person, organisation, period, today))
                .collect_view();
            view! {
                <li class="post">
                    <ul class="periods">{lines}</ul>
                    {(may && goes_on).then(|| actions(cx, id, *post))}
                </li>
            }
        })
        .collect_view();
    let none = person.posts.is_empty();
    view! {
        <section class="stack" aria-labelledby="posts">
            <div class="page-head">
                <h2 id="posts">{t!(lang, people.posts)}</h2>
                {may.then(|| view! { <a class="button-secondary" href=format!("/people/{id}/posts/new")>{t!(lang, people.hire)}</a> })}
            </div>
            {if none {
                view! { <p>{t!(lang, people.posts_none)}</p> }.into_any()
            } else {
                view! { <ul class="posts">{all}</ul> }.into_any()
            }}
        </section>
    }
}

fn actions(cx: &Cx, person: domain::ids::PersonId, post: EmploymentId) -> impl IntoView + use<> {
    let lang = cx.language;
    let to = |what: &str| format!("/people/{person}/posts/{post}/{what}");
    view! {
        <p class="actions">
            <a href=to("change")>{t!(lang, people.change)}</a>
            <a href=to("leave")>{t!(lang, people.leave)}</a>
            <a href=to("end")>{t!(lang, people.end)}</a>
        </p>
    }
}

fn line(
    cx: &Cx,
    person: &PersonDetails,
    organisation: &Organisation,
    period: &Period<'_, Terms>,
    today: Date,
) -> impl IntoView + use<> {
    let lang = cx.language;
    let terms = &period.entry.value;
    let now = period.from <= today && period.to.is_none_or(|to| today <= to);
    let from = format::date(lang, period.from);
    let span = match period.to {
        Some(to) => t!(lang, people.span, from = from, to = format::date(lang, to)),
        None => t!(lang, people.span_open, from = from),
    };
    let state = if now {
        t!(lang, people.now)
    } else if period.from > today {
        t!(lang, people.planned)
    } else {
        t!(lang, people.past)
    };
    let manager = terms
        .manager
        .and_then(|m| person.managers.get(&m))
        .map(|m| t!(lang, people.led_by, name = m.name.to_string()));
    let day = period.from.max(today.min(period.to.unwrap_or(today)));
    let mut facts = vec![
        organisation.legal_entity_name(terms.legal_entity, lang),
        organisation.department_name(terms.department, day, lang),
        terms.location.to_string(),
        kind_name(cx, terms.kind),
    ];
    facts.extend(manager);
    view! {
        <li class="period" class:period-now=now>
            <p><strong>{terms.job_role.to_string()}</strong> " " <span class="muted">{state}</span>
                {terms.on_leave.then(|| view! { " " <span class="leave">{t!(lang, people.on_leave)}</span> })}
            </p>
            <p>{facts.join(" · ")}</p>
            <p class="muted">{span}</p>
        </li>
    }
}
