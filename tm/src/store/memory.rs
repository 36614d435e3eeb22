//! A store in memory: the starter data, and the model the file store is tested against.

mod log;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::facts::{Facts, Life, Review, ReviewId, ReviewState, Sighting, Why, before_reviews};
use super::{
    Added, Record, StoreError, TxInfo, TxNumber, Undone, UnitNumber, UnitStore, UnitWriter, VariantRef,
};
use crate::lang::Lang;
use crate::text::exact_key;
use crate::unit::{Unit, UnitId};

/// A memory without a file.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    content: Content,
    /// What a rollback goes back to; present while a write is under way.
    before: Option<Box<Content>>,
}

#[derive(Debug, Clone, Default)]
struct Content {
    entries: Vec<Entry>,
    by_id: BTreeMap<UnitId, usize>,
    by_key: HashMap<String, Vec<usize>>,
    writes: Vec<TxInfo>,
}

#[derive(Debug, Clone)]
struct Entry {
    facts: Facts,
    /// In the order they came; the first is what a suggestion names.
    seen: Vec<Sighting>,
    changes: Vec<Change>,
    /// Opinions and the writes that brought them.
    reviewed: Vec<(ReviewId, TxNumber)>,
    /// Changes of the private mark: counts before and after, and the write.
    marks: Vec<(u32, u32, TxNumber)>,
    day: String,
}

/// One change of a unit's life.
#[derive(Debug, Clone, Copy)]
struct Change {
    before: u32,
    why_before: Why,
    after: u32,
    tx: TxNumber,
}

impl MemoryStore {
    /// An empty memory.
    pub fn new() -> MemoryStore {
        MemoryStore::default()
    }

    fn tx(&self) -> Result<TxNumber, StoreError> {
        self.before.as_ref().ok_or(StoreError::NoTransaction)?;
        Ok(TxNumber(self.content.writes.len() as i64))
    }

    fn entry(&mut self, id: &UnitId) -> Result<&mut Entry, StoreError> {
        let place = self.content.by_id.get(id).copied();
        place.and_then(|i| self.content.entries.get_mut(i)).ok_or(StoreError::Unknown { id: *id })
    }

    fn find(&self, id: &UnitId) -> Option<&Entry> {
        self.content.by_id.get(id).and_then(|i| self.content.entries.get(*i))
    }

    /// The entry of a unit, made when it is new.
    fn entry_or_new(&mut self, id: UnitId) -> &mut Entry {
        let day = self.content.writes.last().map_or(String::new(), |w| w.day.clone());
        let next = self.content.entries.len();
        let place = *self.content.by_id.entry(id).or_insert(next);
        if place == next {
            let facts = Facts::unknown(id);
            self.content.entries.push(Entry {
                facts,
                seen: Vec::new(),
                changes: Vec::new(),
                reviewed: Vec::new(),
                marks: Vec::new(),
                day,
            });
        }
        // `place` is either a place found in the map or the one just pushed.
        #[expect(clippy::indexing_slicing, reason = "every place in by_id is one of entries")]
        &mut self.content.entries[place]
    }

    fn give_body(&mut self, id: UnitId, unit: &Unit) {
        let entry = self.entry_or_new(id);
        if entry.facts.unit.is_some() || entry.facts.life.why == Why::Purge {
            return;
        }
        entry.facts.unit = Some(unit.clone());
        let place = self.content.by_id.get(&id).copied().unwrap_or_default();
        for variant in unit.variants() {
            let places =
                self.content.by_key.entry(exact_key(&variant.text, variant.lang.script())).or_default();
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }

    fn record_of(&self, place: usize) -> Option<Record> {
        let entry = self.content.entries.get(place)?;
        let unit = entry.facts.unit.clone().filter(|_| entry.facts.life.is_live())?;
        Some(Record {
            number: UnitNumber(place as i64),
            unit,
            state: entry.facts.state(),
            private: entry.facts.private % 2 == 1,
            sighting: entry.seen.first().cloned().unwrap_or_default(),
            day: entry.day.clone(),
        })
    }
}

impl Entry {
    fn live(&mut self, life: Life, tx: TxNumber) {
        if life.count != self.facts.life.count {
            let Life { count, why } = self.facts.life;
            self.changes.push(Change { before: count, why_before: why, after: life.count, tx });
        }
        self.facts.life = life;
    }

    fn see(&mut self, sighting: &Sighting) -> bool {
        let new = self.facts.sightings.insert(sighting.clone());
        if new {
            self.seen.push(sighting.clone());
        }
        new
    }

