//! Reads and writes the CBOR maps with small integer keys that headers, receipts, deliveries and
//! cards are made of. Each file lists its keys as [`Key`] constants; `docs/WIRE.md` prints them.

use ciborium::value::Value;

use crate::canonical;
use crate::error::WireError;

/// A map key and the name an error gives it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key(pub(crate) u8, pub(crate) &'static str);

/// A map under construction.
#[derive(Debug, Default)]
pub(crate) struct MapWriter(Vec<(Value, Value)>);

impl MapWriter {
    pub(crate) fn with(mut self, key: Key, value: impl Into<Value>) -> Self {
        self.0.push((Value::from(key.0), value.into()));
        self
    }

    pub(crate) fn bytes(self, key: Key, bytes: &[u8]) -> Self {
        self.with(key, Value::Bytes(bytes.to_vec()))
    }

    pub(crate) fn value(self) -> Value {
        Value::Map(self.0)
    }

    pub(crate) fn encode(self) -> Result<Vec<u8>, WireError> {
        canonical::encode(&self.value())
    }
}

/// A map being read; every field is taken out once, and [`MapReader::finish`] wants none left.
#[derive(Debug)]
pub(crate) struct MapReader(Vec<(Value, Value)>);

impl MapReader {
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        Self::of(canonical::from_bytes(bytes)?)
    }

    pub(crate) fn of(value: Value) -> Result<Self, WireError> {
        value.into_map().map(Self).or(Err(WireError::Shape))
    }

    pub(crate) fn optional(&mut self, key: Key) -> Option<Value> {
        let wanted = Value::from(key.0);
        let place = self.0.iter().position(|(have, _)| *have == wanted)?;
        Some(self.0.remove(place).1)
    }

    pub(crate) fn take(&mut self, key: Key) -> Result<Value, WireError> {
        self.optional(key).ok_or(WireError::Field(key.1))
    }

    pub(crate) fn unsigned<N: TryFrom<u64>>(&mut self, key: Key) -> Result<N, WireError> {
        let fault = WireError::Field(key.1);
        let integer = self.take(key)?.into_integer().or(Err(fault))?;
        let number = u64::try_from(integer).or(Err(fault))?;
        N::try_from(number).or(Err(fault))
    }

    pub(crate) fn signed(&mut self, key: Key) -> Result<i64, WireError> {
        let fault = WireError::Field(key.1);
        let integer = self.take(key)?.into_integer().or(Err(fault))?;
        i64::try_from(integer).or(Err(fault))
    }

    pub(crate) fn text(&mut self, key: Key) -> Result<String, WireError> {
        self.take(key)?.into_text().or(Err(WireError::Field(key.1)))
    }

    /// A text that one of the types reads.
    pub(crate) fn parsed<T>(
        &mut self,
        key: Key,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, WireError> {
        parse(&self.text(key)?).ok_or(WireError::Field(key.1))
    }

    pub(crate) fn bytes(&mut self, key: Key) -> Result<Vec<u8>, WireError> {
        self.take(key)?.into_bytes().or(Err(WireError::Field(key.1)))
    }

    pub(crate) fn array<const N: usize>(&mut self, key: Key) -> Result<[u8; N], WireError> {
        self.bytes(key)?.try_into().or(Err(WireError::Field(key.1)))
    }

    /// A list of at most `len_max` items.
    pub(crate) fn list(&mut self, key: Key, len_max: usize) -> Result<Vec<Value>, WireError> {
        let items = self.take(key)?.into_array().or(Err(WireError::Field(key.1)))?;
        if items.len() <= len_max { Ok(items) } else { Err(WireError::Field(key.1)) }
    }

    /// Nothing may be left: a field we do not know is a meaning we would miss.
    pub(crate) fn finish(self, unknown: &'static str) -> Result<(), WireError> {
        if self.0.is_empty() { Ok(()) } else { Err(WireError::Field(unknown)) }
    }
}
