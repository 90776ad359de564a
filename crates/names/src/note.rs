//! What was folded away while a name was read, so that a reader can be told.

use unicode_normalization::UnicodeNormalization;

use crate::fold::is_invisible;
use crate::name::Script;
use crate::token::Token;

/// Something about a text that a person should know before trusting its look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Note {
    /// Zero-width characters, soft hyphens or variation selectors were removed.
    Invisible,
    /// Controls of the writing direction were removed.
    Bidi,
    /// Letters of another form (full width, ligatures) were taken for the plain ones.
    Compatibility,
    /// A word mixes writings, as names made to deceive do (a Cyrillic а in a Latin name).
    Mixed,
    /// Something that is no name was left out: an age, a year, a number in brackets.
    LeftOut,
}

impl Note {
    /// Every note.
    pub const ALL: &'static [Self] =
        &[Self::Invisible, Self::Bidi, Self::Compatibility, Self::Mixed, Self::LeftOut];

    /// Stable machine key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Invisible => "invisible",
            Self::Bidi => "bidi",
            Self::Compatibility => "compatibility",
            Self::Mixed => "mixed",
            Self::LeftOut => "left-out",
        }
    }
}

/// What there is to say of a text and its words, in the order of [`Note::ALL`].
pub(crate) fn of(text: &str, tokens: &[Token], left_out: bool) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut note = |note, holds: bool| {
        if holds {
            notes.push(note);
        }
    };
    note(Note::Invisible, text.chars().any(|c| is_invisible(c) && !is_bidi(c)));
    note(Note::Bidi, text.chars().any(is_bidi));
    // Thai ำ and Lao ຳ, ໜ and ໝ are ordinary letters that composition takes apart.
    let ordinary =
        |c: &char| is_invisible(*c) || c.is_whitespace() || ('\u{E00}'..='\u{EFF}').contains(c);
    let visible = || text.chars().filter(|c| !ordinary(c));
    note(Note::Compatibility, !visible().nfc().eq(visible().nfkc()));
    note(Note::Mixed, tokens.iter().any(|token| token.script() == Script::Mixed));
    note(Note::LeftOut, left_out);
    notes
}

fn is_bidi(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
