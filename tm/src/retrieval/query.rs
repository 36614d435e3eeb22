//! A text to look up, with what its words can become in the memory at no or half the price.

use std::borrow::Cow;

use super::Retriever;
use super::compounds::divided;
use super::signature::Kept;
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
    /// Where it stands.
    pub(super) places: Vec<u32>,
    /// The words near it.
    pub(super) near: Cow<'q, [WordId]>,
    /// Words, one of which every text has that has this word joined to others, or in parts and no text has it in one.
    pub(super) others: Vec<WordId>,
    /// Whether a text may have it in parts, and by how much those outweigh all its places at most.
    pub(super) is_apart: bool,
    pub(super) surplus: u64,
}

impl Word<'_> {
    /// The words without one of which a text neither has the word nor its parts nor is it a part there.
    pub(super) fn own(&self) -> impl Iterator<Item = WordId> + '_ {
        self.id.iter().chain(&self.others).copied()
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
}

impl<'q> Query<'q> {
    pub(super) fn new(retriever: &Retriever<'q>, here: &'q Scored) -> Query<'q> {
        let mut query = Query {
            order: Vec::with_capacity(here.tokens.len()),
            words: Vec::with_capacity(here.tokens.len()),
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
        }
        query
    }

    /// Finds the words, each once.
    fn gather(&mut self, retriever: &Retriever<'q>, tokens: &'q [Weighted], states: &[u64]) {
        let mut sorted: Vec<(u64, u32)> = states.iter().copied().zip(0..).collect();
        sorted.sort_unstable();
        self.order.resize(tokens.len(), (0, 0));
        for run in sorted.chunk_by(|a, b| a.0 == b.0) {
            // Words of one hash that are not the same are rare; the same word is none of those before the run.
            let first = self.words.len();
            for (state, place) in run {
                let Some(token) = tokens.get(*place as usize) else { continue };
                let mut known = self.words.iter_mut().skip(first);
                match known.find(|word| word.token.token.text == token.token.text) {
                    Some(word) => word.places.push(*place),
                    None => self.words.push(Word::new(retriever, token, *state, *place)),
                }
            }
        }
        for (number, word) in (0..).zip(&self.words) {
            for place in &word.places {
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
        self.joins.push(Join { whole, start: start as u32, end: end as u32 });
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

    /// What the small signatures keep: of words that have a list.
    pub(super) fn kept_small(&self, retriever: &Retriever<'_>) -> Kept<4> {
        let mut bits = [0; 32];
        let total = self.kept(&mut bits, |id| {
            (!retriever.is_common(id)).then(|| retriever.mark(id).small().trailing_zeros() as usize)
        });
        Kept::new(&bits, total)
    }

    /// What the signatures of texts keep.
    pub(super) fn kept_large(&self, retriever: &Retriever<'_>) -> Kept<8> {
        let mut bits = [0; 64];
        let total = self.kept(&mut bits, |id| Some(retriever.mark(id).large().trailing_zeros() as usize));
        Kept::new(&bits, total)
    }

    /// Fills in what each bit keeps at most, and gives what is kept if all bits are set that can be: for each word all of its
    /// weight by a bit of its own, half of it by a bit of a near word. `bit` is `None` for words without one, which
    /// may be in every text.
    fn kept(&self, bits: &mut [u32], bit: impl Fn(WordId) -> Option<usize>) -> u64 {
        let mut total = 0;
        let mut own: Vec<usize> = Vec::new();
        let mut near: Vec<usize> = Vec::new();
        for word in &self.words {
            own.clear();
            near.clear();
            let weight = u32::try_from(word.weight()).unwrap_or(u32::MAX);
            let known = word.own().map(&bit).try_for_each(|bit| {
                own.push(bit?);
                Some(())
            });
            if known.is_none() {
                continue;
            }
            let half = word.near.iter().map(|id| bit(*id)).try_for_each(|bit| {
                near.push(bit?);
                Some(())
            });
            // Where a near word has no bit, every text may keep half.
            let (whole, half) = if half.is_some() { (weight, weight / 2) } else { (weight / 2, 0) };
            total += u64::from(whole);
            for set in [&mut own, &mut near] {
                set.sort_unstable();
                set.dedup();
            }
            for at in &own {
                if let Some(bit) = bits.get_mut(*at) {
                    *bit = bit.saturating_add(whole);
                }
            }
            for at in near.iter().filter(|at| own.binary_search(at).is_err()) {
                if let Some(bit) = bits.get_mut(*at) {
                    *bit = bit.saturating_add(half);
                }
            }
        }
        total
    }
}

impl<'q> Word<'q> {
    fn new(retriever: &Retriever<'q>, token: &'q Weighted, state: u64, place: u32) -> Word<'q> {
        let text = token.token.text.as_bytes();
        let id = retriever.words.find_hashed(spread(state), |found| found == text);
        let near = match id {
            _ if !may_have_near(token) => Cow::Borrowed(&[][..]),
            Some(id) => Cow::Borrowed(retriever.near.of(id)),
            None => {
                Cow::Owned(retriever.near.of_unknown(&retriever.words, &token.token.text, token.length()))
            }
        };
        Word { token, id, places: vec![place], near, others: Vec::new(), is_apart: false, surplus: 0 }
    }

    /// Finds out whether a text may have it in parts.
    fn find_parts(&mut self, retriever: &Retriever<'_>, lighter: &mut u64) {
        if !self.token.may_be_compound() {
            return;
        }
        let times = self.places.len() as u64;
        let weight = self.token.weight;
        if let Some(id) = self.id {
            let Some(surplus) = retriever.surplus(id) else { return };
            self.is_apart = true;
            self.surplus = u64::from(surplus) * times;
            *lighter += u64::from(retriever.deficit) * times;
            return;
        }
        let text = self.token.token.text.as_bytes();
        let Some(parts) = divided(&retriever.words, text, |id| retriever.weights.of(id)) else { return };
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
