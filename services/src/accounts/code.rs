//! Codes that people type from paper: 100 random bits that are kept only as a hash.

use crate::ctx;
use sha2::{Digest, Sha256};
use std::fmt;

/// Crockford's letters: none is mistaken for another.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Five bits each.
const LENGTH: usize = 20;
/// How many stand together.
const GROUP: usize = 5;

/// The code of a sign-in letter.
#[derive(Clone, PartialEq, Eq)]
pub struct Code([u8; LENGTH]);

impl Code {
    /// A new one, from the operating system's randomness.
    #[must_use]
    pub fn random() -> Self {
        let mut bytes = [0; LENGTH];
        ctx::fill_random(&mut bytes);
        Self(bytes.map(|byte| LETTERS[usize::from(byte) % LETTERS.len()]))
    }

    /// Reads what was typed: small letters, spaces and dashes anywhere, O for 0, I and L for 1.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let letters: Vec<u8> = typed
            .bytes()
            .filter(|byte| !b" -".contains(byte))
            .map(|byte| match byte.to_ascii_uppercase() {
                b'O' => b'0',
                b'I' | b'L' => b'1',
                other => other,
            })
            .take(LENGTH + 1)
            .collect();
        let known = letters.iter().all(|letter| LETTERS.contains(letter));
        letters.try_into().ok().filter(|_| known).map(Self)
    }

    /// What the database keeps. The code has 100 bits, so a plain hash is enough.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        Sha256::new()
            .chain_update("code:")
            .chain_update(self.0)
            .finalize()
            .to_vec()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, letter) in self.0.iter().enumerate() {
            if n > 0 && n.is_multiple_of(GROUP) {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(*letter))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = Code::random();
        let shown = code.to_string();
        assert_eq!(shown.len(), 23);
        let sloppy = format!(" {} ", shown.to_lowercase().replace('-', "  "));
        assert_eq!(Code::parse(&shown), Some(code.clone()));
        assert_eq!(Code::parse(&sloppy), Some(code.clone()));
        assert_eq!(
            Code::parse(&shown.replace('0', "o").replace('1', "l")),
            Some(code)
        );
        for wrong in [
            "",
            "K7QF2",
            "UUUUU-UUUUU-UUUUU-UUUUU",
            "가나다라마바사",
            &"A".repeat(21),
        ] {
            assert_eq!(Code::parse(wrong), None, "{wrong}");
        }
    }
}
