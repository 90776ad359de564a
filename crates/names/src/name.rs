//! A name as read: what was printed, its titles and its words with their sounds.

use crate::fold::{fold, is_invisible, plain};
use crate::limits::{MAX_FORMS, MAX_NAME_BYTES, MAX_SOUNDED_CHARS, MAX_TOKENS};
use crate::{lao, latin, pivot, thai, titles, vietnamese};

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

/// One way a word may sound, for matching and for explanation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SoundForm {
    /// How unusual the reading is, in hundredths of a consonant; 0 is the plain reading.
    pub cost: u32,
    /// The sounds as letters of the pivot alphabet (`k K g N c C j s t T d n p P b f m Y y r l w h`,
    /// vowels `a e E i U u o O @`).
    pub pivot: String,
    /// The writing whose rules gave the reading.
    pub reading: Script,
}

/// One word of a name. A hyphenated respelling ("Pờ-ra-chuộp") is one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    text: String,
    plain: String,
    script: Script,
    initial: bool,
    vietnamese: bool,
    common: bool,
    forms: Vec<SoundForm>,
}

impl Token {
    /// The word folded (lower case, composed), hyphens kept.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The word in ASCII letters and digits without diacritics and hyphens; empty for Thai and Lao.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// The writing of the word.
    #[must_use]
    pub fn script(&self) -> Script {
        self.script
    }

    /// Whether the word is one letter that stands for a name ("R.").
    #[must_use]
    pub fn is_initial(&self) -> bool {
        self.initial
    }

    /// How the word may sound, the plainest first; empty for [`Script::Other`].
    #[must_use]
    pub fn sounds(&self) -> &[SoundForm] {
        &self.forms
    }

    /// Whether the word stands in a name that reads as a native Vietnamese one.
    pub(crate) fn is_native_vietnamese(&self) -> bool {
        self.vietnamese
    }

    /// Whether the word is so common where it stands that sharing it says little.
    pub(crate) fn is_common(&self) -> bool {
        self.common
    }

    fn read(word: &str) -> Self {
        let parts: Vec<String> =
            word.split(is_hyphen).filter(|p| !p.is_empty()).map(str::to_owned).collect();
        let plain = plain(word);
        let script = script_of(word);
        let forms = sound_out(word, &parts, script);
        let initial = word.chars().filter(|c| c.is_alphabetic()).count() == 1;
        Self {
            text: word.to_owned(),
            plain,
            script,
            initial,
            vietnamese: false,
            common: false,
            forms,
        }
    }
}

/// A name as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    as_printed: String,
    titles: Vec<String>,
    tokens: Vec<Token>,
    script: Script,
}

