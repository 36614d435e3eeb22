//! The index of a memory beside it: which files it has, how they come and go.
//!
//! The folder `<memory>.index` has a file for each source language and range of unit numbers, named `fa.0-250000` by what it
//! claims to be, and a file `lock`. Files are whole from the moment they have their names, never change after, and can be
//! deleted at any time. No right answer needs them: what is missing, damaged or of another moment is indexed in memory.

use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tm::index::{Built, Bytes, Index, MOST_IN_MEMORY, Segment, Stamp, plan};
use tm::lang::Lang;
use tm::sqlite::SqliteStore;
use tm::store::StoreError;

use super::create::{create_private_folder, sync_folder};
use super::leftovers::{TEMPORARY, temporary_in};
use super::map::map;
use crate::failure::Result;
use crate::interrupt;
use crate::ui::progress::Progress;

/// What the name of a memory is followed by in that of the folder of its index.
const ENDING: &str = ".index";

/// The file in the folder that is locked by whoever writes there.
const LOCK: &str = "lock";

/// How long a program waits for another that writes the index of so many units: to index them oneself takes about half as
/// long. Whoever waits longer waits for a program that was stopped; one that was killed has no lock.
fn patience(units: usize) -> Duration {
    const LEAST: Duration = Duration::from_secs(1);
    const FOR_ONE: Duration = Duration::from_micros(20);
    LEAST.max(FOR_ONE.saturating_mul(u32::try_from(units).unwrap_or(u32::MAX)))
}

/// How often it looks whether the other is done.
const LOOK: Duration = Duration::from_millis(20);

/// The index of a memory.
#[derive(Debug, Clone)]
pub struct Files {
    folder: PathBuf,
}

/// What there is of an index.
#[derive(Debug)]
pub struct Examined {
    /// The language of its texts.
    pub source: Lang,
    /// Texts in files that can be used.
    pub texts: usize,
    /// Bytes of these files.
    pub bytes: usize,
    /// Files that cannot be used: damaged, or of another moment or version.
    pub unusable: usize,
    /// Units that are indexed at every start, since no file has them as they are.
    pub behind: usize,
    /// Whether there are so many of them that the next look-up writes a file.
    pub is_due: bool,
}

impl Files {
    /// The index of the memory `path`, whether there is one or not.
    pub fn of(path: &Path) -> Files {
        // A link to a memory has no index of its own.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let mut folder = path.into_os_string();
        folder.push(ENDING);
        Files { folder: folder.into() }
    }

    /// The index of a source language as of now. What the files lack is indexed, and written if it is much; `progress` is
    /// advanced for each unit of it.
    ///
    /// # Errors
    /// The memory cannot be read. Files that cannot be read or written are none.
    pub fn open(&self, connection: &Connection, source: &Lang, progress: &Progress) -> Result<Index> {
        let store = SqliteStore::new(connection);
        let opened = self.segments(source);
        let opened = in_one_moment(connection, || {
            let found = plan(&store, source, opened)?;
            let units = found.delta.len();
            if found.delta.is_large {
                return Ok(Err(units));
            }
            found.index(&store, None, &mut || ()).map(Ok)
        })?;
        let units = match opened {
            Ok(index) => {
                self.tidy(connection, source, &index);
                return Ok(index);
            }
            Err(units) => units,
        };
        progress.expect(units as u64);
        match self.lock(patience(units)) {
            Some(_lock) => {
                let index = self.write(connection, source, progress)?;
                self.remove_unused(connection);
                Ok(index)
            }
            None => self.in_memory(connection, source, progress),
        }
    }

    /// The index anew, after a file turned out to be damaged.
    ///
    /// # Errors
    /// The memory cannot be read.
    pub fn renew(&self, connection: &Connection, source: &Lang, progress: &Progress) -> Result<Index> {
        if let Some(_lock) = self.lock(patience(MOST_IN_MEMORY)) {
            for (path, name) in self.paths() {
                if name.source == *source && !open_file(&path).is_some_and(|segment| segment.verify()) {
                    let _ = fs::remove_file(path);
                }
            }
        }
        let index = self.open(connection, source, progress)?;
        if index.segments().iter().all(Segment::verify) {
            return Ok(index);
        }
        // Nobody may write there.
        let store = SqliteStore::new(connection);
        in_one_moment(connection, || Index::build(&store, source, &mut || progress.advance(1)))
    }

