//! A question of a quiz: what one can do to answer, and how sure one is.

use domain::{assessment::Certainty, language::Language};
use leptos::prelude::*;
use services::assessment::queries::{Asked, Head, Question};

use super::{asked, certainty, clock, part_path};
use crate::{
    assessment::islands::keys::Keys,
    t,
    web::{
        Cx,
        forms::{self, FormState},
    },
};

/// The question with its form.
pub(super) fn view(
    cx: &Cx,
    head: &Head,
    question: Question,
    state: &FormState,
) -> impl IntoView + use<> {
    let lang = cx.language;
    let code = head.language.code();
    let form = Form {
        action: format!("/attempts/{}", head.attempt),
        hidden: ("item", question.item.clone()),
        saved: t!(lang, assessment.saved),
    };
    view! {
        <article class="prose quiz">
            {super::other_language(lang, head.language)}
            {place(lang, head, question.place, question.total)}
            {clock::view(cx, head)}
            <h1 lang=code>{question.title.clone()}</h1>
            {form.view(cx, code, &question, state)}
        </article>
    }
}

/// Where a question's answer goes, and what is said below it: in a quiz and in a refresher.
pub(super) struct Form {
    /// The address.
    pub(super) action: String,
    /// Which question it is, for the address.
    pub(super) hidden: (&'static str, String),
    /// What is kept so far.
    pub(super) saved: String,
}

impl Form {
    /// What is asked, what one can do to answer, and how sure one is.
    pub(super) fn view(
        self,
        cx: &Cx,
        code: &'static str,
        question: &Question,
        state: &FormState,
    ) -> impl IntoView + use<> {
        let lang = cx.language;
        let hint = match question.asked {
            Asked::Choose { .. } => t!(lang, assessment.keys_quiz),
            _ => t!(lang, assessment.keys_sure),
        };
        let (name, value) = self.hidden;
        view! {
            <div class="prompt" lang=code inner_html=question.prompt.clone()></div>
            <form method="post" action=self.action class="stack" novalidate>
                {forms::summary(cx, state)}
                {forms::hidden_key()}
                {forms::hidden(name, value)}
                {asked::view(lang, code, &question.asked, state)}
                {sure(lang, state)}
                <div class="actions">
                    <button class="button" type="submit">{t!(lang, assessment.answer)}</button>
                </div>
            </form>
            <Keys hint=hint/>
            <p class="muted">{self.saved}</p>
        }
    }
}

/// Where in the quiz one is.
pub(super) fn place(
    lang: Language,
    head: &Head,
    place: usize,
    total: usize,
) -> impl IntoView + use<> {
    let words = t!(lang, assessment.question_of, place = place, total = total);
    let (code, title, back) = (head.language.code(), head.title.clone(), part_path(head));
    view! {
        <p class="crumb"><a href=back lang=code>{title}</a></p>
        <p class="muted quiz-place">{words.clone()}</p>
        <progress class="progress" max=total value=place aria-label=words></progress>
    }
}

/// How sure one is, to be chosen.
fn sure(lang: Language, state: &FormState) -> impl IntoView + use<> {
    group(
        "certainty",
        t!(lang, assessment.how_sure),
        "certainties",
        state.errors.get("certainty"),
        levels(lang, state),
    )
}

/// The levels of certainty to choose from.
pub(super) fn levels(lang: Language, state: &FormState) -> impl IntoView + use<> {
    let kept = state.fields.get("certainty");
    Certainty::ALL
        .into_iter()
        .zip(certainty::KEYS)
        .map(|(level, key)| {
            let checked = kept == level.code();
            view! {
                <label class="choice certainty">
                    <input type="radio" name="certainty" value=level.code() checked=checked data-key=key/>
                    <kbd aria-hidden="true">{key.to_uppercase()}</kbd>
                    <span>
                        <strong>{certainty::name(lang, level)}</strong>
                        <span class="certainty-marks">{certainty::marks(lang, level)}</span>
                    </span>
                </label>
            }
        })
        .collect_view()
}

/// What is said where none of a group was chosen.
pub(super) struct Message {
    /// The words.
    pub(super) text: String,
    /// Whether they are seen.
    pub(super) shown: bool,
}

/// One that is seen.
impl From<String> for Message {
    fn from(text: String) -> Self {
        let shown = true;
        Self { text, shown }
    }
}

/// Buttons that belong together, with their message when none was chosen.
pub(super) fn group(
    name: &'static str,
    legend: String,
    class: &'static str,
    message: Option<impl Into<Message>>,
    items: impl IntoView,
) -> impl IntoView {
    let message: Option<Message> = message.map(Into::into);
    let seen = message.as_ref().is_some_and(|message| message.shown);
    let described = seen.then(|| format!("error-{name}"));
    view! {
        <fieldset class=format!("option-group {class}") id=format!("field-{name}") tabindex="-1" aria-describedby=described>
            <legend>{legend}</legend>
            {message.map(|Message { text, shown }| view! {
                <p class="field-error" id=format!("error-{name}") hidden=!shown>{text}</p>
            })}
            <div class="options">{items}</div>
        </fieldset>
    }
}
