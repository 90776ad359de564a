//! Thai writing to sound: a grammar of the written syllable.
//!
//! Source of the rules: the pronunciation rules behind the Royal Institute's general system of
//! transcription (1999): leading vowels, true and false clusters, ห and อ leading, unwritten
//! vowels, final-consonant classes, silent letters under ทัณฑฆาต, รร, ฤ, linking vowels of Indic
//! words. What the letters leave open is returned as several readings with a cost.

use crate::syllable::{Piece, cheapest};
use crate::thai_words;

/// Whether a vowel may, must or must not be closed by a consonant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Close {
    Open,
    May,
    Must,
}

struct Onset {
    sounds: String,
    end: usize,
    cost: u32,
}

struct Nucleus {
    sounds: &'static str,
    end: usize,
    close: Close,
    cost: u32,
}

fn nucleus(sounds: &'static str, end: usize, close: Close, cost: u32) -> Nucleus {
    Nucleus { sounds, end, close, cost }
}

fn at(letters: &[char], i: usize) -> char {
    letters.get(i).copied().unwrap_or('\0')
}

/// Readings of one folded Thai word, cheapest first, with their cost.
pub(crate) fn readings(word: &str) -> Vec<(String, u32)> {
    let letters: Vec<char> = prepare(word);
    cheapest(letters.len(), |i| pieces(&letters, i))
}

/// Drops tone marks, unites the parts of ำ and the double เ, and repeats before ๆ.
fn prepare(word: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::new();
    for c in word.chars() {
        match (out.last(), c) {
            (_, '\u{0E48}'..='\u{0E4B}' | '\u{0E3A}' | '\u{0E4E}') => {}
            (Some('\u{0E4D}'), 'า') => {
                out.pop();
                out.push('ำ');
            }
            (Some('เ'), 'เ') => {
                out.pop();
                out.push('แ');
            }
            (Some('ฤ'), 'ๅ') | (_, 'ๆ' | 'ฯ') => {}
            (_, 'ๅ') => out.push('า'),
            _ => out.push(c),
        }
    }
    out
}

fn initial(c: char) -> Option<&'static str> {
    Some(match c {
        'ก' => "k",
        'ข' | 'ฃ' | 'ค' | 'ฅ' | 'ฆ' => "K",
        'ง' => "N",
        'จ' => "c",
        'ฉ' | 'ช' | 'ฌ' => "C",
        'ซ' | 'ศ' | 'ษ' | 'ส' => "s",
        'ญ' | 'ย' => "y",
        'ฎ' | 'ด' => "d",
        'ฏ' | 'ต' => "t",
        'ฐ' | 'ฑ' | 'ฒ' | 'ถ' | 'ท' | 'ธ' => "T",
        'ณ' | 'น' => "n",
        'บ' => "b",
        'ป' => "p",
        'ผ' | 'พ' | 'ภ' => "P",
        'ฝ' | 'ฟ' => "f",
        'ม' => "m",
        'ร' => "r",
        'ล' | 'ฬ' => "l",
        'ว' => "w",
        'ห' | 'ฮ' => "h",
        'อ' => "",
        _ => return None,
    })
}

fn coda(c: char) -> Option<&'static str> {
    Some(match c {
        'ก' | 'ข' | 'ค' | 'ฆ' => "k",
        'ง' => "N",
        'จ' | 'ฉ' | 'ช' | 'ซ' | 'ฌ' | 'ฎ' | 'ฏ' | 'ฐ' | 'ฑ' | 'ฒ' | 'ด' | 'ต' | 'ถ' | 'ท' | 'ธ'
        | 'ศ' | 'ษ' | 'ส' => "t",
        'ญ' | 'ณ' | 'น' | 'ร' | 'ล' | 'ฬ' => "n",
        'บ' | 'ป' | 'พ' | 'ฟ' | 'ภ' => "p",
        'ม' => "m",
        'ย' => "y",
        'ว' => "w",
        _ => return None,
    })
}

fn is_sign(c: char) -> bool {
    matches!(c, 'ะ' | 'ั' | 'า' | 'ำ' | 'ิ' | 'ี' | 'ึ' | 'ื' | 'ุ' | 'ู' | '็' | '์' | '\u{0E4D}')
}

fn is_lead(c: char) -> bool {
    matches!(c, 'เ' | 'แ' | 'โ' | 'ไ' | 'ใ')
}

fn is_sonorant(c: char) -> bool {
    matches!(c, 'ง' | 'ญ' | 'น' | 'ณ' | 'ม' | 'ย' | 'ร' | 'ล' | 'ว')
}

