//! The two bodies of `POST /channel/v1/entries`: a batch of envelopes, and what became of each.
//! Neither is signed; what is in them is, envelope by envelope and receipt by receipt.

use ciborium::value::Value;
use comity_domain::limits::{BATCH_ENVELOPES_MAX, ENVELOPE_BYTES_MAX};

use crate::error::WireError;
use crate::fields::{Key, MapReader, MapWriter};
use crate::receipt::RECEIPT_BYTES_MAX;
use crate::refusal::Refusal;

/// Where a delivery is posted.
pub const ENTRIES_PATH: &str = "/channel/v1/entries";
/// Media type of a delivery.
pub const DELIVERY_MEDIA_TYPE: &str = "application/comity-delivery+cbor";
/// Media type of the answer to a delivery.
pub const ANSWER_MEDIA_TYPE: &str = "application/comity-answer+cbor";
/// Bytes of a delivery; a larger one is refused before it is read.
pub const DELIVERY_BYTES_MAX: usize = BATCH_ENVELOPES_MAX * (ENVELOPE_BYTES_MAX + 8) + 16;
/// Bytes of an answer; a larger one is refused before it is read.
pub const ANSWER_BYTES_MAX: usize = BATCH_ENVELOPES_MAX * (RECEIPT_BYTES_MAX + 32) + 32;

const D_ENVELOPES: Key = Key(1, "delivery.envelopes");
const A_HIGHEST: Key = Key(1, "answer.highest");
const A_ENTRIES: Key = Key(2, "answer.entries");
const E_SEQ: Key = Key(1, "entry.seq");
const E_RECEIPT: Key = Key(2, "entry.receipt");
const E_REFUSED: Key = Key(3, "entry.refused");

/// Envelopes of one sender in the order of their sequence. None at all asks only how far the
/// receiver has come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Delivery {
    /// Each envelope's bytes.
    pub envelopes: Vec<Vec<u8>>,
}

impl Delivery {
    /// The one encoding.
    ///
    /// # Errors
    /// [`WireError::TooLarge`] when an envelope or the batch is beyond its limit.
    pub fn to_bytes(&self) -> Result<Vec<u8>, WireError> {
        self.check()?;
        let envelopes = self.envelopes.iter().map(|bytes| Value::Bytes(bytes.clone())).collect();
        MapWriter::default().with(D_ENVELOPES, Value::Array(envelopes)).encode()
    }

    /// Reads a delivery. The envelopes in it are not looked into, only their sizes.
    ///
    /// # Errors
    /// What the sender did.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WireError> {
        if bytes.len() > DELIVERY_BYTES_MAX {
            return Err(WireError::TooLarge);
        }
        let mut fields = MapReader::decode(bytes)?;
        let items = fields.take(D_ENVELOPES)?.into_array();
        let envelopes = items
            .or(Err(WireError::Field(D_ENVELOPES.1)))?
            .into_iter()
            .map(|item| item.into_bytes().or(Err(WireError::Field(D_ENVELOPES.1))))
            .collect::<Result<_, _>>()?;
        fields.finish("delivery")?;
        let delivery = Self { envelopes };
        delivery.check()?;
        Ok(delivery)
    }

    fn check(&self) -> Result<(), WireError> {
        let count_ok = self.envelopes.len() <= BATCH_ENVELOPES_MAX;
        let sizes_ok = self.envelopes.iter().all(|bytes| bytes.len() <= ENVELOPE_BYTES_MAX);
        if count_ok && sizes_ok { Ok(()) } else { Err(WireError::TooLarge) }
    }
}

/// What became of one envelope of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryResult {
    /// It is durable at the receiver: the bytes of the signed receipt.
    Receipt(Vec<u8>),
    /// It is not, and why.
    Refused(Refusal),
}

/// The answer to one envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryAnswer {
    /// The envelope's sequence number; 0 when it could not be parsed.
    pub seq: u64,
    /// What became of it.
    pub result: EntryResult,
}

/// The answer to a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeliveryAnswer {
    /// The highest sequence number up to which every envelope of this direction is durable at the
    /// receiver; 0 when none is.
    pub highest: u64,
    /// One answer an envelope, in the order of the delivery.
    pub entries: Vec<EntryAnswer>,
}

impl DeliveryAnswer {
    /// The one encoding.
    ///
    /// # Errors
    /// [`WireError::TooLarge`] when a receipt or the list is beyond its limit,
    /// [`WireError::Field`] when a sequence number is beyond 63 bits.
    pub fn to_bytes(&self) -> Result<Vec<u8>, WireError> {
        self.check()?;
        let entries = self.entries.iter().map(EntryAnswer::to_value).collect();
        MapWriter::default()
            .with(A_HIGHEST, self.highest)
            .with(A_ENTRIES, Value::Array(entries))
            .encode()
    }

    /// Reads an answer. The receipts in it are not looked into, only their sizes.
    ///
    /// # Errors
    /// What the sender did.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WireError> {
        if bytes.len() > ANSWER_BYTES_MAX {
            return Err(WireError::TooLarge);
        }
        let mut fields = MapReader::decode(bytes)?;
        let highest = fields.unsigned(A_HIGHEST)?;
        let entries = fields
            .list(A_ENTRIES, BATCH_ENVELOPES_MAX)?
            .into_iter()
            .map(EntryAnswer::from_value)
            .collect::<Result<_, _>>()?;
        fields.finish("answer")?;
        let answer = Self { highest, entries };
        answer.check()?;
        Ok(answer)
    }

    fn check(&self) -> Result<(), WireError> {
        let size_ok = |entry: &EntryAnswer| match &entry.result {
            EntryResult::Receipt(bytes) => bytes.len() <= RECEIPT_BYTES_MAX,
            EntryResult::Refused(_) => true,
        };
        let beyond = |number: u64| i64::try_from(number).is_err();
        if beyond(self.highest) {
            return Err(WireError::Field(A_HIGHEST.1));
        }
        if self.entries.iter().any(|entry| beyond(entry.seq)) {
            return Err(WireError::Field(E_SEQ.1));
        }
        let count_ok = self.entries.len() <= BATCH_ENVELOPES_MAX;
        if count_ok && self.entries.iter().all(size_ok) { Ok(()) } else { Err(WireError::TooLarge) }
    }
}

impl EntryAnswer {
    fn to_value(&self) -> Value {
        let fields = MapWriter::default().with(E_SEQ, self.seq);
        match &self.result {
            EntryResult::Receipt(bytes) => fields.bytes(E_RECEIPT, bytes),
            EntryResult::Refused(refusal) => fields.with(E_REFUSED, refusal.code()),
        }
        .value()
    }

    fn from_value(value: Value) -> Result<Self, WireError> {
        let mut fields = MapReader::of(value)?;
        let seq = fields.unsigned(E_SEQ)?;
        let result = match fields.optional(E_RECEIPT) {
            Some(receipt) => {
                EntryResult::Receipt(receipt.into_bytes().or(Err(WireError::Field(E_RECEIPT.1)))?)
            }
            None => EntryResult::Refused(fields.parsed(E_REFUSED, Refusal::from_code)?),
        };
        fields.finish("entry")?;
        Ok(Self { seq, result })
    }
}
