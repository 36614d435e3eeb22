use super::*;
use crate::concept::{Term, TermStatus};
use proptest::prelude::*;
use tm::lang::Lang;

/// A change of a store.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Add(Concept),
    Remove(Concept),
    Restore(Concept),
    Purge(Concept),
    Undo(i64),
    /// Another store, made by adding these, is merged in; the last one is removed there if so told.
    Merge(Vec<Concept>, bool),
}

impl Step {
    pub(crate) fn sample() -> Step {
        let fa = Term::new(Lang::persian(), "صندوق اعتصاب", TermStatus::Preferred);
        Step::Add(Concept { terms: vec![fa], ..Concept::default() })
    }
}

/// One of a few concepts with one of a few contents.
fn small() -> impl Strategy<Value = Concept> {
    (0..3usize, 0..3usize, any::<bool>()).prop_map(|(which, content, named)| {
        let hub = ["نان", "کار", "آزادی"][which];
        let en = ["bread", "work", "freedom"][content];
        Concept {
            external_id: named.then(|| format!("T{which}")),
            terms: vec![
                Term::new(Lang::persian(), hub, TermStatus::Preferred),
                Term::new(Lang::parse("en").unwrap(), en, TermStatus::Preferred),
            ],
            ..Concept::default()
        }
    })
}

/// Any sequence of changes.
pub(crate) fn script() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => small().prop_map(Step::Add),
        2 => small().prop_map(Step::Remove),
        1 => small().prop_map(Step::Restore),
        1 => small().prop_map(Step::Purge),
        2 => (1..12i64).prop_map(Step::Undo),
        2 => (prop::collection::vec(small(), 1..4), any::<bool>()).prop_map(|(c, r)| Step::Merge(c, r)),
    ];
    prop::collection::vec(step, 1..12)
}

fn other(concepts: &[Concept], remove: bool) -> MemoryTerms {
    let mut store = MemoryTerms::new();
    for concept in concepts {
        store.add(concept).unwrap();
    }
    if let Some(last) = concepts.last().filter(|_| remove) {
        store.remove(ConceptId::of(last)).unwrap();
    }
    store
}

/// What a step tells, as text.
fn run<S: TermStore>(store: &mut S, step: &Step) -> String {
    match step {
        Step::Add(concept) => format!("{:?}", store.add(concept).unwrap()),
        Step::Remove(concept) => format!("{}", store.remove(ConceptId::of(concept)).unwrap()),
        Step::Restore(concept) => format!("{}", store.restore(ConceptId::of(concept)).unwrap()),
        Step::Purge(concept) => format!("{}", store.purge(ConceptId::of(concept)).unwrap()),
        Step::Undo(tx) => format!("{:?}", store.undo(*tx).unwrap()),
        Step::Merge(concepts, remove) => {
            let records = other(concepts, *remove).records().unwrap();
            format!("{:?}", records.iter().map(|r| store.absorb(r).unwrap()).collect::<Vec<_>>())
        }
    }
}

#[cfg(feature = "sqlite")]
/// Runs the steps on the store in memory and on the one `at` gives for each transaction, comparing all they tell.
pub(crate) fn agree<S: TermStore>(steps: &[Step], at: impl Fn(i64) -> S) {
    let mut memory = MemoryTerms::new();
    for (tx, step) in (1..).zip(steps) {
        memory.begin(tx);
        let mut store = at(tx);
        assert_eq!(run(&mut store, step), run(&mut memory, step), "{step:?}");
        assert_eq!(store.list().unwrap(), memory.list().unwrap(), "{step:?}");
        assert_eq!(store.records().unwrap(), memory.records().unwrap(), "{step:?}");
        for record in memory.records().unwrap() {
            assert_eq!(store.get(record.id).unwrap(), memory.get(record.id).unwrap());
            assert_eq!(store.history(record.id).unwrap(), memory.history(record.id).unwrap());
        }
    }
}

fn content(store: &MemoryTerms) -> Vec<(ConceptId, Life, Vec<RevisionId>)> {
    let records = store.records().unwrap();
    records.iter().map(|r| (r.id, r.life, r.revisions.iter().map(|v| v.id).collect())).collect()
}

