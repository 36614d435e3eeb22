//! Is there room for an import? Asked before anything is written.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};

/// Bytes that ten bytes of a file need at the least while new units of it are written: they stand in the log and in
/// the memory. Measured over TMX, TSV and JSONL with sentences of 3 to 40 words: 22 to 61, the least for TMX with
/// long sentences.
const PER_TEN: u64 = 22;

/// The same for compressed files: 180 to 270 were measured where few words came again and again; natural text
/// shrinks to a fifth at least.
const PER_TEN_COMPRESSED: u64 = 100;

/// The same for memories, whose rows are written as they are.
const PER_TEN_OF_A_MEMORY: u64 = 20;

/// Refuses an import of `files` for which the disk of the memory at `store` has no room.
///
/// The estimate is a low one: what it lets pass may still meet a full disk, and then nothing is changed either.
///
/// # Errors
/// There is less room than the import needs at the least.
pub fn check(store: &Path, files: &[PathBuf]) -> Result<()> {
    compare(store, needed(files), available(store))
}

fn compare(store: &Path, needed: u64, available: Option<u64>) -> Result<()> {
    match available {
        Some(available) if available < needed => Err(Failure::no_room(store, needed, available)),
        // Where nobody knows, the import is tried.
        _ => Ok(()),
    }
}

fn needed(files: &[PathBuf]) -> u64 {
    let need = |path: &PathBuf| {
        let length = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?.len();
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
        let per_ten = match ending.as_str() {
            "gz" | "zip" => PER_TEN_COMPRESSED,
            "tmdb" => PER_TEN_OF_A_MEMORY,
            _ => PER_TEN,
        };
        Some(length.saturating_mul(per_ten) / 10)
    };
    files.iter().filter_map(need).fold(0, u64::saturating_add)
}

/// Free bytes where `store` is or will be; the one place that asks.
pub fn available(store: &Path) -> Option<u64> {
    let whole = std::path::absolute(store).ok()?;
    let place = whole.ancestors().find(|place| place.exists())?;
    fs4::available_space(place).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_without_room_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let file = |name: &str, length: usize| {
            let path = dir.path().join(name);
            std::fs::write(&path, vec![b'x'; length]).unwrap();
            path
        };
        let files = [file("a.tmx", 1000), file("b.TMX.GZ", 100), file("c.tmdb", 100), "-".into()];
        assert_eq!(needed(&files), 2200 + 1000 + 200);
        assert!(compare(dir.path(), 3400, Some(3400)).is_ok() && compare(dir.path(), 3400, None).is_ok());
        let refused = compare(Path::new("m.tmdb"), 812_000_000, Some(3_399_999)).unwrap_err().to_string();
        assert!(refused.contains("812 MB") && refused.contains("3 MB"), "{refused}");
    }

    #[test]
    fn a_memory_that_will_be_made_has_the_room_of_its_folder() {
        let dir = tempfile::tempdir().unwrap();
        assert!(available(&dir.path().join("not/yet/m.tmdb")).is_some_and(|bytes| bytes > 0));
    }
}
