//! What the crate `names` reads from outside: names, machine-readable zones, document numbers,
//! evaluation files, and a register that changes.

use std::collections::BTreeSet;

use comity_names::eval::{index_rows, query_rows};
use comity_names::limits::{MAX_FORMS, MAX_KEY_BYTES, MAX_KEYS, MAX_NAME_BYTES, MAX_TOKENS};
use comity_names::mrz::{self, Mrz};
use comity_names::{Name, compare, fold, keys, plain, sound_forms};

use crate::dice::{of_text, shape};
use crate::{Target, names_base, names_person, names_register};

const GROUP: &str = "names";
/// A line each; what stands in them is invented.
const SEEDS: &str = include_str!("../corpus/names.txt");
/// Scores closer than this are equal.
pub(crate) const EQUAL: f64 = 1e-9;
/// The year zones are read in.
const THIS_YEAR: u16 = 2026;

const PIECES: &[&[u8]] = &[
    b" ",
    b"-",
    b".",
    b"<",
    b"<<",
    b"\n",
    b"\t",
    b",",
    b"'",
    b"\0",
    "พล.ต.ท.".as_bytes(),
    "นาย".as_bytes(),
    "Pol. Gen.".as_bytes(),
    "Thiếu tướng ".as_bytes(),
    "ທ່ານ ".as_bytes(),
    "Nguyễn ".as_bytes(),
    "Nguyen ".as_bytes(),
    "สมชาย".as_bytes(),
    "ວົງ".as_bytes(),
    "์".as_bytes(),
    "ํา".as_bytes(),
    "ຳ".as_bytes(),
    "\u{200b}".as_bytes(),
    "\u{200d}".as_bytes(),
    "\u{202e}".as_bytes(),
    "\u{2066}".as_bytes(),
    "\u{feff}".as_bytes(),
    "\u{301}\u{323}\u{302}".as_bytes(),
    "đ".as_bytes(),
    "İ".as_bytes(),
    "ﷺ".as_bytes(),
    "ﬃ".as_bytes(),
    "\u{1f468}\u{200d}\u{1f469}".as_bytes(),
    b"P<THA",
    b"+",
    b"?",
    b"\n=\n",
    b"A. B. C. D. E. F. G. H. I. J. K. L. M. N. O. P. Q.",
];

pub(crate) const TARGETS: &[Target] = &[
    target("read", read),
    target("sounds", sounds),
    target("compare", compared),
    target("mrz", zone),
    target("evaluation", evaluation),
    target("person", names_person::check),
    target("register", names_register::check),
    Target {
        group: GROUP,
        name: "base",
        check: names_base::check,
        seeds: names_base::seeds,
        pieces: names_base::PIECES,
    },
];

const fn target(name: &'static str, check: crate::Check) -> Target {
    Target { group: GROUP, name, check, seeds, pieces: PIECES }
}

/// Every line, pairs of lines, and all of them.
fn seeds() -> Vec<Vec<u8>> {
    let lines: Vec<&str> = SEEDS.lines().filter(|line| !line.is_empty()).collect();
    let pairs = lines.windows(2).map(|pair| pair.join("\n").into_bytes());
    let fives = lines.windows(5).map(|five| five.join("\n").into_bytes());
    let singles = lines.iter().map(|line| line.as_bytes().to_vec());
    singles.chain(pairs).chain(fives).chain([SEEDS.as_bytes().to_vec()]).collect()
}

/// Says what does not hold.
pub(crate) fn must(holds: bool, what: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what.to_owned()) }
}

