//! The pages of accounts. One file a place.

pub mod code;
pub mod confirm;
pub mod forgot;
mod history;
pub mod import;
pub mod invitations;
pub mod jobs;
pub mod letter;
pub mod me;
pub mod organisation;
pub mod own_data;
pub mod people;
pub mod person;
pub mod person_change;
pub mod posts;
pub mod preferences;
pub mod privacy;
pub mod set_up;
pub mod sign_in;

use axum::response::Response;
use domain::{
    accounts::{Role, parse_date},
    language::Language,
};
use http::StatusCode;
use leptos::prelude::*;
use time::Date;

use crate::{
    t,
    web::{
        Cx,
        forms::{self, Errors, Fields, FormState, Input},
        render,
    },
};

/// What people call a role.
pub fn role_name(lang: Language, role: Role) -> String {
    match role {
        Role::Employee => t!(lang, accounts.role.employee),
        Role::Author => t!(lang, accounts.role.author),
        Role::Reviewer => t!(lang, accounts.role.reviewer),
        Role::CommsEditor => t!(lang, accounts.role.comms_editor),
        Role::Hr => t!(lang, accounts.role.hr),
        Role::Auditor => t!(lang, accounts.role.auditor),
        Role::Administrator => t!(lang, accounts.role.administrator),
    }
}

/// A page that is one form: where it came from, what it says, its fields, its button.
pub(super) struct FormPage {
    /// Where the form posts to, and where its page is.
    pub action: String,
    /// The heading.
    pub title: String,
    /// A sentence below it.
    pub lead: String,
    /// On the button.
    pub submit: String,
    /// Where one goes without doing it.
    pub back: String,
}

impl FormPage {
    /// The page with these fields.
    pub fn show<V: IntoView + 'static>(
        self,
        cx: &Cx,
        state: &FormState,
        fields: impl FnOnce() -> V,
    ) -> Response {
        let lang = cx.language;
        let status = if state.errors.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let title = self.title.clone();
        render::render(cx, status, title, || {
            view! {
                <section class="narrow stack">
                    <h1>{self.title}</h1>
                    <p class="lead">{self.lead}</p>
                    <form method="post" action=self.action class="stack" novalidate>
                        {forms::summary(cx, state)}
                        {forms::hidden_key()}
                        {fields()}
                        <p class="actions">
                            <button class="button" type="submit">{self.submit}</button>
                            <a href=self.back>{t!(lang, common.cancel)}</a>
                        </p>
                    </form>
                </section>
            }
        })
    }
}

/// A field for a date.
pub(super) fn date_input(name: &'static str, label: String) -> Input {
    Input {
        kind: "date",
        ..Input::text(name, label)
    }
}

/// The date of a field, or its message.
pub(super) fn date_of(
    cx: &Cx,
    fields: &Fields,
    name: &'static str,
    errors: &mut Errors,
) -> Option<Date> {
    let text = fields.filled(name);
    let date = text.and_then(parse_date);
    if date.is_none() {
        errors.push(
            name,
            match text {
                None => t!(cx.language, errors.field.required),
                Some(_) => t!(cx.language, people.error.date),
            },
        );
    }
    date
}
