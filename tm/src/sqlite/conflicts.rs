//! What members of a group said differently about the same units: nothing is lost, people decide.

use std::collections::BTreeSet;

use rusqlite::OptionalExtension;

use super::SqliteStore;
use crate::store::facts::heads;
use crate::store::{Record, Review, ReviewState, StoreError, UnitNumber, UnitStore, body};
use crate::unit::{Unit, UnitId};

/// Something on which members disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// A live unit with more than one opinion that no other supersedes; the most cautious counts meanwhile.
    Opinions {
        /// The unit.
        record: Record,
        /// The opinions, most cautious first.
        opinions: Vec<Review>,
    },
    /// A unit that was corrected in more than one way; all corrections live.
    Corrections {
        /// The name of the unit that was corrected.
        id: UnitId,
        /// What it said, unless it was purged.
        old: Option<Unit>,
        /// What it was corrected to.
        corrections: Vec<Record>,
    },
}

impl SqliteStore<'_> {
    /// Every open conflict.
    ///
    /// Opinions are in conflict until one supersedes the others. Corrections are in conflict while at least two of
    /// them live and one of these is not approved: approving all, rejecting or removing the others settles it.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn conflicts(&self) -> Result<Vec<Conflict>, StoreError> {
        self.flush()?;
        let mut conflicts = Vec::new();
        for uid in self.numbers("SELECT uid FROM review GROUP BY uid HAVING count(*) > 1 ORDER BY uid")? {
            conflicts.extend(self.opinions(uid)?);
        }
        for uid in self.numbers("SELECT old FROM replaced GROUP BY old HAVING count(*) > 1 ORDER BY old")? {
            conflicts.extend(self.corrections(uid)?);
        }
        Ok(conflicts)
    }

    fn numbers(&self, sql: &str) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn opinions(&self, uid: i64) -> Result<Option<Conflict>, StoreError> {
        let reviews = self.reviews(uid)?;
        let mut opinions: Vec<Review> =
            heads(&reviews).iter().filter_map(|id| reviews.get(id).cloned()).collect();
        opinions.sort();
        let differ = opinions.windows(2).any(|pair| matches!(pair, [a, b] if a.state != b.state));
        if !differ {
            return Ok(None);
        }
        Ok(self.record(UnitNumber(uid))?.map(|record| Conflict::Opinions { record, opinions }))
    }

    fn corrections(&self, uid: i64) -> Result<Option<Conflict>, StoreError> {
        let mut corrections = Vec::new();
        for number in self.successors(uid)? {
            corrections.extend(self.record(UnitNumber(number))?);
        }
        corrections.retain(|record| record.state != ReviewState::Rejected);
        let open = corrections.iter().any(|record| record.state != ReviewState::Reviewed);
        if corrections.len() < 2 || !open {
            return Ok(None);
        }
        let sql = "SELECT id, body FROM unit WHERE uid = ?1";
        let row = self.connection.prepare_cached(sql)?.query_row([uid], |row| {
            let bytes: Vec<u8> = row.get(1)?;
            Ok((UnitId(row.get(0)?), body::unpack(&bytes)))
        });
        Ok(row.optional()?.map(|(id, old)| Conflict::Corrections { id, old, corrections }))
    }

    /// Everything that took the place of a unit, directly or by a later correction.
    fn successors(&self, uid: i64) -> Result<BTreeSet<i64>, StoreError> {
        let mut known = BTreeSet::new();
        let mut open = vec![uid];
        let mut statement = self.connection.prepare_cached("SELECT new FROM replaced WHERE old = ?1")?;
        while let Some(old) = open.pop() {
            let rows = statement.query_map([old], |row| row.get::<_, i64>(0))?;
            for new in rows.collect::<Result<Vec<_>, _>>()? {
                if new != uid && known.insert(new) {
                    open.push(new);
                }
            }
        }
        Ok(known)
    }
}

#[cfg(test)]
mod tests {
    use super::super::schema::tests::fresh;
    use super::*;
    use crate::lang::Lang;
    use crate::store::{Facts, MemoryStore, Sighting, TxInfo, UnitWriter};
    use crate::unit::Variant;

