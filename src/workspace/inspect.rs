//! Looking at a memory without changing a byte of it.

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::copy::has_log;
use super::open::{OpenError, VERSION, check_is_a_store, harden, in_memory, open_read_only, open_settled};
use crate::failure::{Failure, Result};

/// How long a look waits for a writer that has locked everything.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

/// Opens a memory to look at, damaged or of an older layout: nothing is brought up to date, and what lies in its
/// write-ahead log stays there.
///
/// # Errors
/// It is no memory, one of a later version, or its first page cannot be read.
pub fn open_to_inspect(path: &Path) -> Result<Connection> {
    check_is_a_store(path)?;
    let log = has_log(path);
    match open_writable(path, log) {
        Err(error) if error.is_read_only() => open_read_only(path),
        opened => opened.map_err(Failure::from),
    }
}

/// A connection that could write, which reading beside a writer needs, and does not.
fn open_writable(path: &Path, log: bool) -> std::result::Result<Connection, OpenError> {
    open_settled(path, |connection| {
        connection.busy_timeout(PATIENCE)?;
        harden(connection)?;
        // Without a log closing takes the empty helper files away again; with one it would write into the memory.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, log)?;
        connection.pragma_update(None, "query_only", "on")
    })
}

/// The layout of a memory, and the newest one.
///
/// # Errors
/// It cannot be read.
pub fn layout(connection: &Connection) -> Result<(i32, i32)> {
    let found = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok((found, VERSION))
}

/// Triggers, views and tables that no version of this program makes: code or data somebody else put there.
///
/// # Errors
/// The list of tables cannot be read.
pub fn foreign_objects(connection: &Connection) -> Result<Vec<String>> {
    let ours: BTreeSet<_> = objects(&in_memory()?)?.into_iter().collect();
    let strange = objects(connection)?.into_iter().filter(|object| !ours.contains(object));
    Ok(strange.map(|(kind, name)| format!("the {kind} {name}")).collect())
}

/// Tables of the present layout that are not there; none are looked for in an older one.
///
/// # Errors
/// The list of tables cannot be read.
pub fn missing_objects(connection: &Connection) -> Result<Vec<String>> {
    let (found, newest) = layout(connection)?;
    if found < newest {
        return Ok(Vec::new());
    }
    let there: BTreeSet<_> = objects(connection)?.into_iter().collect();
    let missing = objects(&in_memory()?)?.into_iter().filter(|object| !there.contains(object));
    Ok(missing.map(|(kind, name)| format!("the {kind} {name}")).collect())
}

fn objects(connection: &Connection) -> Result<Vec<(String, String)>> {
    let sql = "SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
