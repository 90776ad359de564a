//! The index of names over this agency's register: how persons are found by name.
//!
//! The register in the database is the truth; the index is made from it and can always be made
//! anew. It is a mapped file (`file.rs`) and the changes of the register since that file was
//! written, which every look takes in first, whichever process made them.
//!
//! Invariant: a search sees every change that was committed before it began.

mod file;

use comity_names::{Extent, Index, STAMP_BYTES};
use comity_store::{LogPosition, PersonChange, Store};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::Mutex;

use crate::app::register::Person;
use crate::error::AppError;

/// Changes of the register read at a time.
const PAGE: u32 = 1_000;
/// Changed names that never make a new file worth while.
const FEW: usize = 2_000;
/// Of so many names of the file, one changed makes a new file worth while when the register rests.
const REST: usize = 100;
/// The same while the register goes on changing.
const RUSH: usize = 2;
/// Changed names that make a new file worth while while the register goes on changing.
const MANY: usize = 200_000;

/// The index of a node.
#[derive(Debug)]
pub struct RegisterIndex {
    /// Its file; without one it is kept in memory.
    path: Option<PathBuf>,
    held: Mutex<Option<Held>>,
}

/// An index and what of the register it has seen.
#[derive(Debug, Clone)]
struct Held {
    index: Arc<Index>,
    seen: Seen,
    /// What it had seen when the keeper last looked.
    looked: i64,
    /// Why the file could not be used when it was opened.
    refused: Option<String>,
}

/// How much of the register an index has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    /// The number of the last change.
    change: i64,
    /// The log of the store at that time.
    log: LogPosition,
}

/// What there is to say of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexState {
    /// How much it holds.
    pub extent: Extent,
    /// The newest change of the register it has seen.
    pub change: i64,
    /// Why the file could not be used when it was opened, if it could not.
    pub refused: Option<String>,
}

impl Seen {
    const NOTHING: Self = Self { change: 0, log: LogPosition { size: 0, head: [0; 32] } };

    fn to_stamp(self) -> [u8; STAMP_BYTES] {
        let mut stamp = [0; STAMP_BYTES];
        let parts = [&self.change.to_le_bytes()[..], &self.log.size.to_le_bytes(), &self.log.head];
        let bytes = parts.into_iter().flatten();
        stamp.iter_mut().zip(bytes).for_each(|(slot, byte)| *slot = *byte);
        stamp
    }

    fn from_stamp(stamp: &[u8; STAMP_BYTES]) -> Self {
        let mut bytes = stamp.iter().copied();
        let mut eight = || std::array::from_fn(|_| bytes.next().unwrap_or(0));
        let (change, size) = (i64::from_le_bytes(eight()), u64::from_le_bytes(eight()));
        let head = std::array::from_fn(|_| bytes.next().unwrap_or(0));
        Self { change, log: LogPosition { size, head } }
    }
}

impl RegisterIndex {
    /// An index kept in a file, or in memory only.
    pub fn new(path: Option<PathBuf>) -> Self {
        Self { path, held: Mutex::new(None) }
    }

