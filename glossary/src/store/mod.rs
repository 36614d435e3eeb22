//! Stores of concepts: what is kept, what is asked, and how two stores become one.
//!
//! A concept's content is a chain of revisions; its life is a counter (odd: live, even: gone). Both only grow, so
//! merging two stores is the union of revisions and the maximum of counters, in any order, any number of times.

mod memory;
mod record;
mod search;
#[cfg(test)]
pub(crate) mod tests;

pub use memory::MemoryTerms;
pub use record::{Life, Record, Revision, RevisionId, Why};

use crate::concept::Concept;
use crate::id::ConceptId;

#[cfg(feature = "sqlite")]
pub(crate) use memory::{add_to, step_if};
pub(crate) use record::Entry;
#[cfg(feature = "sqlite")]
pub(crate) use record::{Packed, revision_id};
pub(crate) use search::matches;

/// What adding a concept did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Added {
    /// It was not here.
    New,
    /// It was here with this content.
    AlreadyHere,
    /// It was here with another content, which is kept as history.
    Updated,
    /// Somebody removed it here before, so it stays gone; [`TermStore::restore`] brings it back.
    RemovedBefore,
}

/// A store of concepts.
///
/// Concepts are kept as [`Concept::normalised`] leaves them and named by [`ConceptId::of`].
pub trait TermStore {
    /// What can go wrong.
    type Error: std::error::Error;

    /// Adds a concept or gives the concept of the same id this content.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    fn add(&mut self, concept: &Concept) -> Result<Added, Self::Error>;

    /// The live concept of this id.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn get(&self, id: ConceptId) -> Result<Option<Concept>, Self::Error>;

    /// The live concepts, ordered by the text of their hub term, then by id.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn list(&self) -> Result<Vec<Concept>, Self::Error>;

    /// Takes a concept out; `false` when it is not here or gone already.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    fn remove(&mut self, id: ConceptId) -> Result<bool, Self::Error>;

    /// Brings a removed concept back; `false` when it is not here or live already.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    fn restore(&mut self, id: ConceptId) -> Result<bool, Self::Error>;

    /// Forgets what a concept ever said; only its id is kept, so that nothing brings it back, neither an import nor
    /// another member's store. `false` when it is not here or was purged before.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    fn purge(&mut self, id: ConceptId) -> Result<bool, Self::Error>;

    /// Undoes the life changes of an earlier transaction and brings back the content it replaced; gives the concepts
    /// that have changed since and were left alone.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    fn undo(&mut self, tx: i64) -> Result<Undone, Self::Error>;

    /// Every revision of a concept, live or gone: the current one first, then the replaced ones, latest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn history(&self, id: ConceptId) -> Result<Vec<Revision>, Self::Error>;

    /// Everything known of every concept, ordered by id: what another store [absorbs](TermStore::absorb).
    ///
    /// # Errors
    /// When the store cannot be read.
    fn records(&self) -> Result<Vec<Record>, Self::Error>;

    /// Takes in what another store knows; `true` when something was new.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    fn absorb(&mut self, record: &Record) -> Result<bool, Self::Error>;

    /// The live concepts with a text that holds `text`, spelling and case aside, in the order of
    /// [`TermStore::list`]; terms and variants are searched, in every language.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn search(&self, text: &str) -> Result<Vec<Concept>, Self::Error> {
        let mut found = self.list()?;
        found.retain(|concept| matches(concept, text));
        Ok(found)
    }
}

/// What an undo did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undone {
    /// Concepts that are as they were before.
    pub concepts: Vec<ConceptId>,
    /// Concepts that somebody changed since; they are left as they are.
    pub changed_since: Vec<ConceptId>,
}

/// The order of [`TermStore::list`].
pub(crate) fn sort(concepts: &mut [(ConceptId, Concept)]) {
    let hub = |c: &Concept| c.hub_term().map(|t| t.text.clone()).unwrap_or_default();
    concepts.sort_by_cached_key(|(id, concept)| (hub(concept), *id));
}
