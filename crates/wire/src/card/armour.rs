//! The text form of an agency card: lines for a person, then base64 between BEGIN and END lines.
//! It goes by e-mail and on paper; whatever a mail program does to line ends and trailing spaces
//! does no harm.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use comity_domain::limits::CARD_BYTES_MAX;
use std::fmt::Write;

use super::SignedCard;
use crate::error::WireError;

const BEGIN: &str = "-----BEGIN COMITY AGENCY CARD-----";
const END: &str = "-----END COMITY AGENCY CARD-----";
/// Letters on a line, as in PEM (RFC 7468).
const LINE_CHARS: usize = 64;

pub(super) fn write(signed: &SignedCard) -> String {
    let card = &signed.card;
    let mut text = format!("Agency: {}\n", card.agency);
    for (lang, name) in &card.names.0 {
        push(&mut text, format_args!("Name ({lang}): {}\n", name.text));
    }
    push(&mut text, format_args!("Country: {}\n", card.country));
    push(&mut text, format_args!("Endpoint: {}\n", card.endpoint));
    push(&mut text, format_args!("Contact: {}\n", card.contact));
    push(&mut text, format_args!("Serial: {}\n", card.serial));
    push(&mut text, format_args!("Fingerprint: {}\n\n{BEGIN}\n", signed.fingerprint()));
    let encoded = STANDARD.encode(&signed.bytes);
    for (place, letter) in encoded.chars().enumerate() {
        if place > 0 && place.is_multiple_of(LINE_CHARS) {
            text.push('\n');
        }
        text.push(letter);
    }
    push(&mut text, format_args!("\n{END}\n"));
    text
}

pub(super) fn read(text: &str) -> Result<Vec<u8>, WireError> {
    if text.len() > CARD_BYTES_MAX {
        return Err(WireError::TooLarge);
    }
    let mut lines = text.lines().map(str::trim).skip_while(|line| *line != BEGIN).skip(1);
    let mut encoded = String::new();
    loop {
        match lines.next() {
            Some(END) => break,
            Some(line) => encoded.push_str(line),
            None => return Err(WireError::BadArmour),
        }
    }
    // A second card in one file would be one that nobody compared.
    if lines.any(|line| !line.is_empty()) {
        return Err(WireError::BadArmour);
    }
    STANDARD.decode(encoded).or(Err(WireError::BadArmour))
}

fn push(text: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a String does not fail.
    text.write_fmt(line).unwrap_or_default();
}
