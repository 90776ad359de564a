//! A name as read: what was printed, its titles and its words with their sounds.

use std::sync::Arc;

use crate::aside::{self, Asides};
use crate::fold::{fold, is_invisible};
use crate::limits::{MAX_NAME_BYTES, MAX_TOKENS};
use crate::note::{self, Note};
use crate::token::{Token, Word, is_hyphen, united};
use crate::{mrz, titles, vietnamese};

/// The writing of a word or of a whole name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Script {
    /// Thai letters.
    Thai,
    /// Lao letters.
    Lao,
    /// Latin letters with at least one mark of Vietnamese spelling.
    Vietnamese,
    /// Latin letters otherwise: the language is unknown.
    Latin,
    /// More than one writing.
    Mixed,
    /// Any other writing, or digits alone. Compared by spelling only.
    Other,
}

impl Script {
    /// Stable machine key: `thai`, `lao`, `vietnamese`, `latin`, `mixed`, `other`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Thai => "thai",
            Self::Lao => "lao",
            Self::Vietnamese => "vietnamese",
            Self::Latin => "latin",
            Self::Mixed => "mixed",
            Self::Other => "other",
        }
    }
}

/// Why a text is not read as a name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refused {
    /// No letter is left after folding.
    Empty,
    /// The text is longer than [`MAX_NAME_BYTES`].
    TooLong {
        /// Length of the text in bytes.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// The name has more words than [`MAX_TOKENS`].
    TooManyTokens {
        /// Words found.
        tokens: usize,
        /// The limit.
        limit: usize,
    },
    /// The text holds a control character (tab and line ends count as spaces).
    Control {
        /// Its code point.
        code: u32,
    },
}

impl Refused {
    /// Stable machine key of the reason.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "name-empty",
            Self::TooLong { .. } => "name-too-long",
            Self::TooManyTokens { .. } => "name-too-many-words",
            Self::Control { .. } => "name-control-character",
        }
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => f.write_str("the name has no letters"),
            Self::TooLong { bytes, limit } => {
                write!(f, "the name is {bytes} bytes long; the limit is {limit}")
            }
            Self::TooManyTokens { tokens, limit } => {
                write!(f, "the name has {tokens} words; the limit is {limit}")
            }
            Self::Control { code } => write!(f, "the name holds control character U+{code:04X}"),
        }
    }
}

impl std::error::Error for Refused {}

/// The words of a name, not yet sounded out.
#[derive(Debug)]
pub(crate) struct Parts {
    /// The text as it came, invisible characters and all.
    as_given: String,
    as_printed: String,
    titles: Vec<String>,
    nicknames: Vec<String>,
    others: Vec<String>,
    /// Folded words, titles excluded.
    pub(crate) words: Vec<String>,
    /// How many of the first words are the family name, where a comma or `<<` says so.
    family: Option<usize>,
    left_out: bool,
    /// Whether they read as a native Vietnamese name.
    pub(crate) native: bool,
}

impl Parts {
    pub(crate) fn read(text: &str) -> Result<Self, Refused> {
        if text.len() > MAX_NAME_BYTES {
            return Err(Refused::TooLong { bytes: text.len(), limit: MAX_NAME_BYTES });
        }
        let control = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
        if let Some(c) = text.chars().find(control) {
            return Err(Refused::Control { code: u32::from(c) });
        }
        let asides = aside::split(text);
        let folded = fold(&asides.name);
        let (mut titles, rest) = titles::split_front(&folded);
        let (words, family) = words(rest, &mut titles);
        if words.is_empty() {
            return Err(Refused::Empty);
        }
        if words.len() > MAX_TOKENS {
            return Err(Refused::TooManyTokens { tokens: words.len(), limit: MAX_TOKENS });
        }
        let native = vietnamese::is_native(&words);
        let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
        let as_printed = visible.trim().to_owned();
        let Asides { nicknames, others, left_out, .. } = asides;
        let as_given = text.to_owned();
        Ok(Self {
            as_given,
            as_printed,
            titles,
            nicknames,
            others,
            words,
            family,
            left_out,
            native,
        })
    }

