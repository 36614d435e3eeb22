//! Reading the memory out of SQLite.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{OptionalExtension, Row, params};

use super::SqliteStore;
use crate::lang::Lang;
use crate::store::facts::ReviewId;
use crate::store::{
    Facts, Held, Life, Record, Review, ReviewState, Sighting, StoreError, UnitNumber, UnitStore, VariantRef,
    Why, body,
};
use crate::text::exact_key;
use crate::unit::{Unit, UnitId, hash128};

pub(super) const LIVE: &str = "life % 2 = 1 AND length(body) > 0";

/// The narrow index key of an exact key: 64 bits of its hash; the text itself is compared after the fetch.
pub(super) fn key_head(key: &str) -> i64 {
    UnitId(hash128(key.as_bytes())).head()
}

/// A transaction that only reads: its end gives back the lock, whatever was read.
struct Reading<'c>(#[expect(dead_code, reason = "held until it is dropped")] rusqlite::Transaction<'c>);

impl Held for Reading<'_> {}

impl UnitStore for SqliteStore<'_> {
    fn hold(&self) -> Result<Option<Box<dyn Held + '_>>, StoreError> {
        if !self.connection.is_autocommit() {
            return Ok(None);
        }
        Ok(Some(Box::new(Reading(self.connection.unchecked_transaction()?))))
    }

    fn exact(&self, key: &str, lang: &Lang) -> Result<Vec<Record>, StoreError> {
        self.flush()?;
        let mut numbers = BTreeSet::new();
        let mut statement = self.connection.prepare_cached("SELECT lang, uid FROM vkey WHERE key = ?1")?;
        let mut rows = statement.query([key_head(key)])?;
        while let Some(row) = rows.next()? {
            if self.lang(row.get(0)?)?.is_some_and(|found| lang.accepts(&found)) {
                numbers.insert(row.get::<_, i64>(1)?);
            }
        }
        let same = |unit: &Unit| {
            unit.variants()
                .iter()
                .any(|v| lang.accepts(&v.lang) && exact_key(&v.text, v.lang.script()) == key)
        };
        let mut records = Vec::new();
        for number in numbers {
            records.extend(self.record(UnitNumber(number))?.filter(|r| same(&r.unit)));
        }
        Ok(records)
    }

    fn scan(&self, visit: &mut dyn FnMut(UnitNumber, &[VariantRef<'_>])) -> Result<(), StoreError> {
        self.flush()?;
        let sql = format!("SELECT uid, body FROM unit WHERE {LIVE} ORDER BY uid");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let bytes = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            let mut texts = Vec::with_capacity(4);
            body::read_texts(bytes, &mut texts).ok_or(StoreError::Damaged { number })?;
            visit(UnitNumber(number), &texts);
        }
        Ok(())
    }

    fn record(&self, number: UnitNumber) -> Result<Option<Record>, StoreError> {
        self.flush()?;
        let sql = format!(
            "SELECT body, state, private, label.text, detail, tx.day FROM unit
             LEFT JOIN label USING(label) LEFT JOIN tx ON tx.n = unit.tx WHERE uid = ?1 AND {LIVE}"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([number.0])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        Ok(Some(Record {
            number,
            unit: self.unit_in(row, 0, number.0)?,
            state: state(row.get(1)?, number.0)?,
            private: row.get::<_, i64>(2)? % 2 == 1,
            sighting: Sighting {
                label: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
                detail: row.get::<_, Option<Vec<u8>>>(4)?.unwrap_or_default(),
            },
            day: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
        }))
    }

    fn sightings(&self, number: UnitNumber) -> Result<Vec<Sighting>, StoreError> {
        self.flush()?;
        Ok(self.all_sightings(number.0)?.into_iter().collect())
    }

    fn live_units(&self) -> Result<u64, StoreError> {
        self.flush()?;
        let sql = format!("SELECT count(*) FROM unit WHERE {LIVE}");
        let count: i64 = self.connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    fn langs(&self) -> Result<Vec<Lang>, StoreError> {
        self.flush()?;
        let mut statement = self.connection.prepare_cached("SELECT tag FROM lang")?;
        let tags = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        let mut langs: Vec<Lang> = tags.iter().filter_map(|tag| Lang::parse(tag).ok()).collect();
        langs.sort();
        Ok(langs)
    }

    fn facts(&self, id: &UnitId) -> Result<Option<Facts>, StoreError> {
        self.flush()?;
        let Some(row) = self.find(id)? else { return Ok(None) };
        let sql = "SELECT body, private FROM unit WHERE uid = ?1";
        let (unit, private) = self.connection.prepare_cached(sql)?.query_row([row.uid], |r| {
            let bytes: Vec<u8> = r.get(0)?;
            Ok((body::unpack(&bytes), r.get(1)?))
        })?;
        let replaced = "SELECT unit.id FROM replaced JOIN unit ON unit.uid = replaced.new WHERE old = ?1";
        let mut statement = self.connection.prepare_cached(replaced)?;
        let replaced_by = statement.query_map([row.uid], |r| r.get(0).map(UnitId))?;
        Ok(Some(Facts {
            id: *id,
            unit,
            life: row.life,
            private,
            sightings: self.all_sightings(row.uid)?,
            reviews: self.reviews(row.uid)?,
            replaced_by: replaced_by.collect::<Result<_, _>>()?,
        }))
    }

    fn ids(&self) -> Result<Vec<UnitId>, StoreError> {
        self.flush()?;
        let mut statement = self.connection.prepare_cached("SELECT id FROM unit ORDER BY id")?;
        let ids = statement.query_map([], |row| row.get(0).map(UnitId))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }
}

