//! The hold-back list: rows of this file that nothing merges and nothing exports.

use rusqlite::{Connection, OptionalExtension};

use crate::sensitive::names::Entry;
use crate::store::StoreError;

/// The names held back, by name; none in a file of a layout before the list.
///
/// # Errors
/// [`StoreError::DamagedName`] for an entry that this program does not understand, so that nobody is exposed by
/// leaving it out; or what SQLite says.
pub fn held_back(connection: &Connection) -> Result<Vec<Entry>, StoreError> {
    let known = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'holdback'";
    if connection.query_row(known, [], |_| Ok(())).optional()?.is_none() {
        return Ok(Vec::new());
    }
    let mut statement = connection.prepare("SELECT name, entry FROM holdback ORDER BY name")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
    let entry =
        |(name, bytes): (String, Vec<u8>)| Entry::from_bytes(&name, &bytes).ok_or(StoreError::DamagedName);
    rows.map(|row| entry(row?)).collect()
}

/// Holds a name back, or changes its entry.
///
/// # Errors
/// What SQLite says.
pub fn hold_back(connection: &Connection, entry: &Entry) -> Result<(), StoreError> {
    let sql = "INSERT INTO holdback(name, entry) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET entry = excluded.entry";
    connection.execute(sql, (&entry.name, entry.to_bytes()))?;
    Ok(())
}

/// Takes a name off the list.
///
/// # Errors
/// What SQLite says.
pub fn let_go(connection: &Connection, name: &str) -> Result<(), StoreError> {
    connection.execute("DELETE FROM holdback WHERE name = ?1", [name])?;
    Ok(())
}

/// The secret of this file, which pseudonyms are drawn with.
///
/// # Errors
/// What SQLite says.
pub fn secret(connection: &Connection) -> Result<Vec<u8>, StoreError> {
    Ok(connection.query_row("SELECT value FROM meta WHERE key = 'secret'", [], |row| row.get(0))?)
}
