//! Passwords: their shape, and Korean habits that a list of English words does not know.

use unicode_normalization::UnicodeNormalization;

/// The most characters a password may have.
pub const MAX_CHARS: usize = 256;
/// The fewest characters a password may have (NIST SP 800-63B asks for 8 at least).
pub const MIN_CHARS: usize = 10;

/// Why a password is refused by its shape.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PasswordError {
    /// Fewer than [`MIN_CHARS`].
    #[error("a password takes at least {MIN_CHARS} characters")]
    TooShort,
    /// More than [`MAX_CHARS`].
    #[error("a password takes at most {MAX_CHARS} characters")]
    TooLong,
}

/// Brings what was typed into NFC, so that one password typed on two systems is the same.
///
/// # Errors
/// [`PasswordError::TooLong`] beyond 256 characters; any Unicode is welcome.
pub fn normalise(typed: &str) -> Result<String, PasswordError> {
    let text: String = typed.nfc().collect();
    if text.chars().count() > MAX_CHARS {
        Err(PasswordError::TooLong)
    } else {
        Ok(text)
    }
}

/// Brings a new password into NFC and checks its length.
///
/// # Errors
/// [`PasswordError`] when it is too short or too long.
pub fn normalise_new(typed: &str) -> Result<String, PasswordError> {
    let text = normalise(typed)?;
    if text.chars().count() < MIN_CHARS {
        Err(PasswordError::TooShort)
    } else {
        Ok(text)
    }
}

/// Common Korean words that people type with the keyboard in Latin mode and take for a secret.
const HABITS: &[&str] = &[
    "안녕",
    "사랑",
    "한국",
    "대한민국",
    "비밀번호",
    "암호",
    "회사",
    "관리자",
    "화이팅",
    "파이팅",
    "우리집",
    "가족",
    "엄마",
    "아빠",
    "천재",
    "바보",
    "고양이",
    "강아지",
    "서울",
    "부산",
    "대구",
    "인천",
    "제주",
    "김치",
    "커피",
    "민지",
    "지은",
    "수연",
    "민수",
    "지훈",
    "이순신",
    "세종대왕",
    "행복",
    "건강",
    "약국",
    "의약품",
    "제약",
    "병원",
    "코리아",
    "나라",
    "오늘",
    "학교",
    "보안",
    "친구",
    "하늘",
    "바다",
    "여름",
    "겨울",
    "월급",
    "퇴근",
    "출근",
    "연구소",
    "영업",
    "홍보",
];

/// The keys that type a Hangul text on a two-set (두벌식) keyboard; shifted keys count as plain.
fn keystrokes(hangul: &str) -> String {
    hangul
        .nfd()
        .filter_map(|jamo| jamo_keys(u32::from(jamo)))
        .collect()
}

fn jamo_keys(jamo: u32) -> Option<&'static str> {
    const INITIALS: &str = "r r s e e f a q q t t d w w c z x v g";
    const VOWELS: &str = "k o i o j p u p h hk ho hl y n nj np nl b m ml l";
    const FINALS: &str = "r r rt s sw sg e f fr fa fq ft fx fv fg a q qt t t d w c z x v g";
    let (table, first) = match jamo {
        0x1100..=0x1112 => (INITIALS, 0x1100),
        0x1161..=0x1175 => (VOWELS, 0x1161),
        0x11A8..=0x11C2 => (FINALS, 0x11A8),
        _ => return None,
    };
    table.split(' ').nth(usize::try_from(jamo - first).ok()?)
}

/// The Korean word that a large part of the password spells on a Korean keyboard, if one does.
///
/// A long password may hold such a word; what is refused is one that is mostly it and digits.
#[must_use]
pub fn korean_habit(password: &str) -> Option<&'static str> {
    let letters: String = password
        .chars()
        .filter(char::is_ascii_alphabetic)
        .collect::<String>()
        .to_lowercase();
    let habit = |word: &&&str| {
        let typed = keystrokes(word);
        letters.contains(&typed) && letters.len() < typed.len() * 2 + 2
    };
    HABITS.iter().find(habit).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn habits_of_a_korean_keyboard_are_known() {
        assert_eq!(korean_habit("dkssud1234!"), Some("안녕"));
        assert_eq!(korean_habit("Tkfkd20261124"), Some("사랑"));
        assert_eq!(korean_habit("a calm lake and seven quiet herons"), None);
        assert_eq!(korean_habit("1234567890"), None);
        assert_eq!(keystrokes("값의회사"), "rkqtdmlghltk");
    }

    #[test]
    fn any_unicode_counts_by_characters_in_nfc() {
        let decomposed: String = "비밀번호가아니에요".nfd().collect();
        assert_eq!(normalise(&decomposed).unwrap(), "비밀번호가아니에요");
        assert_eq!(normalise_new("짧은비밀번호"), Err(PasswordError::TooShort));
        assert_eq!(normalise(&"가".repeat(257)), Err(PasswordError::TooLong));
        assert!(normalise(&"가".repeat(256)).is_ok());
    }
}