/// Where a unit is and whether it lives.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) uid: i64,
    pub(super) life: Life,
    pub(super) has_body: bool,
}

impl SqliteStore<'_> {
    /// Finds a unit among the rows written so far, unflushed index rows not counted.
    pub(super) fn find(&self, id: &UnitId) -> Result<Option<Found>, StoreError> {
        let sql = "SELECT unit.uid, life, why, length(body) > 0 FROM unit_id JOIN unit USING(uid)
                   WHERE head = ?1 AND id = ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row(params![id.head(), id.0], found).optional()?)
    }

    pub(super) fn found_at(&self, uid: i64) -> Result<Found, StoreError> {
        let sql = "SELECT uid, life, why, length(body) > 0 FROM unit WHERE uid = ?1";
        Ok(self.connection.prepare_cached(sql)?.query_row([uid], found)?)
    }

    pub(super) fn all_sightings(&self, uid: i64) -> Result<BTreeSet<Sighting>, StoreError> {
        let sql =
            "SELECT label.text, detail FROM unit JOIN label USING(label) WHERE uid = ?1 AND label NOT NULL
                   UNION ALL SELECT label.text, detail FROM sighting JOIN label USING(label) WHERE uid = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([uid], |row| {
            Ok(Sighting { label: row.get(0)?, detail: row.get::<_, Option<Vec<u8>>>(1)?.unwrap_or_default() })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub(super) fn reviews(&self, uid: i64) -> Result<BTreeMap<ReviewId, Review>, StoreError> {
        let sql = "SELECT rid, state, who, after FROM review WHERE uid = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([uid])?;
        let mut reviews = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let after: Vec<u8> = row.get(3)?;
            let (ids, []) = after.as_chunks::<16>() else { return Err(StoreError::Damaged { number: uid }) };
            let review = Review { state: state(row.get(1)?, uid)?, who: row.get(2)?, after: ids.to_vec() };
            reviews.insert(row.get(0)?, review);
        }
        Ok(reviews)
    }

    fn lang(&self, number: i64) -> Result<Option<Lang>, StoreError> {
        if let Some(known) = self.langs.borrow().get(&number) {
            return Ok(Some(known.clone()));
        }
        let tag: Option<String> = self
            .connection
            .prepare_cached("SELECT tag FROM lang WHERE lang = ?1")?
            .query_row([number], |row| row.get(0))
            .optional()?;
        let lang = tag.and_then(|t| Lang::parse(&t).ok());
        if let Some(lang) = &lang {
            self.langs.borrow_mut().insert(number, lang.clone());
        }
        Ok(lang)
    }

    fn unit_in(&self, row: &Row<'_>, column: usize, number: i64) -> Result<Unit, StoreError> {
        let bytes = row.get_ref(column)?.as_blob().map_err(rusqlite::Error::from)?;
        body::unpack(bytes).ok_or(StoreError::Damaged { number })
    }
}

fn found(row: &Row<'_>) -> rusqlite::Result<Found> {
    let life = Life { count: row.get(1)?, why: why_of(row.get(2)?) };
    Ok(Found { uid: row.get(0)?, life, has_body: row.get(3)? })
}

pub(super) fn why_of(stored: i64) -> Why {
    match stored {
        0 => Why::Add,
        1 => Why::Undo,
        2 => Why::Replace,
        3 => Why::Remove,
        // An unknown reason is treated as the one that gives nothing away.
        _ => Why::Purge,
    }
}

fn state(stored: i64, number: i64) -> Result<ReviewState, StoreError> {
    usize::try_from(stored)
        .ok()
        .and_then(|i| ReviewState::ALL.get(i))
        .copied()
        .ok_or(StoreError::Damaged { number })
}
