//! Short answers that are typed: the same answer in whatever way Korean and English write it.

use unicode_normalization::UnicodeNormalization;

/// What a sentence may end in after the answer.
const ENDINGS: [&str; 6] = ["입니다", "이에요", "이예요", "예요", "에요", "이다"];

/// Particles that follow a word, with whether they ask for a final consonant before them, when they ask at all.
const PARTICLES: [(&str, Option<bool>); 14] = [
    ("에게서", None),
    ("에게", None),
    ("에서", None),
    ("으로", Some(true)),
    ("로", Some(false)),
    ("을", Some(true)),
    ("를", Some(false)),
    ("이", Some(true)),
    ("가", Some(false)),
    ("은", Some(true)),
    ("는", Some(false)),
    ("에", None),
    ("도", None),
    ("요", None),
];

/// How many characters an answer may have: it is a few words, no place for a story.
pub const SHORT_MAX: usize = 80;

/// A text as answers are compared: composed, of one width, in small letters, without spaces, and without
/// punctuation at its ends.
#[must_use]
pub fn plain(text: &str) -> String {
    let folded: String = text
        .nfkc()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .flat_map(char::to_lowercase)
        .nfc()
        .collect();
    folded.trim_matches(is_mark).to_owned()
}

/// Joiners and direction marks that come along when a text is pasted.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

/// Punctuation, save signs that mean something beside a number or a name.
fn is_mark(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '%' | '°' | '+' | '#' | '$' | '₩' | '€')
}

/// Which of these answers was typed: the place of the one that needs least taken off its end. An accepted answer that
/// itself ends like a particle is found before a shorter one is.
#[must_use]
pub fn recognise<'a>(answers: impl IntoIterator<Item = &'a str>, typed: &str) -> Option<usize> {
    let stems = stems(&plain(typed));
    answers
        .into_iter()
        .enumerate()
        .filter_map(|(place, answer)| {
            let answer = plain(answer);
            let cut = stems.iter().position(|stem| *stem == answer)?;
            (!answer.is_empty()).then_some((cut, place))
        })
        .min()
        .map(|(_, place)| place)
}

/// A plain text and what remains of it without an ending and up to two particles, the longest first; never nothing.
fn stems(text: &str) -> Vec<String> {
    let mut found = vec![text.to_owned()];
    for ending in ENDINGS {
        found.extend(without(text, ending));
    }
    let mut last = found.clone();
    // Particles come in twos: 에서는, 에게도.
    for _ in 0..2 {
        last = last.iter().flat_map(|text| particles(text)).collect();
        found.extend(last.iter().cloned());
    }
    found.sort_by_key(|stem| std::cmp::Reverse(stem.chars().count()));
    found.dedup();
    found
}

fn particles(text: &str) -> impl Iterator<Item = String> {
    PARTICLES
        .into_iter()
        .filter_map(move |(particle, consonant)| {
            let stem = without(text, particle)?;
            let fits = match (consonant, stem.chars().next_back().and_then(has_final)) {
                (Some(wanted), Some(there)) => wanted == there,
                // ㄹ, a number, a Latin word: how it is read aloud is not known here.
                _ => true,
            };
            fits.then_some(stem)
        })
}

fn without(text: &str, end: &str) -> Option<String> {
    let stem = text.strip_suffix(end)?.trim_end_matches(is_mark);
    (!stem.is_empty()).then(|| stem.to_owned())
}

