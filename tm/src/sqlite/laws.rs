//! The laws of `STORE`: held by the SQLite store and the store in memory alike.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::SqliteStore;
use super::schema::tests::fresh;
use crate::lang::Lang;
use crate::store::body::tests::units;
use crate::store::{Facts, MemoryStore, ReviewState, Sighting, TxInfo, TxNumber, UnitStore, UnitWriter};
use crate::text::exact_key;
use crate::unit::{Unit, UnitId};

#[derive(Debug, Clone)]
enum Op {
    Add(Unit, Sighting, bool),
    Remove(usize),
    Replace(usize, Unit, Sighting),
    Undo(usize),
    Review(usize, ReviewState, &'static str),
    Private(usize, bool),
    /// The facts another store would tell: the unit with a life of this count.
    Absorb(Box<Facts>),
    /// Begins, adds and rolls back.
    Abandon(Unit),
}

fn sightings() -> impl Strategy<Value = Sighting> {
    let labels = prop::sample::select(vec!["bulletin.tmx", "old.tmx"]);
    let details = prop::sample::select(vec![vec![], vec![1, 0, 0, 0]]);
    (labels, details).prop_map(|(label, detail)| Sighting { label: label.to_owned(), detail })
}

fn foreign_facts() -> impl Strategy<Value = Facts> {
    let who = prop::sample::select(vec!["golnar", "omid"]);
    let state = prop::sample::select(ReviewState::ALL.to_vec());
    (units(), units(), sightings(), 0usize..7, state, who).prop_map(
        |(unit, other, sighting, shape, state, who)| {
            let mut store = MemoryStore::new();
            let info = TxInfo { day: "2026-01-01".into(), command: "test".into(), origin: String::new() };
            store.begin(&info).unwrap();
            store.add(&unit, &sighting, false).unwrap();
            let id = unit.id();
            match shape {
                0 => {}
                1 => store.remove(&id).unwrap(),
                2 => store.replace(&id, &other, &sighting).unwrap(),
                3 => store.review(&id, state, who).unwrap(),
                4 => store.mark_private(&id, true).unwrap(),
                5 => {
                    store.remove(&id).unwrap();
                    store.add(&unit, &sighting, true).unwrap();
                }
                _ => store
                    .commit()
                    .and_then(|()| store.begin(&info))
                    .and_then(|_| store.undo(TxNumber(1)))
                    .map(|_| ())
                    .unwrap(),
            }
            let mut facts = store.facts(&id).unwrap().unwrap();
            if shape == 1 && state == ReviewState::Rejected {
                facts.life.why = crate::store::Why::Purge;
                facts.merge(&facts.clone());
            }
            facts
        },
    )
}

fn ops() -> impl Strategy<Value = Op> {
    let state = prop::sample::select(ReviewState::ALL.to_vec());
    let who = prop::sample::select(vec!["golnar", "omid"]);
    prop_oneof![
        4 => (units(), sightings(), any::<bool>()).prop_map(|(u, s, r)| Op::Add(u, s, r)),
        2 => (0usize..20).prop_map(Op::Remove),
        2 => (0usize..20, units(), sightings()).prop_map(|(i, u, s)| Op::Replace(i, u, s)),
        2 => (0usize..20).prop_map(Op::Undo),
        1 => (0usize..20, state, who).prop_map(|(i, s, w)| Op::Review(i, s, w)),
        1 => (0usize..20, any::<bool>()).prop_map(|(i, p)| Op::Private(i, p)),
        2 => foreign_facts().prop_map(|f| Op::Absorb(Box::new(f))),
        1 => units().prop_map(Op::Abandon),
    ]
}

/// A transaction of one to three changes.
fn writes() -> impl Strategy<Value = Vec<Vec<Op>>> {
    prop::collection::vec(prop::collection::vec(ops(), 1..4), 1..8)
}

/// A transaction that only adds, removes, replaces, reviews and marks.
fn changes() -> impl Strategy<Value = Vec<Op>> {
    let plain = |op: &Op| !matches!(op, Op::Undo(_) | Op::Absorb(_) | Op::Abandon(_));
    prop::collection::vec(ops().prop_filter("a plain change", plain), 1..4)
}

/// Carries out a write; gives what each change answered.
fn apply(store: &mut dyn UnitWriter, write: &[Op]) -> Vec<String> {
    let info = TxInfo { day: "2026-05-01".into(), command: "test".into(), origin: "laws".into() };
    if let [Op::Abandon(unit)] = write {
        let n = store.begin(&info).unwrap();
        store.add(unit, &Sighting::default(), true).unwrap();
        store.rollback().unwrap();
        return vec![format!("abandoned {n:?}")];
    }
    let n = store.begin(&info).unwrap();
    let mut answers = vec![format!("{n:?}")];
    for op in write {
        let ids = store.ids().unwrap();
        let id = |i: usize| ids.get(i % ids.len().max(1)).copied().unwrap_or(UnitId([0; 16]));
        answers.push(match op {
            Op::Add(unit, sighting, restore) => format!("{:?}", store.add(unit, sighting, *restore).ok()),
            Op::Remove(i) => format!("{:?}", store.remove(&id(*i)).is_ok()),
            Op::Replace(i, unit, sighting) => format!("{:?}", store.replace(&id(*i), unit, sighting).is_ok()),
            Op::Undo(i) => format!("{:?}", store.undo(TxNumber(*i as i64 % (n.0 + 1))).ok()),
            Op::Review(i, state, who) => format!("{:?}", store.review(&id(*i), *state, who).is_ok()),
            Op::Private(i, private) => format!("{:?}", store.mark_private(&id(*i), *private).is_ok()),
            Op::Absorb(facts) => format!("{:?}", store.absorb(facts).is_ok()),
            Op::Abandon(unit) => format!("{:?}", store.add(unit, &Sighting::default(), false).ok()),
        });
    }
    store.commit().unwrap();
    answers
}

/// Everything that merges, by unit.
fn facts_of(store: &dyn UnitStore) -> BTreeMap<UnitId, Facts> {
    let ids = store.ids().unwrap();
    ids.iter().map(|id| (*id, store.facts(id).unwrap().unwrap())).collect()
}

/// Everything a reader sees, numbers left out.
fn view(store: &dyn UnitStore) -> Vec<String> {
    let mut seen = Vec::new();
    let mut numbers = Vec::new();
    store
        .scan(&mut |number, texts| {
            numbers.push(number);
            seen.push(format!("{texts:?}"));
        })
        .unwrap();
    seen.push(format!("{} live", store.live_units().unwrap()));
    for number in numbers {
        let record = store.record(number).unwrap().unwrap();
        seen.push(format!(
            "{:?} {} {}",
            record.state,
            record.private,
            store.is_hidden(&record.unit, &|_| true).unwrap()
        ));
        seen.push(format!("{:?} {:?}", record.sighting, store.sightings(number).unwrap()));
        for variant in record.unit.variants() {
            let key = exact_key(&variant.text, variant.lang.script());
            let mut same: Vec<_> =
                store.exact(&key, &variant.lang).unwrap().into_iter().map(|r| r.unit).collect();
            same.sort();
            seen.push(format!("{same:?}"));
        }
    }
    seen.sort();
    seen
}

fn absorb_all(into: &mut dyn UnitWriter, from: &dyn UnitStore) {
    let info = TxInfo { day: "2026-05-02".into(), command: "merge".into(), origin: String::new() };
    into.begin(&info).unwrap();
    for facts in facts_of(from).values() {
        into.absorb(facts).unwrap();
    }
    into.commit().unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn both_stores_agree_on_any_sequence(writes in writes()) {
        let connection = fresh();
        let mut file = SqliteStore::new(&connection);
        let mut memory = MemoryStore::new();
        for write in &writes {
            prop_assert_eq!(apply(&mut file, write), apply(&mut memory, write));
            prop_assert_eq!(facts_of(&file), facts_of(&memory));
            prop_assert_eq!(view(&file), view(&memory));
        }
    }

    #[test]
    fn merging_commutes_and_is_idempotent(a in writes(), b in writes(), c in writes()) {
        let store = |writes: &[Vec<Op>]| {
            let mut store = MemoryStore::new();
            writes.iter().for_each(|w| { apply(&mut store, w); });
            store
        };
        let members = [store(&a), store(&b), store(&c)];
        let merged = |order: &[usize]| {
            let connection = fresh();
            let mut target = SqliteStore::new(&connection);
            order.iter().for_each(|i| absorb_all(&mut target, &members[*i]));
            facts_of(&target)
        };
        let expected = merged(&[0, 1, 2]);
        prop_assert_eq!(&merged(&[2, 1, 0]), &expected);
        prop_assert_eq!(&merged(&[1, 0, 1, 2, 0, 2]), &expected);
    }

    #[test]
    fn adding_twice_changes_nothing(unit in units(), sighting in sightings()) {
        let connection = fresh();
        let mut store = SqliteStore::new(&connection);
        apply(&mut store, &[Op::Add(unit.clone(), sighting.clone(), false)]);
        let before = (facts_of(&store), view(&store));
        let answers = apply(&mut store, &[Op::Add(unit, sighting, false)]);
        prop_assert_eq!(&answers[1], "Some(AlreadyHere)");
        prop_assert_eq!((facts_of(&store), view(&store)), before);
    }

    #[test]
    fn an_undone_write_leaves_the_view_as_it_was(
        before in writes(),
        changes in changes(),
    ) {
        let connection = fresh();
        let mut store = SqliteStore::new(&connection);
        before.iter().for_each(|w| { apply(&mut store, w); });
        let texts = |store: &SqliteStore<'_>| {
            let mut numbers = Vec::new();
            store.scan(&mut |number, _| numbers.push(number)).unwrap();
            let records = numbers.into_iter().map(|n| store.record(n).unwrap().unwrap());
            let mut texts: Vec<_> = records.map(|r| (r.unit, r.state, r.private)).collect();
            texts.sort();
            texts
        };
        let expected = texts(&store);
        let info = TxInfo { day: "2026-05-03".into(), command: "add".into(), origin: String::new() };
        apply(&mut store, &changes);
        let n = store.writes().unwrap()[0].number;
        store.begin(&info).unwrap();
        store.undo(n).unwrap();
        store.commit().unwrap();
        prop_assert_eq!(texts(&store), expected);
    }
}

