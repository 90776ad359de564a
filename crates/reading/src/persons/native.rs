//! Whether words in Latin letters read as a Vietnamese name.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use comity_names::{fold, plain};

const FAMILIES: &str = include_str!("../../data/vi/families.tsv");
const ONSETS: &[&str] = &[
    "", "b", "c", "ch", "d", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh",
    "ph", "qu", "r", "s", "t", "th", "tr", "v", "x", "y",
];
const CODAS: &[&str] = &["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];
/// Vowels of the longest syllable (`khuyến` without its onset and ending).
const VOWELS_MAX: usize = 3;

/// The family names of the table.
#[derive(Debug)]
pub(super) struct Families(BTreeSet<String>);

impl Families {
    /// The table, read once.
    pub(super) fn all() -> &'static Self {
        static ALL: OnceLock<Families> = OnceLock::new();
        ALL.get_or_init(Self::read)
    }

    fn read() -> Self {
        let lines = FAMILIES.lines().filter_map(|line| line.split_once('\t'));
        Self(lines.flat_map(|(_, names)| names.split('|')).map(fold).collect())
    }

    pub(super) fn begins(&self, word: &str) -> bool {
        self.0.contains(&fold(word))
    }

    /// Whether all words are syllables and the first a family name.
    pub(super) fn is_name(&self, words: &[String]) -> bool {
        words.first().is_some_and(|w| self.begins(w)) && words.iter().all(|w| is_syllable(w))
    }
}

pub(super) fn is_syllable(word: &str) -> bool {
    let bare = plain(&fold(word));
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    ONSETS.iter().filter_map(|onset| bare.strip_prefix(onset)).any(|rest| {
        let vowels = rest.chars().take_while(|c| vowel(*c)).count();
        let coda: String = rest.chars().skip(vowels).collect();
        (1..=VOWELS_MAX).contains(&vowels) && CODAS.contains(&coda.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_names_are_told_from_others() {
        let families = Families::all();
        let name = |t: &str| families.is_name(&t.split(' ').map(str::to_owned).collect::<Vec<_>>());
        assert!(name("Lê Quốc Hùng") && name("Dinh Van Noi") && name("Nguyễn Thị Khuyến"));
        assert!(!name("Somsak Thepsuthin") && !name("Kham Pheng Phet"));
    }
}
