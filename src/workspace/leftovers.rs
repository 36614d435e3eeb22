//! Files that a killed program left where it was about to make another.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::Duration;

use tempfile::NamedTempFile;

/// How the names of files begin that are written under another name before they get their own.
pub const TEMPORARY: &str = ".tm-new-";

/// Letters and digits that `tempfile` appends.
const RANDOM: usize = 6;

/// A file that was written to within this time may be one that another program has just made and not locked yet, or
/// a memory being made, which is not locked at all because SQLite locks it by itself; that takes no second.
const FRESH: Duration = Duration::from_secs(60);

/// What SQLite appends to the names of files that it keeps beside a memory.
const COMPANIONS: [&str; 3] = ["-journal", "-wal", "-shm"];

/// A new file in `folder` under a name that only we give, to be written, synchronised and renamed; only its owner may
/// read it. What killed programs left there goes first.
///
/// # Errors
/// The folder is not there or may not be written to.
pub fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    remove_stale(folder);
    tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder)
}

/// Shows other programs that a memory in writing is no leftover, which takes longer than [`FRESH`] where a large copy is
/// read through and nothing is written.
///
/// Only on Linux, where this lock (`flock`) and SQLite's own (`fcntl`) do not see each other. On macOS and the BSDs they
/// may exclude each other, and so they do on a network disk, where Linux makes one of the other: SQLite would wait a
/// minute for a lock of its own program. There the copy is unlocked: at worst another program removes one that is
/// older than a minute, and then the rename fails, is told, and nothing was changed.
pub(super) fn claim_memory(file: &NamedTempFile) {
    #[cfg(target_os = "linux")]
    if !is_on_the_network(file.as_file()) {
        // Where there are no locks at all, a file is never taken for a leftover either.
        let _ = file.as_file().try_lock();
    }
    #[cfg(not(target_os = "linux"))]
    let _ = file;
}

/// Whether a file lies on a disk of another computer (magic numbers of `statfs(2)`: NFS, SMB, CIFS and SMB2).
#[cfg(target_os = "linux")]
fn is_on_the_network(file: &File) -> bool {
    const NETWORK: [u64; 4] = [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42];
    // What cannot be told is taken for one: a missing lock is the lesser evil. The type of the number differs between
    // processors, its lower 32 bits do not.
    rustix::fs::fstatfs(file).map_or(true, |found| NETWORK.contains(&(found.f_type as u64 & 0xFFFF_FFFF)))
}

/// Removes what killed programs left in a folder: regular files with a name only we give, a minute old, and locked by
/// nobody, for the system takes a program's locks away when it ends, however it ends. Where there are no locks, or
/// anything else is unclear, the file stays.
pub fn remove_stale(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten().filter(|entry| entry.file_name().to_str().is_some_and(is_ours)) {
        let old = |found: fs::Metadata| {
            let age = found.modified().ok().and_then(|time| time.elapsed().ok());
            found.is_file() && age.is_some_and(|age| age > FRESH)
        };
        // The file itself is asked, not what a link of that name leads to.
        let path = entry.path();
        if entry.metadata().is_ok_and(old) && is_unlocked(&path) && is_orphan(&path, &old) {
            let _ = fs::remove_file(path);
        }
    }
}

/// The name of the file that one belongs to: its own, but for what SQLite keeps beside a memory.
fn owner(name: &str) -> &str {
    COMPANIONS.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

fn is_ours(name: &str) -> bool {
    let random = owner(name).strip_prefix(TEMPORARY);
    random.is_some_and(|r| r.len() == RANDOM && r.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Whether nobody works with the memory that a file lies beside: it is gone, or a leftover itself.
fn is_orphan(path: &Path, old: &impl Fn(fs::Metadata) -> bool) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let memory = path.with_file_name(owner(name));
    match fs::symlink_metadata(&memory) {
        Ok(found) => old(found) && is_unlocked(&memory),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

fn is_unlocked(path: &Path) -> bool {
    fs::OpenOptions::new().read(true).write(true).open(path).is_ok_and(|file: File| file.try_lock().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_ours_old_and_unlocked_goes() {
        let dir = tempfile::tempdir().unwrap();
        let make = |name: &str, age: Duration| {
            let file = File::create(dir.path().join(name)).unwrap();
            file.set_modified(std::time::SystemTime::now() - age).unwrap();
            file
        };
        let old = FRESH * 2;
        let in_use = make(".tm-new-locked", old);
        in_use.lock().unwrap();
        for name in [
            ".tm-new-aB3dE9",
            ".tm-new-aB3dE9-wal",
            ".tm-new-aB3dE9-shm",
            ".tm-new-aB3dE8-journal",
            ".tm-new-aB3dE7-wal",
            ".tm-new-locked-wal",
            ".tm-new-fresh1-shm",
            ".tm-new-notes.txt",
            ".tm-new-notes-wal",
            ".tm-new-",
            "union.tmx-wal",
            "union.tmx",
        ] {
            make(name, old);
        }
        make(".tm-new-fresh1", Duration::ZERO);
        remove_stale(dir.path());
        let mut left: Vec<_> = fs::read_dir(dir.path())
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        let kept = [
            ".tm-new-",
            ".tm-new-fresh1",
            ".tm-new-fresh1-shm",
            ".tm-new-locked",
            ".tm-new-locked-wal",
            ".tm-new-notes-wal",
            ".tm-new-notes.txt",
            "union.tmx",
            "union.tmx-wal",
        ];
        assert_eq!(left, kept);
        drop(in_use);
        remove_stale(dir.path());
        assert!(!dir.path().join(".tm-new-locked").exists());
        assert!(!dir.path().join(".tm-new-locked-wal").exists());
    }
}