    fn opine(&mut self, id: ReviewId, review: Review, tx: TxNumber) {
        if self.facts.reviews.insert(id, review).is_none() {
            self.reviewed.push((id, tx));
        }
    }

    fn mark(&mut self, after: u32, tx: TxNumber) {
        if after > self.facts.private {
            self.marks.push((self.facts.private, after, tx));
            self.facts.private = after;
        }
    }

    /// Tells whether it was turned back or was changed since; nothing when write `n` changed nothing here.
    fn undo(&mut self, n: TxNumber, tx: TxNumber) -> Option<bool> {
        let opinions = [self.undo_reviews(n, tx), self.undo_marks(n, tx)];
        if self.changes.iter().any(|c| c.tx == n) {
            return self.undo_life(n, tx);
        }
        opinions.into_iter().flatten().reduce(|a, b| a || b)
    }

    fn undo_reviews(&mut self, n: TxNumber, tx: TxNumber) -> Option<bool> {
        let given: BTreeSet<ReviewId> =
            self.reviewed.iter().filter(|(_, w)| *w == n).map(|(id, _)| *id).collect();
        if given.is_empty() {
            return None;
        }
        let Some(back) = before_reviews(&self.facts.reviews, &given) else { return Some(false) };
        let review = back?;
        self.opine(review.id(&self.facts.id), review, tx);
        Some(true)
    }

    fn undo_marks(&mut self, n: TxNumber, tx: TxNumber) -> Option<bool> {
        let (before, ..) = *self.marks.iter().find(|(.., w)| *w == n)?;
        let (_, after, _) = *self.marks.iter().rev().find(|(.., w)| *w == n)?;
        if after != self.facts.private {
            return Some(false);
        }
        (before % 2 != after % 2).then(|| {
            self.mark(after + 1, tx);
            true
        })
    }

    fn undo_life(&mut self, n: TxNumber, tx: TxNumber) -> Option<bool> {
        let first = *self.changes.iter().find(|c| c.tx == n)?;
        let after = self.changes.iter().rev().find(|c| c.tx == n)?.after;
        if after != self.facts.life.count || self.facts.life.why == Why::Purge {
            return Some(false);
        }
        if first.before % 2 == after % 2 {
            return None;
        }
        let why = (first.before > 0).then_some(first.why_before);
        self.live(self.facts.life.turned_back(why), tx);
        Some(true)
    }
}

impl UnitStore for MemoryStore {
    fn exact(&self, key: &str, lang: &Lang) -> Result<Vec<Record>, StoreError> {
        let places = self.content.by_key.get(key).map_or(&[][..], |v| v);
        let has = |unit: &Unit| {
            unit.variants()
                .iter()
                .any(|v| lang.accepts(&v.lang) && exact_key(&v.text, v.lang.script()) == key)
        };
        Ok(places.iter().filter_map(|p| self.record_of(*p)).filter(|r| has(&r.unit)).collect())
    }

