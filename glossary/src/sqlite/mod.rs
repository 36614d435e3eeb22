//! The store in SQLite, on a connection and in a transaction that the program holds.

mod audit;

use rusqlite::{Connection, OptionalExtension, params};
use thiserror::Error;

use crate::concept::Concept;
use crate::id::ConceptId;
use crate::pack::{Langs, pack, unpack, unpack_with};
use crate::store::{Added, Entry, Life, Packed, Record, Revision, TermStore, Undone, Why, sort};
use crate::store::{add_to, step_if};

/// The tables; running it again changes nothing.
///
/// `concept` holds the visible content of each concept packed in one row and its life counter: caches of
/// `concept_revision` and `concept_life`, so that loading a glossary reads one table.
pub const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS concept (
    cid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    life INTEGER NOT NULL,
    body BLOB NOT NULL,
    tx INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS concept_revision (
    cid INTEGER NOT NULL REFERENCES concept,
    rid BLOB NOT NULL CHECK (length(rid) = 16),
    after BLOB NOT NULL CHECK (length(after) % 16 = 0),
    body BLOB NOT NULL,
    tx INTEGER NOT NULL,
    replaced INTEGER,
    PRIMARY KEY (cid, rid)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS concept_life (
    cid INTEGER NOT NULL REFERENCES concept,
    n INTEGER NOT NULL,
    why INTEGER NOT NULL,
    tx INTEGER NOT NULL,
    PRIMARY KEY (cid, n, why)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS concept_revision_tx ON concept_revision (tx);
CREATE INDEX IF NOT EXISTS concept_life_tx ON concept_life (tx);
";

/// Why the store could not do it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SqliteTermsError {
    /// SQLite refused.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// A row holds what this program does not write.
    #[error("the stored concept {id} is damaged")]
    Damaged {
        /// Which.
        id: String,
    },
}

type Result<T> = std::result::Result<T, SqliteTermsError>;

/// Concepts in SQLite.
#[derive(Debug, Clone, Copy)]
pub struct SqliteTerms<'c> {
    connection: &'c Connection,
    tx: i64,
}

impl<'c> SqliteTerms<'c> {
    /// The store of a connection whose tables exist ([`SCHEMA`]); changes belong to transaction `tx`, which the
    /// caller has begun. For reading alone any number will do.
    pub fn new(connection: &'c Connection, tx: i64) -> SqliteTerms<'c> {
        SqliteTerms { connection, tx }
    }

    /// The live concepts with their ids, in no order: the fast way to load a glossary.
    ///
    /// # Errors
    /// [`SqliteTermsError`] when a row cannot be read.
    pub fn load(&self) -> Result<Vec<(ConceptId, Concept)>> {
        let mut statement =
            self.connection.prepare_cached("SELECT id, body FROM concept WHERE life % 2 = 1")?;
        let mut rows = statement.query([])?;
        let (mut concepts, mut langs) = (Vec::new(), Langs::default());
        while let Some(row) = rows.next()? {
            let id = ConceptId(row.get(0)?);
            let body = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            concepts.push((id, unpack_with(&mut langs, body).ok_or_else(|| damaged(id))?));
        }
        Ok(concepts)
    }

    /// Deletes a concept with its id and its whole past: nothing is left to keep it out.
    ///
    /// # Errors
    /// [`SqliteTermsError`] when SQLite refuses.
    pub fn erase(&self, id: ConceptId) -> Result<()> {
        let Some(cid) = self.cid(id)? else { return Ok(()) };
        for table in ["concept_revision", "concept_life", "concept"] {
            self.connection.prepare_cached(&format!("DELETE FROM {table} WHERE cid = ?1"))?.execute([cid])?;
        }
        Ok(())
    }

    /// How many concepts are live.
    ///
    /// # Errors
    /// [`SqliteTermsError`] when the table cannot be read.
    pub fn count(&self) -> Result<u64> {
        let count: i64 =
            self.connection
                .query_row("SELECT count(*) FROM concept WHERE life % 2 = 1", [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// The steps of a concept's life, each with the transaction that brought it, in their order.
    ///
    /// # Errors
    /// [`SqliteTermsError`] when the tables cannot be read.
    pub fn lives(&self, id: ConceptId) -> Result<Vec<(Life, i64)>> {
        Ok(self.entry(self.cid(id)?)?.lives)
    }

    /// The concepts that a transaction touched, ordered by id.
    ///
    /// # Errors
    /// [`SqliteTermsError`] when the tables cannot be read.
    pub fn touched(&self, tx: i64) -> Result<Vec<ConceptId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM concept WHERE cid IN
             (SELECT cid FROM concept_life WHERE tx = ?1 UNION SELECT cid FROM concept_revision WHERE tx = ?1)
             ORDER BY id",
        )?;
        let ids = statement.query_map([tx], |row| row.get(0).map(ConceptId))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }

    /// The packed content of a live concept.
    fn visible(&self, id: ConceptId) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT body FROM concept WHERE id = ?1 AND life % 2 = 1";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row([id.0], |row| row.get(0)).optional()?)
    }

    fn cid(&self, id: ConceptId) -> Result<Option<i64>> {
        let mut statement = self.connection.prepare_cached("SELECT cid FROM concept WHERE id = ?1")?;
        Ok(statement.query_row([id.0], |row| row.get(0)).optional()?)
    }

    fn entry(&self, cid: Option<i64>) -> Result<Entry> {
        let mut entry = Entry::unborn();
        let Some(cid) = cid else { return Ok(entry) };
        let lives = "SELECT n, why, tx FROM concept_life WHERE cid = ?1 ORDER BY n, why";
        let mut statement = self.connection.prepare_cached(lives)?;
        let mut rows = statement.query([cid])?;
        while let Some(row) = rows.next()? {
            entry.lives.push((Life { n: row.get(0)?, why: Why::of(row.get(1)?) }, row.get(2)?));
        }
        let revisions = "SELECT rid, after, body, tx, replaced FROM concept_revision WHERE cid = ?1";
        let mut statement = self.connection.prepare_cached(revisions)?;
        let mut rows = statement.query([cid])?;
        while let Some(row) = rows.next()? {
            let after: Vec<u8> = row.get(1)?;
            let after = after.chunks(16).filter_map(|id| id.try_into().ok()).collect();
            let packed = Packed { after, body: row.get(2)?, tx: row.get(3)?, replaced: row.get(4)? };
            entry.revisions.insert(row.get(0)?, packed);
        }
        Ok(entry)
    }

    /// Writes what differs between two states of a concept.
    fn write(&self, id: ConceptId, cid: Option<i64>, before: &Entry, entry: &Entry) -> Result<()> {
        let life = entry.life();
        let body = entry.body().unwrap_or_default();
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO concept (cid, id, life, body, tx) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET life = ?3, body = ?4, tx = ?5",
        )?;
        statement.execute(params![cid, id.0, life.n, body, self.tx])?;
        let cid = match cid {
            Some(cid) => cid,
            None => self.connection.last_insert_rowid(),
        };
        let mut statement = self
            .connection
            .prepare_cached("INSERT OR IGNORE INTO concept_life (cid, n, why, tx) VALUES (?1, ?2, ?3, ?4)")?;
        for (life, tx) in entry.lives.iter().filter(|life| !before.lives.contains(life)) {
            statement.execute(params![cid, life.n, life.why.number(), tx])?;
        }
        let sql = "DELETE FROM concept_revision WHERE cid = ?1 AND rid = ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        for rid in before.revisions.keys().filter(|rid| !entry.revisions.contains_key(*rid)) {
            statement.execute(params![cid, rid])?;
        }
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO concept_revision (cid, rid, after, body, tx, replaced) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (cid, rid) DO UPDATE SET replaced = ?6",
        )?;
        for (rid, packed) in entry.revisions.iter().filter(|(rid, p)| before.revisions.get(*rid) != Some(*p))
        {
            let after = packed.after.concat();
            statement.execute(params![cid, rid, after, packed.body, packed.tx, packed.replaced])?;
        }
        Ok(())
    }

    /// Reads a concept's entry, changes it, writes the change.
    fn change<T>(&self, id: ConceptId, change: impl FnOnce(&mut Entry) -> T) -> Result<T> {
        let cid = self.cid(id)?;
        let before = self.entry(cid)?;
        let mut entry = before.clone();
        let told = change(&mut entry);
        if entry != before {
            self.write(id, cid, &before, &entry)?;
        }
        Ok(told)
    }
}

