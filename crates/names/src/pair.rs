//! How alike two words are, and by which route.

use crate::compare::Route;
use crate::learn;
use crate::limits::MAX_JOINED_SOUNDS;
use crate::name::Script;
use crate::pivot;
use crate::slips;
use crate::token::{SoundForm, Token, Word};

/// Two words with the same letters of which one lacks the diacritics.
const BARE: f64 = 0.99;
/// Two words with the same letters and different diacritics.
const OTHER_MARKS: f64 = 0.92;
/// Two words of Thai or of Lao that sound the same and are not spelt the same: there one name has one
/// official spelling.
const OTHER_SPELLING: f64 = 0.95;
/// An initial that fits.
const INITIAL: f64 = 0.8;
/// An initial that fits by sound although both letters are Latin (C. for Kongsak).
const INITIAL_HEARD: f64 = 0.7;
/// Two different words of native Vietnamese names: one letter makes another name, so only slips are
/// allowed for, and they count for less.
const NATIVE: f64 = 0.9;
/// Two different syllables of native Vietnamese names: likelier two names than a slip.
const OTHER_NAME: f64 = 0.7;
/// Words whose plainest sounds are so unlike are not tried with their other readings.
const HOPELESS: f64 = 0.25;
/// Letters of a word that may be a part of a word printed apart.
const SHORT: usize = 5;
/// What a hundredth of a consonant of unusual reading takes off.
const READING_COST: f64 = 0.0005;

/// Weight of a word in its name by itself: longer words say more, initials less.
/// How rare it is comes on top (`rarity.rs`).
pub(crate) fn weight(word: &Token) -> f64 {
    if word.is_initial() {
        return 0.4;
    }
    let sounds = word.sounds().first().map_or(300, |f| pivot::total_weight(f.pivot.as_bytes()));
    (0.6 + f64::from(sounds) / 750.0).min(1.6)
}

/// What gave a likeness, as long as nobody asked to be told.
#[derive(Clone, Copy)]
enum Way<'t> {
    Exact,
    Folded,
    Sound(&'t SoundForm, &'t SoundForm),
    Spelling,
    Initial,
}

impl Way<'_> {
    fn told(self) -> Route {
        match self {
            Self::Exact => Route::Exact,
            Self::Folded => Route::Folded,
            Self::Sound(x, y) => {
                Route::Sound { pivot_left: x.pivot.clone(), pivot_right: y.pivot.clone() }
            }
            Self::Spelling => Route::Spelling,
            Self::Initial => Route::Initial,
        }
    }
}

/// Similarity of two words in 0..=1 and the route that gave it.
pub(crate) fn words(a: &Token, b: &Token) -> (f64, Route) {
    let (similarity, way) = judged(a, b, 0.0);
    (similarity, way.told())
}

/// Similarity of two words in 0..=1. One below `least` may be told as any other below it: slips are
/// then not looked for.
pub(crate) fn similarity(a: &Token, b: &Token, least: f64) -> f64 {
    judged(a, b, least).0
}

fn judged<'t>(a: &'t Token, b: &'t Token, least: f64) -> (f64, Way<'t>) {
    if a.text() == b.text() {
        return (1.0, Way::Exact);
    }
    if !a.plain().is_empty() && a.plain() == b.plain() {
        let marked = |t: &Token| t.script() == Script::Vietnamese;
        let same = if marked(a) && marked(b) { OTHER_MARKS } else { BARE };
        return (same, Way::Folded);
    }
    if a.is_initial() != b.is_initial() {
        let (letter, word) = if a.is_initial() { (a, b) } else { (b, a) };
        return (initial(letter, word), Way::Initial);
    }
    if a.is_native_vietnamese() && b.is_native_vietnamese() {
        let both = a.is_syllable() && b.is_syllable();
        let part = if both { OTHER_NAME } else { NATIVE };
        return (by_spelling(a, b, (2, 0.0)) * part, Way::Spelling);
    }
    let sound = by_sound(a.word(), b.word());
    let above = sound.map_or(0.0, |found| found.0).max(least.next_down());
    let spelling = by_spelling(a, b, (4, above));
    match sound {
        Some((similarity, x, y)) if similarity >= spelling => {
            let native = matches!(a.script(), Script::Thai | Script::Lao);
            let spelt = if native && a.script() == b.script() { OTHER_SPELLING } else { 1.0 };
            (similarity * spelt, Way::Sound(x, y))
        }
        _ => (spelling, Way::Spelling),
    }
}

fn by_sound<'t>(a: &'t Word, b: &'t Word) -> Option<(f64, &'t SoundForm, &'t SoundForm)> {
    let model = learn::shipped();
    let mut best: Option<(f64, &SoundForm, &SoundForm)> = None;
    for (x, own) in a.heard() {
        for (y, other) in b.heard() {
            let unusual = f64::from((x.cost + y.cost).min(150)) * READING_COST;
            let known = best.map_or(-1.0, |found| found.0);
            if 1.0 - unusual <= known {
                continue;
            }
            let raw = model.similarity((own, x.reading), (other, y.reading));
            let similarity = (raw - unusual).max(0.0);
            if similarity > known {
                best = Some((similarity, x, y));
            }
            if similarity > 0.0 && similarity < HOPELESS {
                return best;
            }
        }
    }
    best
}

