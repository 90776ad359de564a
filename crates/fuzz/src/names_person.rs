//! Two persons out of lines of text, held together.

use comity_names::person::{self, Birth, Document, DocumentKind, Person, Sex};
use comity_names::{Name, Rarity};

use crate::dice::{of_text, shape};
use crate::names::{EQUAL, must};

/// Most slips of one document number.
const SLIPS_MAX: usize = 5_000;

/// Two persons score within 0 and 1, the same either way round; weights sum up to what is said.
pub(crate) fn check(bytes: &[u8]) -> Result<u64, String> {
    let text = String::from_utf8_lossy(bytes);
    let mut persons = [Person::default(), Person::default()];
    for (place, line) in text.lines().take(10).enumerate() {
        let [first, second] = &mut persons;
        add(if place % 2 == 0 { first } else { second }, line)?;
    }
    let [a, b] = &persons;
    let rarity = Rarity::built_in();
    let (there, back) = (person::compare(a, b, &rarity), person::compare(b, a, &rarity));
    must((0.0..=1.0).contains(&there.score), &format!("a score of {}", there.score))?;
    let differ = || format!("{} one way, {} the other", there.score, back.score);
    must((there.score - back.score).abs() < EQUAL, &differ())?;
    must(there.band == person::Band::of(there.score), "the band is not the score's")?;
    must(there.pieces.iter().all(|piece| piece.weight.is_finite()), "a weight is no number")?;
    let mut parts = vec![of_text(there.band.key())];
    parts.extend(there.pieces.iter().map(|piece| of_text(piece.finding.key())));
    Ok(shape(&parts))
}

/// A line with digits is a document and a date too, any other a name.
fn add(person: &mut Person, line: &str) -> Result<(), String> {
    let key = person::number_key(line);
    must(person::number_key(&key) == key, "a number's key has another key")?;
    let slips = person::slips(line);
    must(slips.len() <= SLIPS_MAX, "too many slips of one number")?;
    must(slips.is_empty() || slips.contains(&person::confusable_key(&key)), "a slip is missing")?;
    let digits: Vec<u16> =
        line.chars().filter_map(|c| c.to_digit(10)).filter_map(|d| u16::try_from(d).ok()).collect();
    if let [a, b, c, rest @ ..] = digits.as_slice() {
        let small = |place: usize| rest.get(place).and_then(|d| u8::try_from(*d).ok());
        let year = 1_900 + a * 100 + b * 10 + c;
        person.birth = Some(Birth { year, month: small(0), day: small(1), buddhist: a % 2 == 1 });
        let kind = match a % 4 {
            0 => None,
            1 => Some(DocumentKind::Passport),
            2 => Some(DocumentKind::NationalId),
            _ => Some(DocumentKind::Other),
        };
        let issuer = (b % 2 == 0).then(|| if c % 2 == 0 { "TH" } else { "VN" }.to_owned());
        person.nationalities.extend(issuer.clone());
        person.documents.push(Document { kind, number: line.to_owned(), issuer });
        person.sex = Some(if c % 3 == 0 { Sex::Female } else { Sex::Male });
    }
    match Name::read(line) {
        Ok(name) if line.len() % 7 == 3 => person.nicknames.push(name),
        Ok(name) => person.names.push(name),
        Err(_) => {}
    }
    Ok(())
}
