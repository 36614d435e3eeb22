//! Opening a memory file safely, and bringing an older one up to date.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::copy::has_log;
use crate::failure::{Failure, Result};

/// The first bytes of every SQLite file (*Database File Format*, section 1.3.1).
pub const MAGIC: &[u8] = b"SQLite format 3\0";

/// How long a writer waits for another: a large import on a slow laptop takes about this long.
const BUSY_TIMEOUT: Duration = Duration::from_secs(60);

/// What brings a file to the next layout.
enum Step {
    Tables(&'static [&'static str]),
    Rows(fn(&Connection) -> rusqlite::Result<()>),
}

/// Step *n* brings a file from layout *n* to *n* + 1: the tables of the memory, then those of the glossary. Layout 3 has the
/// tables of layout 2 and the keys of texts as they are made since then.
const STEPS: &[Step] = &[
    Step::Tables(&[tm::sqlite::SCHEMA, glossary::sqlite::SCHEMA]),
    Step::Tables(&[tm::sqlite::SCHEMA_2]),
    Step::Rows(tm::sqlite::rebuild_keys),
];

/// The layout this program reads and writes, kept in `PRAGMA user_version`.
pub(super) const VERSION: i32 = STEPS.len() as i32;

/// Page cache in KiB: keeps the inner pages of a million units' indexes in memory and the whole program small.
const CACHE_KIB: i64 = 32 * 1024;

/// Opens a memory to read from, one on a medium that cannot be written to included.
///
/// # Errors
/// It is no memory, or one of a later version.
pub fn open_for_reading(path: &Path) -> Result<Connection> {
    or_read_only(open_for_writing(path), path)
}

/// Opens another member's memory to take from it what every layout has. It is not brought up to date: its owner may
/// still work with an older program.
///
/// # Errors
/// It is no memory, or one of a later version.
pub fn open_of_another(path: &Path) -> Result<Connection> {
    or_read_only(open_as_it_is(path), path)
}

fn or_read_only(opened: std::result::Result<Connection, OpenError>, path: &Path) -> Result<Connection> {
    match opened {
        Err(error) if error.is_read_only() => open_read_only(path),
        opened => opened.map_err(OpenError::into_failure),
    }
}

/// Opens a memory to write to.
///
/// # Errors
/// It is no memory, one of a later version, or may only be read.
pub fn open_for_writing(path: &Path) -> std::result::Result<Connection, OpenError> {
    let connection = open_as_it_is(path)?;
    bring_up_to_date(&connection).map_err(OpenError::Sqlite)?;
    Ok(connection)
}

/// A connection that may write, to a memory of any layout, which stays as it is.
pub(super) fn open_as_it_is(path: &Path) -> std::result::Result<Connection, OpenError> {
    check_is_a_store(path).map_err(OpenError::Refused)?;
    open_settled(path, prepare)
}

/// A connection with these settings to a memory whose beginning was looked at already: whoever holds a lock on the file
/// must not open it past SQLite, for closing it would drop the lock.
pub(super) fn open_settled(
    path: &Path,
    settle: impl FnOnce(&Connection) -> rusqlite::Result<()>,
) -> std::result::Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(OpenError::Sqlite)?;
    settle(&connection).map_err(OpenError::Sqlite)?;
    check_identity(&connection, path)?;
    Ok(connection)
}

/// An empty memory that vanishes with the program, for dry runs.
///
/// # Errors
/// There is no room for it.
pub fn in_memory() -> Result<Connection> {
    let connection = Connection::open_in_memory()?;
    prepare(&connection)?;
    bring_up_to_date(&connection)?;
    Ok(connection)
}

/// Why a memory was not opened.
#[derive(Debug)]
pub enum OpenError {
    /// It is not ours to open.
    Refused(Failure),
    /// SQLite says no.
    Sqlite(rusqlite::Error),
}

impl OpenError {
    pub(super) fn is_read_only(&self) -> bool {
        // A full disk has no room for the helper files of a reader either.
        use rusqlite::ErrorCode::{CannotOpen, DiskFull, PermissionDenied, ReadOnly, SystemIoFailure};
        let OpenError::Sqlite(error) = self else { return false };
        matches!(
            error.sqlite_error_code(),
            Some(ReadOnly | CannotOpen | PermissionDenied | DiskFull | SystemIoFailure)
        )
    }

