//! Rows of a Parquet file: texts, whole numbers, dates, and lists of them, by the names of the
//! columns.
//!
//! Only columns that hold something are read, page by page, a row at a time. What the bytes of a
//! file claim is held against the limits before memory is taken for it; a panic of the library over
//! hostile bytes is caught here and is a refusal.
//!
//! Invariant: nothing of what the library says of an error is shown, as it may repeat content.

mod column;
mod fault;
mod footer;
mod pages;

pub use fault::ParquetFault;
pub(super) use footer::MAGIC;

use anyhow::Context;
use comity_domain::limits;
use parquet::basic::{Compression, ConvertedType};
use parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};
use parquet::schema::types::SchemaDescriptor;
use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use self::column::{Column, Wanted};
use self::pages::{Pages, Source};
use super::Row;
use super::cells::Cells;
use super::column::{Field, Mapping};

/// The rows.
pub struct ParquetRows {
    source: Arc<Source>,
    metadata: ParquetMetaData,
    wanted: Vec<Wanted>,
    /// Row groups begun.
    begun: usize,
    group: Option<Group>,
    /// Rows given.
    given: u64,
    /// Why nothing is read any more.
    ended: Option<ParquetFault>,
}

/// A row group under way.
struct Group {
    columns: Vec<Column>,
    /// Rows to come.
    left: i64,
}

impl fmt::Debug for ParquetRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParquetRows").field("given", &self.given).finish_non_exhaustive()
    }
}

impl ParquetRows {
    /// Opens a file and reads its footer.
    pub(super) fn open(path: &Path, mapping: &Mapping) -> anyhow::Result<Self> {
        let context = || format!("cannot read {}", path.display());
        let file = File::open(path).with_context(context)?;
        let bytes = file.metadata().with_context(context)?.len();
        let metadata = guarded(|| footer::read(&file, bytes))?;
        let names = guarded(|| columns(metadata.file_metadata().schema_descr()))?;
        let listed: Vec<String> = names.iter().map(|(_, name)| name.clone()).collect();
        let fields = mapping.header(&listed)?;
        let wanted = guarded(|| {
            let schema = metadata.file_metadata().schema_descr();
            let held = names.iter().zip(fields).filter(|(_, field)| *field != Field::Nothing);
            let wanted =
                held.map(|((place, _), field)| Wanted::of(*place, field, &schema.column(*place)));
            let wanted: Vec<Wanted> = wanted.collect::<Result<_, _>>()?;
            judge(&metadata, &wanted)?;
            Ok(wanted)
        })?;
        let source = Arc::new(Source::new(file, bytes));
        Ok(Self { source, metadata, wanted, begun: 0, group: None, given: 0, ended: None })
    }

    /// Rows the file says to have.
    pub(super) fn declared(&self) -> u64 {
        u64::try_from(self.metadata.file_metadata().num_rows()).unwrap_or_default()
    }

    /// The next row.
    pub(super) fn next_row(&mut self) -> anyhow::Result<Option<Row>> {
        if let Some(fault) = &self.ended {
            return Err(fault.clone().into());
        }
        let next = guarded(|| self.read());
        if let Err(fault) = &next {
            self.ended = Some(fault.clone());
        }
        Ok(next?)
    }

    fn read(&mut self) -> Result<Option<Row>, ParquetFault> {
        while self.group.as_ref().is_none_or(|group| group.left == 0) {
            self.close()?;
            if self.begun >= self.metadata.num_row_groups() {
                return Ok(None);
            }
            self.group = Some(self.begin(self.metadata.row_group(self.begun))?);
            self.begun += 1;
        }
        let Some(group) = &mut self.group else { return Ok(None) };
        group.left -= 1;
        self.given += 1;
        let row = group.row(self.given);
        row.map(Some).map_err(|fault| fault.unwrap_or_else(|| self.source.fault()))
    }

    fn begin(&self, group: &RowGroupMetaData) -> Result<Group, ParquetFault> {
        let rows = usize::try_from(group.num_rows()).or(Err(ParquetFault::Unreadable))?;
        let columns = self.wanted.iter().map(|wanted| {
            let chunk = group.column(wanted.place);
            let pages = Pages::open(&self.source, chunk, rows)?;
            Ok(Column::open(wanted, pages, &chunk.column_descr_ptr()))
        });
        let columns: parquet::errors::Result<Vec<Column>> = columns.collect();
        let columns = columns.ok().ok_or_else(|| self.source.fault())?;
        Ok(Group { columns, left: group.num_rows() })
    }

