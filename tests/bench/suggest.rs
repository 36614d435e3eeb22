//! How fast a sentence finds its matches once the index stands, how long the index takes, and that a look-up finds what a
//! full scan finds.
//!
//! Corpus: [`corpus`]; queries are units with one to three words changed.
//!
//! Through the program, on 2026-11-21, two cores with other work on both: CPU time of one `tm suggest TEXT`, files in the page
//! cache, median and 90th percentile of 48 runs of 6 sentences; every sentence of the corpus ends in another number, so that
//! every match has a penalty and more have to be looked at.
//!
//! | memory | making the index | bytes a unit | at 60 | at 80 | at 100 |
//! |---|---|---|---|---|---|
//! | 100,000 units | 1.1 s | 277 | 11.7 / 14.7 ms | 6.1 / 6.7 ms | |
//! | 1,000,000 units | 11.1 s | 237 | 128 / 232 ms | 11.6 / 13.4 ms | 4.8 ms |
//!
//! At 100 hardly anything but starting, opening and one look into the store is left; most of what is above is the
//! retrieval. A document of 100 sentences takes 0.82 s with 100,000 units.

#[allow(dead_code, reason = "one corpus for several benches")]
mod corpus;

use divan::counter::ItemsCount;
use tm::index::Index;
use tm::lang::Lang;
use tm::lookup::{Wanted, look_up};
use tm::score::{Score, Scored, compare};
use tm::store::{MemoryStore, Sighting, TxInfo, UnitWriter};
use tm::unit::{Unit, Variant};

fn main() {
    divan::main();
    hold_against_a_scan();
}

fn memory(units: usize) -> (MemoryStore, Vec<String>) {
    let mut store = MemoryStore::new();
    let info = TxInfo { day: "2026-05-01".into(), command: "import".into(), origin: "bench".into() };
    store.begin(&info).unwrap();
    let english = Lang::parse("en").unwrap();
    let pairs = corpus::pairs(units);
    for (fa, en) in &pairs {
        let unit = Unit::new(vec![Variant::plain(Lang::persian(), fa), Variant::plain(english.clone(), en)]);
        store.add(&unit.unwrap(), &Sighting::default(), false).unwrap();
    }
    store.commit().unwrap();
    (store, pairs.into_iter().map(|(fa, _)| fa).collect())
}

/// Every hundredth unit with one to three words changed.
fn queries(sources: &[String]) -> Vec<String> {
    let mut numbers = corpus::Numbers(11);
    let change = |source: &String| {
        let mut words: Vec<&str> = source.split(' ').collect();
        for _ in 0..1 + numbers.below(3) {
            let place = numbers.below(words.len() as u64) as usize;
            words[place] = "دگرگون";
        }
        words.join(" ")
    };
    sources.iter().step_by(100).map(change).collect()
}

fn wanted() -> Wanted {
    let targets = vec![Lang::parse("en").unwrap()];
    Wanted { source: Lang::persian(), targets, least: Score::from_percent(60.0), most: 5 }
}

#[divan::bench(args = [10_000, 100_000], sample_count = 3, sample_size = 1)]
fn suggest(bencher: divan::Bencher<'_, '_>, units: usize) {
    let (store, sources) = memory(units);
    let wanted = wanted();
    let index = Index::build(&store, &wanted.source, &mut || ()).unwrap();
    let queries: Vec<String> = queries(&sources).into_iter().take(100).collect();
    bencher.counter(ItemsCount::new(queries.len())).bench_local(|| {
        let found =
            queries.iter().filter(|q| !look_up(&store, &index, q, &wanted).unwrap().is_empty()).count();
        assert!(found * 10 >= queries.len() * 5, "{found} of {}", queries.len());
    });
}

#[divan::bench(args = [10_000, 100_000], sample_count = 3, sample_size = 1)]
fn build_index(bencher: divan::Bencher<'_, '_>, units: usize) {
    let (store, _) = memory(units);
    let wanted = wanted();
    bencher.counter(ItemsCount::new(units)).bench_local(|| {
        let index = Index::build(&store, &wanted.source, &mut || ()).unwrap();
        assert_eq!(index.len(), units);
    });
}

/// Every look-up finds the best match of a full scan.
fn hold_against_a_scan() {
    let (store, sources) = memory(100_000);
    let wanted = wanted();
    let index = Index::build(&store, &wanted.source, &mut || ()).unwrap();
    let texts: Vec<Scored> = sources.iter().map(|text| Scored::new(text, &wanted.source)).collect();
    let mut all = 0;
    for query in queries(&sources).iter().step_by(20) {
        let here = Scored::new(query, &wanted.source);
        let best = texts.iter().map(|text| compare(&here, text).similarity).max().unwrap();
        if best >= wanted.least {
            all += 1;
            let found = index.search(&here, wanted.least, 1, &wanted.targets);
            assert_eq!(found.first().map(|(_, similarity)| *similarity), Some(best), "{query}");
        }
    }
    println!(
        "full scan of 100,000 units: {all} of {all} best matches at 60 or more are found through the index"
    );
}
