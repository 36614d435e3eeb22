//! The memory as a set of content-addressed facts: what a store must do, whatever it is made of.
//!
//! Two stores merge by set union, in any order, any number of times, with no clock involved. A unit's life is a
//! causal length ([`Life`]): odd is live, even is gone, the larger count wins. `sqlite/laws.rs` holds the laws
//! for both implementations; `tm::sqlite` keeps them in a file, [`memory`] in memory.

pub mod body;
pub mod facts;
mod log;
pub mod memory;

use thiserror::Error;

use crate::lang::Lang;
use crate::unit::{Unit, UnitId};

pub use body::VariantRef;
pub use facts::{Facts, Life, Review, ReviewState, Sighting, Why};
pub use log::{Happened, Moment, UnitLog};
pub use memory::MemoryStore;

/// Local number of a unit in one store; means nothing elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnitNumber(pub i64);

impl UnitNumber {
    /// Below every number of a unit.
    pub const NONE: UnitNumber = UnitNumber(-1);
}

/// Local number of a write, from 1: what `undo` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TxNumber(pub i64);

/// What is written down about a write, on this machine only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TxInfo {
    /// Day as `YYYY-MM-DD`.
    pub day: String,
    /// The command: `import`, `add` …
    pub command: String,
    /// What it read: a file name or nothing.
    pub origin: String,
}

/// A live unit with all that a suggestion shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its local number.
    pub number: UnitNumber,
    /// Its texts.
    pub unit: Unit,
    /// Its review state.
    pub state: ReviewState,
    /// Whether it never leaves this store.
    pub private: bool,
    /// Where it was first seen.
    pub sighting: Sighting,
    /// Day on which it entered this store, `YYYY-MM-DD`.
    pub day: String,
}

/// What became of a unit that was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It was not here, or an undone write had brought it, and is live now.
    New,
    /// The same unit from the same place was here: nothing changed.
    AlreadyHere,
    /// The unit was here; that it was seen elsewhere too is new.
    Merged,
    /// It was removed or replaced here before and stays gone.
    RemovedBefore,
    /// It was purged here before; nothing of it is kept.
    PurgedBefore,
}

/// What an undo did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Undone {
    /// Units whose life was turned back.
    pub reverted: usize,
    /// Units that a later write changed again, left as they are.
    pub changed_since: usize,
}

/// Why a store cannot answer.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// SQLite says no.
    #[cfg(feature = "sqlite")]
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// A row does not read as what this program writes.
    #[error("the row of unit {number} is damaged")]
    Damaged {
        /// Local number of the unit.
        number: i64,
    },
    /// An entry of the hold-back list is not what this program writes.
    #[error("an entry of the hold-back list is damaged, or a newer tm wrote it")]
    DamagedName,
    /// A write outside of [`UnitWriter::begin`] and [`UnitWriter::commit`].
    #[error("no write has begun")]
    NoTransaction,
    /// [`UnitWriter::begin`] twice.
    #[error("a write has begun already")]
    NestedTransaction,
    /// A change of a unit that is not in the store.
    #[error("there is no unit {id}")]
    Unknown {
        /// Its name.
        id: UnitId,
    },
}

/// What holds a store as it is at one moment, until it is dropped.
pub trait Held {}

