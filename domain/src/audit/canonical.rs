//! The canonical byte string: the same on every engine, machine and version.
//!
//! A header names the form; fields follow in a fixed order, each with its length before it. Text is NFC,
//! instants are microseconds since 1970 in UTC.

use time::OffsetDateTime;
use unicode_normalization::UnicodeNormalization;

/// Writes fields in order.
#[derive(Debug)]
pub struct CanonicalWriter {
    bytes: Vec<u8>,
}

impl CanonicalWriter {
    /// Begins with a header such as `jasin/fact/1`.
    #[must_use]
    pub fn new(header: &str) -> Self {
        let mut writer = Self {
            bytes: Vec::with_capacity(256),
        };
        writer.text(header);
        writer
    }
    /// Bytes, as many as their length says.
    pub fn bytes(&mut self, value: &[u8]) -> &mut Self {
        self.bytes
            .extend_from_slice(&(value.len() as u64).to_be_bytes());
        self.bytes.extend_from_slice(value);
        self
    }
    /// Text in NFC.
    pub fn text(&mut self, value: &str) -> &mut Self {
        let composed: String = value.nfc().collect();
        self.bytes(composed.as_bytes())
    }
    /// A whole number.
    pub fn integer(&mut self, value: i64) -> &mut Self {
        self.bytes(&value.to_be_bytes())
    }
    /// An instant in microseconds since 1970, UTC.
    pub fn instant(&mut self, value: OffsetDateTime) -> &mut Self {
        self.integer(micros(value))
    }
    /// A text or its absence; the two never look alike.
    pub fn optional(&mut self, value: Option<&str>) -> &mut Self {
        match value {
            None => self.bytes(&[0]),
            Some(text) => self.bytes(&[1]).text(text),
        }
    }
    /// The bytes written.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

/// Why bytes are not in the canonical form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CanonicalError {
    /// The bytes end within a field.
    #[error("the record is cut off")]
    CutOff,
    /// A field is not of its kind.
    #[error("a field of the record is not what its place says")]
    Field,
    /// Bytes follow the last field.
    #[error("the record goes on past its end")]
    Trailing,
    /// The header is another one.
    #[error("the record is of a form this version does not know")]
    Header,
}

/// Reads fields in the order they were written.
#[derive(Debug)]
pub struct CanonicalReader<'a> {
    rest: &'a [u8],
}

impl<'a> CanonicalReader<'a> {
    /// Begins after the expected header.
    ///
    /// # Errors
    /// [`CanonicalError::Header`] when it is another one.
    pub fn new(bytes: &'a [u8], header: &str) -> Result<Self, CanonicalError> {
        let mut reader = Self { rest: bytes };
        if reader.text()? == header {
            Ok(reader)
        } else {
            Err(CanonicalError::Header)
        }
    }
    /// Bytes.
    ///
    /// # Errors
    /// [`CanonicalError::CutOff`] when there are fewer than the length says.
    pub fn bytes(&mut self) -> Result<&'a [u8], CanonicalError> {
        let (length, rest) = self
            .rest
            .split_first_chunk::<8>()
            .ok_or(CanonicalError::CutOff)?;
        let length =
            usize::try_from(u64::from_be_bytes(*length)).map_err(|_| CanonicalError::CutOff)?;
        let (value, rest) = rest
            .split_at_checked(length)
            .ok_or(CanonicalError::CutOff)?;
        self.rest = rest;
        Ok(value)
    }
    /// Text.
    ///
    /// # Errors
    /// [`CanonicalError::Field`] when it is not UTF-8.
    pub fn text(&mut self) -> Result<String, CanonicalError> {
        String::from_utf8(self.bytes()?.to_vec()).map_err(|_| CanonicalError::Field)
    }
    /// A whole number.
    ///
    /// # Errors
    /// [`CanonicalError::Field`] when it is not eight bytes.
    pub fn integer(&mut self) -> Result<i64, CanonicalError> {
        let bytes: [u8; 8] = self
            .bytes()?
            .try_into()
            .map_err(|_| CanonicalError::Field)?;
        Ok(i64::from_be_bytes(bytes))
    }
    /// An instant.
    ///
    /// # Errors
    /// [`CanonicalError::Field`] when it is out of range.
    pub fn instant(&mut self) -> Result<OffsetDateTime, CanonicalError> {
        from_micros(self.integer()?).ok_or(CanonicalError::Field)
    }
    /// A text or its absence.
    ///
    /// # Errors
    /// [`CanonicalError::Field`] when the mark is neither.
    pub fn optional(&mut self) -> Result<Option<String>, CanonicalError> {
        match self.bytes()? {
            [0] => Ok(None),
            [1] => self.text().map(Some),
            _ => Err(CanonicalError::Field),
        }
    }
    /// Nothing may follow.
    ///
    /// # Errors
    /// [`CanonicalError::Trailing`] when something does.
    pub fn finish(self) -> Result<(), CanonicalError> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(CanonicalError::Trailing)
        }
    }
}

/// Microseconds since 1970, UTC; what is finer is cut off.
#[must_use]
pub fn micros(at: OffsetDateTime) -> i64 {
    // In range until the year 292,277: `time` ends long before.
    i64::try_from(at.unix_timestamp_nanos().div_euclid(1000)).unwrap_or(i64::MAX)
}

/// The instant of [`micros`], if `time` can hold it.
#[must_use]
pub fn from_micros(value: i64) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(value) * 1000).ok()
}
