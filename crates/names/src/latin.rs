//! Latin spelling of unknown origin to sound: Royal Institute and informal Thai, Lao in French
//! and English habits, bare Vietnamese, English.
//!
//! Source of the rules: the Royal Institute (1999) and BGN/PCGN Lao (1966) tables read backwards, and
//! the usual informal letters (j g v x bh dh, oo ee ou, -one, -orn). One plain reading, and
//! others where a letter has two common values.

/// What a reading chooses where a spelling has two values.
#[derive(Clone, Copy)]
struct Choice {
    /// `e` after a final consonant is silent (Sayasone).
    silent_e: bool,
    /// `ch` is the Thai จ and `ou`, `eu`, `au` have their English or French other value.
    other: bool,
}

const SPELLINGS: &[(&str, &str)] = &[
    ("tch", "tC"),
    ("ngh", "N"),
    ("sch", "s"),
    ("ch", "C"),
    ("kh", "K"),
    ("ph", "P"),
    ("th", "T"),
    ("sh", "s"),
    ("bh", "P"),
    ("dh", "T"),
    ("gh", "g"),
    ("jh", "C"),
    ("zh", "j"),
    ("rh", "r"),
    ("wh", "w"),
    ("nh", "Y"),
    ("ng", "N"),
    ("ck", "k"),
    ("qu", "kw"),
    ("b", "b"),
    ("d", "d"),
    ("f", "f"),
    ("g", "g"),
    ("h", "h"),
    ("j", "j"),
    ("k", "k"),
    ("l", "l"),
    ("m", "m"),
    ("n", "n"),
    ("p", "p"),
    ("q", "k"),
    ("r", "r"),
    ("s", "s"),
    ("t", "t"),
    ("v", "w"),
    ("w", "w"),
    ("z", "s"),
];

/// Vowel letters, longest first: spelling, sound, other sound.
const VOWELS: &[(&str, &str, &str)] = &[
    ("ueay", "Uay", "Uay"),
    ("ueai", "Uay", "Uay"),
    ("uea", "Ua", "Ua"),
    ("eua", "Ua", "Ua"),
    ("oua", "ua", "ua"),
    ("ouei", "uay", "uay"),
    ("ouay", "uay", "uay"),
    ("uai", "uay", "way"),
    ("uay", "uay", "way"),
    ("aeo", "Ew", "Ew"),
    ("aew", "Ew", "Ew"),
    ("iao", "iaw", "iaw"),
    ("iew", "iaw", "iw"),
    ("ieu", "iaw", "iw"),
    ("oei", "@y", "@y"),
    ("oey", "@y", "@y"),
    ("aai", "ay", "ay"),
    ("aay", "ay", "ay"),
    ("aow", "aw", "aw"),
    ("ooi", "uy", "Oy"),
    ("eow", "Ew", "Ew"),
    ("aa", "a", "a"),
    ("ae", "E", "ay"),
    ("ai", "ay", "ay"),
    ("ay", "ay", "ay"),
    ("ao", "aw", "aw"),
    ("au", "aw", "O"),
    ("aw", "aw", "O"),
    ("ea", "ia", "i"),
    ("ee", "i", "i"),
    ("ei", "ey", "i"),
    ("ey", "ey", "i"),
    ("eo", "Ew", "io"),
    ("eu", "U", "ew"),
    ("ew", "Ew", "iw"),
    ("ia", "ia", "ia"),
    ("ie", "ia", "i"),
    ("io", "io", "iaw"),
    ("iu", "iw", "iw"),
    ("iw", "iw", "iw"),
    ("oa", "wa", "O"),
    ("oe", "@", "wE"),
    ("oi", "Oy", "Oy"),
    ("oy", "Oy", "Oy"),
    ("oo", "u", "O"),
    ("ou", "u", "aw"),
    ("ow", "aw", "o"),
    ("ua", "ua", "wa"),
    ("ue", "U", "ue"),
    ("ui", "uy", "wi"),
    ("uy", "uy", "wi"),
    ("uo", "ua", "wo"),
    ("uu", "u", "u"),
    ("a", "a", "a"),
    ("e", "e", "e"),
    ("i", "i", "i"),
    ("o", "o", "o"),
    ("u", "u", "u"),
    ("y", "i", "i"),
];

fn is_vowel(c: Option<&char>) -> bool {
    matches!(c, Some('a' | 'e' | 'i' | 'o' | 'u' | 'y'))
}

/// Readings of a folded, diacritic-free word given as its hyphen-separated parts; the cheapest
/// first, with their cost.
pub(crate) fn readings(parts: &[String]) -> Vec<(String, u32)> {
    let choices = [
        (Choice { silent_e: true, other: false }, 0),
        (Choice { silent_e: false, other: false }, 10),
        (Choice { silent_e: true, other: true }, 25),
    ];
    let mut out: Vec<(String, u32)> = Vec::new();
    for (choice, cost) in choices {
        let mut sounds = String::new();
        for part in parts {
            let letters: Vec<char> = part.chars().filter(char::is_ascii_alphabetic).collect();
            sounds.push_str(&read(&letters, choice));
        }
        if !out.iter().any(|(known, _)| *known == sounds) {
            out.push((sounds, cost));
        }
    }
    out
}

