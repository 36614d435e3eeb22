//! The words of an index by number: how a word is found, its text and its weight.

use crate::distance::CONTENT;
use crate::image::Column;
use crate::text::TokenKind;

/// The number of a word.
pub(super) type WordId = u32;

/// State of [`hash_on`] before the first byte.
pub(super) const HASH_START: u64 = 0;

/// What a state is multiplied by for each byte (Knuth, *The Art of Computer Programming* 2, 3.3.4: the multiplier of MMIX).
const MULTIPLIER: u64 = 6_364_136_223_846_793_005;

/// The polynomial of the bytes, each raised by one, continued from a state (Karp and Rabin, *Efficient randomized
/// pattern-matching algorithms*, IBM J. Res. Dev. 31(2), 1987): the hash of a joined word is found from those of its parts
/// without their letters ([`power`]).
pub(super) fn hash_on(state: u64, text: &[u8]) -> u64 {
    text.iter().fold(state, |hash, byte| hash.wrapping_mul(MULTIPLIER).wrapping_add(u64::from(*byte) + 1))
}

/// What the state of a text is multiplied by when so many bytes follow: `hash_on(state, text)` is `state` times the power
/// of the length of `text`, and `hash_on(HASH_START, text)`.
pub(super) fn power(bytes: usize) -> u64 {
    MULTIPLIER.wrapping_pow(u32::try_from(bytes).unwrap_or(u32::MAX))
}

/// Spreads the hash over all bits (the finaliser of SplitMix64, see Steele, Lea and Flood, OOPSLA 2014).
pub(super) fn spread(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ (hash >> 31)
}

/// Spreads numbers that are near each other (Knuth, *The Art of Computer Programming* 3, 6.4: the golden section of 2^32).
pub(super) fn spread_number(number: u32) -> u32 {
    number.wrapping_mul(0x9E37_79B1)
}

/// The hash of a word.
pub(super) fn hash(text: &[u8]) -> u64 {
    spread(hash_on(HASH_START, text))
}

/// Words of one weight and kind that are near each other in the order of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) start: WordId,
    pub(super) weight: u32,
    pub(super) kind: u32,
}

/// The kind of a word as a number.
pub(super) fn kind_number(kind: TokenKind) -> u32 {
    match kind {
        TokenKind::Word => 0,
        TokenKind::Number => 1,
        TokenKind::Mark => 2,
    }
}

/// The words: ordered by weight, kind and text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'i> {
    /// Their texts, one behind the other, and where each ends.
    pub(super) texts: Column<'i, u8>,
    pub(super) ends: Column<'i, u32>,
    /// The upper half of a hash and the number plus one; zero is free. Length is a power of two.
    pub(super) slots: Column<'i, u64>,
    /// Three numbers for each [`Block`], in order.
    pub(super) blocks: Column<'i, u32>,
}

impl<'i> Words<'i> {
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn text(&self, id: WordId) -> &'i [u8] {
        let id = id as usize;
        let start = id.checked_sub(1).map_or(0, |before| self.ends.get(before));
        self.texts.slice(start as usize..(self.ends.get(id).max(start)) as usize)
    }

    #[cfg(test)]
    pub(super) fn find(&self, text: &[u8]) -> Option<WordId> {
        self.find_hashed(hash(text), |found| found == text)
    }

    /// The word of this hash, if it is the right one.
    pub(super) fn find_hashed(&self, hash: u64, is_right: impl Fn(&[u8]) -> bool) -> Option<WordId> {
        let mask = self.slots.len().checked_sub(1)?;
        // A table without a free slot is damaged.
        for step in 0..=mask.min(LONGEST_PROBE) {
            let slot = self.slots.get((hash as usize).wrapping_add(step) & mask);
            let id = (slot as u32).checked_sub(1)?;
            if slot >> 32 == hash >> 32 && is_right(self.text(id)) {
                return Some(id);
            }
        }
        None
    }

    pub(super) fn each_block(&self) -> impl Iterator<Item = Block> + use<'i> {
        self.blocks.all().chunks_exact(3).take(MOST_BLOCKS).filter_map(|row| match row {
            [start, weight, kind] => Some(Block { start: *start, weight: *weight, kind: *kind }),
            _ => None,
        })
    }
}

/// Blocks at most: there are three weights and three kinds, and words with near ones are apart from others.
const MOST_BLOCKS: usize = 3 * 3 * 2;

/// Slots that are looked at for one word at most; the builder makes a larger table where that is not enough.
pub(super) const LONGEST_PROBE: usize = 1 << 12;

/// The weights of words, for quick reading.
#[derive(Debug)]
pub(super) struct Weights {
    blocks: Vec<(WordId, u32)>,
}

impl Weights {
    pub(super) fn new(words: &Words<'_>) -> Weights {
        // In a damaged image any number may stand there; sums of weights must not run over.
        let weight = |block: Block| (block.start, block.weight.min(CONTENT));
        Weights { blocks: words.each_block().map(weight).collect() }
    }

    pub(super) fn of(&self, id: WordId) -> u32 {
        let last = self.blocks.iter().rev().find(|(start, _)| *start <= id);
        last.map_or(0, |(_, weight)| *weight)
    }
}
