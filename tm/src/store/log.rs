//! What changed in a store since something was derived from it.

use super::{StoreError, TxNumber, UnitNumber, UnitStore, VariantRef};

/// How far a store has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Its newest write; 0 before the first.
    pub tx: TxNumber,
    /// Its newest unit; [`UnitNumber::NONE`] when there is none.
    pub unit: UnitNumber,
}

/// What became of units that a store had at a moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Happened {
    /// Units whose life changed since, ordered; some of them may be as they were.
    pub units: Vec<UnitNumber>,
    /// Whether a text was purged: nothing derived from the earlier state may be kept.
    pub purged: bool,
}

/// A store that tells what changed.
pub trait UnitLog: UnitStore {
    /// How far it has come.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn moment(&self) -> Result<Moment, StoreError>;

    /// Something that differs between stores, and for one store between two pasts up to a moment: when an older copy was
    /// put in its place and other things were written since. It is made of the last writes up to then, not of all.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn imprint(&self, at: Moment) -> Result<[u8; 16], StoreError>;

    /// Visits the texts of live units with numbers above `after` and up to `last`, by number.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read; what was visited before stays visited.
    fn scan_between(
        &self,
        after: UnitNumber,
        last: UnitNumber,
        visit: &mut dyn FnMut(UnitNumber, &[VariantRef<'_>]),
    ) -> Result<(), StoreError>;

    /// What became since of the units there were at a moment.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn happened_since(&self, then: Moment) -> Result<Happened, StoreError>;
}
