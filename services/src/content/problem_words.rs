//! What the words of the checker are put together from.

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
