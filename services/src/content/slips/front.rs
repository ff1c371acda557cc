//! Slips in front matter and braces, and in what a course says of its parts.

use super::{super::problem_words::both, Says};
use domain::language::Language;

/// A slip in front matter, in braces, or in how parts and course go together.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs, reason = "each says in `says` what it means")]
pub enum Front {
    CurlyQuotes,
    WideColon,
    Indent {
        this: usize,
        above: usize,
    },
    Unit {
        text: String,
        unit: String,
    },
    OneWord {
        joined: String,
    },
    ListSpaces {
        name: String,
        joined: String,
    },
    WrongFolder,
    /// The last day of a rule comes before its first.
    ForceOrder,
    /// A rule that is over.
    Ended {
        date: String,
    },
    ReviewOrder,
    ReviewedLater,
    OtherPractice {
        practice: String,
    },
    OtherMinutes {
        parts: u32,
    },
    /// A title that is still in the other language.
    TitleUntranslated {
        language: Language,
    },
    /// A part named like a page of every course.
    TakenName {
        name: String,
    },
}

impl Front {
    /// Whether a library may be brought in with it.
    #[must_use]
    pub const fn is_warning(&self) -> bool {
        matches!(
            self,
            Self::CurlyQuotes
                | Self::Ended { .. }
                | Self::ReviewedLater
                | Self::OtherPractice { .. }
                | Self::OtherMinutes { .. }
                | Self::TitleUntranslated { .. }
        )
    }

    pub(in super::super) fn says(&self) -> Says {
        match self {
            Self::CurlyQuotes => [
                both(
                    "둥근따옴표예요. 값의 일부로 읽혀요.",
                    "These quotes are curly and count as part of the value.",
                ),
                both(
                    "\"로 바꾸거나 빼 주세요. 보여 줄 따옴표라면 값 전체를 \"로 한 번 더 감싸요.",
                    "Use \" or none. If readers should see them, put \" around the whole value as well.",
                ),
            ],
            Self::WideColon => [
                both("전각 쌍점(：)이에요.", "This colon is full-width (：)."),
                both("반각 :과 빈칸으로 바꿔 주세요.", "Type : and a space."),
            ],
            Self::Indent { this, above } => [
                (
                    format!("이 줄은 {this}칸, 윗줄은 {above}칸 들여 썼어요."),
                    format!("This line is indented by {this}, the one above by {above}."),
                ),
                both("같게 맞춰 주세요.", "Make them equal."),
            ],
            Self::Unit { text, unit } => [
                (
                    format!("“{text}”, 숫자가 아니에요."),
                    format!("“{text}” is no number."),
                ),
                (
                    format!("“{unit}”, 이 말을 빼고 숫자만 적어 주세요."),
                    format!("Leave out “{unit}”."),
                ),
            ],
            Self::OneWord { joined } => [
                both("말하는 사람은 한 낱말로 적어요.", "A speaker is one word."),
                (
                    format!("빈칸 없이 적어 주세요: speaker={joined}"),
                    format!("Write it without spaces: speaker={joined}"),
                ),
            ],
            Self::ListSpaces { name, joined } => [
                (
                    format!("“{name}=” 뒤의 이름들 사이에 빈칸이 있어요."),
                    format!("There are spaces between the names after “{name}=”."),
                ),
                (
                    format!("빈칸 없이 적어 주세요: {name}={joined}"),
                    format!("Write it without spaces: {name}={joined}"),
                ),
            ],
            Self::WrongFolder => [
                both(
                    "여기에 courses 폴더가 없어요.",
                    "There is no folder `courses` here.",
                ),
                both(
                    "한 단계 위 폴더인가요? courses와 rules가 들어 있는 폴더를 알려 주세요.",
                    "Did you mean the folder above? Name the one that holds courses and rules.",
                ),
            ],
            Self::ForceOrder => [
                both(
                    "in_force_to가 in_force_from보다 앞선 날이에요.",
                    "in_force_to comes before in_force_from.",
                ),
                both(
                    "두 날짜를 맞춰 주세요. 끝나는 날을 모르면 in_force_to를 빼요.",
                    "Bring the two days into line; without a known end, leave out in_force_to.",
                ),
            ],
            Self::Ended { date } => [
                (
                    format!("이 규칙은 {date}에 끝났어요."),
                    format!("This rule was in force until {date}."),
                ),
                both(
                    "그 뒤의 규칙으로 카드를 고치거나, 이 카드에 기대는 글과 함께 빼 주세요.",
                    "Write the card anew with the rule that followed, or take it out together with what rests on it.",
                ),
            ],
            Self::ReviewOrder => [
                both(
                    "next_review가 reviewed보다 앞선 날이에요.",
                    "next_review comes before reviewed.",
                ),
                both(
                    "다시 볼 날을 확인한 날보다 뒤로 적어 주세요.",
                    "Give a later day on which to look again.",
                ),
            ],
            Self::ReviewedLater => [
                both(
                    "확인한 날이 아직 오지 않은 날이에요.",
                    "This day of review has not come yet.",
                ),
                both("연도를 살펴봐 주세요.", "Look at the year."),
            ],
            Self::OtherPractice { practice } => [
                (
                    format!("“{practice}”, 과정의 practices에 없어요."),
                    format!("“{practice}” is not among the practices of the course."),
                ),
                both(
                    "course.md의 practices에 넣거나, 여기를 고쳐 주세요.",
                    "Add it to practices in course.md, or choose another here.",
                ),
            ],
            Self::OtherMinutes { parts } => [
                (
                    format!("과정의 시간이 부분들의 합({parts}분)과 많이 달라요."),
                    format!("This is far from what the parts take together, {parts} minutes."),
                ),
                both(
                    "course.md나 부분의 minutes를 고쳐 주세요.",
                    "Change minutes here or in the parts.",
                ),
            ],
            Self::TitleUntranslated { language } => [
                match language {
                    Language::Ko => both(
                        "한국어 글의 제목이 영어예요.",
                        "The title of the Korean text is in English.",
                    ),
                    Language::En => both(
                        "영어 글의 제목이 한국어예요.",
                        "The title of the English text is in Korean.",
                    ),
                },
                both("제목도 옮겨 주세요.", "Translate the title, too."),
            ],
            Self::TakenName { name } => [
                (
                    format!("모든 과정에 있는 화면의 주소와 같은 이름이에요: “{name}”"),
                    format!("“{name}” is the address of a page that every course has."),
                ),
                both(
                    "부분의 이름을 다르게 지어 주세요.",
                    "Give the part another name.",
                ),
            ],
        }
    }
}
