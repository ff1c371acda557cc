//! The slips that front matter suffers from, in words that need no knowledge of YAML.

use super::problem_words::{Both, both};

/// What a YAML reader's complaint comes down to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum YamlSlip {
    /// `title: One: two`.
    Colon,
    /// `title: "One`.
    OpenQuote,
    /// `title: 'It's'`.
    AfterQuote,
    /// `title: @one`.
    Sign,
    /// `title` twice.
    Twice,
    /// `title:One`.
    NoSpace,
    /// `rules: [a, b`.
    Bracket,
    /// A tab where spaces belong.
    Tab,
    /// Something rarer.
    Other,
}

impl YamlSlip {
    /// Recognises the slip by what the YAML reader says.
    #[must_use]
    pub fn of(message: &str) -> Self {
        const SIGNS: [(&str, YamlSlip); 12] = [
            ("mapping values are not allowed", YamlSlip::Colon),
            ("unclosed quote", YamlSlip::OpenQuote),
            ("invalid trailing content after", YamlSlip::AfterQuote),
            ("unexpected character", YamlSlip::Sign),
            ("unknown anchor", YamlSlip::Sign),
            ("unknown escape", YamlSlip::Sign),
            ("duplicate mapping key", YamlSlip::Twice),
            ("simple key expected", YamlSlip::NoSpace),
            ("illegal placement of ':'", YamlSlip::Bracket),
            ("flow sequence", YamlSlip::Bracket),
            ("flow mapping", YamlSlip::Bracket),
            ("tab", YamlSlip::Tab),
        ];
        SIGNS
            .into_iter()
            .find(|(sign, _)| message.contains(sign))
            .map_or(Self::Other, |(_, slip)| slip)
    }

    pub(super) fn message(self, message: &str) -> Both {
        match self {
            Self::Colon => both(
                "값 안에 쌍점과 빈칸이 있어서 어디까지가 값인지 알 수 없어요.",
                "There is a colon with a space inside this value.",
            ),
            Self::OpenQuote => both("따옴표가 닫히지 않았어요.", "This quote is not closed."),
            Self::AfterQuote => both(
                "닫는 따옴표 뒤에 글이 더 있어요.",
                "There is more after the closing quote.",
            ),
            Self::Sign => both(
                "값이 이 기호로 시작하면 뜻이 달라져요.",
                "A value that begins with this sign means something else.",
            ),
            Self::Twice => both("같은 항목이 두 번 나와요.", "This field appears twice."),
            Self::NoSpace => both(
                "항목 이름 뒤에 쌍점과 빈칸이 없어요.",
                "A name of a field, a colon and a space belong here.",
            ),
            Self::Bracket => both(
                "이 줄보다 앞에서 연 괄호가 닫히지 않았어요.",
                "A bracket opened before this is not closed.",
            ),
            Self::Tab => both("들여쓰기에 탭이 있어요.", "The indentation contains a tab."),
            Self::Other => (
                "이 줄의 머리말을 읽을 수 없어요.".to_owned(),
                format!("The front matter cannot be read here: {message}"),
            ),
        }
    }

    pub(super) fn mend(self) -> Both {
        match self {
            Self::Colon => both(
                "값을 따옴표로 감싸 주세요: title: \"하나: 둘\". 항목이라면 들여쓰기를 살펴봐 주세요.",
                "Put the value in quotes: title: \"One: two\". If it is a field, look at the indentation.",
            ),
            Self::OpenQuote => both(
                "값의 끝에 같은 따옴표를 적어 주세요.",
                "Put the same quote at the end of the value.",
            ),
            Self::AfterQuote => both(
                "값 전체를 큰따옴표로 감싸고, 안의 큰따옴표는 “ ”로 적어 주세요.",
                "Put the whole value in double quotes, and write “ ” inside it.",
            ),
            Self::Sign => both(
                "값을 큰따옴표로 감싸 주세요. \\는 쓰지 않아요.",
                "Put the value in double quotes, and do without \\.",
            ),
            Self::Twice => both("하나를 빼 주세요.", "Take one of them out."),
            Self::NoSpace => both(
                "“title: 제목”처럼 적어 주세요.",
                "Write it like “title: Text”.",
            ),
            Self::Bracket => both("[a, b]처럼 닫아 주세요.", "Close it, like [a, b]."),
            Self::Tab => both(
                "탭을 빈칸 두 개로 바꿔 주세요.",
                "Turn each tab into two spaces.",
            ),
            Self::Other => both(
                "들여쓰기, 따옴표, 쌍점 뒤의 빈칸을 살펴봐 주세요.",
                "Look at the indentation, the quotes, and the space after each colon.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::yaml;

    #[test]
    fn common_slips_are_recognised() {
        for (text, slip) in [
            ("title: a: b\n", YamlSlip::Colon),
            ("title: \"a\n", YamlSlip::OpenQuote),
            ("title: 'it's'\n", YamlSlip::AfterQuote),
            ("title: \"a\" b\n", YamlSlip::AfterQuote),
            ("title: @a\n", YamlSlip::Sign),
            ("title: *a\n", YamlSlip::Sign),
            ("title: `a`\n", YamlSlip::Sign),
            ("title: \"a\\qb\"\n", YamlSlip::Sign),
            ("title: a\ntitle: b\n", YamlSlip::Twice),
            ("id: a\ntitle:abc\nminutes: 2\n", YamlSlip::NoSpace),
            ("rules: [a, b\nminutes: 2\n", YamlSlip::Bracket),
            ("rules:\n\t- x\n", YamlSlip::Tab),
        ] {
            let error = yaml::parse(text, 0).unwrap_err();
            assert_eq!(
                YamlSlip::of(&error.message),
                slip,
                "{text}: {}",
                error.message
            );
        }
    }
}
