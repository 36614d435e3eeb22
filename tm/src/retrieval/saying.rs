//! Which texts may say something? Those that have, for each clue of a pattern, a word that fulfils it.

use std::ops::Range;

use memchr::memmem;

use super::words::{WordId, hash, kind_number};
use super::{Place, Retriever};
use crate::concordance::{Clue, Part};
use crate::store::UnitNumber;
use crate::text::TokenKind;

/// What the words of texts that say a pattern are, in one index; what the fewest texts fulfil first.
#[derive(Debug)]
pub struct SoughtWords(Vec<Fitting>);

/// The words that fulfil a clue.
#[derive(Debug)]
struct Fitting {
    clue: Clue,
    ids: Vec<WordId>,
    /// How many places their lists have; `None` where one of them is too common for a list.
    places: Option<usize>,
    /// Those of the words that need none beside them; `None` where the words beside them are not looked at.
    alone: Option<Vec<WordId>>,
}

impl Fitting {
    /// What orders clues: those that the fewest texts fulfil first.
    fn places(&self) -> usize {
        self.places.unwrap_or(usize::MAX)
    }
}

/// Entries of lists that are gone through in the time in which a text is read.
const FOR_ONE_TEXT: usize = 64;

impl Retriever<'_> {
    /// The words to look for. In each group the words beside them are looked at for the clue that the fewest texts fulfil,
    /// for the run of all clues of a group is the same.
    pub fn sought(&self, clues: &[Vec<Clue>]) -> SoughtWords {
        let mut all = Vec::new();
        for group in clues {
            let mut fitting: Vec<Fitting> = group.iter().map(|clue| self.fitting(clue)).collect();
            if let Some(best) = fitting.iter_mut().min_by_key(|fitting| fitting.places()) {
                best.alone = Some(self.alone(best));
            }
            all.append(&mut fitting);
        }
        all.sort_by_key(Fitting::places);
        SoughtWords(all)
    }

    /// Texts that are looked at for a pattern at most.
    pub fn reach(&self, sought: &SoughtWords) -> usize {
        sought.0.first().and_then(|words| words.places).unwrap_or(self.len()).min(self.len())
    }

    /// Units that are wanted and have a text with all that is sought, and some of which a text has it in parts; in no order.
    /// Where nothing is sought those are all.
    pub fn saying(&self, sought: &SoughtWords, wants: impl Fn(UnitNumber) -> bool) -> Vec<UnitNumber> {
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

    /// Those of the words that fulfil their clue without others beside them.
    fn alone(&self, words: &Fitting) -> Vec<WordId> {
        let is_alone =
            |id: &WordId| words.clue.is_fulfilled(&|at: usize| (at == 0).then(|| self.word(*id)), 0);
        words.ids.iter().copied().filter(is_alone).collect()
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
        Fitting { clue: clue.clone(), ids, places, alone: None }
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
        match ids {
            [id] => self.places_with(*id).to_vec(),
            _ => self.set_of(ids).iter().collect(),
        }
    }

    fn set_of(&self, ids: &[WordId]) -> Numbers {
        let mut all = Numbers::below(self.len());
        ids.iter().flat_map(|id| self.places_with(*id)).for_each(|place| all.insert(*place));
        all
    }

    fn places_with(&self, id: WordId) -> &[Place] {
        self.list(id).map_or(&[][..], |list| self.places.slice(list))
    }

    /// Leaves those texts that have a word for each clue, with such beside it as the clue asks for. What lists tell is asked of
    /// them: a text is read only where the words beside a word matter, or lists are longer than the texts that are left.
    fn keep_fitting(&self, places: &mut Vec<Place>, all: &[Fitting]) {
        let mut unsettled = Vec::new();
        // Told from the lists alone, so that it is the same whichever units are wanted.
        let most = all.first().map_or(0, Fitting::places).saturating_mul(FOR_ONE_TEXT);
        for (at, words) in all.iter().enumerate() {
            let is_listed = words.places.is_some_and(|places| places <= most);
            // The places are those of the first already.
            if at > 0 && is_listed {
                let listed = self.set_of(&words.ids);
                places.retain(|place| listed.has(*place));
            }
            match &words.alone {
                None if is_listed => {}
                Some(alone) if is_listed && alone.len() == words.ids.len() => {}
                Some(alone) if is_listed => unsettled.push((words, Some(self.set_of(alone)))),
                _ => unsettled.push((words, None)),
            }
        }
        let unsettled: Vec<Unsettled<'_>> =
            unsettled.into_iter().map(|(words, settled)| self.unsettled(words, settled)).collect();
        let mut text = Vec::new();
        places.retain(|place| {
            let mut open = unsettled.iter().filter(|words| !words.is_settled(*place)).peekable();
            if open.peek().is_none() {
                return true;
            }
            self.texts.read(*place as usize, &mut text);
            let word = |at: usize| text.get(at).map(|id| self.word(*id));
            open.all(|words| words.is_fulfilled(&text, &word))
        });
    }

    fn unsettled<'w>(&self, words: &'w Fitting, settled: Option<Numbers>) -> Unsettled<'w> {
        let set = |ids: &[WordId]| {
            let mut set = self.no_words();
            ids.iter().for_each(|id| set.insert(*id));
            set
        };
        Unsettled { words, settled, all: set(&words.ids), alone: words.alone.as_deref().map(set) }
    }

    fn no_words(&self) -> Numbers {
        Numbers::below(self.words.ends.len())
    }

    fn word(&self, id: WordId) -> &str {
        std::str::from_utf8(self.words.text(id)).unwrap_or_default()
    }
}

/// A clue that texts are read for.
struct Unsettled<'w> {
    words: &'w Fitting,
    /// Texts that are known to fulfil it.
    settled: Option<Numbers>,
    all: Numbers,
    alone: Option<Numbers>,
}

impl Unsettled<'_> {
    fn is_settled(&self, place: Place) -> bool {
        self.settled.as_ref().is_some_and(|settled| settled.has(place))
    }

    /// Whether a text has a word for the clue.
    fn is_fulfilled<'t>(&self, text: &[WordId], word: &dyn Fn(usize) -> Option<&'t str>) -> bool {
        match &self.alone {
            None => text.iter().any(|id| self.all.has(*id)),
            Some(alone) => {
                text.iter().any(|id| alone.has(*id))
                    || (0..)
                        .zip(text)
                        .any(|(at, id)| self.all.has(*id) && self.words.clue.is_fulfilled(word, at))
            }
        }
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
