//! Slips in any text: tables, boxes, footnotes and links to rules that a viewer would take as words.

use super::{
    super::problem_words::{both, name},
    Says,
};
use domain::language::Language;

/// A slip in a text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs, reason = "each says in `says` what it means")]
pub enum Markup {
    NoTableLine,
    TableColumns {
        expected: usize,
        found: usize,
    },
    WideBar,
    UnknownBox {
        word: String,
    },
    BoxOutside {
        word: String,
    },
    NoNote {
        name: String,
    },
    UnusedNote {
        name: String,
    },
    NoteColon {
        name: String,
    },
    RuleLink {
        text: String,
    },
    /// `[text][name]` without a line that says where the name leads.
    NoReference {
        name: String,
    },
    /// A text that is not in its language; `same` of its `of` lines are those of the other.
    Untranslated {
        language: Language,
        other: Language,
        same: usize,
        of: usize,
    },
    Empty,
}

const BOXES: &str = "NOTE, TIP, IMPORTANT, WARNING, CAUTION";

impl Markup {
    /// Whether a library may be brought in with it.
    #[must_use]
    pub const fn is_warning(&self) -> bool {
        matches!(self, Self::Untranslated { .. } | Self::UnusedNote { .. })
    }

    pub(in super::super) fn says(&self) -> Says {
        match self {
            Self::NoTableLine => [
                both(
                    "표처럼 보이는데 첫 줄 아래에 |---|---| 줄이 없어요.",
                    "This looks like a table without the line |---|---| under its first row.",
                ),
                both(
                    "첫 줄 아래에 칸마다 ---를 적은 줄을 넣어 주세요.",
                    "Put a line with --- for each column under the first row.",
                ),
            ],
            Self::TableColumns { expected, found } => [
                (
                    format!("첫 줄은 {expected}칸인데 이 줄은 {found}칸이에요."),
                    format!("The first row has {expected} columns, and this one {found}."),
                ),
                both(
                    "줄마다 칸의 수를 같게 해 주세요. 글 안의 세로줄은 `\\|`로 적어요.",
                    "Give each row as many; write `\\|` for a bar that is meant.",
                ),
            ],
            Self::WideBar => [
                both(
                    "전각 세로줄(｜)로는 표가 되지 않아요.",
                    "Full-width bars (｜) make no table.",
                ),
                both("반각 |로 바꿔 주세요.", "Type | instead."),
            ],
            Self::UnknownBox { word } => [
                (
                    format!("이런 상자는 없어요: `{word}`"),
                    format!("`{word}` is no box."),
                ),
                (
                    format!("{BOXES} 가운데 고르면 제목은 저절로 한국어로 나와요: > [!TIP]"),
                    format!("Choose {BOXES}; the heading is translated by itself: > [!TIP]"),
                ),
            ],
            Self::BoxOutside { word } => [
                (
                    format!("`{word}` 앞에 >가 없어서 글로 읽혀요."),
                    format!("`{word}` has no > before it and is read as words."),
                ),
                both(
                    "상자의 줄마다 >로 시작해 주세요.",
                    "Begin each line of the box with >.",
                ),
            ],
            Self::NoReference { name } => [
                (
                    format!("이 글에 “[{name}]: 주소” 줄이 없어요."),
                    format!("This text has no line “[{name}]: address”."),
                ),
                both(
                    "주소를 바로 적어 주세요: [글](https://…). 대괄호를 그대로 보이려면 `\\[`로 적어요.",
                    "Write the address right there: [text](https://…). For brackets that are meant, write `\\[`.",
                ),
            ],
            Self::NoNote { name } => [
                (
                    format!("각주 ^{name}의 글이 없어요."),
                    format!("Footnote ^{name} has no note."),
                ),
                (
                    format!("따로 한 줄에 [^{name}]: 글을 적어 주세요."),
                    format!("Write [^{name}]: note on a line of its own."),
                ),
            ],
            Self::UnusedNote { name } => [
                (
                    format!("각주 ^{name}, 글은 있는데 가리키는 곳이 없어요."),
                    format!("Nothing refers to the note ^{name}."),
                ),
                (
                    format!("글의 알맞은 곳에 [^{name}]을 적거나 이 줄을 빼 주세요."),
                    format!("Write [^{name}] where it belongs, or take the note out."),
                ),
            ],
            Self::NoteColon { name } => [
                (
                    format!("각주 ^{name} 뒤의 쌍점이 전각(：)이에요."),
                    format!("The colon after ^{name} is full-width (：)."),
                ),
                both(
                    "반각 :과 빈칸으로 바꿔 주세요.",
                    "Type : and a space instead.",
                ),
            ],
            Self::RuleLink { text } => [
                (
                    format!("`{text}`, 규칙 카드 링크가 되지 않아요."),
                    format!("`{text}` makes no link to a rule card."),
                ),
                both(
                    "빈칸 없이, 반각 쌍점으로 [글](rule:이름)이라고 적어 주세요.",
                    "Write [text](rule:name), without spaces and with a half-width colon.",
                ),
            ],
            Self::Untranslated {
                language,
                other,
                same,
                of,
            } => untranslated(*language, *other, *same, *of),
            Self::Empty => [
                both("읽을 글이 없어요.", "There is nothing to read here."),
                both(
                    "## 제목 {#이름} 아래에 글을 적어 주세요.",
                    "Write a heading ## Title {#name} and a text under it.",
                ),
            ],
        }
    }
}

fn untranslated(language: Language, other: Language, same: usize, of: usize) -> Says {
    let (of_ko, of_en) = if same > 0 {
        (
            format!(" ({of}줄 가운데 {same}줄이 {} 글과 같아요.)", name(other).0),
            format!(
                " ({same} of {of} lines are the same as the {} text)",
                name(other).1
            ),
        )
    } else {
        (String::new(), String::new())
    };
    [
        (
            format!(
                "{} 글이 {} 그대로예요.{of_ko}",
                name(language).0,
                name(other).0
            ),
            format!(
                "This {} text is in {}{of_en}.",
                name(language).1,
                name(other).1
            ),
        ),
        (
            format!("{}로 옮겨 주세요.", name(language).0),
            format!("Translate it into {}.", name(language).1),
        ),
    ]
}
