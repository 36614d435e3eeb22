//! A new memory, and the settings that find it.

use std::path::Path;

use glossary::{Added, TermStore};
use rusqlite::Connection;
use tm::sqlite::SqliteStore;

use super::{starter, write};
use crate::failure::{Failure, Result};
use crate::settings::{FILE_NAME, SettingsFile};
use crate::workspace;

/// Units and terms that the starter data brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Starter {
    /// Units.
    pub units: usize,
    /// Concepts.
    pub concepts: usize,
}

/// Writes `tm.toml` into `folder`.
///
/// # Errors
/// There is one already, or the folder may not be written to.
pub fn write_settings(folder: &Path, settings: &SettingsFile) -> Result<()> {
    let path = folder.join(FILE_NAME);
    let failed = |error: &std::io::Error| Failure::unwritable(&path, error);
    let text = toml::to_string(settings).map_err(|error| Failure::settings(&path, error))?;
    let mut file = workspace::temporary_in(folder).map_err(|e| failed(&e))?;
    std::io::Write::write_all(&mut file, text.as_bytes()).map_err(|e| failed(&e))?;
    file.as_file().sync_all().map_err(|e| failed(&e))?;
    match file.persist_noclobber(&path) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(Failure::already_there(&path))
        }
        Err(error) => Err(failed(&error.error)),
    }
}

/// Copies the starter memory and glossary into a memory.
///
/// # Errors
/// What the store says: then nothing was changed.
pub fn copy_starter(connection: &Connection) -> Result<Starter> {
    let mut store = SqliteStore::new(connection);
    let (_, starter) = write(&mut store, "init", starter::LABEL, false, |store, tx| {
        let units = starter::fill(store)?;
        let mut terms = glossary::sqlite::SqliteTerms::new(connection, tx.0);
        let mut concepts = 0;
        for concept in glossary::starter() {
            concepts += usize::from(terms.add(&concept).map_err(super::glossary::failure)? == Added::New);
        }
        Ok(Starter { units, concepts })
    })?;
    Ok(starter)
}
