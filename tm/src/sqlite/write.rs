//! Writing the memory into SQLite.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, params};

use super::SqliteStore;
use super::read::{Found, key_head};
use crate::store::{
    Added, Facts, Life, Review, ReviewState, Sighting, StoreError, TxInfo, TxNumber, Undone, UnitWriter, Why,
    body, facts,
};
use crate::text::exact_key;
use crate::unit::{Unit, UnitId, hash128};

/// Units whose index rows are held back and written in sorted order: random writes into the indexes of a large
/// memory cost about twice the whole import. 250,000 units hold 20 MB of rows.
const RUN: usize = 250_000;

/// A write under way.
#[derive(Debug)]
pub(super) struct Writing {
    tx: i64,
    next_uid: i64,
    first_uid: i64,
    /// Whether `unit_id` had no row when the write began and has none yet: nothing to look up then.
    index_empty: bool,
    unit_ids: Vec<(i64, i64)>,
    keys: Vec<(i64, i64, i64)>,
    /// Units of this run by name, not yet found through the index.
    fresh: HashMap<UnitId, i64>,
    labels: HashMap<String, i64>,
    langs: HashMap<String, i64>,
}

impl UnitWriter for SqliteStore<'_> {
    fn begin(&mut self, info: &TxInfo) -> Result<TxNumber, StoreError> {
        if self.writing.get_mut().is_some() {
            return Err(StoreError::NestedTransaction);
        }
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        match self.start(info) {
            Ok(writing) => {
                let tx = TxNumber(writing.tx);
                *self.writing.get_mut() = Some(writing);
                Ok(tx)
            }
            Err(error) => {
                let _ = self.connection.execute_batch("ROLLBACK");
                Err(error)
            }
        }
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.flush()?;
        let writing = self.writing.get_mut().take().ok_or(StoreError::NoTransaction)?;
        let done = self
            .connection
            .prepare_cached("UPDATE tx SET first_uid = ?2, last_uid = ?3 WHERE n = ?1")
            .and_then(|mut s| s.execute(params![writing.tx, writing.first_uid, writing.next_uid - 1]))
            .and_then(|_| self.connection.execute_batch("COMMIT"));
        if done.is_err() {
            let _ = self.connection.execute_batch("ROLLBACK");
        }
        Ok(done?)
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        self.langs.get_mut().clear();
        match self.writing.get_mut().take() {
            // A full disk makes SQLite roll back by itself.
            Some(_) if self.connection.is_autocommit() => Ok(()),
            Some(_) => Ok(self.connection.execute_batch("ROLLBACK")?),
            None => Ok(()),
        }
    }

    fn add(&mut self, unit: &Unit, sighting: &Sighting, restore: bool) -> Result<Added, StoreError> {
        let id = unit.id();
        let Some(found) = self.locate(&id)? else {
            self.insert(id, Some(unit), Life::FIRST, Some(sighting))?;
            return Ok(Added::New);
        };
        if found.life.why == Why::Purge {
            return Ok(Added::PurgedBefore);
        }
        let gone_on_purpose = matches!(found.life.why, Why::Remove | Why::Replace);
        if !found.life.is_live() && gone_on_purpose && !restore {
            return Ok(Added::RemovedBefore);
        }
        let seen = self.see(found.uid, sighting)?;
        if !found.life.is_live() {
            self.set_life(found.uid, found.life, found.life.next(Why::Add))?;
        }
        if !found.has_body {
            self.give_body(found.uid, unit)?;
        }
        Ok(match (found.life.is_live() && found.has_body, seen) {
            (true, true) => Added::Merged,
            (true, false) => Added::AlreadyHere,
            (false, _) => Added::New,
        })
    }

    fn remove(&mut self, id: &UnitId) -> Result<(), StoreError> {
        let found = self.locate(id)?.ok_or(StoreError::Unknown { id: *id })?;
        if found.life.is_live() {
            self.set_life(found.uid, found.life, found.life.next(Why::Remove))?;
        }
        Ok(())
    }

    fn replace(&mut self, old: &UnitId, new: &Unit, sighting: &Sighting) -> Result<(), StoreError> {
        let found = self.locate(old)?.ok_or(StoreError::Unknown { id: *old })?;
        let new_id = new.id();
        if *old == new_id {
            return Ok(());
        }
        if found.life.is_live() {
            self.set_life(found.uid, found.life, found.life.next(Why::Replace))?;
        }
        self.add(new, sighting, true)?;
        if let Some(successor) = self.locate(&new_id)? {
            self.link(found.uid, successor.uid)?;
        }
        Ok(())
    }

    fn undo(&mut self, n: TxNumber) -> Result<Undone, StoreError> {
        self.flush()?;
        super::undo::undo(self, n.0)
    }

    fn review(&mut self, id: &UnitId, state: ReviewState, who: &str) -> Result<(), StoreError> {
        let found = self.locate(id)?.ok_or(StoreError::Unknown { id: *id })?;
        let after = facts::heads(&self.reviews(found.uid)?);
        self.put_review(id, found.uid, &Review { state, who: who.to_owned(), after })?;
        self.cache_state(found.uid)
    }

    fn mark_private(&mut self, id: &UnitId, private: bool) -> Result<(), StoreError> {
        let found = self.locate(id)?.ok_or(StoreError::Unknown { id: *id })?;
        let count = self.private_count(found.uid)?;
        if (count % 2 == 1) != private {
            self.set_private(found.uid, count, count + 1)?;
        }
        Ok(())
    }

    fn absorb(&mut self, facts: &Facts) -> Result<(), StoreError> {
        let uid = match self.locate(&facts.id)? {
            None => self.insert(facts.id, facts.unit.as_ref(), facts.life, None)?,
            Some(found) => {
                let life = found.life.merge(facts.life);
                if life != found.life {
                    self.set_life(found.uid, found.life, life)?;
                }
                if let Some(unit) = facts.unit.as_ref().filter(|_| !found.has_body && life.why != Why::Purge)
                {
                    self.give_body(found.uid, unit)?;
                }
                found.uid
            }
        };
        self.absorb_rest(uid, facts)
    }
}

