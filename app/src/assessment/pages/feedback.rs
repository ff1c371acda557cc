//! What came of an answer, in the place of the question.

use domain::{
    assessment::{Calibration, Certainty},
    language::Language,
};
use leptos::prelude::*;
use services::assessment::{
    challenges::queries::Challenge,
    queries::{Feedback, Head},
};

use super::{certainty, challenges, flag, graded, question, rules};
use crate::{t, web::Cx};

/// The question with its answer.
pub(super) fn view(
    cx: &Cx,
    head: &Head,
    feedback: Feedback,
    elsewhere: bool,
    said: Option<&Challenge>,
) -> impl IntoView + use<> {
    let lang = cx.language;
    let code = head.language.code();
    let here = format!("/attempts/{}", head.attempt);
    let (on, label) = if feedback.last {
        (format!("{here}/result"), t!(lang, assessment.see_result))
    } else {
        (here, t!(lang, assessment.next_question))
    };
    view! {
        <article class="prose quiz">
            {super::other_language(lang, head.language)}
            {question::place(lang, head, feedback.place, feedback.total)}
            <h1 lang=code>{feedback.title.clone()}</h1>
            {elsewhere.then(|| view! { <p class="notice">{t!(lang, assessment.answer_elsewhere)}</p> })}
            <div class="prompt" lang=code inner_html=feedback.prompt.clone()></div>
            {verdict(lang, feedback.right, feedback.certainty)}
            {graded::view(lang, code, &feedback)}
            {meaning(lang, &feedback)}
            {rules(lang, feedback.rules.clone())}
            {flag::button(cx, head.attempt, &feedback, flag::Back::Feedback)}
            {challenges::below(cx, head.attempt, &feedback.item, said)}
            <div class="actions"><a class="button" href=on autofocus>{label}</a></div>
        </article>
    }
}

/// What is said of an answer: never that it was wrong, always where to go from it.
pub(super) fn words(lang: Language, right: bool, certainty: Option<Certainty>) -> String {
    match certainty.map(|level| Calibration::of(level, right)) {
        Some(Calibration::Ready) => t!(lang, assessment.right_sure),
        Some(Calibration::NeedsConfidence) => t!(lang, assessment.right_unsure),
        Some(Calibration::NeedsTeaching) => t!(lang, assessment.wrong_unsure),
        Some(Calibration::AtRisk) => t!(lang, assessment.wrong_sure),
        None if right => t!(lang, assessment.right_plain),
        None => t!(lang, assessment.wrong_plain),
    }
}

/// What is said of the answer as a whole.
pub(super) fn verdict(lang: Language, right: bool, certainty: Option<Certainty>) -> impl IntoView {
    let said = certainty.map(|level| {
        let level = certainty::name(lang, level);
        view! { <p class="muted">{t!(lang, assessment.you_said, level = level)}</p> }
    });
    view! {
        <div class="verdict" class:verdict-right=right role="status">
            <p><strong>{words(lang, right, certainty)}</strong></p>
            {said}
        </div>
    }
}

/// What the rule behind the question means for an employee: an example for who was right and unsure, the rule for who was
/// sure of something else.
pub(super) fn meaning(lang: Language, feedback: &Feedback) -> Option<impl IntoView + use<>> {
    let meaning = feedback.meaning.as_ref()?;
    let title = if feedback.right {
        t!(lang, assessment.meaning_example)
    } else {
        t!(lang, assessment.meaning_rule)
    };
    let (rule, html) = (meaning.rule.clone(), meaning.html.clone());
    let href = format!("/rules/{}", rule.id);
    Some(view! {
        <section class="meaning" aria-labelledby="meaning">
            <h2 id="meaning">{title}</h2>
            <blockquote lang=meaning.language.code() cite=href.clone() inner_html=html></blockquote>
            <p class="muted">
                {t!(lang, assessment.meaning_from)} ": "
                <a href=href lang=rule.language.code()>{rule.title}</a>
            </p>
        </section>
    })
}
