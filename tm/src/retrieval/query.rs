//! A text to look up, with what its words can become in the memory at no or half the price.

use std::borrow::Cow;
use std::ops::Range;

use super::Retriever;
use super::compounds::divided;
use super::signature::{Folded, Kept, Mark};
use super::words::{HASH_START, WordId, hash_on, spread};
use crate::distance::{MOST_PARTS, Weighted};
use crate::near::may_have_near;
use crate::score::Scored;
use crate::text::TokenKind;

/// A query.
#[derive(Debug)]
pub(super) struct Query<'q> {
    /// The words in order: which of `words` each is, and its weight.
    pub(super) order: Vec<(u32, u32)>,
    pub(super) words: Vec<Word<'q>>,
    places: Vec<u32>,
    marks: Vec<Mark>,
    pub(super) total: u64,
    pub(super) joins: Vec<Join>,
    /// By how much a text can outweigh the query at most beyond what its alignment costs, because of joined words: a part of
    /// G of the proof; the other is [`Word::surplus`].
    pub(super) heavier: u64,
    /// By how much the query can outweigh a text likewise: L of the proof.
    pub(super) lighter: u64,
}

/// A word of a query, each once.
#[derive(Debug)]
pub(super) struct Word<'q> {
    pub(super) token: &'q Weighted,
    pub(super) id: Option<WordId>,
    /// Where it stands, in [`Query::places`].
    places: Range<usize>,
    /// The words near it.
    pub(super) near: Cow<'q, [WordId]>,
    /// Words, one of which every text has that has this word joined to others, or in parts and no text has it in one.
    pub(super) others: Vec<WordId>,
    /// Whether a text may have it in parts, and by how much those outweigh all its places at most.
    pub(super) is_apart: bool,
    pub(super) surplus: u64,
    /// The bits of the words near it, in [`Query::marks`].
    marks: Range<usize>,
}

impl Word<'_> {
    /// The words without one of which a text neither has the word nor its parts nor is it a part there.
    pub(super) fn own(&self) -> impl Iterator<Item = WordId> + '_ {
        self.id.iter().chain(&self.others).copied()
    }

    /// How often it stands there.
    pub(super) fn times(&self) -> u32 {
        self.places.len() as u32
    }

    /// The weight of all its places.
    pub(super) fn weight(&self) -> u64 {
        u64::from(self.token.weight) * self.places.len() as u64
    }
}

/// A run of words of the query that is one word of the memory.
#[derive(Debug, Clone, Copy)]
pub(super) struct Join {
    pub(super) whole: WordId,
    pub(super) start: u32,
    /// Behind the last word of the run.
    pub(super) end: u32,
    /// What the words of the run weigh.
    pub(super) weight: u32,
}

