//! The words of the texts added so far, and how they are brought in order.

use super::words::{Block, LONGEST_PROBE, WordId, hash, kind_number};
use crate::distance::Weighted;
use crate::lang::Lang;
use crate::near::may_have_near;
use crate::score::weight;
use crate::span::Span;
use crate::text::reader::Numbering;
use crate::text::{Token, TokenKind};

/// Words in the order they came.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    texts: Vec<u8>,
    ends: Vec<u32>,
    shapes: Vec<Shape>,
    slots: Slots,
}

/// What a word is besides its letters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub(super) weight: u32,
    pub(super) kind: u32,
    /// Letters; of more than there are in a word of the score, any number.
    pub(super) length: u8,
    pub(super) has_near: bool,
    pub(super) may_be_compound: bool,
}

/// Numbers by the hash of their text.
#[derive(Debug, Default)]
struct Slots {
    slots: Vec<u64>,
    used: usize,
}

impl Slots {
    fn find(&self, hash: u64, is_right: impl Fn(WordId) -> bool) -> Option<WordId> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots.get(at).copied().unwrap_or(0);
            let id = (slot as u32).checked_sub(1)?;
            if slot >> 32 == hash >> 32 && is_right(id) {
                return Some(id);
            }
            at = (at + 1) & mask;
        }
    }

    /// Puts a number in; how far from its place.
    fn put(&mut self, hash: u64, id: WordId) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        let mut steps = 0;
        while self.slots.get(at).is_some_and(|slot| *slot != 0) {
            at = (at + 1) & mask;
            steps += 1;
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = (hash >> 32) << 32 | (u64::from(id) + 1);
        }
        self.used += 1;
        steps
    }

    /// A table of all words, so large that none is far from its place.
    fn of(words: usize, text: impl Fn(WordId) -> u64) -> Slots {
        // At most two slots in three are in use.
        let mut size = (3 * words / 2 + 2).next_power_of_two();
        loop {
            let mut slots = Slots { slots: vec![0; size], used: 0 };
            let longest = (0..words as WordId).map(|id| slots.put(text(id), id)).max().unwrap_or(0);
            if longest < LONGEST_PROBE {
                return slots;
            }
            size *= 2;
        }
    }
}

impl Vocabulary {
    /// The number of a word, which is new when it was not seen before.
    pub(super) fn insert(&mut self, word: &Weighted) -> WordId {
        let text = word.token.text.as_bytes();
        let hash = hash(text);
        self.find(hash, text).unwrap_or_else(|| self.add(hash, word))
    }

    fn find(&self, hash: u64, text: &[u8]) -> Option<WordId> {
        self.slots.find(hash, |id| self.text(id) == text)
    }

    fn add(&mut self, hash: u64, word: &Weighted) -> WordId {
        let id = self.ends.len() as WordId;
        self.texts.extend_from_slice(word.token.text.as_bytes());
        self.ends.push(self.texts.len() as u32);
        self.shapes.push(Shape {
            weight: word.weight,
            kind: kind_number(word.token.kind),
            length: u8::try_from(word.length()).unwrap_or(u8::MAX),
            has_near: may_have_near(word),
            may_be_compound: word.may_be_compound(),
        });
        if 2 * self.slots.used >= self.slots.slots.len() {
            self.refill();
        } else {
            self.slots.put(hash, id);
        }
        id
    }

    fn refill(&mut self) {
        let size = (4 * self.ends.len()).next_power_of_two();
        let mut slots = Slots { slots: vec![0; size], used: 0 };
        for id in 0..self.ends.len() as WordId {
            slots.put(hash(self.text(id)), id);
        }
        self.slots = slots;
    }

    fn text(&self, id: WordId) -> &[u8] {
        text(&self.texts, &self.ends, id)
    }

