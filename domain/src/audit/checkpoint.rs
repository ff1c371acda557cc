//! A checkpoint: what the sealer signs over the log up to some size.

use super::canonical::micros;
use super::merkle::Hash;
use time::OffsetDateTime;

/// The state of the log that is signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checkpoint {
    /// The log's name: the id of the installation.
    pub origin: String,
    /// How many facts are sealed.
    pub size: u64,
    /// The root of the Merkle tree over them.
    pub root: Hash,
    /// When it was sealed, UTC.
    pub at: OffsetDateTime,
}

impl Checkpoint {
    /// The bytes under the signature: five lines that a person can read.
    #[must_use]
    pub fn signed_bytes(&self) -> Vec<u8> {
        let root: String = self.root.iter().map(|b| format!("{b:02x}")).collect();
        format!(
            "jasin/checkpoint/1\n{}\n{}\n{root}\n{}\n",
            self.origin,
            self.size,
            micros(self.at)
        )
        .into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkpoint_is_five_lines() {
        let at = OffsetDateTime::from_unix_timestamp(1).unwrap();
        let checkpoint = Checkpoint {
            origin: "o".into(),
            size: 2,
            root: [0xab; 32],
            at,
        };
        let text = String::from_utf8(checkpoint.signed_bytes()).unwrap();
        assert_eq!(
            text,
            format!("jasin/checkpoint/1\no\n2\n{}\n1000000\n", "ab".repeat(32))
        );
    }
}
