//! Files that a killed program left where it was about to make another.

use std::fs::{self, File};
use std::path::Path;
use std::time::Duration;

/// How the names of files begin that are written under another name before they get their own.
pub const TEMPORARY: &str = ".tm-new-";

/// Letters and digits that `tempfile` appends.
const RANDOM: usize = 6;

/// A file that was written to within this time may be one that another program has just made and not locked yet, or
/// a memory being made, which is not locked at all because SQLite locks it by itself; that takes no second.
const FRESH: Duration = Duration::from_secs(60);

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
        if entry.metadata().is_ok_and(old) && is_unlocked(&entry.path()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_ours(name: &str) -> bool {
    let name = name.strip_suffix("-journal").unwrap_or(name);
    let random = name.strip_prefix(TEMPORARY);
    random.is_some_and(|r| r.len() == RANDOM && r.bytes().all(|b| b.is_ascii_alphanumeric()))
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
        for name in [".tm-new-aB3dE9", ".tm-new-aB3dE8-journal", ".tm-new-notes.txt", ".tm-new-", "union.tmx"]
        {
            make(name, old);
        }
        make(".tm-new-fresh1", Duration::ZERO);
        remove_stale(dir.path());
        let mut left: Vec<_> = fs::read_dir(dir.path())
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        assert_eq!(left, [".tm-new-", ".tm-new-fresh1", ".tm-new-locked", ".tm-new-notes.txt", "union.tmx"]);
        drop(in_use);
        remove_stale(dir.path());
        assert!(!dir.path().join(".tm-new-locked").exists());
    }
}
