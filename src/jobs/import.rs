//! Pairs of files into the memory, all files of a command in one write.

use std::io::Write;
use std::path::Path;

use rusqlite::Connection;
use tm::detail::Detail;
use tm::lang::Lang;
use tm::skipped::Skipped;
use tm::sqlite::SqliteStore;
use tm::store::{Added, ReviewState, Sighting, StoreError, TxNumber, UnitWriter};

use super::chain::Chain;
use super::merge::merge;
use super::metadata::{self, Metadata};
use super::selection::Selection;
use super::{own, write_if};
use crate::args::Order;
use crate::failure::Result;
use crate::interrupt;
use crate::reading::pairs::{Pair, Prepared};
use crate::ui::Ui;
use crate::ui::progress::Progress;
use crate::ui::text::still_open;
use crate::workspace::label_of;
use crate::writing::atomic::Target;

/// Damaged records of a file told one by one: a screen or two; the list of rejects has all.
const MOST_TOLD: u64 = 100;

/// How records are taken.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Bring back what was removed before.
    pub restore: bool,
    /// The files are full exports of our own: what they say of approval is believed.
    pub own: bool,
    /// The files are from strangers: what is new here is untrusted until somebody accepts it.
    pub untrusted: bool,
    /// Keep nothing but texts and inline codes.
    pub no_metadata: bool,
    /// Change nothing.
    pub dry_run: bool,
    /// Which files have their pairs in the order of a text.
    pub order: Order,
    /// Language of the text whose order it is.
    pub source: Option<Lang>,
}

/// What became of the records of one file.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Counts {
    /// Units that were not here.
    pub new: u64,
    /// Units that were here from the same place.
    pub already_here: u64,
    /// Units that were here from another place.
    pub merged: u64,
    /// Units removed here before, left out.
    pub removed_before: u64,
    /// Units purged here before; nothing brings them back.
    pub purged_before: u64,
    /// Units that were here, live or gone, and that another memory has purged.
    pub purged_there: u64,
    /// Terms of another memory that were not known here.
    pub terms: u64,
    /// Terms of another memory that were removed here before and stay so.
    pub terms_removed_before: u64,
    /// Damaged records.
    pub skipped: u64,
}

/// A file and its counts.
#[derive(Debug)]
pub struct FileReport {
    /// As it was named.
    pub name: String,
    /// What became of its records.
    pub counts: Counts,
    /// Whom and what its metadata names.
    pub metadata: Metadata,
}

/// Carries out an import; every damaged record is told to `ui` as it is met, and written to `rejects`.
///
/// # Errors
/// A file cannot be read to its end, or the store says no: then nothing was changed.
pub fn import(
    store: &mut SqliteStore<'_>,
    files: Vec<(Prepared, Progress)>,
    request: Request,
    ui: &mut Ui,
    mut rejects: Option<Target<'_>>,
) -> Result<(TxNumber, Vec<FileReport>)> {
    let mut origins: Vec<String> = files.iter().map(|(f, _)| label_of(Path::new(&f.file))).collect();
    // The members of an archive came in one file.
    origins.dedup();
    let origin = origins.join(", ");
    let connection = store.connection();
    let keep = |reports: &Vec<FileReport>| !request.dry_run && reports.iter().any(FileReport::changes);
    write_if(store, "import", &origin, keep, |store, tx| {
        let import = |(file, progress): (Prepared, Progress)| match file.as_store() {
            Some(other) if request.untrusted => {
                strangers_memory(store, &file, other, &progress, &request, ui)
            }
            Some(other) => {
                let counts = merge(store, connection, tx, (&file.name, other), &progress)?;
                progress.finish();
                Ok(FileReport { name: file.name.clone(), counts, metadata: Metadata::default() })
            }
            None => import_file(store, file, &progress, &request, ui, rejects.as_mut()),
        };
        let reports = files.into_iter().map(import).collect::<Result<Vec<_>>>()?;
        // A list of nothing takes no earlier list's place.
        let rejected = reports.iter().any(|report| report.counts.skipped > 0);
        rejects.take().filter(|_| rejected).map_or(Ok(()), Target::finish)?;
        reports
            .iter()
            .filter(|_| !request.no_metadata)
            .for_each(|report| report.metadata.tell(&report.name, ui));
        Ok(reports)
    })
}

