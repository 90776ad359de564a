//! What two officers read to each other over the telephone before they trust a card: 96 bits of a
//! hash as six words of the form consonant-vowel-consonant-vowel-consonant ("proquints"), which can
//! be spoken and heard in any language.

use std::fmt;

use crate::error::WireError;

/// The consonants, each standing for four bits.
const CONSONANTS: [char; 16] =
    ['b', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z'];
/// The vowels, each standing for two bits.
const VOWELS: [char; 4] = ['a', 'i', 'o', 'u'];
/// The letters of a word, from the highest bits to the lowest: their alphabet.
const LETTERS: [&[char]; 5] = [&CONSONANTS, &VOWELS, &CONSONANTS, &VOWELS, &CONSONANTS];
/// Words of a fingerprint.
const WORDS: usize = 6;
/// Longest text that is looked at.
const TEXT_BYTES_MAX: usize = 200;

/// 96 bits that stand for an agency and its keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint([u16; WORDS]);

impl Fingerprint {
    /// The first 96 bits of a hash.
    pub(crate) fn of_hash(hash: [u8; 32]) -> Self {
        let mut words = [0; WORDS];
        for (word, pair) in words.iter_mut().zip(hash.chunks_exact(2)) {
            *word = pair.iter().fold(0, |bits, byte| (bits << 8) | u16::from(*byte));
        }
        Self(words)
    }

    /// Reads what was read out: six words, apart by spaces, hyphens or not at all, in any case.
    ///
    /// # Errors
    /// [`WireError::BadFingerprint`] for anything else.
    pub fn parse(text: &str) -> Result<Self, WireError> {
        if text.len() > TEXT_BYTES_MAX {
            return Err(WireError::BadFingerprint);
        }
        let apart = |c: &char| !(c.is_whitespace() || *c == '-');
        let mut letters = text.chars().filter(apart).map(|c| c.to_ascii_lowercase());
        let mut words = [0; WORDS];
        for word in &mut words {
            *word = read_word(&mut letters).ok_or(WireError::BadFingerprint)?;
        }
        if letters.next().is_none() { Ok(Self(words)) } else { Err(WireError::BadFingerprint) }
    }
}

fn read_word(letters: &mut impl Iterator<Item = char>) -> Option<u16> {
    LETTERS.into_iter().try_fold(0_u16, |bits, alphabet| {
        let letter = letters.next()?;
        let value = alphabet.iter().position(|l| *l == letter)?;
        Some(bits << width(alphabet) | u16::try_from(value).ok()?)
    })
}

/// How many bits a letter of an alphabet stands for.
fn width(alphabet: &[char]) -> u32 {
    alphabet.len().trailing_zeros()
}

fn write_word(word: u16, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shift = u16::BITS;
    for alphabet in LETTERS {
        shift -= width(alphabet);
        let value = usize::from(word >> shift) % alphabet.len();
        f.write_fmt(format_args!("{}", alphabet.get(value).unwrap_or(&'?')))?;
    }
    Ok(())
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, word) in self.0.into_iter().enumerate() {
            if place > 0 {
                f.write_str("-")?;
            }
            write_word(word, f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_published_examples() {
        // The examples of the proquint paper: 127.0.0.1, 63.84.220.193, 140.98.193.141.
        let mut hash = [0; 32];
        hash[..12].copy_from_slice(&[127, 0, 0, 1, 63, 84, 220, 193, 140, 98, 193, 141]);
        let fingerprint = Fingerprint::of_hash(hash);
        let printed = "lusab-babad-gutih-tugad-mudof-sakat";
        assert_eq!(fingerprint.to_string(), printed);
        for heard in [
            printed,
            "LUSAB BABAD GUTIH TUGAD MUDOF SAKAT",
            " lusab  babad gutih-tugad\nMudof sakat ",
            "lusabbabadgutihtugadmudofsakat",
        ] {
            assert_eq!(Fingerprint::parse(heard), Ok(fingerprint), "{heard}");
        }
    }

    #[test]
    fn what_is_misheard_is_refused() {
        for heard in [
            "",
            "lusab-babad-gutih-tugad-mudof",
            "lusab-babad-gutih-tugad-mudof-sakat-b",
            "lusab-babad-gutih-tugad-mudof-saket",
            "usabl-babad-gutih-tugad-mudof-sakat",
            "ลูสับ",
        ] {
            assert_eq!(Fingerprint::parse(heard), Err(WireError::BadFingerprint), "{heard}");
        }
        assert!(Fingerprint::parse(&"babad-".repeat(1_000)).is_err());
    }

    #[test]
    fn every_word_reads_back() {
        for word in 0..=u16::MAX {
            let fingerprint = Fingerprint([word, 0, 1, word, u16::MAX, !word]);
            assert_eq!(Fingerprint::parse(&fingerprint.to_string()), Ok(fingerprint));
        }
    }
}
