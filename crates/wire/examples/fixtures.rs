//! Writes the frozen files of `fixtures/v1`, once: a file that is there is never written again.
//! Run as `cargo run -p comity-wire --example fixtures` in a tree that has none of them.

use std::error::Error;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use comity_wire::{
    Delivery, DeliveryAnswer, EntryAnswer, EntryResult, Envelope, HeaderFields, ReceiptOutcome,
    Refusal, SealingSecret, SigningKeys, canonical,
};

#[path = "../src/tests/sample.rs"]
mod sample;

fn main() -> Result<(), Box<dyn Error>> {
    let sender = SigningKeys::from_seeds(sample::ED25519_SEED, sample::MLDSA44_SEED)?;
    let (ed25519, mldsa44) = (sample::RECEIVER_ED25519_SEED, sample::RECEIVER_MLDSA44_SEED);
    let receiver = SigningKeys::from_seeds(ed25519, mldsa44)?;
    let sealing = SealingSecret::from_seed(sample::SEALING_SEED)?.public();
    let message = sample::message().ok_or("the sample message does not build")?;
    write("message.bin", &canonical::to_bytes(&message)?)?;

    let first = HeaderFields { seq: 1, previous: [0; 32] };
    let envelope = Envelope::seal(first, &message, &sealing, &sender, sample::ENTROPY)?;
    write("envelope.bin", &envelope.bytes)?;

    let outcome = ReceiptOutcome::Quarantined(Refusal::BadBody);
    let receipt = sample::receipt(&envelope, outcome).sign(&receiver)?;
    write("receipt.bin", &receipt)?;

    let card = sample::card(sender.public(), sealing).ok_or("the sample card does not build")?;
    let card = card.sign(&sender)?;
    write("card.bin", &card.bytes)?;
    write("card.txt", card.to_text().as_bytes())?;

    let delivery = Delivery { envelopes: vec![envelope.bytes, vec![0]] };
    write("delivery.bin", &delivery.to_bytes()?)?;
    let entries = vec![
        EntryAnswer { seq: 1, result: EntryResult::Receipt(receipt) },
        EntryAnswer { seq: 0, result: EntryResult::Refused(Refusal::BadEnvelope) },
    ];
    write("answer.bin", &DeliveryAnswer { highest: 1, entries }.to_bytes()?)
}

fn write(name: &str, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/v1").join(name);
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    Ok(file.write_all(bytes)?)
}
