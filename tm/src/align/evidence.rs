//! Which pairs teach best what a phrase is rendered by? Those that say it, and those with the words around it.

use std::collections::{BTreeMap, HashSet};

use super::renderings::Said;
use super::sentence::{Pair, Sentence};
use super::word::Lexicon;
use crate::lang::Lang;
use crate::occurrences::Occurrences;
use crate::store::{Record, ReviewState, StoreError, UnitNumber, UnitStore};

/// Where pairs come from, and in which languages.
pub struct Memory<'m> {
    /// The units.
    pub store: &'m dyn UnitStore,
    /// An index of the words of `source`.
    pub words: &'m dyn Occurrences,
    /// The language of phrases.
    pub source: Lang,
    /// The language of renderings.
    pub target: Lang,
    /// Words of both languages that were read.
    lexicons: (Lexicon, Lexicon),
}

/// Pairs that are read beside those with the phrase. On pairs of scripture and on our own memory, fewer made words
/// stand for phrases that only stand beside them; twice as many are no better and take twice the time.
const MOST_OTHERS: usize = 64;

/// Most words around phrases that are looked up: three pairs for each, since one can be as misleading as the first.
const MOST_WORDS: usize = MOST_OTHERS / 3;

/// Bytes of the longest text that is read as another pair: a long one says less of a word and costs the square.
const LONGEST: usize = 600;

impl<'m> Memory<'m> {
    /// A memory of which nothing was read yet; `words` is an index of the words of `source`.
    pub fn new(
        store: &'m dyn UnitStore,
        words: &'m dyn Occurrences,
        source: Lang,
        target: Lang,
    ) -> Memory<'m> {
        let lexicons = (Lexicon::new(&source), Lexicon::new(&target));
        Memory { store, words, source, target, lexicons }
    }

    /// Reads a text in the language of phrases.
    pub fn read_source(&self, text: &str) -> Sentence {
        Sentence::read(text, &self.lexicons.0)
    }

    /// Reads a text in the language of renderings.
    pub fn read_target(&self, text: &str) -> Sentence {
        Sentence::read(text, &self.lexicons.1)
    }

    /// The texts of a unit in both languages, their names anchored, unless it is rejected.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn pair(&self, number: UnitNumber) -> Result<Option<Pair>, StoreError> {
        let record = self.store.record(number)?.filter(|record| record.state != ReviewState::Rejected);
        let sides = record.and_then(|record| self.sides(&record, usize::MAX));
        Ok(sides.map(|(source, target)| Pair::with_names(source, target)))
    }

    fn pair_of(&self, record: &Record, longest: usize) -> Option<Pair> {
        self.sides(record, longest).map(|(source, target)| Pair::new(source, target))
    }

    fn sides(&self, record: &Record, longest: usize) -> Option<(Sentence, Sentence)> {
        let (source, target) = (record.unit.variant(&self.source)?, record.unit.variant(&self.target)?);
        let fits = source.lang != target.lang && source.text.len().max(target.text.len()) <= longest;
        fits.then(|| (self.read_source(&source.text), self.read_target(&target.text)))
    }

    /// Pairs that show what the words around a phrase stand for, without those in `known`.
    ///
    /// # Errors
    /// [`StoreError`] when the store or the index cannot be read.
    pub fn others(&self, said: &[Said], known: &[UnitNumber]) -> Result<Vec<Pair>, StoreError> {
        let mut seen: HashSet<UnitNumber> = known.iter().copied().collect();
        let mut others = Vec::new();
        let words = around(said);
        let each = MOST_OTHERS / words.len().max(1);
        for word in &words {
            for number in self.words.having(&[word], &self.target, each)? {
                if seen.insert(number) {
                    let record = self.store.record(number)?.filter(|r| r.state != ReviewState::Rejected);
                    others.extend(record.and_then(|record| self.pair_of(&record, LONGEST)));
                }
            }
        }
        Ok(others)
    }
}

/// The words that say something beside the phrases, the most frequent first: what stands beside a phrase again and again
/// is most easily taken for it.
fn around(said: &[Said]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for Said { pair, at } in said {
        for word in pair.source.content.iter().filter(|word| !at.has(**word)) {
            if let Some(word) = pair.source.words.get(*word) {
                *counts.entry(word.form.text()).or_default() += 1;
            }
        }
    }
    let mut words: Vec<(&str, usize)> = counts.into_iter().collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    words.into_iter().take(MOST_WORDS).map(|(word, _)| word.to_owned()).collect()
}
