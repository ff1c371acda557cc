//! A challenge as it is shown wherever it stands.

use domain::{ids::AttemptId, language::Language};
use leptos::prelude::*;
use services::assessment::challenges::{
    ChallengeStatus,
    queries::{Answer, Challenge},
};
use time::OffsetDateTime;

use crate::{
    format, t,
    web::{Cx, forms::encode, zone::local},
};

/// What stands below a graded question: what was said of it, or the way to say something.
pub fn below(
    cx: &Cx,
    attempt: AttemptId,
    item: &str,
    said: Option<&Challenge>,
) -> impl IntoView + use<> {
    match said {
        Some(challenge) => said_view(cx, challenge).into_any(),
        None => {
            let href = format!("/attempts/{attempt}/challenge/{}", encode(item));
            view! { <p class="challenge-link"><a href=href>{t!(cx.language, challenges.link)}</a></p> }
                .into_any()
        }
    }
}

/// One's own words, and what was answered.
pub(super) fn said_view(cx: &Cx, challenge: &Challenge) -> impl IntoView + use<> {
    let lang = cx.language;
    let date = day(cx, challenge.made_at);
    view! {
        <div class="challenge">
            <p class="challenge-head">
                <strong>{t!(lang, challenges.said)}</strong> " " {status(lang, challenge.status())}
            </p>
            {words(lang, challenge.words.as_deref())}
            <p class="muted">{t!(lang, challenges.said_on, date = date)}</p>
            {answers(cx, &challenge.answers)}
        </div>
    }
}

/// What was answered, the earlier first.
pub(super) fn answers(cx: &Cx, answers: &[Answer]) -> impl IntoView + use<> {
    let lang = cx.language;
    let items = answers.iter().map(|answer| {
        let date = day(cx, answer.at);
        view! {
            <div class="challenge-answer">
                <p class="challenge-head">
                    <strong>{t!(lang, challenges.answer)}</strong> " " {status(lang, answer.status)}
                </p>
                {words(lang, answer.words.as_deref())}
                <p class="muted">{t!(lang, challenges.answered_on, date = date)}</p>
            </div>
        }
    });
    items.collect_view()
}

/// What somebody wrote, as they wrote it: in no language that is known.
pub(super) fn words(lang: Language, words: Option<&str>) -> impl IntoView + use<> {
    match words {
        Some(words) => {
            view! { <p class="pre-wrap challenge-words">{words.to_owned()}</p> }.into_any()
        }
        None => view! { <p class="muted">{t!(lang, challenges.erased)}</p> }.into_any(),
    }
}

/// How it stands, in a word.
pub(super) fn status(lang: Language, status: ChallengeStatus) -> impl IntoView {
    let (class, words) = match status {
        ChallengeStatus::Open => ("badge badge-changed", t!(lang, challenges.status.open)),
        ChallengeStatus::Answered => ("badge", t!(lang, challenges.status.answered)),
        ChallengeStatus::Mended => ("badge badge-added", t!(lang, challenges.status.mended)),
    };
    view! { <span class=class>{words}</span> }
}

/// The day on the reader's wall. Not the hour: it could tell who was at it just then.
pub(super) fn day(cx: &Cx, at: OffsetDateTime) -> String {
    format::date(cx.language, local(cx, at).date())
}

/// The question, folded.
pub(super) fn question(lang: Language, challenge: &Challenge) -> impl IntoView + use<> {
    let (code, prompt) = (challenge.language.code(), challenge.prompt.clone());
    view! {
        <details>
            <summary>{t!(lang, challenges.prompt)}</summary>
            <div class="prompt" lang=code inner_html=prompt></div>
        </details>
    }
}

/// Course and question that it is about.
pub(super) fn about(challenge: &Challenge) -> impl IntoView + use<> {
    let (course, title) = (challenge.course_title.clone(), challenge.title.clone());
    view! {
        <span lang=challenge.course_language.code()>{course}</span> " · "
        <span lang=challenge.language.code()>{title}</span>
    }
}
