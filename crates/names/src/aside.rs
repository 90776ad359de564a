//! What is written beside a name: nicknames in quotation marks or brackets, or after a word such as
//! "alias", "ชื่อเล่น", "ຫຼື", "tức", "biệt danh"; and other full names.
//!
//! Source: how police reports and press of the four languages write them, as the domain notes of the
//! project and public wanted notices show. A nickname is a part of its own: it supports a match and
//! never contradicts one.

use crate::fold::fold;
use crate::limits::MAX_ASIDES;

/// A text taken apart; every part as printed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Asides {
    /// The name itself.
    pub(crate) name: String,
    pub(crate) nicknames: Vec<String>,
    /// Other names of more than one word.
    pub(crate) others: Vec<String>,
    /// Whether something that is no name was left out: an age, a year, a number in brackets.
    pub(crate) left_out: bool,
}

/// Words that begin a nickname.
const NICKNAME: &[&str] = &[
    "nickname",
    "nicknamed",
    "nick",
    "ชื่อเล่น",
    "ฉายา",
    "ຊື່ຫຼິ້ນ",
    "ຊື່ຫລິ້ນ",
    "biệt danh",
    "biệt hiệu",
    "tên thường gọi",
    "thường gọi là",
    "thường gọi",
];

/// Words that begin another name; a single word after them is a nickname when the name has more.
const ALIAS: &[&str] = &[
    "alias",
    "aka",
    "a.k.a.",
    "a.k.a",
    "a/k/a",
    "also known as",
    "known as",
    "หรือ",
    "นามแฝง",
    "หรือชื่อ",
    "ຫຼື",
    "ຫລື",
    "ນາມແຝງ",
    "bí danh",
    "tức",
    "tức là",
    "còn gọi là",
    "hay còn gọi là",
    "còn có tên là",
    "còn có tên",
    "tên gọi khác",
    "tên khác",
];

/// Words of a marker at most.
const MARKER_WORDS: usize = 4;
/// Words of a whole name at least.
const WHOLE_NAME: usize = 2;
/// Alone, this word is also a syllable of a name: it wants a whole name before it.
const SYLLABLE: &str = "tức";

/// Brackets and quotation marks, and whether what they hold is always a nickname.
const BRACKETS: &[(char, char, bool)] = &[
    ('(', ')', false),
    ('[', ']', false),
    ('（', '）', false),
    ('"', '"', true),
    ('“', '”', true),
    ('„', '“', true),
    ('«', '»', true),
    ('「', '」', true),
];

/// Takes a text apart. What leaves no name is not taken apart.
pub(crate) fn split(text: &str) -> Asides {
    let mut out = Asides::default();
    let (rest, held) = bracketed(text);
    let whole = Asides { name: text.to_owned(), ..Asides::default() };
    let parts = marked(&rest, 0);
    let Some((_, name)) = parts.first() else { return whole };
    if !has_letter(name) {
        return whole;
    }
    out.name.clone_from(name);
    for (marker, part) in parts.into_iter().skip(1) {
        out.take(&part, marker);
    }
    for (inner, quoted) in held {
        for (n, (marker, part)) in marked(&inner, WHOLE_NAME).into_iter().enumerate() {
            let kind = if quoted { Kind::Nickname } else { Kind::Alias };
            out.take(&part, if n == 0 && marker == Kind::Name { kind } else { marker });
        }
    }
    out
}

/// What a part is by the word before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Name,
    Nickname,
    Alias,
}

impl Asides {
    fn take(&mut self, part: &str, kind: Kind) {
        let part =
            part.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.'));
        if part.is_empty() {
            return;
        }
        if !has_letter(part) || part.chars().any(char::is_numeric) {
            self.left_out = true;
            return;
        }
        let words = |text: &str| text.split_whitespace().count();
        let nickname = kind == Kind::Nickname || (words(part) < 2 && words(&self.name) > 1);
        let list = if nickname { &mut self.nicknames } else { &mut self.others };
        if list.len() < MAX_ASIDES {
            list.push(part.to_owned());
        } else {
            self.left_out = true;
        }
    }
}

fn has_letter(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// The text without what stands in brackets or quotation marks, and that, with whether it was quoted.
fn bracketed(text: &str) -> (String, Vec<(String, bool)>) {
    let (mut rest, mut held) = (String::with_capacity(text.len()), Vec::new());
    let mut left = text;
    while let Some(first) = left.chars().next() {
        let after = left.get(first.len_utf8()..).unwrap_or_default();
        let pair = BRACKETS.iter().find(|(open, ..)| *open == first);
        match pair.and_then(|(_, close, quoted)| Some((after.split_once(*close)?, *quoted))) {
            Some(((inner, beyond), quoted)) if held.len() < MAX_ASIDES => {
                held.push((inner.to_owned(), quoted));
                rest.push(' ');
                left = beyond;
            }
            _ => {
                rest.push(first);
                left = after;
            }
        }
    }
    (rest, held)
}

/// The parts of a text, each with what the words before it say it is; `words_before` stand before the
/// text. A marker wants a word after it.
fn marked(text: &str, words_before: usize) -> Vec<(Kind, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare: Vec<String> =
        words.iter().map(|word| fold(word).trim_matches([',', ';', ':']).to_owned()).collect();
    let mut parts: Vec<(Kind, Vec<&str>)> = vec![(Kind::Name, Vec::new())];
    let mut place = 0;
    while let Some(word) = words.get(place) {
        let before = words_before + parts.last().map_or(0, |(_, words)| words.len());
        match marker(bare.get(place..).unwrap_or(&[]), before) {
            Some((kind, length)) if place + length < words.len() => {
                parts.push((kind, Vec::new()));
                place += length;
            }
            _ => {
                if let Some((_, words)) = parts.last_mut() {
                    words.push(word);
                }
                place += 1;
            }
        }
    }
    // A text that begins with a marker has no name before it.
    if parts.len() > 1 && parts.first().is_some_and(|(_, words)| words.is_empty()) {
        parts.remove(0);
    }
    parts.into_iter().map(|(kind, words)| (kind, words.join(" "))).collect()
}

fn marker(words: &[String], before: usize) -> Option<(Kind, usize)> {
    (1..=MARKER_WORDS.min(words.len())).rev().find_map(|length| {
        let text = words.get(..length)?.join(" ");
        if text == SYLLABLE && before < WHOLE_NAME {
            return None;
        }
        let kind = match text.as_str() {
            text if NICKNAME.contains(&text) => Kind::Nickname,
            text if ALIAS.contains(&text) => Kind::Alias,
            _ => return None,
        };
        Some((kind, length))
    })
}
