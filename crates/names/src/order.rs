//! Which word of a name is the given and which the family name.
//!
//! Source: Viet Nam writes the family name first, Thailand and Laos the given name; travel documents
//! and lists write the family name first with `<<` or a comma behind it (ICAO Doc 9303-3).

use crate::Name;
use crate::name::Script;

/// What a word of a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Given name.
    Given,
    /// Family name.
    Family,
    /// A word between the two.
    Middle,
    /// Not known.
    Unknown,
}

impl Role {
    /// Stable machine key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Family => "family",
            Self::Middle => "middle",
            Self::Unknown => "unknown",
        }
    }
}

/// In which order a country writes names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Order {
    /// Given name first (Thailand, Laos).
    GivenFirst,
    /// Family name first (Viet Nam, Cambodia, China).
    FamilyFirst,
    /// Not known.
    #[default]
    Unknown,
}

impl Order {
    /// The order of a country, ISO 3166-1 alpha-2.
    #[must_use]
    pub fn of_country(code: &str) -> Self {
        match code {
            "TH" | "LA" => Self::GivenFirst,
            "VN" | "KH" | "CN" | "HK" | "MO" | "TW" | "KR" | "KP" | "JP" => Self::FamilyFirst,
            _ => Self::Unknown,
        }
    }
}

impl Name {
    /// What each word is, in printed order: by a comma or `<<` where there is one, by the writing
    /// (Thai and Lao letters: given name first; a native Vietnamese name: by where its family name
    /// stands), else by `order`.
    #[must_use]
    pub fn roles(&self, order: Order) -> Vec<Role> {
        let tokens = self.tokens();
        let count = tokens.len();
        if let Some(family) = self.family_words() {
            let role = |i| if i < family { Role::Family } else { Role::Given };
            return (0..count).map(role).collect();
        }
        let native = tokens.iter().any(crate::Token::is_native_vietnamese);
        let order = match self.script() {
            Script::Thai | Script::Lao => Order::GivenFirst,
            _ if native => match tokens.first().is_some_and(crate::Token::is_common) {
                true => Order::FamilyFirst,
                false => order_of_turned(self, order),
            },
            _ => order,
        };
        // "ณ อยุธยา": the particle and what follows are the family name.
        let particle = tokens.iter().position(|token| token.text() == "ณ").filter(|at| *at > 0);
        let family_from = particle.unwrap_or(count.saturating_sub(1));
        (0..count)
            .map(|i| match order {
                Order::GivenFirst if i == 0 => Role::Given,
                Order::GivenFirst if i >= family_from => Role::Family,
                Order::FamilyFirst if count == 1 => Role::Unknown,
                Order::FamilyFirst if i == 0 => Role::Family,
                Order::FamilyFirst if i + 1 == count => Role::Given,
                Order::GivenFirst | Order::FamilyFirst => Role::Middle,
                Order::Unknown => Role::Unknown,
            })
            .collect()
    }
}

/// A native Vietnamese name whose first word is not among the common family names: turned round when
/// the last one is.
fn order_of_turned(name: &Name, order: Order) -> Order {
    let last =
        name.tokens().last().is_some_and(|token| crate::vietnamese::is_common(token.plain(), true));
    if last { Order::GivenFirst } else { order }
}