    fn unit(fa: &str, en: &str) -> Unit {
        let en = Variant::plain(Lang::parse("en").unwrap(), en);
        Unit::new(vec![Variant::plain(Lang::persian(), fa), en]).unwrap()
    }

    fn write(store: &mut dyn UnitWriter, work: impl FnOnce(&mut dyn UnitWriter)) {
        store
            .begin(&TxInfo { day: "2026-05-01".into(), command: "test".into(), origin: String::new() })
            .unwrap();
        work(store);
        store.commit().unwrap();
    }

    /// What a member knows who had `base` and then did `work`.
    fn member(base: &Unit, work: impl FnOnce(&mut dyn UnitWriter)) -> Vec<Facts> {
        let mut store = MemoryStore::new();
        write(&mut store, |s| {
            s.add(base, &Sighting::default(), false).unwrap();
        });
        write(&mut store, work);
        store.ids().unwrap().iter().map(|id| store.facts(id).unwrap().unwrap()).collect()
    }

    #[test]
    fn two_corrections_of_one_unit_are_in_conflict_until_one_is_decided() {
        let base = unit("شوراهای کارگری", "soviets");
        let (mine, theirs) =
            (unit("شوراهای کارگری", "workers' councils"), unit("شوراهای کارگری", "labour councils"));
        let connection = fresh();
        let mut store = SqliteStore::new(&connection);
        for new in [&mine, &theirs] {
            let facts = member(&base, |s| s.replace(&base.id(), new, &Sighting::default()).unwrap());
            write(&mut store, |s| facts.iter().for_each(|f| s.absorb(f).unwrap()));
        }
        let conflicts = store.conflicts().unwrap();
        let [Conflict::Corrections { id, old, corrections }] = conflicts.as_slice() else {
            panic!("{conflicts:?}")
        };
        assert_eq!((id, old.as_ref()), (&base.id(), Some(&base)));
        let units: BTreeSet<&Unit> = corrections.iter().map(|r| &r.unit).collect();
        assert_eq!(units, BTreeSet::from([&mine, &theirs]));
        write(&mut store, |s| s.review(&mine.id(), ReviewState::Reviewed, "golnar").unwrap());
        assert_eq!(store.conflicts().unwrap().len(), 1);
        write(&mut store, |s| s.review(&theirs.id(), ReviewState::Rejected, "golnar").unwrap());
        assert_eq!(store.conflicts().unwrap(), []);
    }

    #[test]
    fn a_later_correction_of_one_side_is_one_of_the_corrections() {
        let base = unit("نان", "bred");
        let connection = fresh();
        let mut store = SqliteStore::new(&connection);
        for new in ["bread", "loaf"] {
            let facts =
                member(&base, |s| s.replace(&base.id(), &unit("نان", new), &Sighting::default()).unwrap());
            write(&mut store, |s| facts.iter().for_each(|f| s.absorb(f).unwrap()));
        }
        write(&mut store, |s| {
            s.replace(&unit("نان", "loaf").id(), &unit("نان", "bread"), &Sighting::default()).unwrap();
        });
        assert_eq!(store.conflicts().unwrap(), []);
    }

    #[test]
    fn opinions_are_in_conflict_until_one_supersedes_the_others() {
        let base = unit("همبستگی", "solidarity");
        let connection = fresh();
        let mut store = SqliteStore::new(&connection);
        for (state, who) in [(ReviewState::Reviewed, "golnar"), (ReviewState::Rejected, "omid")] {
            let facts = member(&base, |s| s.review(&base.id(), state, who).unwrap());
            write(&mut store, |s| facts.iter().for_each(|f| s.absorb(f).unwrap()));
        }
        let conflicts = store.conflicts().unwrap();
        let [Conflict::Opinions { record, opinions }] = conflicts.as_slice() else { panic!("{conflicts:?}") };
        assert_eq!(record.state, ReviewState::Rejected);
        assert_eq!(opinions.iter().map(|o| o.who.as_str()).collect::<Vec<_>>(), ["omid", "golnar"]);
        write(&mut store, |s| s.review(&base.id(), ReviewState::Reviewed, "sara").unwrap());
        assert_eq!(store.conflicts().unwrap(), []);
    }
}
