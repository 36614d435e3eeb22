//! Noun phrases of the texts, counted.

use std::collections::{HashMap, HashSet};

use super::words::{Role, Words};
use super::{BREAK, Extractor};

/// The lemmas of a phrase with the prepositions between them, filled up with [`BREAK`].
pub(super) type Phrase = [u32; MOST_TOKENS];

/// Most words of a term that are no prepositions: longer ones are nearly always two terms.
pub(super) const MOST_WORDS: usize = 4;

/// Four words, and a preposition after each of two: اجتماع و تبانی علیه امنیت ملی.
pub(super) const MOST_TOKENS: usize = 6;

/// Phrases that are counted at once; of more, those that stood only once so far are forgotten: some 250 MB.
const MOST_PHRASES: usize = 4_000_000;

/// Where a phrase stands.
pub(super) struct Place<'t> {
    /// Its words.
    pub(super) spelt: &'t [u32],
    /// The place of the first.
    pub(super) at: usize,
    /// Whether no word that could belong to it stands before it.
    pub(super) begins: bool,
    /// Whether none stands behind it.
    pub(super) ends: bool,
}

/// How often a phrase stands in the texts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Count {
    /// In all.
    pub(super) all: usize,
    /// Its ends that no other word follows or precedes: two where it stands by itself.
    pub(super) bounds: usize,
    /// How often it ends or begins within a pair of words that stands together again and again.
    pub(super) splits: usize,
}

impl Count {
    fn add(&mut self, place: &Place<'_>) {
        self.all += 1;
        self.bounds += usize::from(place.begins) + usize::from(place.ends);
    }
}

/// Counts every phrase that may be a term and stands in the texts at least so often.
pub(super) fn count(texts: &Extractor, words: &Words, min_count: usize) -> HashMap<Phrase, Count> {
    let mut counts: HashMap<Phrase, Count> = HashMap::new();
    each_phrase(texts, words, &mut |phrase, place| {
        let is_rare = |lemma: &u32| words.counts.get(*lemma as usize).is_some_and(|n| *n < min_count);
        if !phrase.iter().any(is_rare) {
            counts.entry(phrase).or_default().add(&place);
            if counts.len() > MOST_PHRASES {
                counts.retain(|_, count| count.all > 1);
            }
        }
    });
    counts.retain(|_, count| count.all >= min_count);
    count_splits(texts, words, &mut counts);
    counts
}

/// Counts where phrases tear pairs apart: کمیته آزادی of کمیته آزادی انجمن, if آزادی انجمن stands elsewhere too.
fn count_splits(texts: &Extractor, words: &Words, counts: &mut HashMap<Phrase, Count>) {
    let is_pair = |count: &Count, phrase: &Phrase| count.all > 1 && phrase.get(2) == Some(&BREAK);
    let pairs: HashSet<[u32; 2]> = counts
        .iter()
        .filter(|(phrase, count)| is_pair(count, phrase))
        .filter_map(|(phrase, _)| phrase.first_chunk::<2>().copied())
        .collect();
    let lemma = |at: usize| texts.flow.get(at).map(|number| words.of(*number).lemma);
    each_phrase(texts, words, &mut |phrase, place| {
        let end = place.at + place.spelt.len();
        let across = |at: usize| Some([lemma(at.checked_sub(1)?)?, lemma(at)?]);
        let is_split = |at: usize| across(at).is_some_and(|pair| pairs.contains(&pair));
        let is_torn = !place.begins && is_split(place.at) || !place.ends && is_split(end);
        if let Some(count) = counts.get_mut(&phrase).filter(|_| is_torn && place.spelt.len() > 1) {
            count.splits += 1;
        }
    });
}

/// Gives each phrase that may be a term with its words and its place.
pub(super) fn each_phrase(texts: &Extractor, words: &Words, take: &mut dyn FnMut(Phrase, Place<'_>)) {
    let mut from = 0;
    let mut run = Run { words, take };
    for (at, number) in texts.flow.iter().enumerate() {
        let word = words.of(*number);
        let role = if *number == BREAK { Role::Outside } else { word.role };
        match role {
            Role::Free | Role::NotAlone | Role::Adjective if !word.is_last => {}
            Role::Free | Role::NotAlone | Role::Adjective => {
                run.emit(texts, from, at + 1, false);
                from = at + 1;
            }
            Role::Outside if at > from && *number != BREAK && run.is_taken(texts, at) => {}
            Role::Outside | Role::LightVerb => {
                run.emit(texts, from, at, role == Role::LightVerb);
                from = at + 1;
            }
        }
    }
}

struct Run<'a> {
    words: &'a Words,
    take: &'a mut dyn FnMut(Phrase, Place<'_>),
}

impl Run<'_> {
    /// Whether the word at a place is a preposition that the word before it takes.
    fn is_taken(&self, texts: &Extractor, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| texts.flow.get(at));
        let pair = before.zip(texts.flow.get(at));
        pair.is_some_and(|(before, link)| {
            self.words.takes(self.words.of(*before).lemma, self.words.of(*link).lemma)
        })
    }

    /// Gives the phrases between two places; the last word before a light verb is part of the verb.
    fn emit(&mut self, texts: &Extractor, from: usize, to: usize, is_verbal: bool) {
        for start in from..to {
            let mut phrase = [BREAK; MOST_TOKENS];
            let mut content = 0;
            for (end, slot) in (start..to).zip(0..MOST_TOKENS) {
                let Some(word) = texts.flow.get(end).map(|number| self.words.of(*number)) else { break };
                let is_word = matches!(word.role, Role::Free | Role::NotAlone | Role::Adjective);
                content += usize::from(is_word);
                if content > MOST_WORDS || slot == 0 && !matches!(word.role, Role::Free | Role::NotAlone) {
                    break;
                }
                if let Some(slot) = phrase.get_mut(slot) {
                    *slot = word.lemma;
                }
                let is_verb = is_verbal && end + 1 == to && slot > 0;
                if matches!(word.role, Role::Free | Role::Adjective) && !is_verb {
                    let spelt = texts.flow.get(start..=end).unwrap_or_default();
                    let place = Place { spelt, at: start, begins: start == from, ends: end + 1 == to };
                    (self.take)(phrase, place);
                }
            }
        }
    }
}
