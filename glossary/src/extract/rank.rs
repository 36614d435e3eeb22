//! Ranking: C-value times keyness.

use std::collections::{HashMap, HashSet};

use super::candidates::{Count, MOST_TOKENS, Phrase, each_phrase};
use super::tables::{Tables, plain};
use super::words::Words;
use super::{BREAK, Candidate, Extraction, Extractor, Options};

/// A candidate before its forms and contexts are looked up.
struct Ranked {
    phrase: Phrase,
    count: usize,
    c_value: f64,
    keyness: f64,
    score: f64,
    nested_in: Option<Phrase>,
    is_known: bool,
}

/// Ranks the phrases and describes the best.
pub(super) fn rank(
    texts: &Extractor,
    words: &Words,
    counts: HashMap<Phrase, Count>,
    known: &HashSet<String>,
    min_count: usize,
    options: &Options,
) -> Extraction {
    let nesting = nesting(&counts);
    let mut ranked: Vec<Ranked> = counts
        .iter()
        .map(|(phrase, count)| one(texts, words, known, *phrase, *count, &counts, nesting.get(phrase)))
        .filter(|one| one.score > 0.0)
        .collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.phrase.cmp(&b.phrase)));
    let mut kept = without_rivals(ranked, &counts);
    let found = kept.len();
    let is_told = |one: &Ranked| options.all || !one.is_known;
    kept.retain(is_told);
    let left_out = found - kept.len();
    kept.truncate(options.limit);
    let candidates = describe(texts, words, kept);
    Extraction { candidates, found, known: left_out, words: texts.read, min_count }
}

/// Longer phrases around a phrase.
#[derive(Default)]
struct Nesting {
    /// Occurrences of those that stand more than once.
    occurrences: usize,
    /// How many different ones.
    kinds: usize,
    longest: Option<(usize, Phrase)>,
}

/// For each phrase, the longer ones it stands in. A longer one that stands once says nothing: it may be no phrase.
fn nesting(counts: &HashMap<Phrase, Count>) -> HashMap<Phrase, Nesting> {
    let mut nesting: HashMap<Phrase, Nesting> = HashMap::new();
    for (longer, count) in counts.iter().filter(|(phrase, count)| length(phrase) > 1 && count.all > 1) {
        for inner in parts(longer).filter(|inner| counts.contains_key(inner)) {
            let one = nesting.entry(inner).or_default();
            one.occurrences += count.all;
            one.kinds += 1;
            let this = (count.all, *longer);
            if one
                .longest
                .is_none_or(|best| (best.0, std::cmp::Reverse(best.1)) < (this.0, std::cmp::Reverse(this.1)))
            {
                one.longest = Some(this);
            }
        }
    }
    nesting
}

/// Every shorter row of words in a phrase.
fn parts(phrase: &Phrase) -> impl Iterator<Item = Phrase> {
    let tokens = length(phrase);
    (0..tokens).flat_map(move |from| (from + 1..=tokens).map(move |to| (from, to))).filter_map(
        move |(from, to)| {
            let mut part = [BREAK; MOST_TOKENS];
            let inner = phrase.get(from..to).filter(|inner| inner.len() < tokens)?;
            part.iter_mut().zip(inner).for_each(|(slot, lemma)| *slot = *lemma);
            Some(part)
        },
    )
}

fn length(phrase: &Phrase) -> usize {
    phrase.iter().take_while(|lemma| **lemma != BREAK).count()
}