    /// The name, each word sounded out (or looked up) by `word`.
    pub(crate) fn name(self, word: impl Fn(&str) -> Arc<Word>) -> Name {
        let read = |(i, text): (usize, &String)| Token::standing(word(text), self.native, i == 0);
        let tokens: Vec<Token> = self.words.iter().enumerate().map(read).collect();
        let script = tokens.iter().map(Token::script).reduce(united).unwrap_or(Script::Other);
        let notes = note::of(&self.as_given, &tokens, self.left_out);
        Name {
            as_printed: self.as_printed,
            titles: self.titles,
            nicknames: self.nicknames,
            others: self.others,
            tokens,
            family: self.family,
            script,
            notes,
        }
    }
}

/// The words of a folded text without titles, and how many of them are the family name where the
/// text says so: "Wongsuk, Mr Prachuab", `WONGSUK<<PRACHUAB`.
fn words(text: &str, titles: &mut Vec<String>) -> (Vec<String>, Option<usize>) {
    let split = |part: &str| part.split(is_separator).filter_map(clean).collect::<Vec<String>>();
    let mut untitled = |mut words: Vec<String>| {
        let taken = titles::leading(&words);
        titles.extend(words.drain(..taken));
        words
    };
    let halves = match mrz::name_line(text) {
        Some((surname, given)) => Some((fold(&surname), fold(&given))),
        None => text.split_once(',').map(|(a, b)| (a.to_owned(), b.to_owned())),
    };
    let Some((first, second)) = halves.filter(|(_, second)| !second.contains(',')) else {
        return (untitled(split(text)), None);
    };
    let (first, second) = (untitled(split(&first)), split(&second));
    if titles::are_all(&second) {
        titles.extend(second);
        return (first, None);
    }
    let (family, second) = (first.len(), untitled(second));
    let said = (family > 0 && !second.is_empty()).then_some(family);
    ([first, second].concat(), said)
}

/// A name as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    as_printed: String,
    titles: Vec<String>,
    nicknames: Vec<String>,
    others: Vec<String>,
    tokens: Vec<Token>,
    family: Option<usize>,
    script: Script,
    notes: Vec<Note>,
}

impl Name {
    /// Reads a name as printed, in any of the writings, with or without titles.
    ///
    /// # Errors
    /// [`Refused`] says what is wrong with the text; nothing is cut silently.
    pub fn read(text: &str) -> Result<Self, Refused> {
        Ok(Parts::read(text)?.name(|word| Arc::new(Word::read(word))))
    }

    /// The name as printed, titles included, invisible characters removed.
    #[must_use]
    pub fn as_printed(&self) -> &str {
        &self.as_printed
    }

    /// The words of the name in printed order, titles excluded; never empty.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Titles and ranks split off the front, folded, in printed order.
    #[must_use]
    pub fn titles(&self) -> &[String] {
        &self.titles
    }

    /// Nicknames written beside the name ("Somchai Jaidee (Lek)", "ชื่อเล่น เล็ก"), as printed. They are
    /// no words of the name.
    #[must_use]
    pub fn nicknames(&self) -> &[String] {
        &self.nicknames
    }

    /// Other names written beside the name ("alias …", "tức …"), as printed.
    #[must_use]
    pub fn others(&self) -> &[String] {
        &self.others
    }

    /// What was folded away while reading, which a person should know.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// How many of the first words are the family name, where the text says so.
    pub(crate) fn family_words(&self) -> Option<usize> {
        self.family
    }

    /// The writing of the whole name; a Vietnamese and a plain Latin word together are Vietnamese.
    #[must_use]
    pub fn script(&self) -> Script {
        self.script
    }
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '<' | '>'
                | ','
                | ';'
                | '.'
                | '/'
                | '\\'
                | '('
                | ')'
                | '['
                | ']'
                | '"'
                | '|'
                | ':'
                | '“'
                | '”'
                | '«'
                | '»'
        )
}

/// A word without apostrophes and outer hyphens, or nothing when it has no letter or digit.
pub(crate) fn clean(word: &str) -> Option<String> {
    let kept: String =
        word.chars().filter(|c| !matches!(c, '\'' | '`' | '’' | '‘' | 'ʼ' | '´')).collect();
    let inner = kept.trim_matches(is_hyphen);
    inner.chars().any(char::is_alphanumeric).then(|| inner.to_owned())
}