impl Name {
    /// Reads a name as printed, in any of the writings, with or without titles.
    ///
    /// # Errors
    /// [`Refused`] says what is wrong with the text; nothing is cut silently.
    pub fn read(text: &str) -> Result<Self, Refused> {
        if text.len() > MAX_NAME_BYTES {
            return Err(Refused::TooLong { bytes: text.len(), limit: MAX_NAME_BYTES });
        }
        let control = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
        if let Some(c) = text.chars().find(control) {
            return Err(Refused::Control { code: u32::from(c) });
        }
        let folded = fold(text);
        let (mut titles, rest) = titles::split_front(&folded);
        let mut words: Vec<String> = rest.split(is_separator).filter_map(clean).collect();
        let taken = titles::leading(&words);
        titles.extend(words.drain(..taken));
        if words.is_empty() {
            return Err(Refused::Empty);
        }
        if words.len() > MAX_TOKENS {
            return Err(Refused::TooManyTokens { tokens: words.len(), limit: MAX_TOKENS });
        }
        let mut tokens: Vec<Token> = words.iter().map(|w| Token::read(w)).collect();
        let native = vietnamese::is_native(&words);
        for (i, token) in tokens.iter_mut().enumerate() {
            token.vietnamese = native;
            token.common = vietnamese::is_common(&token.plain, i == 0);
        }
        let script = tokens.iter().map(Token::script).reduce(united).unwrap_or(Script::Other);
        let as_printed = text.trim().chars().filter(|c| !is_invisible(*c)).collect();
        Ok(Self { as_printed, titles, tokens, script })
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

    /// The writing of the whole name; a Vietnamese and a plain Latin word together are Vietnamese.
    #[must_use]
    pub fn script(&self) -> Script {
        self.script
    }
}

fn united(a: Script, b: Script) -> Script {
    match (a, b) {
        (a, b) if a == b => a,
        (Script::Vietnamese, Script::Latin) | (Script::Latin, Script::Vietnamese) => {
            Script::Vietnamese
        }
        _ => Script::Mixed,
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

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '_' | '~' | '·' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// A word without apostrophes and outer hyphens, or nothing when it has no letter or digit.
fn clean(word: &str) -> Option<String> {
    let kept: String =
        word.chars().filter(|c| !matches!(c, '\'' | '`' | '’' | '‘' | 'ʼ' | '´')).collect();
    let inner = kept.trim_matches(is_hyphen);
    inner.chars().any(char::is_alphanumeric).then(|| inner.to_owned())
}

fn script_of(word: &str) -> Script {
    let mut found: Option<Script> = None;
    for c in word.chars() {
        let here = match c {
            '\u{0E00}'..='\u{0E7F}' => Script::Thai,
            '\u{0E80}'..='\u{0EFF}' => Script::Lao,
            c if c.is_ascii_alphabetic() || is_latin_letter(c) => Script::Latin,
            c if c.is_alphabetic() => Script::Other,
            _ => continue,
        };
        found = Some(found.map_or(here, |before| united(before, here)));
    }
    match found {
        Some(Script::Latin) if vietnamese::looks_vietnamese(word) => Script::Vietnamese,
        Some(script) => script,
        None => Script::Other,
    }
}

fn is_latin_letter(c: char) -> bool {
    c.is_alphabetic() && matches!(c, '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}')
}

/// The sound forms of one word: what [`Token::sounds`] holds, for a word on its own. The word is
/// folded first; at most [`MAX_FORMS`] forms, the plainest first; none for other writings.
#[must_use]
pub fn sound_forms(token: &str) -> Vec<SoundForm> {
    let folded = fold(token);
    clean(&folded).map(|word| Token::read(&word).forms).unwrap_or_default()
}

fn sound_out(word: &str, parts: &[String], script: Script) -> Vec<SoundForm> {
    if word.chars().count() > MAX_SOUNDED_CHARS {
        return Vec::new();
    }
    let mut raw: Vec<(String, u32, Script)> = Vec::new();
    let mut add = |list: Vec<(String, u32)>, script: Script, extra: u32| {
        raw.extend(list.into_iter().map(|(s, cost)| (s, cost + extra, script)));
    };
    let bare: Vec<String> = parts.iter().map(|p| plain(p)).collect();
    match script {
        Script::Thai => add(thai::readings(&parts.concat()), Script::Thai, 0),
        Script::Lao => add(lao::readings(&parts.concat()), Script::Lao, 0),
        Script::Vietnamese => {
            add(vietnamese::readings(parts), Script::Vietnamese, 0);
            add(latin::readings(&bare), Script::Latin, 30);
        }
        Script::Latin => {
            add(latin::readings(&bare), Script::Latin, 0);
            if parts.len() > 1 {
                add(vietnamese::readings(parts), Script::Vietnamese, 15);
            }
        }
        Script::Mixed | Script::Other => {}
    }
    tidy_forms(raw)
}

fn tidy_forms(mut raw: Vec<(String, u32, Script)>) -> Vec<SoundForm> {
    raw.sort_by_key(|reading| reading.1);
    let base = raw.first().map_or(0, |first| first.1);
    let mut out: Vec<SoundForm> = Vec::new();
    for (sounds, cost, reading) in raw {
        let pivot = pivot::text(&pivot::tidy(sounds.as_bytes()));
        if pivot.is_empty() || out.iter().any(|known| known.pivot == pivot) {
            continue;
        }
        out.push(SoundForm { cost: cost - base, pivot, reading });
        if out.len() == MAX_FORMS {
            break;
        }
    }
    out
}
