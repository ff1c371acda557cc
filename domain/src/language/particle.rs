//! Korean particles: `을(를)` in a text becomes 을 or 를 after the word before it.
//!
//! Translations write the pair; the word is known only when the page is made. What decides is whether the
//! word, as it is read aloud, ends in a consonant.

/// How the word before a particle ends when it is read aloud.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Ending {
    Vowel,
    /// ㄹ counts as a vowel before 으로.
    Rieul,
    Consonant,
}

/// The pairs as translations write them: the pair, after a consonant, after a vowel.
const PAIRS: &[(&str, &str, &str)] = &[
    ("을(를)", "을", "를"),
    ("이(가)", "이", "가"),
    ("은(는)", "은", "는"),
    ("과(와)", "과", "와"),
    ("(으)로", "으로", "로"),
    ("(이)나", "이나", "나"),
    ("(이)라", "이라", "라"),
    ("(이)에요", "이에요", "예요"),
    ("아(야)", "아", "야"),
];

/// Puts the right form in the place of every written pair.
#[must_use]
pub fn resolve(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        match PAIRS.iter().find(|(pair, ..)| rest.starts_with(pair)) {
            Some((pair, consonant, vowel)) => {
                let as_vowel = match ending(&out) {
                    Ending::Vowel => true,
                    Ending::Rieul => *pair == "(으)로",
                    Ending::Consonant => false,
                };
                out.push_str(if as_vowel { vowel } else { consonant });
                rest = &rest[pair.len()..];
            }
            None => {
                out.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
    }
    out
}

fn ending(text: &str) -> Ending {
    let word = text.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ')' | ']' | '}' | '"' | '\'' | '”' | '’' | '」' | '』' | '》' | '>' | '*' | '_'
            )
    });
    match word.chars().next_back() {
        Some(c @ '가'..='힣') => hangul(c),
        Some('0'..='9') => digits(word),
        Some(c) if c.is_ascii_alphabetic() => latin(word, c),
        _ => Ending::Vowel,
    }
}

/// A syllable's final is the remainder of its code point by 28 (Unicode, chapter 3.12).
fn hangul(syllable: char) -> Ending {
    match (u32::from(syllable) - 0xAC00) % 28 {
        0 => Ending::Vowel,
        8 => Ending::Rieul,
        _ => Ending::Consonant,
    }
}

/// As Sino-Korean numbers are read: 10 is 십, 100 백, 1,000 천, 10,000 만.
fn digits(word: &str) -> Ending {
    let run: String = word
        .chars()
        .rev()
        .take_while(|c| c.is_ascii_digit() || *c == ',')
        .filter(|c| *c != ',')
        .collect();
    let zeros = run.chars().take_while(|c| *c == '0').count();
    let decimal = word
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .ends_with('.');
    if zeros > 0 && zeros < run.len() && !decimal {
        // 십, 백, 천, 만 and 억 end in a consonant; 조 does not.
        return if (12..16).contains(&zeros) {
            Ending::Vowel
        } else {
            Ending::Consonant
        };
    }
    match run.chars().next() {
        Some('1' | '7' | '8') => Ending::Rieul,
        Some('0' | '3' | '6') => Ending::Consonant,
        _ => Ending::Vowel,
    }
}

/// Abbreviations are read letter by letter (엘, 엠, 엔, 알); words by their last sounds.
fn latin(word: &str, last: char) -> Ending {
    let run: String = word
        .chars()
        .rev()
        .take_while(char::is_ascii_alphabetic)
        .collect();
    let spelled = run.len() == 1 || run.chars().all(|c| c.is_ascii_uppercase());
    match last.to_ascii_lowercase() {
        'l' => Ending::Rieul,
        'r' if spelled => Ending::Rieul,
        'm' | 'n' => Ending::Consonant,
        _ if spelled => Ending::Vowel,
        // A stop keeps its place as a final (북, 팁, 봇); others gain a vowel (카드, 버스, 이미지).
        'k' | 'p' | 't' | 'b' => Ending::Consonant,
        'g' if run.starts_with("gn") => Ending::Consonant,
        _ => Ending::Vowel,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn particles_follow_the_word() {
        let cases = [
            ("김민지을(를)", "김민지를"),
            ("한빛제약이(가)", "한빛제약이"),
            ("서울(으)로", "서울로"),
            ("부산(으)로", "부산으로"),
            ("제주(으)로", "제주로"),
            ("서울을(를)", "서울을"),
            ("3은(는)", "3은"),
            ("2은(는)", "2는"),
            ("10과(와)", "10과"),
            ("1,000,000이(가)", "1,000,000이"),
            ("100(으)로", "100으로"),
            ("7(으)로", "7로"),
            ("0.20이(가)", "0.20이"),
            ("Tom을(를)", "Tom을"),
            ("HR을(를)", "HR을"),
            ("HR(으)로", "HR로"),
            ("AI은(는)", "AI는"),
            ("Lisa과(와)", "Lisa와"),
            ("Facebook이(가)", "Facebook이"),
            ("Young을(를)", "Young을"),
            ("James이(가)", "James가"),
            (
                "‘온라인에서의 내 목소리’을(를)",
                "‘온라인에서의 내 목소리’를",
            ),
            ("약(Rx)은(는)", "약(Rx)는"),
            ("한국(으)로, 영국(으)로", "한국으로, 영국으로"),
            ("C1(이)에요", "C1이에요"),
        ];
        for (written, read) in cases {
            assert_eq!(resolve(written), read);
        }
    }

    proptest! {
        #[test]
        fn a_text_without_pairs_stays(text in "[가-힣a-z0-9 ,.]{0,40}") {
            prop_assert_eq!(resolve(&text), text);
        }
        #[test]
        fn no_pair_is_left(word in "\\PC{1,12}") {
            let out = resolve(&format!("{word}을(를)"));
            prop_assert!(out.ends_with('을') || out.ends_with('를'));
        }
    }
}
