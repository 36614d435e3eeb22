//! Leaving nothing of what was deleted in the file of a memory.

use rusqlite::Connection;

use crate::failure::{Failure, Result};

/// Rewrites the file without the space that deleted rows left, and empties its write-ahead log.
///
/// `secure_delete` has overwritten the rows already; parts of them may still stand in the log and where SQLite moved
/// them within a page, so everything is written anew.
///
/// # Errors
/// Somebody has the memory open for reading for longer than the busy timeout, or the disk is full.
pub fn wipe(connection: &Connection) -> Result<()> {
    // First the log: rewriting while somebody reads an older state would only make it longer.
    empty_log(connection)?;
    connection.execute_batch("VACUUM")?;
    empty_log(connection)
}

fn empty_log(connection: &Connection) -> Result<()> {
    let busy: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy == 0 { Ok(()) } else { Err(Failure::not_wiped()) }
}
