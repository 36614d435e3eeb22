//! What earlier segments of the documents will give later ones, once they are translated.
//!
//! As memoQ reckons homogeneity and Trados internal fuzzy matches: the segments go into a temporary memory, and each is
//! looked up in what stands before it. They go in block by block, and within its block a segment is looked up in all others.

use std::ops::Range;

use tm::lang::Lang;
use tm::lookup::{Match, Wanted};
use tm::score::Score;
use tm::store::{MemoryStore, Sighting, TxInfo, UnitWriter};
use tm::unit::{Unit, Variant};

use super::{Analysis, Open};
use crate::failure::{Failure, Result};
use crate::interrupt;
use crate::jobs::bands::{Band, LEAST_PERCENT};
use crate::jobs::suggest::Suggester;
use crate::ui::progress::Progress;

/// "No linguistic content" (ISO 639-2): the language of the places that stand for translations nobody has made yet.
const PLACES: &str = "zxx";

/// Segments of a block; few in tests, so that they have several. The memory is indexed anew behind each: at 256, for a book of 20,000 segments, that is 40 times
/// the work of indexing it once, two seconds; with larger blocks more time goes into comparing a segment with later ones.
const BLOCK: usize = if cfg!(test) { 2 } else { 256 };

/// Counts, in the sheets of its document, each open segment that an earlier one puts in a better class.
///
/// # Errors
/// The segments cannot be looked up in each other.
pub(super) fn count(
    open: &[Open],
    wanted: &Wanted,
    documents: &mut [Analysis],
    progress: &Progress,
) -> Result<()> {
    let temporary = Temporary {
        open,
        source: &wanted.source,
        places: Lang::parse(PLACES).map_err(|error| Failure::language(PLACES, &error))?,
    };
    progress.expect(open.len() as u64);
    let mut earlier = MemoryStore::new();
    for from in (0..open.len()).step_by(BLOCK) {
        let block = from..open.len().min(from + BLOCK);
        for (segment, band) in temporary.block(&block, &earlier, progress)? {
            let sheets = documents.get_mut(segment.document).map(|document| &mut document.sheets);
            for (sheet, by_memory) in sheets.into_iter().flatten().zip(&segment.bands) {
                if *by_memory > Band::Repetition && band < *by_memory {
                    sheet.in_order.add(band, segment.amount);
                }
            }
        }
        temporary.add(block, &mut earlier)?;
    }
    Ok(())
}

/// Open segments as a memory.
struct Temporary<'a> {
    open: &'a [Open],
    source: &'a Lang,
    places: Lang,
}

impl<'a> Temporary<'a> {
    /// The class in which each segment of a block will be by what stands before it: the blocks in `earlier`, and its own.
    fn block(
        &self,
        block: &Range<usize>,
        earlier: &MemoryStore,
        progress: &Progress,
    ) -> Result<Vec<(&'a Open, Band)>> {
        let mut own = MemoryStore::new();
        self.add(block.clone(), &mut own)?;
        let (one, all) = (self.wanted(1), self.wanted(BLOCK));
        let unseen = Progress::unseen();
        let mut before = Suggester::new(earlier, earlier, &[], &one, &unseen)?;
        let mut beside = Suggester::new(&own, &own, &[], &all, &unseen)?;
        let mut bands = Vec::new();
        for (place, segment) in block.clone().zip(self.open.get(block.clone()).unwrap_or_default()) {
            interrupt::check()?;
            let by_earlier = Band::of(before.matches(&segment.text, &unseen)?.first());
            let found = beside.matches(&segment.text, &unseen)?;
            let is_before = |found: &&Match| self.place(found).is_some_and(|other| other < place);
            bands.push((segment, Band::of(found.iter().find(is_before)).min(by_earlier)));
            progress.advance(1);
        }
        Ok(bands)
    }

    fn wanted(&self, most: usize) -> Wanted {
        Wanted {
            source: self.source.clone(),
            targets: vec![self.places.clone()],
            least: Score::from_percent(f64::from(LEAST_PERCENT)),
            most,
        }
    }

    /// The place of the segment that a match is.
    fn place(&self, found: &Match) -> Option<usize> {
        found.record.unit.variant(&self.places)?.text.parse().ok()
    }

    /// Adds a block to a memory, the place of each segment for its translation.
    fn add(&self, block: Range<usize>, store: &mut MemoryStore) -> Result<()> {
        store.begin(&TxInfo { day: String::new(), command: "stats".to_owned(), origin: String::new() })?;
        for (place, segment) in block.clone().zip(self.open.get(block).unwrap_or_default()) {
            let variants = vec![
                Variant::plain(self.source.clone(), &segment.text),
                Variant::plain(self.places.clone(), &place.to_string()),
            ];
            // What is no unit, such as a text of megabytes, is similar to nothing.
            if let Ok(unit) = Unit::new(variants) {
                store.add(&unit, &Sighting::default(), false)?;
            }
        }
        store.commit()?;
        Ok(())
    }
}
