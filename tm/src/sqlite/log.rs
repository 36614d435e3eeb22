//! What changed in the file of a memory.

use rusqlite::{OptionalExtension, params};

use super::SqliteStore;
use super::read::LIVE;
use crate::store::{Happened, Moment, StoreError, TxNumber, UnitLog, UnitNumber, VariantRef, Why, body};
use crate::unit::hash128;

/// Writes that an imprint is made of, with the first, middle and last unit of each, and as many changes of units' lives: two
/// pasts that agree in so many are one. They take less than a tenth of a millisecond to read.
const IMPRINTED: i64 = 16;

impl UnitLog for SqliteStore<'_> {
    fn moment(&self) -> Result<Moment, StoreError> {
        self.flush()?;
        let sql = "SELECT coalesce((SELECT max(n) FROM tx), 0), coalesce((SELECT max(uid) FROM unit), ?1)";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row([UnitNumber::NONE.0], |row| {
            Ok(Moment { tx: TxNumber(row.get(0)?), unit: UnitNumber(row.get(1)?) })
        })?)
    }

    fn imprint(&self, at: Moment) -> Result<[u8; 16], StoreError> {
        let mut bytes = self.store_name()?;
        bytes.extend(self.unit_name(at.unit.0)?);
        let writes = "SELECT n, first_uid, last_uid, day, command, origin FROM tx WHERE n <= ?1
                      ORDER BY n DESC LIMIT ?2";
        let mut statement = self.connection.prepare_cached(writes)?;
        let mut rows = statement.query(params![at.tx.0, IMPRINTED])?;
        while let Some(row) = rows.next()? {
            (0..3).try_for_each(|n| row.get(n).map(|number: i64| bytes.extend(number.to_le_bytes())))?;
            let (first, last): (i64, i64) = (row.get(1)?, row.get(2)?);
            for unit in [first, first.midpoint(last), last].into_iter().filter(|_| first <= last) {
                bytes.extend(self.unit_name(unit)?);
            }
            for n in 3..6 {
                bytes.extend(row.get::<_, String>(n)?.as_bytes());
                bytes.push(0);
            }
        }
        let lives =
            "SELECT uid, n, why, tx FROM life WHERE tx <= ?1 ORDER BY tx DESC, uid DESC, n DESC LIMIT ?2";
        let mut statement = self.connection.prepare_cached(lives)?;
        let mut rows = statement.query(params![at.tx.0, IMPRINTED])?;
        while let Some(row) = rows.next()? {
            (0..4).try_for_each(|n| row.get(n).map(|number: i64| bytes.extend(number.to_le_bytes())))?;
        }
        Ok(hash128(&bytes))
    }

    fn scan_between(
        &self,
        after: UnitNumber,
        last: UnitNumber,
        visit: &mut dyn FnMut(UnitNumber, &[VariantRef<'_>]),
    ) -> Result<(), StoreError> {
        self.flush()?;
        let sql = format!("SELECT uid, body FROM unit WHERE uid > ?1 AND uid <= ?2 AND {LIVE} ORDER BY uid");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([after.0, last.0])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let bytes = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            let mut texts = Vec::with_capacity(4);
            body::read_texts(bytes, &mut texts).ok_or(StoreError::Damaged { number })?;
            visit(UnitNumber(number), &texts);
        }
        Ok(())
    }

    fn happened_since(&self, then: Moment) -> Result<Happened, StoreError> {
        self.flush()?;
        let mut happened = Happened::default();
        let sql = "SELECT uid, why FROM life WHERE tx > ?1 AND uid <= ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([then.tx.0, then.unit.0])?;
        while let Some(row) = rows.next()? {
            happened.units.push(UnitNumber(row.get(0)?));
            happened.purged |= row.get::<_, i64>(1)? == Why::Purge as i64;
        }
        happened.units.sort_unstable();
        happened.units.dedup();
        // What was forgotten leaves no row, and its number may be another unit's by now.
        let sql = "SELECT EXISTS (SELECT 1 FROM tx WHERE n > ?1 AND command = 'purge')";
        let forgotten: bool =
            self.connection.prepare_cached(sql)?.query_row([then.tx.0], |row| row.get(0))?;
        happened.purged |= forgotten;
        Ok(happened)
    }
}

impl SqliteStore<'_> {
    /// The name of a unit; nothing where there is none.
    fn unit_name(&self, number: i64) -> Result<Vec<u8>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT id FROM unit WHERE uid = ?1")?;
        Ok(statement.query_row([number], |row| row.get(0)).optional()?.unwrap_or_default())
    }

    fn store_name(&self) -> Result<Vec<u8>, StoreError> {
        let sql = "SELECT value FROM meta WHERE key = 'store'";
        Ok(self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }
}
