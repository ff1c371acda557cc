//! Slips in questions: ticks that are none, kinds that were forgotten, answers that run together.

use super::{super::problem_words::both, Says};

/// A slip in a question.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs, reason = "each says in `says` what it means")]
pub enum Question {
    BadTick {
        tick: String,
    },
    /// What stands under a choice is not far enough in to belong to it.
    Indent {
        numbered: bool,
        needed: usize,
        found: usize,
    },
    /// The heading does not name the kind that the list looks like.
    Forgotten {
        class: &'static str,
    },
    DrawTooMany {
        all: usize,
    },
    Comma {
        text: String,
    },
    Slash {
        text: String,
    },
    TextInMark {
        mark: String,
    },
    TwoArrows {
        choice: String,
    },
}

const SMALL_KO: [&str; 6] = [
    "들여쓰기가 없어요",
    "한 칸이에요",
    "두 칸이에요",
    "세 칸이에요",
    "네 칸이에요",
    "다섯 칸이에요",
];
const NEED_KO: [&str; 6] = ["영", "한", "두", "세", "네", "다섯"];
const SMALL_EN: [&str; 6] = ["none", "one", "two", "three", "four", "five"];

fn small(n: usize, words: &[&str; 6]) -> String {
    words
        .get(n)
        .map_or_else(|| n.to_string(), |w| (*w).to_owned())
}

impl Question {
    /// Whether a library may be brought in with it.
    #[must_use]
    pub const fn is_warning(&self) -> bool {
        matches!(self, Self::Comma { .. } | Self::Slash { .. })
    }

    pub(in super::super) fn says(&self) -> Says {
        match self {
            Self::BadTick { tick } => [
                (
                    format!("`{tick}`, 답의 표시가 아니에요."),
                    format!("`{tick}` is no tick."),
                ),
                both(
                    "맞는 답은 - [x], 아니면 - [ ]로, 반각 대괄호로 적고 앞뒤에 빈칸을 두세요.",
                    "Write - [x] for right, - [ ] for not, with half-width brackets and a space on either side.",
                ),
            ],
            Self::Indent {
                numbered,
                needed,
                found,
            } => indent(*numbered, *needed, *found),
            Self::Forgotten { class } => forgotten(class),
            Self::DrawTooMany { all } => [
                (
                    format!("문항이 {all}개예요."),
                    format!(
                        "The quiz has {all} question{}.",
                        if *all == 1 { "" } else { "s" }
                    ),
                ),
                (
                    format!("draw는 {all} 이하로 적어 주세요."),
                    format!("Draw at most {all}."),
                ),
            ],
            Self::Comma { text } => [
                (
                    format!("“{text}”, 쉼표가 든 답 하나로 읽혀요."),
                    format!("“{text}” is one answer with a comma in it."),
                ),
                both(
                    "여러 표기는 ` / `로 나눠 주세요.",
                    "Write ` / ` between ways to write it.",
                ),
            ],
            Self::Slash { text } => [
                (
                    format!("“{text}”, 빗금이 든 답 하나로 읽혀요."),
                    format!("“{text}” is one answer with a slash in it."),
                ),
                both(
                    "여러 표기라면 빗금 앞뒤에 빈칸을 두세요: ` / `",
                    "If these are ways to write it, put a space on either side: ` / `",
                ),
            ],
            Self::TextInMark { mark } => [
                (
                    format!("“{mark}” 뒤의 글은 보이지 않아요."),
                    format!("The text after “{mark}” is not shown."),
                ),
                both(
                    "이름만 남겨 주세요. 말은 초안에 있고, 이유는 그 아래 풀이에 적어요.",
                    "Leave the name alone: the words stand in the draft, and what to say of them in the feedback.",
                ),
            ],
            Self::TwoArrows { choice } => [
                (
                    format!("“{choice}” 줄에 화살표가 둘 있어요."),
                    format!("“{choice}” has two arrows."),
                ),
                both(
                    "- `이름` 왼쪽 → 오른쪽처럼 하나만 남겨 주세요.",
                    "Leave one: - `name` left → right.",
                ),
            ],
        }
    }
}

fn indent(numbered: bool, needed: usize, found: usize) -> Says {
    let (ko, en) = if numbered {
        ("번호 아래의 글", "Under a number")
    } else {
        ("선택지 아래의 글", "Under a choice")
    };
    let far = small(needed, &SMALL_EN);
    [
        (
            format!(
                "{ko}이 선택지에 속하지 않아요(지금은 {}).",
                small(found, &SMALL_KO)
            ),
            format!(
                "{en}, indent by {far}, its > included (here it is {}).",
                small(found, &SMALL_EN)
            ),
        ),
        (
            format!("> 표시까지 {} 칸 들여 주세요.", small(needed, &NEED_KO)),
            format!("Put {far} spaces before the >."),
        ),
    ]
}

fn forgotten(class: &str) -> Says {
    let (ko, en) = match class {
        "order" => ("번호 목록이네요.", "A numbered list"),
        "match" => ("화살표로 이은 짝이네요.", "Pairs with arrows"),
        "mark" => (
            "표시할 곳이 있는 초안이네요.",
            "A draft with places to mark",
        ),
        _ => ("`otherwise`가 있네요.", "An `otherwise`"),
    };
    [
        (
            format!("{ko} 중괄호에 .{class}, 빠뜨렸나요?"),
            format!("{en}: did you forget .{class}?"),
        ),
        (
            format!("제목을 {{#이름 .{class}}}처럼 적어 주세요."),
            format!("End the heading with {{#name .{class}}}."),
        ),
    ]
}
