//! Why a Parquet file is not read.

use comity_domain::message::Fault;

use crate::error::AppError;

/// Why a Parquet file is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a Parquet file that is read here: {self:?}")]
pub enum ParquetFault {
    /// Its bytes are none of the format, or contradict each other.
    Unreadable,
    /// It is encrypted.
    Encrypted,
    /// Its schema, its footer, a page or a list is larger than the limits.
    TooLarge,
    /// The compression of this name is not read.
    Codec(String),
    /// The encoding of this name is not read.
    Encoding(String),
    /// The column of this name holds neither texts, numbers nor dates.
    Column(String),
}

impl From<ParquetFault> for AppError {
    fn from(fault: ParquetFault) -> Self {
        let named =
            |field: String, key: &str| Self::Faults(vec![Fault { field, key: key.to_owned() }]);
        match fault {
            ParquetFault::Unreadable => Self::Invalid { key: "screen-parquet-unreadable" },
            ParquetFault::Encrypted => Self::Invalid { key: "screen-parquet-encrypted" },
            ParquetFault::TooLarge => Self::Invalid { key: "screen-parquet-too-large" },
            ParquetFault::Codec(name) => named(name, "screen-parquet-codec"),
            ParquetFault::Encoding(name) => named(name, "screen-parquet-encoding"),
            ParquetFault::Column(name) => named(name, "screen-parquet-column"),
        }
    }
}
