//! Document numbers: how two of them fit, and the numbers one slip away from one.
//!
//! Sources: the Thai identity number has 13 digits of which the last is a check digit (weights 13 to
//! 2, modulo 11, as the Department of Provincial Administration publishes it); the Vietnamese one has
//! 12: three of the province of birth registration (001 to 096), one of century and sex, two of the
//! birth year, six of a serial (Decree 137/2015/ND-CP, article 13). Form and check digit are a filter,
//! never proof.

use std::collections::BTreeSet;

use super::birth::one_slip;
use super::finding::Finding;
use crate::fold::{fold, plain};
use crate::limits::{MAX_NUMBER_CHARS, MIN_NUMBER_CHARS, MIN_SLIP_CHARS};

/// Folding a number is repeated until nothing changes, at most this often.
const ROUNDS_MAX: usize = 4;

/// What kind of document it is, as far as it matters when numbers differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// A passport: renewed under a new number.
    Passport,
    /// A national identity number: for life.
    NationalId,
    /// Another document.
    Other,
}

/// An identity document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Document {
    /// What it is; `None` is unknown.
    pub kind: Option<DocumentKind>,
    /// Its number as printed.
    pub number: String,
    /// Country of issue, ISO 3166-1 alpha-2; `None` is unknown.
    pub issuer: Option<String>,
}

/// Whether a number has the form and check digit its country gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Check {
    Holds,
    Fails,
    /// No rule is known for it.
    Unknown,
}

/// A number as two printings share it: digits of all writings as 0-9, upper case, no spaces and
/// marks. Empty for one of more than [`MAX_NUMBER_CHARS`] characters.
#[must_use]
pub fn number_key(number: &str) -> String {
    let mut key = number.to_owned();
    // What is left when marks are gone may fold further; the key of a key is that key.
    for _ in 0..ROUNDS_MAX {
        if key.chars().nth(MAX_NUMBER_CHARS).is_some() {
            return String::new();
        }
        let folded = fold(&key);
        let kept = folded.chars().filter(|c| c.is_alphanumeric());
        let next: String = kept.flat_map(char::to_uppercase).collect();
        if next == key {
            break;
        }
        key = next;
    }
    key
}

/// A number key in which letters that eyes and cameras confuse are one: O, Q and D are 0, I and L
/// are 1, B is 8, S is 5, Z is 2, G is 6. Numbers that are kept under it are found misread.
#[must_use]
pub fn confusable_key(key: &str) -> String {
    let one = |c: char| match c {
        'O' | 'Q' | 'D' => '0',
        'I' | 'L' => '1',
        'B' => '8',
        'S' => '5',
        'Z' => '2',
        'G' => '6',
        other => other,
    };
    key.chars().map(one).collect()
}

/// The confusable keys one slip away from a number: one character other, left out or added, or two
/// neighbours changed; and its own. Empty for numbers shorter than [`MIN_SLIP_CHARS`]; a few hundred
/// for one of 13 digits.
#[must_use]
pub fn slips(number: &str) -> BTreeSet<String> {
    let key: Vec<char> = confusable_key(&number_key(number)).chars().collect();
    let mut out = BTreeSet::new();
    if !(MIN_SLIP_CHARS..=MAX_NUMBER_CHARS).contains(&key.len()) || !key.iter().all(char::is_ascii)
    {
        return out;
    }
    out.insert(key.iter().collect::<String>());
    let letters: Vec<char> = ('A'..='Z').filter(|c| !"OQDILBSZG".contains(*c)).collect();
    for place in 0..=key.len() {
        let (before, after) = key.split_at(place);
        let added = before.last().or(after.first()).is_none_or(char::is_ascii_digit);
        out.extend(alphabet(added, &letters).map(|c| joined(before, &[c], after)));
        let Some((here, rest)) = after.split_first() else { continue };
        out.insert(joined(before, &[], rest));
        out.extend(alphabet(here.is_ascii_digit(), &letters).map(|c| joined(before, &[c], rest)));
        if let Some((next, rest)) = rest.split_first() {
            out.insert(joined(before, &[*next, *here], rest));
        }
    }
    out
}

