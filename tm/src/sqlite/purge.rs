//! Taking a text out of the file for good: rows, sightings, names of origins, the hold-back list.
//!
//! What is overwritten here may still stand in the write-ahead log and in free pages until the program has them
//! rewritten.

use rusqlite::params;

use super::SqliteStore;
use crate::detail::{Annotation, Attribute, Detail};
use crate::store::{StoreError, UnitNumber, VariantRef, Why, body};
use crate::unit::{UnitId, hash128};

/// What was taken out besides units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stripped {
    /// Sightings of other units whose notes, props or codes said it.
    pub sightings: usize,
    /// Names of origins that said it.
    pub origins: usize,
    /// Entries of the hold-back list.
    pub held_back: usize,
}

/// Tables with rows of single units, and the column that names the unit.
const ROWS_OF_UNITS: &[(&str, &str)] = &[
    ("unit_id", "uid"),
    ("vkey", "uid"),
    ("life", "uid"),
    ("mark", "uid"),
    ("review", "uid"),
    ("sighting", "uid"),
    ("replaced", "old"),
    ("replaced", "new"),
    ("unit", "uid"),
];

impl SqliteStore<'_> {
    /// Visits the texts of every unit that has any, live or gone; `true` for a live one.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] for a row that cannot be read, or what SQLite says.
    pub fn scan_all(
        &self,
        visit: &mut dyn FnMut(UnitNumber, bool, &[VariantRef<'_>]),
    ) -> Result<(), StoreError> {
        self.flush()?;
        let sql = "SELECT uid, life % 2, body FROM unit WHERE length(body) > 0 ORDER BY uid";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let bytes = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
            let mut texts = Vec::with_capacity(4);
            body::read_texts(bytes, &mut texts).ok_or(StoreError::Damaged { number })?;
            visit(UnitNumber(number), row.get(1)?, &texts);
        }
        Ok(())
    }

    /// Overwrites everything a unit said; its name stays, so that neither a file nor another member's memory brings
    /// it back.
    ///
    /// # Errors
    /// [`StoreError::NoTransaction`], or what SQLite says.
    pub fn purge(&mut self, unit: UnitNumber) -> Result<(), StoreError> {
        let tx = self.tx()?;
        let life = self.found_at(unit.0)?.life;
        // A unit that is gone stays gone: only the reason changes.
        if life.is_live() {
            let sql = "INSERT OR REPLACE INTO life VALUES (?1, ?2, ?3, ?4, ?5)";
            let values = params![unit.0, life.count + 1, life.count, Why::Purge as i64, tx];
            self.connection.prepare_cached(sql)?.execute(values)?;
        } else {
            let sql = "UPDATE life SET why = ?3, tx = ?4 WHERE uid = ?1 AND n = ?2";
            let values = params![unit.0, life.count, Why::Purge as i64, tx];
            self.connection.prepare_cached(sql)?.execute(values)?;
        }
        let sql = "UPDATE unit SET life = life + life % 2, why = ?2 WHERE uid = ?1";
        self.connection.prepare_cached(sql)?.execute(params![unit.0, Why::Purge as i64])?;
        self.forget(unit.0)
    }

    /// Deletes a unit with its name: nothing is left that could keep it out, and nothing that a guess of its texts
    /// could be checked against.
    ///
    /// # Errors
    /// [`StoreError::NoTransaction`], or what SQLite says.
    pub fn erase(&mut self, unit: UnitNumber) -> Result<(), StoreError> {
        self.tx()?;
        self.flush()?;
        for (table, column) in ROWS_OF_UNITS {
            let sql = format!("DELETE FROM {table} WHERE {column} = ?1");
            self.connection.prepare_cached(&sql)?.execute([unit.0])?;
        }
        Ok(())
    }

    /// Takes out every note, prop, attribute, native code, name of an origin and entry of the hold-back list that
    /// `says` it.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] for a sighting that cannot be read, [`StoreError::NoTransaction`], or what SQLite says.
    pub fn strip(&mut self, says: &dyn Fn(&str) -> bool) -> Result<Stripped, StoreError> {
        self.tx()?;
        self.flush()?;
        let sightings = self.strip_first_sightings(says)? + self.strip_further_sightings(says)?;
        Ok(Stripped { sightings, origins: self.strip_origins(says)?, held_back: self.strip_names(says)? })
    }

    /// How many reviews were made under a pseudonym that `says` it. The pseudonym is part of a review's name, by which
    /// members' memories know it, so it cannot be taken out.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn reviews_by(&self, says: &dyn Fn(&str) -> bool) -> Result<u64, StoreError> {
        let mut statement = self.connection.prepare("SELECT who, count(*) FROM review GROUP BY who")?;
        let mut rows = statement.query([])?;
        let mut found = 0;
        while let Some(row) = rows.next()? {
            if says(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?) {
                found += row.get::<_, i64>(1)?.unsigned_abs();
            }
        }
        Ok(found)
    }

    fn strip_first_sightings(&self, says: &dyn Fn(&str) -> bool) -> Result<usize, StoreError> {
        let sql = "SELECT uid, detail FROM unit WHERE length(detail) > 0";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        let mut changed = Vec::new();
        while let Some(row) = rows.next()? {
            let uid: i64 = row.get(0)?;
            let bytes = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            changed.extend(stripped(bytes, uid, says)?.map(|detail| (uid, detail)));
        }
        for (uid, detail) in &changed {
            let sql = "UPDATE unit SET detail = ?2 WHERE uid = ?1";
            self.connection.prepare_cached(sql)?.execute(params![uid, detail])?;
        }
        Ok(changed.len())
    }

    fn strip_further_sightings(&self, says: &dyn Fn(&str) -> bool) -> Result<usize, StoreError> {
        let sql = "SELECT uid, head, label, detail, tx FROM sighting WHERE length(detail) > 0";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        let mut changed = Vec::new();
        while let Some(row) = rows.next()? {
            let (uid, head, label): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let (before, tx): (Vec<u8>, i64) = (row.get(3)?, row.get(4)?);
            if let Some(after) = stripped(&before, uid, says)? {
                changed.push((uid, head, label, before, after, tx));
            }
        }
        let delete = "DELETE FROM sighting WHERE uid = ?1 AND head = ?2 AND label = ?3 AND detail = ?4";
        let insert = "INSERT OR IGNORE INTO sighting VALUES (?1, ?2, ?3, ?4, ?5)";
        for (uid, head, label, before, after, tx) in &changed {
            self.connection.prepare_cached(delete)?.execute(params![uid, head, label, before])?;
            let head = UnitId(hash128(after)).head();
            self.connection.prepare_cached(insert)?.execute(params![uid, head, label, after, tx])?;
        }
        Ok(changed.len())
    }

    /// Files are named after what they are about.
    fn strip_origins(&self, says: &dyn Fn(&str) -> bool) -> Result<usize, StoreError> {
        let labels = self.saying("SELECT label, text FROM label", says)?;
        for number in &labels {
            let sql = "UPDATE label SET text = ?2 WHERE label = ?1";
            self.connection.prepare_cached(sql)?.execute(params![number, self.nameless(*number)?])?;
        }
        let writes = self.saying("SELECT n, origin FROM tx", says)?;
        for number in &writes {
            let sql = "UPDATE tx SET origin = '' WHERE n = ?1";
            self.connection.prepare_cached(sql)?.execute([number])?;
        }
        Ok(labels.len() + writes.len())
    }

    /// A name that says nothing and that no other label has: one like it may have come with another member's memory.
    fn nameless(&self, number: i64) -> Result<String, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM label WHERE text = ?1 AND label <> ?2)";
        let mut taken = self.connection.prepare_cached(sql)?;
        let mut name = format!("purged-{number}");
        let mut next = 2;
        while taken.query_row(params![name, number], |row| row.get(0))? {
            name = format!("purged-{number}-{next}");
            next += 1;
        }
        Ok(name)
    }

    fn strip_names(&self, says: &dyn Fn(&str) -> bool) -> Result<usize, StoreError> {
        let mut statement = self.connection.prepare("SELECT name, entry FROM holdback")?;
        let mut rows = statement.query([])?;
        let mut names: Vec<String> = Vec::new();
        while let Some(row) = rows.next()? {
            let (name, entry): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
            if says(&name) || says(&String::from_utf8_lossy(&entry)) {
                names.push(name);
            }
        }
        for name in &names {
            self.connection.prepare_cached("DELETE FROM holdback WHERE name = ?1")?.execute([name])?;
        }
        Ok(names.len())
    }

    fn saying(&self, sql: &str, says: &dyn Fn(&str) -> bool) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        let mut numbers = Vec::new();
        while let Some(row) = rows.next()? {
            if says(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?) {
                numbers.push(row.get(0)?);
            }
        }
        Ok(numbers)
    }
}