    /// The words that are in a text, ordered by weight, kind and text, and the new number of each old one.
    pub(super) fn ordered(self, texts: &[WordId]) -> (Ordered, Vec<WordId>) {
        let mut is_used = vec![false; self.ends.len()];
        for id in texts {
            is_used.get_mut(*id as usize).into_iter().for_each(|used| *used = true);
        }
        let used = (0..).zip(&is_used).filter(|(_, used)| **used);
        let mut order: Vec<WordId> = used.map(|(id, _)| id).collect();
        let shape = |id: WordId| self.shapes.get(id as usize);
        // The words with near ones are a block of their own.
        let block = |id: WordId| shape(id).map(|s| (s.weight, s.kind, s.has_near));
        let head = |id: WordId| {
            let text = self.text(id);
            (0..8).fold(0u64, |head, at| head << 8 | u64::from(text.get(at).copied().unwrap_or(0)))
        };
        order.sort_by_cached_key(|id| (block(*id), head(*id)));
        for run in order.chunk_by_mut(|a, b| block(*a) == block(*b) && head(*a) == head(*b)) {
            run.sort_unstable_by(|a, b| self.text(*a).cmp(self.text(*b)));
        }
        let mut ordered = Ordered::default();
        let mut numbers = vec![0; is_used.len()];
        for (new, old) in (0..).zip(&order) {
            ordered.texts.extend_from_slice(self.text(*old));
            ordered.ends.push(ordered.texts.len() as u32);
            ordered.shapes.extend(shape(*old));
            if let Some(number) = numbers.get_mut(*old as usize) {
                *number = new;
            }
        }
        ordered.slots = Slots::of(order.len(), |id| hash(ordered.text(id))).slots;
        ordered.blocks = blocks(&ordered.shapes);
        (ordered, numbers)
    }
}

/// A vocabulary of the words of one language.
pub(super) struct InLanguage<'v>(pub(super) &'v mut Vocabulary, pub(super) &'v Lang);

impl Numbering for InLanguage<'_> {
    fn number(&mut self, text: &str, kind: TokenKind) -> (WordId, u32) {
        let InLanguage(words, lang) = self;
        let hash = hash(text.as_bytes());
        let id = words.find(hash, text.as_bytes()).unwrap_or_else(|| {
            let token = Token { text: text.to_owned(), kind, span: Span::new(0, 0) };
            words.add(hash, &Weighted::new(token, weight(kind, text, lang)))
        });
        (id, words.shapes.get(id as usize).map_or(0, |shape| shape.weight))
    }

    fn text(&self, number: WordId) -> &str {
        std::str::from_utf8(self.0.text(number)).unwrap_or_default()
    }
}

/// Words in the order of their numbers in the index.
#[derive(Debug, Default)]
pub(super) struct Ordered {
    pub(super) texts: Vec<u8>,
    pub(super) ends: Vec<u32>,
    pub(super) shapes: Vec<Shape>,
    pub(super) slots: Vec<u64>,
    pub(super) blocks: Vec<Block>,
}

impl Ordered {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn text(&self, id: WordId) -> &[u8] {
        text(&self.texts, &self.ends, id)
    }

    pub(super) fn shape(&self, id: WordId) -> Option<&Shape> {
        self.shapes.get(id as usize)
    }

    /// Where the search for a word of this hash begins.
    pub(super) fn first_slot(&self, hash: u64) -> Option<u64> {
        self.slots.get(hash as usize & self.slots.len().checked_sub(1)?).copied()
    }

    pub(super) fn find(&self, hash: u64, is_right: impl Fn(&[u8]) -> bool) -> Option<WordId> {
        let mask = self.slots.len().checked_sub(1)?;
        for step in 0..=mask {
            let slot = self.slots.get((hash as usize).wrapping_add(step) & mask).copied()?;
            let id = (slot as u32).checked_sub(1)?;
            if slot >> 32 == hash >> 32 && is_right(self.text(id)) {
                return Some(id);
            }
        }
        None
    }

    /// The words that may have near ones.
    pub(super) fn nearable(&self) -> std::ops::Range<WordId> {
        let start = self.shapes.iter().position(|shape| shape.has_near).unwrap_or(0);
        let count = self.shapes.iter().skip(start).take_while(|shape| shape.has_near).count();
        start as WordId..(start + count) as WordId
    }
}

fn blocks(shapes: &[Shape]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (start, shape) in (0..).zip(shapes) {
        if blocks.last().is_none_or(|last| (last.weight, last.kind) != (shape.weight, shape.kind)) {
            blocks.push(Block { start, weight: shape.weight, kind: shape.kind });
        }
    }
    blocks
}

fn text<'t>(texts: &'t [u8], ends: &[u32], id: WordId) -> &'t [u8] {
    let id = id as usize;
    let start = id.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    let end = ends.get(id).copied().unwrap_or(0);
    texts.get(start as usize..end as usize).unwrap_or_default()
}