    fn into_failure(self) -> Failure {
        match self {
            OpenError::Refused(failure) => failure,
            OpenError::Sqlite(error) => Failure::from(error),
        }
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Failure {
        error.into_failure()
    }
}

/// A memory that may only be read, without the helper files SQLite would have to make; what a writer elsewhere does
/// meanwhile is not seen. Where its write-ahead log still holds something, that would be lost: refused.
pub(super) fn open_read_only(path: &Path) -> Result<Connection> {
    if has_log(path) {
        return Err(Failure::unfinished_store(path));
    }
    let uri = format!("file:{}?immutable=1", escape_uri(path));
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(uri, flags)?;
    harden(&connection)?;
    check_identity(&connection, path).map_err(OpenError::into_failure)?;
    Ok(connection)
}

fn escape_uri(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

/// Settings of every connection that may write: nothing acknowledged is ever lost, and nothing deleted is kept.
pub(super) fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    harden(connection)?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "secure_delete", "on")?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)
}

/// A store may come from a stranger: no code in its schema runs, damage is looked for, no text reaches a
/// temporary file.
pub(super) fn harden(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.pragma_update(None, "trusted_schema", "off")?;
    connection.pragma_update(None, "cell_size_check", "on")?;
    connection.pragma_update(None, "temp_store", "memory")?;
    // A plan that depends on bound values is made anew for each of them; ours never need that, and lookups of a
    // million units spend half their time on it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // Enough for every statement of the libraries; the default of 16 would compile some again and again.
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Whether a file begins as every SQLite file does.
pub fn is_sqlite(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MAGIC.len() as u64).read_to_end(&mut head));
    read.is_ok() && head == MAGIC
}

/// Looks at the first bytes before SQLite does, which would call a text file "not a database" only at first use.
pub(super) fn check_is_a_store(path: &Path) -> Result<()> {
    let mut head = Vec::new();
    // A pipe would be waited for.
    match path.metadata() {
        Ok(found) if found.is_dir() => return Err(Failure::folder_as_store(path)),
        Ok(found) if !found.is_file() => {
            return Err(Failure::not_a_store(path, "it is a pipe or a device, not a file"));
        }
        _ => {}
    }
    let mut file = File::open(path).map_err(|error| Failure::unreadable(path, &error))?;
    file.by_ref()
        .take(MAGIC.len() as u64)
        .read_to_end(&mut head)
        .map_err(|error| Failure::unreadable(path, &error))?;
    match head.as_slice() {
        MAGIC => Ok(()),
        [] => Err(Failure::not_a_store(path, "the file is empty")),
        _ => Err(Failure::not_a_store(path, "its beginning is not that of a memory")),
    }
}

pub(super) fn check_identity(connection: &Connection, path: &Path) -> std::result::Result<(), OpenError> {
    let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0));
    if number("application_id").map_err(OpenError::Sqlite)? != tm::sqlite::APPLICATION_ID {
        let why = "it is an SQLite file of another program";
        return Err(OpenError::Refused(Failure::not_a_store(path, why)));
    }
    let version = number("user_version").map_err(OpenError::Sqlite)?;
    if version > VERSION {
        let failure = Failure::newer_store(path, version, VERSION);
        return Err(OpenError::Refused(failure));
    }
    Ok(())
}

/// Takes the steps from the version of the file to ours, all in one transaction.
pub(super) fn bring_up_to_date(connection: &Connection) -> rusqlite::Result<()> {
    let version = |c: &Connection| c.pragma_query_value(None, "user_version", |row| row.get::<_, i32>(0));
    if version(connection)? >= VERSION {
        return Ok(());
    }
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let steps = || {
        // Read again under the lock: another program may have been faster.
        let done = usize::try_from(version(connection)?).unwrap_or_default();
        for step in STEPS.iter().skip(done) {
            match step {
                Step::Tables(tables) => tables.iter().try_for_each(|sql| connection.execute_batch(sql))?,
                Step::Rows(rewrite) => rewrite(connection)?,
            }
        }
        connection.pragma_update(None, "user_version", VERSION)?;
        connection.execute_batch("COMMIT")
    };
    steps().inspect_err(|_| {
        let _ = connection.execute_batch("ROLLBACK");
    })
}

#[cfg(test)]
mod tests {
    use super::super::create;
    use super::*;