/// A detail without what says it; `None` when nothing does.
fn stripped(bytes: &[u8], uid: i64, says: &dyn Fn(&str) -> bool) -> Result<Option<Vec<u8>>, StoreError> {
    let before = Detail::from_bytes(bytes).map_err(|_| StoreError::Damaged { number: uid })?;
    let mut detail = before.clone();
    strip_attributes(&mut detail.attributes, says);
    strip_annotations(&mut detail.annotations, says);
    for variant in &mut detail.variants {
        strip_attributes(&mut variant.attributes, says);
        strip_annotations(&mut variant.annotations, says);
        for native in &mut variant.natives {
            strip_attributes(&mut native.attributes, says);
            if says(&native.content) {
                // The code itself stays: there is one for each place in the text.
                native.content.clear();
            }
        }
    }
    Ok((detail != before).then(|| detail.to_bytes()))
}

fn strip_attributes(attributes: &mut Vec<Attribute>, says: &dyn Fn(&str) -> bool) {
    attributes.retain(|(_, value)| !says(value));
}

fn strip_annotations(annotations: &mut Vec<Annotation>, says: &dyn Fn(&str) -> bool) {
    annotations.retain(|a| !says(&a.text) && !a.attributes.iter().any(|(_, value)| says(value)));
}

#[cfg(test)]
mod tests {
    use super::super::schema::tests::fresh;
    use super::*;
    use crate::lang::Lang;
    use crate::store::{Added, MemoryStore, Sighting, TxInfo, TxNumber, UnitStore, UnitWriter};
    use crate::unit::{Unit, Variant};

