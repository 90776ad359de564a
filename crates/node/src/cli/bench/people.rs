//! Invented persons: who stands at each number of the register. Pure; the same in every run.

use comity_names::plain;

use super::chance::Chance;
use super::syllables as parts;
use super::syllables::Part;

const SEED: u64 = 0x00C0_4117_2026_0001;

/// One invented person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    /// The name in Latin letters without marks.
    pub(super) latin: String,
    /// The name in its own writing; empty when that is the Latin one.
    pub(super) native: String,
    /// Language of the name, as a tag.
    pub(super) language: &'static str,
    /// ISO 3166-1 country; `XX` where the language does not tell.
    pub(super) nationality: &'static str,
    /// Date of birth, `YYYY-MM-DD`.
    pub(super) born: String,
}

/// Language, nationality, share in hundredths, how a name is put together.
type Row = (&'static str, &'static str, u32, fn(&mut Chance) -> (String, String));

const LANGUAGES: &[Row] = &[
    ("th", "TH", 38, thai),
    ("vi", "VN", 22, vietnamese),
    ("lo", "LA", 15, lao),
    ("zh", "CN", 8, chinese),
    ("ru", "RU", 6, russian),
    ("ar", "XX", 5, arabic),
    ("en", "US", 6, western),
];

impl Person {
    /// The person of a number.
    pub(super) fn of(number: u32) -> Self {
        let mut chance = Chance::of(SEED, number);
        let (language, nationality, make) = language(chance.below(100));
        let (native, latin) = make(&mut chance);
        let (year, month, day) =
            (1950 + chance.below(56), 1 + chance.below(12), 1 + chance.below(28));
        let born = format!("{year}-{month:02}-{day:02}");
        Self { latin, native, language, nationality, born }
    }
}

type Made = (&'static str, &'static str, fn(&mut Chance) -> (String, String));

fn language(mut hundredth: u32) -> Made {
    for (language, nationality, share, make) in LANGUAGES {
        if hundredth < *share {
            return (language, nationality, *make);
        }
        hundredth -= share;
    }
    ("en", "US", western)
}

/// A word with a capital first letter.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}

/// So many parts in a row: the native word and the Latin one.
fn word(chance: &mut Chance, table: &[Part], length: usize) -> (String, String) {
    let (mut native, mut latin) = (String::new(), String::new());
    for _ in 0..length {
        let (own, letters) = chance.pick(table);
        native.push_str(own);
        latin.push_str(letters);
    }
    (native, capital(&latin))
}

fn spaced(first: (String, String), second: (String, String)) -> (String, String) {
    (format!("{} {}", first.0, second.0), format!("{} {}", first.1, second.1))
}

fn thai(chance: &mut Chance) -> (String, String) {
    let (given, family) = (chance.pick(&[1, 2, 2]), chance.pick(&[2, 2, 3]));
    spaced(word(chance, parts::THAI, given), word(chance, parts::THAI, family))
}

fn lao(chance: &mut Chance) -> (String, String) {
    let family = chance.pick(&[2, 3, 3]);
    spaced(word(chance, parts::LAO, 2), word(chance, parts::LAO, family))
}

fn vietnamese(chance: &mut Chance) -> (String, String) {
    let mut words = vec![chance.pick(parts::VIETNAMESE_FAMILY)];
    for _ in 0..chance.pick(&[1, 1, 1, 2]) {
        words.push(chance.pick(parts::VIETNAMESE_MIDDLE));
    }
    words.push(chance.pick(parts::VIETNAMESE_GIVEN));
    let bare: Vec<String> = words.iter().map(|w| capital(&plain(w))).collect();
    (words.join(" "), bare.join(" "))
}

fn chinese(chance: &mut Chance) -> (String, String) {
    let family = chance.pick(parts::CHINESE_FAMILY);
    let length = chance.pick(&[1, 2, 2]);
    let given = word(chance, parts::CHINESE_GIVEN, length);
    (format!("{}{}", family.0, given.0), format!("{} {}", family.1, given.1))
}

fn russian(chance: &mut Chance) -> (String, String) {
    let (own, _) = chance.pick(parts::RUSSIAN_GIVEN);
    let (_, father) = chance.pick(parts::RUSSIAN_GIVEN);
    let stem = chance.pick(parts::RUSSIAN_FAMILY);
    let ending = chance.pick(parts::RUSSIAN_ENDING);
    let native = format!("{} {} {}{}", own.0, father.0, stem.0, ending.0);
    (native, format!("{} {} {}{}", own.1, father.1, stem.1, ending.1))
}

fn arabic(chance: &mut Chance) -> (String, String) {
    let (mut native, mut latin) = (Vec::new(), Vec::new());
    for _ in 0..chance.pick(&[2, 3, 3, 4]) {
        let (own, letters) = chance.pick(parts::ARABIC);
        native.push(own);
        latin.push(letters);
    }
    (native.join(" "), latin.join(" "))
}

fn western(chance: &mut Chance) -> (String, String) {
    let mut words = vec![chance.pick(parts::WESTERN_GIVEN).to_owned()];
    if chance.below(10) < 3 {
        words.push(chance.pick(parts::WESTERN_GIVEN).to_owned());
    }
    let (stem, ending) = (chance.pick(parts::WESTERN_FAMILY), chance.pick(parts::WESTERN_ENDING));
    words.push(format!("{stem}{ending}"));
    (String::new(), words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn languages_have_their_shares() {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for number in 0..20_000 {
            *counts.entry(Person::of(number).language).or_default() += 1;
        }
        for (language, _, share, _) in LANGUAGES {
            let found = counts[language];
            assert!(found.abs_diff(share * 200) < 250, "{language}: {found}");
        }
    }

    #[test]
    fn a_number_is_always_the_same_person_with_names_that_can_be_read() {
        for number in 0..2_000 {
            let person = Person::of(number);
            assert_eq!(person, Person::of(number));
            assert!(person.latin.is_ascii(), "{person:?}");
            comity_names::Name::read(&person.latin).unwrap();
            if person.language == "en" {
                assert!(person.native.is_empty());
            } else {
                comity_names::Name::read(&person.native).unwrap();
            }
        }
        assert_ne!(Person::of(1), Person::of(2));
    }
}