pub(crate) fn number(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// A name is read or refused within its limits; read again as printed it is the same name, and it
/// is its own equal.
fn read(bytes: &[u8]) -> Result<u64, String> {
    let text = String::from_utf8_lossy(bytes);
    let name = match Name::read(&text) {
        Ok(name) => name,
        Err(refused) => return Ok(of_text(refused.key())),
    };
    must(text.len() <= MAX_NAME_BYTES, "a name past the limit of bytes is read")?;
    let words = name.tokens();
    must(!words.is_empty() && words.len() <= MAX_TOKENS, "no words or too many")?;
    let again = Name::read(name.as_printed());
    // Notes tell what was folded away, which the printed name no longer holds.
    let parts_of = |n: &Name| (n.titles().to_vec(), n.tokens().to_vec(), n.nicknames().to_vec());
    let same = again.as_ref().is_ok_and(|a| {
        parts_of(a) == parts_of(&name) && a.others() == name.others() && a.script() == name.script()
    });
    must(same, &format!("printed and read again it differs: {again:?}"))?;
    let found = keys(&name);
    must(found.len() <= MAX_KEYS, "too many keys")?;
    must(found.iter().all(|k| k.is_ascii() && k.len() <= MAX_KEY_BYTES), "a key is too long")?;
    let same = compare(&name, &name).score;
    must((same - 1.0).abs() < EQUAL, &format!("held against itself it scores {same}"))?;
    let mut parts = vec![of_text(name.script().key()), number(name.titles().len())];
    for word in words {
        parts.extend([of_text(word.script().key()), number(word.sounds().len())]);
    }
    Ok(shape(&parts))
}

/// A text folds to what folds no further, and has sounds within their limit.
fn sounds(bytes: &[u8]) -> Result<u64, String> {
    let text = String::from_utf8_lossy(bytes);
    if text.len() > MAX_NAME_BYTES {
        return Ok(0);
    }
    let folded = fold(&text);
    must(fold(&folded) == folded, "folded twice it differs")?;
    let bare = plain(&folded);
    must(plain(&bare) == bare, "without marks twice it differs")?;
    let forms = sound_forms(&folded);
    must(forms.len() <= MAX_FORMS, "too many sounds")?;
    let whole = forms.iter().all(|form| form.pivot.is_ascii());
    must(whole, "a sound is not of the sound alphabet")?;
    let first = forms.first().map_or(0, |form| of_text(form.pivot.get(..2).unwrap_or_default()));
    Ok(shape(&[number(forms.len()), first]))
}

/// Two texts from one input: before and after the first line end.
pub(crate) fn halves(bytes: &[u8]) -> (String, String) {
    let text = String::from_utf8_lossy(bytes);
    let (a, b) = text.split_once('\n').unwrap_or((&text, &text));
    (a.to_owned(), b.to_owned())
}

/// Two names score within 0 and 1, the same either way round, and what meets what is mirrored.
fn compared(bytes: &[u8]) -> Result<u64, String> {
    let (a, b) = halves(bytes);
    let (Ok(a), Ok(b)) = (Name::read(&a), Name::read(&b)) else { return Ok(0) };
    let (there, back) = (compare(&a, &b), compare(&b, &a));
    must((0.0..=1.0).contains(&there.score), &format!("a score of {}", there.score))?;
    let differ = || format!("{} one way, {} the other", there.score, back.score);
    must((there.score - back.score).abs() < EQUAL, &differ())?;
    must(there.unmatched_left == back.unmatched_right, "what meets nothing differs")?;
    must(there.pairs.len() == back.pairs.len(), "the pairs differ")?;
    let alike = there.pairs.iter().all(|pair| (0.0..=1.0).contains(&pair.similarity));
    must(alike, "a likeness is not within 0 and 1")?;
    let routes: BTreeSet<&str> = there.pairs.iter().map(|pair| pair.route.key()).collect();
    let mut parts: Vec<u64> = routes.iter().map(|route| of_text(route)).collect();
    let tenths = (0..10).filter(|tenth| there.score * 10.0 > f64::from(*tenth)).count();
    parts.extend([number(tenths), number(there.pairs.len())]);
    parts.extend([of_text(a.script().key()), of_text(b.script().key())]);
    Ok(shape(&parts))
}

/// A zone is read or refused; its dates are dates, and its name is a name.
fn zone(bytes: &[u8]) -> Result<u64, String> {
    let text = String::from_utf8_lossy(bytes);
    let line = mrz::name_line(&text);
    if let Some((surname, given)) = &line {
        let printed = format!("{surname}, {given}");
        must(Name::read(&printed).is_ok() || printed.len() > 64, "a name line is no name")?;
    }
    let read = match Mrz::read(&text, THIS_YEAR) {
        Ok(read) => read,
        Err(refused) => return Ok(shape(&[of_text(refused.key()), u64::from(line.is_some())])),
    };
    for date in [read.birth, read.expiry].into_iter().flatten() {
        must(date.month.is_none_or(|m| (1..=12).contains(&m)), "a month is none")?;
        must(date.day.is_none_or(|d| (1..=31).contains(&d)), "a day is none")?;
        must((1_926..=2_076).contains(&date.year), "a year is out of its century")?;
    }
    must(read.birth.is_none_or(|birth| birth.year <= THIS_YEAR), "born in the future")?;
    let clean = [&read.surname, &read.given, &read.number, &read.issuer, &read.nationality];
    must(clean.iter().all(|text| !text.contains('<')), "a filler is left")?;
    let mut parts = vec![of_text(read.kind.key()), u64::from(read.is_sound())];
    parts.extend(read.checks.iter().map(|check| u64::from(check.holds)));
    parts.push(number(read.unreadable.len()));
    Ok(shape(&parts))
}

/// Evaluation files are read or refused.
fn evaluation(bytes: &[u8]) -> Result<u64, String> {
    let text = String::from_utf8_lossy(bytes);
    let (index, queries) = (index_rows(&text), query_rows(&text));
    must(queries.is_err() || index.is_ok(), "a file of queries lacks two columns")?;
    let rows = |n: usize| number(n.min(20));
    let index = index.map_or(99, |found| rows(found.len()));
    let queries = queries.map_or(99, |found| rows(found.len()));
    Ok(shape(&[index, queries]))
}