    /// Removes the index, so that nothing that was ever in the memory is left in it. Waits for a program that is writing.
    ///
    /// # Errors
    /// A file cannot be removed, or nobody may write there.
    pub fn remove(&self) -> io::Result<()> {
        if !self.folder.exists() {
            return Ok(());
        }
        // What a program has begun to index before may hold what is to go.
        let lock = self.lock(Duration::MAX);
        for entry in fs::read_dir(&self.folder)?.flatten() {
            let name = entry.file_name();
            let name = name.to_str().unwrap_or_default();
            if Name::read(name).is_some() || name.starts_with(TEMPORARY) {
                fs::remove_file(entry.path())?;
            }
        }
        lock.map(drop).ok_or_else(|| match is_pipe(&self.folder.join(LOCK)) {
            true => io::Error::other("its lock is no file; delete the folder yourself"),
            false => io::ErrorKind::PermissionDenied.into(),
        })
    }

    /// What there is, by language; every byte is looked at.
    ///
    /// # Errors
    /// The memory cannot be read.
    pub fn examine(&self, connection: &Connection) -> Result<Vec<Examined>> {
        let paths = self.paths();
        let mut langs: Vec<Lang> = paths.iter().map(|(_, name)| name.source.clone()).collect();
        langs.sort();
        langs.dedup();
        let store = SqliteStore::new(connection);
        let examine = |source: Lang| {
            let files = paths.iter().filter(|(_, name)| name.source == source).count();
            let sound = self.segments(&source).into_iter().filter(Segment::verify).collect();
            let found = in_one_moment(connection, || plan(&store, &source, sound))?;
            Ok(Examined {
                source,
                texts: found.keep.iter().map(Segment::len).sum(),
                bytes: found.keep.iter().map(Segment::bytes).sum(),
                unusable: files - found.keep.len(),
                behind: found.delta.len(),
                is_due: found.delta.is_large,
            })
        };
        langs.into_iter().map(examine).collect()
    }

    /// Indexes what the files lack, and writes it.
    fn write(&self, connection: &Connection, source: &Lang, progress: &Progress) -> Result<Index> {
        let store = SqliteStore::new(connection);
        // Whoever had the lock before may have written what was missing.
        let opened = self.segments(source);
        in_one_moment(connection, || {
            let found = plan(&store, source, opened)?;
            let mut tail = None;
            if found.delta.is_large {
                let built = found.delta.build(&store, &mut || progress.advance(1))?;
                // Where the disk is full, this program has what it needs all the same.
                tail = self.publish(&built).or_else(|_| built.open()).ok();
            }
            found.index(&store, tail, &mut || progress.advance(1))
        })
    }

    fn in_memory(&self, connection: &Connection, source: &Lang, progress: &Progress) -> Result<Index> {
        let store = SqliteStore::new(connection);
        let opened = self.segments(source);
        in_one_moment(connection, || {
            plan(&store, source, opened)?.index(&store, None, &mut || progress.advance(1))
        })
    }

    /// Gives a segment a file, whole or not at all.
    fn publish(&self, built: &Built) -> io::Result<Segment> {
        let file = temporary_in(&self.folder)?;
        // As long as it is locked, it is no leftover.
        let _ = file.as_file().try_lock();
        interrupt::remove_at_end(file.path().to_owned());
        let mut out = BufWriter::with_capacity(1 << 16, file);
        built.write(&mut out)?;
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        let path = self.folder.join(Name::of(built.stamp()).to_string());
        file.persist(&path)?;
        sync_folder(&self.folder)?;
        open_file(&path).ok_or_else(|| io::ErrorKind::InvalidData.into())
    }

    /// Removes what no index is made of any more, if there is something: a program that was killed behind a purge, or one
    /// behind a merge that brought one, may have left it, and it has words of texts that are to be gone.
    fn tidy(&self, connection: &Connection, source: &Lang, index: &Index) {
        let used: Vec<Name> = index.segments().iter().map(|segment| Name::of(segment.stamp())).collect();
        let is_used = |(_, name): &(PathBuf, Name)| name.source == *source && used.contains(name);
        let is_tidy = self.paths().iter().all(is_used) && self.leftovers().next().is_none();
        // Whoever is writing there tidies up himself.
        if !is_tidy && let Some(_lock) = self.lock(Duration::ZERO) {
            self.remove_unused(connection);
        }
    }

