//! The store in memory.

use std::collections::BTreeMap;
use std::convert::Infallible;

use super::{Added, Entry, Record, Revision, TermStore, Undone, Why, sort};
use crate::concept::Concept;
use crate::id::ConceptId;
use crate::pack::{pack, unpack};

/// Concepts in memory.
#[derive(Debug, Clone, Default)]
pub struct MemoryTerms {
    entries: BTreeMap<ConceptId, Entry>,
    tx: i64,
}

impl MemoryTerms {
    /// An empty store.
    pub fn new() -> MemoryTerms {
        MemoryTerms::default()
    }

    /// The number of the transaction that the next changes belong to.
    pub fn begin(&mut self, tx: i64) {
        self.tx = tx;
    }
}

impl TermStore for MemoryTerms {
    type Error = Infallible;

    fn add(&mut self, concept: &Concept) -> Result<Added, Infallible> {
        let concept = concept.clone().normalised();
        let id = ConceptId::of(&concept);
        let entry = self.entries.entry(id).or_insert_with(Entry::unborn);
        Ok(add_to(entry, id, pack(&concept), self.tx))
    }

    fn get(&self, id: ConceptId) -> Result<Option<Concept>, Infallible> {
        Ok(self.entries.get(&id).filter(|e| e.life().is_live()).and_then(|e| unpack(e.body()?)))
    }

    fn list(&self) -> Result<Vec<Concept>, Infallible> {
        let live = self.entries.iter().filter(|(_, e)| e.life().is_live());
        let mut concepts: Vec<_> = live.filter_map(|(id, e)| Some((*id, unpack(e.body()?)?))).collect();
        sort(&mut concepts);
        Ok(concepts.into_iter().map(|(_, concept)| concept).collect())
    }

    fn remove(&mut self, id: ConceptId) -> Result<bool, Infallible> {
        let tx = self.tx;
        Ok(self.entries.get_mut(&id).is_some_and(|entry| step_if(entry, true, Why::Remove, tx)))
    }

    fn restore(&mut self, id: ConceptId) -> Result<bool, Infallible> {
        let tx = self.tx;
        Ok(self.entries.get_mut(&id).is_some_and(|entry| step_if(entry, false, Why::Add, tx)))
    }

    fn purge(&mut self, id: ConceptId) -> Result<bool, Infallible> {
        let tx = self.tx;
        Ok(self.entries.get_mut(&id).is_some_and(|entry| entry.purge(tx)))
    }

    fn undo(&mut self, tx: i64) -> Result<Undone, Infallible> {
        let mut undone = Undone::default();
        for (id, entry) in &mut self.entries {
            match entry.undo(*id, tx, self.tx) {
                Some(true) => undone.concepts.push(*id),
                Some(false) => undone.changed_since.push(*id),
                None => {}
            }
        }
        Ok(undone)
    }

    fn history(&self, id: ConceptId) -> Result<Vec<Revision>, Infallible> {
        Ok(self.entries.get(&id).map(Entry::history).unwrap_or_default())
    }

    fn records(&self) -> Result<Vec<Record>, Infallible> {
        Ok(self.entries.iter().map(|(id, entry)| entry.record(*id)).collect())
    }

    fn absorb(&mut self, record: &Record) -> Result<bool, Infallible> {
        Ok(self.entries.entry(record.id).or_insert_with(Entry::unborn).absorb(record, self.tx))
    }
}

/// Adds a content to what is known of its concept.
pub(crate) fn add_to(entry: &mut Entry, id: ConceptId, body: Vec<u8>, tx: i64) -> Added {
    if entry.lives.is_empty() {
        entry.step(Why::Add, tx);
        entry.revise(id, body, tx);
        return Added::New;
    }
    let life = entry.life();
    if !life.is_live() && life.why >= Why::Remove {
        return Added::RemovedBefore;
    }
    let born_again = !life.is_live();
    if born_again {
        entry.step(Why::Add, tx);
    }
    if entry.body() != Some(body.as_slice()) {
        entry.revise(id, body, tx);
        return if born_again { Added::New } else { Added::Updated };
    }
    if born_again { Added::New } else { Added::AlreadyHere }
}

/// A step of the counter of a concept that is live or gone as asked.
pub(crate) fn step_if(entry: &mut Entry, live: bool, why: Why, tx: i64) -> bool {
    let life = entry.life();
    let fits = life.is_live() == live && life.why != Why::Purge && !entry.lives.is_empty();
    if fits {
        entry.step(why, tx);
    }
    fits
}
