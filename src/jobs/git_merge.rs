//! Three versions of an exported memory into one, unit by unit, as git asks a merge driver to.
//!
//! What one side added is added, what one side removed is gone. A correction is a removal and an addition, so two
//! different corrections of one unit are both kept. The result is what an export of such a memory would be.

use std::collections::HashSet;
use std::fs::File;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::path::Path;

use tm::lang::Lang;
use tm::sensitive::names::Names;
use tm::sqlite::SqliteStore;
use tm::tmx::{Entry, ReadOptions, Reader};

use super::export::{self, export};
use super::import::{self, take};
use super::selection::Selection;
use super::write;
use crate::args::ExportFormat;
use crate::failure::{Failure, Result};
use crate::reading::pairs::Pair;
use crate::ui::Ui;
use crate::ui::progress::{Progress, Unit};
use crate::workspace::in_memory;
use crate::writing::atomic::Target;

/// Writes the merge of the three versions to `ours`; tells how many units it holds.
///
/// # Errors
/// A version cannot be read to its end or has a damaged unit, which a merge would lose; `ours` is as it was then.
pub fn merge(base: &Path, ours: &Path, theirs: &Path, hub: &Lang, ui: &mut Ui) -> Result<u64> {
    let before = Version::read(base)?;
    let (our_version, their_version) = (Version::read(ours)?, Version::read(theirs)?);
    let connection = in_memory()?;
    let mut store = SqliteStore::new(&connection);
    write(&mut store, "merge", "", false, |store, _| {
        let request = import::Request { own: true, ..import::Request::default() };
        for (path, other) in [(ours, &their_version), (theirs, &our_version)] {
            each(path, &mut |name, entry| {
                // Unchanged on this side: the other side decides. New on this side: it stays.
                // Git's names of the versions are no origin.
                if other.has.contains(&name) || !before.has.contains(&name) {
                    let pair = Pair { unit: entry.unit, detail: entry.detail, line: entry.line };
                    take(store, pair, "", &request)?;
                }
                Ok(())
            })?;
        }
        Ok(())
    })?;
    let request = export::Request {
        hub: hub.clone(),
        targets: Vec::new(),
        selection: Selection::default(),
        // Both versions left some memory already.
        names: Names::default(),
        full: our_version.is_full || their_version.is_full,
        format: ExportFormat::Tmx,
    };
    let progress = Progress::new(ui, "merging", None, Unit::Items);
    let mut target = Target::open(ours, ui)?;
    let report = export(&store, &request, &mut target, &progress).map_err(|error| error.writing(ours))?;
    target.finish()?;
    progress.finish();
    Ok(report.written)
}

/// What a version of the file holds.
#[derive(Default)]
struct Version {
    /// Hashes of its units with everything said about them: 16 MB for a million.
    has: HashSet<u64>,
    /// Whether it says more than texts.
    is_full: bool,
}

impl Version {
    fn read(path: &Path) -> Result<Version> {
        let mut version = Version::default();
        each(path, &mut |name, entry| {
            version.has.insert(name);
            version.is_full |= !entry.detail.is_empty();
            Ok(())
        })?;
        Ok(version)
    }
}

/// Hands every unit of a file to `take`; an empty file, which git gives for one that was not there, has none.
fn each(path: &Path, take: &mut dyn FnMut(u64, Entry) -> Result<()>) -> Result<()> {
    let unreadable = |error: std::io::Error| Failure::unreadable(path, &error);
    let file = File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.len() == 0 {
        return Ok(());
    }
    let name = path.display().to_string();
    let refused = |error| Failure::not_format(&name, "TMX", error);
    let mut reader = Reader::new(file, ReadOptions::default()).map_err(refused)?;
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    for entry in reader.by_ref() {
        let entry = entry.map_err(|skipped| Failure::cannot_merge(&name, &skipped))?;
        let hash = hasher.hash_one((entry.unit.id(), entry.detail.to_bytes()));
        take(hash, entry)?;
    }
    reader.take_io_error().map_or(Ok(()), |error| Err(unreadable(error)))
}
