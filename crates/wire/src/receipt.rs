//! The receipt: what the receiver signs once an envelope is durable on its side. A duplicate of an
//! envelope gets the same receipt bytes again, never a second receipt.

use comity_domain::ids::{AgencyId, MessageId};
use comity_domain::time::Timestamp;

use crate::envelope::{Envelope, TIME_MS_MAX};
use crate::error::WireError;
use crate::fields::{Key, MapReader, MapWriter};
use crate::hash::HASH_BYTES;
use crate::keys::{SigningKeys, VerifyKeys};
use crate::refusal::Refusal;
use crate::sign::{self, Context};

/// The version of receipts this program writes and reads.
pub const VERSION: u8 = 1;
/// Bytes of a receipt; a larger one is refused before it is read.
pub const RECEIPT_BYTES_MAX: usize = 4 * 1_024;

const R_VERSION: Key = Key(1, "receipt.version");
const R_FROM: Key = Key(2, "receipt.from");
const R_TO: Key = Key(3, "receipt.to");
const R_SEQ: Key = Key(4, "receipt.seq");
const R_ENVELOPE: Key = Key(5, "receipt.envelope");
const R_ID: Key = Key(6, "receipt.id");
const R_OUTCOME: Key = Key(7, "receipt.outcome");
const R_REASON: Key = Key(8, "receipt.reason");
const R_RECEIVED_AT: Key = Key(9, "receipt.received_at");
const R_LOG_SIZE: Key = Key(10, "receipt.log_size");
const R_LOG_HEAD: Key = Key(11, "receipt.log_head");

const ACCEPTED: &str = "accepted";
const QUARANTINED: &str = "quarantined";

/// What became of an envelope that is durable at its receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptOutcome {
    /// It was opened and is on its way to an officer.
    Accepted,
    /// It is kept, but no officer will work on it, and why.
    Quarantined(Refusal),
}

/// What a receiver signs for one envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The version of the format, [`VERSION`].
    pub version: u8,
    /// The agency that received the envelope, and signs.
    pub from: AgencyId,
    /// The agency that sent the envelope.
    pub to: AgencyId,
    /// The envelope's place in the log of its direction.
    pub seq: u64,
    /// The envelope's hash.
    pub envelope: [u8; HASH_BYTES],
    /// The message's id.
    pub id: MessageId,
    /// What became of it.
    pub outcome: ReceiptOutcome,
    /// When it became durable, by the receiver's clock.
    pub received_at: Timestamp,
    /// Entries in the receiver's log, this one included.
    pub log_size: u64,
    /// The head of that log.
    pub log_head: [u8; HASH_BYTES],
}

impl Receipt {
    /// Signs the receipt.
    ///
    /// # Errors
    /// [`WireError::Field`] when a field is outside its limits, [`WireError::Library`] when the
    /// cryptography library fails.
    pub fn sign(&self, keys: &SigningKeys) -> Result<Vec<u8>, WireError> {
        self.check()?;
        let (outcome, reason) = match self.outcome {
            ReceiptOutcome::Accepted => (ACCEPTED, None),
            ReceiptOutcome::Quarantined(refusal) => (QUARANTINED, Some(refusal.code())),
        };
        let mut fields = MapWriter::default()
            .with(R_VERSION, self.version)
            .with(R_FROM, self.from.as_str())
            .with(R_TO, self.to.as_str())
            .with(R_SEQ, self.seq)
            .bytes(R_ENVELOPE, &self.envelope)
            .bytes(R_ID, self.id.as_bytes())
            .with(R_OUTCOME, outcome)
            .with(R_RECEIVED_AT, self.received_at.0)
            .with(R_LOG_SIZE, self.log_size)
            .bytes(R_LOG_HEAD, &self.log_head);
        if let Some(reason) = reason {
            fields = fields.with(R_REASON, reason);
        }
        sign::sign(keys, Context::Receipt, &fields.encode()?)
    }

    /// Reads a receipt and verifies both signatures of the agency that gives it.
    ///
    /// # Errors
    /// What the sender did.
    pub fn verify(bytes: &[u8], keys: &VerifyKeys) -> Result<Self, WireError> {
        if bytes.len() > RECEIPT_BYTES_MAX {
            return Err(WireError::TooLarge);
        }
        let mut fields = MapReader::decode(&sign::verify(bytes, Context::Receipt, keys)?)?;
        let version = fields.unsigned(R_VERSION)?;
        if version != VERSION {
            return Err(WireError::UnknownVersion);
        }
        let receipt = Self {
            version,
            from: fields.parsed(R_FROM, |text| AgencyId::parse(text).ok())?,
            to: fields.parsed(R_TO, |text| AgencyId::parse(text).ok())?,
            seq: fields.unsigned(R_SEQ)?,
            envelope: fields.array(R_ENVELOPE)?,
            id: MessageId::from_bytes(fields.array(R_ID)?),
            outcome: read_outcome(&mut fields)?,
            received_at: Timestamp(fields.signed(R_RECEIVED_AT)?),
            log_size: fields.unsigned(R_LOG_SIZE)?,
            log_head: fields.array(R_LOG_HEAD)?,
        };
        fields.finish("receipt")?;
        receipt.check()?;
        Ok(receipt)
    }

    /// Whether this is the receipt for that very envelope, given by the agency it was sent to.
    pub fn answers(&self, envelope: &Envelope) -> bool {
        self.envelope == envelope.hash
            && self.seq == envelope.header.seq
            && self.id == envelope.header.id
            && self.from == envelope.header.to
            && self.to == envelope.header.from
    }

    fn check(&self) -> Result<(), WireError> {
        let beyond = |number: u64| number == 0 || i64::try_from(number).is_err();
        let faults = [
            (self.version != VERSION, R_VERSION),
            (self.from == self.to, R_TO),
            (beyond(self.seq), R_SEQ),
            (!(0..=TIME_MS_MAX).contains(&self.received_at.0), R_RECEIVED_AT),
            (beyond(self.log_size), R_LOG_SIZE),
        ];
        match faults.into_iter().find(|(fault, _)| *fault) {
            Some((_, key)) => Err(WireError::Field(key.1)),
            None => Ok(()),
        }
    }
}

fn read_outcome(fields: &mut MapReader) -> Result<ReceiptOutcome, WireError> {
    match fields.text(R_OUTCOME)?.as_str() {
        ACCEPTED => Ok(ReceiptOutcome::Accepted),
        QUARANTINED => fields.parsed(R_REASON, Refusal::from_code).map(ReceiptOutcome::Quarantined),
        _ => Err(WireError::Field(R_OUTCOME.1)),
    }
}
