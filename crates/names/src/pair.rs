//! How alike two words are, and by which route.

use crate::compare::Route;
use crate::learn;
use crate::limits::{MAX_JOINED_SOUNDS, MAX_SOUNDED_CHARS};
use crate::name::Script;
use crate::pivot;
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

/// Similarity of two words in 0..=1 and the route that gave it.
pub(crate) fn words(a: &Token, b: &Token) -> (f64, Route) {
    if a.text() == b.text() {
        return (1.0, Route::Exact);
    }
    if !a.plain().is_empty() && a.plain() == b.plain() {
        let marked = |t: &Token| t.script() == Script::Vietnamese;
        let same = if marked(a) && marked(b) { OTHER_MARKS } else { BARE };
        return (same, Route::Folded);
    }
    if a.is_initial() != b.is_initial() {
        let (letter, word) = if a.is_initial() { (a, b) } else { (b, a) };
        return (initial(letter, word), Route::Initial);
    }
    if a.is_native_vietnamese() && b.is_native_vietnamese() {
        let both = a.is_syllable() && b.is_syllable();
        return (by_spelling(a, b, 2) * if both { OTHER_NAME } else { NATIVE }, Route::Spelling);
    }
    let sound = by_sound(a.sounds(), b.sounds());
    let spelling = by_spelling(a, b, 4);
    match sound {
        Some((similarity, x, y)) if similarity >= spelling => {
            let (pivot_left, pivot_right) = (x.pivot.clone(), y.pivot.clone());
            let native = matches!(a.script(), Script::Thai | Script::Lao);
            let spelt = if native && a.script() == b.script() { OTHER_SPELLING } else { 1.0 };
            (similarity * spelt, Route::Sound { pivot_left, pivot_right })
        }
        _ => (spelling, Route::Spelling),
    }
}

fn by_sound<'t>(
    a: &'t [SoundForm],
    b: &'t [SoundForm],
) -> Option<(f64, &'t SoundForm, &'t SoundForm)> {
    let model = learn::shipped();
    let others: Vec<Vec<u8>> = b.iter().map(|y| learn::symbols(y.pivot.as_bytes())).collect();
    let mut best: Option<(f64, &SoundForm, &SoundForm)> = None;
    for x in a {
        let own = learn::symbols(x.pivot.as_bytes());
        for (y, other) in b.iter().zip(&others) {
            let unusual = f64::from((x.cost + y.cost).min(150)) * READING_COST;
            let known = best.map_or(-1.0, |found| found.0);
            if 1.0 - unusual <= known {
                continue;
            }
            let raw = model.similarity((&own, x.reading), (other, y.reading));
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
/// Words shorter than `least` letters have none.
fn by_spelling(a: &Token, b: &Token, least: usize) -> f64 {
    if a.plain().is_empty() != b.plain().is_empty() {
        return 0.0;
    }
    let (short, long) = if spelling_of(a).len() <= spelling_of(b).len() { (a, b) } else { (b, a) };
    if spelling_of(long).len() > spelling_of(short).len() * 3 {
        return 0.0;
    }
    let (x, y) = (letters_of(a), letters_of(b));
    let longest = x.len().max(y.len());
    if longest < least || longest > MAX_SOUNDED_CHARS || x.len().abs_diff(y.len()) > longest / 2 {
        return 0.0;
    }
    let edits = u32::try_from(swaps_and_edits(&x, &y)).unwrap_or(u32::MAX);
    let length = u32::try_from(longest).unwrap_or(u32::MAX);
    (1.0 - f64::from(edits) / f64::from(length)).clamp(0.0, 0.98)
}

fn spelling_of(word: &Token) -> &str {
    if word.plain().is_empty() { word.text() } else { word.plain() }
}

fn letters_of(word: &Token) -> Vec<char> {
    spelling_of(word).chars().collect()
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

/// Optimal string alignment distance.
fn swaps_and_edits(a: &[char], b: &[char]) -> usize {
    let mut two: Vec<usize> = Vec::new();
    let mut one: Vec<usize> = (0..=b.len()).collect();
    let mut before = None;
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        let mut left = i + 1;
        let mut last = None;
        for (j, (y, near)) in b.iter().zip(one.windows(2)).enumerate() {
            let (diagonal, up) = (near.first().copied(), near.last().copied());
            let swap = diagonal.unwrap_or(0) + usize::from(x != y);
            left = swap.min(up.unwrap_or(0) + 1).min(left + 1);
            if before == Some(y) && last == Some(x) {
                let crossed = j.checked_sub(1).and_then(|k| two.get(k)).map_or(left, |v| v + 1);
                left = left.min(crossed);
            }
            row.push(left);
            last = Some(y);
        }
        two = std::mem::replace(&mut one, row);
        before = Some(x);
    }
    one.last().copied().unwrap_or(0)
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
    runs(&one.word().forms, one.plain(), &Word::joined(several)?)
}

/// All words of one name as one word against all words of the other.
pub(crate) fn all_joined(left: &[Token], right: &[Token]) -> Option<(f64, Route)> {
    let one = Word::joined(left)?;
    runs(&one.forms, &one.plain, &Word::joined(right)?)
}

fn runs(forms: &[SoundForm], plain: &str, other: &Word) -> Option<(f64, Route)> {
    if !plain.is_empty() && plain == other.plain {
        return Some((BARE, Route::Folded));
    }
    let (similarity, x, y) = by_sound(forms, &other.forms)?;
    let route = Route::Sound { pivot_left: x.pivot.clone(), pivot_right: y.pivot.clone() };
    Some((similarity, route))
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