/// Whether a syllable ends in a consonant; nothing where particles of both kinds are possible.
fn has_final(c: char) -> Option<bool> {
    match c {
        // A syllable's final is the remainder of its code point by 28 (Unicode, chapter 3.12); 8 is ㄹ.
        '가'..='힣' => match (u32::from(c) - 0xAC00) % 28 {
            0 => Some(false),
            8 => None,
            _ => Some(true),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn is(answer: &str, typed: &str) -> bool {
        recognise([answer], typed).is_some()
    }

    #[test]
    fn the_same_answer_in_many_ways() {
        for typed in [
            "이상사례",
            "이상 사례",
            " 이상사례를. ",
            "“이상사례”가",
            "이상사례입니다",
            "이상사례예요!",
            "이상사례 에서는",
            "\u{110b}\u{1175}\u{1109}\u{1161}\u{11bc}\u{1109}\u{1161}\u{1105}\u{1168}",
            "\u{feff}이상\u{200b}사례",
            "이상　사례",
        ] {
            assert!(is("이상사례", typed), "{typed:?}");
        }
        for typed in ["ＡＥ", "ae", "AE를", "A E.", "(AE)"] {
            assert!(is("AE", typed), "{typed:?}");
        }
        for typed in ["Adverse event", "an adverse event?", "ADVERSE  EVENT!"] {
            assert_eq!(
                is("adverse event", typed),
                !typed.starts_with("an"),
                "{typed:?}"
            );
        }
        for typed in [
            "안전관리팀",
            "안전관리팀에게",
            "안전관리팀으로",
            "안전 관리팀에게서",
            "안전관리팀이에요",
            "안전관리팀에게입니다",
        ] {
            assert!(is("안전관리팀", typed), "{typed:?}");
        }
        for typed in ["서울로", "서울으로", "24시간", "24 시간이에요."] {
            let answer = if typed.starts_with("서울") {
                "서울"
            } else {
                "24시간"
            };
            assert!(is(answer, typed), "{typed:?}");
        }
    }

    #[test]
    fn what_is_another_answer_stays_one() {
        for (answer, typed) in [
            ("이상사례", "이상"),
            ("이상사례", "이상사례보고"),
            ("아", "아이"),
            ("팀", "팀가"),
            ("24", "24%"),
            ("이", ""),
            ("", ""),
            ("", "은"),
            ("가", "이"),
        ] {
            assert!(!is(answer, typed), "{answer:?} {typed:?}");
        }
    }

    #[test]
    fn what_needs_least_taken_off_is_meant() {
        assert_eq!(
            recognise(["부작", "부작용", "부작용을"], "부작용을"),
            Some(2)
        );
        assert_eq!(recognise(["회", "회로"], "회로"), Some(1));
        assert_eq!(recognise(["회", "회로"], "회로를"), Some(1));
        assert_eq!(recognise(["회", "길"], "회로"), Some(0));
        assert_eq!(recognise(["가", "가"], "가"), Some(0));
    }

    proptest! {
        #[test]
        fn an_answer_is_itself_with_any_ending(
            answer in "[가-힣]{1,6}",
            ending in prop::sample::select(ENDINGS.to_vec()),
            mark in "[.!?…”)]{0,2}",
        ) {
            prop_assert!(is(&answer, &answer));
            let typed = format!("{answer}{ending}{mark}");
            prop_assert!(is(&answer, &typed), "{}", typed);
        }

        #[test]
        fn an_answer_is_itself_with_its_particle(
            answer in "[가-힣]{1,6}",
            (particle, consonant) in prop::sample::select(PARTICLES.to_vec()),
        ) {
            let there = answer.chars().next_back().and_then(has_final);
            let typed = format!("{answer} {particle}");
            let fits = consonant.is_none() || there.is_none() || consonant == there;
            prop_assert!(!fits || is(&answer, &typed), "{}", typed);
        }

        #[test]
        fn what_is_plain_stays_so(text: String) {
            let once = plain(&text);
            prop_assert!(!once.chars().any(char::is_whitespace));
            prop_assert_eq!(plain(&once), once);
        }

        #[test]
        fn nothing_typed_is_nothing(answers in prop::collection::vec(".{0,4}", 0..4), typed in "[ .,!?\u{3000}]{0,6}") {
            prop_assert_eq!(recognise(answers.iter().map(String::as_str), &typed), None);
        }

        #[test]
        fn composition_and_width_do_not_matter(text in "[가-힣a-z0-9]{1,12}") {
            let apart: String = text.nfd().collect();
            let wide: String = text.chars().map(|c| match c {
                '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
                c => c,
            }).collect();
            prop_assert_eq!(plain(&apart), plain(&text));
            prop_assert_eq!(plain(&wide), plain(&text));
        }
    }
}
