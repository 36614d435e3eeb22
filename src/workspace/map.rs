//! A file as bytes that are read when they are touched: the only place of the program where the compiler's promises rest on
//! something it cannot check.

use std::fs::File;
use std::io;
use std::path::Path;

use memmap2::Mmap;

/// Maps a file that nobody changes.
///
/// # Errors
/// It is not there, no regular file, may not be read, or the system cannot map it.
#[expect(
    unsafe_code,
    reason = "a memory map is a promise about other programs; why it is kept is said below"
)]
pub(super) fn map(path: &Path) -> io::Result<Mmap> {
    // A pipe would be waited for until somebody writes to it.
    if !path.metadata()?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let file = File::open(path)?;
    // SAFETY: the bytes of a map must not change while they are borrowed. Files of an index are written under another name,
    // synchronised, renamed, and from then on only removed or replaced by a rename, by every version of this program; a
    // map keeps the file it was made of. So only a stranger can change one in place, who may write to the owner's files
    // (mode 0600, folder 0700) and could change the memory itself. What remains then: bytes that change between two reads are
    // numbers either way, for columns hold nothing but numbers of which every value is one, every number is looked up with
    // bounds, and a block whose checksum does not agree is not used; a file cut short ends the program with SIGBUS, which
    // loses nothing, since a program that looks up does not write.
    unsafe { Mmap::map(&file) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_keeps_the_file_it_was_made_of() {
        let dir = tempfile::tempdir().unwrap();
        let (path, other) = (dir.path().join("a"), dir.path().join("b"));
        std::fs::write(&path, "the first").unwrap();
        let first = map(&path).unwrap();
        std::fs::write(&other, "another").unwrap();
        std::fs::rename(&other, &path).unwrap();
        assert_eq!((&first[..], &map(&path).unwrap()[..]), (&b"the first"[..], &b"another"[..]));
        std::fs::remove_file(&path).unwrap();
        assert_eq!(&first[..], b"the first");
        assert!(map(&path).is_err());
    }
}