fn one(
    texts: &Extractor,
    words: &Words,
    known: &HashSet<String>,
    phrase: Phrase,
    counted: Count,
    counts: &HashMap<Phrase, Count>,
    nesting: Option<&Nesting>,
) -> Ranked {
    let count = counted.all;
    let nested = nesting.map_or(0.0, |n| n.occurrences as f64 / n.kinds.max(1) as f64);
    let lemmas: Vec<u32> = phrase.iter().take(length(&phrase)).copied().collect();
    let key = key(words, &lemmas);
    let content = lemmas.len();
    // Of one word too: the C-value of Frantzi has a factor of nothing for it.
    let c_value = ((content + 1) as f64).log2() * (count as f64 - nested);
    let each = lemmas.iter().map(|lemma| word_keyness(texts, words, *lemma));
    let keyness = each.sum::<f64>() / content.max(1) as f64;
    let torn = counted.splits as f64 / count.max(1) as f64;
    let bounded = counted.bounds as f64 / (2 * count).max(1) as f64;
    let score = c_value
        * keyness
        * familiarity(words, &lemmas)
        * (LOOSE + (1.0 - LOOSE) * bounded)
        * coherence(words, &phrase, count, counts)
        * (1.0 - TORN * torn);
    let nested_in = nesting.and_then(|n| n.longest).map(|(_, longest)| longest);
    Ranked { phrase, count, c_value, keyness, score, nested_in, is_known: known.contains(&key) }
}

/// Occurrences in a million words that are added to both sides (Kilgarriff's simple maths): a word that stands once in a
/// page is no key word for that.
const SMOOTHING: f64 = 100.0;

/// Occurrences in a million words of general text of a word that the list does not have.
const UNLISTED: f64 = 2.0;

/// The keyness from which a word is no better: else all that stands beside the subject's first word comes first.
const KEYEST: f64 = 4.5;

fn word_keyness(texts: &Extractor, words: &Words, lemma: u32) -> f64 {
    let tables = Tables::get();
    let word = plain(words.lemma_text(lemma));
    let count = words.counts.get(lemma as usize).copied().unwrap_or(0);
    let here = count as f64 * 1e6 / texts.read.max(1) as f64;
    let elsewhere = tables.background.get(&word).copied().unwrap_or(UNLISTED);
    let rate = (here + SMOOTHING) / (elsewhere + SMOOTHING);
    (1.0 + rate).log2().min(KEYEST)
}

/// What a phrase counts for that never stands by itself, of one that always does.
const LOOSE: f64 = 0.4;

/// What a phrase loses that always ends or begins within a pair of words that belong together.
const TORN: f64 = 0.6;

/// How much more a phrase counts that begins with a word that terms of the subject begin with.
const HEADED: f64 = 2.0;

/// How much more such a word counts that is a term by itself.
const TERM: f64 = 3.0;

/// What a phrase counts for that begins with a word that is seldom part of a term: جلب همبستگی.
const BEGUN: f64 = 0.6;

/// What a word that terms begin with counts for by itself: شورا is what many terms are, and seldom the one that is looked for.
const BARE_HEAD: f64 = 0.6;

/// How much more a word counts that is made as names of actions, systems and documents are, or of people.
const MADE: f64 = 2.0;

fn familiarity(words: &Words, lemmas: &[u32]) -> f64 {
    let tables = Tables::get();
    let Some(first) = lemmas.first().map(|lemma| plain(words.lemma_text(*lemma))) else { return 0.0 };
    let is_made = |word: &str| {
        let mut endings = tables.formatives.iter().chain(&tables.agents);
        endings.any(|ending| word.len() > ending.len() + 4 && word.ends_with(ending.as_str()))
    };
    match (lemmas.len(), tables.heads.get(&first)) {
        (1, Some(true)) => TERM,
        (1, Some(false)) => BARE_HEAD,
        (_, Some(_)) => HEADED,
        (_, None) if is_made(&first) => MADE,
        (1.., None) if tables.stop.contains_key(&first) => BEGUN,
        _ => 1.0,
    }
}

/// What a phrase counts for that has a preposition its noun takes.
const LINKED: f64 = 1.2;

/// What a phrase of three words or more counts for that stands once: it is more often two terms than one.
const LONG_ONCE: f64 = 0.6;

/// What a phrase counts for that stands once and is a repeated phrase with another word: a free combination.
const COMBINED: f64 = 0.6;

