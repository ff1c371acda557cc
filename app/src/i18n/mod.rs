//! Text in Korean and English. All of it is translated on the server; islands get theirs as props.
//!
//! `t!(lang, accounts.sign_in)` gives a `String` in which Korean particles after interpolated values are resolved:
//! write `{{ name }}을(를)` in `locales/ko/*.json` and the reader sees 을 or 를.

use std::borrow::Cow;

use domain::language::{Language, particle};

include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));

#[cfg(test)]
pub mod keys;

/// The translation library's name of a language.
pub fn locale(language: Language) -> i18n::Locale {
    match language {
        Language::Ko => i18n::Locale::ko,
        Language::En => i18n::Locale::en,
    }
}

/// Resolves the particles of a translated text. Used by [`t!`].
pub fn finish(text: impl Into<Cow<'static, str>>) -> String {
    particle::resolve(&text.into())
}

/// The text of a key in a language, as a `String`: `t!(lang, accounts.greeting, name = person.name)`.
#[macro_export]
macro_rules! t {
    ($language:expr, $($key:ident).+ $(, $name:ident = $value:expr)* $(,)?) => {{
        $crate::i18n::finish(::leptos_i18n::td_string!($crate::i18n::locale($language), $($key).+ $(, $name = $value)*))
    }};
}
