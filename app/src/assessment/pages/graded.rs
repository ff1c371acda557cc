//! The answers of a question after grading: what was given, what is right, and what is said of each.

use domain::{assessment::ItemKind, language::Language};
use leptos::prelude::*;
use services::{
    assessment::queries::{Feedback, Graded, Put},
    content::draft::{Paragraph, Span},
};

use crate::t;

/// All answers. Lines stand as they should.
pub(super) fn view(lang: Language, code: &'static str, item: &Feedback) -> impl IntoView + use<> {
    let said = |choice: &&Graded| item.kind != ItemKind::Mark || choice.feedback.is_some();
    let list = item.choices.iter().filter(said);
    let list = list.map(|choice| answer(lang, code, item.kind, choice));
    let list = list.collect_view();
    let list = if item.kind == ItemKind::Order {
        let label = t!(lang, assessment.right_order);
        view! {
            <p class="graded-heading">{label}</p>
            <ol class="graded-list graded-order">{list}</ol>
        }
        .into_any()
    } else {
        view! { <ul class="graded-list">{list}</ul> }.into_any()
    };
    view! {
        {(!item.draft.is_empty()).then(|| draft(code, &item.draft, &item.choices))}
        {list}
    }
}

fn answer(
    lang: Language,
    code: &'static str,
    kind: ItemKind,
    choice: &Graded,
) -> impl IntoView + use<> {
    let label = label(lang, kind, choice);
    let pair = match &choice.put {
        Put::Side { right, .. } => {
            let words = t!(lang, assessment.paired_belongs);
            Some(view! {
                <p class="graded-pair">
                    <span class="muted">{words}</span> " "
                    <span lang=code>{right.clone()}</span>
                </p>
            })
        }
        Put::Nowhere | Put::Place { .. } => None,
    };
    let html = (!choice.html.is_empty()).then(|| choice.html.clone());
    let feedback = choice.feedback.clone();
    view! {
        <li class="graded" class:graded-chosen=choice.chosen class:graded-right=choice.right>
            {label.map(|words| view! { <p class="graded-label">{words}</p> })}
            {html.map(|html| view! { <p lang=code inner_html=html></p> })}
            {pair}
            {feedback.map(|html| view! { <div class="graded-feedback" lang=code inner_html=html></div> })}
        </li>
    }
}

/// What became of an answer, in a word: never by colour alone.
fn label(lang: Language, kind: ItemKind, choice: &Graded) -> Option<String> {
    Some(match (&choice.put, kind, choice.chosen, choice.right) {
        (Put::Place { .. }, _, _, true) => t!(lang, assessment.placed_right),
        (Put::Place { given: 0, right }, ..) => t!(lang, assessment.belongs_at, right = right),
        (Put::Place { given, right }, ..) => {
            t!(lang, assessment.placed_wrong, given = given, right = right)
        }
        (Put::Side { .. }, _, _, true) => t!(lang, assessment.paired_right),
        (Put::Side { given, .. }, ..) if given.is_empty() => return None,
        (Put::Side { given, .. }, ..) => t!(lang, assessment.paired_wrong, given = given),
        (_, ItemKind::Mark, true, true) => t!(lang, assessment.marked_right),
        (_, ItemKind::Mark, true, false) => t!(lang, assessment.marked_wrong),
        (_, ItemKind::Mark, false, true) => t!(lang, assessment.marked_missed),
        (_, ItemKind::Short, true, true) => t!(lang, assessment.typed_right),
        (_, ItemKind::Short, true, false) if choice.html.is_empty() => {
            t!(lang, assessment.typed_other)
        }
        (_, ItemKind::Short, true, false) => t!(lang, assessment.typed_wrong),
        (_, _, true, true) => t!(lang, assessment.your_right_answer),
        (_, _, true, false) => t!(lang, assessment.your_answer),
        (_, _, false, true) => t!(lang, assessment.right_answer),
        (_, _, false, false) => return None,
    })
}

/// The draft as it was marked: each place with its word for readers who do not see the colour.
fn draft(code: &'static str, draft: &[Paragraph], choices: &[Graded]) -> impl IntoView + use<> {
    let span = |span: &Span| {
        let html = span.html.clone();
        let choice = choices.iter().find(|c| Some(&c.id) == span.mark.as_ref());
        match choice {
            Some(choice) if choice.chosen || choice.right => {
                let (chosen, right) = (choice.chosen, choice.right);
                view! {
                    <mark class="marked" class:marked-chosen=chosen class:marked-right=right inner_html=html></mark>
                }
                .into_any()
            }
            _ => view! { <span inner_html=html></span> }.into_any(),
        }
    };
    let text = draft
        .iter()
        .map(|paragraph| view! { <p>{paragraph.iter().map(span).collect_view()}</p> })
        .collect_view();
    view! { <div class="draft" lang=code>{text}</div> }
}
