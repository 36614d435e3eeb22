//! Which units may be similar to a text: a word index in memory over one source language.
//!
//! A plain first version behind its final question, [`Index::candidates`]: units that share rare words or word
//! beginnings with the text, the most promising first, a bounded number of them. It is built from the store when a
//! program starts to look things up and is not kept.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::lang::Lang;
use crate::store::{StoreError, UnitNumber, UnitStore};
use crate::text::{Token, TokenKind, tokens};

/// An index of the texts of one language.
#[derive(Debug)]
pub struct Index {
    /// For each feature, the places of the units that have it.
    postings: HashMap<u64, Vec<u32>>,
    units: Vec<Indexed>,
}

#[derive(Debug, Clone, Copy)]
struct Indexed {
    number: UnitNumber,
    /// Words and numbers of the text.
    words: u32,
}

/// Letters of a word's beginning that stand for the word when its ending differs: the median length of a Persian
/// stem.
const STEM_LETTERS: usize = 4;

/// A feature that more than this share of the units has finds nothing in particular, in per cent.
const COMMON_PERCENT: usize = 10;

/// Postings a single feature may add to a query: bounds the time a query takes in a memory of any size.
const MOST_POSTINGS: usize = 200_000;

impl Index {
    /// Indexes every live unit with a text in a language `source` accepts that also has a text in one of `targets`;
    /// `step` is called for every unit looked at.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn build(
        store: &dyn UnitStore,
        source: &Lang,
        targets: &[Lang],
        step: &mut dyn FnMut(),
    ) -> Result<Index, StoreError> {
        let mut index = Index { postings: HashMap::new(), units: Vec::new() };
        let script = source.script();
        let accepts = |lang: &Lang, tag: &str| Lang::parse(tag).is_ok_and(|tag| lang.accepts(&tag));
        store.scan(&mut |number, variants| {
            step();
            let wanted = |tag: &str| targets.is_empty() || targets.iter().any(|t| accepts(t, tag));
            for variant in variants.iter().filter(|v| accepts(source, v.lang)) {
                if variants.iter().any(|other| other.lang != variant.lang && wanted(other.lang)) {
                    index.insert(number, &tokens(variant.text, script));
                }
            }
        })?;
        Ok(index)
    }

    /// How many texts are indexed.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether no text is indexed.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// At most `most` units that may be similar, the most promising first.
    pub fn candidates(&self, text: &[Token], most: usize) -> Vec<UnitNumber> {
        let mut shared: HashMap<u32, f32> = HashMap::new();
        for feature in features(text) {
            let Some(list) = self.postings.get(&feature) else { continue };
            // Rarity in bits: log2 of one over the share of units that have the feature.
            let rarity = (self.units.len() as f32 / list.len() as f32).log2().max(0.1);
            if list.len() * 100 > self.units.len() * COMMON_PERCENT && list.len() > 1000 {
                continue;
            }
            for unit in list.iter().take(MOST_POSTINGS) {
                *shared.entry(*unit).or_default() += rarity;
            }
        }
        let words = count_words(text) as f32;
        let mut ranked: Vec<(f32, UnitNumber)> = shared
            .into_iter()
            .filter_map(|(place, weight)| {
                let unit = self.units.get(place as usize)?;
                // A text much longer or shorter shares as many words and is still no match.
                let balance = words.min(unit.words as f32) / words.max(unit.words as f32).max(1.0);
                Some((weight * balance, unit.number))
            })
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.truncate(most);
        ranked.into_iter().map(|(_, number)| number).collect()
    }

    fn insert(&mut self, number: UnitNumber, text: &[Token]) {
        let place = self.units.len() as u32;
        self.units.push(Indexed { number, words: count_words(text) });
        for feature in features(text) {
            self.postings.entry(feature).or_default().push(place);
        }
    }
}

fn count_words(text: &[Token]) -> u32 {
    text.iter().filter(|t| t.kind != TokenKind::Mark).count() as u32
}

/// Words, and the beginnings of long ones, each once, as hashes: two that fall together make a candidate more, which
/// the score then turns down.
fn features(text: &[Token]) -> Vec<u64> {
    let mut features = Vec::with_capacity(2 * text.len());
    for token in text.iter().filter(|t| t.kind != TokenKind::Mark) {
        features.push(hash(&token.text, false));
        if let Some(stem) =
            token.text.char_indices().nth(STEM_LETTERS).and_then(|(end, _)| token.text.get(..end))
        {
            features.push(hash(stem, true));
        }
    }
    if features.is_empty() {
        features.extend(text.iter().map(|t| hash(&t.text, false)));
    }
    features.sort_unstable();
    features.dedup();
    features
}

fn hash(text: &str, is_stem: bool) -> u64 {
    let mut hasher = DefaultHasher::new();
    (text, is_stem).hash(&mut hasher);
    hasher.finish()
}
