//! Whole, checked copies of a memory, and one memory put in the place of another.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use tempfile::NamedTempFile;

use super::inspect::{foreign_objects, open_to_inspect};
use super::leftovers::claim_memory;
use super::open::{OpenError, check_is_a_store, open_for_writing, open_read_only, open_settled, prepare};
use super::protection::{Carried, Protection};
use super::{folder_of, sync_folder, temporary_in, wipe};
use crate::failure::{Failure, Result};

/// How many rows each table of a memory has: what two copies are compared by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    rows: BTreeMap<String, i64>,
    /// Units that are live.
    pub units: i64,
    /// Concepts that are live.
    pub concepts: i64,
    /// Writes in the log.
    pub writes: i64,
}

impl Extent {
    /// Counts what is in a memory.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn of(connection: &Connection) -> rusqlite::Result<Extent> {
        let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
        let mut statement = connection
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")?;
        let names = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
        let rows = names.into_iter().map(|name| {
            let sql = format!("SELECT count(*) FROM \"{}\"", name.replace('"', "\"\""));
            Ok((name, count(&sql)?))
        });
        Ok(Extent {
            rows: rows.collect::<rusqlite::Result<_>>()?,
            units: count("SELECT count(*) FROM unit WHERE life % 2 = 1 AND length(body) > 0")?,
            concepts: count("SELECT count(*) FROM concept WHERE life % 2 = 1")?,
            writes: count("SELECT count(*) FROM tx")?,
        })
    }
}

/// Copies a memory, as it is at this moment and whatever others write meanwhile, into a new file in `folder` that
/// only its owner may read, and checks the copy: every page of it, and that it has every row. Space that deleted
/// rows left is not copied.
///
/// # Errors
/// The memory is damaged or the copy cannot be written; then nothing is left of it.
pub fn checked_copy(from: &Connection, folder: &Path) -> Result<(NamedTempFile, Extent)> {
    let file = new_file(folder)?;
    from.execute_batch("BEGIN")?;
    let copied = Extent::of(from).map_err(Failure::from).and_then(|extent| {
        copy_pages(from, &file)?;
        Ok(extent)
    });
    let ended = from.execute_batch("COMMIT");
    let extent = copied?;
    ended?;
    let copy = Connection::open(file.path())?;
    prepare(&copy)?;
    copy.execute_batch("VACUUM")?;
    check(&copy, file.path())?;
    if Extent::of(&copy)? != extent {
        return Err(Failure::damaged_copy(file.path(), "rows are missing in the copy"));
    }
    // The copy has been written anew already.
    wipe::clear_pending(&copy)?;
    copy.close().map_err(|(_, error)| error)?;
    file.as_file().sync_all().map_err(|error| Failure::unwritable(file.path(), &error))?;
    Ok((file, extent))
}

/// Gives a finished copy its name; an existing file is replaced only when that is wanted.
///
/// # Errors
/// There is a file of that name, or the log of one.
pub fn name_it(file: NamedTempFile, path: &Path, replace: bool) -> Result<()> {
    if has_log(path) {
        // SQLite would play it back over the copy.
        return Err(Failure::in_use(path));
    }
    let named = if replace { file.persist(path) } else { file.persist_noclobber(path) };
    named.map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => Failure::backup_exists(path),
        _ => Failure::unwritable(path, &error.error),
    })?;
    sync_folder(folder_of(path)).map_err(|error| Failure::unwritable(path, &error))
}

/// Looks at a backup where it lies, and writes nothing anywhere: what is in it, checked.
///
/// # Errors
/// It is no memory, damaged, of a later version, or has tables or code that no version of this program makes.
pub fn examine(backup: &Path) -> Result<Extent> {
    Extent::of(&open_backup(backup)?).map_err(|error| Failure::from(error).in_copy(backup))
}

/// Opens a backup that is whole and ours, without writing to it or beside it.
fn open_backup(backup: &Path) -> Result<Connection> {
    check_is_a_store(backup)?;
    let opened = if has_log(backup) { open_to_inspect(backup) } else { open_read_only(backup) };
    let source = opened.map_err(|failure| failure.in_copy(backup))?;
    check(&source, backup)?;
    match foreign_objects(&source)?.first() {
        Some(name) => Err(Failure::not_a_store(backup, &format!("it holds {name}, which no tm makes"))),
        None => Ok(source),
    }
}