fn damaged(id: ConceptId) -> SqliteTermsError {
    SqliteTermsError::Damaged { id: id.to_string() }
}

impl TermStore for SqliteTerms<'_> {
    type Error = SqliteTermsError;

    fn add(&mut self, concept: &Concept) -> Result<Added> {
        let concept = concept.clone().normalised();
        let id = ConceptId::of(&concept);
        let body = pack(&concept);
        if self.visible(id)?.is_some_and(|visible| visible == body) {
            return Ok(Added::AlreadyHere);
        }
        self.change(id, |entry| add_to(entry, id, body, self.tx))
    }

    fn get(&self, id: ConceptId) -> Result<Option<Concept>> {
        self.visible(id)?.map(|body| unpack(&body).ok_or_else(|| damaged(id))).transpose()
    }

    fn list(&self) -> Result<Vec<Concept>> {
        let mut concepts = self.load()?;
        sort(&mut concepts);
        Ok(concepts.into_iter().map(|(_, concept)| concept).collect())
    }

    fn remove(&mut self, id: ConceptId) -> Result<bool> {
        self.change(id, |entry| step_if(entry, true, Why::Remove, self.tx))
    }

    fn restore(&mut self, id: ConceptId) -> Result<bool> {
        self.change(id, |entry| step_if(entry, false, Why::Add, self.tx))
    }

    fn purge(&mut self, id: ConceptId) -> Result<bool> {
        self.change(id, |entry| entry.purge(self.tx))
    }

    fn undo(&mut self, tx: i64) -> Result<Undone> {
        let mut undone = Undone::default();
        for id in self.touched(tx)? {
            match self.change(id, |entry| entry.undo(id, tx, self.tx))? {
                Some(true) => undone.concepts.push(id),
                Some(false) => undone.changed_since.push(id),
                None => {}
            }
        }
        Ok(undone)
    }

    fn history(&self, id: ConceptId) -> Result<Vec<Revision>> {
        Ok(self.entry(self.cid(id)?)?.history())
    }

    fn records(&self) -> Result<Vec<Record>> {
        let mut statement = self.connection.prepare_cached("SELECT cid, id FROM concept ORDER BY id")?;
        let ids = statement.query_map([], |row| Ok((row.get(0)?, ConceptId(row.get(1)?))))?;
        let ids: Vec<(i64, ConceptId)> = ids.collect::<rusqlite::Result<_>>()?;
        ids.into_iter().map(|(cid, id)| Ok(self.entry(Some(cid))?.record(id))).collect()
    }

    fn absorb(&mut self, record: &Record) -> Result<bool> {
        self.change(record.id, |entry| entry.absorb(record, self.tx))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::{Step, agree, script};
    use proptest::prelude::*;

    fn connection() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(SCHEMA).unwrap();
        connection
    }

    proptest! {
        #[test]
        fn both_stores_agree_on_any_sequence(steps in script()) {
            let connection = connection();
            agree(&steps, |tx| SqliteTerms::new(&connection, tx));
            connection.execute_batch(SCHEMA).unwrap();
        }
    }

    #[test]
    fn the_steps_of_a_life_know_their_writes() {
        let connection = connection();
        let Step::Add(concept) = Step::sample() else { unreachable!() };
        let id = ConceptId::of(&concept);
        SqliteTerms::new(&connection, 4).add(&concept).unwrap();
        SqliteTerms::new(&connection, 6).remove(id).unwrap();
        let lives = SqliteTerms::new(&connection, 0).lives(id).unwrap();
        let shown: Vec<_> = lives.iter().map(|(life, tx)| (life.is_live(), life.why, *tx)).collect();
        assert_eq!(shown, [(true, Why::Add, 4), (false, Why::Remove, 6)]);
        assert_eq!(SqliteTerms::new(&connection, 0).touched(6).unwrap(), [id]);
    }

    #[test]
    fn a_damaged_row_is_named() {
        let connection = connection();
        let mut store = SqliteTerms::new(&connection, 1);
        let Step::Add(concept) = Step::sample() else { unreachable!() };
        store.add(&concept).unwrap();
        connection.execute("UPDATE concept SET body = x'01'", []).unwrap();
        let id = ConceptId::of(&concept).to_string();
        assert_eq!(store.list().unwrap_err().to_string(), format!("the stored concept {id} is damaged"));
    }
}
