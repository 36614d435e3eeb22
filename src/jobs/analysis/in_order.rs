//! What earlier segments of the documents will give later ones, once they are translated.
//!
//! As memoQ reckons homogeneity and Trados internal fuzzy matches: the segments go into a temporary memory, indexed once, and
//! each is looked up in what stands before it.

use tm::index::Index;
use tm::lang::Lang;
use tm::lookup::{Wanted, look_up};
use tm::score::Score;
use tm::store::{MemoryStore, Sighting, TxInfo, UnitNumber, UnitWriter};
use tm::unit::{Unit, Variant};

use super::{Analysis, Open};
use crate::failure::{Failure, Result};
use crate::interrupt;
use crate::jobs::bands::{Band, LEAST_PERCENT};
use crate::ui::progress::Progress;

/// "No linguistic content" (ISO 639-2): the language of the places that stand for translations nobody has made yet.
const PLACES: &str = "zxx";

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
    let store = temporary(open, &wanted.source, &places)?;
    let wanted = Wanted {
        source: wanted.source.clone(),
        targets: vec![places],
        least: Score::from_percent(f64::from(LEAST_PERCENT)),
        most: 1,
    };
    progress.expect(open.len() as u64);
    let mut index = Index::build(&store, &wanted.source, &mut || ())?;
    for (number, segment) in (0..).map(UnitNumber).zip(open) {
        interrupt::check()?;
        index.end_before(number);
        let band = Band::of(look_up(&store, &index, &segment.text, &wanted)?.first());
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

/// The segments as a memory: units are numbered in their order, with its place for a translation.
fn temporary(open: &[Open], source: &Lang, places: &Lang) -> Result<MemoryStore> {
    let mut store = MemoryStore::new();
    store.begin(&TxInfo { day: String::new(), command: "stats".to_owned(), origin: String::new() })?;
    for (place, segment) in open.iter().enumerate() {
        let pair = |text: &str| {
            Unit::new(vec![
                Variant::plain(source.clone(), text),
                Variant::plain(places.clone(), &place.to_string()),
            ])
        };
        // What is no unit, such as a text of megabytes, is similar to nothing, and its place is kept by a mark.
        let unit = pair(&segment.text).or_else(|_| pair("\u{2026}"));
        if let Ok(unit) = unit {
            store.add(&unit, &Sighting::default(), false)?;
        }
    }
    store.commit()?;
    Ok(store)
}
