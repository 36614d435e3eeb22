//! The words of a text as a few bits, and how much of the query a text with such bits can keep at most.

use std::cmp::Reverse;
use std::ops::Range;

use super::words::{HASH_START, hash_on, spread};
use crate::text::TokenKind;

use super::Place;
use super::near::is_continuation;
use super::words::kind_number;

/// The bits of a word: nine, for the largest signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark(pub(super) u16);

impl Mark {
    /// Forms of one stem begin alike and share their bit, and so do words that differ in a later letter, so that few words
    /// near a word have bits of their own.
    pub(super) fn of(text: &[u8], kind: u32) -> Mark {
        let is_word = kind == kind_number(TokenKind::Word);
        let letters = text.iter().enumerate().filter(|(_, byte)| !is_continuation(**byte));
        let end = letters.map(|(at, _)| at).nth(BEGINNING).filter(|_| is_word).unwrap_or(text.len());
        let hash = spread(hash_on(HASH_START, text.get(..end).unwrap_or_default()));
        Mark((hash >> 55) as u16)
    }

    /// The bit in the signature of a text, of so many parts.
    pub(super) fn bit(self, parts: usize) -> usize {
        usize::from(self.0) & (64 * parts - 1)
    }
}

/// Letters of a word's beginning that decide on its bit.
const BEGINNING: usize = 3;

/// Parts of 64 bits that the signatures of texts have, by their weight.
pub(super) const PARTS: [usize; 4] = [1, 2, 4, 8];

/// The most that a text weighs for so many parts (the last has no limit): a text of seven content words and some others
/// sets a tenth of 128 bits.
pub(super) const HEAVIEST: [u32; 3] = [5_000, 10_000, 20_000];

/// Where the signatures of each size begin: they are in the order of texts, which is that of weights.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sizes {
    /// The first place of each size but the first.
    pub(super) borders: [Place; 3],
}

impl Sizes {
    /// The number of the size in [`PARTS`] and the place of the signature.
    #[inline]
    pub(super) fn find(&self, place: Place) -> (usize, Range<usize>) {
        let (mut size, mut from, mut start) = (0, 0, 0);
        for (border, parts) in self.borders.iter().zip(PARTS) {
            if place < *border {
                break;
            }
            // A signature of many parts never lies across two lines of the processor's memory.
            start = (start + border.saturating_sub(from) as usize * parts).next_multiple_of(2 * parts);
            from = *border;
            size += 1;
        }
        let parts = PARTS.get(size).copied().unwrap_or(1);
        start += place.saturating_sub(from) as usize * parts;
        (size, start..start + parts)
    }
}

/// An upper bound of the weight that is kept, by the bits of a signature brought down to one part: eight additions.
#[derive(Debug)]
pub(super) struct Folded {
    /// For each byte and each of its values, the sum over the bits that are set.
    sums: Box<[[u32; 256]; 8]>,
    /// What is kept whatever the bits say.
    always: u64,
}

impl Folded {
    /// From what each bit keeps.
    pub(super) fn new(bits: &[u32; 64], always: u64) -> Folded {
        let mut sums = Box::new([[0u32; 256]; 8]);
        for (sums, bits) in sums.iter_mut().zip(bits.chunks_exact(8)) {
            for (at, kept) in bits.iter().enumerate() {
                let (without, with) = sums.split_at_mut(1 << at);
                for (with, without) in with.iter_mut().zip(without) {
                    *with = without.saturating_add(*kept);
                }
            }
        }
        Folded { sums, always }
    }

    /// The most that a text with this signature keeps.
    #[inline]
    pub(super) fn most(&self, signature: &[u64]) -> u64 {
        // A bit of a smaller signature is set where one of those it stands for is.
        let folded = signature.iter().fold(0, |all, part| all | part);
        let parts = self.sums.iter().zip(folded.to_le_bytes());
        parts.fold(self.always, |most, (sums, byte)| {
            most + u64::from(sums.get(usize::from(byte)).copied().unwrap_or(0))
        })
    }
}

/// What is kept of the words of a query, by the bits of a signature of one size.
#[derive(Debug)]
pub(super) struct Kept {
    words: Vec<KeptWord>,
    /// Some bits of a part of a signature.
    bits: Vec<(u8, u64)>,
    /// What is kept with all bits.
    most: u64,
}

/// What is kept of a word; where its bits begin in [`Kept::bits`], those of the words near it, and where they end.
#[derive(Debug, Clone, Copy)]
struct KeptWord {
    own: u32,
    near: u32,
    end: u32,
    whole: u64,
    half: u64,
}

impl Kept {
    /// For words of a query; `beside` is kept whatever the bits say.
    pub(super) fn new(beside: u64) -> Kept {
        Kept { words: Vec::new(), bits: Vec::new(), most: beside }
    }

