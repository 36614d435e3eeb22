//! Which units have these words?
//!
//! What passages and renderings ask of a word index, whatever it is made of: [`Words`] holds one in memory.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::lang::Lang;
use crate::store::{StoreError, UnitNumber, UnitStore};
use crate::text::{Token, TokenKind, tokens};

/// Looking up units by the canonical words of one language.
pub trait Occurrences {
    /// Units whose text has all these words and that have a text in a language `target` accepts, in order of number, at
    /// most `most` of them, spread evenly over all where there are more. Words may be taken for each other in rare cases, and of frequent words that
    /// seldom meet some units may be missed: who needs to be sure reads the texts.
    ///
    /// # Errors
    /// [`StoreError`] when the index cannot be read.
    fn having(&self, words: &[&str], target: &Lang, most: usize) -> Result<Vec<UnitNumber>, StoreError>;

    /// The languages that units have besides the indexed text, each once, ordered.
    fn targets(&self) -> Vec<Lang>;
}

/// A word index in memory: 12 bytes a word of a text, without any text.
#[derive(Debug, Clone, Default)]
pub struct Words {
    numbers: Vec<UnitNumber>,
    /// For each text, which of `languages` its translations have.
    classes: Vec<usize>,
    languages: Vec<Vec<Lang>>,
    /// Hashes of words, ordered, and where the units of each begin.
    hashes: Vec<u64>,
    starts: Vec<u32>,
    /// Places in `numbers`, ordered for each word.
    units: Vec<u32>,
}

impl Words {
    /// Indexes the texts in a language `lang` accepts of every live unit; `step` is called for every unit looked at.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn build(store: &dyn UnitStore, lang: &Lang, step: &mut dyn FnMut()) -> Result<Words, StoreError> {
        let mut builder = Builder::default();
        store.scan(&mut |number, variants| {
            step();
            let tags: Vec<Lang> = variants.iter().filter_map(|v| Lang::parse(v.lang).ok()).collect();
            for (variant, own) in variants.iter().zip(&tags).filter(|(_, own)| lang.accepts(own)) {
                let others = tags.iter().filter(|tag| *tag != own).cloned().collect();
                builder.add(number, variant.text, lang, others);
            }
        })?;
        Ok(builder.finish())
    }

    /// Indexes the texts in a language `lang` accepts of the given units.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn of(store: &dyn UnitStore, numbers: &[UnitNumber], lang: &Lang) -> Result<Words, StoreError> {
        let mut builder = Builder::default();
        for number in numbers {
            let Some(record) = store.record(*number)? else { continue };
            if let Some(variant) = record.unit.variant(lang) {
                let tags = record.unit.variants().iter().map(|v| v.lang.clone());
                builder.add(*number, &variant.text, lang, tags.filter(|tag| *tag != variant.lang).collect());
            }
        }
        Ok(builder.finish())
    }

    /// How many texts are indexed.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether no text is indexed.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    fn list(&self, word: &str) -> &[u32] {
        let Ok(place) = self.hashes.binary_search(&hash(word)) else { return &[] };
        let at = |place: usize| self.starts.get(place).map_or(self.units.len(), |start| *start as usize);
        self.units.get(at(place)..at(place + 1)).unwrap_or_default()
    }
}

impl Occurrences for Words {
    fn having(&self, words: &[&str], target: &Lang, most: usize) -> Result<Vec<UnitNumber>, StoreError> {
        let mut lists: Vec<&[u32]> = words.iter().map(|word| self.list(word)).collect();
        lists.sort_by_key(|list| list.len());
        let Some((rarest, others)) = lists.split_first() else { return Ok(Vec::new()) };
        let wanted: Vec<bool> =
            self.languages.iter().map(|class| class.iter().any(|lang| target.accepts(lang))).collect();
        let is_wanted = |place: &u32| {
            let class = self.classes.get(*place as usize);
            class.and_then(|class| wanted.get(*class)).copied().unwrap_or(false)
        };
        let has_all = |place: &u32| others.iter().all(|list| list.binary_search(place).is_ok());
        let shared: Vec<u32> = rarest.iter().copied().filter(is_wanted).filter(has_all).collect();
        Ok(spread(&shared, most).filter_map(|place| self.numbers.get(*place as usize).copied()).collect())
    }