fn played(steps: &[Step]) -> MemoryTerms {
    let mut store = MemoryTerms::new();
    for (tx, step) in (1..).zip(steps) {
        store.begin(tx);
        run(&mut store, step);
    }
    store
}

fn merged(mut into: MemoryTerms, from: &MemoryTerms) -> MemoryTerms {
    into.begin(100);
    from.records().unwrap().iter().for_each(|r| {
        into.absorb(r).unwrap();
    });
    into
}

proptest! {
    #[test]
    fn merging_commutes_and_is_idempotent(a in script(), b in script()) {
        let (a, b) = (played(&a), played(&b));
        let ab = merged(a.clone(), &b);
        prop_assert_eq!(content(&ab), content(&merged(b.clone(), &a)));
        prop_assert_eq!(content(&merged(ab.clone(), &b)), content(&ab));
        prop_assert_eq!(ab.list().unwrap(), merged(b, &a).list().unwrap());
    }

    #[test]
    fn no_content_is_lost_but_by_a_purge(steps in script()) {
        let mut store = MemoryTerms::new();
        let mut seen: Vec<RevisionId> = vec![];
        for (tx, step) in (1..).zip(steps.iter().filter(|step| !matches!(step, Step::Purge(_)))) {
            store.begin(tx);
            run(&mut store, step);
            let now: Vec<_> = content(&store).into_iter().flat_map(|(_, _, r)| r).collect();
            prop_assert!(seen.iter().all(|r| now.contains(r)));
            seen = now;
        }
    }
}

#[test]
fn an_update_keeps_the_old_content_with_the_transaction_that_replaced_it() {
    let mut store = MemoryTerms::new();
    let Step::Add(first) = Step::sample() else { unreachable!() };
    let second = Concept { note: "a fund for strikers".to_owned(), ..first.clone() };
    let id = ConceptId::of(&first);
    store.begin(4);
    assert_eq!(store.add(&first), Ok(Added::New));
    assert_eq!(store.add(&first), Ok(Added::AlreadyHere));
    store.begin(7);
    assert_eq!(store.add(&second), Ok(Added::Updated));
    let history = store.history(id).unwrap();
    assert_eq!((history[0].concept.clone(), history[0].replaced), (second, None));
    assert_eq!((history[1].concept.clone(), history[1].tx, history[1].replaced), (first.clone(), 4, Some(7)));
    store.begin(8);
    assert_eq!(store.undo(7).unwrap().concepts, [id]);
    assert_eq!(store.get(id), Ok(Some(first)));
}

#[test]
fn what_was_removed_stays_gone_until_it_is_restored() {
    let mut store = MemoryTerms::new();
    let Step::Add(concept) = Step::sample() else { unreachable!() };
    let id = ConceptId::of(&concept);
    store.begin(1);
    store.add(&concept).unwrap();
    store.begin(2);
    assert_eq!(store.remove(id), Ok(true));
    assert_eq!(store.remove(id), Ok(false));
    assert_eq!(store.add(&concept), Ok(Added::RemovedBefore));
    assert_eq!(store.get(id), Ok(None));
    store.begin(3);
    assert_eq!(store.restore(id), Ok(true));
    assert_eq!(store.list(), Ok(vec![concept.clone()]));
    store.begin(4);
    store.undo(3).unwrap();
    store.begin(5);
    assert_eq!(store.add(&concept), Ok(Added::New), "an undone step does not count as a removal");
}

#[test]
fn a_purge_stands_against_imports_and_other_members() {
    let Step::Add(concept) = Step::sample() else { unreachable!() };
    let id = ConceptId::of(&concept);
    let one = std::slice::from_ref(&concept);
    let (mut store, member) = (other(one, false), other(one, true));
    assert!(store.purge(id).unwrap() && !store.purge(id).unwrap());
    assert_eq!(store.add(&concept).unwrap(), Added::RemovedBefore);
    assert!(!store.restore(id).unwrap());
    for record in member.records().unwrap() {
        assert!(!store.absorb(&record).unwrap());
    }
    assert_eq!((store.history(id).unwrap(), store.get(id).unwrap()), (vec![], None));
    let mut member = member;
    for record in store.records().unwrap() {
        assert!(member.absorb(&record).unwrap());
    }
    assert_eq!(member.history(id).unwrap(), []);
}
