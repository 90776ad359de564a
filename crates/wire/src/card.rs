//! The agency card: the file two agencies exchange to become partners. It is signed with the keys
//! it names, which proves only that it is whole; that it is the right agency's is proved by reading
//! the [`Fingerprint`] out over the telephone.

use ciborium::value::Value;
use comity_domain::codes::MessageKind;
use comity_domain::ids::AgencyId;
use comity_domain::lang::{Lang, Text};
use comity_domain::limits::{CARD_BYTES_MAX, CARD_KINDS_MAX, LIST_MAX, SHORT_TEXT_CHARS_MAX};
use comity_domain::person::is_country;
use comity_domain::time::Timestamp;

use crate::envelope::TIME_MS_MAX;
use crate::error::WireError;
use crate::fields::{Key, MapReader, MapWriter};
use crate::fingerprint::Fingerprint;
use crate::hash::{self, HASH_BYTES};
use crate::keys::{SealingPublic, SigningKeys, VerifyKeys};
use crate::sign::{self, Context};

mod armour;

/// The version of cards this program writes and reads.
pub const VERSION: u8 = 1;
/// Certificates one card may pin: the present one and those being changed to.
pub const TLS_PINS_MAX: usize = 4;

/// What the fingerprint's hash begins with.
const FINGERPRINT_INFO: &[u8] = b"comity/v1/fingerprint\0";

const C_VERSION: Key = Key(1, "card.version");
const C_AGENCY: Key = Key(2, "card.agency");
const C_NAMES: Key = Key(3, "card.names");
const C_COUNTRY: Key = Key(4, "card.country");
const C_PARENT: Key = Key(5, "card.parent");
const C_ENDPOINT: Key = Key(6, "card.endpoint");
const C_TLS_PINS: Key = Key(7, "card.tls_pins");
const C_VERIFY_KEYS: Key = Key(8, "card.verify_keys");
const C_SEALING: Key = Key(9, "card.sealing");
const C_CONTACT: Key = Key(10, "card.contact");
const C_COMPETENCES: Key = Key(11, "card.competences");
const C_LANGUAGES: Key = Key(12, "card.languages");
const C_ISSUED_AT: Key = Key(13, "card.issued_at");
const C_SERIAL: Key = Key(14, "card.serial");

/// How to reach an agency, and how to know that it is the one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The version of the format, [`VERSION`].
    pub version: u8,
    /// The agency.
    pub agency: AgencyId,
    /// Its name per language; at least one.
    pub names: Text,
    /// ISO 3166-1 country, the one its id begins with.
    pub country: String,
    /// The agency above it.
    pub parent: Option<AgencyId>,
    /// Where it listens: `https://host:port`.
    pub endpoint: String,
    /// SHA-256 of each TLS certificate (DER) it may connect or answer with.
    pub tls_pins: Vec<[u8; HASH_BYTES]>,
    /// What its signatures are verified with.
    pub verify_keys: VerifyKeys,
    /// What bodies for it are sealed to.
    pub sealing: SealingPublic,
    /// Who answers by day and night: a telephone number, and whose it is.
    pub contact: String,
    /// The types of message it takes part in.
    pub competences: Vec<MessageKind>,
    /// The languages it reads; at least one.
    pub languages: Vec<Lang>,
    /// When the card was made.
    pub issued_at: Timestamp,
    /// Counts the agency's cards up from 1; a card never replaces one with a higher serial.
    pub serial: u64,
}

impl Card {
    /// Signs the card with the keys it names.
    ///
    /// # Errors
    /// [`WireError::WrongKey`] when it names other keys, [`WireError::Field`] when a field is
    /// outside its limits.
    pub fn sign(&self, keys: &SigningKeys) -> Result<SignedCard, WireError> {
        self.check()?;
        if keys.public() != self.verify_keys {
            return Err(WireError::WrongKey);
        }
        let bytes = sign::sign(keys, Context::Card, &self.encode()?)?;
        if bytes.len() > CARD_BYTES_MAX {
            return Err(WireError::TooLarge);
        }
        Ok(SignedCard { card: self.clone(), bytes })
    }