impl<'q> Query<'q> {
    pub(super) fn new(retriever: &Retriever<'q>, here: &'q Scored) -> Query<'q> {
        let mut query = Query {
            order: Vec::with_capacity(here.tokens.len()),
            words: Vec::with_capacity(here.tokens.len()),
            places: Vec::with_capacity(here.tokens.len()),
            marks: Vec::new(),
            total: here.total(),
            joins: Vec::new(),
            heavier: 0,
            lighter: 0,
        };
        let states: Vec<u64> =
            here.tokens.iter().map(|token| hash_on(HASH_START, token.token.text.as_bytes())).collect();
        query.gather(retriever, &here.tokens, &states);
        query.find_joins(retriever, &here.tokens, &states);
        for word in &mut query.words {
            word.find_parts(retriever, &mut query.lighter);
            let start = query.marks.len();
            query.marks.extend(word.near.iter().map(|id| retriever.mark(*id)));
            word.marks = start..query.marks.len();
        }
        query
    }

    /// Finds the words, each once.
    fn gather(&mut self, retriever: &Retriever<'q>, tokens: &'q [Weighted], states: &[u64]) {
        let mut sorted: Vec<(u64, u32)> = states.iter().copied().zip(0..).collect();
        sorted.sort_unstable();
        self.order.resize(tokens.len(), (0, 0));
        for run in sorted.chunk_by(|a, b| a.0 == b.0) {
            // Words of one hash that are not the same are rare, and each place is a word of its own then.
            let first = run.first().and_then(|(_, place)| tokens.get(*place as usize));
            let text = |place: u32| tokens.get(place as usize).map(|token| token.token.text.as_str());
            let is_one =
                run.iter().all(|(_, place)| text(*place) == first.map(|token| token.token.text.as_str()));
            for words in run.chunks(if is_one { run.len() } else { 1 }) {
                let start = self.places.len();
                self.places.extend(words.iter().map(|(_, place)| *place));
                let first =
                    words.first().and_then(|(state, place)| Some((state, tokens.get(*place as usize)?)));
                let Some((state, token)) = first else { continue };
                self.words.push(Word::new(retriever, token, *state, start..self.places.len()));
            }
        }
        for (number, word) in (0..).zip(&self.words) {
            for place in self.places.get(word.places.clone()).unwrap_or_default() {
                if let Some(slot) = self.order.get_mut(*place as usize) {
                    *slot = (number, word.token.weight);
                }
            }
        }
    }

    fn find_joins(&mut self, retriever: &Retriever<'_>, tokens: &[Weighted], states: &[u64]) {
        let is_word = |token: &&Weighted| token.token.kind == TokenKind::Word;
        for start in 0..tokens.len() {
            let run = tokens.get(start..).unwrap_or_default();
            let Some(first) = run.first().filter(is_word) else { continue };
            let mut state = states.get(start).copied().unwrap_or(HASH_START);
            let mut weight = first.weight;
            for (parts, token) in (2..=MOST_PARTS).zip(run.iter().skip(1).take_while(|token| is_word(token)))
            {
                state = hash_on(state, token.token.text.as_bytes());
                weight += token.weight;
                if !retriever.beginnings.may_begin(state) {
                    break;
                }
                let joined = || run.iter().take(parts).flat_map(|part| part.token.text.bytes());
                let whole =
                    retriever.words.find_hashed(spread(state), |text| text.iter().copied().eq(joined()));
                let letters: usize = run.iter().take(parts).map(Weighted::length).sum();
                let Some(whole) = whole.filter(|_| crate::distance::COMPOUND_LETTERS.contains(&letters))
                else {
                    continue;
                };
                self.add_join(retriever, whole, start, parts, weight);
            }
        }
    }

    fn add_join(
        &mut self,
        retriever: &Retriever<'_>,
        whole: WordId,
        start: usize,
        parts: usize,
        weight: u32,
    ) {
        let end = start + parts;
        self.joins.push(Join { whole, start: start as u32, end: end as u32, weight });
        let heavy = retriever.weights.of(whole);
        self.heavier += u64::from(heavy.saturating_sub(weight));
        self.lighter += u64::from(weight.saturating_sub(heavy));
        for (number, _) in self.order.get(start..end).unwrap_or_default() {
            if let Some(word) =
                self.words.get_mut(*number as usize).filter(|word| !word.others.contains(&whole))
            {
                word.others.push(whole);
            }
        }
    }

    /// G of the proof.
    pub(super) fn surplus(&self) -> u64 {
        self.heavier + self.words.iter().map(|word| word.surplus).sum::<u64>()
    }

    /// The places of a word.
    pub(super) fn places_of(&self, word: &Word<'_>) -> &[u32] {
        self.places.get(word.places.clone()).unwrap_or_default()
    }

    /// The same by signatures brought down to one part, sooner known and less close: of several near words with a bit each
    /// half is kept.
    pub(super) fn folded(&self, retriever: &Retriever<'_>) -> Folded {
        let mut bits = [0u32; 64];
        let mut always = self.heavier;
        for word in &self.words {
            let own = word.own().fold(0u64, |bits, id| bits | 1 << retriever.mark(id).bit(1));
            let marks = self.marks.get(word.marks.clone()).unwrap_or_default();
            let near = marks.iter().fold(0u64, |bits, mark| bits | 1 << mark.bit(1)) & !own;
            let (whole, half) = (word.weight() + word.surplus, word.weight() / 2);
            // Where a text without any near word would be an exception, half is kept always.
            let is_likely = near.count_ones() > MOST_NEAR_BITS;
            let mut add = |bit: usize, kept: u64| {
                if let Some(bit) = bits.get_mut(bit) {
                    *bit = bit.saturating_add(u32::try_from(kept).unwrap_or(u32::MAX));
                }
            };
            if is_likely {
                always += half;
            } else {
                each_bit(near, |bit| add(bit, half));
            }
            each_bit(own, |bit| add(bit, whole - if is_likely { half } else { 0 }));
        }
        Folded::new(&bits, always)
    }

    /// What texts keep by their signatures of so many parts: of each word all of its weight, and what its parts outweigh it
    /// by, where the bit of the word itself is set, or half of it where that of a near word is.
    pub(super) fn kept(&self, retriever: &Retriever<'_>, parts: usize) -> Kept {
        let mut kept = Kept::new(self.heavier);
        for word in &self.words {
            let own = word.own().map(|id| retriever.mark(id).bit(parts));
            let near =
                self.marks.get(word.marks.clone()).unwrap_or_default().iter().map(|mark| mark.bit(parts));
            kept.add(own, near, (word.weight() + word.surplus, word.weight() / 2));
        }
        kept.sort();
        kept
    }

    /// What texts keep by their signatures of the words whose lists are not all read, as far as those do not say it.
    pub(super) fn rest(&self, retriever: &Retriever<'_>, parts: usize, read: &[Reading]) -> Kept {
        let mut kept = Kept::new(0);
        for (word, read) in self.words.iter().zip(read) {
            let own = word.own().map(|id| retriever.mark(id).bit(parts));
            let near =
                self.marks.get(word.marks.clone()).unwrap_or_default().iter().map(|mark| mark.bit(parts));
            let (whole, half) = (word.weight(), word.weight() / 2);
            match read {
                Reading { own: true, near: true } => {}
                // A text without the word loses half of it, with or without its lists.
                Reading { own: true, near: false } => {
                    kept.add(own.chain(near), std::iter::empty(), (whole - half, 0));
                }
                _ => kept.add(own, near, (whole, half)),
            }
        }
        kept.sort();
        kept
    }
}