    fn scan(&self, visit: &mut dyn FnMut(UnitNumber, &[VariantRef<'_>])) -> Result<(), StoreError> {
        for (place, entry) in self.content.entries.iter().enumerate() {
            if let Some(unit) = entry.facts.unit.as_ref().filter(|_| entry.facts.life.is_live()) {
                let texts: Vec<_> = unit
                    .variants()
                    .iter()
                    .map(|v| VariantRef { lang: v.lang.as_str(), text: &v.text })
                    .collect();
                visit(UnitNumber(place as i64), &texts);
            }
        }
        Ok(())
    }

    fn record(&self, number: UnitNumber) -> Result<Option<Record>, StoreError> {
        Ok(usize::try_from(number.0).ok().and_then(|place| self.record_of(place)))
    }

    fn sightings(&self, number: UnitNumber) -> Result<Vec<Sighting>, StoreError> {
        let entry = usize::try_from(number.0).ok().and_then(|place| self.content.entries.get(place));
        Ok(entry.map_or(Vec::new(), |e| e.facts.sightings.iter().cloned().collect()))
    }

    fn live_units(&self) -> Result<u64, StoreError> {
        let live = |e: &&Entry| e.facts.life.is_live() && e.facts.unit.is_some();
        Ok(self.content.entries.iter().filter(live).count() as u64)
    }

    fn facts(&self, id: &UnitId) -> Result<Option<Facts>, StoreError> {
        Ok(self.find(id).map(|e| e.facts.clone()))
    }

    fn langs(&self) -> Result<Vec<Lang>, StoreError> {
        let units = self.content.entries.iter().filter_map(|entry| entry.facts.unit.as_ref());
        let langs: BTreeSet<Lang> =
            units.flat_map(|unit| unit.variants().iter().map(|v| v.lang.clone())).collect();
        Ok(langs.into_iter().collect())
    }

    fn ids(&self) -> Result<Vec<UnitId>, StoreError> {
        Ok(self.content.by_id.keys().copied().collect())
    }
}

impl UnitWriter for MemoryStore {
    fn begin(&mut self, info: &TxInfo) -> Result<TxNumber, StoreError> {
        if self.before.is_some() {
            return Err(StoreError::NestedTransaction);
        }
        self.before = Some(Box::new(self.content.clone()));
        self.content.writes.push(info.clone());
        self.tx()
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.before.take().map(|_| ()).ok_or(StoreError::NoTransaction)
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        if let Some(before) = self.before.take() {
            self.content = *before;
        }
        Ok(())
    }

    fn add(&mut self, unit: &Unit, sighting: &Sighting, restore: bool) -> Result<Added, StoreError> {
        let tx = self.tx()?;
        let id = unit.id();
        let entry = self.entry_or_new(id);
        let life = entry.facts.life;
        if life.why == Why::Purge {
            return Ok(Added::PurgedBefore);
        }
        let gone_on_purpose = matches!(life.why, Why::Remove | Why::Replace);
        if !life.is_live() && gone_on_purpose && !restore {
            return Ok(Added::RemovedBefore);
        }
        let seen = entry.see(sighting);
        let added = match (life.is_live() && entry.facts.unit.is_some(), seen) {
            (true, true) => Added::Merged,
            (true, false) => Added::AlreadyHere,
            (false, _) => Added::New,
        };
        if !life.is_live() {
            entry.live(life.next(Why::Add), tx);
        }
        self.give_body(id, unit);
        Ok(added)
    }

    fn remove(&mut self, id: &UnitId) -> Result<(), StoreError> {
        let tx = self.tx()?;
        let entry = self.entry(id)?;
        if entry.facts.life.is_live() {
            entry.live(entry.facts.life.next(Why::Remove), tx);
        }
        Ok(())
    }

    fn replace(&mut self, old: &UnitId, new: &Unit, sighting: &Sighting) -> Result<(), StoreError> {
        let tx = self.tx()?;
        let new_id = new.id();
        if *old == new_id {
            return self.entry(old).map(|_| ());
        }
        let entry = self.entry(old)?;
        if entry.facts.life.is_live() {
            entry.live(entry.facts.life.next(Why::Replace), tx);
        }
        entry.facts.replaced_by.insert(new_id);
        self.add(new, sighting, true).map(|_| ())
    }

    fn undo(&mut self, n: TxNumber) -> Result<Undone, StoreError> {
        let tx = self.tx()?;
        let mut undone = Undone::default();
        if n >= tx {
            return Ok(undone);
        }
        for outcome in self.content.entries.iter_mut().filter_map(|e| e.undo(n, tx)) {
            match outcome {
                true => undone.reverted += 1,
                false => undone.changed_since += 1,
            }
        }
        Ok(undone)
    }

    fn review(&mut self, id: &UnitId, state: ReviewState, who: &str) -> Result<(), StoreError> {
        let tx = self.tx()?;
        let entry = self.entry(id)?;
        let review = Review { state, who: who.to_owned(), after: entry.facts.review_heads() };
        entry.opine(review.id(id), review, tx);
        Ok(())
    }

    fn mark_private(&mut self, id: &UnitId, private: bool) -> Result<(), StoreError> {
        let tx = self.tx()?;
        let entry = self.entry(id)?;
        if (entry.facts.private % 2 == 1) != private {
            entry.mark(entry.facts.private + 1, tx);
        }
        Ok(())
    }

    fn absorb(&mut self, facts: &Facts) -> Result<(), StoreError> {
        let tx = self.tx()?;
        let mut merged = self.entry_or_new(facts.id).facts.clone();
        merged.merge(facts);
        if let Some(unit) = &merged.unit {
            self.give_body(facts.id, unit);
        }
        let entry = self.entry_or_new(facts.id);
        entry.live(merged.life, tx);
        entry.mark(merged.private, tx);
        for (id, review) in &merged.reviews {
            entry.opine(*id, review.clone(), tx);
        }
        if merged.life.why == Why::Purge {
            entry.seen.clear();
        }
        merged.sightings.iter().for_each(|s| {
            entry.see(s);
        });
        entry.facts = merged;
        for successor in &facts.replaced_by {
            self.entry_or_new(*successor);
        }
        Ok(())
    }
}