fn starts(letters: &[char], i: usize, spelt: &str) -> bool {
    let mut rest = letters.iter().skip(i);
    spelt.chars().all(|c| rest.next() == Some(&c))
}

fn read(letters: &[char], choice: Choice) -> String {
    let mut out = String::new();
    let mut i = 0;
    while i < letters.len() {
        let (sounds, len) = step(letters, i, choice, &out);
        out.push_str(&sounds);
        i += len.max(1);
    }
    out
}

/// Sounds of the spelling at `i` and how many letters it takes.
fn step(letters: &[char], i: usize, choice: Choice, before: &str) -> (String, usize) {
    let here = letters.get(i).copied().unwrap_or('\0');
    let next = letters.get(i + 1);
    if here == 'y' && is_vowel(next) && next != Some(&'y') {
        return ("y".to_owned(), 1);
    }
    if is_vowel(letters.get(i)) {
        return vowel(letters, i, choice);
    }
    match here {
        'x' => return (if before.is_empty() || is_vowel(next) { "s" } else { "k" }.to_owned(), 1),
        'c' if !matches!(next, Some('h' | 'k')) => {
            let soft = matches!(next, Some('e' | 'i' | 'y'));
            return (if soft { "s" } else { "k" }.to_owned(), 1);
        }
        _ => {}
    }
    if choice.other && i > 0 && starts(letters, i, "nh") {
        return ("n".to_owned(), 1);
    }
    let Some((spelt, sound)) = SPELLINGS
        .iter()
        .find(|(spelt, _)| starts(letters, i, spelt) && (i == 0 || *spelt != "ngh"))
    else {
        return (String::new(), 1);
    };
    consonant(letters, (i, spelt.len()), sound, before)
}

/// A consonant, as onset or as coda by what follows.
fn consonant(letters: &[char], at: (usize, usize), sound: &str, before: &str) -> (String, usize) {
    let (i, len) = at;
    let after = i + len;
    let next = letters.get(after);
    let after_vowel = before.bytes().last().is_some_and(crate::pivot::is_vowel);
    let glides = matches!(next, Some('r' | 'l')) && is_vowel(letters.get(after + 1));
    let onset = is_vowel(next) || (glides && !matches!(sound, "N" | "n" | "m" | "Y" | "r" | "l"));
    if onset || before.is_empty() || (!after_vowel && next.is_some()) {
        return (sound.to_owned(), len);
    }
    if next.is_none() && before.ends_with(['n', 'm', 'N']) && !matches!(sound, "s" | "n" | "m") {
        return (String::new(), len);
    }
    let closed = match sound {
        "k" | "K" | "g" => "k",
        "t" | "T" | "d" | "j" | "C" | "c" | "tC" => "t",
        "s" if next.is_none() => "t",
        "p" | "P" | "b" | "f" => "p",
        "l" => "n",
        "Y" => "n",
        "r" | "h" => "",
        other => other,
    };
    (closed.to_owned(), len)
}

fn vowel(letters: &[char], i: usize, choice: Choice) -> (String, usize) {
    let here = letters.get(i).copied().unwrap_or('\0');
    let left = letters.len() - i;
    let consonant_before = i >= 2 && !is_vowel(letters.get(i - 1)) && is_vowel(letters.get(i - 2));
    if here == 'e' && left == 1 && consonant_before && choice.silent_e {
        return (String::new(), 1);
    }
    let closed_r = letters.get(i + 1) == Some(&'r') && !is_vowel(letters.get(i + 2));
    match here {
        'a' if starts(letters, i, "aor") && !is_vowel(letters.get(i + 3)) => {
            return ("a".to_owned(), 1);
        }
        'o' if closed_r => return ("O".to_owned(), 2),
        'a' if closed_r => return ("a".to_owned(), 2),
        'e' | 'u' if closed_r => return ("@".to_owned(), 2),
        _ => {}
    }
    if here == 'e' && letters.get(i + 1) == Some(&'e') && letters.get(i + 2) == Some(&'r') {
        return ("i".to_owned(), 2);
    }
    let found = VOWELS.iter().find(|(spelt, _, _)| fits(letters, i, spelt));
    match found {
        Some((spelt, plain, other)) => {
            ((if choice.other { other } else { plain }).to_string(), spelt.len())
        }
        None => (String::new(), 1),
    }
}

/// A vowel spelling fits unless its last letter is a y or w that opens the next syllable.
fn fits(letters: &[char], i: usize, spelt: &str) -> bool {
    if !starts(letters, i, spelt) {
        return false;
    }
    let glide = spelt.len() > 1 && (spelt.ends_with('y') || spelt.ends_with('w'));
    !(glide && is_vowel(letters.get(i + spelt.len())))
}
