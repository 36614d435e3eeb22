//! What changed in a store in memory.

use super::MemoryStore;
use crate::store::{Happened, Moment, StoreError, TxNumber, UnitLog, UnitNumber, UnitStore, VariantRef, Why};
use crate::unit::hash128;

impl UnitLog for MemoryStore {
    fn moment(&self) -> Result<Moment, StoreError> {
        let (writes, units) = (self.content.writes.len() as i64, self.content.entries.len() as i64);
        Ok(Moment { tx: TxNumber(writes), unit: UnitNumber(units - 1) })
    }

    fn imprint(&self, at: Moment) -> Result<[u8; 16], StoreError> {
        let last = usize::try_from(at.unit.0).ok().and_then(|place| self.content.entries.get(place));
        let id = last.map_or([0; 16], |entry| entry.facts.id.0);
        Ok(hash128(&[&id[..], &at.tx.0.to_le_bytes()].concat()))
    }

    fn scan_between(
        &self,
        after: UnitNumber,
        last: UnitNumber,
        visit: &mut dyn FnMut(UnitNumber, &[VariantRef<'_>]),
    ) -> Result<(), StoreError> {
        self.scan(&mut |number, texts| {
            if number > after && number <= last {
                visit(number, texts);
            }
        })
    }

    fn happened_since(&self, then: Moment) -> Result<Happened, StoreError> {
        let mut happened = Happened::default();
        for (place, entry) in (0..=then.unit.0).zip(&self.content.entries) {
            if entry.changes.iter().any(|change| change.tx > then.tx) {
                happened.units.push(UnitNumber(place));
                happened.purged |= entry.facts.life.why == Why::Purge;
            }
        }
        Ok(happened)
    }
}