    fn unit(fa: &str, en: &str) -> Unit {
        let en = Variant::plain(Lang::parse("en").unwrap(), en);
        Unit::new(vec![Variant::plain(Lang::persian(), fa), en]).unwrap()
    }

    fn info() -> TxInfo {
        TxInfo { day: "2026-05-01".into(), command: "test".into(), origin: "golnar.tmx".into() }
    }

    fn numbers(store: &SqliteStore<'_>) -> Vec<(i64, bool)> {
        let mut numbers = Vec::new();
        store.scan_all(&mut |number, live, _| numbers.push((number.0, live))).unwrap();
        numbers
    }

    #[test]
    fn a_purge_stands_against_import_undo_and_other_members() {
        let connection = fresh();
        let mut store = SqliteStore::new(&connection);
        let (live, gone) = (unit("نشانی خانه", "home address"), unit("نان", "bread"));
        store.begin(&info()).unwrap();
        store.add(&live, &Sighting::default(), false).unwrap();
        store.add(&gone, &Sighting::default(), false).unwrap();
        store.commit().unwrap();
        let before: Vec<_> = [&live, &gone].map(|u| store.facts(&u.id()).unwrap().unwrap()).into();
        store.begin(&info()).unwrap();
        store.remove(&gone.id()).unwrap();
        store.commit().unwrap();
        assert_eq!(numbers(&store), [(1, true), (2, false)]);
        store.begin(&info()).unwrap();
        store.purge(UnitNumber(1)).unwrap();
        store.purge(UnitNumber(2)).unwrap();
        store.commit().unwrap();
        assert_eq!(numbers(&store), []);
        store.begin(&info()).unwrap();
        for unit in [&live, &gone] {
            assert_eq!(store.add(unit, &Sighting::default(), true).unwrap(), Added::PurgedBefore);
        }
        for n in 1..4 {
            assert_eq!(store.undo(TxNumber(n)).unwrap().reverted, 0, "{n}");
        }
        for facts in &before {
            store.absorb(facts).unwrap();
        }
        store.commit().unwrap();
        assert_eq!((numbers(&store), store.live_units().unwrap()), (vec![], 0));
        let mut member = MemoryStore::new();
        member.begin(&info()).unwrap();
        member.add(&live, &Sighting::default(), false).unwrap();
        member.absorb(&store.facts(&live.id()).unwrap().unwrap()).unwrap();
        assert_eq!(member.facts(&live.id()).unwrap().unwrap().unit, None);
    }