/// A memory to put in the place of another: a checked copy of the file `backup`, brought up to date, beside `memory`.
/// The backup itself is not written to.
///
/// # Errors
/// It is no memory, damaged, of a later version, or has tables or code that no version of this program makes.
pub fn stage(backup: &Path, memory: &Path) -> Result<(NamedTempFile, Extent)> {
    let source = open_backup(backup)?;
    super::create::create_private_folder(folder_of(memory)).map_err(|e| Failure::unwritable(memory, &e))?;
    let (file, _) = checked_copy(&source, folder_of(memory))?;
    let staged = open_for_writing(file.path())?;
    // What was derived from the memory before it went back in time must not pass for fresh afterwards.
    staged.execute("UPDATE meta SET value = randomblob(16) WHERE key = 'store'", [])?;
    let extent = Extent::of(&staged)?;
    staged.close().map_err(|(_, error)| error)?;
    file.as_file().sync_all().map_err(|error| Failure::unwritable(memory, &error))?;
    Ok((file, extent))
}

/// What became of the memory that a backup took the place of.
#[derive(Debug)]
pub struct Replaced {
    /// Where it is now, if there was one.
    pub kept: Option<PathBuf>,
    /// The protection that passed from it to the restored one.
    pub carried: Carried,
}

/// Puts a staged memory in the place of `memory`, and what is there now beside it. What protects people there passes to
/// the staged memory first: names held back, private marks and purges that are newer than the backup.
///
/// Everything happens in one transaction of the present file: those who read it see the old memory or the new one,
/// and nobody can write between the copy that is kept and the replacement.
///
/// # Errors
/// Another program is writing, or the disk is full; then the memory is as it was.
pub fn put_in_place(staged: NamedTempFile, memory: &Path) -> Result<Replaced> {
    let unread = |kept: Option<PathBuf>| {
        let carried = Carried { unread: kept.is_some(), ..Carried::default() };
        Replaced { kept, carried }
    };
    if !memory.exists() {
        let kept = if has_log(memory) { Some(set_aside(memory)?) } else { None };
        name_it(staged, memory, false)?;
        return Ok(unread(kept));
    }
    if is_blank(memory) {
        // No program works with it: SQLite finds no memory in it either.
        let kept = set_aside(memory)?;
        name_it(staged, memory, false)?;
        return Ok(unread(Some(kept)));
    }
    check_is_a_store(memory)?;
    match open_twice(memory) {
        Ok((mut present, reader)) => replace_pages(&staged, &mut present, &reader, memory),
        Err(OpenError::Refused(failure)) => Err(failure),
        Err(OpenError::Sqlite(error)) if is_damage(&error) => {
            // Not even its first page reads: no program has it open, and moving it is safe.
            let kept = set_aside(memory)?;
            name_it(staged, memory, false)?;
            Ok(unread(Some(kept)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Two connections to the present memory: no layout is brought up to date, because damage may stand in the way.
///
/// Both are opened before the first lock is taken: closing a file that was opened past SQLite would drop its locks.
fn open_twice(memory: &Path) -> std::result::Result<(Connection, Connection), OpenError> {
    let present = open_settled(memory, prepare)?;
    // Without a write-ahead log those who read would stand in the way.
    present.pragma_update(None, "journal_mode", "wal").map_err(OpenError::Sqlite)?;
    Ok((present, open_settled(memory, prepare)?))
}

fn replace_pages(
    staged: &NamedTempFile,
    present: &mut Connection,
    reader: &Connection,
    memory: &Path,
) -> Result<Replaced> {
    let source = open_for_writing(staged.path())?;
    let state =
        |reader: &Connection| reader.pragma_query_value(None, "data_version", |row| row.get::<_, i64>(0));
    let before = state(reader)?;
    let carried = Protection::of(reader).give_to(&source)?;
    let kept = {
        let backup = Backup::new(&source, present)?;
        // The first page takes the write lock; until the last one nobody sees any of it.
        step(&backup, 1)?;
        // A name held back or a purge that came in since must not get lost.
        if state(reader)? != before {
            return Err(Failure::busy());
        }
        let kept = keep(reader, memory)?;
        if let Err(failure) = step(&backup, -1) {
            let _ = fs::remove_file(&kept);
            return Err(failure);
        }
        kept
    };
    // Those who still read the old memory keep its log alive; the next writer folds it in.
    present.busy_timeout(Duration::ZERO)?;
    let _ = present.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    match damage(present) {
        None => Ok(Replaced { kept: Some(kept), carried }),
        Some(why) => Err(Failure::damaged_by_restore(memory, &kept, why)),
    }
}

/// Copies the memory that `reader` sees, damaged or not, under a name of its own.
fn keep(reader: &Connection, memory: &Path) -> Result<PathBuf> {
    let mut file = new_file(folder_of(memory))?;
    copy_pages(reader, &file)?;
    file.as_file().sync_all().map_err(|error| Failure::unwritable(memory, &error))?;
    for name in names_for_kept(memory) {
        match file.persist_noclobber(&name) {
            Ok(_) => {
                sync_folder(folder_of(&name)).map_err(|error| Failure::unwritable(&name, &error))?;
                return Ok(name);
            }
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => file = error.file,
            Err(error) => return Err(Failure::unwritable(&name, &error.error)),
        }
    }
    Err(Failure::unwritable(memory, &io::ErrorKind::AlreadyExists.into()))
}

/// Moves a file that SQLite cannot open, and what belongs to it, out of the way.
fn set_aside(memory: &Path) -> Result<PathBuf> {
    let free = |name: &PathBuf| !name.exists() && !has_log(name);
    let kept = names_for_kept(memory)
        .find(free)
        .ok_or_else(|| Failure::unwritable(memory, &io::ErrorKind::AlreadyExists.into()))?;
    for ending in ["", "-wal", "-shm"] {
        match fs::rename(with_ending(memory, ending), with_ending(&kept, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Failure::unwritable(&kept, &error));
            }
            _ => {}
        }
    }
    Ok(kept)
}

/// `memory.before-restore-1.tmdb`, `…-2.tmdb` and so on.
fn names_for_kept(memory: &Path) -> impl Iterator<Item = PathBuf> {
    let stem = memory.file_stem().unwrap_or_default().to_owned();
    let ending = memory.extension().map_or_else(|| "tmdb".into(), |e| e.to_owned());
    let folder = folder_of(memory).to_owned();
    // More copies than anybody keeps in one folder.
    (1..10_000).map(move |n| {
        let mut name = stem.clone();
        name.push(format!(".before-restore-{n}."));
        name.push(&ending);
        if folder == Path::new(".") { PathBuf::from(name) } else { folder.join(name) }
    })
}

fn copy_pages(from: &Connection, to: &NamedTempFile) -> Result<()> {
    let mut copy = Connection::open(to.path())?;
    step(&Backup::new(from, &mut copy)?, -1)?;
    Ok(copy.close().map_err(|(_, error)| error)?)
}

fn step(backup: &Backup<'_, '_>, pages: i32) -> Result<()> {
    match backup.step(pages)? {
        StepResult::Done | StepResult::More => Ok(()),
        _ => Err(Failure::busy()),
    }
}

/// Reads every page and index; the first damage is the error.
fn check(connection: &Connection, path: &Path) -> Result<()> {
    damage(connection).map_or(Ok(()), |why| Err(Failure::damaged_copy(path, why)))
}

fn damage(connection: &Connection) -> Option<String> {
    let found = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0));
    match found {
        Ok(found) if found == "ok" => None,
        Ok(found) => Some(found.lines().last().unwrap_or_default().to_owned()),
        Err(error) => Some(error.to_string()),
    }
}

/// Whether nothing is left of a memory but a name, or zeros as far as its first page goes: what a power loss leaves of a
/// file whose length reached the disk and whose bytes did not.
fn is_blank(memory: &Path) -> bool {
    /// Bytes of a page, which no memory is shorter than.
    const PAGE: u64 = 4096;
    let mut head = Vec::new();
    let read = fs::File::open(memory).and_then(|file| file.take(PAGE).read_to_end(&mut head));
    read.is_ok() && head.iter().all(|byte| *byte == 0)
}

fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase))
}

