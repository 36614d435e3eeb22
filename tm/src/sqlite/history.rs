//! What was written when, and what became of a text.

use rusqlite::{Row, params};

use super::SqliteStore;
use super::read::{key_head, why_of};
use crate::store::facts::ReviewId;
use crate::store::{Review, StoreError, TxInfo, TxNumber, Why, body};
use crate::text::exact_key;
use crate::unit::{Unit, UnitId};

/// A write of this store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteRecord {
    /// Its number.
    pub number: TxNumber,
    /// What was written down about it.
    pub info: TxInfo,
}

/// One change of a unit's life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The write that made it.
    pub write: WriteRecord,
    /// Why; a count of 0 before makes it the birth.
    pub why: Why,
    /// Whether the unit lived afterwards.
    pub live: bool,
}

/// Everything that became of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// Its name.
    pub id: UnitId,
    /// Its texts, unless they were purged.
    pub unit: Option<Unit>,
    /// Changes of its life, first to last.
    pub changes: Vec<Change>,
    /// Units that replaced it.
    pub replaced_by: Vec<UnitId>,
    /// Opinions on it.
    pub reviews: Vec<(ReviewId, Review)>,
}

impl SqliteStore<'_> {
    /// The writes of this store, last first.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn writes(&self) -> Result<Vec<WriteRecord>, StoreError> {
        let sql = "SELECT n, day, command, origin FROM tx ORDER BY n DESC";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| write_record(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What became of every unit, live or gone, that ever said `text` in any language and spelling.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn history(&self, text: &str) -> Result<Vec<Past>, StoreError> {
        self.flush()?;
        let mut numbers = std::collections::BTreeSet::new();
        for script in [crate::lang::Script::Arabic, crate::lang::Script::Latin] {
            let sql = "SELECT uid FROM vkey WHERE key = ?1";
            let mut statement = self.connection.prepare_cached(sql)?;
            let rows =
                statement.query_map([key_head(&exact_key(text, script))], |row| row.get::<_, i64>(0))?;
            numbers.extend(rows.collect::<Result<Vec<_>, _>>()?);
        }
        let says = |unit: &Unit| {
            let same = |v: &crate::unit::Variant| {
                let script = v.lang.script();
                exact_key(&v.text, script) == exact_key(text, script)
            };
            unit.variants().iter().any(same)
        };
        let mut pasts = Vec::new();
        for number in numbers {
            let past = self.past(number)?;
            if past.unit.as_ref().is_some_and(says) {
                pasts.push(past);
            }
        }
        Ok(pasts)
    }

    fn past(&self, uid: i64) -> Result<Past, StoreError> {
        let sql = "SELECT id, body FROM unit WHERE uid = ?1";
        let (id, bytes): ([u8; 16], Vec<u8>) =
            self.connection.prepare_cached(sql)?.query_row([uid], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let sql = "SELECT unit.id FROM replaced JOIN unit ON unit.uid = replaced.new WHERE old = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let replaced_by = statement.query_map([uid], |row| row.get(0).map(UnitId))?;
        Ok(Past {
            id: UnitId(id),
            unit: body::unpack(&bytes),
            changes: self.changes(uid)?,
            replaced_by: replaced_by.collect::<Result<_, _>>()?,
            reviews: self.reviews(uid)?.into_iter().collect(),
        })
    }

    fn changes(&self, uid: i64) -> Result<Vec<Change>, StoreError> {
        // The birth has no row of its own in `life`.
        let sql = "SELECT tx.n, day, command, origin, born, 0 FROM unit JOIN tx ON tx.n = unit.tx
                   WHERE uid = ?1 AND born > 0
                   UNION ALL SELECT tx.n, day, command, origin, life.n, life.why FROM life JOIN tx ON tx.n = life.tx
                   WHERE uid = ?1 ORDER BY 5";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params![uid], |row| {
            let count: u32 = row.get(4)?;
            Ok(Change { write: write_record(row, 0)?, why: why_of(row.get(5)?), live: count % 2 == 1 })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn write_record(row: &Row<'_>, from: usize) -> rusqlite::Result<WriteRecord> {
    Ok(WriteRecord {
        number: TxNumber(row.get(from)?),
        info: TxInfo { day: row.get(from + 1)?, command: row.get(from + 2)?, origin: row.get(from + 3)? },
    })
}

#[cfg(test)]
mod tests {
    use super::super::schema::tests::fresh;
    use super::*;
    use crate::lang::Lang;
    use crate::store::{Sighting, UnitWriter};
    use crate::unit::Variant;

    fn unit(fa: &str, en: &str) -> Unit {
        let en = Variant::plain(Lang::parse("en").unwrap(), en);
        Unit::new(vec![Variant::plain(Lang::persian(), fa), en]).unwrap()
    }

    #[test]
    fn the_past_of_a_text_is_told_in_order() {
        let connection = fresh();
        let mut store = SqliteStore::new(&connection);
        let info =
            |command: &str| TxInfo { day: "2026-05-01".into(), command: command.into(), origin: "x".into() };
        let (old, new) = (unit("نان", "bred"), unit("نان", "bread"));
        store.begin(&info("add")).unwrap();
        store.add(&old, &Sighting::default(), false).unwrap();
        store.commit().unwrap();
        store.begin(&info("edit")).unwrap();
        store.replace(&old.id(), &new, &Sighting::default()).unwrap();
        store.commit().unwrap();
        let pasts = store.history("نـان").unwrap();
        let told: Vec<Vec<(i64, bool)>> =
            pasts.iter().map(|p| p.changes.iter().map(|c| (c.write.number.0, c.live)).collect()).collect();
        assert_eq!(told, [vec![(1, true), (2, false)], vec![(2, true)]]);
        assert_eq!(pasts[0].replaced_by, [new.id()]);
        assert_eq!(pasts[0].changes[1].why, Why::Replace);
        assert!(store.history("کار").unwrap().is_empty());
        let commands: Vec<_> = store.writes().unwrap().into_iter().map(|w| w.info.command).collect();
        assert_eq!(commands, ["edit", "add"]);
    }
}
