//! How fast the terms of a sentence are found, how long a finder takes to be made, and that time grows with the text alone.
//!
//! Corpus: [`corpus`]; concepts of one to three of its words, sentences in which one in two words stands in a term and every fourth
//! has an ending.
//!
//! Runs of 2026-11-22 on two shared cores with others at work:
//!
//! | concepts | making a finder | a sentence: p50 | p95 | p99 |
//! |---|---|---|---|---|
//! | 600 | 1.5 ms | 8.6 µs | 15 µs | 18 µs |
//! | 10,000 | 21 to 31 ms | 19 µs | 34 µs | 47 µs |
//!
//! A text of 10, 100, 1,000 and 10,000 sentences as one takes 0.12, 1.0, 14 and 360 ms with 10,000 concepts: what is found of the longest
//! no longer fits into the caches.

#[allow(dead_code, reason = "one corpus for several benches")]
mod corpus;

use std::time::{Duration, Instant};

use divan::counter::ItemsCount;
use glossary::{Concept, Finder, Term, TermStatus};
use tm::lang::Lang;

fn main() {
    divan::main();
    for count in [600, 10_000] {
        print_times(count);
    }
}

const WORDS: usize = 20_000;

/// Endings that a term may have in a text.
const ENDINGS: [&str; 4] = ["", "ها", "\u{200C}های", "شان"];

struct Glossary {
    concepts: Vec<Concept>,
    terms: Vec<String>,
    words: corpus::Language,
}

fn glossary(count: usize) -> Glossary {
    let mut numbers = corpus::Numbers(23);
    let words = corpus::Language::new("ابپتجچحخدرزسشفقکگلمنوهی", WORDS, &mut numbers);
    let terms: Vec<String> = (0..count)
        .map(|_| {
            let ranks: Vec<usize> =
                (0..1 + numbers.below(3)).map(|_| numbers.below(WORDS as u64) as usize).collect();
            words.say(&ranks).trim_end_matches('.').to_owned()
        })
        .collect();
    let concepts = terms
        .iter()
        .map(|term| Concept {
            part_of_speech: "noun".to_owned(),
            terms: vec![
                Term::new(Lang::persian(), term.clone(), TermStatus::Preferred),
                Term::new(Lang::parse("en").unwrap(), "rendering", TermStatus::Preferred),
            ],
            ..Concept::default()
        })
        .collect();
    Glossary { concepts, terms, words }
}

/// Sentences of sixteen words in the mean, of which half are terms.
fn sentences(glossary: &Glossary, count: usize) -> Vec<String> {
    let mut numbers = corpus::Numbers(29);
    (0..count)
        .map(|_| {
            let parts: Vec<String> = (0..4 + numbers.below(10))
                .map(|place| match place % 3 {
                    0 => {
                        let term = &glossary.terms[numbers.below(glossary.terms.len() as u64) as usize];
                        format!("{term}{}", ENDINGS[numbers.below(4) as usize])
                    }
                    _ => glossary.words.say(&[numbers.rank(WORDS)]).trim_end_matches('.').to_owned(),
                })
                .collect();
            parts.join(" ") + "."
        })
        .collect()
}

#[divan::bench(args = [600, 10_000], sample_count = 10, sample_size = 1)]
fn make_a_finder(bencher: divan::Bencher<'_, '_>, count: usize) {
    let glossary = glossary(count);
    bencher.counter(ItemsCount::new(count)).bench_local(|| Finder::new(&glossary.concepts, &Lang::persian()));
}

/// A text of so many sentences at once: linear in its length.
#[divan::bench(args = [10, 100, 1_000, 10_000], sample_count = 5, sample_size = 1)]
fn find_in_a_text(bencher: divan::Bencher<'_, '_>, count: usize) {
    let glossary = glossary(10_000);
    let finder = Finder::new(&glossary.concepts, &Lang::persian());
    let text = sentences(&glossary, count).join(" ");
    bencher.counter(ItemsCount::new(count)).bench_local(|| {
        let hits = finder.find(&text).len();
        assert!(hits >= count, "{hits} terms in {count} sentences");
    });
}

fn print_times(count: usize) {
    let glossary = glossary(count);
    let finder = Finder::new(&glossary.concepts, &Lang::persian());
    let mut hits = 0;
    let mut times: Vec<Duration> = sentences(&glossary, 5_000)
        .iter()
        .map(|sentence| {
            let begun = Instant::now();
            hits += finder.find(sentence).len();
            begun.elapsed()
        })
        .collect();
    assert!(hits >= 5_000, "{hits}");
    times.sort_unstable();
    let at = |percent: usize| times[times.len() * percent / 100];
    println!(
        "{count} concepts: a sentence p50 {:?}, p95 {:?}, p99 {:?}; {hits} terms",
        at(50),
        at(95),
        at(99)
    );
}
