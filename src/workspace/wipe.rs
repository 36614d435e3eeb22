//! Leaving nothing of what was deleted in the file of a memory and its index.

use std::path::Path;

use rusqlite::Connection;

use super::index::Files;
use crate::failure::{Failure, Result};

/// The row of `meta` that says that something was purged and is not wiped yet. It is written with the purge and goes
/// when nothing is left to wipe, so that a kill, a full disk or a reader in between is not forgotten.
const PENDING: &str = "wipe";

/// Notes, in the write that purges, that the file is to be wiped.
///
/// # Errors
/// The store cannot be written.
pub fn note_pending(connection: &Connection) -> Result<()> {
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?1, x'')", [PENDING])?;
    Ok(())
}

/// Whether something was purged and may still stand in the file.
///
/// # Errors
/// The store cannot be read.
pub fn is_pending(connection: &Connection) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM meta WHERE key = ?1)";
    Ok(connection.query_row(sql, [PENDING], |row| row.get(0))?)
}

/// Notes that nothing is left to wipe.
pub(super) fn clear_pending(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM meta WHERE key = ?1", [PENDING]).map(drop)
}

/// Removes the index, rewrites the file without the space that deleted rows left, and empties its write-ahead log.
///
/// `secure_delete` has overwritten the rows already; parts of them may still stand in the log and where SQLite moved
/// them within a page, so everything is written anew.
///
/// # Errors
/// The index cannot be removed, somebody has the memory open for reading for longer than the busy timeout, or the disk is full: then it stays
/// pending.
pub fn wipe(connection: &Connection) -> Result<()> {
    if let Some(path) = connection.path().filter(|path| !path.is_empty()) {
        Files::of(Path::new(path)).remove().map_err(|error| {
            Failure::not_wiped(&format_args!("the index beside the memory cannot be removed: {error}"))
        })?;
    }
    // First the log: rewriting while somebody reads an older state would only make it longer.
    empty_log(connection)?;
    connection.execute_batch("VACUUM").map_err(|error| Failure::not_wiped(&error))?;
    empty_log(connection)?;
    Ok(clear_pending(connection)?)
}

fn empty_log(connection: &Connection) -> Result<()> {
    let emptied = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
    match emptied {
        Ok(0) => Ok(()),
        Ok(_) => Err(Failure::not_wiped(&"another program reads the memory and keeps its -wal file alive")),
        Err(error) => Err(Failure::not_wiped(&error)),
    }
}
