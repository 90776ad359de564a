//! Check digits: weights 7, 3, 1 over the characters, modulo 10 (Doc 9303-3, section 4.9).

/// What a check digit is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CheckField {
    /// The document number.
    Number,
    /// The date of birth.
    Birth,
    /// Sex; has no check digit of its own.
    Sex,
    /// The date of expiry.
    Expiry,
    /// The optional data of a passport (personal number).
    Optional,
    /// Several fields together.
    Composite,
}

impl CheckField {
    /// Stable machine key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Birth => "birth",
            Self::Sex => "sex",
            Self::Expiry => "expiry",
            Self::Optional => "optional",
            Self::Composite => "composite",
        }
    }
}

/// One check digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// What it is of.
    pub field: CheckField,
    /// The character printed.
    pub printed: char,
    /// The digit the field asks for.
    pub expected: char,
    /// Whether they are the same.
    pub holds: bool,
}

impl Check {
    /// Holds the printed digit against the field. A filler stands for the digit of empty optional
    /// data.
    pub(super) fn of(field: CheckField, data: &str, printed: char) -> Self {
        let expected = check_digit(data);
        let empty = field == CheckField::Optional && data.chars().all(|c| c == '<');
        let holds = printed == expected || (empty && printed == '<');
        Self { field, printed, expected, holds }
    }
}

/// The check digit of a field: 0-9 count as themselves, A-Z as 10-35, all else as 0.
#[must_use]
pub fn check_digit(field: &str) -> char {
    let weights = [7_u32, 3, 1].into_iter().cycle();
    let value = |c: char| c.to_ascii_uppercase().to_digit(36).unwrap_or(0);
    let sum = field.chars().zip(weights).fold(0, |sum, (c, weight)| (sum + value(c) * weight) % 10);
    char::from_digit(sum, 10).unwrap_or('0')
}