    fn targets(&self) -> Vec<Lang> {
        let mut languages: Vec<Lang> = self.languages.iter().flatten().cloned().collect();
        languages.sort();
        languages.dedup();
        languages
    }
}

/// At most `most` of the values, evenly spread, the first among them.
pub fn spread<T>(values: &[T], most: usize) -> impl Iterator<Item = &T> {
    let every = values.len().div_ceil(most.max(1)).max(1);
    values.iter().step_by(every).take(most)
}

#[derive(Default)]
struct Builder {
    words: Words,
    occurrences: Vec<(u64, u32)>,
}

impl Builder {
    fn add(&mut self, number: UnitNumber, text: &str, lang: &Lang, others: Vec<Lang>) {
        let place = self.words.numbers.len() as u32;
        self.words.numbers.push(number);
        let known = self.words.languages.iter().position(|class| *class == others);
        self.words.classes.push(known.unwrap_or(self.words.languages.len()));
        if known.is_none() {
            self.words.languages.push(others);
        }
        let says = |token: &Token| token.kind != TokenKind::Mark;
        let hashes =
            tokens(text, lang.script()).into_iter().filter(says).map(|token| (hash(&token.text), place));
        self.occurrences.extend(hashes);
    }

    fn finish(mut self) -> Words {
        self.occurrences.sort_unstable();
        self.occurrences.dedup();
        let mut words = self.words;
        words.units.reserve_exact(self.occurrences.len());
        for (hash, place) in self.occurrences {
            if words.hashes.last() != Some(&hash) {
                words.hashes.push(hash);
                words.starts.push(words.units.len() as u32);
            }
            words.units.push(place);
        }
        words
    }
}

fn hash(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn index(texts: &[String]) -> Words {
        let mut builder = Builder::default();
        (0..).zip(texts).for_each(|(number, text)| {
            builder.add(UnitNumber(number), text, &Lang::persian(), vec![english()])
        });
        builder.finish()
    }

    fn english() -> Lang {
        Lang::parse("en").unwrap()
    }

    #[test]
    fn all_words_are_asked_for() {
        let texts = ["نان و کار", "کار و آزادی", "نان، کار، آزادی"].map(str::to_owned);
        let words = index(&texts);
        let having =
            |all: &[&str]| words.having(all, &english(), 9).unwrap().iter().map(|n| n.0).collect::<Vec<_>>();
        assert_eq!(having(&["کار"]), [0, 1, 2]);
        assert_eq!(having(&["کار", "نان"]), [0, 2]);
        assert_eq!(having(&["کار", "صلح"]), [0; 0]);
        assert_eq!(having(&[]), [0; 0]);
        assert_eq!(words.having(&["کار"], &Lang::parse("de").unwrap(), 9).unwrap(), []);
        assert_eq!((words.targets(), words.len()), (vec![english()], 3));
    }

    #[test]
    fn too_many_are_spread_evenly() {
        let texts: Vec<String> = (0..100).map(|i| format!("کار {i}")).collect();
        let found = index(&texts).having(&["کار"], &english(), 4).unwrap();
        assert_eq!(found.iter().map(|n| n.0).collect::<Vec<_>>(), [0, 25, 50, 75]);
    }

    proptest! {
        #[test]
        fn the_index_finds_what_a_scan_finds(texts in proptest::collection::vec("[اب]{1,2}( [اب]{1,2}){0,3}", 0..12), asked in "[اب]{1,2}( [اب]{1,2}){0,1}") {
            let words_of = |text: &str| -> Vec<String> {
                tokens(text, crate::lang::Script::Arabic).into_iter().map(|t| t.text).collect()
            };
            let asked = words_of(&asked);
            let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
            let scanned: Vec<i64> = (0..).zip(&texts)
                .filter(|(_, text)| asked.iter().all(|word| words_of(text).iter().any(|w| w == word)))
                .map(|(number, _)| number)
                .collect();
            let found = index(&texts).having(&asked, &english(), usize::MAX).unwrap();
            prop_assert_eq!(found.into_iter().map(|n| n.0).collect::<Vec<_>>(), scanned);
        }
    }
}
