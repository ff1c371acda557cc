//! Slips in scenarios: what stands at the wrong side of an arrow, and values that cannot be meant.

use super::{super::problem_words::both, Says};

/// A slip in a scenario.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs, reason = "each says in `says` what it means")]
pub enum Story {
    BeforeArrow {
        text: String,
    },
    AfterLink {
        text: String,
    },
    NoArrow {
        choice: String,
    },
    Ticked,
    Numbered,
    ForkWay,
    WayMore {
        text: String,
    },
    OneChoice {
        scene: String,
    },
    EmptyEnding {
        scene: String,
    },
    EmptyScene {
        scene: String,
    },
    /// A condition that is never true, or always.
    Condition {
        need: String,
        always: bool,
        min: i32,
        max: i32,
    },
    TooFar {
        text: String,
        most: i32,
    },
    Twice {
        name: String,
    },
}

impl Story {
    /// Whether a library may be brought in with it.
    #[must_use]
    pub const fn is_warning(&self) -> bool {
        matches!(
            self,
            Self::OneChoice { .. } | Self::EmptyScene { .. } | Self::TooFar { .. }
        )
    }

    pub(in super::super) fn says(&self) -> Says {
        match self {
            Self::BeforeArrow { text } => [
                (
                    format!("`{text}`, 화살표 앞에 있어서 글로 읽혀요."),
                    format!(
                        "Only what stands after the link, in backticks, counts. `{text}` stands before the arrow."
                    ),
                ),
                both("링크 뒤로 옮겨 주세요.", "Move it behind the link."),
            ],
            Self::AfterLink { text } => [
                (
                    format!("링크 뒤의 글은 보이지 않아요: {text}"),
                    format!("Text after the link is not shown: {text}"),
                ),
                both(
                    "움직일 값은 `risk +2`처럼 감싸고, 글은 화살표 앞으로 옮겨 주세요.",
                    "Put effects in backticks, like `risk +2`, and text before the arrow.",
                ),
            ],
            Self::NoArrow { choice } => [
                (
                    format!("“{choice}”, 링크 앞에 화살표가 없어요."),
                    format!("“{choice}” has no → before its link."),
                ),
                both(
                    "글과 링크 사이에 →나 ->를 적어 주세요. =>는 화살표가 아니에요.",
                    "Write → or -> between the text and the link; => is no arrow.",
                ),
            ],
            Self::Ticked => [
                both(
                    "장면의 선택지에는 [ ]나 [x]를 쓰지 않아요.",
                    "A choice of a scene takes no [ ] or [x].",
                ),
                both(
                    "빼고 `이름`부터 적어 주세요. 얼마나 좋은 선택인지는 `score 0`에서 `score 3`으로 적어요.",
                    "Take it out and begin with the `name`; how good it is, `score 0` to `score 3` says.",
                ),
            ],
            Self::Numbered => [
                both(
                    "선택지와 갈림길은 번호가 아니라 -로 시작해요.",
                    "Choices, and the ways of a fork, begin with -, not with a number.",
                ),
                both("1.을 -로 바꿔 주세요.", "Turn 1. into -."),
            ],
            Self::ForkWay => [
                both(
                    "이 길이 `otherwise`나 조건으로 시작하지 않아요.",
                    "This way does not begin with `otherwise` or a condition in backticks.",
                ),
                both(
                    "백틱으로 감싸 주세요: `if trust >= 2`. `otherwise`로 시작하는 길이 둘이면 하나가 우연히 정해져요.",
                    "Write it in backticks: `if trust >= 2`. Of two ways that begin with `otherwise`, chance takes one.",
                ),
            ],
            Self::WayMore { text } => [
                (
                    format!("갈림길에서 `{text}`, 이 말은 보이지도 세지도 않아요."),
                    format!("In a way of a fork, `{text}` is neither shown nor counted."),
                ),
                both(
                    "- `조건` → [장면](#이름)만 남겨 주세요. 조건이 여럿이면 and로 이어요.",
                    "Leave - `condition` → [scene](#name), and join several conditions with “and”.",
                ),
            ],
            Self::OneChoice { scene } => [
                (
                    format!("“{scene}” 장면에는 선택지가 하나뿐이에요."),
                    format!("The scene “{scene}” has a single choice."),
                ),
                both(
                    "할 수 있는 일을 하나 더 적거나, 앞 장면에 합쳐 주세요.",
                    "Add another thing one could do, or make it a part of the scene before.",
                ),
            ],
            Self::EmptyEnding { scene } => [
                (
                    format!("결말 “{scene}”에 글이 없어요."),
                    format!("The ending “{scene}” has no text."),
                ),
                both(
                    "어떻게 되었고 무엇이 더 나았을지 적어 주세요. 결말의 글이 되짚어 보기예요.",
                    "Write what came of it and what would have been better: the text of an ending is the debrief.",
                ),
            ],
            Self::EmptyScene { scene } => [
                (
                    format!("“{scene}” 장면에 글이 없어요."),
                    format!("The scene “{scene}” has no text."),
                ),
                both(
                    "무슨 일이 일어나는지 적어 주세요. 누가 한 말은 >로 시작해요.",
                    "Write what happens; what somebody says begins with >.",
                ),
            ],
            Self::Condition {
                need,
                always,
                min,
                max,
            } => [
                if *always {
                    (
                        format!("`{need}`, 언제나 맞는 조건이에요."),
                        format!("`{need}` is always true."),
                    )
                } else {
                    (
                        format!("`{need}`, 한 번도 맞을 수 없는 조건이에요."),
                        format!("`{need}` is never true."),
                    )
                },
                (
                    format!("이 값은 {min}에서 {max}까지예요. 조건이나 min, max를 고쳐 주세요."),
                    format!(
                        "The value goes from {min} to {max}: change the condition, or min and max."
                    ),
                ),
            ],
            Self::TooFar { text, most } => [
                (
                    format!("`{text}`, 끝에서 끝까지({most})보다 커요."),
                    format!(
                        "`{text}` is more than the whole way from min to max, which is {most}."
                    ),
                ),
                both(
                    "더 작은 수를 적거나 min과 max를 넓혀 주세요.",
                    "Use a smaller number, or move min and max apart.",
                ),
            ],
            Self::Twice { name } => [
                (
                    format!("한 선택지에 `{name}` 값이 두 번 있어요."),
                    format!("`{name}` stands twice on one choice."),
                ),
                both("하나만 남겨 주세요.", "Leave one of them."),
            ],
        }
    }
}
