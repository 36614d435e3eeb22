//! Whether the rows of a memory agree with each other; nothing is changed.

use std::collections::{BTreeMap, HashMap};

use super::SqliteStore;
use super::read::key_head;
use crate::detail::Detail;
use crate::store::{ReviewState, StoreError, Why, body, facts};
use crate::text::exact_key;
use crate::unit::{Unit, UnitId};

/// Something that holds in every memory this program writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Invariant {
    /// The texts of a unit can be read.
    Texts,
    /// A unit has the name that its texts give it.
    Name,
    /// Every unit is found by its name.
    NameIndex,
    /// Every text is found by its key.
    TextIndex,
    /// A unit is live or gone as its changes say.
    Life,
    /// The state of a unit is what its reviews say.
    State,
    /// The private mark is what its changes say.
    Private,
    /// What files said about units can be read.
    Sighting,
    /// Every row belongs to a unit, a write and an origin that are there.
    Reference,
    /// Nothing is left of what was purged.
    Purged,
}

impl Invariant {
    /// All of them.
    pub const ALL: [Invariant; 10] = [
        Invariant::Texts,
        Invariant::Name,
        Invariant::NameIndex,
        Invariant::TextIndex,
        Invariant::Life,
        Invariant::State,
        Invariant::Private,
        Invariant::Sighting,
        Invariant::Reference,
        Invariant::Purged,
    ];
}

/// How often an invariant does not hold; those that hold are not in it.
pub type Audit = BTreeMap<Invariant, u64>;

/// Rows of an index as a sum that does not depend on their order: equal sums mean equal rows, but for one chance in
/// 2^64.
#[derive(Debug, Default, PartialEq, Eq)]
struct RowSum {
    rows: u64,
    sum: u64,
}

impl RowSum {
    fn add(&mut self, row: &[i64]) {
        let bytes: Vec<u8> = row.iter().flat_map(|n| n.to_le_bytes()).collect();
        self.rows += 1;
        self.sum = self.sum.wrapping_add(UnitId(crate::unit::hash128(&bytes)).head().cast_unsigned());
    }

    /// At least how many rows are missing or too many.
    fn difference(&self, other: &RowSum) -> u64 {
        if self == other { 0 } else { self.rows.abs_diff(other.rows).max(1) }
    }
}

/// What one pass over the units finds.
#[derive(Default)]
struct Pass {
    audit: Audit,
    names: RowSum,
    texts: RowSum,
}

impl Pass {
    fn count(&mut self, invariant: Invariant, broken: u64) {
        if broken > 0 {
            *self.audit.entry(invariant).or_default() += broken;
        }
    }
}

