//! Whether the score serves translators: is the translation of the best-ranked text near to what is finally written?
//!
//! For every query each ranking chooses one text of the memory, and chrF (Popović, WMT 2015) holds its translation against
//! the reference. Rankings: ours ([`score`]), with and without its penalties; Levenshtein distance on words and on
//! letters of the folded text; weighted n-gram precision with IDF weights (Bloodgood and Strauss, EACL 2014). Differences
//! to ours have intervals of 95 % from 1000 paired bootstrap samples (Koehn, EMNLP 2004).
//!
//! `cargo bench --bench evidence` reads `tests/bench/evidence/memory.tsv` and `new.tsv`: pairs as a group would own after
//! three years, and sentences of new documents, written by somebody who had not seen the score.
//! `cargo bench --bench evidence -- FILE [QUERIES]` leaves one out: FILE has a source and a target a row, the queries are
//! rows spread evenly, and every row with the same target or with a source similar to 0.6 (letters or words) is left out,
//! since it may be the same text in another translation.

mod chrf;
#[allow(dead_code, reason = "one corpus for several benches")]
mod corpus;

use std::collections::HashMap;

use chrf::Profile;
use rapidfuzz::distance::levenshtein;
use tm::lang::Lang;
use tm::score::{Score, Scored, compare, differences, penalised, penalties};
use tm::store::ReviewState;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    if let Some(file) = arguments.first() {
        let rows = rows(&std::fs::read_to_string(file).unwrap());
        let wanted = arguments.get(1).map_or(300, |n| n.parse().unwrap());
        let step = (rows.len() / wanted).max(1);
        let memory = Memory::new(&rows);
        let queries: Vec<usize> = (0..rows.len()).step_by(step).take(wanted).collect();
        report(queries.iter().map(|at| memory.outcome(&memory.texts[*at], &rows[*at].1, true)).collect());
    } else {
        let memory = Memory::new(&rows(include_str!("evidence/memory.tsv")));
        let new = rows(include_str!("evidence/new.tsv"));
        let outcome =
            |(source, target): &(String, String)| memory.outcome(&memory.read(source), target, false);
        let outcomes: Vec<Outcome> = new.iter().map(outcome).collect();
        assert!(outcomes.len() > 200 && outcomes.iter().any(|o| o.best[0].score >= 1.0));
        report(outcomes);
    }
}

/// Source and target of each row; a header row names them.
fn rows(text: &str) -> Vec<(String, String)> {
    let cells = text.lines().filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?.to_owned(), cells.next()?.to_owned()))
    });
    cells.filter(|(source, _)| source != "fa").collect()
}

const RANKINGS: [&str; 5] =
    ["ours", "ours without penalties", "word Levenshtein", "letter Levenshtein", "IDF n-grams"];

/// What a ranking chose, its score from 0 to 1, and chrF of the translation.
#[derive(Clone, Copy)]
struct Choice {
    score: f64,
    chrf: f64,
}

struct Outcome {
    best: [Choice; RANKINGS.len()],
    /// Mean chrF of all translations of the memory: what a suggestion that says nothing is worth.
    chance: f64,
}

struct Text {
    scored: Scored,
    words: Vec<u32>,
    letters: Vec<char>,
    /// N-grams of one to four words, by order, each in order of number.
    grams: [Vec<u32>; 4],
}

struct Memory {
    texts: Vec<Text>,
    targets: Vec<String>,
    words: HashMap<String, u32>,
    grams: HashMap<Vec<u32>, u32>,
    /// Inverse document frequency of each n-gram.
    weights: Vec<f64>,
}

