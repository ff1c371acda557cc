//! A question of a refresher, and what came of it: drawn as in a quiz.

use domain::language::Language;
use leptos::prelude::*;
use services::assessment::{
    queries::{Feedback, Question},
    refresher::queries::Head,
};

use crate::{
    assessment::pages::{
        feedback::{meaning, verdict},
        graded, other_language,
        question::Form,
        rules,
    },
    t,
    web::{Cx, forms::FormState},
};

/// The question with its form.
pub(super) fn view(
    cx: &Cx,
    head: &Head,
    question: Question,
    was_not_kept: bool,
    state: &FormState,
) -> impl IntoView + use<> {
    let lang = cx.language;
    let code = head.language.code();
    let form = Form {
        action: format!("/refresher/{}", head.refresher),
        hidden: ("place", head.place.to_string()),
        saved: t!(lang, refresher.saved),
    };
    view! {
        <article class="prose quiz">
            {other_language(lang, head.language)}
            {place(lang, question.place, question.total)}
            <h1 lang=code>{question.title.clone()}</h1>
            {not_kept(lang, was_not_kept)}
            {from(lang, head)}
            {form.view(cx, code, &question, state)}
        </article>
    }
}

/// That the answer just sent is not kept, since its quiz is being tried.
pub(super) fn not_kept(lang: Language, was_not_kept: bool) -> Option<impl IntoView> {
    was_not_kept
        .then(|| view! { <p class="notice" role="status">{t!(lang, refresher.being_tried)}</p> })
}

/// The question with its answer.
pub(super) fn feedback(
    lang: Language,
    head: &Head,
    feedback: Feedback,
    elsewhere: bool,
) -> impl IntoView + use<> {
    let code = head.language.code();
    let label = if feedback.last {
        t!(lang, refresher.finish)
    } else {
        t!(lang, assessment.next_question)
    };
    view! {
        <article class="prose quiz">
            {other_language(lang, head.language)}
            {place(lang, feedback.place, feedback.total)}
            <h1 lang=code>{feedback.title.clone()}</h1>
            {elsewhere.then(|| view! { <p class="notice">{t!(lang, refresher.elsewhere)}</p> })}
            <div class="prompt" lang=code inner_html=feedback.prompt.clone()></div>
            {verdict(lang, feedback.right, feedback.certainty)}
            {graded::view(lang, code, &feedback)}
            {meaning(lang, &feedback)}
            {rules(lang, feedback.rules)}
            {from(lang, head)}
            <div class="actions">
                <a class="button" href=format!("/refresher/{}", head.refresher) autofocus>{label}</a>
            </div>
        </article>
    }
}

fn place(lang: Language, place: usize, total: usize) -> impl IntoView + use<> {
    let words = t!(lang, assessment.question_of, place = place, total = total);
    view! {
        <p class="crumb"><a href="/refresher">{t!(lang, refresher.title)}</a></p>
        <p class="muted quiz-place">{words.clone()}</p>
        <progress class="progress" max=total value=place aria-label=words></progress>
    }
}

/// The course it was learnt in.
fn from(lang: Language, head: &Head) -> impl IntoView + use<> {
    let (title, code) = (head.course_title.clone(), head.course_language.code());
    view! {
        <p class="muted">
            {t!(lang, refresher.from)} ": "
            <a href=format!("/courses/{}", head.course) lang=code>{title}</a>
        </p>
    }
}
