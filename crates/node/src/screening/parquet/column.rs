//! A column of a Parquet file, read row by row as text.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::DataType;
use parquet::errors::Result;
use parquet::schema::types::ColumnDescriptor;
use std::sync::Arc;

use super::ParquetFault;
use super::pages::Pages;
use crate::screening::column::Field;

/// What the numbers of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    /// Numbers.
    Plain,
    /// Days since 1970-01-01.
    Days,
    /// Moments since 1970-01-01, so many to a day.
    Moments(i64),
}

/// A column that holds something.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    /// Its place among the columns of the file.
    pub(super) place: usize,
    /// What it holds.
    pub(super) field: Field,
    number: Number,
}

impl Wanted {
    /// A column as the schema has it.
    ///
    /// # Errors
    /// When it holds neither texts, numbers nor dates.
    pub(super) fn of(
        place: usize,
        field: Field,
        column: &ColumnDescriptor,
    ) -> std::result::Result<Self, ParquetFault> {
        const DAY: i64 = 24 * 60 * 60;
        let moments = |unit| match unit {
            TimeUnit::MILLIS => Number::Moments(DAY * 1_000),
            TimeUnit::MICROS => Number::Moments(DAY * 1_000_000),
            TimeUnit::NANOS => Number::Moments(DAY * 1_000_000_000),
        };
        let (logical, converted) = (column.logical_type_ref(), column.converted_type());
        let number = match (column.physical_type(), logical, converted) {
            (Type::INT32, Some(LogicalType::Date), _) | (Type::INT32, _, ConvertedType::DATE) => {
                Some(Number::Days)
            }
            (Type::INT64, Some(LogicalType::Timestamp(stamp)), _) => Some(moments(stamp.unit)),
            (Type::INT64, _, ConvertedType::TIMESTAMP_MILLIS) => Some(moments(TimeUnit::MILLIS)),
            (Type::INT64, _, ConvertedType::TIMESTAMP_MICROS) => Some(moments(TimeUnit::MICROS)),
            (Type::INT32 | Type::INT64, None | Some(LogicalType::Integer(_)), kind)
                if !matches!(kind, ConvertedType::DECIMAL) =>
            {
                Some(Number::Plain)
            }
            (Type::DOUBLE, None, _) => Some(Number::Plain),
            (Type::BYTE_ARRAY, None | Some(LogicalType::String | LogicalType::Enum), kind)
                if !matches!(kind, ConvertedType::DECIMAL) =>
            {
                Some(Number::Plain)
            }
            _ => None,
        };
        let name = || ParquetFault::Column(column.path().string());
        Ok(Self { place, field, number: number.ok_or_else(name)? })
    }
}

/// A column of one row group under way.
pub(super) struct Column {
    wanted: Wanted,
    reader: ColumnReader,
}

/// The values of a row; or, in a sentence, why one cannot be read.
pub(super) type Values = std::result::Result<Vec<String>, String>;

impl Column {
    pub(super) fn open(wanted: &Wanted, pages: Pages, column: &Arc<ColumnDescriptor>) -> Self {
        let reader = get_column_reader(Arc::clone(column), Box::new(pages));
        Self { wanted: wanted.clone(), reader }
    }

    /// What it holds.
    pub(super) fn field(&self) -> Field {
        self.wanted.field
    }

    /// The values of the next row; `None` after the last.
    pub(super) fn next(&mut self) -> Result<Option<Values>> {
        let (number, place) = (self.wanted.number, self.wanted.place);
        match &mut self.reader {
            ColumnReader::ByteArrayColumnReader(reader) => next(reader, |value| {
                let text = std::str::from_utf8(value.data()).map(str::to_owned);
                text.ok().ok_or_else(|| format!("column {} is not UTF-8", place + 1))
            }),
            ColumnReader::Int32ColumnReader(reader) => {
                next(reader, |value| written(number, i64::from(*value)))
            }
            ColumnReader::Int64ColumnReader(reader) => next(reader, |v| written(number, *v)),
            ColumnReader::DoubleColumnReader(reader) => next(reader, |v| Ok(v.to_string())),
            // `Wanted::of` let no other through.
            _ => Ok(None),
        }
    }
}

/// The values of one row out of a column of one kind.
fn next<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    text: impl Fn(&T::T) -> std::result::Result<String, String>,
) -> Result<Option<Values>> {
    let (mut known, mut again, mut values) = (Vec::new(), Vec::new(), Vec::new());
    let read = reader.read_records(1, Some(&mut known), Some(&mut again), &mut values)?;
    Ok((read.0 == 1).then(|| values.iter().map(text).collect()))
}

fn written(number: Number, value: i64) -> std::result::Result<String, String> {
    let written = match number {
        Number::Plain => Some(value.to_string()),
        Number::Days => day(value).map(|date| date.to_string()),
        // In another zone than that of the file's maker, a moment may be the day before.
        Number::Moments(a_day) if value.rem_euclid(a_day) != 0 => {
            return Err("a date has a time of day; write it as a date".to_owned());
        }
        Number::Moments(a_day) => day(value.div_euclid(a_day)).map(|date| date.to_string()),
    };
    written.ok_or_else(|| "a date is out of the calendar".to_owned())
}

fn day(days: i64) -> Option<Date> {
    let days = i32::try_from(days).ok().filter(|days| days.abs() < 1_000_000)?;
    date(1970, 1, 1).checked_add(days.days()).ok()
}