fn import_file(
    store: &mut dyn UnitWriter,
    file: Prepared,
    progress: &Progress,
    request: &Request,
    ui: &mut Ui,
    mut rejects: Option<&mut Target<'_>>,
) -> Result<FileReport> {
    let name = file.name.clone();
    let label = label_of(Path::new(&name));
    let (mut counts, mut metadata) = (Counts::default(), Metadata::default());
    let (mut damaged, mut open) = (0, 0);
    let is_in_order = match request.order {
        Order::Auto => file.is_tsv(),
        Order::Text => true,
        Order::None => false,
    };
    let mut chain = Chain::new(request.source.clone().filter(|_| is_in_order && !request.no_metadata));
    let read = file.read(&mut |item| {
        interrupt::check().and_then(|()| match item {
            Ok(pair) => {
                metadata.look_at(&pair.detail, request.untrusted);
                chain.take(pair).map_or(Ok(()), |pair| {
                    counts.count(take(store, pair, &label, request)?);
                    Ok(())
                })
            }
            Err(skipped) => {
                // What stood there is not known.
                if let Some(pair) = chain.interrupted() {
                    counts.count(take(store, pair, &label, request)?);
                }
                counts.skipped += 1;
                let kind = if skipped.open { &mut open } else { &mut damaged };
                *kind += 1;
                if !skipped.open && damaged <= MOST_TOLD {
                    progress.suspend(|| ui.complain(&format!("{name}: {skipped}")));
                }
                rejects.as_mut().map_or(Ok(()), |rejects| reject(rejects, &name, &skipped))
            }
        })
    });
    let read = read.and_then(|()| {
        chain.end().map_or(Ok(()), |pair| {
            counts.count(take(store, pair, &label, request)?);
            Ok(())
        })
    });
    progress.finish();
    if let Some(more) = damaged.checked_sub(MOST_TOLD).filter(|more| *more > 0) {
        ui.complain(&format!("{name}: {more} more damaged records (--rejects FILE lists them all)"));
    }
    if open > 0 {
        ui.complain(&format!("{name}: {}", still_open(open)));
    }
    read.map(|()| FileReport { name, counts, metadata })
}

/// The units of a stranger's memory, as if they were pairs of a file: neither their opinions nor their terms count.
fn strangers_memory(
    store: &mut dyn UnitWriter,
    file: &Prepared,
    other: &Connection,
    progress: &Progress,
    request: &Request,
    ui: &mut Ui,
) -> Result<FileReport> {
    let theirs = SqliteStore::new(other);
    let label = label_of(Path::new(&file.name));
    let (mut counts, mut metadata) = (Counts::default(), Metadata::default());
    Selection::default().records(&theirs, &mut |record| {
        interrupt::check()?;
        progress.advance(1);
        let damaged = |_| StoreError::Damaged { number: record.number.0 };
        let detail = Detail::from_bytes(&record.sighting.detail).map_err(damaged)?;
        metadata.look_at(&detail, true);
        counts.count(take(store, Pair { unit: record.unit, detail, line: 0 }, &label, request)?);
        Ok(())
    })?;
    progress.finish();
    ui.say(&format!("{}: terms are left out, since it is from a stranger", file.name));
    Ok(FileReport { name: file.name.clone(), counts, metadata })
}

/// Writes a damaged record for people: where it stood and what is wrong, then the record itself.
fn reject(rejects: &mut Target<'_>, name: &str, skipped: &Skipped) -> Result<()> {
    writeln!(rejects, "# {name}: {skipped}")?;
    if !skipped.record.is_empty() {
        writeln!(rejects, "{}", skipped.record)?;
    }
    Ok(writeln!(rejects)?)
}

