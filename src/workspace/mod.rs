//! Where the memory is: opened, made, brought up to date.

pub mod copy;
mod create;
pub mod index;
pub mod inspect;
mod leftovers;
mod map;
mod open;
mod protection;
pub mod room;
pub mod wipe;

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tm::index::Index;
use tm::lang::Lang;
use tm::store::MemoryStore;

use crate::failure::{Failure, Result};
use crate::jobs::suggest::Indexes;
use crate::settings::Settings;
use crate::ui::progress::Progress;

pub use create::create;
pub(crate) use create::sync_folder;
pub use leftovers::{TEMPORARY, temporary_in};
pub use open::{MAGIC, in_memory, is_sqlite, open_for_reading, open_for_writing, open_of_another};
pub use protection::Carried;

/// Name of the memory file where nobody names another.
pub const FILE_NAME: &str = "memory.tmdb";

/// What commands read from.
#[derive(Debug)]
pub enum Memory {
    /// A file.
    File(PathBuf, Connection),
    /// The starter memory and glossary compiled into the program.
    BuiltIn(Box<MemoryStore>),
}

impl Indexes for Memory {
    fn open(&self, source: &Lang, progress: &Progress) -> Result<Index> {
        match self {
            Memory::File(path, connection) => index::Files::of(path).open(connection, source, progress),
            Memory::BuiltIn(store) => store.open(source, progress),
        }
    }

    fn renew(&self, source: &Lang, progress: &Progress) -> Result<Index> {
        match self {
            Memory::File(path, connection) => index::Files::of(path).renew(connection, source, progress),
            Memory::BuiltIn(store) => store.renew(source, progress),
        }
    }
}

/// The memory that is meant, for reading: the built-in one where none is named or found.
///
/// # Errors
/// A named memory that is missing, or one that is none.
pub fn for_reading(settings: &Settings) -> Result<Memory> {
    match &settings.db {
        Some(db) if db.value.exists() => Ok(Memory::File(db.value.clone(), open_for_reading(&db.value)?)),
        Some(db) if settings.names_a_store() => Err(Failure::missing_store(&db.value)),
        _ => Ok(Memory::BuiltIn(Box::new(crate::jobs::starter::memory()?))),
    }
}

/// The memory that is meant, for writing: made when it is not there. Tells whether it was.
///
/// # Errors
/// It cannot be made or opened.
pub fn for_writing(settings: &Settings) -> Result<(PathBuf, Connection, bool)> {
    let path = settings.db.as_ref().ok_or_else(Failure::homeless)?.value.clone();
    let made = if path.exists() { false } else { create(&path)? };
    let connection = open_for_writing(&path)?;
    Ok((path, connection, made))
}

/// Whether two names lead to one file; names that lead nowhere do not.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    match (std::fs::canonicalize(one), std::fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// The label that says where units of a file were seen: its name without folders.
pub fn label_of(path: &Path) -> String {
    match path.file_name() {
        Some(name) if name != "-" => name.to_string_lossy().into_owned(),
        _ => "standard input".to_owned(),
    }
}

/// The folder of a file that is named without one is the present one.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Languages as a list with commas.
pub fn list_of(langs: &[Lang]) -> String {
    langs.iter().map(Lang::as_str).collect::<Vec<_>>().join(",")
}
