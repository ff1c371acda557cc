//! A finished quiz: the score, one thing to do next, every question, and the learner's own picture of certainty.

use domain::{assessment::Calibration, language::Language};
use leptos::prelude::*;
use services::assessment::{
    challenges::queries::Challenge,
    queries::{Feedback, Head, Level, QuizReview},
};
use std::collections::BTreeMap;

use super::{
    certainty, challenges, feedback, flag, graded,
    intro::{self, start_form},
    part_path, rules,
};
use crate::{t, web::Cx};

/// What was said of the questions, by their names.
type Said = BTreeMap<String, Challenge>;

/// The page's content.
pub(super) fn view(
    cx: &Cx,
    head: &Head,
    quiz: QuizReview,
    late: bool,
    said: &Said,
) -> impl IntoView + use<> {
    let (lang, code) = (cx.language, head.language.code());
    let result = quiz.result;
    let title = if result.passed {
        t!(lang, assessment.passed)
    } else {
        t!(lang, assessment.not_yet)
    };
    view! {
        <article class="prose result">
            {super::other_language(lang, head.language)}
            <p class="crumb"><a href=part_path(head) lang=code>{head.title.clone()}</a></p>
            <h1>{title}</h1>
            <p class="score">
                <strong class="score-number">{result.percent}"%"</strong>
                <span>
                    {t!(lang, assessment.score_line, right = result.right, total = result.total)} " "
                    {t!(lang, assessment.mark_line, percent = quiz.pass_mark)}
                </span>
            </p>
            {quiz.time_over.then(|| time_over(lang, late))}
            {flag::list(cx, code, &quiz.items)}
            {next_thing(cx, head, &quiz)}
            {own(lang, &quiz)}
            {items(cx, head, quiz.items, said)}
        </article>
    }
}

/// That the time ended it, and whether the last answer came after that.
fn time_over(lang: Language, late: bool) -> impl IntoView {
    let late = late.then(|| format!(" {}", t!(lang, assessment.came_late)));
    view! { <p class="notice">{t!(lang, assessment.ended_by_time)} {late}</p> }
}

/// One thing to do next.
fn next_thing(cx: &Cx, head: &Head, quiz: &QuizReview) -> impl IntoView + use<> {
    let lang = cx.language;
    let passed = quiz.result.passed;
    let words = match (passed, quiz.look_at.is_some()) {
        (false, _) => t!(lang, assessment.next_look),
        (true, true) => t!(lang, assessment.next_passed_look),
        (true, false) => t!(lang, assessment.next_passed),
    };
    let rule = quiz.look_at.clone().map(|rule| {
        view! { <p><a href=format!("/rules/{}", rule.id) lang=rule.language.code()>{rule.title}</a></p> }
    });
    let waits = quiz
        .allowed
        .and_then(|allowed| intro::waits(cx, allowed.next));
    let action = if passed {
        on(lang, head).into_any()
    } else if let Some(waits) = waits {
        view! { <p>{waits}</p> }.into_any()
    } else {
        start_form(
            &head.course,
            &head.part,
            t!(lang, assessment.again),
            "button",
        )
        .into_any()
    };
    view! {
        <section class="next-thing" aria-labelledby="next-thing">
            <h2 id="next-thing">{t!(lang, assessment.next_thing)}</h2>
            <p>{words}</p>
            {rule}
            <div class="actions">{action}</div>
        </section>
    }
}

/// The way on in the course.
pub(super) fn on(lang: Language, head: &Head) -> impl IntoView + use<> {
    let course = format!("/courses/{}", head.course);
    let (href, label) = match &head.next {
        Some(next) => (format!("{course}/{next}"), t!(lang, assessment.next_part)),
        None => (course, t!(lang, assessment.to_course)),
    };
    view! { <a class="button" href=href>{label}</a> }
}