    #[test]
    fn what_is_no_memory_is_refused_and_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.tmdb");
        for (bytes, why) in
            [(&b""[..], "the file is empty"), (b"fa\ten\n", "beginning is not that of a memory")]
        {
            std::fs::write(&path, bytes).unwrap();
            let error = Failure::from(open_for_writing(&path).unwrap_err()).to_string();
            assert!(error.contains(why), "{error}");
            assert_eq!(std::fs::read(&path).unwrap(), bytes);
        }
        std::fs::remove_file(&path).unwrap();
        Connection::open(&path).unwrap().execute_batch("CREATE TABLE t(x)").unwrap();
        let error = Failure::from(open_for_writing(&path).unwrap_err()).to_string();
        assert!(error.contains("another program"), "{error}");
    }

    #[test]
    fn a_newer_layout_is_refused_and_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.tmdb");
        create(&path).unwrap();
        Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        let error = open_for_reading(&path).unwrap_err().to_string();
        assert!(error.contains("a newer tm wrote it (layout 99"), "{error}");
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }

    #[test]
    fn an_older_layout_is_brought_up_to_date() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.tmdb");
        // Layout 0: the file is claimed and has no table yet.
        let old = Connection::open(&path).unwrap();
        old.pragma_update(None, "application_id", tm::sqlite::APPLICATION_ID).unwrap();
        drop(old);
        let connection = open_for_writing(&path).unwrap();
        let units: i64 = connection.query_row("SELECT count(*) FROM unit", [], |row| row.get(0)).unwrap();
        assert_eq!(units, 0);
    }

    #[test]
    fn a_file_of_layout_2_gets_the_keys_of_this_version_or_stays_as_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.tmdb");
        std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/store/v2.tmdb"), &path).unwrap();
        let keys = |c: &Connection| -> i64 {
            c.query_row("SELECT sum(key = 7) FROM vkey", [], |row| row.get(0)).unwrap()
        };
        let old = Connection::open(&path).unwrap();
        // One unit that a key of another version hides, and a table that refuses the new keys.
        old.execute_batch(
            "UPDATE vkey SET key = 7 WHERE uid = 1;
             CREATE TRIGGER refused BEFORE INSERT ON vkey BEGIN SELECT raise(ABORT, 'full'); END;",
        )
        .unwrap();
        assert!(keys(&old) > 0);
        assert!(open_for_writing(&path).is_err());
        let version =
            |c: &Connection| -> i32 { c.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap() };
        assert!(version(&old) == 2 && keys(&old) > 0);
        old.execute_batch("DROP TRIGGER refused").unwrap();
        let new = open_for_writing(&path).unwrap();
        assert_eq!((version(&new), keys(&new)), (3, 0));
        assert!(
            !tm::sqlite::SqliteStore::new(&new)
                .audit(3)
                .unwrap()
                .contains_key(&tm::sqlite::Invariant::TextIndex)
        );
    }

    #[test]
    fn a_memory_that_is_held_stays_as_it_is_and_stops_no_writer() {
        use tm::lang::Lang;
        use tm::sqlite::SqliteStore;
        use tm::store::{Sighting, TxInfo, UnitStore, UnitWriter};
        use tm::unit::{Unit, Variant};

        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.tmdb");
        create(&path).unwrap();
        let (here, there) = (open_for_writing(&path).unwrap(), open_for_writing(&path).unwrap());
        let add = |text: &str| {
            let mut store = SqliteStore::new(&there);
            let info = TxInfo { day: "2026-05-01".into(), command: "add".into(), origin: "x".into() };
            store.begin(&info).unwrap();
            let english = Lang::parse("en").unwrap();
            let variants =
                vec![Variant::plain(Lang::persian(), text), Variant::plain(english, "The strike goes on.")];
            store.add(&Unit::new(variants).unwrap(), &Sighting::default(), false).unwrap();
            store.commit().unwrap();
        };
        let store = SqliteStore::new(&here);
        add("اعتصاب ادامه دارد.");
        let held = store.hold().unwrap();
        assert_eq!(store.live_units().unwrap(), 1);
        assert!(held.is_some() && store.hold().unwrap().is_none());
        add("اعتصاب همچنان ادامه دارد.");
        assert_eq!(store.live_units().unwrap(), 1);
        drop(held);
        assert_eq!(store.live_units().unwrap(), 2);
    }

    #[test]
    fn acknowledged_means_on_disk() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.tmdb");
        create(&path).unwrap();
        let connection = open_for_writing(&path).unwrap();
        let pragma = |name| {
            connection.pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0)).unwrap()
        };
        use rusqlite::types::Value::{Integer, Text};
        assert_eq!(pragma("journal_mode"), Text("wal".into()));
        assert_eq!(pragma("synchronous"), Integer(2));
        assert_eq!(pragma("secure_delete"), Integer(1));
        assert_eq!(pragma("busy_timeout"), Integer(60_000));
        assert_eq!(pragma("trusted_schema"), Integer(0));
    }
}