/// Slips of the pen: edits and swapped neighbours over the plain letters.
/// Words shorter than so many letters have none; what is not above the likeness given is told as 0.
fn by_spelling(a: &Token, b: &Token, limits: (usize, f64)) -> f64 {
    if a.plain().is_empty() != b.plain().is_empty() {
        return 0.0;
    }
    let (x, y) = (spelling_of(a), spelling_of(b));
    if x.len().max(y.len()) > x.len().min(y.len()) * 3 {
        return 0.0;
    }
    if x.is_ascii() && y.is_ascii() {
        return slips::likeness(x.as_bytes(), y.as_bytes(), limits);
    }
    let [x, y] = [x, y].map(|letters| letters.chars().collect::<Vec<char>>());
    slips::likeness(&x, &y, limits)
}

fn spelling_of(word: &Token) -> &str {
    if word.plain().is_empty() { word.text() } else { word.plain() }
}

/// Whether neighbouring words may be one word printed apart: one of them is short.
pub(crate) fn is_run(words: &[Token]) -> bool {
    let sounds = |t: &Token| t.sounds().first().map_or(MAX_JOINED_SOUNDS + 1, |f| f.pivot.len());
    let short = |t: &Token| {
        let letters = if t.plain().is_empty() { sounds(t) } else { t.plain().len() };
        letters <= SHORT && !t.is_initial()
    };
    words.len() > 1
        && words.iter().any(short)
        && words.iter().map(sounds).sum::<usize>() <= MAX_JOINED_SOUNDS
}

/// How well a one-letter word stands for the word: by its letter, or by its sound. A letter of a
/// native Vietnamese name stands for itself only.
fn initial(letter: &Token, word: &Token) -> f64 {
    let first = |t: &Token| (t.text().chars().next(), t.plain().chars().next());
    let ((x, p), (y, q)) = (first(letter), first(word));
    if x == y || (p.is_some() && p == q) {
        return INITIAL;
    }
    let both_latin = p.is_some() && q.is_some();
    match initial_heard(letter, word) {
        true if both_latin && letter.is_native_vietnamese() && word.is_native_vietnamese() => 0.0,
        true if both_latin => INITIAL_HEARD,
        true => INITIAL,
        false => 0.0,
    }
}

/// Whether a one-letter word may stand for the word by its sound.
fn initial_heard(letter: &Token, word: &Token) -> bool {
    let p = letter.plain().chars().next();
    let first = |t: &Token| t.sounds().first().and_then(|f| f.pivot.bytes().next());
    let Some(heard) = first(word) else { return false };
    let classes: &[u8] = match p {
        Some('c') => b"ck",
        Some('v') => b"w",
        Some('x' | 'z') => b"s",
        Some('g' | 'q') => b"k",
        Some('j') => b"cy",
        Some('d') => b"ty",
        Some('b' | 'f') => b"p",
        Some('a' | 'e' | 'i' | 'o' | 'u') => return pivot::is_vowel(heard),
        _ => return first(letter).is_some_and(|s| pivot::class(s) == pivot::class(heard)),
    };
    pivot::class(heard).is_some_and(|class| classes.contains(&class))
}

/// One word against several joined, by the plainest sounds of the joined words; `None` when their
/// lengths are too far apart to be worth looking at.
pub(crate) fn joined(one: &Token, several: &[Token]) -> Option<(f64, Route)> {
    let weight = |t: &Token| t.sounds().first().map(|f| pivot::total_weight(f.pivot.as_bytes()));
    let mut whole = 0;
    for word in several {
        whole += weight(word)?;
    }
    let own = weight(one)?;
    if whole * 3 < own * 2 || own * 3 < whole * 2 {
        return None;
    }
    runs(one.word(), &Word::joined(several)?)
}

/// All words of one name as one word against all words of the other.
pub(crate) fn all_joined(left: &[Token], right: &[Token]) -> Option<(f64, Route)> {
    runs(&Word::joined(left)?, &Word::joined(right)?)
}

fn runs(one: &Word, other: &Word) -> Option<(f64, Route)> {
    if !one.plain.is_empty() && one.plain == other.plain {
        return Some((BARE, Route::Folded));
    }
    let (similarity, x, y) = by_sound(one, other)?;
    Some((similarity, Way::Sound(x, y).told()))
}

/// How the words of two spans were found alike, and what the way costs: that of the learned model for
/// sounds, in hundredths of a consonant; else nothing.
pub(crate) fn route(left: &[Token], right: &[Token]) -> (Route, u32) {
    let route = way(left, right);
    let cost = match &route {
        Route::Sound { pivot_left, pivot_right } => {
            let reading = |tokens: &[Token], pivot: &str| {
                let forms = tokens.iter().flat_map(Token::sounds);
                let found = forms.into_iter().find(|form| form.pivot == pivot);
                let first = tokens.first().map_or(Script::Other, Token::script);
                found.map_or((0, first), |form| (form.cost, form.reading))
            };
            let (x, y) = (reading(left, pivot_left), reading(right, pivot_right));
            let [a, b] = [pivot_left, pivot_right].map(|p| learn::symbols(p.as_bytes()));
            x.0 + y.0 + learn::shipped().cost((&a, x.1), (&b, y.1))
        }
        _ => 0,
    };
    (route, cost)
}

fn way(left: &[Token], right: &[Token]) -> Route {
    let found = match (left, right) {
        ([a], [b]) => Some(words(a, b)),
        ([a], several) => joined(a, several),
        (several, [b]) => joined(b, several).map(|(s, route)| (s, route.mirrored())),
        (several, others) => all_joined(several, others),
    };
    found.map_or(Route::Spelling, |(_, route)| route)
}
