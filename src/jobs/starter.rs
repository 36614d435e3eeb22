//! The memory and glossary compiled into the program.

use tm::detail::Detail;
use tm::store::{MemoryStore, Sighting, UnitWriter};
use tm::tmx;

use super::write;
use crate::failure::{Failure, Result};

/// Label of the starter units.
pub const LABEL: &str = "starter";

const UNITS: &[u8] = include_bytes!("../../tm/data/starter/movement.tmx");

/// The starter memory.
///
/// # Errors
/// None that a user can meet: the data is tested.
pub fn memory() -> Result<MemoryStore> {
    let mut store = MemoryStore::new();
    write(&mut store, "starter", "", false, |store, _| fill(store))?;
    Ok(store)
}

/// Adds the starter units to a store; tells how many there are.
///
/// # Errors
/// What the store says.
pub fn fill(store: &mut dyn UnitWriter) -> Result<usize> {
    let damaged = |why: &dyn std::fmt::Display| Failure::new("the built-in memory is damaged").because(why);
    let sighting = Sighting { label: LABEL.to_owned(), detail: Detail::default().to_bytes() };
    let reader = tmx::Reader::new(UNITS, tmx::ReadOptions::default()).map_err(|e| damaged(&e))?;
    let mut count = 0;
    for entry in reader {
        let entry = entry.map_err(|e| damaged(&e))?;
        store.add(&entry.unit, &sighting, false)?;
        count += 1;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tm::store::UnitStore;

    #[test]
    fn every_starter_unit_has_four_languages() {
        let store = memory().unwrap();
        let mut units = 0;
        store
            .scan(&mut |_, variants| {
                units += 1;
                let tags: Vec<_> = variants.iter().map(|v| v.lang).collect();
                assert_eq!(tags, ["de", "en", "fa", "fr"]);
                for variant in variants {
                    assert!(!variant.text.contains(['ي', 'ك']), "{}", variant.text);
                    assert!(
                        !variant.text.contains(" \u{200C}") && !variant.text.contains("\u{200C} "),
                        "{}",
                        variant.text
                    );
                }
            })
            .unwrap();
        assert!(units >= 150, "{units}");
    }
}