#[test]
fn what_was_removed_stays_gone_and_what_was_undone_comes_back() {
    let fa = |t: &str| crate::unit::Variant::plain(Lang::persian(), t);
    let en = |t: &str| crate::unit::Variant::plain(Lang::parse("en").unwrap(), t);
    let unit = Unit::new(vec![fa("زنده باد اول ماه مه!"), en("Long live May Day!")]).unwrap();
    let seen = Sighting { label: "may.tmx".into(), detail: vec![] };
    let connection = fresh();
    let mut store = SqliteStore::new(&connection);
    let add = || Op::Add(unit.clone(), seen.clone(), false);
    apply(&mut store, &[add()]);
    apply(&mut store, &[Op::Undo(1)]);
    assert_eq!(store.live_units().unwrap(), 0);
    assert_eq!(apply(&mut store, &[add()])[1], "Some(New)");
    apply(&mut store, &[Op::Remove(0)]);
    assert_eq!(apply(&mut store, &[add()])[1], "Some(RemovedBefore)");
    assert_eq!(store.live_units().unwrap(), 0);
    assert_eq!(apply(&mut store, &[Op::Add(unit.clone(), seen.clone(), true)])[1], "Some(New)");
}

#[test]
fn a_pair_is_hidden_behind_a_unit_that_says_more() {
    let variant = |tag: &str, t: &str| crate::unit::Variant::plain(Lang::parse(tag).unwrap(), t);
    let pair = Unit::new(vec![variant("fa", "نان"), variant("en", "bread")]).unwrap();
    let triple =
        Unit::new(vec![variant("fa", "نان"), variant("en", "bread"), variant("de", "Brot")]).unwrap();
    let connection = fresh();
    let mut store = SqliteStore::new(&connection);
    apply(&mut store, &[Op::Add(pair.clone(), Sighting::default(), false)]);
    assert!(!store.is_hidden(&pair, &|_| true).unwrap());
    apply(&mut store, &[Op::Add(triple.clone(), Sighting::default(), false)]);
    assert!(store.is_hidden(&pair, &|_| true).unwrap() && !store.is_hidden(&triple, &|_| true).unwrap());
    assert!(!store.is_hidden(&pair, &|record| record.state == ReviewState::Reviewed).unwrap());
}

#[test]
fn a_write_outside_a_transaction_is_refused() {
    let connection = fresh();
    let mut store = SqliteStore::new(&connection);
    let refused = store.remove(&UnitId([1; 16])).unwrap_err();
    assert_eq!(refused.to_string(), "no write has begun");
    assert_eq!(store.commit().unwrap_err().to_string(), "no write has begun");
}

#[test]
fn undoing_the_undo_of_a_removal_removes_again() {
    let variant = |tag: &str, t: &str| crate::unit::Variant::plain(Lang::parse(tag).unwrap(), t);
    let unit = Unit::new(vec![variant("fa", "نان"), variant("en", "stone")]).unwrap();
    let add = || Op::Add(unit.clone(), Sighting::default(), false);
    let connection = fresh();
    let mut file = SqliteStore::new(&connection);
    let mut memory = MemoryStore::new();
    for store in [&mut file as &mut dyn UnitWriter, &mut memory] {
        apply(store, &[add()]);
        apply(store, &[Op::Remove(0)]);
        apply(store, &[Op::Undo(2)]);
        assert_eq!(store.live_units().unwrap(), 1);
        apply(store, &[Op::Undo(3)]);
        assert_eq!(apply(store, &[add()])[1], "Some(RemovedBefore)");
    }
}