/// Every syllable that could start at letter `i`.
fn pieces(letters: &[char], i: usize) -> Vec<Piece> {
    let mut out = Vec::new();
    for (len, reading, cost) in thai_words::starting(letters, i) {
        out.push(Piece::new(i + len, reading.to_owned(), cost));
    }
    let first = at(letters, i);
    let lead = is_lead(first).then_some(first);
    let start = if lead.is_some() { i + 1 } else { i };
    if lead.is_none() && matches!(first, 'ฤ' | 'ฦ') {
        for (sounds, cost) in [("ri", 5), ("rU", 15)] {
            push_closed(&mut out, letters, ("", 0), &nucleus(sounds, i + 1, Close::May, cost));
        }
    }
    for onset in onsets(letters, start, lead.is_some()) {
        for vowel in nuclei(letters, onset.end, lead) {
            push_closed(&mut out, letters, (&onset.sounds, onset.cost), &vowel);
        }
    }
    if out.is_empty() {
        out.push(Piece::new(i + 1, initial(first).unwrap_or("").to_owned(), 150));
    }
    out
}

fn push_closed(out: &mut Vec<Piece>, letters: &[char], onset: (&str, u32), vowel: &Nucleus) {
    for (closing, end, cost) in closings(letters, vowel) {
        let sounds = format!("{}{}{closing}", onset.0, vowel.sounds);
        out.push(Piece::new(end, sounds, onset.1 + vowel.cost + cost + 5));
    }
}

/// The consonants that could open a syllable at `j`.
fn onsets(letters: &[char], j: usize, led: bool) -> Vec<Onset> {
    let (c, d) = (at(letters, j), at(letters, j + 1));
    let Some(first) = initial(c) else { return Vec::new() };
    let mut out = vec![Onset { sounds: first.to_owned(), end: j + 1, cost: 0 }];
    let Some(second) = initial(d) else { return out };
    let bare = if led || is_sign(at(letters, j + 2)) { 0 } else { 15 };
    let mut two = |sounds: String, cost: u32| out.push(Onset { sounds, end: j + 2, cost });
    match (c, d) {
        ('ห', _) if is_sonorant(d) => two(second.to_owned(), 0),
        ('อ', 'ย') => two(second.to_owned(), 20),
        ('ท', 'ร') => {
            two("s".to_owned(), bare + 15);
            two("Tr".to_owned(), bare + 30);
        }
        ('ส' | 'ศ' | 'ซ', 'ร') => {
            let vowel = at(letters, j + 2);
            let rare = matches!(vowel, 'ิ' | 'ุ') || (c == 'ศ' && vowel == 'า');
            two("s".to_owned(), if rare && !led { 50 } else { bare + 5 });
        }
        ('จ', 'ร') => two("c".to_owned(), bare + 20),
        ('ก' | 'ข' | 'ค' | 'ต' | 'ป' | 'ผ' | 'พ', 'ร' | 'ล') => {
            two(format!("{first}{second}"), bare)
        }
        ('ก' | 'ข' | 'ค', 'ว') => two(format!("{first}{second}"), bare),
        ('ฟ' | 'บ' | 'ด', 'ร' | 'ล') => two(format!("{first}{second}"), bare + 30),
        _ => {}
    }
    if led && d != 'อ' && d != 'ว' {
        let cost = if matches!(d, 'ร' | 'ล' | 'น' | 'ม' | 'ง') { 45 } else { 90 };
        two(format!("{first}a{second}"), cost);
    } else if led && d == 'ว' {
        two(format!("{first}a{second}"), 60);
    }
    out
}

