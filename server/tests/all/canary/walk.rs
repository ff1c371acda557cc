//! Somebody who goes through an exercise and looks at everything on the way.

use crate::{
    html::{Form, Tag, tags},
    support::{Answer, Client, TestApp, from_here},
};
use axum::body::Body;
use domain::{
    content::{Kind, Slug},
    ids::AttemptId,
};
use http::{StatusCode, header};
use sea_orm::{ActiveValue::Set, EntityTrait};
use services::{content::queries::current, entity::attempts};
use std::collections::BTreeSet;
use uuid::Uuid;

/// An exercise of the library.
#[derive(Clone, Debug)]
pub struct Exercise {
    pub course: Slug,
    pub part: Slug,
    pub kind: Kind,
}

/// Every quiz and every scenario.
pub async fn exercises(app: &TestApp) -> Vec<Exercise> {
    let mut found = Vec::new();
    for (path, _) in super::plant::shipped() {
        let Some(course) = path
            .strip_prefix("courses/")
            .and_then(|p| p.strip_suffix("/course.md"))
        else {
            continue;
        };
        let course = Slug::parse(course).unwrap();
        let version = current(&app.db.store, &course).await.unwrap().unwrap();
        for (kind, part, _) in version.parts().unwrap() {
            if kind != Kind::Module {
                let course = course.clone();
                found.push(Exercise { course, part, kind });
            }
        }
    }
    found
}

/// Seats somebody at an exercise with this id and this seed, so that two can be given the very same questions.
pub async fn seat(
    app: &TestApp,
    client: &Client,
    exercise: &Exercise,
    id: u128,
    seed: i64,
) -> String {
    let version = current(&app.db.store, &exercise.course)
        .await
        .unwrap()
        .unwrap();
    let part = version
        .parts()
        .unwrap()
        .into_iter()
        .find(|(_, part, _)| *part == exercise.part)
        .unwrap();
    let id = AttemptId::from_uuid(Uuid::from_u128(id));
    let row = attempts::ActiveModel {
        id: Set(id.as_uuid()),
        person_id: Set(client.person().as_uuid()),
        course_slug: Set(exercise.course.to_string()),
        part_slug: Set(exercise.part.to_string()),
        kind: Set(exercise.kind.code().to_owned()),
        part_hash: Set(part.2.as_bytes().to_vec()),
        course_hash: Set(version.hash.as_bytes().to_vec()),
        cycle: Set(1),
        number: Set(1),
        language: Set(client.language.to_owned()),
        seed: Set(seed),
        started_at: Set(1_764_000_000_000_000),
        ends_at: Set(None),
    };
    let db = app.db.store.migration_connection();
    attempts::Entity::insert(row)
        .exec_without_returning(db)
        .await
        .unwrap();
    format!("/attempts/{id}")
}

/// A page without what differs from one showing to the next: nonces, keys, ids.
pub fn still(body: &str) -> String {
    let nonces = body.split("nonce=\"").skip(1);
    let nonces = nonces
        .filter_map(|rest| rest.split_once('"'))
        .map(|(nonce, _)| nonce);
    let words = body.split(|c: char| !(c.is_ascii_hexdigit() || c == '-'));
    let ids = words.filter(|word| word.len() == 36 && word.parse::<Uuid>().is_ok());
    let passing: BTreeSet<&str> = nonces.chain(ids).filter(|word| !word.is_empty()).collect();
    passing
        .into_iter()
        .fold(body.to_owned(), |body, word| body.replace(word, "*"))
}

/// The attempt that a page of an exercise is about.
pub fn attempt_of(page: &Answer) -> String {
    let forms = Form::all(&page.body).into_iter();
    let mut forms = forms.filter(|form| form.get("scene").is_some());
    forms.next().unwrap().action
}

/// The form of a question or a scene, filled with the first of everything it offers.
pub fn filled(page: &Answer, attempt: &str) -> Form {
    let mut form = page.form(attempt);
    let tags = tags(&page.body);
    let offered = |name: &str| {
        let is = |tag: &&Tag| {
            ["input", "button"].contains(&tag.name.as_str()) && tag.get("name") == Some(name)
        };
        tags.iter().find(is).and_then(|tag| tag.get("value"))
    };
    for name in ["choice", "certainty"] {
        if let Some(value) = offered(name) {
            form.set(name, value);
        }
    }
    if form.get("text").is_some() {
        form.set("text", "nothing that anybody expects");
    }
    // Lines go to places of their own; pairs to the right side of the same number, as far as there are so many.
    for n in 1.. {
        let name = format!("pick-{n}");
        let Some(at) = tags
            .iter()
            .position(|tag| tag.name == "select" && tag.get("name") == Some(&name))
        else {
            return form;
        };
        let options = tags[at + 1..]
            .iter()
            .take_while(|tag| tag.name != "/select");
        let options = options
            .filter(|tag| tag.name == "option" && tag.get("value") != Some(""))
            .count();
        form.set(&name, &n.min(options).to_string());
    }
    form
}

/// Takes the turn of a scene's form as the player does, by a call: the last that is offered, so that a call comes to
/// other scenes than a form.
pub async fn call(client: &Client, page: &Answer, form: &Form) -> (String, Answer) {
    let tags = tags(&page.body);
    let offered = tags.iter().filter(|tag| tag.get("name") == Some("choice"));
    let choice = offered.filter_map(|tag| tag.get("value")).next_back();
    let choice = choice.unwrap().to_owned();
    let get = |name: &str| form.get(name).unwrap();
    let body = serde_json::json!({
        "attempt": form.action.rsplit('/').next().unwrap(),
        "step": get("step").parse::<usize>().unwrap(),
        "scene": get("scene"),
        "choice": choice,
        "sure": form.get("certainty"),
        "key": get("key"),
    });
    let request = from_here("/api/assessment/choose_turn")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, "application/json");
    let answer = client.send(request, Body::from(body.to_string())).await;
    (choice, answer)
}

/// Sends it, and gives the address it leads to.
pub async fn answer(client: &Client, form: &Form) -> String {
    let sent = client.send_form(form).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    sent.location().to_owned()
}