    #[test]
    fn an_erased_unit_leaves_no_row() {
        let connection = fresh();
        let mut store = SqliteStore::new(&connection);
        let (old, new) = (unit("نان", "bred"), unit("نان", "bread"));
        store.begin(&info()).unwrap();
        store.add(&old, &Sighting::default(), false).unwrap();
        store.replace(&old.id(), &new, &Sighting { label: "x".into(), detail: vec![] }).unwrap();
        store.mark_private(&old.id(), true).unwrap();
        store.review(&old.id(), crate::store::ReviewState::Rejected, "golnar").unwrap();
        store.erase(UnitNumber(1)).unwrap();
        store.commit().unwrap();
        for (table, column) in ROWS_OF_UNITS {
            let sql = format!("SELECT count(*) FROM {table} WHERE {column} = 1");
            assert_eq!(connection.query_row(&sql, [], |row| row.get::<_, i64>(0)).unwrap(), 0, "{table}");
        }
        assert_eq!(numbers(&store), [(2, true)]);
    }

    #[test]
    fn notes_origins_and_names_are_stripped() {
        let connection = fresh();
        let mut store = SqliteStore::new(&connection);
        let note = |text: &str| Annotation { element: "prop".into(), attributes: vec![], text: text.into() };
        let detail = Detail { annotations: vec![note("by golnar"), note("kept")], ..Detail::default() };
        let further =
            Detail { attributes: vec![("creationid".into(), "golnar".into())], ..Detail::default() };
        store.begin(&info()).unwrap();
        let unit = unit("نان", "bread");
        for (label, detail) in [("a.tmx", &detail), ("golnar-2.tmx", &further)] {
            store.add(&unit, &Sighting { label: label.into(), detail: detail.to_bytes() }, false).unwrap();
        }
        connection.execute("INSERT INTO holdback VALUES ('golnar', x'00'), ('omid', x'00')", []).unwrap();
        let stripped = store.strip(&|text| text.contains("golnar")).unwrap();
        store.commit().unwrap();
        assert_eq!(stripped, Stripped { sightings: 2, origins: 2, held_back: 1 });
        let kept = Detail { annotations: vec![note("kept")], ..Detail::default() };
        let sightings = store.sightings(UnitNumber(1)).unwrap();
        assert_eq!(
            sightings,
            [
                Sighting { label: "a.tmx".into(), detail: kept.to_bytes() },
                Sighting { label: "purged-2".into(), detail: vec![] }
            ]
        );
    }

    #[test]
    fn a_name_given_by_another_members_purge_is_not_given_again() {
        let connection = fresh();
        let mut store = SqliteStore::new(&connection);
        store.begin(&TxInfo { origin: String::new(), ..info() }).unwrap();
        let unit = unit("نان", "bread");
        for label in ["golnar.tmx", "purged-1", "golnar-2.tmx", "purged-1-2"] {
            let detail = Detail { attributes: vec![("o".into(), label.into())], ..Detail::default() };
            let detail = if label.contains("golnar") { vec![] } else { detail.to_bytes() };
            store.add(&unit, &Sighting { label: label.into(), detail }, false).unwrap();
        }
        assert_eq!(store.strip(&|text| text.contains("golnar")).unwrap().origins, 2);
        store.commit().unwrap();
        let sql = "SELECT text FROM label ORDER BY label";
        let labels: Vec<String> = connection
            .prepare(sql)
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(labels, ["purged-1-3", "purged-1", "purged-3", "purged-1-2"]);
    }

    #[test]
    fn reviews_by_a_pseudonym_are_counted() {
        let connection = fresh();
        let mut store = SqliteStore::new(&connection);
        let unit = unit("نان", "bread");
        store.begin(&info()).unwrap();
        store.add(&unit, &Sighting::default(), false).unwrap();
        store.review(&unit.id(), crate::store::ReviewState::Rejected, "golnar").unwrap();
        store.review(&unit.id(), crate::store::ReviewState::Reviewed, "omid").unwrap();
        store.commit().unwrap();
        assert_eq!(store.reviews_by(&|who| who == "golnar").unwrap(), 1);
        assert_eq!(store.reviews_by(&|who| who == "sara").unwrap(), 0);
    }
}
