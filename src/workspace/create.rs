//! Making a memory file: whole or not at all.

use std::fs;
use std::io;
use std::path::Path;

use rusqlite::Connection;
use tempfile::NamedTempFile;

use super::open::{bring_up_to_date, prepare};
use super::{folder_of, temporary_in};
use crate::failure::{Failure, Result};

/// Makes an empty memory at `path`; tells whether it did, or another program was faster.
///
/// The file is made under another name in the same folder, written to disk and then renamed, so that no one ever
/// sees half a memory. Only its owner may read it.
///
/// # Errors
/// The folder cannot be made or written to.
pub fn create(path: &Path) -> Result<bool> {
    let folder = folder_of(path);
    let failed = |error: &dyn std::fmt::Display| Failure::cannot_create(path, error);
    create_private_folder(folder).map_err(|e| failed(&reason(&e)))?;
    let file = temporary_in(folder).map_err(|e| failed(&reason(&e)))?;
    fill(&file).map_err(|e| failed(&e))?;
    file.as_file().sync_all().map_err(|e| failed(&reason(&e)))?;
    match file.persist_noclobber(path) {
        Ok(_) => sync_folder(folder).map(|()| true).map_err(|e| failed(&reason(&e))),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(failed(&reason(&error.error))),
    }
}

fn fill(file: &NamedTempFile) -> rusqlite::Result<()> {
    let connection = Connection::open(file.path())?;
    prepare(&connection)?;
    connection.pragma_update(None, "application_id", tm::sqlite::APPLICATION_ID)?;
    bring_up_to_date(&connection)?;
    // The last step: a file in WAL mode would keep a second file beside it while it is filled.
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.close().map_err(|(_, error)| error)
}

/// Says the common reasons in plain words.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "you may not write to that folder".to_owned()
        }
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            "part of its path is a file, no folder".to_owned()
        }
        _ => error.to_string(),
    }
}

/// Makes the missing folders; on systems with file modes only their owner may enter them.
pub(super) fn create_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes a rename durable where the system lets a folder be synchronised; elsewhere the rename itself has to do.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_maker_finds_the_first_ones_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("new/memory.tmdb");
        assert!(create(&path).unwrap());
        let bytes = fs::read(&path).unwrap();
        assert!(!create(&path).unwrap());
        assert_eq!(fs::read(&path).unwrap(), bytes);
        let left: Vec<_> = fs::read_dir(dir.path().join("new")).unwrap().collect();
        assert_eq!(left.len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("inner/memory.tmdb");
        create(&path).unwrap();
        let mode = |p: &Path| fs::metadata(p).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    }
}