/// The vowels that could follow an onset ending before `i`, after the leading sign `lead`.
fn nuclei(letters: &[char], i: usize, lead: Option<char>) -> Vec<Nucleus> {
    use Close::{May, Must, Open};
    let (c, d) = (at(letters, i), at(letters, i + 1));
    match (lead, c, d) {
        (Some('เ'), _, _) => nuclei_e(letters, i),
        (Some('แ'), 'ะ', _) => vec![nucleus("E", i + 1, Open, 0)],
        (Some('แ'), '็', _) => vec![nucleus("E", i + 1, Must, 0)],
        (Some('แ'), _, _) if !is_sign(c) => vec![nucleus("E", i, May, 0)],
        (Some('โ'), 'ะ', _) => vec![nucleus("o", i + 1, Open, 0)],
        (Some('โ'), _, _) if !is_sign(c) => vec![nucleus("o", i, May, 0)],
        (Some('ไ' | 'ใ'), 'ย', _) if !is_sign(d) => {
            vec![nucleus("ay", i + 1, Open, 0), nucleus("ay", i, Open, 25)]
        }
        (Some('ไ' | 'ใ'), _, _) if !is_sign(c) => vec![nucleus("ay", i, Open, 0)],
        (Some(_), _, _) => Vec::new(),
        (None, 'ะ', _) => vec![nucleus("a", i + 1, Open, 0)],
        (None, 'ั', 'ว') => vec![
            nucleus("ua", i + if at(letters, i + 2) == 'ะ' { 3 } else { 2 }, Open, 0),
            nucleus("a", i + 1, Must, 60),
        ],
        (None, 'ั', _) => vec![nucleus("a", i + 1, Must, 0)],
        (None, 'า', _) => vec![nucleus("a", i + 1, May, 0)],
        (None, 'ำ', _) => vec![nucleus("am", i + 1, Open, 0)],
        (None, 'ิ' | 'ี', _) => vec![nucleus("i", i + 1, May, 0)],
        (None, 'ื', 'อ') => vec![nucleus("U", i + 2, Open, 0)],
        (None, 'ึ' | 'ื', _) => vec![nucleus("U", i + 1, May, 0)],
        (None, 'ุ' | 'ู', _) => vec![nucleus("u", i + 1, May, 0)],
        (None, '็', 'อ') => vec![nucleus("O", i + 2, Must, 0)],
        (None, '็', _) => vec![nucleus("O", i + 1, Open, 0)],
        _ => nuclei_bare(letters, i),
    }
}

fn nuclei_e(letters: &[char], i: usize) -> Vec<Nucleus> {
    use Close::{May, Must, Open};
    let (c, d) = (at(letters, i), at(letters, i + 1));
    match (c, d) {
        ('ี', 'ย') => vec![nucleus("ia", i + 2, May, 0)],
        ('ื', 'อ') => vec![nucleus("Ua", i + 2, May, 0)],
        ('า', 'ะ') => vec![nucleus("O", i + 2, Open, 0)],
        ('า', _) => vec![nucleus("aw", i + 1, Open, 0)],
        ('ะ', _) => vec![nucleus("e", i + 1, Open, 0)],
        ('็', _) => vec![nucleus("e", i + 1, Must, 0)],
        ('ิ' | 'ี', _) => vec![nucleus("@", i + 1, Must, 0)],
        ('อ', _) => {
            vec![nucleus("@", i + if d == 'ะ' { 2 } else { 1 }, May, 5), nucleus("e", i, Open, 20)]
        }
        ('ย', _) if !is_sign(d) => {
            vec![nucleus("@y", i + 1, Open, 5), nucleus("e", i, Open, 20)]
        }
        _ if is_sign(c) => Vec::new(),
        _ => vec![nucleus("e", i, May, 0)],
    }
}

/// Vowels that are not written, or written with consonant letters (อ ว รร ฤ).
fn nuclei_bare(letters: &[char], i: usize) -> Vec<Nucleus> {
    use Close::{May, Must, Open};
    let (c, d) = (at(letters, i), at(letters, i + 1));
    let last = c == '\0';
    let mut out = vec![nucleus("a", i, Open, if last { 90 } else { 35 })];
    if is_sign(c) {
        return Vec::new();
    }
    match (c, d) {
        ('อ', _) => out.push(nucleus("O", i + 1, May, 0)),
        ('ว', _) => out.push(nucleus("ua", i + 1, Must, 15)),
        ('ร', 'ร') => {
            out.push(nucleus("a", i + 2, Must, 0));
            out.push(nucleus("an", i + 2, Open, 10));
        }
        ('ฤ', _) => {
            let before = i.checked_sub(1).map_or('\0', |k| at(letters, k));
            let back = matches!(before, 'ค' | 'น' | 'พ' | 'ม' | 'ห');
            out.push(nucleus("ri", i + 1, May, if back { 30 } else { 5 }));
            out.push(nucleus("rU", i + 1, May, if back { 5 } else { 30 }));
        }
        _ => {}
    }
    if c == 'ร' {
        out.push(nucleus("O", i, Must, 25));
        out.push(nucleus("O", i, Open, 65));
    } else if !last {
        out.push(nucleus("o", i, Must, 30));
    }
    out
}

