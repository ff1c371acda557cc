//! Questions with their answers, as they are written.

use domain::{assessment::ItemKind, language::Language};
use leptos::prelude::*;
use services::content::{
    draft::{Paragraph, Span},
    preview::{ChoicePreview, ItemPreview},
};

use super::rests;
use crate::t;

/// The questions of a quiz.
pub(super) fn view(
    lang: Language,
    code: &'static str,
    intro: &str,
    asks: usize,
    items: &[ItemPreview],
) -> impl IntoView + use<> {
    let all = items.len();
    let drawn = (asks < all).then(|| {
        view! { <p class="muted">{t!(lang, content.preview.asks, count = asks, all = all)}</p> }
    });
    let items = items.iter().map(|one| item(lang, code, one)).collect_view();
    view! {
        <div lang=code inner_html=intro.to_owned()></div>
        {drawn}
        {items}
    }
}

fn item(lang: Language, code: &'static str, item: &ItemPreview) -> impl IntoView + use<> {
    let draft = (!item.draft.is_empty()).then(|| draft(code, &item.draft));
    let choices = item
        .choices
        .iter()
        .map(|one| choice(lang, code, item.kind, one))
        .collect_view();
    let list = if item.kind == ItemKind::Order {
        view! { <ol class="preview-choices">{choices}</ol> }.into_any()
    } else {
        view! { <ul class="preview-choices">{choices}</ul> }.into_any()
    };
    view! {
        <div class="preview-item">
            <h3 lang=code>{item.title.clone()}</h3>
            <p class="muted">
                <code>{item.id.clone()}</code> " · " {item.practice.code()} " · "
                {t!(lang, content.preview.difficulty, n = item.difficulty)}
            </p>
            <div lang=code inner_html=item.prompt.clone()></div>
            {draft}
            {list}
            {rests(lang, &item.rules)}
        </div>
    }
}

/// A choice with its feedback; the right ones of those that are ticked say so in a word.
fn choice(
    lang: Language,
    code: &'static str,
    kind: ItemKind,
    choice: &ChoicePreview,
) -> impl IntoView + use<> {
    let ticked = !matches!(kind, ItemKind::Order | ItemKind::Match);
    let right = (ticked && choice.right).then(|| {
        view! { <span class="badge">{t!(lang, content.preview.right)}</span> }
    });
    let with = (!choice.with.is_empty()).then(|| {
        let words = t!(lang, content.preview.goes_with);
        view! { <p><span class="muted">{words}</span> " " <span lang=code>{choice.with.clone()}</span></p> }
    });
    view! {
        <li class:preview-right=ticked && choice.right>
            <p><span lang=code inner_html=choice.html.clone()></span> " " <code class="muted">{choice.id.clone()}</code> " " {right}</p>
            {with}
            <div class="preview-feedback" lang=code inner_html=choice.feedback.clone()></div>
        </li>
    }
}

fn draft(code: &'static str, draft: &[Paragraph]) -> impl IntoView + use<> {
    let span = |span: &Span| {
        let html = span.html.clone();
        match span.mark {
            Some(_) => view! { <mark class="marked" inner_html=html></mark> }.into_any(),
            None => view! { <span inner_html=html></span> }.into_any(),
        }
    };
    let text = draft
        .iter()
        .map(|paragraph| view! { <p>{paragraph.iter().map(span).collect_view()}</p> })
        .collect_view();
    view! { <div class="draft" lang=code>{text}</div> }
}
