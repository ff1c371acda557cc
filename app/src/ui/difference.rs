//! What differs between two texts: what went is struck through, what came is marked, both by a sign and a word, too.

use domain::compare::Piece;
use leptos::prelude::*;

/// What is said to whoever does not see the marks.
#[derive(Clone, Debug)]
pub struct DifferenceText {
    /// Before what went.
    pub gone: String,
    /// Before what came.
    pub new: String,
}

/// Line by line.
#[component]
pub fn DifferenceLines(
    /// The comparison.
    lines: Vec<Piece>,
    /// What is said of it.
    text: DifferenceText,
    /// The language of the lines.
    #[prop(into)]
    lang: String,
) -> impl IntoView {
    let rows = lines
        .into_iter()
        .filter(|line| !matches!(line, Piece::Same(line) if line.trim().is_empty()))
        .map(|line| match line {
            Piece::Same(line) => view! { <p>{line}</p> }.into_any(),
            Piece::Gone(_) => view! { <p class="line-gone">{piece(line, &text)}</p> }.into_any(),
            Piece::New(_) => view! { <p class="line-new">{piece(line, &text)}</p> }.into_any(),
        })
        .collect_view();
    view! { <div class="lines" lang=lang>{rows}</div> }
}

/// Word by word, in the text's own lines.
#[component]
pub fn DifferenceWords(
    /// The comparison.
    words: Vec<Piece>,
    /// What is said of it.
    text: DifferenceText,
    /// The language of the words.
    #[prop(into)]
    lang: String,
) -> impl IntoView {
    let words = words
        .into_iter()
        .map(|words| piece(words, &text))
        .collect_view();
    view! { <p class="difference-words" lang=lang>{words}</p> }
}

fn piece(piece: Piece, text: &DifferenceText) -> AnyView {
    let said = |text: &String| view! { <span class="visually-hidden">{text.clone()} " "</span> };
    match piece {
        Piece::Same(words) => words.into_any(),
        Piece::Gone(words) => view! { {said(&text.gone)} <del>{words}</del> }.into_any(),
        Piece::New(words) => view! { {said(&text.new)} <ins>{words}</ins> }.into_any(),
    }
}
