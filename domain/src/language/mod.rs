//! The two languages of the product, and how Korean bends a particle to the word before it.

pub mod particle;

use serde::{Deserialize, Serialize};

/// A language the product speaks.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Korean, the default.
    #[default]
    Ko,
    /// English.
    En,
}

impl Language {
    /// Both, the default first.
    pub const ALL: [Self; 2] = [Self::Ko, Self::En];

    /// What it calls itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Ko => "한국어",
            Self::En => "English",
        }
    }

    /// The BCP 47 tag, for `lang` and for tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ko => "ko",
            Self::En => "en",
        }
    }

    /// The language with this tag; a region after it does not matter.
    #[must_use]
    pub fn from_code(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag).trim();
        Self::ALL
            .into_iter()
            .find(|l| l.code().eq_ignore_ascii_case(primary))
    }

    /// The best of ours for an `Accept-Language` header (RFC 9110, 12.5.4), if it names one.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let mut best: Option<(u32, Self)> = None;
        for part in header.split(',') {
            let mut pieces = part.split(';');
            let Some(language) = pieces.next().and_then(Self::from_code) else {
                continue;
            };
            let weight = pieces
                .find_map(|p| p.trim().strip_prefix("q=").map(str::trim))
                .map_or(Some(1000), thousandths);
            // The first of equals wins, as the reader wrote it.
            if let Some(weight) = weight.filter(|w| *w > 0)
                && best.is_none_or(|(w, _)| weight > w)
            {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

/// A quality of 0 to 1 with at most three decimals, in thousandths.
fn thousandths(q: &str) -> Option<u32> {
    let (whole, rest) = q.split_once('.').unwrap_or((q, ""));
    if rest.len() > 3 || !rest.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let value = whole.parse::<u32>().ok()?.checked_mul(1000)?
        + format!("{rest:0<3}").parse::<u32>().ok()?;
    (value <= 1000).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_browser_is_heard() {
        let read = Language::from_accept_language;
        assert_eq!(read("en-GB,en;q=0.9,ko;q=0.8"), Some(Language::En));
        assert_eq!(read("ja, ko-KR;q=0.5, en;q=0.4"), Some(Language::Ko));
        assert_eq!(read("en;q=0, ko;q=0.1"), Some(Language::Ko));
        assert_eq!(read("fr"), None);
        assert_eq!(read("en;q=2"), None);
    }

    proptest! {
        #[test]
        fn no_header_panics(header in "\\PC{0,80}") {
            let _ = Language::from_accept_language(&header);
        }
    }
}
