//! The form that a file is uploaded with, and what its columns are.

use axum::response::Response;
use http::StatusCode;
use leptos::prelude::*;
use services::accounts::import::COLUMNS;

use super::words::{column_help, column_name, other_language};
use crate::{
    t,
    web::{
        Cx,
        forms::{self, FileInput, FormState},
        render,
    },
};

/// The page.
pub(super) fn form_page(cx: &Cx, state: &FormState) -> Response {
    let lang = cx.language;
    let title = t!(lang, people.import_title);
    let status = if state.errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let columns = COLUMNS
        .iter()
        .map(|column| {
            let other = other_language(lang);
            view! {
                <tr>
                    <th scope="row">{column_name(lang, *column)}</th>
                    <td lang=other.code()>{column_name(other, *column)}</td>
                    <td class="roomy">{column_help(lang, *column)}</td>
                </tr>
            }
        })
        .collect_view();
    let file = FileInput {
        name: "file",
        label: t!(lang, people.import_file),
        hint: t!(lang, people.import_file_hint),
        accept: ".csv,text/csv",
    };
    render::render(cx, status, title.clone(), || {
        view! {
            <h1>{title}</h1>
            <p class="lead">{t!(lang, people.import_lead)}</p>
            <form method="post" action="/people/import" enctype="multipart/form-data" class="stack import-form" novalidate>
                {forms::summary(cx, state)}
                {forms::hidden_key()}
                {file.view(state)}
                {text_field(cx, state)}
                <p class="actions">
                    <button class="button" type="submit">{t!(lang, people.import_preview)}</button>
                    <a href="/people">{t!(lang, common.cancel)}</a>
                </p>
            </form>
            <section class="stack" aria-labelledby="columns">
                <h2 id="columns">{t!(lang, people.import_columns)}</h2>
                <p>{t!(lang, people.import_columns_lead)}</p>
                <p class="actions">
                    <a href="/people/import/example.csv" download="jasin-people-example.csv">{t!(lang, people.import_example)}</a>
                    <a href="/people/import/template.csv" download="jasin-people-template.csv">{t!(lang, people.import_template)}</a>
                </p>
                <div class="table-scroll" tabindex="0" role="group" aria-labelledby="columns">
                    <table class="table">
                        <thead>
                            <tr>
                                <th scope="col">{t!(lang, people.import_column)}</th>
                                <th scope="col">{t!(lang, people.import_also)}</th>
                                <th scope="col">{t!(lang, people.import_holds)}</th>
                            </tr>
                        </thead>
                        <tbody>{columns}</tbody>
                    </table>
                </div>
            </section>
        }
    })
}

fn text_field(cx: &Cx, state: &FormState) -> impl IntoView + use<> {
    let lang = cx.language;
    let error = state.errors.get("text");
    let invalid = error.is_some();
    let value = state.fields.get("text").to_owned();
    view! {
        <div class="field" class:field-invalid=invalid>
            <label for="field-text">{t!(lang, people.import_text)}</label>
            {error.map(|e| view! { <p class="field-error" id="error-text">{e}</p> })}
            <textarea id="field-text" name="text" rows="6" spellcheck="false"
                aria-invalid=invalid.then_some("true") aria-describedby=invalid.then_some("error-text")>{value}</textarea>
        </div>
    }
}