fn new_file(folder: &Path) -> Result<NamedTempFile> {
    let file = temporary_in(folder).map_err(|error| Failure::unwritable(folder, &error))?;
    claim_memory(&file);
    Ok(file)
}

/// Whether a write-ahead log with something in it lies beside a memory.
pub fn has_log(path: &Path) -> bool {
    log_length(path) > 0
}

/// How many bytes stand in the write-ahead log of a memory.
pub fn log_length(path: &Path) -> u64 {
    fs::metadata(with_ending(path, "-wal")).map_or(0, |log| log.len())
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::super::create;
    use super::*;

    #[test]
    fn a_restore_that_does_not_read_whole_names_what_was_kept() {
        let dir = tempfile::tempdir().unwrap();
        let (backup, memory) = (dir.path().join("b.tmdb"), dir.path().join("m.tmdb"));
        create(&backup).unwrap();
        create(&memory).unwrap();
        let (staged, _) = stage(&backup, &memory).unwrap();
        // The disk changes a page of it after it was checked: the root of the first table's rows.
        let mut bytes = fs::read(staged.path()).unwrap();
        bytes[4096..4200].fill(0xA5);
        fs::write(staged.path(), bytes).unwrap();
        let failure = put_in_place(staged, &memory).unwrap_err().to_string();
        let kept = dir.path().join("m.before-restore-1.tmdb");
        assert!(kept.exists(), "{failure}");
        assert!(failure.contains(&format!("tm restore {}", kept.display())), "{failure}");
        assert!(!failure.contains("nothing was changed"), "{failure}");
    }
}
