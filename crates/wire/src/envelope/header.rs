//! The clear header of an envelope: its fields, their limits and their one encoding.

use comity_domain::codes::{MessageKind, Urgency};
use comity_domain::ids::{AgencyId, MessageId};
use comity_domain::message::Message;
use comity_domain::time::Timestamp;

use super::{TIME_MS_MAX, VERSION};
use crate::error::WireError;
use crate::fields::{Key, MapReader, MapWriter};
use crate::hash::HASH_BYTES;
use crate::padding;

/// Bytes of a content type: room for one that does not exist yet.
const CONTENT_TYPE_BYTES_MAX: usize = 80;

const H_VERSION: Key = Key(1, "header.version");
const H_FROM: Key = Key(2, "header.from");
const H_TO: Key = Key(3, "header.to");
const H_SEQ: Key = Key(4, "header.seq");
const H_PREVIOUS: Key = Key(5, "header.previous");
const H_ID: Key = Key(6, "header.id");
const H_KIND: Key = Key(7, "header.kind");
const H_URGENCY: Key = Key(8, "header.urgency");
const H_CREATED_AT: Key = Key(9, "header.created_at");
const H_BODY_BYTES: Key = Key(10, "header.body_bytes");
const H_CONTENT_TYPE: Key = Key(11, "header.content_type");

/// What everybody on the way may read. No personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The version of the format, [`VERSION`].
    pub version: u8,
    /// The sending agency.
    pub from: AgencyId,
    /// The receiving agency.
    pub to: AgencyId,
    /// The place in the log of this direction; the first is 1.
    pub seq: u64,
    /// The hash of the envelope before it in this direction; zeros for the first.
    pub previous: [u8; HASH_BYTES],
    /// The message's id.
    pub id: MessageId,
    /// The message's type.
    pub kind: MessageKind,
    /// How fast an answer is wanted.
    pub urgency: Urgency,
    /// When the message was written.
    pub created_at: Timestamp,
    /// Bytes of the body after padding, one of a few sizes: the exact size would tell too much.
    pub body_bytes: u32,
    /// What the body is, [`CONTENT_TYPE`](super::CONTENT_TYPE).
    pub content_type: String,
}

/// The fields of a header that the message does not know: its place in the log of this direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeaderFields {
    /// The place; the first is 1.
    pub seq: u64,
    /// The hash of the envelope before it; zeros for the first.
    pub previous: [u8; HASH_BYTES],
}

impl Header {
    /// The one encoding of the header; additional data of the sealed body.
    ///
    /// # Errors
    /// [`WireError::Field`] when a field is outside its limits.
    pub fn to_bytes(&self) -> Result<Vec<u8>, WireError> {
        self.check()?;
        MapWriter::default()
            .with(H_VERSION, self.version)
            .with(H_FROM, self.from.as_str())
            .with(H_TO, self.to.as_str())
            .with(H_SEQ, self.seq)
            .bytes(H_PREVIOUS, &self.previous)
            .bytes(H_ID, self.id.as_bytes())
            .with(H_KIND, self.kind.code())
            .with(H_URGENCY, self.urgency.code())
            .with(H_CREATED_AT, self.created_at.0)
            .with(H_BODY_BYTES, self.body_bytes)
            .with(H_CONTENT_TYPE, self.content_type.as_str())
            .encode()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, WireError> {
        let mut fields = MapReader::decode(bytes)?;
        let version = fields.unsigned(H_VERSION)?;
        if version != VERSION {
            return Err(WireError::UnknownVersion);
        }
        let header = Self {
            version,
            from: fields.parsed(H_FROM, |text| AgencyId::parse(text).ok())?,
            to: fields.parsed(H_TO, |text| AgencyId::parse(text).ok())?,
            seq: fields.unsigned(H_SEQ)?,
            previous: fields.array(H_PREVIOUS)?,
            id: MessageId::from_bytes(fields.array(H_ID)?),
            kind: MessageKind::from_code(&fields.text(H_KIND)?).ok_or(WireError::UnknownKind)?,
            urgency: fields.parsed(H_URGENCY, Urgency::from_code)?,
            created_at: Timestamp(fields.signed(H_CREATED_AT)?),
            body_bytes: fields.unsigned(H_BODY_BYTES)?,
            content_type: fields.text(H_CONTENT_TYPE)?,
        };
        fields.finish("header")?;
        header.check()?;
        Ok(header)
    }

    fn check(&self) -> Result<(), WireError> {
        let first = self.seq == 1;
        let unchained = self.previous == [0; HASH_BYTES];
        let printable = |c: char| c.is_ascii_graphic();
        let content_type_ok = self.content_type.len() <= CONTENT_TYPE_BYTES_MAX
            && self.content_type.chars().all(printable);
        let faults = [
            (self.version != VERSION, H_VERSION),
            (self.from == self.to, H_TO),
            (self.seq == 0 || i64::try_from(self.seq).is_err(), H_SEQ),
            (first != unchained, H_PREVIOUS),
            (!(0..=TIME_MS_MAX).contains(&self.created_at.0), H_CREATED_AT),
            (!padding::BODY_SIZES.contains(&self.body_bytes), H_BODY_BYTES),
            (!content_type_ok, H_CONTENT_TYPE),
        ];
        match faults.into_iter().find(|(fault, _)| *fault) {
            Some((_, key)) => Err(WireError::Field(key.1)),
            None => Ok(()),
        }
    }

    /// Whether a message says what this header announces.
    pub(super) fn announces(&self, message: &Message) -> bool {
        self.from == message.from
            && self.to == message.to
            && self.id == message.id
            && self.kind == message.kind()
            && self.urgency == message.urgency
            && self.created_at == message.created_at
    }
}