/// Adds one pair with what a full export of ours said about it.
///
/// # Errors
/// The store says no.
pub(super) fn take(
    store: &mut dyn UnitWriter,
    mut pair: Pair,
    label: &str,
    request: &Request,
) -> Result<Added> {
    let Request { restore, own: is_own, untrusted, no_metadata, .. } = *request;
    if pair.detail.is_empty() && !untrusted {
        let sighting = Sighting { label: label.to_owned(), detail: Vec::new() };
        return Ok(store.add(&pair.unit, &sighting, restore)?);
    }
    let own = own::detach(&mut pair.detail);
    if no_metadata {
        metadata::strip(&mut pair.detail);
    }
    // A stranger's name for an origin is metadata as well.
    let label = own.label.filter(|_| !untrusted && !no_metadata).unwrap_or_else(|| label.to_owned());
    let sighting = Sighting { label, detail: pair.detail.to_bytes() };
    let added = store.add(&pair.unit, &sighting, restore)?;
    if matches!(added, Added::RemovedBefore | Added::PurgedBefore) {
        return Ok(added);
    }
    // What a stranger says of a unit that is ours already counts for nothing.
    if untrusted && added != Added::New {
        return Ok(added);
    }
    let id = pair.unit.id();
    let stated = own.state.filter(|state| !untrusted || *state < ReviewState::Untrusted);
    let stated = stated.or(untrusted.then_some(ReviewState::Untrusted));
    if !own.private && stated.is_none() {
        return Ok(added);
    }
    let Some(known) = store.facts(&id)? else { return Ok(added) };
    let becomes_private = own.private && known.private.is_multiple_of(2);
    if becomes_private {
        store.mark_private(&id, true)?;
    }
    let opinion = stated.filter(|state| is_believed(*state, known.state(), is_own));
    if let Some(state) = opinion {
        store.review(&id, state, "")?;
    }
    // The unit and the place were known; what is said of it was not.
    let learned = added == Added::AlreadyHere && (becomes_private || opinion.is_some());
    Ok(if learned { Added::Merged } else { added })
}

/// Whether a stated opinion counts. Caution is believed whoever states it, but not against an approval given here;
/// approval is given here, or was given here before.
fn is_believed(state: ReviewState, known: ReviewState, is_own: bool) -> bool {
    let is_caution =
        state < known && state < ReviewState::Draft && (is_own || known != ReviewState::Reviewed);
    let is_our_approval = is_own && state == ReviewState::Reviewed && known == ReviewState::Draft;
    is_caution || is_our_approval
}

impl FileReport {
    /// Whether anything of it was not here.
    pub fn changes(&self) -> bool {
        self.counts.new + self.counts.merged + self.counts.terms > 0
    }
}

impl Counts {
    /// Counts one unit.
    pub fn count(&mut self, added: Added) {
        match added {
            Added::New => self.new += 1,
            Added::AlreadyHere => self.already_here += 1,
            Added::Merged => self.merged += 1,
            Added::RemovedBefore => self.removed_before += 1,
            Added::PurgedBefore => self.purged_before += 1,
        }
    }

    /// The counts in words, those that are nothing left out but the first.
    pub fn in_words(&self) -> String {
        let parts = [
            (self.already_here, "already here"),
            (self.merged, "merged with what was here"),
            (self.removed_before, "removed here before (--restore brings them back)"),
            (self.purged_before, "purged here before and left out"),
            (self.purged_there, "purged there and now here"),
            (self.terms, "terms taken in"),
            (self.terms_removed_before, "terms removed here before"),
            (self.skipped, "skipped"),
        ];
        let rest = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!(", {n} {what}"));
        format!("{} new{}", self.new, rest.collect::<String>())
    }
}
