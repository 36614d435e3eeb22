//! Tending a memory: taking back, correcting, removing.

use glossary::TermStore;
use glossary::sqlite::SqliteTerms;
use tm::lang::Lang;
use tm::sqlite::SqliteStore;
use tm::store::{Record, Sighting, TxNumber, UnitStore};
use tm::text::exact_key;
use tm::unit::{Unit, UnitId, Variant};

use super::glossary::failure;
use super::write;
use crate::failure::{Failure, Result};

/// What an undo did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undone {
    /// Units and concepts that are as they were.
    pub reverted: usize,
    /// Those that a later write changed again.
    pub changed_since: usize,
}

/// Takes back what write `n` did to units and concepts.
///
/// # Errors
/// The store says no: then nothing was changed.
pub fn undo(store: &mut SqliteStore<'_>, n: TxNumber, dry_run: bool) -> Result<(TxNumber, Undone)> {
    let connection = store.connection();
    write(store, "undo", &n.0.to_string(), dry_run, |store, tx| {
        let units = store.undo(n)?;
        let terms = SqliteTerms::new(connection, tx.0).undo(n.0).map_err(failure)?;
        Ok(Undone {
            reverted: units.reverted + terms.concepts.len(),
            changed_since: units.changed_since + terms.changed_since.len(),
        })
    })
}

/// A pair that is looked for: a source text, and a translation unless any will do.
#[derive(Debug)]
pub struct Pair<'a> {
    /// Language of the source text.
    pub source: &'a Lang,
    /// The source text, in any spelling.
    pub source_text: &'a str,
    /// Languages of the translation; empty for any.
    pub targets: &'a [Lang],
    /// The translation, in any spelling.
    pub target_text: Option<&'a str>,
}

impl Pair<'_> {
    /// The live units that hold it.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn holders(&self, store: &dyn UnitStore) -> Result<Vec<Record>> {
        let key = exact_key(self.source_text, self.source.script());
        let mut records = store.exact(&key, self.source)?;
        records.retain(|record| record.unit.variants().iter().any(|v| self.is_translation(v)));
        Ok(records)
    }

    fn is_translation(&self, variant: &Variant) -> bool {
        let wanted = self.targets.is_empty() || self.targets.iter().any(|t| t.accepts(&variant.lang));
        let script = variant.lang.script();
        let says = |text: &str| exact_key(&variant.text, script) == exact_key(text, script);
        !self.source.accepts(&variant.lang) && wanted && self.target_text.is_none_or(says)
    }
}

/// Removes units; tells how many.
///
/// # Errors
/// The store says no: then nothing was changed.
pub fn remove(store: &mut SqliteStore<'_>, units: &[UnitId], dry_run: bool) -> Result<(TxNumber, usize)> {
    write(store, "remove", "", dry_run, |store, _| {
        for id in units {
            store.remove(id)?;
        }
        Ok(units.len())
    })
}

/// Puts a corrected translation into every unit that holds the pair; tells how many.
///
/// # Errors
/// The correction makes no unit, or the store says no: then nothing was changed.
pub fn edit(
    store: &mut SqliteStore<'_>,
    records: &[Record],
    pair: &Pair<'_>,
    new: &str,
    dry_run: bool,
) -> Result<(TxNumber, usize)> {
    let corrected = records.iter().map(|record| correct(record, pair, new)).collect::<Result<Vec<_>>>()?;
    write(store, "edit", "", dry_run, |store, _| {
        for (record, unit) in records.iter().zip(&corrected) {
            // Where it was seen first is still where it comes from; what was said about the old text is history.
            let sighting = Sighting { label: record.sighting.label.clone(), detail: Vec::new() };
            store.replace(&record.unit.id(), unit, &sighting)?;
        }
        Ok(records.len())
    })
}

fn correct(record: &Record, pair: &Pair<'_>, new: &str) -> Result<Unit> {
    let variants = record.unit.variants().iter().map(|variant| {
        if pair.is_translation(variant) { Variant::plain(variant.lang.clone(), new) } else { variant.clone() }
    });
    Unit::new(variants.collect()).map_err(Failure::no_unit)
}
