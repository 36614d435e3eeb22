//! Terms read from files and written to one.

use std::path::{Path, PathBuf};

use glossary::sqlite::SqliteTerms;
use glossary::tsv::{Reading, read_table, write_tsv};
use glossary::{Added, Concept, TermStore};
use tm::encoding::decode_document;
use tm::sensitive::Kind;
use tm::sensitive::names::Names;
use tm::sqlite::SqliteStore;
use tm::store::TxNumber;

use super::{failure, write};
use crate::failure::{Failure, Result};
use crate::workspace::label_of;

/// What became of the concepts of a file.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Concepts that were not here.
    pub new: u64,
    /// Concepts that have other content now.
    pub updated: u64,
    /// Concepts that were here already.
    pub already_here: u64,
    /// Concepts removed here before, left out.
    pub removed_before: u64,
    /// Damaged rows.
    pub skipped: u64,
}

impl Counts {
    fn count(&mut self, added: Added) {
        match added {
            Added::New => self.new += 1,
            Added::Updated => self.updated += 1,
            Added::AlreadyHere => self.already_here += 1,
            _ => self.removed_before += 1,
        }
    }

    /// The counts in words, those that are nothing left out but the first.
    pub fn in_words(&self) -> String {
        let parts = [
            (self.updated, "updated"),
            (self.already_here, "already here"),
            (self.removed_before, "removed here before"),
            (self.skipped, "skipped"),
        ];
        let rest = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!(", {n} {what}"));
        format!("{} new{}", self.new, rest.collect::<String>())
    }
}

/// Refuses a table in which somebody on the hold-back list is named: terms and notes are for others, and unlike a
/// sentence they say nothing any more under a pseudonym.
///
/// # Errors
/// [`Failure`] with the lines.
pub fn refuse_names(table: &str, names: &Names) -> Result<()> {
    let is_named = |line: &&str| {
        line.split('\t').any(|cell| names.find(cell).iter().any(|hit| hit.kind != Kind::NamePart))
    };
    let named: Vec<&str> = table.lines().skip(1).filter(is_named).collect();
    if named.is_empty() { Ok(()) } else { Err(Failure::held_back_terms(&named)) }
}

/// Reads tables of terms.
///
/// # Errors
/// A file that is none.
pub fn read_all(files: &[PathBuf]) -> Result<Vec<(String, Reading)>> {
    files.iter().map(|file| read(file)).collect()
}

/// Adds the concepts of tables, all in one write; each damaged row is told to `skip`.
///
/// # Errors
/// What the store says: then nothing was changed.
pub fn import(
    store: &mut SqliteStore<'_>,
    readings: Vec<(String, Reading)>,
    dry_run: bool,
    skip: &mut dyn FnMut(&str),
) -> Result<(TxNumber, Vec<(String, Counts)>)> {
    let connection = store.connection();
    let origin = readings.iter().map(|(name, _)| label_of(Path::new(name))).collect::<Vec<_>>().join(", ");
    write(store, "glossary import", &origin, dry_run, |_, tx| {
        let mut terms = SqliteTerms::new(connection, tx.0);
        let mut reports = Vec::new();
        for (name, reading) in readings {
            let mut counts = Counts::default();
            for concept in &reading.concepts {
                counts.count(terms.add(concept).map_err(failure)?);
            }
            for skipped in &reading.skipped {
                counts.skipped += 1;
                skip(&format!("{name}: {skipped}"));
            }
            reports.push((name, counts));
        }
        Ok(reports)
    })
}

fn read(path: &Path) -> Result<(String, Reading)> {
    let name = path.display().to_string();
    if path.is_dir() {
        return Err(Failure::is_a_directory(path));
    }
    let bytes = std::fs::read(path).map_err(|error| Failure::unreadable(path, &error))?;
    let refused = |why: &dyn std::fmt::Display| Failure::not_format(&name, "a table of terms", why);
    let text = decode_document(&bytes).map_err(|error| refused(&error))?.text;
    let reading = read_table(&text).map_err(|error| refused(&error))?;
    Ok((name, reading))
}

/// The table of all concepts.
pub fn table(concepts: &[Concept]) -> String {
    write_tsv(concepts)
}
