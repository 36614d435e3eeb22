//! Checked copies of a memory, and the way back.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;

use crate::failure::{Failure, Result};
use crate::workspace::copy::{self, Extent};
use crate::workspace::index::Files;
use crate::workspace::{Carried, folder_of, is_same_file};

/// How long a backup waits to note its day: it has been made already, and a long import must not hold it up.
const PATIENCE: Duration = Duration::from_secs(1);

/// What was copied.
#[derive(Debug)]
pub struct BackedUp {
    /// What is in it.
    pub extent: Extent,
    /// Size of the file.
    pub bytes: u64,
}

/// Copies the memory at `memory` into `file`, whole and checked.
///
/// # Errors
/// `file` is there already and `replace` is not wanted, it cannot be written, or the memory is damaged.
pub fn backup(connection: &Connection, memory: &Path, file: &Path, replace: bool) -> Result<BackedUp> {
    if is_same_file(memory, file) {
        return Err(Failure::same_file(file));
    }
    if file.is_dir() {
        return Err(Failure::unwritable(file, &std::io::ErrorKind::IsADirectory.into()));
    }
    if file.exists() && !replace {
        return Err(Failure::backup_exists(file));
    }
    let (copied, extent) = copy::checked_copy(connection, folder_of(file)).map_err(|e| e.writing(file))?;
    let bytes = copied.as_file().metadata().map_or(0, |m| m.len());
    copy::name_it(copied, file, replace)?;
    note_day(connection);
    Ok(BackedUp { extent, bytes })
}

/// The day of the last backup, for `tm doctor`; where it went is not written down, so that the memory of somebody
/// who is searched does not say where to search next.
fn note_day(connection: &Connection) {
    let noted = connection.busy_timeout(PATIENCE).and_then(|()| {
        let day = crate::clock::today().into_bytes();
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('backup', ?1)", [day])
    });
    // A memory that may only be read, or that is being written to, has a backup all the same.
    drop(noted);
}

/// What a restore did, or would do.
#[derive(Debug)]
pub struct Restored {
    /// What came from the backup.
    pub extent: Extent,
    /// Where the memory is that was there before.
    pub kept: Option<PathBuf>,
    /// The protection that passed from it to the restored one.
    pub carried: Carried,
}

/// Puts the backup `file` in the place of `memory`.
///
/// # Errors
/// The backup is no memory or damaged, or the memory cannot be replaced; then nothing was changed.
pub fn restore(file: &Path, memory: &Path, dry_run: bool) -> Result<Restored> {
    if is_same_file(memory, file) {
        return Err(Failure::same_file(file));
    }
    if dry_run {
        return Ok(Restored { extent: copy::examine(file)?, kept: None, carried: Carried::default() });
    }
    let (staged, extent) = copy::stage(file, memory)?;
    let copy::Replaced { kept, carried } = copy::put_in_place(staged, memory)?;
    // It is of another store now and would not be used; what stays is taken away by the next that is written.
    let _ = Files::of(memory).remove();
    Ok(Restored { extent, kept, carried })
}
