//! Exercises that give themselves away: the best choice is known by its length or its place.

use super::{
    super::problem_words::{Both, both, list},
    Says,
};

/// By what it is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum By {
    /// It is longer than all others.
    Longest,
    /// It is shorter than all others.
    Shortest,
    /// It stands at this place, from 1.
    Place {
        /// The place.
        place: usize,
    },
    /// It comes last, of however many.
    Last,
}

/// An exercise that can be passed without reading it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs, reason = "each says in `says` what it means")]
pub enum Guess {
    /// The best choice, in these of so many scenes.
    Best {
        by: By,
        scenes: Vec<String>,
        of: usize,
    },
    /// The only right answer, in these of so many questions.
    Right {
        by: By,
        items: Vec<String>,
        of: usize,
    },
    /// All right answers, in these of so many questions with several.
    Several { items: Vec<String>, of: usize },
}

impl Guess {
    pub(in super::super) fn says(&self) -> Says {
        match self {
            Self::Best { by, scenes, of } => {
                let (n, named) = (scenes.len(), list(scenes));
                let (ko, en) = at(*by);
                [
                    (
                        format!(
                            "가장 나은 선택이 {}. 장면 {of}개 중 {n}개에서 {ko}: {named}",
                            by_ko(*by)
                        ),
                        format!(
                            "The best choice gives itself away by its {}: {en} in {n} of {of} scenes: {named}.",
                            by_en(*by)
                        ),
                    ),
                    advice(*by),
                ]
            }
            Self::Right { by, items, of } => {
                let (n, named) = (items.len(), list(items));
                let (ko, en) = at(*by);
                [
                    (
                        format!(
                            "정답이 {}. 답이 하나인 문항 {of}개 중 {n}개에서 {ko}: {named}",
                            by_ko(*by)
                        ),
                        format!(
                            "The right answer gives itself away by its {}: {en} in {n} of {of} questions with one answer: {named}.",
                            by_en(*by)
                        ),
                    ),
                    advice(*by),
                ]
            }
            Self::Several { items, of } => {
                let (n, named) = (items.len(), list(items));
                [
                    (
                        format!(
                            "정답들이 길이로 드러나요. 답이 여럿인 문항 {of}개 중 {n}개에서 정답이 모두 다른 답보다 길어요: {named}"
                        ),
                        format!(
                            "The right answers give themselves away by their length: all are longer than the others in {n} of {of} questions with several answers: {named}."
                        ),
                    ),
                    advice(By::Longest),
                ]
            }
        }
    }
}

const fn by_ko(by: By) -> &'static str {
    match by {
        By::Longest | By::Shortest => "길이로 드러나요",
        By::Place { .. } | By::Last => "자리로 드러나요",
    }
}

const fn by_en(by: By) -> &'static str {
    match by {
        By::Longest | By::Shortest => "length",
        By::Place { .. } | By::Last => "place",
    }
}

/// Where, or how, it is.
fn at(by: By) -> Both {
    match by {
        By::Longest => both("가장 길어요", "it is the longest"),
        By::Shortest => both("가장 짧아요", "it is the shortest"),
        By::Place { place: 1 } => both("맨 앞에 있어요", "it comes first"),
        By::Place { place } => (
            format!("{place}번째에 있어요"),
            format!("it is number {place}"),
        ),
        By::Last => both("맨 뒤에 있어요", "it comes last"),
    }
}

fn advice(by: By) -> Both {
    match by {
        By::Longest => both(
            "다른 선택지에도 그럴 만한 이유를 적거나, 이 글을 줄여 주세요.",
            "Give other choices a reason of their own, or shorten this one.",
        ),
        By::Shortest => both(
            "다른 선택지를 줄이거나, 이 글에 이유를 더해 주세요.",
            "Shorten other choices, or give this one its reason.",
        ),
        By::Place { .. } | By::Last => both(
            "선택지의 순서를 바꿔 주세요.",
            "Change the order of the choices.",
        ),
    }
}