/// The ways a syllable can close after its vowel: sounds, next letter, cost.
fn closings(letters: &[char], vowel: &Nucleus) -> Vec<(String, usize, u32)> {
    let i = vowel.end;
    let mut out = Vec::new();
    if vowel.close != Close::Must {
        let end = silent_one(letters, i).unwrap_or(i);
        out.push((String::new(), end, 0));
    }
    let c = at(letters, i);
    if vowel.close == Close::Open {
        return out;
    }
    if c == 'ห' && at(letters, i + 1) == 'ม' && !is_sign(at(letters, i + 2)) {
        out.push(("m".to_owned(), silent_group(letters, i + 2).unwrap_or(i + 2), 0));
    }
    let Some(sound) = coda(c) else { return out };
    let rounded = vowel.sounds.ends_with(['u', 'o', 'O', 'U']) || vowel.sounds == "ua";
    if (c == 'ว' && rounded) || (c == 'ย' && vowel.sounds.ends_with(['i', 'e', 'E'])) {
        return out;
    }
    close_with(letters, i, sound, &mut out);
    out
}

fn close_with(letters: &[char], i: usize, sound: &str, out: &mut Vec<(String, usize, u32)>) {
    let (d, e) = (at(letters, i + 1), at(letters, i + 2));
    let mut push = |text: String, end: usize, cost: u32| out.push((text, end, cost));
    if matches!(d, 'ิ' | 'ุ') && e != '์' {
        let cost = if e == '\0' { 40 } else { 85 };
        push(sound.to_owned(), i + 2, cost);
        return;
    }
    if is_sign(d) {
        return;
    }
    push(sound.to_owned(), silent_group(letters, i + 1).unwrap_or(i + 1), 0);
    let free = !is_sign(e) && e != '์';
    if d == 'ร' && free && sound != "n" {
        push(sound.to_owned(), i + 2, if e == '\0' { 0 } else { 40 });
    } else if e == '\0' && coda(d) == Some(sound) {
        push(sound.to_owned(), i + 2, 0);
    } else if e == '\0' && d != '\0' && initial(d).is_some() {
        push(sound.to_owned(), i + 2, 90);
    }
    if at(letters, i) == 'ร' && !free_of_coda(letters, i + 1) {
        push(coda(d).unwrap_or("").to_owned(), i + 2, 40);
    }
    if d != '\0' {
        let onset = initial(at(letters, i)).unwrap_or("");
        push(format!("{sound}{onset}a"), i + 1, linking_cost(at(letters, i), d));
    }
}

/// End of the silent letter under ทัณฑฆาต that starts at `i`, with its short vowel sign (ธิ์, ธุ์).
fn silent_one(letters: &[char], i: usize) -> Option<usize> {
    initial(at(letters, i))?;
    let signs = usize::from(matches!(at(letters, i + 1), 'ิ' | 'ุ'));
    (at(letters, i + 1 + signs) == '์').then_some(i + 2 + signs)
}

/// End of what is silent after a final consonant: one letter, or two of the known groups
/// (จันทร์, ลักษณ์, กษัตริย์).
fn silent_group(letters: &[char], i: usize) -> Option<usize> {
    let two = match (at(letters, i), at(letters, i + 1)) {
        ('ท' | 'ต' | 'ด' | 'ธ' | 'ช' | 'ก' | 'ฏ' | 'ฐ', 'ร') => true,
        ('จ', 'น') | ('ษ', 'ณ' | 'ม') | ('ม', 'ณ') | ('ก', 'ษ') | ('ต', 'ย') => {
            true
        }
        ('ร', 'ิ') => at(letters, i + 2) == 'ย',
        _ => false,
    };
    let second = if at(letters, i + 1) == 'ิ' { i + 2 } else { i + 1 };
    silent_one(letters, i).or_else(|| if two { silent_one(letters, second) } else { None })
}

/// Whether no consonant at `i` could close a syllable.
fn free_of_coda(letters: &[char], i: usize) -> bool {
    coda(at(letters, i)).is_none() || is_sign(at(letters, i + 1)) || at(letters, i) == 'ร'
}

/// Cost of sounding a final consonant twice, with the unwritten linking a (พัชรี, ทัศนีย์, รัตนา).
fn linking_cost(c: char, next: char) -> u32 {
    match (c, next) {
        ('ศ' | 'ษ' | 'ส' | 'ช', _) => 12,
        ('ต' | 'ท' | 'ธ' | 'ถ', 'น' | 'ณ' | 'ย' | 'ร' | 'ว') => 22,
        _ => 50,
    }
}