impl Memory {
    fn new(rows: &[(String, String)]) -> Memory {
        let mut memory = Memory {
            texts: Vec::new(),
            targets: rows.iter().map(|row| row.1.clone()).collect(),
            words: HashMap::new(),
            grams: HashMap::new(),
            weights: Vec::new(),
        };
        for (source, _) in rows {
            let scored = Scored::new(source, &Lang::persian());
            let mut words = Vec::new();
            for token in &scored.tokens {
                let next = memory.words.len() as u32;
                words.push(*memory.words.entry(token.token.text.clone()).or_insert(next));
            }
            for gram in (1..=4).flat_map(|n| words.windows(n)) {
                let next = memory.grams.len() as u32;
                memory.grams.entry(gram.to_vec()).or_insert(next);
            }
            let text = memory.text(scored, words);
            memory.texts.push(text);
        }
        let mut counts = vec![0u32; memory.grams.len()];
        for text in &memory.texts {
            let mut all: Vec<u32> = text.grams.iter().flatten().copied().collect();
            all.dedup();
            all.iter().for_each(|gram| counts[*gram as usize] += 1);
        }
        memory.weights = counts.iter().map(|n| (rows.len() as f64 / f64::from(*n)).ln()).collect();
        memory
    }

    fn read(&self, source: &str) -> Text {
        let scored = Scored::new(source, &Lang::persian());
        let words = scored.tokens.iter().map(|t| self.words.get(&t.token.text).copied().unwrap_or(u32::MAX));
        let words = words.collect();
        self.text(scored, words)
    }

    fn text(&self, scored: Scored, words: Vec<u32>) -> Text {
        let grams = [1, 2, 3, 4].map(|n| {
            let number = |gram: &[u32]| self.grams.get(gram).copied().unwrap_or(u32::MAX);
            let mut grams: Vec<u32> = words.windows(n).map(number).collect();
            grams.sort_unstable();
            grams
        });
        Text { letters: scored.key().chars().collect(), words, grams, scored }
    }

    fn outcome(&self, here: &Text, reference: &str, leave_out: bool) -> Outcome {
        let mut best = [(0.0, None); RANKINGS.len()];
        let reference_profile = Profile::new(reference);
        let letters = levenshtein::BatchComparator::new(here.letters.iter().copied());
        let words = levenshtein::BatchComparator::new(here.words.iter().copied());
        let mut fuzzy: Vec<(Score, usize)> = Vec::new();
        for (at, text) in self.texts.iter().enumerate() {
            let by_words = words.normalized_similarity(text.words.iter().copied());
            let by_letters = letters.normalized_similarity(text.letters.iter().copied());
            if leave_out && (by_words >= 0.6 || by_letters >= 0.6 || self.targets[at] == reference) {
                continue;
            }
            let ours = compare(&here.scored, &text.scored).similarity;
            fuzzy.push((ours, at));
            let scores = [
                None,
                Some(ours.percent() / 100.0),
                Some(by_words),
                Some(by_letters),
                Some(self.by_grams(here, text)),
            ];
            for (best, score) in best.iter_mut().zip(scores) {
                if let Some(score) = score.filter(|s| *s >= best.0) {
                    *best = (score, Some(at));
                }
            }
        }
        best[0] = self.with_penalties(here, fuzzy);
        let chrf = |at: usize| Profile::new(&self.targets[at]).chrf(&reference_profile);
        let step = self.targets.len().div_ceil(200);
        let sample = self.targets.len().div_ceil(step);
        Outcome {
            best: best.map(|(score, at)| Choice { score, chrf: at.map_or(0.0, chrf) }),
            chance: (0..self.targets.len()).step_by(step).map(chrf).sum::<f64>() / sample as f64,
        }
    }

    /// The best of the twenty most similar after penalties.
    fn with_penalties(&self, here: &Text, mut fuzzy: Vec<(Score, usize)>) -> (f64, Option<usize>) {
        fuzzy.sort_unstable();
        let final_score = |(score, at): &(Score, usize)| {
            let steps = compare(&here.scored, &self.texts[*at].scored).steps;
            let found = differences(&here.scored, &self.texts[*at].scored, &steps);
            (penalised(*score, &penalties(&found, ReviewState::Reviewed)), *at)
        };
        let best = fuzzy.iter().rev().take(20).map(final_score).max();
        best.map_or((0.0, None), |(score, at)| (score.percent() / 100.0, Some(at)))
    }

