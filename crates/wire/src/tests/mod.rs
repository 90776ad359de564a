//! Tests of the whole format. What belongs to one file only is tested in that file.

mod canonical;
mod card;
mod delivery;
mod document;
mod envelope;
mod fixtures;
mod hostile;
mod receipt;
mod sample;
mod sign;

use crate::envelope::{Envelope, HeaderFields};
use crate::keys::{SealingSecret, SigningKeys};
use std::sync::LazyLock;

fn sender() -> &'static SigningKeys {
    static KEYS: LazyLock<SigningKeys> = LazyLock::new(|| {
        SigningKeys::from_seeds(sample::ED25519_SEED, sample::MLDSA44_SEED).unwrap()
    });
    &KEYS
}

fn receiver() -> &'static SigningKeys {
    static KEYS: LazyLock<SigningKeys> = LazyLock::new(|| {
        let (ed25519, mldsa44) = (sample::RECEIVER_ED25519_SEED, sample::RECEIVER_MLDSA44_SEED);
        SigningKeys::from_seeds(ed25519, mldsa44).unwrap()
    });
    &KEYS
}

fn secret() -> &'static SealingSecret {
    static SECRET: LazyLock<SealingSecret> =
        LazyLock::new(|| SealingSecret::from_seed(sample::SEALING_SEED).unwrap());
    &SECRET
}

fn first() -> HeaderFields {
    HeaderFields { seq: 1, previous: [0; 32] }
}

fn envelope() -> Envelope {
    let message = sample::message().unwrap();
    Envelope::seal(first(), &message, &secret().public(), sender(), sample::ENTROPY).unwrap()
}

/// The same bytes with one bit turned in the byte at `place`.
fn flipped(bytes: &[u8], place: usize) -> Vec<u8> {
    let mut changed = bytes.to_vec();
    changed[place] ^= 1 << (place % 8);
    changed
}
