//! One word of a name and its sounds.

use std::sync::Arc;

use crate::fold::{fold, plain};
use crate::learn;
use crate::limits::{MAX_FORMS, MAX_SOUNDED_CHARS};
use crate::name::{Script, clean};
use crate::{lao, latin, pivot, thai, vietnamese};

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

/// What is known of a word wherever it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) plain: String,
    pub(crate) script: Script,
    pub(crate) initial: bool,
    /// Whether the bare letters are a syllable of Vietnamese.
    pub(crate) syllable: bool,
    pub(crate) forms: Vec<SoundForm>,
    /// The symbols of all forms, one form after the other, one for each letter of a pivot.
    pub(crate) symbols: Vec<u8>,
}

impl Word {
    pub(crate) fn read(word: &str) -> Self {
        let parts: Vec<String> =
            word.split(is_hyphen).filter(|p| !p.is_empty()).map(str::to_owned).collect();
        let plain = plain(word);
        let script = script_of(word);
        let forms = sound_out(word, &parts, script);
        let initial = word.chars().filter(|c| c.is_alphabetic()).count() == 1;
        let syllable = vietnamese::is_syllable(&plain);
        let symbols = learn::symbols_of(&forms);
        Self { text: word.to_owned(), plain, script, initial, syllable, forms, symbols }
    }

    /// Several words as one, by their plainest sounds; nothing when one of them has none.
    pub(crate) fn joined(words: &[Token]) -> Option<Self> {
        let (mut raw, mut plain) = (String::new(), String::new());
        for word in words {
            raw.push_str(&word.sounds().first()?.pivot);
            plain.push_str(word.plain());
        }
        let first = words.first()?;
        let pivot = pivot::text(&pivot::tidy(raw.as_bytes()));
        let texts: Vec<&str> = words.iter().map(Token::text).collect();
        let form = SoundForm { cost: 0, pivot, reading: first.script() };
        let (text, script) = (texts.join(" "), first.script());
        let forms = vec![form];
        let symbols = learn::symbols_of(&forms);
        Some(Self { text, plain, script, initial: false, syllable: false, forms, symbols })
    }

    /// A word of no letters, to be filled.
    pub(crate) fn blank() -> Self {
        Self {
            text: String::new(),
            plain: String::new(),
            script: Script::Other,
            initial: false,
            syllable: false,
            forms: Vec::new(),
            symbols: Vec::new(),
        }
    }

    /// How the word may sound, each way with its symbols.
    pub(crate) fn heard(&self) -> impl Iterator<Item = (&SoundForm, &[u8])> {
        let mut rest = self.symbols.as_slice();
        self.forms.iter().map(move |form| {
            let (own, others) = rest.split_at_checked(form.pivot.len()).unwrap_or_default();
            rest = others;
            (form, own)
        })
    }
}

/// One word of a name. A hyphenated respelling ("Pờ-ra-chuộp") is one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    word: Arc<Word>,
    vietnamese: bool,
    common: bool,
}

impl Token {
    /// The word folded (lower case, composed), hyphens kept.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.word.text
    }

    /// The word in ASCII letters and digits without diacritics and hyphens; empty for Thai and Lao.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.word.plain
    }

    /// The writing of the word.
    #[must_use]
    pub fn script(&self) -> Script {
        self.word.script
    }

    /// Whether the word is one letter that stands for a name ("R.").
    #[must_use]
    pub fn is_initial(&self) -> bool {
        self.word.initial
    }

    /// How the word may sound, the plainest first; empty for [`Script::Other`].
    #[must_use]
    pub fn sounds(&self) -> &[SoundForm] {
        &self.word.forms
    }

    /// Whether the word stands in a name that reads as a native Vietnamese one.
    pub(crate) fn is_native_vietnamese(&self) -> bool {
        self.vietnamese
    }

    /// Whether the word is a syllable of Vietnamese, tones and marks aside.
    pub(crate) fn is_syllable(&self) -> bool {
        self.word.syllable
    }

    /// Whether the word is so common where it stands that sharing it says little.
    pub(crate) fn is_common(&self) -> bool {
        self.common
    }

    /// The word by itself.
    pub(crate) fn word(&self) -> &Arc<Word> {
        &self.word
    }

    /// A word as it stands in a name: whether the name is native Vietnamese, whether it is first.
    pub(crate) fn standing(word: Arc<Word>, vietnamese: bool, first: bool) -> Self {
        let common = vietnamese::is_common(&word.plain, first);
        Self { word, vietnamese, common }
    }
}

pub(crate) fn united(a: Script, b: Script) -> Script {
    match (a, b) {
        (a, b) if a == b => a,
        (Script::Vietnamese, Script::Latin) | (Script::Latin, Script::Vietnamese) => {
            Script::Vietnamese
        }
        _ => Script::Mixed,
    }
}

pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '_' | '~' | '·' | '\u{2010}'..='\u{2015}' | '\u{2212}')
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
    clean(&folded).map(|word| Word::read(&word).forms).unwrap_or_default()
}

/// Cost of reading hyphenated Vietnamese syllables without marks (Bai-lin) as another Latin spelling.
const RESPELT: u32 = 10;

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
            let respelt = if parts.len() > 1 { vietnamese::readings(parts) } else { Vec::new() };
            let unlikely = if respelt.is_empty() { 0 } else { RESPELT };
            add(respelt, Script::Vietnamese, 0);
            add(latin::readings(&bare), Script::Latin, unlikely);
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
