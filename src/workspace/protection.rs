//! What protects people does not go back in time with a restore: names held back, private marks, purges.

use std::collections::BTreeMap;

use glossary::TermStore;
use glossary::sqlite::SqliteTerms;
use glossary::store::{Record, Why as TermWhy};
use rusqlite::{Connection, OptionalExtension};
use tm::sqlite::SqliteStore;
use tm::store::{Facts, Life, StoreError, TxInfo, UnitStore, UnitWriter, Why};
use tm::unit::UnitId;

use super::wipe;
use crate::failure::Result;

/// The protection that a memory gives.
#[derive(Debug, Default)]
pub(super) struct Protection {
    /// Entries of the hold-back list, by name.
    held_back: BTreeMap<String, Vec<u8>>,
    private: Vec<UnitId>,
    purged: Vec<(UnitId, u32)>,
    concepts: Vec<Record>,
    unread: bool,
}

/// What a restored memory was given beyond its backup.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Carried {
    /// Names held back.
    pub held_back: usize,
    /// Private marks.
    pub private: usize,
    /// Units and concepts purged.
    pub purged: usize,
    /// Whether damage kept some of the protection from being read.
    pub unread: bool,
}

impl Protection {
    /// Reads it from a memory of any layout. A restore often takes the place of a damaged memory: what can be read of it
    /// counts, and that there was more is noted.
    pub(super) fn of(memory: &Connection) -> Protection {
        let mut found = Protection::default();
        let read = [
            found.read_names(memory).is_ok(),
            found.read_marks(memory).is_ok(),
            found.read_purges(memory).is_ok(),
            found.read_concepts(memory),
        ];
        found.unread = read.contains(&false);
        found
    }

    fn read_names(&mut self, memory: &Connection) -> rusqlite::Result<()> {
        let known = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'holdback'";
        if memory.query_row(known, [], |_| Ok(())).optional()?.is_none() {
            return Ok(());
        }
        each(memory, "SELECT name, entry FROM holdback", |row| {
            self.held_back.insert(row.get(0)?, row.get(1)?);
            Ok(())
        })
    }

    fn read_marks(&mut self, memory: &Connection) -> rusqlite::Result<()> {
        each(memory, "SELECT id FROM unit WHERE private % 2 = 1", |row| {
            self.private.push(UnitId(row.get(0)?));
            Ok(())
        })
    }

    fn read_purges(&mut self, memory: &Connection) -> rusqlite::Result<()> {
        let sql = format!("SELECT id, life FROM unit WHERE why = {}", Why::Purge as i64);
        each(memory, &sql, |row| {
            self.purged.push((UnitId(row.get(0)?), row.get(1)?));
            Ok(())
        })
    }

    fn read_concepts(&mut self, memory: &Connection) -> bool {
        let Ok(records) = SqliteTerms::new(memory, 0).records() else { return false };
        self.concepts.extend(records.into_iter().filter(|record| record.life.why == TermWhy::Purge));
        true
    }

    /// Gives it to another memory, in one write that is only made where something is missing, and leaves nothing of
    /// what was purged in its file.
    ///
    /// # Errors
    /// The memory cannot be written.
    pub(super) fn give_to(&self, memory: &Connection) -> Result<Carried> {
        let mut store = SqliteStore::new(memory);
        let info =
            TxInfo { day: crate::clock::today(), command: "restore".to_owned(), origin: String::new() };
        let tx = store.begin(&info)?;
        let purged = self.give_purges(&mut store)? + self.give_concepts(memory, tx.0)?;
        let (changed, held_back) = self.give_names(memory)?;
        let carried =
            Carried { held_back, private: self.give_marks(&mut store)?, purged, unread: self.unread };
        if changed + carried.private + purged == 0 {
            store.rollback()?;
            return Ok(carried);
        }
        store.commit()?;
        if purged > 0 {
            wipe::wipe(memory)?;
        }
        Ok(carried)
    }

    fn give_purges(&self, store: &mut SqliteStore<'_>) -> std::result::Result<usize, StoreError> {
        let mut given = 0;
        for (id, count) in &self.purged {
            if store.facts(id)?.is_none_or(|facts| facts.life.why != Why::Purge) {
                // One that the backup never had is told, too, so that no old file brings it.
                let life = Life { count: *count, why: Why::Purge };
                store.absorb(&Facts { life, ..Facts::unknown(*id) })?;
                given += 1;
            }
        }
        Ok(given)
    }

    fn give_marks(&self, store: &mut SqliteStore<'_>) -> std::result::Result<usize, StoreError> {
        let mut given = 0;
        for id in &self.private {
            if store.facts(id)?.is_some_and(|facts| facts.private % 2 == 0) {
                store.mark_private(id, true)?;
                given += 1;
            }
        }
        Ok(given)
    }

    fn give_concepts(&self, memory: &Connection, tx: i64) -> Result<usize> {
        let mut terms = SqliteTerms::new(memory, tx);
        let mut given = 0;
        for record in &self.concepts {
            given += usize::from(terms.absorb(record).map_err(crate::jobs::glossary::failure)?);
        }
        Ok(given)
    }

    /// How many entries changed, and how many names are new. Of two entries for one name the later one stands.
    fn give_names(&self, memory: &Connection) -> rusqlite::Result<(usize, usize)> {
        let (mut changed, mut new) = (0, 0);
        for (name, entry) in &self.held_back {
            let sql = "SELECT entry FROM holdback WHERE name = ?1";
            let there: Option<Vec<u8>> = memory.query_row(sql, [name], |row| row.get(0)).optional()?;
            new += usize::from(there.is_none());
            if there.as_ref() != Some(entry) {
                memory.execute("INSERT OR REPLACE INTO holdback VALUES (?1, ?2)", (name, entry))?;
                changed += 1;
            }
        }
        Ok((changed, new))
    }
}

/// Visits rows until the last or the first that cannot be read.
fn each(
    memory: &Connection,
    sql: &str,
    mut visit: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut statement = memory.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        visit(row)?;
    }
    Ok(())
}