    /// Stands for the agency and its keys; a new endpoint, certificate or contact does not change
    /// it. The agency's id ends with a zero byte and the keys have fixed lengths, so that no two
    /// identities share the hashed bytes.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of_hash(hash::sha256_parts(&[
            FINGERPRINT_INFO,
            self.agency.as_str().as_bytes(),
            &[0],
            &self.verify_keys.ed25519,
            &self.verify_keys.mldsa44,
            self.sealing.as_bytes(),
        ]))
    }

    fn encode(&self) -> Result<Vec<u8>, WireError> {
        let names = Value::serialized(&self.names).or(Err(WireError::Field(C_NAMES.1)))?;
        let pins = self.tls_pins.iter().map(|pin| Value::Bytes(pin.to_vec())).collect();
        let kinds = self.competences.iter().map(|kind| Value::from(kind.code())).collect();
        let languages = self.languages.iter().map(|lang| Value::from(lang.tag())).collect();
        let mut fields = MapWriter::default()
            .with(C_VERSION, self.version)
            .with(C_AGENCY, self.agency.as_str())
            .with(C_NAMES, names)
            .with(C_COUNTRY, self.country.as_str())
            .with(C_ENDPOINT, self.endpoint.as_str())
            .with(C_TLS_PINS, Value::Array(pins))
            .with(C_VERIFY_KEYS, self.verify_keys.to_value())
            .bytes(C_SEALING, self.sealing.as_bytes())
            .with(C_CONTACT, self.contact.as_str())
            .with(C_COMPETENCES, Value::Array(kinds))
            .with(C_LANGUAGES, Value::Array(languages))
            .with(C_ISSUED_AT, self.issued_at.0)
            .with(C_SERIAL, self.serial);
        if let Some(parent) = &self.parent {
            fields = fields.with(C_PARENT, parent.as_str());
        }
        fields.encode()
    }

    fn decode(payload: &[u8]) -> Result<Self, WireError> {
        let mut fields = MapReader::decode(payload)?;
        let version = fields.unsigned(C_VERSION)?;
        if version != VERSION {
            return Err(WireError::UnknownVersion);
        }
        let names = fields.take(C_NAMES)?.deserialized();
        let keys = VerifyKeys::from_value(fields.take(C_VERIFY_KEYS)?);
        let pin = |pin: Value| pin.into_bytes().ok()?.try_into().ok();
        let card = Self {
            version,
            agency: fields.parsed(C_AGENCY, |text| AgencyId::parse(text).ok())?,
            names: names.or(Err(WireError::Field(C_NAMES.1)))?,
            country: fields.text(C_COUNTRY)?,
            parent: match fields.optional(C_PARENT) {
                None => None,
                Some(parent) => Some(read_agency(parent).ok_or(WireError::Field(C_PARENT.1))?),
            },
            endpoint: fields.text(C_ENDPOINT)?,
            tls_pins: read_list(&mut fields, C_TLS_PINS, LIST_MAX, pin)?,
            verify_keys: keys.ok_or(WireError::Field(C_VERIFY_KEYS.1))?,
            sealing: SealingPublic::from_bytes(&fields.bytes(C_SEALING)?)
                .or(Err(WireError::Field(C_SEALING.1)))?,
            contact: fields.text(C_CONTACT)?,
            competences: read_list(&mut fields, C_COMPETENCES, CARD_KINDS_MAX, |kind| {
                MessageKind::from_code(&kind.into_text().ok()?)
            })?,
            languages: read_list(&mut fields, C_LANGUAGES, LIST_MAX, |lang| {
                Lang::from_tag(&lang.into_text().ok()?)
            })?,
            issued_at: Timestamp(fields.signed(C_ISSUED_AT)?),
            serial: fields.unsigned(C_SERIAL)?,
        };
        fields.finish("card")?;
        card.check()?;
        // One card, one encoding: a name can be written bare or with its status.
        if card.encode()? == payload { Ok(card) } else { Err(WireError::Shape) }
    }

    fn check(&self) -> Result<(), WireError> {
        let names_ok =
            !self.names.is_empty() && self.names.0.values().all(|name| is_line(&name.text));
        let country_ok = is_country(&self.country) && self.country == self.agency.country();
        let pins_ok = (1..=TLS_PINS_MAX).contains(&self.tls_pins.len());
        let languages_ok = (1..=LIST_MAX).contains(&self.languages.len());
        let faults = [
            (self.version != VERSION, C_VERSION),
            (!names_ok, C_NAMES),
            (!country_ok, C_COUNTRY),
            (self.parent.as_ref() == Some(&self.agency), C_PARENT),
            (!is_endpoint(&self.endpoint), C_ENDPOINT),
            (!pins_ok || has_twice(&self.tls_pins), C_TLS_PINS),
            (self.verify_keys.key_id().is_err(), C_VERIFY_KEYS),
            (!is_line(&self.contact), C_CONTACT),
            (
                self.competences.len() > CARD_KINDS_MAX || has_twice(&self.competences),
                C_COMPETENCES,
            ),
            (!languages_ok || has_twice(&self.languages), C_LANGUAGES),
            (!(0..=TIME_MS_MAX).contains(&self.issued_at.0), C_ISSUED_AT),
            (self.serial == 0 || i64::try_from(self.serial).is_err(), C_SERIAL),
        ];
        match faults.into_iter().find(|(fault, _)| *fault) {
            Some((_, key)) => Err(WireError::Field(key.1)),
            None => Ok(()),
        }
    }
}

