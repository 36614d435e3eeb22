//! Which texts may say something? Those that have, for each clue of a pattern, a word that fulfils it.

use std::ops::Range;

use memchr::memmem;

use super::words::{WordId, hash, kind_number};
use super::{Place, Retriever};
use crate::concordance::{Clue, Part};
use crate::store::UnitNumber;
use crate::text::TokenKind;

/// What the words of texts that say a pattern are, in one index.
#[derive(Debug)]
pub struct SoughtWords(Vec<Fitting>);

/// The words that fulfil a clue.
#[derive(Debug)]
struct Fitting {
    clue: Clue,
    ids: Vec<WordId>,
    /// How many places their lists have; `None` where one of them is too common for a list.
    places: Option<usize>,
}

impl Fitting {
    /// What orders clues: those that the fewest texts fulfil first.
    fn places(&self) -> usize {
        self.places.unwrap_or(usize::MAX)
    }
}

impl Retriever<'_> {
    /// The words to look for: of each group of clues those of the one that the fewest texts fulfil.
    pub fn sought(&self, clues: &[Vec<Clue>]) -> SoughtWords {
        let best =
            |group: &Vec<Clue>| group.iter().map(|clue| self.fitting(clue)).min_by_key(Fitting::places);
        let mut best: Vec<Fitting> = clues.iter().filter_map(best).collect();
        best.sort_by_key(Fitting::places);
        SoughtWords(best)
    }

    /// Texts that are looked at for a pattern at most.
    pub fn reach(&self, sought: &SoughtWords) -> usize {
        sought.0.first().and_then(|words| words.places).unwrap_or(self.len()).min(self.len())
    }

    /// Units that are wanted and have a text with all that is sought; in no order. Where nothing is sought those are all.
    pub fn saying(&self, sought: &SoughtWords, wants: &dyn Fn(UnitNumber) -> bool) -> Vec<UnitNumber> {
        let rarest = sought.0.first().filter(|words| words.places.is_some());
        let mut places: Vec<Place> = match rarest {
            Some(words) => {
                let mut places = self.places_of(&words.ids);
                places.retain(|place| wants(UnitNumber(self.number(*place))));
                places
            }
            None => self.each_number().filter(|(_, number)| wants(*number)).map(|(place, _)| place).collect(),
        };
        self.keep_fitting(&mut places, &sought.0);
        places.into_iter().map(|place| UnitNumber(self.number(place))).collect()
    }

    fn fitting(&self, clue: &Clue) -> Fitting {
        let ids: Vec<WordId> = match clue {
            Clue::Word(word) => {
                let found = self.words.find_hashed(hash(word.as_bytes()), |found| found == word.as_bytes());
                found.into_iter().collect()
            }
            Clue::Part(part) => self.lying_upon(part),
        };
        let lengths = ids.iter().map(|id| self.list(*id).map(|list| list.len()));
        let places = lengths.sum();
        Fitting { clue: clue.clone(), ids, places }
    }

    /// The words that a part lies upon: those of its kind that have its letter are looked at.
    fn lying_upon(&self, part: &Part) -> Vec<WordId> {
        let kind = if part.is_figure() { TokenKind::Number } else { TokenKind::Word };
        let blocks: Vec<_> = self.words.each_block().collect();
        let ends = blocks.iter().skip(1).map(|block| block.start).chain([self.words.ends.len() as WordId]);
        let (mut found, mut letters) = (Vec::new(), Vec::new());
        let mut buffer = [0; 4];
        let finder = memmem::Finder::new(part.letter().encode_utf8(&mut buffer));
        for (block, end) in blocks.iter().zip(ends).filter(|(block, _)| block.kind == kind_number(kind)) {
            self.each_with(&finder, block.start..end, |id, word| {
                if part.fits(word, &mut letters) {
                    found.push(id);
                }
            });
        }
        found
    }

    /// Visits the words of a range that have a letter.
    fn each_with(
        &self,
        finder: &memmem::Finder<'_>,
        ids: Range<WordId>,
        mut visit: impl FnMut(WordId, &str),
    ) {
        let end_of = |id: WordId| self.words.ends.get(id as usize) as usize;
        let start_of = |id: WordId| id.checked_sub(1).map_or(0, end_of);
        let first = start_of(ids.start);
        let texts = self.words.texts.slice(first..start_of(ids.end).max(first));
        let (mut id, mut from) = (ids.start, 0);
        while let Some(at) = texts.get(from..).and_then(|rest| finder.find(rest)) {
            let at = first + from + at;
            // The next word that ends behind the letter.
            while id < ids.end && end_of(id) <= at {
                id += 1;
            }
            if id == ids.end {
                return;
            }
            if let Ok(word) = std::str::from_utf8(self.words.text(id)) {
                visit(id, word);
            }
            from = end_of(id).max(at + 1) - first;
        }
    }

    /// The texts that have one of some words, in order.
    fn places_of(&self, ids: &[WordId]) -> Vec<Place> {
        let list = |id: &WordId| self.list(*id).map_or(&[][..], |list| self.places.slice(list));
        if let [id] = ids {
            return list(id).to_vec();
        }
        let mut all = Numbers::below(self.len());
        ids.iter().flat_map(list).for_each(|place| all.insert(*place));
        all.iter().collect()
    }

    /// Leaves those texts that have a word for each clue, with such beside it as the clue asks for.
    fn keep_fitting(&self, places: &mut Vec<Place>, all: &[Fitting]) {
        let sets = all.iter().map(|words| {
            let (mut set, mut alone) = (self.no_words(), self.no_words());
            for id in &words.ids {
                set.insert(*id);
                let own = |at: usize| (at == 0).then(|| self.word(*id));
                if words.clue.is_fulfilled(&own, 0) {
                    alone.insert(*id);
                }
            }
            (&words.clue, set, alone)
        });
        let sets: Vec<(&Clue, Numbers, Numbers)> = sets.collect();
        let mut text = Vec::new();
        places.retain(|place| {
            self.texts.read(*place as usize, &mut text);
            let word = |at: usize| text.get(at).map(|id| self.word(*id));
            sets.iter().all(|(clue, set, alone)| {
                text.iter().any(|id| alone.has(*id))
                    || (0..).zip(&text).any(|(at, id)| set.has(*id) && clue.is_fulfilled(&word, at))
            })
        });
    }

    fn no_words(&self) -> Numbers {
        Numbers::below(self.words.ends.len())
    }

    fn word(&self, id: WordId) -> &str {
        std::str::from_utf8(self.words.text(id)).unwrap_or_default()
    }
}

/// A set of numbers below a limit, a bit for each.
struct Numbers(Vec<u64>);

impl Numbers {
    fn below(limit: usize) -> Numbers {
        Numbers(vec![0; limit.div_ceil(64)])
    }

    fn insert(&mut self, number: u32) {
        if let Some(bits) = self.0.get_mut(number as usize / 64) {
            *bits |= 1 << (number % 64);
        }
    }

    fn has(&self, number: u32) -> bool {
        self.0.get(number as usize / 64).is_some_and(|bits| bits >> (number % 64) & 1 == 1)
    }

    fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..).zip(&self.0).flat_map(|(at, bits)| {
            let mut bits = *bits;
            std::iter::from_fn(move || {
                let next = (bits != 0).then(|| at * 64 + bits.trailing_zeros());
                bits &= bits.wrapping_sub(1);
                next
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;

    #[test]
    fn a_set_gives_its_numbers_in_order() {
        let mut all = Numbers::below(200);
        [3, 64, 199, 63, 3, 0].into_iter().for_each(|number| all.insert(number));
        assert_eq!(all.iter().collect::<Vec<_>>(), [0, 3, 63, 64, 199]);
        assert!(all.has(64) && !all.has(65) && !all.has(4000));
    }
}
