//! The pages of a Parquet file, each held against the limits before memory is taken for it.

use comity_domain::limits;
use hyper::body::Bytes;
use parquet::basic::Encoding;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::{ChunkReader, Length};
use parquet::file::serialized_reader::SerializedPageReader;
use std::fs::File;
use std::io::{Cursor, Read};
use std::os::unix::fs::FileExt;
use std::sync::{Arc, OnceLock};

use super::ParquetFault;
use super::footer::{unzigzag, varint};

/// A file, read by place, and what was found wrong with it beside what the library finds.
pub(super) struct Source {
    file: File,
    bytes: u64,
    fault: Arc<OnceLock<ParquetFault>>,
}

impl Source {
    pub(super) fn new(file: File, bytes: u64) -> Self {
        Self { file, bytes, fault: Arc::default() }
    }

    /// Why reading failed.
    pub(super) fn fault(&self) -> ParquetFault {
        self.fault.get().cloned().unwrap_or(ParquetFault::Unreadable)
    }

    /// Keeps the first fault; the library hears only that there is one.
    fn refuse(&self, fault: ParquetFault) -> ParquetError {
        self.fault.get_or_init(|| fault);
        ParquetError::General("refused".to_owned())
    }

    fn block(&self, start: u64, length: usize) -> Result<Vec<u8>> {
        let mut block = vec![0; length];
        self.file.read_exact_at(&mut block, start)?;
        Ok(block)
    }
}

impl Length for Source {
    fn len(&self) -> u64 {
        self.bytes
    }
}

impl ChunkReader for Source {
    type T = Head;

    /// The library reads the heads of pages by this, and nothing else.
    fn get_read(&self, start: u64) -> Result<Head> {
        let rest = usize::try_from(self.bytes.saturating_sub(start)).unwrap_or(usize::MAX);
        let length = rest.min(limits::SCREEN_PARQUET_PAGE_HEAD_BYTES_MAX);
        let bytes = Cursor::new(self.block(start, length)?);
        Ok(Head { bytes, begun: false, fault: Arc::clone(&self.fault) })
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        if length > limits::SCREEN_PARQUET_PAGE_BYTES_MAX {
            return Err(self.refuse(ParquetFault::TooLarge));
        }
        self.block(start, length).map(Bytes::from)
    }
}

/// The head of a page. The size a page claims to have is looked at when its head is first read.
pub(super) struct Head {
    bytes: Cursor<Vec<u8>>,
    begun: bool,
    fault: Arc<OnceLock<ParquetFault>>,
}

impl Read for Head {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if !self.begun {
            self.begun = true;
            let most = i64::try_from(limits::SCREEN_PARQUET_PAGE_BYTES_MAX).unwrap_or(i64::MAX);
            let fault = match unpacked(self.bytes.get_ref()) {
                Some(size) if size > most => ParquetFault::TooLarge,
                Some(0..) => return self.bytes.read(into),
                Some(_) | None => ParquetFault::Unreadable,
            };
            self.fault.get_or_init(|| fault);
            return Err(std::io::Error::other("refused"));
        }
        self.bytes.read(into)
    }
}

/// The size of a page out of its head (`PageHeader` of the format): the kind of the page, then its
/// size without compression, as the two first fields.
fn unpacked(head: &[u8]) -> Option<i64> {
    const NEXT_FIELD_INT32: u8 = 0x15;
    let rest = head.strip_prefix(&[NEXT_FIELD_INT32])?;
    let (_, length) = varint(rest)?;
    let rest = rest.get(length..)?.strip_prefix(&[NEXT_FIELD_INT32])?;
    varint(rest).map(|(size, _)| unzigzag(size))
}

/// The pages of a column, within the limits.
pub(super) struct Pages {
    inner: SerializedPageReader<Source>,
    source: Arc<Source>,
    /// Values that may still come, where a row may hold many.
    left: Option<u64>,
}

impl Pages {
    pub(super) fn open(
        source: &Arc<Source>,
        column: &ColumnChunkMetaData,
        rows: usize,
    ) -> Result<Self> {
        let lists = column.column_descr().max_rep_level() > 0;
        let inner = SerializedPageReader::new(Arc::clone(source), column, rows, None)?;
        let left = lists.then_some(limits::SCREEN_PARQUET_LIST_VALUES_MAX);
        Ok(Self { inner, source: Arc::clone(source), left })
    }

    fn judge(&mut self, page: &Page) -> Result<()> {
        // The decoders of the delta encodings take memory as the bytes say; they are not used.
        match page.encoding() {
            Encoding::PLAIN | Encoding::PLAIN_DICTIONARY | Encoding::RLE_DICTIONARY => {}
            Encoding::RLE if page.is_data_page() => {}
            other => return Err(self.source.refuse(ParquetFault::Encoding(other.to_string()))),
        }
        let values = u64::from(page.num_values());
        let left = self.left.filter(|_| page.is_data_page());
        let most = left.unwrap_or(u64::MAX).min(limits::SCREEN_PARQUET_PAGE_VALUES_MAX);
        if values > most {
            return Err(self.source.refuse(ParquetFault::TooLarge));
        }
        if let Some(left) = left {
            self.left = Some(left.saturating_sub(values));
        }
        Ok(())
    }
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let page = self.inner.get_next_page()?;
        if let Some(page) = &page {
            self.judge(page)?;
        }
        Ok(page)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.inner.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.inner.skip_next_page()
    }
}
