//! `/training/assign`: a course for some people or for everyone, with a deadline and a reason. It says what will
//! happen before it does.

use axum::extract::RawQuery;
use domain::{
    content::{Slug, Track},
    ids::PersonId,
    language::Language,
    training::Reason,
};
use http::StatusCode;
use leptos::prelude::*;
use services::{
    Error,
    content::{
        queries::{CourseSummary, in_track},
        rules::{CardStanding, queries},
    },
    ctx::Key,
    error::FieldError,
    training::{
        AssignCourse, RULES_OPEN, Whom,
        overview::{Candidate, candidates},
    },
};
use std::collections::BTreeSet;

use super::{filter::course_options, limits};
use crate::{
    content::{
        pages::tracks::{track_name, tracks_of},
        rules::words as rules,
    },
    t,
    training::words,
    web::{
        AppError, Cx, PageResult,
        forms::{self, Errors, Fields, FormState, Input, RadioCards, Textarea, see_other, select},
        render, safety,
    },
};

/// What stands before the code of a track where a course could be chosen.
const TRACK: &str = "track:";
/// The most people that are chosen one by one.
const MOST: usize = 200;

/// The form. People chosen in the list stand in the address.
pub async fn form(cx: Cx, RawQuery(query): RawQuery) -> PageResult {
    let people = chosen(
        query
            .as_deref()
            .unwrap_or("")
            .split('&')
            .filter_map(|pair| pair.split_once('=')),
    );
    let whom = if people.is_empty() {
        "everyone"
    } else {
        "these"
    };
    let fields = Fields::of([
        ("whom", whom.to_owned()),
        ("reason", Reason::Refresher.code().to_owned()),
    ]);
    let state = FormState {
        fields,
        ..FormState::default()
    };
    show(&cx, StatusCode::OK, people, &Before::default(), state).await
}

/// What stands between what was typed and its assignments.
#[derive(Default)]
struct Before {
    /// The rule cards that the company has to confirm.
    missing: Vec<CardStanding>,
    /// Whether the way to drug safety is shown first.
    asks_first: bool,
}

/// The people among the pairs of an address or a form.
fn chosen<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<PersonId> {
    let people: BTreeSet<PersonId> = pairs
        .filter(|(name, _)| *name == "person")
        .filter_map(|(_, value)| value.parse().ok())
        .take(MOST)
        .collect();
    people.into_iter().collect()
}

