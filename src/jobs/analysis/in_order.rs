//! What earlier segments of the documents will give later ones, once they are translated.
//!
//! As memoQ reckons homogeneity and Trados internal fuzzy matches: the segments go into a temporary memory, and each is
//! looked up in what stands before it.

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

/// Segments looked at that are similar to one: rows of a form that differ in a number are as many as the form has, and
/// the best of those before one is among the first few hundred, for at equal scores the earliest come first.
const NEIGHBOURS: usize = 200;

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
    let places = Lang::parse(PLACES).map_err(|error| Failure::language(PLACES, &error))?;
    let store = store(open, &wanted.source, &places)?;
    let wanted = Wanted {
        source: wanted.source.clone(),
        targets: vec![places.clone()],
        least: Score::from_percent(f64::from(LEAST_PERCENT)),
        most: NEIGHBOURS,
    };
    progress.expect(2 * open.len() as u64);
    let mut suggester = Suggester::new(&store, &store, &[], &wanted, progress)?;
    for (place, segment) in open.iter().enumerate() {
        interrupt::check()?;
        let place_of = |found: &Match| found.record.unit.variant(&places)?.text.parse::<usize>().ok();
        let found = suggester.matches(&segment.text, progress)?;
        let band = Band::of(found.iter().find(|found| place_of(found).is_some_and(|other| other < place)));
        let sheets = documents.get_mut(segment.document).map(|document| &mut document.sheets);
        for (sheet, by_memory) in sheets.into_iter().flatten().zip(&segment.bands) {
            if *by_memory > Band::Repetition && band < *by_memory {
                sheet.in_order.add(band, segment.amount);
            }
        }
        progress.advance(1);
    }
    Ok(())
}

/// The open segments, each with its place for a translation; the last come first, so that the newest unit, which wins
/// at equal scores, is the earliest segment.
fn store(open: &[Open], source: &Lang, places: &Lang) -> Result<MemoryStore> {
    let mut store = MemoryStore::new();
    store.begin(&TxInfo { day: String::new(), command: "stats".to_owned(), origin: String::new() })?;
    for (place, segment) in open.iter().enumerate().rev() {
        let variants = vec![
            Variant::plain(source.clone(), &segment.text),
            Variant::plain(places.clone(), &place.to_string()),
        ];
        // What is no unit, such as a text of megabytes, is similar to nothing.
        if let Ok(unit) = Unit::new(variants) {
            store.add(&unit, &Sighting::default(), false)?;
        }
    }
    store.commit()?;
    Ok(store)
}
