//! Turning back what a write did to units' lives, private marks and review states.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::SqliteStore;
use super::read::why_of;
use crate::store::facts::{ReviewId, before_reviews};
use crate::store::{Life, StoreError, Undone, Why};
use crate::unit::UnitId;

/// Undoes write `n` as part of the write under way.
pub(super) fn undo(store: &mut SqliteStore<'_>, n: i64) -> Result<Undone, StoreError> {
    let (connection, tx) = (store.connection, store.tx()?);
    if n >= tx {
        return Ok(Undone::default());
    }
    let range: Option<(i64, i64)> = connection
        .prepare_cached("SELECT first_uid, last_uid FROM tx WHERE n = ?1")?
        .query_row([n], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some(range) = range else { return Ok(Undone::default()) };
    // Opinions and marks first: they ask whose life the write changed. Then changed lives, before turning the
    // untouched births back adds rows that must not be seen there.
    let mut undone = undo_opinions(store, n)?;
    for lives in [undo_changes(connection, n, tx)?, undo_births(connection, n, tx, range)?] {
        undone.reverted += lives.reverted;
        undone.changed_since += lives.changed_since;
    }
    Ok(undone)
}

/// Review states and private marks that write `n` changed. A unit whose life it changed too is counted with the lives.
fn undo_opinions(store: &mut SqliteStore<'_>, n: i64) -> Result<Undone, StoreError> {
    let mut outcomes: BTreeMap<i64, bool> = BTreeMap::new();
    for (uid, reverted) in [undo_reviews(store, n)?, undo_marks(store, n)?].into_iter().flatten() {
        *outcomes.entry(uid).or_default() |= reverted;
    }
    let mut undone = Undone::default();
    let sql = "SELECT (born > 0 AND tx = ?2) OR EXISTS (SELECT 1 FROM life WHERE life.uid = unit.uid AND life.tx = ?2)
               FROM unit WHERE uid = ?1";
    let mut lived = store.connection.prepare_cached(sql)?;
    for (uid, reverted) in outcomes {
        match (lived.query_row(params![uid, n], |row| row.get::<_, bool>(0))?, reverted) {
            (true, _) => {}
            (false, true) => undone.reverted += 1,
            (false, false) => undone.changed_since += 1,
        }
    }
    Ok(undone)
}

fn undo_reviews(store: &mut SqliteStore<'_>, n: i64) -> Result<Vec<(i64, bool)>, StoreError> {
    let mut given: BTreeMap<i64, BTreeSet<ReviewId>> = BTreeMap::new();
    let mut statement = store.connection.prepare_cached("SELECT uid, rid FROM review WHERE tx = ?1")?;
    let mut rows = statement.query([n])?;
    while let Some(row) = rows.next()? {
        given.entry(row.get(0)?).or_default().insert(row.get(1)?);
    }
    let mut outcomes = Vec::new();
    for (uid, given) in given {
        let Some(back) = before_reviews(&store.reviews(uid)?, &given) else {
            outcomes.push((uid, false));
            continue;
        };
        let Some(review) = back else { continue };
        let sql = "SELECT id FROM unit WHERE uid = ?1";
        let id = store.connection.prepare_cached(sql)?.query_row([uid], |row| row.get(0).map(UnitId))?;
        store.put_review(&id, uid, &review)?;
        store.cache_state(uid)?;
        outcomes.push((uid, true));
    }
    Ok(outcomes)
}

fn undo_marks(store: &mut SqliteStore<'_>, n: i64) -> Result<Vec<(i64, bool)>, StoreError> {
    let sql =
        "SELECT unit.uid, min(before), max(n), private FROM mark JOIN unit USING(uid) WHERE mark.tx = ?1
               GROUP BY unit.uid";
    let mut statement = store.connection.prepare_cached(sql)?;
    let rows = statement.query_map([n], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let mut outcomes = Vec::new();
    for (uid, before, after, count) in rows.collect::<Result<Vec<(i64, u32, u32, u32)>, _>>()? {
        if after != count {
            outcomes.push((uid, false));
        } else if before % 2 != after % 2 {
            store.set_private(uid, count, count + 1)?;
            outcomes.push((uid, true));
        }
    }
    Ok(outcomes)
}

/// Units whose life has rows of write `n`.
fn undo_changes(connection: &Connection, n: i64, tx: i64) -> Result<Undone, StoreError> {
    let sql = "SELECT unit.uid, min(before), max(n), life, unit.why, unit.tx, born
               FROM life JOIN unit USING(uid) WHERE life.tx = ?1 GROUP BY unit.uid";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([n], |row| {
        // Born in the same write: before it, there was nothing.
        let born_here = row.get::<_, i64>(5)? == n && row.get::<_, u32>(6)? > 0;
        let before: u32 = if born_here { 0 } else { row.get(1)? };
        Ok((
            row.get::<_, i64>(0)?,
            before,
            row.get::<_, u32>(2)?,
            row.get::<_, u32>(3)?,
            row.get::<_, i64>(4)?,
        ))
    })?;
    let mut undone = Undone::default();
    for (uid, before, after, count, why) in rows.collect::<Result<Vec<_>, _>>()? {
        if after != count || why == Why::Purge as i64 {
            undone.changed_since += 1;
        } else if before % 2 != after % 2 {
            undone.reverted += 1;
            let back = Life { count, why: Why::Add }.turned_back(why_at(connection, uid, before)?);
            connection.prepare_cached("INSERT INTO life VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(params![
                uid,
                back.count,
                count,
                back.why as i64,
                tx
            ])?;
            connection
                .prepare_cached("UPDATE unit SET life = ?2, why = ?3 WHERE uid = ?1")?
                .execute(params![uid, back.count, back.why as i64])?;
        }
    }
    Ok(undone)
}

/// Why the life of a unit changed to this count, as far as a row of `life` says it.
fn why_at(connection: &Connection, uid: i64, count: u32) -> Result<Option<Why>, StoreError> {
    let sql = "SELECT why FROM life WHERE uid = ?1 AND n = ?2";
    let why: Option<i64> =
        connection.prepare_cached(sql)?.query_row(params![uid, count], |row| row.get(0)).optional()?;
    Ok(why.map(why_of))
}

/// Units that write `n` brought and that no row of `life` of the same write speaks of.
fn undo_births(
    connection: &Connection,
    n: i64,
    tx: i64,
    (first, last): (i64, i64),
) -> Result<Undone, StoreError> {
    let born = "uid BETWEEN ?1 AND ?2 AND unit.tx = ?3 AND born > 0";
    let changed = format!(
        "SELECT count(*) FROM unit WHERE {born} AND (life <> born OR why = ?4)
         AND NOT EXISTS (SELECT 1 FROM life WHERE life.uid = unit.uid AND life.tx = ?3)"
    );
    let changed: i64 = connection
        .prepare_cached(&changed)?
        .query_row(params![first, last, n, Why::Purge as i64], |row| row.get(0))?;
    let live = format!("{born} AND life = born AND life % 2 = 1");
    let rows = format!("INSERT INTO life SELECT uid, life + 1, life, ?4, ?5 FROM unit WHERE {live}");
    let reverted =
        connection.prepare_cached(&rows)?.execute(params![first, last, n, Why::Undo as i64, tx])?;
    let cache = format!("UPDATE unit SET life = life + 1, why = ?4 WHERE {live}");
    connection.prepare_cached(&cache)?.execute(params![first, last, n, Why::Undo as i64])?;
    Ok(Undone { reverted, changed_since: changed.unsigned_abs() as usize })
}
