//! What is asked of the invented register, and whom an answer has to hold. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::chance::Chance;
use super::people::Person;

const SEED: u64 = 0x00C0_4117_2026_0002;

/// How a query differs from the name that is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The Latin name as kept.
    #[default]
    Exact,
    /// One slip in the longest word.
    Typo,
    /// One slip in every word.
    Typo2,
    /// The words in turned order.
    Swap,
    /// Another habit of romanising: `ph` as `p`, `ii` as `y`.
    Translit,
    /// The name in its own writing, as kept.
    Native,
    /// The name in one writing; of everybody of this name only the other one is kept.
    Cross,
}

/// One slip is asked twice as often.
const KINDS: &[Kind] = &[
    Kind::Exact,
    Kind::Typo,
    Kind::Typo,
    Kind::Typo2,
    Kind::Swap,
    Kind::Translit,
    Kind::Native,
    Kind::Cross,
];

const RESPELT: &[(&str, &str)] =
    &[("ph", "p"), ("Ph", "P"), ("kh", "k"), ("Kh", "K"), ("th", "t"), ("Th", "T")];
const RESPELT_VOWELS: &[(&str, &str)] = &[("ii", "y"), ("ei", "ey")];

impl Kind {
    /// Every kind.
    pub(super) const ALL: &[Self] = &[
        Self::Exact,
        Self::Typo,
        Self::Typo2,
        Self::Swap,
        Self::Translit,
        Self::Native,
        Self::Cross,
    ];

    /// Its name in files and tables.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Typo => "typo",
            Self::Typo2 => "typo2",
            Self::Swap => "swap",
            Self::Translit => "translit",
            Self::Native => "native",
            Self::Cross => "cross",
        }
    }
}

/// One query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Query {
    /// What is asked.
    pub(super) text: String,
    pub(super) kind: Kind,
    /// The number of the person meant.
    pub(super) wanted: u32,
    /// Language of the person's name.
    pub(super) language: &'static str,
    /// Whose names an answer may hold: the person meant, and whoever has the very same name.
    pub(super) accepted: BTreeSet<u32>,
}

/// What the register keeps of a person, and what is asked.
#[derive(Debug)]
pub(super) struct Exam {
    /// How many persons there are: their numbers begin with 0.
    pub(super) persons: u32,
    pub(super) queries: Vec<Query>,
    /// Names asked for in the writing that is not kept: nobody's name is kept like this.
    hidden: BTreeSet<String>,
}

impl Exam {
    /// The exam of so many persons and queries; at most half as many queries as persons.
    pub(super) fn new(persons: u32, queries: u32) -> Self {
        let mut chance = Chance::of(SEED, persons);
        let mut wanted = BTreeSet::new();
        let wanted_max = usize::try_from(queries.min(persons / 2)).unwrap_or(usize::MAX);
        while wanted.len() < wanted_max {
            wanted.insert(chance.below(persons));
        }
        let mut exam = Self { persons, queries: Vec::new(), hidden: BTreeSet::new() };
        for number in wanted {
            exam.ask(number, &mut chance);
        }
        // Neither kinds nor persons in a row.
        for last in (1..exam.queries.len()).rev() {
            exam.queries.swap(last, chance.place(last + 1));
        }
        exam.accept_namesakes();
        exam
    }

    fn ask(&mut self, number: u32, chance: &mut Chance) {
        let person = Person::of(number);
        let picked = chance.pick(KINDS);
        let one_writing = person.native.is_empty();
        let both_wanted = matches!(picked, Kind::Native | Kind::Cross);
        let kind = if both_wanted && one_writing { Kind::Typo } else { picked };
        let keeps_latin = chance.below(2) == 0;
        let text = match kind {
            Kind::Native => person.native.clone(),
            Kind::Cross if keeps_latin => person.native.clone(),
            Kind::Cross => person.latin.clone(),
            Kind::Exact | Kind::Typo | Kind::Typo2 | Kind::Swap | Kind::Translit => {
                asked(&person.latin, kind, chance)
            }
        };
        if kind == Kind::Cross {
            self.hidden.insert(text.clone());
        }
        let language = person.language;
        let accepted = BTreeSet::from([number]);
        self.queries.push(Query { text, kind, wanted: number, language, accepted });
    }