/// How sure they were and how right: theirs alone.
fn own(lang: Language, quiz: &QuizReview) -> Option<impl IntoView + use<>> {
    if quiz.levels.iter().all(|level| level.answers == 0) {
        return None;
    }
    let kinds = Calibration::ALL
        .into_iter()
        .map(|kind| {
            let name = match kind {
                Calibration::Ready => t!(lang, assessment.own_ready),
                Calibration::NeedsConfidence => t!(lang, assessment.own_needs_confidence),
                Calibration::NeedsTeaching => t!(lang, assessment.own_needs_teaching),
                Calibration::AtRisk => t!(lang, assessment.own_at_risk),
            };
            view! { <div class="own-kind"><dt>{name}</dt><dd>{quiz.count(kind)}</dd></div> }
        })
        .collect_view();
    let marks = certainty::signed(quiz.marks);
    let levels: Vec<_> = quiz
        .levels
        .iter()
        .map(|l| (l.certainty, l.answers, l.right))
        .collect();
    Some(view! {
        <section class="own stack" aria-labelledby="own">
            <h2 id="own">{t!(lang, assessment.own_title)}</h2>
            <p>{own_words(lang, quiz)}</p>
            <dl class="own-kinds">{kinds}</dl>
            {picture(&quiz.levels)}
            {certainty::counts(lang, "own", &levels)}
            <p class="muted">{t!(lang, assessment.own_marks, marks = marks)}</p>
            <p class="muted">{t!(lang, assessment.own_private)}</p>
            <p><a href="/me/confidence">{t!(lang, confidence.from_quiz)}</a></p>
        </section>
    })
}

/// The picture in a sentence: the most urgent of what it shows.
fn own_words(lang: Language, quiz: &QuizReview) -> String {
    let count = |kind| quiz.count(kind);
    if count(Calibration::AtRisk) > 0 {
        t!(lang, assessment.own_say_risk)
    } else if count(Calibration::NeedsConfidence) > count(Calibration::Ready) {
        t!(lang, assessment.own_say_confidence)
    } else if count(Calibration::NeedsTeaching) > 0 {
        t!(lang, assessment.own_say_teaching)
    } else {
        t!(lang, assessment.own_say_ready)
    }
}

/// One mark an answer, a row a level: filled when right, hollow when mistaken. The table below says the same.
fn picture(levels: &[Level]) -> impl IntoView + use<> {
    const STEP: u32 = 28;
    let most = levels.iter().map(|l| l.answers).max().unwrap_or(0).max(8);
    let (width, height) = (40 + STEP * most, STEP * 3);
    let rows = levels
        .iter()
        .enumerate()
        .map(|(row, level)| {
            let y = u32::try_from(row).unwrap_or(0) * STEP;
            let marks = (0..level.answers)
                .map(|n| {
                    let class = if n < level.right { "mark-right" } else { "mark-wrong" };
                    view! { <rect class=class x=40 + n * STEP y=y + 4 width="20" height="20" rx="4"></rect> }
                })
                .collect_view();
            view! {
                <text class="mark-label" x="0" y=y + 19>{level.certainty.code()}</text>
                {marks}
            }
        })
        .collect_view();
    view! {
        <svg class="own-picture" viewBox=format!("0 0 {width} {height}") width=width height=height aria-hidden="true" focusable="false">
            {rows}
        </svg>
    }
}

/// Every question, folded; those that were marked are open, since they are to be looked at.
fn items(cx: &Cx, head: &Head, items: Vec<Feedback>, said: &Said) -> impl IntoView + use<> {
    let (lang, code) = (cx.language, head.language.code());
    let items = items
        .into_iter()
        .map(|item| {
            let (right, certainty) = (item.right, item.certainty);
            let words = if item.answered {
                feedback::words(lang, right, certainty)
            } else {
                t!(lang, assessment.not_answered)
            };
            let mark = if right {
                t!(lang, assessment.review_right)
            } else {
                t!(lang, assessment.review_wrong)
            };
            let flagged = item.flagged.then(|| {
                view! { <span class="review-flag">{t!(lang, assessment.flagged)}</span> }
            });
            let button = item
                .answered
                .then(|| flag::button(cx, head.attempt, &item, flag::Back::Result));
            view! {
                <li id=format!("question-{}", item.item)>
                    <details open=item.flagged>
                        <summary>
                            <span lang=code>{item.title.clone()}</span>
                            <span class="review-mark" class:review-right=right>{mark}</span>
                            {flagged}
                        </summary>
                        <div class="prompt" lang=code inner_html=item.prompt.clone()></div>
                        <p><strong>{words}</strong></p>
                        {graded::view(lang, code, &item)}
                        {rules(lang, item.rules)}
                        {button}
                        {challenges::below(cx, head.attempt, &item.item, said.get(&item.item))}
                    </details>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="stack" aria-labelledby="review">
            <h2 id="review">{t!(lang, assessment.review)}</h2>
            <ol class="review-list">{items}</ol>
        </section>
    }
}
