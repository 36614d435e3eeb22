//! How long it takes to learn what words stand for, to render a phrase, and to assemble a suggestion.
//!
//! Corpus: [`corpus`] with translations word by word: every Persian-like word has its English-like one, in another order.
//! The store and the index are in memory; reading a unit from a file costs some microseconds more.
//!
//! Runs of 2026-11-22 on two shared cores, in the mean of a hundred; with two others at work on the cores:
//!
//! | memory | render a phrase | assemble a suggestion |
//! |---|---|---|
//! | 100,000 units | 3.6 to 4.2 ms | 7.9 to 10.2 ms |
//! | 1,000,000 units | 5.1 ms; 4.6 to 6.6 ms | 9.7 to 10.1 ms; 13 to 14 ms |
//!
//! Learning from 1,000 pairs took 0.034 s and from 10,000 pairs 0.53 to 0.86 s while pairs of words were looked up in a hash table.
//! Of assembling, what is read in the texts (words, names, denials) is about a half.

#[allow(dead_code, reason = "one corpus for several benches")]
mod corpus;

use divan::counter::ItemsCount;
use tm::align::evidence::Memory;
use tm::align::renderings::{Said, renderings};
use tm::align::{Model, Options, Pair, Sentence};
use tm::assembly::assemble;
use tm::index::Index;
use tm::lang::Lang;
use tm::occurrences::Occurrences;
use tm::store::{MemoryStore, Sighting, TxInfo, UnitWriter};
use tm::unit::{Unit, Variant};

fn main() {
    divan::main();
}

fn english() -> Lang {
    Lang::parse("en").unwrap()
}

/// Pairs of which each source word is rendered by the target word of its rank, the order turned round in threes.
fn pairs(count: usize) -> Vec<(String, String)> {
    let mut numbers = corpus::Numbers(7);
    let persian = corpus::Language::new("ابپتجچحخدرزسشفقکگلمنوهی", WORDS, &mut numbers);
    let english = corpus::Language::new("abcdefghiklmnoprstuw", WORDS, &mut numbers);
    (0..count)
        .map(|_| {
            let ranks = corpus::ranks(WORDS, &mut numbers);
            let turned: Vec<usize> = ranks.chunks(3).flat_map(|three| three.iter().rev().copied()).collect();
            (persian.say(&ranks), english.say(&turned))
        })
        .collect()
}

const WORDS: usize = 60_000;

#[divan::bench(args = [1_000, 10_000], sample_count = 3, sample_size = 1)]
fn learn(bencher: divan::Bencher<'_, '_>, count: usize) {
    let read = |(fa, en): &(String, String)| {
        Pair::new(Sentence::new(fa, &Lang::persian()), Sentence::new(en, &english()))
    };
    let pairs: Vec<Pair> = pairs(count).iter().map(read).collect();
    bencher.counter(ItemsCount::new(count)).bench_local(|| {
        assert_eq!(Model::train(&pairs, Options::default()).learnt_from(), count);
    });
}

struct Filled {
    store: MemoryStore,
    index: Index,
    texts: Vec<String>,
}

fn fill(count: usize) -> Filled {
    let mut store = MemoryStore::new();
    let info = TxInfo { day: "2026-05-01".into(), command: "import".into(), origin: "bench".into() };
    store.begin(&info).unwrap();
    let pairs = pairs(count);
    for (fa, en) in &pairs {
        let variants = vec![Variant::plain(Lang::persian(), fa), Variant::plain(english(), en)];
        store.add(&Unit::new(variants).unwrap(), &Sighting::default(), false).unwrap();
    }
    store.commit().unwrap();
    let index = Index::build(&store, &Lang::persian(), &mut || ()).unwrap();
    Filled { store, index, texts: pairs.into_iter().map(|(fa, _)| fa).collect() }
}

/// Renders two words that stand side by side in some unit, in up to 100 pairs that have them.
#[divan::bench(args = [100_000, 1_000_000], sample_count = 1, sample_size = 1)]
fn render_a_phrase(bencher: divan::Bencher<'_, '_>, count: usize) {
    let filled = fill(count);
    let memory = Memory::new(&filled.store, &filled.index, Lang::persian(), english());
    let texts: Vec<&String> = filled.texts.iter().step_by(count / 100).collect();
    bencher.counter(ItemsCount::new(texts.len())).bench_local(|| {
        for text in &texts {
            let words: Vec<&str> = text.trim_end_matches('.').split(' ').skip(1).take(2).collect();
            let numbers = filled.index.having(&words, &english(), 100).unwrap();
            let pairs = numbers.iter().filter_map(|number| memory.pair(*number).unwrap());
            let said: Vec<Said> = pairs
                .filter_map(|pair| {
                    let at = pair.source.words.iter().position(|word| word.form.text() == words[0])?;
                    Some(Said { at: tm::align::Range { start: at, end: at + 2 }, pair: pair.into() })
                })
                .collect();
            let others = memory.others(&said, &numbers).unwrap();
            renderings(&said, &others, Options::default());
        }
    });
}

/// Assembles a suggestion for a sentence made of two halves of units.
#[divan::bench(args = [100_000, 1_000_000], sample_count = 1, sample_size = 1)]
fn assemble_a_suggestion(bencher: divan::Bencher<'_, '_>, count: usize) {
    let filled = fill(count);
    let memory = Memory::new(&filled.store, &filled.index, Lang::persian(), english());
    let half = |text: &str, back: bool| -> String {
        let words: Vec<&str> = text.trim_end_matches('.').split(' ').collect();
        let (one, other) = words.split_at(words.len() / 2);
        if back { other } else { one }.join(" ")
    };
    let texts: Vec<String> = filled.texts.iter().step_by(count / 100).cloned().collect();
    let made: Vec<String> =
        texts.windows(2).map(|two| format!("{} {}", half(&two[0], false), half(&two[1], true))).collect();
    bencher.counter(ItemsCount::new(made.len())).bench_local(|| {
        let found = made.iter().filter(|text| assemble(text, &memory, &[]).unwrap().is_some()).count();
        assert!(found * 10 >= made.len() * 8, "{found} of {}", made.len());
    });
}
