//! Turning back what a write did to units' lives.

use rusqlite::{Connection, OptionalExtension, params};

use super::read::why_of;
use crate::store::{Life, StoreError, Undone, Why};

/// Undoes write `n` as part of write `tx`.
pub(super) fn undo(connection: &Connection, n: i64, tx: i64) -> Result<Undone, StoreError> {
    if n >= tx {
        return Ok(Undone::default());
    }
    let range: Option<(i64, i64)> = connection
        .prepare_cached("SELECT first_uid, last_uid FROM tx WHERE n = ?1")?
        .query_row([n], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some(range) = range else { return Ok(Undone::default()) };
    // Changed rows first: turning the untouched births back adds rows that must not be seen here.
    let mut undone = undo_changes(connection, n, tx)?;
    let births = undo_births(connection, n, tx, range)?;
    undone.reverted += births.reverted;
    undone.changed_since += births.changed_since;
    Ok(undone)
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