    /// Adds a word: what is kept with one of the bits `own`, and else with one of the bits `near`.
    pub(super) fn add(
        &mut self,
        own: impl Iterator<Item = usize>,
        near: impl Iterator<Item = usize>,
        (whole, half): (u64, u64),
    ) {
        let start = self.bits.len();
        own.for_each(|bit| self.add_bit(start, bit));
        let middle = self.bits.len();
        near.for_each(|bit| self.add_bit(middle, bit));
        let [own, near, end] = [start, middle, self.bits.len()].map(|at| at as u32);
        self.words.push(KeptWord { own, near, end, whole, half });
        self.most += whole;
    }

    fn add_bit(&mut self, start: usize, bit: usize) {
        let (part, bit) = ((bit / 64) as u8, 1 << (bit % 64));
        match self.bits.iter_mut().skip(start).find(|(known, _)| *known == part) {
            Some((_, bits)) => *bits |= bit,
            None => self.bits.push((part, bit)),
        }
    }

    /// Brings those words to the front that a text of other words loses most of.
    pub(super) fn sort(&mut self) {
        let bits = |word: &KeptWord| {
            let bits = self.bits.get(word.near as usize..word.end as usize).unwrap_or_default();
            bits.iter().map(|(_, bits)| bits.count_ones()).sum::<u32>()
        };
        // With so many bits of near words, about half of it is lost as a rule.
        self.words
            .sort_by_cached_key(|word| Reverse(word.whole - word.half * u64::from(bits(word).min(4)) / 4));
    }

    fn meet(&self, start: u32, end: u32, signature: &[u64]) -> bool {
        let bits = self.bits.get(start as usize..end as usize).unwrap_or_default();
        bits.iter().any(|(part, bits)| signature.get(usize::from(*part)).is_some_and(|part| part & bits != 0))
    }

    /// Whether a text with this signature may keep `least`, in thousandths.
    #[inline]
    pub(super) fn may_keep(&self, least: u64, signature: &[u64]) -> bool {
        let open = (1000 * self.most).checked_sub(least).map(|open| open / 1000);
        open.is_some_and(|open| self.may_lose(open, signature))
    }

    /// Whether a text with this signature may lose no more than `open` of these words.
    #[inline]
    pub(super) fn may_lose(&self, mut open: u64, signature: &[u64]) -> bool {
        for word in &self.words {
            if self.meet(word.own, word.near, signature) {
                continue;
            }
            let half = if self.meet(word.near, word.end, signature) { word.half } else { 0 };
            match open.checked_sub(word.whole - half) {
                Some(rest) => open = rest,
                None => return false,
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_tables_sum_what_is_set(bits in proptest::collection::vec(0u32..2000, 64), one in any::<u64>(), other in any::<u64>()) {
            let is_set = |bit: &usize| (one | other) >> bit & 1 == 1;
            let sum = (0..64).filter(is_set).map(|bit| u64::from(bits[bit])).sum::<u64>();
            prop_assert_eq!(Folded::new(bits.first_chunk().unwrap(), 7).most(&[one, other]), sum + 7);
        }

        #[test]
        fn a_word_is_kept_by_its_bits_or_half_by_those_of_near_words(
            words in proptest::collection::vec((proptest::collection::vec(0usize..128, 0..3), proptest::collection::vec(0usize..128, 0..5), 1u64..9), 0..9),
            signature in any::<[u64; 2]>(),
            beside in 0u64..500,
            least in 0u64..9000,
        ) {
            let is_set = |bit: &usize| signature[bit / 64] >> (bit % 64) & 1 == 1;
            let mut kept = Kept::new(beside);
            let mut sum = beside;
            for (own, near, weight) in &words {
                kept.add(own.iter().copied(), near.iter().copied(), (weight * 200, weight * 100));
                sum += weight * if own.iter().any(is_set) { 200 } else if near.iter().any(is_set) { 100 } else { 0 };
            }
            kept.sort();
            prop_assert_eq!(kept.may_keep(1000 * least, &signature), sum >= least);
        }

        #[test]
        fn signatures_lie_one_behind_the_other(mut borders in any::<[u8; 3]>()) {
            borders.sort_unstable();
            let sizes = Sizes { borders: borders.map(u32::from) };
            let mut end = 0;
            for place in 0..300 {
                let (size, range) = sizes.find(place);
                prop_assert_eq!(range.clone(), range.start..range.start + PARTS[size]);
                prop_assert!(end <= range.start && range.start < end + PARTS[size] && range.start % PARTS[size] == 0);
                prop_assert_eq!(size, sizes.borders.iter().filter(|border| **border <= place).count());
                end = range.end;
            }
        }
    }

    #[test]
    fn forms_of_a_stem_share_their_bits() {
        let mark = |text: &str| Mark::of(text.as_bytes(), 0);
        assert_eq!(mark("کارگران"), mark("کارگری"));
        assert_ne!(mark("کارگران").0, mark("زندان").0);
        assert_ne!(Mark::of(b"12345", 1), Mark::of(b"12346", 1));
    }
}