/// What stands at a place: figures in place of a figure, letters in place of a letter.
fn alphabet(figure: bool, letters: &[char]) -> Box<dyn Iterator<Item = char> + '_> {
    if figure { Box::new('0'..='9') } else { Box::new(letters.iter().copied()) }
}

fn joined(before: &[char], middle: &[char], after: &[char]) -> String {
    before.iter().chain(middle).chain(after).collect()
}

/// What two documents say; nothing when they cannot be held together.
pub(super) fn compare(left: &Document, right: &Document) -> Option<Finding> {
    let (a, b) = (number_key(&left.number), number_key(&right.number));
    if a.chars().count().min(b.chars().count()) < MIN_NUMBER_CHARS {
        return None;
    }
    let unlike = |x: bool, y: bool| x && y;
    let kinds = unlike(left.kind.is_some(), right.kind.is_some()) && left.kind != right.kind;
    let issuers = unlike(left.issuer.is_some(), right.issuer.is_some());
    let issuers = issuers && left.issuer != right.issuer;
    if a == b {
        return Some(if kinds || issuers {
            Finding::DocumentElsewhere
        } else {
            Finding::DocumentSame
        });
    }
    if kinds || issuers {
        return None;
    }
    slip(&a, &b).or_else(|| other(left, right, (&a, &b)))
}

fn slip(a: &str, b: &str) -> Option<Finding> {
    if a.chars().count().min(b.chars().count()) < MIN_SLIP_CHARS {
        return None;
    }
    let (x, y): (Vec<char>, Vec<char>) =
        (confusable_key(a).chars().collect(), confusable_key(b).chars().collect());
    if x == y {
        return Some(Finding::DocumentMisread);
    }
    if !one_slip(&x, &y) && !one_more(&x, &y) && !one_more(&y, &x) {
        return None;
    }
    Some(match (check(a), check(b)) {
        (Check::Holds, Check::Holds) => Finding::DocumentNear,
        (Check::Holds, Check::Fails) | (Check::Fails, Check::Holds) => Finding::DocumentMisread,
        _ => Finding::DocumentSlip,
    })
}

/// Whether `long` is `short` with one character added.
fn one_more(long: &[char], short: &[char]) -> bool {
    let same = long.iter().zip(short).take_while(|(x, y)| x == y).count();
    long.len() == short.len() + 1 && long.get(same + 1..) == short.get(same..)
}

/// Two numbers that are not alike, on documents of one kind and issuer.
fn other(left: &Document, right: &Document, keys: (&str, &str)) -> Option<Finding> {
    let known = left.issuer.is_some() && right.issuer.is_some();
    match (known, left.kind?, right.kind?) {
        (true, DocumentKind::Passport, DocumentKind::Passport) => Some(Finding::DocumentOther),
        // Numbers of another length are of another generation of the card.
        (true, DocumentKind::NationalId, DocumentKind::NationalId)
            if keys.0.len() == keys.1.len() =>
        {
            Some(Finding::NationalIdOther)
        }
        _ => None,
    }
}

/// Form and check digit, told by the number alone: 13 figures are Thai, 12 Vietnamese.
fn check(key: &str) -> Check {
    let digits: Option<Vec<u32>> = key.chars().map(|c| c.to_digit(10)).collect();
    match digits.as_deref() {
        Some(digits) if digits.len() == 13 => of(is_thai(digits)),
        Some(digits) if digits.len() == 12 => of(is_vietnamese(digits)),
        _ if plain(key).len() != key.len() => Check::Fails,
        _ => Check::Unknown,
    }
}

fn of(holds: bool) -> Check {
    if holds { Check::Holds } else { Check::Fails }
}

fn is_thai(digits: &[u32]) -> bool {
    let Some((last, first)) = digits.split_last() else { return false };
    let sum: u32 = first.iter().zip((2..=13).rev()).map(|(digit, weight)| digit * weight).sum();
    let expected = (11 - sum % 11) % 10;
    first.first().is_some_and(|d| *d != 0) && *last == expected
}

fn is_vietnamese(digits: &[u32]) -> bool {
    let province = digits.iter().take(3).fold(0, |sum, digit| sum * 10 + digit);
    (1..=96).contains(&province)
}
