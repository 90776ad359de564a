//! Identifiers. Each is its own type, so that one cannot be passed where another is meant.

use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

use crate::limits;

/// Why a text is not an identifier of the wanted kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// An agency id is two to five lower-case labels joined by dots, first the country: `vn.mps`.
    #[error("an agency id is a country code and labels joined by dots, for example vn.mps")]
    Agency,
    /// A message id is a UUID.
    #[error("a message id is a UUID, for example 01890a5d-ac96-774b-bcce-b302099a8057")]
    Message,
    /// Account, agreement and person ids are 1 to 80 characters out of `a-z A-Z 0-9 . _ : -`.
    #[error("an id has 1 to 80 characters out of letters, digits, '.', '_', ':' and '-'")]
    Label,
    /// A number as this agency counts: `w12` is a stored search, `a7` an alert.
    #[error("a stored search is w and its number (w12), an alert a and its number (a7)")]
    Number,
}

/// An agency: `vn.mps`, `th.rtp`, `vn.mps.quangninh`. The first label is the ISO 3166-1 country.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AgencyId(String);

impl AgencyId {
    /// Reads an agency id.
    ///
    /// # Errors
    /// [`IdError::Agency`] when the text is not of the form `cc.label[.label…]`.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let labels: Vec<&str> = text.split('.').collect();
        let label_ok = |label: &&str| {
            !label.is_empty() && label.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        };
        let country_ok = labels
            .first()
            .is_some_and(|cc| cc.len() == 2 && cc.chars().all(|c| c.is_ascii_lowercase()));
        let shape_ok = (2..=5).contains(&labels.len()) && labels.iter().all(label_ok);
        if text.len() <= limits::AGENCY_ID_BYTES_MAX && country_ok && shape_ok {
            Ok(Self(text.to_owned()))
        } else {
            Err(IdError::Agency)
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The country, in upper case as ISO 3166-1 prints it.
    pub fn country(&self) -> String {
        self.0.split('.').next().unwrap_or_default().to_ascii_uppercase()
    }
}

impl TryFrom<String> for AgencyId {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        Self::parse(&text)
    }
}
impl From<AgencyId> for String {
    fn from(id: AgencyId) -> Self {
        id.0
    }
}
impl fmt::Display for AgencyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A message, on both sides of the border. A UUIDv7, so that ids sort by time of creation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MessageId(Uuid);

impl MessageId {
    /// Builds a UUIDv7 from a time and ten random bytes, both handed in.
    pub fn from_parts(unix_ms: u64, random: [u8; 10]) -> Self {
        Self(uuid::Builder::from_unix_timestamp_millis(unix_ms, &random).into_uuid())
    }

    /// Reads a message id.
    ///
    /// # Errors
    /// [`IdError::Message`] when the text is not a UUID.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        // No detail is lost: the error says what the text must look like.
        Uuid::try_parse(text).map(Self).or(Err(IdError::Message))
    }

    /// The sixteen bytes.
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// From sixteen bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl TryFrom<String> for MessageId {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        Self::parse(&text)
    }
}
impl From<MessageId> for String {
    fn from(id: MessageId) -> Self {
        id.0.to_string()
    }
}

macro_rules! label_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);
        impl $name {
            /// Reads the id.
            ///
            /// # Errors
            /// [`IdError::Label`] when the text has other characters or another length.
            pub fn parse(text: &str) -> Result<Self, IdError> {
                if label_ok(text) { Ok(Self(text.to_owned())) } else { Err(IdError::Label) }
            }
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                Self::parse(&text)
            }
        }
        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    };
}

fn label_ok(text: &str) -> bool {
    let ok = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | ':' | '-');
    (1..=limits::LABEL_BYTES_MAX).contains(&text.len()) && text.chars().all(ok)
}

label_id!(
    /// A local account: the officer's sign-in name.
    OfficerId
);
label_id!(
    /// An agreement, plan, memorandum or declaration in the register.
    AgreementId
);
label_id!(
    /// A person in the register of one agency.
    PersonId
);
label_id!(
    /// A series, meeting, commitment, source or other entry of the cooperation record.
    RecordId
);

macro_rules! number_id {
    ($(#[$doc:meta])* $name:ident, $letter:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(i64);
        impl $name {
            /// The id of a number, from 1.
            ///
            /// # Errors
            /// [`IdError::Number`] when the number is below 1.
            pub fn new(number: i64) -> Result<Self, IdError> {
                if number > 0 { Ok(Self(number)) } else { Err(IdError::Number) }
            }
            /// Reads the id.
            ///
            /// # Errors
            /// [`IdError::Number`] when the text is not the letter and a number.
            pub fn parse(text: &str) -> Result<Self, IdError> {
                let digits = text.strip_prefix($letter).ok_or(IdError::Number)?;
                let plain = digits.chars().all(|c| c.is_ascii_digit()) && !digits.starts_with('0');
                let number = if plain { digits.parse().ok() } else { None };
                Self::new(number.unwrap_or_default())
            }
            /// The number.
            pub fn number(self) -> i64 {
                self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", $letter, self.0)
            }
        }
        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                Self::parse(&text)
            }
        }
        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }
    };
}

number_id!(
    /// A stored search of this agency.
    WatchId,
    "w"
);
number_id!(
    /// An alert that a stored search raised.
    AlertId,
    "a"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agency_ids_are_country_and_labels() {
        for (text, good) in [
            ("vn.mps", true),
            ("vn.mps.quangninh", true),
            ("th.rtp", true),
            ("vn", false),
            ("vnm.mps", false),
            ("VN.mps", false),
            ("vn..mps", false),
            ("vn.mps.a.b.c.d", false),
            ("vn.mps'; drop", false),
            ("", false),
        ] {
            assert_eq!(AgencyId::parse(text).is_ok(), good, "{text}");
        }
        assert_eq!(AgencyId::parse("la.mps").unwrap().country(), "LA");
    }

    #[test]
    fn message_ids_sort_by_time() {
        let early = MessageId::from_parts(1_000, [255; 10]);
        let late = MessageId::from_parts(1_001, [0; 10]);
        assert!(early < late);
        assert_eq!(MessageId::parse(&early.to_string()), Ok(early));
    }

    #[test]
    fn labels_refuse_what_could_be_markup() {
        for (text, good) in [("ag-2016", true), ("a b", false), ("<x>", false), ("", false)] {
            assert_eq!(AgreementId::parse(text).is_ok(), good, "{text}");
        }
    }

    #[test]
    fn numbers_are_read_as_they_are_printed() {
        assert_eq!(WatchId::parse("w12").unwrap().to_string(), "w12");
        for text in ["", "w", "w0", "w-1", "w01", "a1", "W1", "w1 ", "w99999999999999999999"] {
            assert!(WatchId::parse(text).is_err(), "{text}");
        }
    }
}
