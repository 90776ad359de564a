//! Languages and texts that exist in several of them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

use crate::{limits, wording};

/// The four languages of the product (BCP 47 tags `vi`, `th`, `lo`, `en`).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Vietnamese.
    Vi,
    /// Thai.
    Th,
    /// Lao.
    Lo,
    /// English.
    En,
}

impl Lang {
    /// All four, in the order the product lists them.
    pub const ALL: [Self; 4] = [Self::Vi, Self::Th, Self::Lo, Self::En];

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::Th => "th",
            Self::Lo => "lo",
            Self::En => "en",
        }
    }

    /// The language's own name.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Vi => "Tiếng Việt",
            Self::Th => "ไทย",
            Self::Lo => "ລາວ",
            Self::En => "English",
        }
    }

    /// The language of a tag, if it is one of the four.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.tag() == tag)
    }

    /// The language a country's officers read first; English where it is not one of ours.
    pub fn of_country(country: &str) -> Self {
        match country {
            "VN" => Self::Vi,
            "TH" => Self::Th,
            "LA" => Self::Lo,
            _ => Self::En,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// How far a text in one language may be relied on.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum TextStatus {
    /// Written by an officer of the agency, not checked by a translator.
    #[default]
    Draft,
    /// Checked; the agency stands by it.
    Official,
    /// Made by a machine; never authentic.
    Machine,
}

/// A text in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(from = "WordingForm", into = "WordingForm")]
pub struct Wording {
    /// The text.
    pub text: String,
    /// How far it may be relied on.
    pub status: TextStatus,
}

/// A wording is written either as the bare text or as `{text, status}`.
#[derive(Serialize, Deserialize, schemars::JsonSchema)]
#[serde(untagged)]
enum WordingForm {
    Bare(String),
    Full {
        text: String,
        #[serde(default)]
        status: TextStatus,
    },
}

impl From<WordingForm> for Wording {
    fn from(form: WordingForm) -> Self {
        match form {
            WordingForm::Bare(text) => Self { text, status: TextStatus::Draft },
            WordingForm::Full { text, status } => Self { text, status },
        }
    }
}
impl From<Wording> for WordingForm {
    fn from(wording: Wording) -> Self {
        match wording.status {
            TextStatus::Draft => Self::Bare(wording.text),
            status => Self::Full { text: wording.text, status },
        }
    }
}

/// A text in one or more languages. Empty means: not given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct Text(pub BTreeMap<Lang, Wording>);

impl Text {
    /// A draft text in one language.
    pub fn draft(lang: Lang, text: &str) -> Self {
        let wording = Wording { text: text.trim().to_owned(), status: TextStatus::Draft };
        Self(BTreeMap::from([(lang, wording)]))
    }

    /// Whether no language holds any letter.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(|w| wording::letters(&w.text) == 0)
    }

    /// Letters and digits of the wording that says most.
    pub fn letters(&self) -> usize {
        self.0.values().map(|w| wording::letters(&w.text)).max().unwrap_or(0)
    }

    /// The wording for a reader of `lang`: that language, else English, else any. The second value
    /// is the language it is really in.
    pub fn best_for(&self, lang: Lang) -> Option<(&str, Lang)> {
        let pick = |l: Lang| self.0.get(&l).filter(|w| !w.text.trim().is_empty()).map(|w| (w, l));
        pick(lang)
            .or_else(|| pick(Lang::En))
            .or_else(|| Lang::ALL.into_iter().find_map(pick))
            .map(|(w, l)| (w.text.as_str(), l))
    }

    /// The longest wording, in characters.
    pub fn chars(&self) -> usize {
        self.0.values().map(|w| w.text.trim().chars().count()).max().unwrap_or(0)
    }

    /// Whether every wording is within the limit of a text field.
    pub fn within_limit(&self) -> bool {
        self.chars() <= limits::TEXT_CHARS_MAX
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_their_language_then_english_then_any() {
        let mut text = Text::draft(Lang::Vi, "xin chào");
        assert_eq!(text.best_for(Lang::Th), Some(("xin chào", Lang::Vi)));
        text.0.extend(Text::draft(Lang::En, "hello").0);
        assert_eq!(text.best_for(Lang::Th), Some(("hello", Lang::En)));
        assert_eq!(text.best_for(Lang::Vi), Some(("xin chào", Lang::Vi)));
        assert_eq!(Text::default().best_for(Lang::Vi), None);
    }

    #[test]
    fn wordings_read_bare_and_full() {
        let text: Text =
            serde_json::from_str(r#"{"vi":"a","en":{"text":"b","status":"official"}}"#).unwrap();
        assert_eq!(text.0[&Lang::En].status, TextStatus::Official);
        let json = serde_json::to_string(&text).unwrap();
        assert_eq!(json, r#"{"vi":"a","en":{"text":"b","status":"official"}}"#);
    }
}