/// Which lists of a word were read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Reading {
    /// Those of the word itself.
    pub(super) own: bool,
    /// Those of all words near it.
    pub(super) near: bool,
}

/// Near words whose bits count each for itself at most: a fifth of the bits being set, with four of them one is as a rule.
const MOST_NEAR_BITS: u32 = 4;

fn each_bit(mut bits: u64, mut visit: impl FnMut(usize)) {
    while bits != 0 {
        visit(bits.trailing_zeros() as usize);
        bits &= bits - 1;
    }
}

impl<'q> Word<'q> {
    fn new(retriever: &Retriever<'q>, token: &'q Weighted, state: u64, places: Range<usize>) -> Word<'q> {
        let text = token.token.text.as_bytes();
        let id = retriever.words.find_hashed(spread(state), |found| found == text);
        let near = match id {
            _ if !may_have_near(token) => Cow::Borrowed(&[][..]),
            Some(id) => Cow::Borrowed(retriever.near.of(id)),
            None => {
                Cow::Owned(retriever.near.of_unknown(&retriever.words, &token.token.text, token.length()))
            }
        };
        Word { token, id, places, marks: 0..0, near, others: Vec::new(), is_apart: false, surplus: 0 }
    }

    /// Finds out whether a text may have it in parts.
    fn find_parts(&mut self, retriever: &Retriever<'_>, lighter: &mut u64) {
        if !self.token.may_be_compound() {
            return;
        }
        let times = u64::from(self.times());
        let weight = self.token.weight;
        if let Some(id) = self.id {
            let Some(surplus) = retriever.surplus(id) else { return };
            self.is_apart = true;
            self.surplus = u64::from(surplus) * times;
            *lighter += u64::from(retriever.deficit) * times;
            return;
        }
        let text = self.token.token.text.as_bytes();
        let Some(parts) =
            divided(&retriever.words, retriever.neighbours, text, |id| retriever.weights.of(id))
        else {
            return;
        };
        self.is_apart = true;
        self.surplus = u64::from(parts.heaviest.saturating_sub(weight)) * times;
        *lighter += u64::from(weight.saturating_sub(parts.lightest)) * times;
        let cost = |ids: &[WordId]| -> Option<usize> {
            ids.iter().map(|id| retriever.list(*id).map(|list| list.len())).sum()
        };
        let (firsts, lasts) = (cost(&parts.firsts), cost(&parts.lasts));
        let by_first = firsts.is_some_and(|firsts| lasts.is_none_or(|lasts| firsts <= lasts));
        self.others.extend(if by_first { parts.firsts } else { parts.lasts });
    }
}
