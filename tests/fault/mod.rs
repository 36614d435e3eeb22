//! Nothing is lost and nothing half-written: power cuts, kills, full disks and interrupts, under the real program.

mod disk;
mod full;
mod kill;
mod power;
mod trace;

use std::path::{Path, PathBuf};

/// Numbers that look random and are the same in every run (SplitMix64, Steele, Lea and Flood, OOPSLA 2014).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

/// A folder for what is looked at once: in memory where the system has such a place, for nobody cuts its power.
pub fn scratch() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    tempfile::tempdir_in(memory).unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

/// A table of `count` pairs that no other table of another name shares.
pub fn table(name: &str, count: usize) -> String {
    let rows = (0..count).map(|i| format!("خواست {i} از {name}\tdemand {i} of {name}\n"));
    format!("fa\ten\n{}", rows.collect::<String>())
}

/// The visible and hidden regular files of a folder, by name.
pub fn files_of(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries
        .filter(|path| path.is_file())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path))
        .collect();
    files.sort();
    files
}

/// Everything a store says but its secret name, and that SQLite finds it whole; `None` where there is none.
pub fn content_of(store: &Path) -> Result<Option<u64>, String> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    if !store.exists() {
        return Ok(None);
    }
    let failed = |error: &dyn std::fmt::Display| error.to_string();
    let opened = workbench::workspace::open_for_writing(store);
    let connection = opened.map_err(|error| failed(&workbench::failure::Failure::from(error)))?;
    let mut hasher = DefaultHasher::new();
    let whole: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .map_err(|error| failed(&error))?;
    if whole != "ok" {
        return Err(whole);
    }
    let mut read = || -> rusqlite::Result<()> {
        let names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('meta', 'sqlite_sequence') ORDER BY 1";
        let names: Vec<String> =
            connection.prepare(names)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for name in names {
            name.hash(&mut hasher);
            let mut statement = connection.prepare(&format!("SELECT * FROM \"{name}\""))?;
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                for column in 0..columns {
                    format!("{:?}", row.get_ref(column)?).hash(&mut hasher);
                }
            }
        }
        Ok(())
    };
    read().map_err(|error| failed(&error))?;
    Ok(Some(hasher.finish()))
}