    /// Whoever has the Latin or the native name of the person meant is as good an answer.
    fn accept_namesakes(&mut self) {
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, query) in self.queries.iter().enumerate() {
            for name in both(&Person::of(query.wanted)) {
                by_name.entry(name).or_default().push(place);
            }
        }
        for number in 0..self.persons {
            let names = both(&Person::of(number));
            for place in names.iter().filter_map(|name| by_name.get(name)).flatten() {
                self.accept(*place, number);
            }
        }
    }

    fn accept(&mut self, place: usize, number: u32) {
        if let Some(query) = self.queries.get_mut(place) {
            query.accepted.insert(number);
        }
    }

    /// The names the register keeps of a person.
    pub(super) fn kept(&self, number: u32) -> Vec<String> {
        let mut names = both(&Person::of(number));
        names.retain(|name| !self.hidden.contains(name));
        names
    }
}

fn both(person: &Person) -> Vec<String> {
    let names = [&person.latin, &person.native].into_iter().filter(|name| !name.is_empty());
    names.cloned().collect()
}

/// The Latin name as it is asked for.
fn asked(latin: &str, kind: Kind, chance: &mut Chance) -> String {
    let mut words: Vec<String> = latin.split(' ').map(str::to_owned).collect();
    match kind {
        Kind::Typo => {
            if let Some(word) = words.iter_mut().max_by_key(|word| word.len()) {
                *word = slip(word, chance);
            }
        }
        Kind::Typo2 => words.iter_mut().for_each(|word| *word = slip(word, chance)),
        Kind::Swap => words.reverse(),
        Kind::Translit => {
            for (from, to) in RESPELT.iter().chain(RESPELT_VOWELS) {
                words.iter_mut().for_each(|word| *word = word.replace(from, to));
            }
        }
        Kind::Exact | Kind::Native | Kind::Cross => {}
    }
    words.join(" ")
}

/// A word with a letter left out, replaced, put in, or changed with its neighbour; never the
/// first one. Words of three letters stay.
fn slip(word: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 4 {
        return word.to_owned();
    }
    let place = 1 + chance.place(letters.len() - 2);
    let letter = chance.pick(&['a', 'e', 'h', 'i', 'k', 'n', 'o', 'r', 't', 'u']);
    match chance.below(4) {
        0 => drop(letters.remove(place)),
        1 => letters.splice(place..=place, [letter]).for_each(drop),
        2 => letters.insert(place, letter),
        _ => letters.swap(place, place + 1),
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exam_is_always_the_same_and_has_every_kind() {
        let exam = Exam::new(4_000, 400);
        assert_eq!(exam.queries, Exam::new(4_000, 400).queries);
        assert_eq!(exam.queries.len(), 400);
        for kind in Kind::ALL {
            let n = exam.queries.iter().filter(|q| q.kind == *kind).count();
            assert!(n >= 20, "{}: {n}", kind.key());
        }
        assert!(exam.queries.iter().all(|q| q.accepted.contains(&q.wanted)));
    }

    #[test]
    fn what_is_asked_in_the_other_writing_is_kept_in_none() {
        let exam = Exam::new(4_000, 400);
        for query in &exam.queries {
            let kept = exam.kept(query.wanted);
            match query.kind {
                Kind::Exact | Kind::Native => assert!(kept.contains(&query.text), "{query:?}"),
                Kind::Cross => assert!(kept.len() == 1 && kept[0] != query.text, "{query:?}"),
                Kind::Typo | Kind::Typo2 | Kind::Swap | Kind::Translit => {}
            }
        }
    }

    #[test]
    fn a_namesake_is_accepted() {
        let exam = Exam::new(60_000, 4_000);
        let shared = exam.queries.iter().filter(|q| q.accepted.len() > 1);
        assert!(shared.clone().count() > 20);
        for query in shared {
            let names = both(&Person::of(query.wanted));
            for other in &query.accepted {
                assert!(both(&Person::of(*other)).iter().any(|name| names.contains(name)));
            }
        }
    }

    #[test]
    fn a_slip_changes_one_place() {
        let mut chance = Chance::of(1, 1);
        for _ in 0..200 {
            let slipped = slip("Somphon", &mut chance);
            assert!(slipped.starts_with('S') && slipped.len().abs_diff(7) <= 1, "{slipped}");
        }
        assert_eq!(slip("Lan", &mut chance), "Lan");
    }
}
