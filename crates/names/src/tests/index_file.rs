//! The index as a file: it finds what a fresh index finds, and bytes that are not as they were
//! written are refused or at least do no harm.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use crate::index::checksum_of;
use crate::{Index, Name, STAMP_BYTES, Unusable};

const WORDS: &[&str] = &[
    "Somchai",
    "สมชาย",
    "Phromchak",
    "พรหมจักร",
    "Kham",
    "Pheng",
    "Phet",
    "Nguyễn",
    "Văn",
    "Thử",
    "Dũng",
    "ຄຳຜຸຍ",
    "Keomany",
    "Pờ-ra-chuộp",
    "Vông-sục",
    "Ивaн",
    "R",
    "Boonchai",
];

fn names() -> impl Strategy<Value = Vec<String>> {
    let name = prop::collection::vec(prop::sample::select(WORDS), 1..4).prop_map(|w| w.join(" "));
    prop::collection::vec(name, 0..3)
}

/// Who is put (or removed, without a name), and whether a new base is made after it.
fn steps() -> impl Strategy<Value = Vec<(u8, Vec<String>, bool)>> {
    prop::collection::vec((0..16_u8, names(), prop::bool::weighted(0.15)), 1..60)
}

fn put(index: &mut Index, person: &str, names: &[String]) {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    index.put(person, &names).expect("names");
}

/// Hits worth showing. Below, the two may differ: what a table of hashes offers by chance depends
/// on its width, and is compared all the same.
fn hits(index: &Index, query: &str) -> Vec<(String, String, String)> {
    let mut found = index.search(&Name::read(query).expect(query), 20);
    found.retain(|hit| hit.comparison.score >= 0.6);
    let row = |hit: crate::Hit| (hit.person, hit.name, format!("{:.9}", hit.comparison.score));
    found.into_iter().map(row).collect()
}

fn small() -> Index {
    let mut index = Index::default();
    for (n, pair) in WORDS.windows(2).enumerate() {
        index.put(&format!("p{n}"), &[&pair.join(" "), pair[0]]).expect("names");
    }
    index
}

fn bytes(index: &Index) -> Vec<u8> {
    let mut bytes = Vec::new();
    index.write(&[5; STAMP_BYTES], &mut bytes).expect("bytes");
    bytes
}

fn open(bytes: Vec<u8>) -> Result<Index, Unusable> {
    Index::open(Arc::new(bytes))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn changes_over_a_base_find_what_a_fresh_index_finds(steps in steps()) {
        let (mut index, mut held) = (Index::default(), BTreeMap::new());
        for (person, names, compact) in steps {
            let person = format!("p{person}");
            if names.is_empty() {
                prop_assert_eq!(index.remove(&person), held.remove(&person).is_some());
            } else {
                put(&mut index, &person, &names);
                held.insert(person, names);
            }
            if compact {
                index = index.compacted().expect("a base");
            }
        }
        let mut fresh = Index::default();
        held.iter().for_each(|(person, names)| put(&mut fresh, person, names));
        prop_assert_eq!((index.persons(), index.names()), (fresh.persons(), fresh.names()));
        for query in WORDS.windows(2).map(|w| w.join(" ")).chain(WORDS.iter().map(|w| w.to_string())) {
            prop_assert_eq!(hits(&index, &query), hits(&fresh, &query), "{}", query);
        }
    }

    #[test]
    fn hostile_bytes_do_no_harm(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
    ) {
        let mut bytes = bytes(&small());
        let end = bytes.len() - 16;
        for (place, byte) in changes {
            bytes[place.index(end)] = byte;
        }
        let sum = checksum_of(&bytes[..end]).to_le_bytes();
        bytes[end..end + 8].copy_from_slice(&sum);
        if let Ok(mut index) = open(bytes) {
            for word in WORDS {
                hits(&index, word);
            }
            put(&mut index, "p3", &["Somchai Kham Pheng".to_owned()]);
            index.remove("p1");
            index.remove("p2");
            if let Ok(index) = index.compacted() {
                hits(&index, "Somchai Phromchak");
            }
        }
    }
}

#[test]
fn a_base_is_read_as_it_was_written() {
    let index = small();
    let bytes = bytes(&index);
    let opened = open(bytes.clone()).expect("a base");
    assert_eq!(opened.stamp(), Some(&[5; STAMP_BYTES]));
    assert_eq!(opened.extent().base_bytes, bytes.len());
    assert_eq!(opened.extent().names, index.names());
    let mut again = Vec::new();
    opened.write(&[5; STAMP_BYTES], &mut again).expect("bytes");
    assert_eq!(again, bytes);
    let empty = open(self::bytes(&Index::default())).expect("a base");
    assert_eq!((empty.persons(), hits(&empty, "Somchai").len()), (0, 0));
}

#[test]
fn every_changed_byte_and_every_cut_is_noticed() {
    let whole = bytes(&small());
    for place in 0..whole.len() {
        let mut changed = whole.clone();
        changed[place] ^= 1 << (place % 8);
        assert!(open(changed).is_err(), "{place}");
    }
    for len in (0..whole.len()).step_by(97).chain(whole.len() - 30..whole.len()) {
        assert!(open(whole[..len].to_vec()).is_err(), "{len}");
    }
    assert_eq!(open(Vec::new()).err(), Some(Unusable::NotABase));
    let mut newer = whole;
    newer[8] = 9;
    assert_eq!(open(newer).err(), Some(Unusable::Version { found: 9 }));
}

#[test]
fn a_base_of_other_rules_is_told() {
    let mut other = bytes(&small());
    let end = other.len() - 16;
    other[end - 8] ^= 1;
    let sum = checksum_of(&other[..end]).to_le_bytes();
    other[end..end + 8].copy_from_slice(&sum);
    assert_eq!(open(other).err(), Some(Unusable::Engine));
}

#[test]
fn words_that_become_frequent_over_a_base_are_found_by_pairs() {
    let family = |n: usize| format!("Nguyễn Văn {}", WORDS[n % 3]);
    let mut index = Index::default();
    for n in 0..400 {
        index.put(&format!("a{n}"), &[&family(n)]).expect("a name");
    }
    index.put("who", &["Nguyễn Dũng Thử"]).expect("a name");
    let mut index = index.compacted().expect("a base");
    for n in 400..800 {
        index.put(&format!("a{n}"), &[&family(n)]).expect("a name");
    }
    let first = |index: &Index| hits(index, "Nguyen Dung Thu").first().map(|hit| hit.0.clone());
    assert_eq!(first(&index).as_deref(), Some("who"));
    (0..300).for_each(|n| assert!(index.remove(&format!("a{n}"))));
    let index = index.compacted().expect("a base");
    assert_eq!((index.persons(), first(&index).as_deref()), (501, Some("who")));
}