    /// Weighted n-gram precision, with Z = 0.75 as recommended there.
    fn by_grams(&self, here: &Text, text: &Text) -> f64 {
        let weight = |gram: &u32| {
            self.weights.get(*gram as usize).copied().unwrap_or(1.0 + (self.texts.len() as f64).ln())
        };
        let order = |(a, b): (&Vec<u32>, &Vec<u32>)| {
            let (mut i, mut j, mut shared) = (0, 0, 0.0);
            while i < a.len() && j < b.len() {
                if a[i] == b[j] && a[i] != u32::MAX {
                    shared += weight(&a[i]);
                }
                (i, j) = (i + usize::from(a[i] <= b[j]), j + usize::from(b[j] <= a[i]));
            }
            let sum = |grams: &[u32]| grams.iter().map(weight).sum::<f64>();
            let all = 0.75 * sum(a) + 0.25 * sum(b);
            if all > 0.0 { shared / all } else { 0.0 }
        };
        here.grams.iter().zip(&text.grams).map(order).sum::<f64>() / 4.0
    }
}

fn report(outcomes: Vec<Outcome>) {
    for (least, what) in [(0.0, "all"), (0.4, "those with a match of 40 or more by ours")] {
        let meant: Vec<&Outcome> = outcomes.iter().filter(|o| o.best[0].score >= least).collect();
        if meant.is_empty() {
            continue;
        }
        println!(
            "{} queries, {what}: chrF of the translation of the best text, difference to ours",
            meant.len()
        );
        for (at, name) in RANKINGS.iter().enumerate() {
            let (low, high) = interval(&meant, at);
            println!(
                "{name:24} {:6.2}   {low:+.2} to {high:+.2}",
                mean(meant.iter().map(|o| o.best[at].chrf))
            );
        }
    }
    println!("chance: {:.2}", mean(outcomes.iter().map(|o| o.chance)));
    println!(
        "threshold: shown, chrF of what is shown, lost against no threshold (nothing shown is worth chance)"
    );
    for threshold in (0..=95).step_by(5) {
        let (shown, hidden): (Vec<&Outcome>, Vec<&Outcome>) =
            outcomes.iter().partition(|o| o.best[0].score * 100.0 >= f64::from(threshold));
        let lost = hidden.iter().map(|o| o.best[0].chrf - o.chance).sum::<f64>() / outcomes.len() as f64;
        println!(
            "{threshold:3} {:5} {:6.2} {lost:6.2}",
            shown.len(),
            mean(shown.iter().map(|o| o.best[0].chrf))
        );
    }
    println!("chrF of the best text by band of our score");
    for band in (0..100).step_by(5) {
        let is_in = |o: &&Outcome| (o.best[0].score * 20.0) as u32 * 5 == band;
        let found: Vec<f64> = outcomes.iter().filter(is_in).map(|o| o.best[0].chrf).collect();
        println!("{band:3} {:5} {:6.2}", found.len(), mean(found.iter().copied()));
    }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (count, sum) = values.fold((0.0, 0.0), |(count, sum), value| (count + 1.0, sum + value));
    sum / f64::max(count, 1.0)
}

/// 95 % interval of a ranking's mean less ours.
fn interval(outcomes: &[&Outcome], ranking: usize) -> (f64, f64) {
    let mut numbers = corpus::Numbers(3);
    let mut means: Vec<f64> = (0..1000)
        .map(|_| {
            let one = |_| {
                let outcome = outcomes[numbers.below(outcomes.len() as u64) as usize];
                outcome.best[ranking].chrf - outcome.best[0].chrf
            };
            (0..outcomes.len()).map(one).sum::<f64>() / outcomes.len() as f64
        })
        .collect();
    means.sort_by(f64::total_cmp);
    (means[25], means[974])
}