fn coherence(words: &Words, phrase: &Phrase, count: usize, counts: &HashMap<Phrase, Count>) -> f64 {
    let tokens = length(phrase);
    if count > 1 || tokens < 2 {
        return 1.0;
    }
    let pairs = phrase.iter().zip(phrase.iter().skip(1)).take(tokens - 1);
    if pairs.into_iter().any(|(word, link)| words.takes(*word, *link)) {
        return LINKED;
    }
    let is_repeated = |part: &Phrase| length(part) > 1 && counts.get(part).is_some_and(|count| count.all > 1);
    let combined = if parts(phrase).any(|part| is_repeated(&part)) { COMBINED } else { 1.0 };
    combined * if tokens > 2 { LONG_ONCE } else { 1.0 }
}

fn key(words: &Words, lemmas: &[u32]) -> String {
    lemmas.iter().map(|lemma| plain(words.lemma_text(*lemma))).collect::<Vec<_>>().join(" ")
}

/// Of two phrases one inside the other that stand equally often, it is one term: the better is kept.
fn without_rivals(ranked: Vec<Ranked>, counts: &HashMap<Phrase, Count>) -> Vec<Ranked> {
    let mut beaten: HashSet<Phrase> = HashSet::new();
    let mut inside: HashMap<Phrase, usize> = HashMap::new();
    let mut kept = Vec::new();
    for one in ranked {
        let is_longer_form = parts(&one.phrase).any(|part| inside.get(&part) == Some(&one.count));
        if beaten.contains(&one.phrase) || is_longer_form {
            continue;
        }
        for part in parts(&one.phrase) {
            if counts.get(&part).is_some_and(|count| count.all == one.count) {
                beaten.insert(part);
            }
        }
        if length(&one.phrase) > 1 {
            inside.insert(one.phrase, one.count);
        }
        kept.push(one);
    }
    kept
}

/// Contexts of one candidate.
const MOST_CONTEXTS: usize = 3;

/// What the texts say of a candidate.
#[derive(Default)]
struct Seen {
    variants: HashMap<String, usize>,
    segments: Vec<usize>,
}

fn describe(texts: &Extractor, words: &Words, kept: Vec<Ranked>) -> Vec<Candidate> {
    let told = kept.iter().flat_map(|one| std::iter::once(one.phrase).chain(one.nested_in));
    let mut seen: HashMap<Phrase, Seen> = told.map(|phrase| (phrase, Seen::default())).collect();
    each_phrase(texts, words, &mut |phrase, place| {
        let Some(seen) = seen.get_mut(&phrase) else { return };
        let spelt = place.spelt.iter().filter_map(|number| texts.spellings.get(*number as usize));
        let form = spelt.map(String::as_str).collect::<Vec<_>>().join(" ");
        *seen.variants.entry(form).or_default() += 1;
        let segment = texts.starts.partition_point(|start| *start <= place.at).saturating_sub(1);
        if seen.segments.len() < MOST_CONTEXTS && seen.segments.last() != Some(&segment) {
            seen.segments.push(segment);
        }
    });
    let variants = |phrase: &Phrase| {
        let mut all: Vec<(String, usize)> =
            seen.get(phrase).map(|seen| seen.variants.clone().into_iter().collect()).unwrap_or_default();
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        all
    };
    let lemmas = |phrase: &Phrase| -> Vec<u32> { phrase.iter().take(length(phrase)).copied().collect() };
    let form_of = |phrase: &Phrase| words.dictionary_form(&lemmas(phrase), &variants(phrase));
    let described = |one: Ranked| {
        let seen = seen.get(&one.phrase);
        let quotes = seen.iter().flat_map(|seen| &seen.segments).filter_map(|at| texts.quotes.get(*at));
        let contexts = quotes.filter(|quote| !quote.is_empty()).map(|quote| quote.to_string()).collect();
        Candidate {
            term: form_of(&one.phrase),
            key: key(words, &lemmas(&one.phrase)),
            count: one.count,
            variants: variants(&one.phrase),
            c_value: one.c_value,
            keyness: one.keyness,
            score: one.score,
            contexts,
            nested_in: one.nested_in.map(|longer| form_of(&longer)),
            is_known: one.is_known,
        }
    };
    kept.into_iter().map(described).collect()
}
