//! The words of texts in two bytes each where they are frequent, else in four.

use std::cmp::Reverse;

use super::words::WordId;
use crate::image::Column;

/// Words that have two bytes: nine in ten of all that are said.
const FREQUENT: usize = 1 << 15;

/// The bit of a pair of two bytes each: 31 bits of a word's number.
const PAIR: u16 = 1 << 15;

/// No word weighs less: half of a mark ([`crate::score`]).
const LIGHTEST: u32 = 100;

/// The words of texts as they are written.
#[derive(Debug, Default)]
pub(super) struct Coded {
    /// Where each text begins.
    pub(super) starts: Vec<u32>,
    pub(super) tokens: Vec<u16>,
    /// The frequent words by what stands for them.
    pub(super) frequent: Vec<WordId>,
}

impl Coded {
    pub(super) fn new(counts: &[u32], starts: &[u32], tokens: &[WordId]) -> Coded {
        let mut frequent: Vec<WordId> = (0..counts.len() as WordId).collect();
        frequent.sort_unstable_by_key(|id| Reverse(counts.get(*id as usize)));
        frequent.truncate(FREQUENT);
        let mut codes = vec![PAIR; counts.len()];
        for (code, id) in (0..).zip(&frequent) {
            if let Some(slot) = codes.get_mut(*id as usize) {
                *slot = code;
            }
        }
        let mut coded = Coded { starts: Vec::with_capacity(starts.len()), tokens: Vec::new(), frequent };
        coded.tokens.reserve(tokens.len());
        coded.starts.push(0);
        for window in starts.windows(2) {
            let [start, end] = window else { continue };
            for id in tokens.get(*start as usize..*end as usize).unwrap_or_default() {
                match codes.get(*id as usize) {
                    Some(code) if *code != PAIR => coded.tokens.push(*code),
                    _ => coded.tokens.extend([PAIR | (id >> 16) as u16, *id as u16]),
                }
            }
            coded.starts.push(coded.tokens.len() as u32);
        }
        coded
    }
}

/// The words of texts, read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tokens<'i> {
    pub(super) starts: Column<'i, u32>,
    pub(super) tokens: Column<'i, u16>,
    pub(super) frequent: Column<'i, u32>,
    /// What each text weighs.
    pub(super) totals: Column<'i, u32>,
}

impl Tokens<'_> {
    /// The first code of a text.
    pub(super) fn touch(&self, place: usize) -> u64 {
        u64::from(self.tokens.get(self.starts.get(place) as usize))
    }

    /// Reads the words of the text at this place into `words`.
    pub(super) fn read(&self, place: usize, words: &mut Vec<WordId>) {
        words.clear();
        let range = self.starts.get(place) as usize..self.starts.get(place + 1) as usize;
        // Two codes at most for a word: more than its weight allows has only a text of a stranger's file, or one so long that
        // it is never compared.
        let most = 2 * (self.totals.get(place) / LIGHTEST) as usize;
        let mut codes = if range.len() <= most { self.tokens.slice(range).iter() } else { [].iter() };
        while let Some(code) = codes.next() {
            words.push(if code & PAIR == 0 {
                self.frequent.get(usize::from(*code))
            } else {
                u32::from(code & !PAIR) << 16 | codes.next().map_or(0, |low| u32::from(*low))
            });
        }
    }
}
