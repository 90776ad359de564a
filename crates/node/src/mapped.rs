//! A file as memory. The one file of the program with `unsafe`.

use std::fs::File;
use std::io;
use std::path::Path;

/// The bytes of a file, read by the system when they are looked at.
#[derive(Debug)]
pub struct Mapped(memmap2::Mmap);

impl Mapped {
    /// Maps a file that nobody changes any more.
    ///
    /// # Errors
    /// When there is none, or it cannot be mapped.
    #[expect(unsafe_code, reason = "memory mapping has no safe form; why it is sound stands here")]
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        // SAFETY: the bytes of a mapping must not change while it lives, or shrink. The only file
        // opened here is the index of names (`index/file.rs`): it is written under another name,
        // synchronised, and renamed into place, so that its name always stands for bytes that are
        // never written again; a newer index is another file, and this one lives on unnamed until
        // it is unmapped. It is readable and writable by its owner only (0600) in a folder of its
        // owner only (0700): whoever could change it in place could as well change the program.
        let bytes = unsafe { memmap2::Mmap::map(&file)? };
        Ok(Self(bytes))
    }
}

impl AsRef<[u8]> for Mapped {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}
