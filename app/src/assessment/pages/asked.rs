//! What one can do to answer a question: pick, put into order, pair, mark words of a draft, type. Each is a plain form.

use domain::{assessment::SHORT_MAX, language::Language};
use leptos::prelude::*;
use services::{
    assessment::queries::{Asked, Offered},
    content::draft::{Paragraph, Span},
};

use super::question::group;
use crate::{
    t,
    web::forms::{FormState, Input},
};

/// The fields of a question.
pub(super) fn view(
    lang: Language,
    code: &'static str,
    asked: &Asked,
    state: &FormState,
) -> AnyView {
    match asked {
        Asked::Choose { choices, several } => pick(lang, code, choices, *several, state).into_any(),
        Asked::Order(lines) => order(lang, code, lines, state).into_any(),
        Asked::Match { left, right } => pairs(lang, code, left, right, state).into_any(),
        Asked::Mark(draft) => marks(lang, code, draft, state).into_any(),
        Asked::Short => Input::text("text", t!(lang, assessment.type_answer))
            .hint(t!(lang, assessment.type_hint))
            .longest(SHORT_MAX)
            .view(state)
            .into_any(),
    }
}

/// What was picked or marked in the form that comes back.
fn kept(state: &FormState) -> Vec<&str> {
    let fields = state.fields.iter().filter(|(name, _)| *name == "choice");
    fields.map(|(_, value)| value).collect()
}

fn pick(
    lang: Language,
    code: &'static str,
    choices: &[Offered],
    several: bool,
    state: &FormState,
) -> impl IntoView + use<> {
    let (kind, legend) = if several {
        ("checkbox", t!(lang, assessment.choose_several))
    } else {
        ("radio", t!(lang, assessment.choose_one))
    };
    let kept = kept(state);
    let items = choices
        .iter()
        .enumerate()
        .map(|(n, choice)| {
            let checked = kept.contains(&choice.id.as_str());
            view! {
                <label class="choice">
                    <input type=kind name="choice" value=choice.id.clone() checked=checked data-key=(n + 1).to_string()/>
                    <kbd aria-hidden="true">{n + 1}</kbd>
                    <span lang=code inner_html=choice.html.clone()></span>
                </label>
            }
        })
        .collect_view();
    group(
        "choice",
        legend,
        "choices",
        state.errors.get("choice"),
        items,
    )
}

/// The lines, each with a list of places.
fn order(
    lang: Language,
    code: &'static str,
    lines: &[String],
    state: &FormState,
) -> impl IntoView + use<> {
    let places: Vec<String> = (1..=lines.len()).map(|n| n.to_string()).collect();
    let items = lines
        .iter()
        .enumerate()
        .map(|(n, html)| {
            let list = Pick::of(n, state).view(t!(lang, assessment.pick_place), &places, None);
            view! {
                <div class="line">
                    {list}
                    <label for=Pick::id(n) lang=code inner_html=html.clone()></label>
                </div>
            }
        })
        .collect_view();
    let legend = t!(lang, assessment.choose_order);
    group(
        "choice",
        legend,
        "ordering",
        state.errors.get("choice"),
        items,
    )
}

/// The left sides, each with a list of right sides.
fn pairs(
    lang: Language,
    code: &'static str,
    left: &[String],
    right: &[String],
    state: &FormState,
) -> impl IntoView + use<> {
    let items = left
        .iter()
        .enumerate()
        .map(|(n, html)| {
            let list = Pick::of(n, state).view(t!(lang, assessment.pick_side), right, Some(code));
            view! {
                <div class="pair">
                    <label for=Pick::id(n) lang=code inner_html=html.clone()></label>
                    {list}
                </div>
            }
        })
        .collect_view();
    let legend = t!(lang, assessment.choose_pairs);
    let message = state.errors.get("choice");
    group("choice", legend, "pairs", message, items)
}

/// A list from which something is picked for a line.
struct Pick {
    line: usize,
    kept: String,
    invalid: bool,
}

impl Pick {
    /// The list of the line at this place of the page, from 0.
    fn of(line: usize, state: &FormState) -> Self {
        Self {
            line,
            kept: state.fields.get(&Self::id(line)).to_owned(),
            invalid: state.errors.get("choice").is_some(),
        }
    }

    /// Its name and its id.
    fn id(line: usize) -> String {
        format!("pick-{}", line + 1)
    }

    fn view(
        self,
        empty: String,
        entries: &[String],
        code: Option<&'static str>,
    ) -> impl IntoView + use<> {
        let entries = entries
            .iter()
            .enumerate()
            .map(|(n, text)| {
                let value = (n + 1).to_string();
                let selected = value == self.kept;
                view! { <option value=value selected=selected lang=code>{text.clone()}</option> }
            })
            .collect_view();
        let id = Self::id(self.line);
        let (invalid, described) = (
            self.invalid.then_some("true"),
            self.invalid.then_some("error-choice"),
        );
        view! {
            <select id=id.clone() name=id class="pick" aria-invalid=invalid aria-describedby=described>
                <option value="">{empty}</option>
                {entries}
            </select>
        }
    }
}

/// The draft, with a box at each place where it can be marked.
fn marks(
    lang: Language,
    code: &'static str,
    draft: &[Paragraph],
    state: &FormState,
) -> impl IntoView + use<> {
    let kept = kept(state);
    let span = |span: &Span| {
        let html = span.html.clone();
        match &span.mark {
            None => view! { <span inner_html=html></span> }.into_any(),
            Some(id) => {
                let checked = kept.contains(&id.as_str());
                view! {
                    <label class="mark">
                        <input type="checkbox" name="choice" value=id.clone() checked=checked/>
                        <span inner_html=html></span>
                    </label>
                }
                .into_any()
            }
        }
    };
    let text = draft
        .iter()
        .map(|paragraph| view! { <p>{paragraph.iter().map(span).collect_view()}</p> })
        .collect_view();
    let draft = view! { <div class="draft" lang=code>{text}</div> };
    let legend = t!(lang, assessment.choose_marks);
    let message = state.errors.get("choice");
    group("choice", legend, "marks", message, draft)
}