impl SqliteStore<'_> {
    /// Checks every invariant, units one after the other. `layout` is that of the file: private marks are rows
    /// since 2, and the keys of texts are those of this version since 3.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read to its end.
    pub fn audit(&self, layout: i32) -> Result<Audit, StoreError> {
        self.flush()?;
        let mut pass = Pass::default();
        self.audit_units(&mut pass)?;
        let broken = self.row_sum("SELECT head, uid FROM unit_id", 2)?.difference(&pass.names);
        pass.count(Invariant::NameIndex, broken);
        let keys = self.row_sum("SELECT key, lang, uid FROM vkey", 3)?;
        if layout >= 3 {
            let broken = keys.difference(&pass.texts);
            pass.count(Invariant::TextIndex, broken);
        }
        for (invariant, sql) in QUERIES.iter().chain(MARKS.iter().filter(|_| layout >= 2)) {
            let broken: i64 = self.connection.query_row(sql, [], |row| row.get(0))?;
            pass.count(*invariant, broken.unsigned_abs());
        }
        self.audit_states(&mut pass)?;
        self.audit_sightings(&mut pass)?;
        Ok(pass.audit)
    }

    fn audit_units(&self, pass: &mut Pass) -> Result<(), StoreError> {
        let langs = self.lang_numbers()?;
        let sql = "SELECT uid, id, body, detail FROM unit ORDER BY uid";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let uid: i64 = row.get(0)?;
            let Ok(id) = row.get(1).map(UnitId) else {
                pass.count(Invariant::Name, 1);
                continue;
            };
            pass.names.add(&[id.head(), uid]);
            let bytes = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
            match body::unpack(bytes) {
                Some(unit) => audit_texts(pass, &unit, id, uid, &langs),
                None => pass.count(Invariant::Texts, u64::from(!bytes.is_empty())),
            }
            let detail =
                row.get_ref(3)?.as_blob_or_null().map_err(rusqlite::Error::from)?.unwrap_or_default();
            pass.count(Invariant::Sighting, u64::from(Detail::from_bytes(detail).is_err()));
        }
        Ok(())
    }

    fn lang_numbers(&self) -> Result<HashMap<String, i64>, StoreError> {
        let mut statement = self.connection.prepare("SELECT tag, lang FROM lang")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn row_sum(&self, sql: &str, columns: usize) -> Result<RowSum, StoreError> {
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        let mut sum = RowSum::default();
        let mut values = Vec::with_capacity(columns);
        while let Some(row) = rows.next()? {
            values.clear();
            for column in 0..columns {
                values.push(row.get(column)?);
            }
            sum.add(&values);
        }
        Ok(sum)
    }

    fn audit_states(&self, pass: &mut Pass) -> Result<(), StoreError> {
        let sql = "SELECT uid, state FROM unit WHERE uid IN (SELECT uid FROM review)";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (uid, cached): (i64, i64) = (row.get(0)?, row.get(1)?);
            let said = self.reviews(uid).map(|reviews| facts::state(&reviews) as i64);
            pass.count(Invariant::State, u64::from(said.is_err() || said.is_ok_and(|state| state != cached)));
        }
        let sql = "SELECT count(*) FROM unit WHERE state <> ?1 AND uid NOT IN (SELECT uid FROM review)";
        let broken: i64 = self.connection.query_row(sql, [ReviewState::Draft as i64], |row| row.get(0))?;
        pass.count(Invariant::State, broken.unsigned_abs());
        Ok(())
    }

    fn audit_sightings(&self, pass: &mut Pass) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare("SELECT head, detail FROM sighting")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let head: i64 = row.get(0)?;
            let bytes = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            let right = UnitId(crate::unit::hash128(bytes)).head() == head;
            pass.count(Invariant::Sighting, u64::from(!right || Detail::from_bytes(bytes).is_err()));
        }
        Ok(())
    }
}

fn audit_texts(pass: &mut Pass, unit: &Unit, id: UnitId, uid: i64, langs: &HashMap<String, i64>) {
    pass.count(Invariant::Name, u64::from(unit.id() != id));
    for variant in unit.variants() {
        let key = key_head(&exact_key(&variant.text, variant.lang.script()));
        match langs.get(variant.lang.as_str()) {
            Some(lang) => pass.texts.add(&[key, *lang, uid]),
            None => pass.count(Invariant::Reference, 1),
        }
    }
}

/// A purge may stand at a smaller count than a life it ended elsewhere, so it is left out of the first one.
const QUERIES: &[(Invariant, &str)] = &[
    (
        Invariant::Life,
        "SELECT count(*) FROM unit WHERE why <> 4 AND life <> coalesce(
         (SELECT max(n) FROM life WHERE life.uid = unit.uid), born)",
    ),
    (
        Invariant::Life,
        "SELECT count(*) FROM unit JOIN life ON life.uid = unit.uid AND life.n = unit.life WHERE unit.why < life.why",
    ),
    (
        Invariant::Reference,
        "SELECT count(*) FROM unit WHERE tx NOT IN (SELECT n FROM tx)
         OR label NOT NULL AND label NOT IN (SELECT label FROM label)",
    ),
    (Invariant::Reference, "SELECT count(*) FROM life WHERE uid NOT IN (SELECT uid FROM unit)"),
    (Invariant::Reference, "SELECT count(*) FROM review WHERE uid NOT IN (SELECT uid FROM unit)"),
    (
        Invariant::Reference,
        "SELECT count(*) FROM sighting WHERE uid NOT IN (SELECT uid FROM unit)
         OR label NOT IN (SELECT label FROM label)",
    ),
    (
        Invariant::Reference,
        "SELECT count(*) FROM replaced WHERE old NOT IN (SELECT uid FROM unit) OR new NOT IN (SELECT uid FROM unit)",
    ),
    (
        Invariant::Purged,
        "SELECT count(*) FROM unit WHERE why = 4
         AND (life % 2 = 1 OR length(body) > 0 OR label NOT NULL OR detail NOT NULL
              OR uid IN (SELECT uid FROM sighting))",
    ),
];