/// Reading a memory.
pub trait UnitStore {
    /// Holds what is read as it is at this moment, so that all of it fits together and no reading asks anew whether
    /// something was written; others may write meanwhile. Nothing where that needs nothing, or where it is held already.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn hold(&self) -> Result<Option<Box<dyn Held + '_>>, StoreError> {
        Ok(None)
    }

    /// Live units with a variant in a language `lang` accepts whose exact key
    /// ([`crate::text::exact_key`]) is `key`, by number.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn exact(&self, key: &str, lang: &Lang) -> Result<Vec<Record>, StoreError>;

    /// Visits the texts of every live unit, by number.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read; what was visited before stays visited.
    fn scan(&self, visit: &mut dyn FnMut(UnitNumber, &[VariantRef<'_>])) -> Result<(), StoreError>;

    /// The unit with this number, if it is live.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn record(&self, number: UnitNumber) -> Result<Option<Record>, StoreError>;

    /// Every sighting of a unit, ordered.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn sightings(&self, number: UnitNumber) -> Result<Vec<Sighting>, StoreError>;

    /// Whether a live unit that `counts` says everything this one says and more; such a pair is hidden from exports.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn is_hidden(&self, unit: &Unit, counts: &dyn Fn(&Record) -> bool) -> Result<bool, StoreError> {
        // The longest text is the one that fewest other units share.
        let Some(longest) = unit.variants().iter().max_by_key(|v| v.text.len()) else { return Ok(false) };
        let key = crate::text::exact_key(&longest.text, longest.lang.script());
        let more = |record: &Record| counts(record) && record.unit.is_strict_superset_of(unit);
        Ok(self.exact(&key, &longest.lang)?.iter().any(more))
    }

    /// How many units are live.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn live_units(&self) -> Result<u64, StoreError>;

    /// The languages that texts of units are in, live or gone; ordered.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn langs(&self) -> Result<Vec<Lang>, StoreError>;

    /// Everything known of a unit, live or gone.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn facts(&self, id: &UnitId) -> Result<Option<Facts>, StoreError>;

    /// The names of all units ever known, live or gone, ordered.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn ids(&self) -> Result<Vec<UnitId>, StoreError>;
}

/// Writing a memory: every change lies between [`UnitWriter::begin`] and [`UnitWriter::commit`].
pub trait UnitWriter: UnitStore {
    /// Begins a write and gives its number.
    ///
    /// # Errors
    /// [`StoreError::NestedTransaction`], or what the store says.
    fn begin(&mut self, info: &TxInfo) -> Result<TxNumber, StoreError>;

    /// Makes the write durable.
    ///
    /// # Errors
    /// [`StoreError::NoTransaction`], or what the store says; then nothing was written.
    fn commit(&mut self) -> Result<(), StoreError>;

    /// Takes the write back as if it had never begun; does nothing when none has.
    ///
    /// # Errors
    /// What the store says.
    fn rollback(&mut self) -> Result<(), StoreError>;

    /// Adds a unit seen somewhere. `restore` brings back what was removed or replaced before.
    ///
    /// # Errors
    /// [`StoreError::NoTransaction`], or what the store says.
    fn add(&mut self, unit: &Unit, sighting: &Sighting, restore: bool) -> Result<Added, StoreError>;

    /// Ends the life of a unit; nothing happens to one that is gone.
    ///
    /// # Errors
    /// [`StoreError::Unknown`], [`StoreError::NoTransaction`], or what the store says.
    fn remove(&mut self, id: &UnitId) -> Result<(), StoreError>;

    /// Edits: `old` goes, `new` lives, and that one replaces the other is kept.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] for `old`, [`StoreError::NoTransaction`], or what the store says.
    fn replace(&mut self, old: &UnitId, new: &Unit, sighting: &Sighting) -> Result<(), StoreError>;

    /// Turns back what the earlier write `n` did to units' lives, where no later write changed them again; a number
    /// that is not in the past does nothing.
    ///
    /// # Errors
    /// [`StoreError::NoTransaction`], or what the store says.
    fn undo(&mut self, n: TxNumber) -> Result<Undone, StoreError>;

    /// States an opinion on a unit that supersedes the opinions known so far.
    ///
    /// # Errors
    /// [`StoreError::Unknown`], [`StoreError::NoTransaction`], or what the store says.
    fn review(&mut self, id: &UnitId, state: ReviewState, who: &str) -> Result<(), StoreError>;

    /// Keeps a unit from leaving this store, or lets it leave again.
    ///
    /// # Errors
    /// [`StoreError::Unknown`], [`StoreError::NoTransaction`], or what the store says.
    fn mark_private(&mut self, id: &UnitId, private: bool) -> Result<(), StoreError>;

    /// Takes in what another store knows of a unit: set union, then the larger life.
    ///
    /// # Errors
    /// [`StoreError::NoTransaction`], or what the store says.
    fn absorb(&mut self, facts: &Facts) -> Result<(), StoreError>;
}

impl<T: UnitStore + ?Sized> UnitStore for &T {
    fn hold(&self) -> Result<Option<Box<dyn Held + '_>>, StoreError> {
        (**self).hold()
    }

    fn exact(&self, key: &str, lang: &Lang) -> Result<Vec<Record>, StoreError> {
        (**self).exact(key, lang)
    }

    fn scan(&self, visit: &mut dyn FnMut(UnitNumber, &[VariantRef<'_>])) -> Result<(), StoreError> {
        (**self).scan(visit)
    }

    fn record(&self, number: UnitNumber) -> Result<Option<Record>, StoreError> {
        (**self).record(number)
    }

    fn sightings(&self, number: UnitNumber) -> Result<Vec<Sighting>, StoreError> {
        (**self).sightings(number)
    }

    fn live_units(&self) -> Result<u64, StoreError> {
        (**self).live_units()
    }

    fn langs(&self) -> Result<Vec<Lang>, StoreError> {
        (**self).langs()
    }

    fn facts(&self, id: &UnitId) -> Result<Option<Facts>, StoreError> {
        (**self).facts(id)
    }

    fn ids(&self) -> Result<Vec<UnitId>, StoreError> {
        (**self).ids()
    }
}