    /// Removes the files of all languages that no index is made of, and what killed programs left: while the lock is held,
    /// nobody writes there.
    fn remove_unused(&self, connection: &Connection) {
        let store = SqliteStore::new(connection);
        let paths = self.paths();
        let mut langs: Vec<&Lang> = paths.iter().map(|(_, name)| &name.source).collect();
        langs.sort();
        langs.dedup();
        for source in langs {
            let opened = self.segments(source);
            let Ok(found) = in_one_moment(connection, || plan(&store, source, opened)) else { continue };
            let used: Vec<Name> = found.keep.iter().map(|segment| Name::of(segment.stamp())).collect();
            for (path, _) in paths.iter().filter(|(_, name)| name.source == *source && !used.contains(name)) {
                let _ = fs::remove_file(path);
            }
        }
        self.leftovers().for_each(|path| drop(fs::remove_file(path)));
    }

    /// Files that were begun and have no name of their own.
    fn leftovers(&self) -> impl Iterator<Item = PathBuf> + use<> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let is_begun =
            |entry: &fs::DirEntry| entry.file_name().to_str().is_some_and(|name| name.starts_with(TEMPORARY));
        entries.filter(is_begun).map(|entry| entry.path())
    }

    /// Every file of a language that can be opened and is what its name says.
    fn segments(&self, source: &Lang) -> Vec<Segment> {
        let of_source = self.paths().into_iter().filter(|(_, name)| name.source == *source);
        let opened = of_source.filter_map(|(path, name)| Some((open_file(&path)?, name)));
        opened
            .filter(|(segment, name)| Name::of(segment.stamp()) == *name)
            .map(|(segment, _)| segment)
            .collect()
    }

    fn paths(&self) -> Vec<(PathBuf, Name)> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let named = |entry: fs::DirEntry| Some((entry.path(), Name::read(entry.file_name().to_str()?)?));
        entries.filter_map(named).collect()
    }

    /// The right to write there; `None` where another program has it for so long, or where nobody may write.
    fn lock(&self, patience: Duration) -> Option<File> {
        let begun = Instant::now();
        create_private_folder(&self.folder).ok()?;
        let mut options = File::options();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let path = self.folder.join(LOCK);
        if is_pipe(&path) {
            return None;
        }
        let file = options.open(path).ok()?;
        loop {
            match file.try_lock() {
                Ok(()) => return Some(file),
                Err(TryLockError::WouldBlock) if begun.elapsed() < patience => std::thread::sleep(LOOK),
                Err(_) => return None,
            }
        }
    }
}

/// Whether something is there that is no file: a pipe would be waited for, and nobody can hold it as a lock.
fn is_pipe(path: &Path) -> bool {
    path.metadata().is_ok_and(|found| !found.is_file())
}

/// Reads the memory as it is at one moment, whatever others write meanwhile.
fn in_one_moment<T>(
    connection: &Connection,
    read: impl FnOnce() -> std::result::Result<T, StoreError>,
) -> Result<T> {
    connection.execute_batch("BEGIN")?;
    let read = read();
    let ended = connection.execute_batch("COMMIT");
    let read = read?;
    ended?;
    Ok(read)
}

fn open_file(path: &Path) -> Option<Segment> {
    Segment::open(Bytes::new(map(path).ok()?)).ok()
}

/// The name of a file: the language, and the first and last number of the units it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    source: Lang,
    first: i64,
    last: i64,
}

impl Name {
    fn of(stamp: &Stamp) -> Name {
        Name { source: stamp.source.clone(), first: stamp.after.0 + 1, last: stamp.moment.unit.0 }
    }

    fn read(name: &str) -> Option<Name> {
        let (source, range) = name.rsplit_once('.')?;
        let (first, last) = range.split_once('-')?;
        let found =
            Name { source: Lang::parse(source).ok()?, first: first.parse().ok()?, last: last.parse().ok()? };
        (found.to_string() == name).then_some(found)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}-{}", self.source, self.first, self.last)
    }
}