    /// The index with every change of the register taken in.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn current(&self, store: &Store) -> Result<Arc<Index>, AppError> {
        let mut slot = self.held.lock().await;
        let held = self.caught_up(&mut slot, store).await?;
        Ok(Arc::clone(&held.index))
    }

    /// Where the index stands, every change taken in.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn state(&self, store: &Store) -> Result<IndexState, AppError> {
        let mut slot = self.held.lock().await;
        let held = self.caught_up(&mut slot, store).await?;
        let (extent, change) = (held.index.extent(), held.seen.change);
        Ok(IndexState { extent, change, refused: held.refused.clone() })
    }

    /// Writes a new file if enough has changed; whether it did. Searches go on meanwhile.
    ///
    /// # Errors
    /// When the store fails, or the file cannot be written; then the old one stays.
    pub async fn keep(&self, store: &Store) -> Result<bool, AppError> {
        let snapshot = {
            let mut slot = self.held.lock().await;
            let held = self.caught_up(&mut slot, store).await?;
            let rests = held.looked == held.seen.change;
            held.looked = held.seen.change;
            if !is_due(&held.index.extent(), rests) {
                return Ok(false);
            }
            held.clone()
        };
        self.renew(snapshot).await
    }

    async fn renew(&self, snapshot: Held) -> Result<bool, AppError> {
        let Some(path) = self.path.clone() else { return Ok(false) };
        let (index, seen) = (snapshot.index, snapshot.seen);
        let written = tokio::task::spawn_blocking(move || file::write(&path, &index, seen)).await;
        let written = written.map_err(|error| AppError::Internal(error.into()))?;
        let Some(index) = written.map_err(AppError::Internal)? else { return Ok(false) };
        let index = Arc::new(index);
        // What changed since the snapshot is taken in by the next look.
        *self.held.lock().await = Some(Held { index, seen, looked: seen.change, refused: None });
        Ok(true)
    }

    async fn caught_up<'s>(
        &self,
        slot: &'s mut Option<Held>,
        store: &Store,
    ) -> Result<&'s mut Held, AppError> {
        let mut held = match slot.take() {
            Some(held) => held,
            None => self.open(store).await?,
        };
        let newest = store.person_position().await?;
        while held.seen.change < newest {
            let found = store.person_changes(held.seen.change, PAGE).await?;
            let Some(last) = found.changes.last().map(|change| change.change) else { break };
            let index = Arc::make_mut(&mut held.index);
            found.changes.iter().try_for_each(|change| take_in(index, change))?;
            held.seen = Seen { change: last, log: found.log };
            held = self.settled(held).await?;
        }
        Ok(slot.insert(held))
    }

    /// While a large register is read for the first time, what was read goes to the file, so that
    /// memory holds a part of it only.
    async fn settled(&self, held: Held) -> Result<Held, AppError> {
        let extent = held.index.extent();
        if extent.changed_names < MANY.max(extent.base_names) {
            return Ok(held);
        }
        let Some(path) = self.path.clone() else { return Ok(held) };
        let (index, seen) = (Arc::clone(&held.index), held.seen);
        let written = tokio::task::spawn_blocking(move || file::write(&path, &index, seen)).await;
        match written.map_err(|error| AppError::Internal(error.into()))? {
            Ok(Some(index)) => Ok(Held { index: Arc::new(index), ..held }),
            Ok(None) => Ok(held),
            Err(error) => {
                tracing::warn!(error = format!("{error:#}"), "the index of names stays in memory");
                Ok(held)
            }
        }
    }

    /// The index of the file, if there is one and it is of this store; else an empty one.
    async fn open(&self, store: &Store) -> Result<Held, AppError> {
        let empty =
            |refused| Held { index: Arc::default(), seen: Seen::NOTHING, looked: 0, refused };
        let Some(path) = self.path.clone().filter(|path| path.exists()) else {
            return Ok(empty(None));
        };
        let opened = tokio::task::spawn_blocking(move || file::open(&path)).await;
        let (index, seen) = match opened.map_err(|error| AppError::Internal(error.into()))? {
            Ok(found) => found,
            Err(error) => {
                let reason = format!("{error:#}");
                tracing::warn!(%reason, "the index of names cannot be used and is made anew");
                return Ok(empty(Some(reason)));
            }
        };
        let same_log = store.log_head_at(seen.log.size).await? == Some(seen.log.head);
        if !same_log || store.person_position().await? < seen.change {
            let reason = "it is of another store, or of this one before it was restored";
            tracing::warn!(reason, "the index of names cannot be used and is made anew");
            return Ok(empty(Some(reason.to_owned())));
        }
        Ok(Held { index: Arc::new(index), seen, looked: seen.change, refused: None })
    }
}

/// Whether so much has changed that a new file is worth the work.
fn is_due(extent: &Extent, rests: bool) -> bool {
    let changed = extent.changed_names;
    match rests {
        true => changed > FEW.max(extent.base_names / REST),
        false => changed > MANY.max(extent.base_names / RUSH),
    }
}

fn take_in(index: &mut Index, change: &PersonChange) -> Result<(), AppError> {
    let id = change.id.as_str();
    let Some(row) = &change.row else {
        index.remove(id);
        return Ok(());
    };
    let person = Person::from_row(row)?;
    let all = person.names.iter().chain(&person.nicknames);
    let names: Vec<&str> = all.map(|name| name.text.as_str()).collect();
    if index.put(id, &names).is_ok() {
        return Ok(());
    }
    // One name that newer rules refuse must not hide the others.
    let readable = |name: &&str| comity_names::Name::read(name).is_ok();
    let names: Vec<&str> = names.into_iter().filter(readable).collect();
    index.put(id, &names).map_err(|refused| AppError::Internal(refused.into()))
}

#[cfg(test)]
mod tests;