const MARKS: &[(Invariant, &str)] = &[
    (
        Invariant::Private,
        "SELECT count(*) FROM unit JOIN (SELECT uid, max(n) AS n FROM mark GROUP BY uid) USING(uid) WHERE private <> n",
    ),
    (Invariant::Reference, "SELECT count(*) FROM mark WHERE uid NOT IN (SELECT uid FROM unit)"),
];

/// The number of [`Why::Purge`] in the queries.
const _: () = assert!(Why::Purge as i64 == 4);

#[cfg(test)]
mod tests {
    use super::super::schema::tests::fresh;
    use super::*;
    use crate::lang::Lang;
    use crate::store::{Sighting, TxInfo, UnitWriter};
    use crate::unit::Variant;

    fn filled() -> rusqlite::Connection {
        let connection = fresh();
        let mut store = SqliteStore::new(&connection);
        let unit = |fa: &str| {
            let en = Variant::plain(Lang::parse("en").unwrap(), "bread");
            Unit::new(vec![Variant::plain(Lang::persian(), fa), en]).unwrap()
        };
        store
            .begin(&TxInfo { day: "2026-05-01".into(), command: "t".into(), origin: String::new() })
            .unwrap();
        for (fa, label) in [("نان", "a"), ("نان", "b"), ("نانوا", "a"), ("نانوایی", "a")] {
            store.add(&unit(fa), &Sighting { label: label.into(), detail: vec![] }, false).unwrap();
        }
        store.review(&unit("نان").id(), ReviewState::Rejected, "golnar").unwrap();
        store.mark_private(&unit("نان").id(), true).unwrap();
        store.remove(&unit("نانوا").id()).unwrap();
        store.replace(&unit("نان").id(), &unit("کلوچه"), &Sighting::default()).unwrap();
        store.purge(crate::store::UnitNumber(3)).unwrap();
        store.commit().unwrap();
        drop(store);
        connection
    }

    #[test]
    fn a_memory_of_ours_is_clean() {
        let connection = filled();
        assert_eq!(SqliteStore::new(&connection).audit(3).unwrap(), Audit::new());
    }

    #[test]
    fn each_broken_invariant_is_found() {
        for (sql, invariant) in [
            ("UPDATE unit SET body = x'0102' WHERE uid = 1", Invariant::Texts),
            ("UPDATE unit SET id = randomblob(16) WHERE uid = 1", Invariant::Name),
            ("UPDATE unit SET id = x'00' WHERE uid = 1", Invariant::Name),
            ("DELETE FROM unit_id WHERE uid = 1", Invariant::NameIndex),
            ("UPDATE vkey SET key = 7 WHERE uid = 1 AND lang = 1", Invariant::TextIndex),
            ("DELETE FROM lang", Invariant::Reference),
            ("UPDATE unit SET life = 5 WHERE uid = 1", Invariant::Life),
            ("UPDATE unit SET why = 0 WHERE uid = 2", Invariant::Life),
            ("UPDATE unit SET state = 4 WHERE uid = 1", Invariant::State),
            ("UPDATE unit SET state = 4 WHERE uid = 2", Invariant::State),
            ("UPDATE review SET state = 99", Invariant::State),
            ("UPDATE unit SET private = 2 WHERE uid = 1", Invariant::Private),
            ("UPDATE sighting SET detail = x'09'", Invariant::Sighting),
            ("UPDATE unit SET detail = x'09' WHERE uid = 2", Invariant::Sighting),
            ("DELETE FROM tx", Invariant::Reference),
            ("INSERT INTO life VALUES (77, 1, 0, 0, 1)", Invariant::Reference),
            ("UPDATE unit SET detail = x'' WHERE uid = 3", Invariant::Purged),
        ] {
            let connection = filled();
            assert!(connection.execute(sql, []).unwrap() > 0, "{sql}");
            let audit = SqliteStore::new(&connection).audit(3).unwrap();
            assert!(audit.contains_key(&invariant), "{sql}: {audit:?}");
        }
    }
}
