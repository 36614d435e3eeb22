//! The bilingual files of a folder.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};

/// Endings of files of pairs that are looked for in folders. A memory is not: it lies beside the documents of a group and
/// holds them already; named itself it is read.
const ENDINGS: [&str; 8] = ["tmx", "tsv", "tab", "csv", "jsonl", "ndjson", "gz", "zip"];

/// Folders in folders at most: a link of the file system may lead in a circle.
const DEEPEST: usize = 32;

/// The files that are meant, a folder standing for those of pairs in it and in its folders, in the order of their names;
/// what is hidden is left out.
///
/// # Errors
/// A folder cannot be read.
pub fn files(named: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in named {
        if path.is_dir() {
            walk(path, 0, &mut found)?;
        } else {
            found.push(path.clone());
        }
    }
    let mut seen = HashSet::new();
    found.retain(|path| seen.insert(path.clone()));
    Ok(found)
}

fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<()> {
    let unreadable = |error: std::io::Error| Failure::unreadable(folder, &error);
    let entries = std::fs::read_dir(folder).map_err(unreadable)?;
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<_>>()
        .map_err(unreadable)?;
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        // A link to a folder is not followed: it may lead out of the campaign.
        if path.is_dir() && !path.is_symlink() {
            if depth < DEEPEST {
                walk(&path, depth + 1, found)?;
            }
        } else if path.is_file() && is_of_pairs(&path) {
            found.push(path);
        }
    }
    Ok(())
}

fn is_of_pairs(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_stands_for_its_files_of_pairs_in_order() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        for folder in ["b", ".git"] {
            std::fs::create_dir(root.join(folder)).unwrap();
        }
        for name in ["z.tsv", "a.TMX", "b/c.jsonl", "notes.txt", ".hidden.tsv", ".git/x.tsv", "memory.tmdb"] {
            std::fs::write(root.join(name), "x").unwrap();
        }
        let found = files(&[root.to_owned(), root.join("z.tsv"), root.join("memory.tmdb")]).unwrap();
        let names: Vec<_> =
            found.iter().map(|p| p.strip_prefix(root).unwrap().to_string_lossy().into_owned()).collect();
        assert_eq!(names, ["a.TMX", "b/c.jsonl", "z.tsv", "memory.tmdb"]);
    }
}