/// Assigns, and goes to the people it was assigned to.
pub async fn submit(cx: Cx, fields: Fields) -> PageResult {
    let people = chosen(fields.iter());
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    if safety::asks_first(&cx, "assignment", &fields, &[fields.get("note")]).await? {
        let before = Before {
            asks_first: true,
            ..Before::default()
        };
        let errors = Errors::default();
        let state = FormState { fields, errors };
        return show(&cx, status, people, &before, state).await;
    }
    let whom = if fields.get("whom") == "everyone" {
        Whom::Everyone
    } else {
        Whom::These(people.iter().copied().collect())
    };
    let course = fields.get("course").to_owned();
    let command = AssignCourse {
        course: course.clone(),
        whom,
        due_on: fields.get("due_on").to_owned(),
        reason: fields.get("reason").to_owned(),
        note: fields.get("note").to_owned(),
        limits: limits::typed(&fields),
    };
    let (store, ctx) = (&cx.state.store, cx.ctx(fields.key()));
    let track = track_of(&course);
    let done = match track {
        Some(track) => store.write(&ctx, command.of_track(track)).await,
        None => store.write(&ctx, command).await,
    };
    match done {
        Ok(_) if track.is_some() => Ok(see_other("/training")),
        Ok(_) => Ok(see_other(&format!("/training?course={course}"))),
        Err(Error::Invalid(invalid)) => {
            let missing = missing(&cx, &course, &invalid).await?;
            let mut errors = Errors::of(&cx, &invalid);
            if !missing.is_empty() {
                errors = Errors::one("course", names(cx.language, &missing));
            }
            let state = FormState { fields, errors };
            let before = Before {
                missing,
                ..Before::default()
            };
            show(&cx, status, people, &before, state).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The track that was chosen in the place of a course.
fn track_of(chosen: &str) -> Option<Track> {
    Track::from_code(chosen.strip_prefix(TRACK)?)
}

/// The rule cards that the company has to confirm before this course can be assigned, when that is what is wrong.
async fn missing(
    cx: &Cx,
    course: &str,
    invalid: &[FieldError],
) -> Result<Vec<CardStanding>, AppError> {
    let open = invalid.iter().any(|error| error.code == RULES_OPEN);
    if !open {
        return Ok(Vec::new());
    }
    let store = &cx.state.store;
    let courses = match track_of(course) {
        Some(track) => in_track(store.read(), track).await?,
        None => Slug::parse(course).into_iter().collect(),
    };
    let mut missing: Vec<CardStanding> = Vec::new();
    for course in courses {
        let ctx = cx.ctx(Key::random());
        let found = queries::missing(store, &ctx, &course).await?;
        missing.extend(found);
    }
    // Courses of a track rest on some of the same cards.
    missing.sort_by(|a, b| a.card.id.cmp(&b.card.id));
    missing.dedup_by(|a, b| a.hash == b.hash);
    Ok(missing)
}

fn names(lang: Language, cards: &[CardStanding]) -> String {
    let titles: Vec<String> = cards
        .iter()
        .map(|card| format!("“{}”", rules::title(lang, &card.card.title).1))
        .collect();
    t!(lang, rules.assign_open, cards = titles.join(", "))
}

/// Those cards with the way to the list on which they are confirmed.
fn missing_cards(lang: Language, cards: &[CardStanding]) -> Option<impl IntoView + use<>> {
    (!cards.is_empty()).then(|| {
        view! {
            <div class="notice">
                <p>{t!(lang, rules.assign_open_lead)}</p>
                {rules::cards(lang, cards.iter())}
                <p><a href="/content/rules?show=open">{t!(lang, rules.to_list)}</a></p>
            </div>
        }
    })
}

async fn show(
    cx: &Cx,
    status: StatusCode,
    people: Vec<PersonId>,
    before: &Before,
    state: FormState,
) -> PageResult {
    let lang = cx.language;
    let ctx = cx.ctx(Key::random());
    let (everyone, people) = candidates(&cx.state.store, &ctx, &people).await?;
    let courses = crate::content::pages::published_courses(cx).await?;
    let options = choices(lang, &courses);
    let reasons = Reason::ALL
        .into_iter()
        .map(|reason| (reason.code().to_owned(), words::reason_name(lang, reason)))
        .collect();
    let these = (!people.is_empty()).then(|| t!(lang, training.whom_these_about));
    let mut whom = RadioCards::new("whom", t!(lang, training.whom)).option(
        "everyone",
        t!(lang, training.whom_everyone),
        Some(t!(lang, training.whom_everyone_about, count = everyone)),
    );
    if !people.is_empty() {
        whom = whom.option(
            "these",
            t!(lang, training.whom_these, count = people.len()),
            these,
        );
    }
    let due = Input {
        kind: "date",
        ..Input::text("due_on", t!(lang, training.due_on))
    };
    Ok(render::render(
        cx,
        status,
        t!(lang, training.assign),
        || {
            view! {
                <h1>{t!(lang, training.assign)}</h1>
                <p class="lead">{t!(lang, training.assign_lead)}</p>
                <form method="post" action="/training/assign" class="stack assign" novalidate>
                    {forms::summary(cx, &state)}
                    {safety::part(cx, before.asks_first, &state)}
                    {missing_cards(lang, &before.missing)}
                    {forms::hidden_key()}
                    {select("course", t!(lang, training.course_or_track), options, &state)}
                    {whom.view(&state)}
                    {people_list(&people)}
                    {due.hint(t!(lang, training.due_on_hint)).view(&state)}
                    {select("reason", t!(lang, training.reason_field), reasons, &state)}
                    {Textarea::new("note", t!(lang, training.note)).rows(3).optional().hint(t!(lang, training.note_hint)).view(&state)}
                    {limits::fields(lang, &state)}
                    <p class="muted">{t!(lang, training.assign_what)}</p>
                    <button class="button" type="submit">{t!(lang, training.assign)}</button>
                </form>
            }
        },
    ))
}

/// The tracks, then the courses.
fn choices(lang: Language, courses: &[CourseSummary]) -> Vec<(String, String)> {
    let track = |(track, count): (Track, usize)| {
        let name = track_name(lang, track);
        let label = t!(lang, training.track_option, track = name, count = count);
        (format!("{TRACK}{}", track.code()), label)
    };
    let tracks = tracks_of(courses).into_iter().map(track);
    tracks.chain(course_options(courses)).collect()
}

/// The people who were chosen; each can be left out.
fn people_list(people: &[Candidate]) -> impl IntoView + use<> {
    let boxes = people
        .iter()
        .map(|person| {
            let id = format!("person-{}", person.id);
            view! {
                <li class="field field-check">
                    <input id=id.clone() type="checkbox" name="person" value=person.id.to_string() checked=true/>
                    <label for=id>{person.name.clone()} " " <span class="muted">{person.employee_number.clone()}</span></label>
                </li>
            }
        })
        .collect_view();
    (!people.is_empty()).then(|| view! { <ul class="chosen">{boxes}</ul> })
}