/// A card and the signed bytes it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCard {
    /// What the card says.
    pub card: Card,
    /// What is sent and kept, byte for byte.
    pub bytes: Vec<u8>,
}

impl SignedCard {
    /// Reads a card and verifies both signatures with the keys inside it.
    ///
    /// # Errors
    /// What the sender did.
    pub fn parse(bytes: &[u8]) -> Result<Self, WireError> {
        if bytes.len() > CARD_BYTES_MAX {
            return Err(WireError::TooLarge);
        }
        let card = Card::decode(&sign::unverified_payload(bytes)?)?;
        sign::verify(bytes, Context::Card, &card.verify_keys)?;
        Ok(Self { card, bytes: bytes.to_vec() })
    }

    /// The card as a text file: lines for a person, then the bytes between BEGIN and END lines.
    pub fn to_text(&self) -> String {
        armour::write(self)
    }

    /// Reads a text file; what stands before the BEGIN line is for persons and is not looked at.
    ///
    /// # Errors
    /// [`WireError::BadArmour`] when the text is damaged, else as [`SignedCard::parse`].
    pub fn from_text(text: &str) -> Result<Self, WireError> {
        Self::parse(&armour::read(text)?)
    }

    /// What is read out over the telephone.
    pub fn fingerprint(&self) -> Fingerprint {
        self.card.fingerprint()
    }
}

fn read_agency(value: Value) -> Option<AgencyId> {
    AgencyId::parse(&value.into_text().ok()?).ok()
}

fn read_list<T>(
    fields: &mut MapReader,
    key: Key,
    len_max: usize,
    read: impl Fn(Value) -> Option<T>,
) -> Result<Vec<T>, WireError> {
    let items = fields.list(key, len_max)?;
    items.into_iter().map(|item| read(item).ok_or(WireError::Field(key.1))).collect()
}

fn has_twice<T: PartialEq>(items: &[T]) -> bool {
    items.iter().enumerate().any(|(place, item)| items.iter().take(place).any(|i| i == item))
}

/// A text that is printed on one line: not empty, not long, nothing that moves a cursor.
fn is_line(text: &str) -> bool {
    !text.trim().is_empty()
        && text.chars().count() <= SHORT_TEXT_CHARS_MAX
        && !text.chars().any(moves_the_cursor)
}

/// Control characters, and the marks with which Unicode turns the direction of a line around.
fn moves_the_cursor(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `https://host:port`, where the host is a name, an IPv4 address or an IPv6 address in brackets.
fn is_endpoint(text: &str) -> bool {
    let Some((host, port)) =
        text.strip_prefix("https://").and_then(|authority| authority.rsplit_once(':'))
    else {
        return false;
    };
    let port_ok = !port.starts_with(['0', '+']) && port.parse::<u16>().is_ok();
    let name_char = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '-';
    let host_ok = match host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !host.is_empty() && host.chars().all(name_char),
    };
    text.len() <= SHORT_TEXT_CHARS_MAX && port_ok && host_ok
}
