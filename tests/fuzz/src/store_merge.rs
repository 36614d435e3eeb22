//! Members change their memories and merge them in any order: the same facts and the same exports come out,
//! the store in memory and the one in SQLite agree, and merging again changes nothing.

use std::collections::BTreeMap;

use tm::lang::Lang;
use tm::sqlite::SqliteStore;
use tm::store::{Facts, MemoryStore, ReviewState, Sighting, TxInfo, TxNumber, UnitStore, UnitWriter, Why};
use tm::unit::{Unit, UnitId, Variant};
use workbench::args::ExportFormat;

/// Changes a member makes at most: more would only be slower.
const MOST_WRITES: usize = 24;

/// The whole check of one input: bytes are members' changes.
pub fn check(bytes: &[u8]) {
    let mut input = Input(bytes);
    let mut members = [MemoryStore::new(), MemoryStore::new(), MemoryStore::new()];
    let connection = workbench::workspace::in_memory().unwrap();
    let mut twin = SqliteStore::new(&connection);
    for _ in 0..MOST_WRITES {
        let Some(who) = input.next() else { break };
        let who = usize::from(who % 4);
        if who == 3 {
            // One hears from another in the middle of it all.
            let (from, to) = (usize::from(input.byte() % 3), usize::from(input.byte() % 3));
            let facts = facts_of(&members[from]);
            absorb(&mut members[to], &facts);
            if to == 0 {
                absorb(&mut twin, &facts);
            }
        } else {
            let operations = input.operations();
            let answers = write(&mut members[who], &operations);
            if who == 0 {
                assert_eq!(write(&mut twin, &operations), answers);
            }
        }
    }
    assert_eq!(facts_of(&twin), facts_of(&members[0]));
    let told: Vec<_> = members.iter().map(|m| facts_of(m)).collect();
    let mut outcomes = [[0, 1, 2], [2, 1, 0], [1, 2, 0]].map(|order| {
        let mut store = MemoryStore::new();
        order.iter().for_each(|i| absorb(&mut store, &told[*i]));
        store
    });
    let expected = facts_of(&outcomes[0]);
    let exported = super::export(&outcomes[0], ExportFormat::Tmx);
    for store in &mut outcomes {
        assert_eq!(facts_of(store), expected);
        assert_eq!(super::export(store, ExportFormat::Tmx), exported);
        told.iter().for_each(|facts| absorb(store, facts));
        assert_eq!(facts_of(store), expected);
    }
    told.iter().for_each(|facts| absorb(&mut twin, facts));
    assert_eq!(facts_of(&twin), expected);
    assert_eq!(super::export(&twin, ExportFormat::Tmx), exported);
}

/// One change.
#[derive(Debug)]
enum Operation {
    Add(Unit, Sighting, bool),
    Remove(u8),
    Replace(u8, Unit, Sighting),
    Undo(u8),
    Review(u8, ReviewState, &'static str),
    Private(u8, bool),
    Purge(u8),
}

/// Bytes as a source of decisions; zeros when they have run out.
struct Input<'b>(&'b [u8]);

impl Input<'_> {
    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn byte(&mut self) -> u8 {
        self.next().unwrap_or_default()
    }

    fn operations(&mut self) -> Vec<Operation> {
        (0..1 + self.byte() % 3).map(|_| self.operation()).collect()
    }

    fn operation(&mut self) -> Operation {
        match self.byte() % 10 {
            0..3 => Operation::Add(self.unit(), self.sighting(), self.byte() % 2 == 1),
            3 => Operation::Remove(self.byte()),
            4 | 5 => Operation::Replace(self.byte(), self.unit(), self.sighting()),
            6 => Operation::Undo(self.byte()),
            7 => {
                let state = ReviewState::ALL[usize::from(self.byte()) % ReviewState::ALL.len()];
                Operation::Review(
                    self.byte(),
                    state,
                    if self.byte().is_multiple_of(2) { "golnar" } else { "omid" },
                )
            }
            8 => Operation::Private(self.byte(), self.byte() % 2 == 1),
            _ => Operation::Purge(self.byte()),
        }
    }

    /// Few texts, so that members meet the same units.
    fn unit(&mut self) -> Unit {
        const PERSIAN: [&str; 4] = ["نان", "نـان", "نان و کار", "كار"];
        const ENGLISH: [&str; 3] = ["bread", "Bread", "work"];
        let byte = usize::from(self.byte());
        let variant = |tag: &str, text: &str| Variant::plain(Lang::parse(tag).unwrap(), text);
        let mut variants = vec![variant("fa", PERSIAN[byte % 4]), variant("en", ENGLISH[byte / 4 % 3])];
        if byte / 12 % 3 == 1 {
            variants.push(variant("de", "Brot"));
        }
        Unit::new(variants).unwrap()
    }

    fn sighting(&mut self) -> Sighting {
        let byte = self.byte();
        let label = ["bulletin.tmx", "old.tmx", ""][usize::from(byte % 3)];
        let detail = if (byte / 3).is_multiple_of(2) { vec![] } else { vec![1, 0, 0, 0] };
        Sighting { label: label.to_owned(), detail }
    }
}

/// Carries out a write; gives what each change answered.
fn write(store: &mut dyn UnitWriter, operations: &[Operation]) -> Vec<String> {
    let info = TxInfo { day: "2026-05-01".into(), command: "test".into(), origin: String::new() };
    let number = store.begin(&info).unwrap();
    let answers = operations.iter().map(|operation| {
        let ids = store.ids().unwrap();
        let id = |n: &u8| ids.get(usize::from(*n) % ids.len().max(1)).copied().unwrap_or(UnitId([0; 16]));
        match operation {
            Operation::Add(unit, sighting, restore) => format!("{:?}", store.add(unit, sighting, *restore)),
            Operation::Remove(n) => format!("{:?}", store.remove(&id(n))),
            Operation::Replace(n, unit, sighting) => format!("{:?}", store.replace(&id(n), unit, sighting)),
            Operation::Undo(n) => format!("{:?}", store.undo(TxNumber(i64::from(*n) % (number.0 + 1)))),
            Operation::Review(n, state, who) => format!("{:?}", store.review(&id(n), *state, who)),
            Operation::Private(n, private) => format!("{:?}", store.mark_private(&id(n), *private)),
            Operation::Purge(n) => format!("{:?}", purge(store, &id(n))),
        }
    });
    let answers = answers.collect();
    store.commit().unwrap();
    answers
}

/// What a member hears of a purge elsewhere.
fn purge(store: &mut dyn UnitWriter, id: &UnitId) -> Option<()> {
    let mut facts = store.facts(id).unwrap()?;
    if facts.life.is_live() {
        facts.life = facts.life.next(Why::Purge);
    } else {
        facts.life.why = Why::Purge;
    }
    let known = facts.clone();
    facts.merge(&known);
    store.absorb(&facts).ok()
}

fn facts_of(store: &dyn UnitStore) -> BTreeMap<UnitId, Facts> {
    let ids = store.ids().unwrap();
    ids.iter().map(|id| (*id, store.facts(id).unwrap().unwrap())).collect()
}

fn absorb(into: &mut dyn UnitWriter, told: &BTreeMap<UnitId, Facts>) {
    let info = TxInfo { day: "2026-05-02".into(), command: "merge".into(), origin: String::new() };
    into.begin(&info).unwrap();
    told.values().for_each(|facts| into.absorb(facts).unwrap());
    into.commit().unwrap();
}