impl SqliteStore<'_> {
    fn start(&self, info: &TxInfo) -> Result<Writing, StoreError> {
        let insert = "INSERT INTO tx(day, command, origin, first_uid, last_uid) VALUES (?1, ?2, ?3, 0, -1)";
        self.connection.prepare_cached(insert)?.execute(params![info.day, info.command, info.origin])?;
        let tx = self.connection.last_insert_rowid();
        let next_uid: i64 = self
            .connection
            .prepare_cached("SELECT coalesce(max(uid), 0) + 1 FROM unit")?
            .query_row([], |row| row.get(0))?;
        Ok(Writing {
            tx,
            next_uid,
            first_uid: next_uid,
            index_empty: next_uid == 1,
            unit_ids: Vec::new(),
            keys: Vec::new(),
            fresh: HashMap::new(),
            labels: HashMap::new(),
            langs: HashMap::new(),
        })
    }

    pub(super) fn tx(&mut self) -> Result<i64, StoreError> {
        self.writing.get_mut().as_ref().map(|w| w.tx).ok_or(StoreError::NoTransaction)
    }

    /// Writes the index rows held back, in order.
    pub(super) fn flush(&self) -> Result<(), StoreError> {
        let mut writing = self.writing.borrow_mut();
        let Some(writing) = writing.as_mut().filter(|w| !w.unit_ids.is_empty() || !w.keys.is_empty()) else {
            return Ok(());
        };
        writing.unit_ids.sort_unstable();
        let mut statement = self.connection.prepare_cached("INSERT INTO unit_id VALUES (?1, ?2)")?;
        for (head, uid) in writing.unit_ids.drain(..) {
            statement.execute(params![head, uid])?;
        }
        writing.keys.sort_unstable();
        writing.keys.dedup();
        let mut statement =
            self.connection.prepare_cached("INSERT OR IGNORE INTO vkey VALUES (?1, ?2, ?3)")?;
        for (key, lang, uid) in writing.keys.drain(..) {
            statement.execute(params![key, lang, uid])?;
        }
        writing.fresh.clear();
        writing.index_empty = false;
        Ok(())
    }

    /// Finds a unit, held-back rows included.
    fn locate(&mut self, id: &UnitId) -> Result<Option<Found>, StoreError> {
        let writing = self.writing.get_mut().as_ref().ok_or(StoreError::NoTransaction)?;
        if let Some(uid) = writing.fresh.get(id) {
            let uid = *uid;
            return self.found_at(uid).map(Some);
        }
        if writing.index_empty { Ok(None) } else { self.find(id) }
    }

    fn insert(
        &mut self,
        id: UnitId,
        unit: Option<&Unit>,
        life: Life,
        sighting: Option<&Sighting>,
    ) -> Result<i64, StoreError> {
        let label = sighting.map(|s| self.label(&s.label)).transpose()?;
        let detail = sighting.map(|s| s.detail.as_slice()).filter(|d| !d.is_empty());
        let unit = unit.filter(|_| life.why != Why::Purge);
        let writing = self.writing.get_mut().as_mut().ok_or(StoreError::NoTransaction)?;
        let uid = writing.next_uid;
        let sql = "INSERT INTO unit(uid, id, body, born, life, why, private, state, tx, label, detail)
                   VALUES (?1, ?2, ?3, ?4 = 1, ?4, ?5, 0, ?6, ?7, ?8, ?9)";
        self.connection.prepare_cached(sql)?.execute(params![
            uid,
            id.0,
            unit.map(body::pack).unwrap_or_default(),
            life.count,
            life.why as i64,
            ReviewState::Draft as i64,
            writing.tx,
            label,
            detail
        ])?;
        writing.next_uid += 1;
        writing.unit_ids.push((id.head(), uid));
        writing.fresh.insert(id, uid);
        if life.count > 1 {
            // It comes from another store with a past; only a plain birth goes without its row.
            let tx = writing.tx;
            let row = "INSERT INTO life VALUES (?1, ?2, 0, ?3, ?4)";
            self.connection.prepare_cached(row)?.execute(params![uid, life.count, life.why as i64, tx])?;
        }
        if let Some(unit) = unit {
            self.push_keys(uid, unit)?;
        }
        if self.writing.get_mut().as_ref().is_some_and(|w| w.unit_ids.len() >= RUN) {
            self.flush()?;
        }
        Ok(uid)
    }

    fn give_body(&mut self, uid: i64, unit: &Unit) -> Result<(), StoreError> {
        let sql = "UPDATE unit SET body = ?2 WHERE uid = ?1";
        self.connection.prepare_cached(sql)?.execute(params![uid, body::pack(unit)])?;
        self.push_keys(uid, unit)
    }

    fn push_keys(&mut self, uid: i64, unit: &Unit) -> Result<(), StoreError> {
        for variant in unit.variants() {
            let lang = self.lang_number(variant.lang.as_str())?;
            let key = key_head(&exact_key(&variant.text, variant.lang.script()));
            if let Some(writing) = self.writing.get_mut() {
                writing.keys.push((key, lang, uid));
            }
        }
        Ok(())
    }

    fn lang_number(&mut self, tag: &str) -> Result<i64, StoreError> {
        if let Some(known) = self.writing.get_mut().as_ref().and_then(|w| w.langs.get(tag)) {
            return Ok(*known);
        }
        let number =
            self.number_of("SELECT lang FROM lang WHERE tag = ?1", "INSERT INTO lang(tag) VALUES (?1)", tag)?;
        if let Some(writing) = self.writing.get_mut() {
            writing.langs.insert(tag.to_owned(), number);
        }
        Ok(number)
    }

    fn label(&mut self, text: &str) -> Result<i64, StoreError> {
        if let Some(known) = self.writing.get_mut().as_ref().and_then(|w| w.labels.get(text)) {
            return Ok(*known);
        }
        let number = self.number_of(
            "SELECT label FROM label WHERE text = ?1",
            "INSERT INTO label(text) VALUES (?1)",
            text,
        )?;
        if let Some(writing) = self.writing.get_mut() {
            writing.labels.insert(text.to_owned(), number);
        }
        Ok(number)
    }

    fn number_of(&self, select: &str, insert: &str, text: &str) -> Result<i64, StoreError> {
        let found = self.connection.prepare_cached(select)?.query_row([text], |row| row.get(0)).optional()?;
        if let Some(number) = found {
            return Ok(number);
        }
        self.connection.prepare_cached(insert)?.execute([text])?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Notes a sighting; tells whether it is new.
    fn see(&mut self, uid: i64, sighting: &Sighting) -> Result<bool, StoreError> {
        let label = self.label(&sighting.label)?;
        let tx = self.tx()?;
        let here = "SELECT label, coalesce(detail, x'') = ?2 FROM unit WHERE uid = ?1";
        let (first, same): (Option<i64>, bool) = self
            .connection
            .prepare_cached(here)?
            .query_row(params![uid, sighting.detail], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if first.is_none() {
            let sql = "UPDATE unit SET label = ?2, detail = ?3 WHERE uid = ?1";
            self.connection.prepare_cached(sql)?.execute(params![uid, label, sighting.detail])?;
            return Ok(true);
        }
        if first == Some(label) && same {
            return Ok(false);
        }
        // Its head leads to a sighting among many in one step.
        let head = UnitId(hash128(&sighting.detail)).head();
        let more = "INSERT OR IGNORE INTO sighting VALUES (?1, ?2, ?3, ?4, ?5)";
        let values = params![uid, head, label, sighting.detail, tx];
        Ok(self.connection.prepare_cached(more)?.execute(values)? > 0)
    }

    fn set_life(&mut self, uid: i64, before: Life, after: Life) -> Result<(), StoreError> {
        let tx = self.tx()?;
        if after.count != before.count {
            let row = "INSERT OR REPLACE INTO life VALUES (?1, ?2, ?3, ?4, ?5)";
            let values = params![uid, after.count, before.count, after.why as i64, tx];
            self.connection.prepare_cached(row)?.execute(values)?;
        } else {
            // Two stores gave different reasons for one change; an undo that comes back to it asks for the one that stands.
            let row = "UPDATE life SET why = ?3 WHERE uid = ?1 AND n = ?2";
            self.connection.prepare_cached(row)?.execute(params![uid, after.count, after.why as i64])?;
        }
        let cache = "UPDATE unit SET life = ?2, why = ?3 WHERE uid = ?1";
        self.connection.prepare_cached(cache)?.execute(params![uid, after.count, after.why as i64])?;
        if after.why == Why::Purge {
            self.forget(uid)?;
        }
        Ok(())
    }

    /// Overwrites what a purged unit said.
    pub(super) fn forget(&self, uid: i64) -> Result<(), StoreError> {
        self.flush()?;
        for sql in [
            "UPDATE unit SET body = x'', label = NULL, detail = NULL WHERE uid = ?1",
            "DELETE FROM sighting WHERE uid = ?1",
            "DELETE FROM vkey WHERE uid = ?1",
        ] {
            self.connection.prepare_cached(sql)?.execute([uid])?;
        }
        Ok(())
    }

    fn link(&mut self, old: i64, new: i64) -> Result<(), StoreError> {
        let tx = self.tx()?;
        let sql = "INSERT OR IGNORE INTO replaced VALUES (?1, ?2, ?3)";
        self.connection.prepare_cached(sql)?.execute(params![old, new, tx])?;
        Ok(())
    }

    fn private_count(&self, uid: i64) -> Result<u32, StoreError> {
        let sql = "SELECT private FROM unit WHERE uid = ?1";
        Ok(self.connection.prepare_cached(sql)?.query_row([uid], |row| row.get(0))?)
    }

    pub(super) fn set_private(&mut self, uid: i64, before: u32, after: u32) -> Result<(), StoreError> {
        let tx = self.tx()?;
        let row = "INSERT OR REPLACE INTO mark VALUES (?1, ?2, ?3, ?4)";
        self.connection.prepare_cached(row)?.execute(params![uid, after, before, tx])?;
        let cache = "UPDATE unit SET private = ?2 WHERE uid = ?1";
        self.connection.prepare_cached(cache)?.execute(params![uid, after])?;
        Ok(())
    }

    pub(super) fn put_review(&mut self, id: &UnitId, uid: i64, review: &Review) -> Result<(), StoreError> {
        let tx = self.tx()?;
        let sql = "INSERT OR IGNORE INTO review VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let (rid, after) = (review.id(id), review.after.as_flattened());
        self.connection.prepare_cached(sql)?.execute(params![
            uid,
            rid,
            review.state as i64,
            review.who,
            after,
            tx
        ])?;
        Ok(())
    }

    pub(super) fn cache_state(&self, uid: i64) -> Result<(), StoreError> {
        let state = facts::state(&self.reviews(uid)?) as i64;
        self.connection
            .prepare_cached("UPDATE unit SET state = ?2 WHERE uid = ?1")?
            .execute(params![uid, state])?;
        Ok(())
    }

    fn absorb_rest(&mut self, uid: i64, facts: &Facts) -> Result<(), StoreError> {
        let private = self.private_count(uid)?;
        if facts.private > private {
            self.set_private(uid, private, facts.private)?;
        }
        if self.found_at(uid)?.life.why != Why::Purge {
            for sighting in &facts.sightings {
                self.see(uid, sighting)?;
            }
        }
        for review in facts.reviews.values() {
            self.put_review(&facts.id, uid, review)?;
        }
        if !facts.reviews.is_empty() {
            self.cache_state(uid)?;
        }
        for successor in &facts.replaced_by {
            let new = match self.locate(successor)? {
                Some(found) => found.uid,
                None => self.insert(*successor, None, Life::UNBORN, None)?,
            };
            self.link(uid, new)?;
        }
        Ok(())
    }
}
