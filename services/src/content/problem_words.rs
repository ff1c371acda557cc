//! What the words of the checker are put together from.

use super::problem::Compared;
use domain::language::Language;

/// A sentence in Korean and in English.
pub(super) type Both = (String, String);

pub(super) fn both(ko: impl Into<String>, en: impl Into<String>) -> Both {
    (ko.into(), en.into())
}

pub(super) fn name(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::Ko => ("한국어", "Korean"),
        Language::En => ("영어", "English"),
    }
}

pub(super) fn list(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    quoted.join(", ")
}

pub(super) fn type_ko(expected: &str) -> &'static str {
    match expected {
        "text" => "글",
        "fields" => "항목 묶음",
        _ => "목록",
    }
}

/// What may be meant, and what to do if it is not.
pub(super) fn maybe(nearest: Option<&String>, other: Both) -> Both {
    match nearest {
        None => other,
        Some(word) => (
            format!("혹시 “{word}”인가요? 아니라면 {}", other.0),
            format!("Did you mean “{word}”? Otherwise {}", lower(&other.1)),
        ),
    }
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

/// How to mend a slip.
pub(super) fn second([_, mend]: [Both; 2]) -> Both {
    mend
}

/// A scene was renamed, or never written.
pub(super) fn scene(nearest: Option<&String>, lonely: &[String]) -> Both {
    let (ko, en) = maybe(
        nearest,
        both("그 이름의 장면을 써 주세요.", "Write a scene of that name."),
    );
    if lonely.is_empty() {
        return (ko, en);
    }
    (
        format!("{ko} 아무 데서도 가지 않는 장면: {}", list(lonely)),
        format!("{en} Nothing leads to: {}.", list(lonely)),
    )
}

/// What is wrong with a slip.
pub(super) fn first([message, _]: [Both; 2]) -> Both {
    message
}

/// Something differs from the text in the other language, and how.
pub(super) fn differs(ko: &str, en: &str, language: Language, here: &Compared) -> Both {
    let (more_ko, more_en) = compared(here);
    let (of_ko, of_en) = name(language);
    (
        format!("{ko} {of_ko} 글과 달라요. {more_ko}"),
        format!("{en} from the {of_en} text: {more_en}."),
    )
}

/// What stands in the one language and in the other.
fn compared(here: &Compared) -> Both {
    let nothing = |text: &str, word: &str| {
        if text.is_empty() {
            word.to_owned()
        } else {
            text.to_owned()
        }
    };
    let other = match here.language {
        Language::Ko => Language::En,
        Language::En => Language::Ko,
    };
    let (this, that) = (name(here.language), name(other));
    (
        format!(
            "{}: {} · {}: {}",
            that.0,
            nothing(&here.other, "없음"),
            this.0,
            nothing(&here.found, "없음")
        ),
        format!(
            "{} {}, {} {}",
            that.1,
            nothing(&here.other, "nothing"),
            this.1,
            nothing(&here.found, "nothing")
        ),
    )
}