    /// A row group is over when its columns are: one that goes on has other rows than the footer
    /// says.
    fn close(&mut self) -> Result<(), ParquetFault> {
        let Some(mut group) = self.group.take() else { return Ok(()) };
        for column in &mut group.columns {
            if !matches!(column.next(), Ok(None)) {
                return Err(self.source.fault());
            }
        }
        Ok(())
    }
}

impl Group {
    /// The next row; `Err(None)` when the library says what is wrong, and only the source knows.
    fn row(&mut self, line: u64) -> Result<Row, Option<ParquetFault>> {
        let (mut cells, mut bytes, mut refused) = (Cells::default(), 0_usize, None);
        for column in &mut self.columns {
            let values = column.next().or(Err(None))?.ok_or(Some(ParquetFault::Unreadable))?;
            let values = values.unwrap_or_else(|fault| {
                refused.get_or_insert(fault);
                Vec::new()
            });
            bytes = values.iter().fold(bytes, |sum, value| sum.saturating_add(value.len()));
            let fitting = values.iter().filter(|_| bytes <= limits::SCREEN_ROW_BYTES_MAX);
            fitting.for_each(|value| cells.add(column.field(), value));
        }
        if bytes > limits::SCREEN_ROW_BYTES_MAX {
            refused = Some(format!("longer than {} bytes", limits::SCREEN_ROW_BYTES_MAX));
        }
        let id = cells.id.clone();
        let sought = match refused {
            Some(fault) => Err(fault),
            None => cells.sought(),
        };
        Ok(Row { line, id, sought })
    }
}

/// Runs what reads foreign bytes by the library. After a panic nothing of it is used again.
fn guarded<T>(read: impl FnOnce() -> Result<T, ParquetFault>) -> Result<T, ParquetFault> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(ParquetFault::Unreadable))
}

/// The columns that can be read, with their names: those of one value a row, and lists. Maps and
/// lists of records are none.
fn columns(schema: &SchemaDescriptor) -> Result<Vec<(usize, String)>, ParquetFault> {
    if schema.num_columns() > limits::SCREEN_COLUMNS_MAX {
        return Err(ParquetFault::TooLarge);
    }
    let root = |place: usize| schema.get_column_root_idx(place);
    let mut leaves: BTreeMap<usize, usize> = BTreeMap::new();
    for place in 0..schema.num_columns() {
        *leaves.entry(root(place)).or_default() += 1;
    }
    let named = (0..schema.num_columns()).filter_map(|place| {
        let (column, top) = (schema.column(place), schema.get_column_root(place));
        let path = column.path().parts();
        let kind = top.get_basic_info().converted_type();
        let alone = leaves.get(&root(place)) == Some(&1);
        let list = alone && path.len() <= 3 && !matches!(kind, ConvertedType::MAP);
        match column.max_rep_level() {
            0 => Some((place, path.join("."))),
            1 if list => Some((place, path.first()?.clone())),
            _ => None,
        }
    });
    Ok(named.collect())
}

/// Whether every row group can be read: all before the first row is, so that no screening ends in
/// the middle over its compression.
fn judge(metadata: &ParquetMetaData, wanted: &[Wanted]) -> Result<(), ParquetFault> {
    let mut rows = 0_i64;
    for group in metadata.row_groups() {
        rows = rows.checked_add(group.num_rows()).ok_or(ParquetFault::Unreadable)?;
        if group.num_rows() < 0 {
            return Err(ParquetFault::Unreadable);
        }
        for wanted in wanted {
            let chunk = group.column(wanted.place);
            match chunk.compression() {
                Compression::UNCOMPRESSED | Compression::SNAPPY => {}
                other => {
                    let name = other.to_string();
                    let name = name.split('(').next().unwrap_or_default();
                    return Err(ParquetFault::Codec(name.to_owned()));
                }
            }
            // Whose values lie in another file is no list of its own.
            if chunk.file_path().is_some() {
                return Err(ParquetFault::Unreadable);
            }
        }
    }
    // The rows of the file are those of its groups.
    if rows != metadata.file_metadata().num_rows() {
        return Err(ParquetFault::Unreadable);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
