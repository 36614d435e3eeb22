//! The words of a text as a few bits, and how much of the query a text with such bits can keep at most.

use super::words::{HASH_START, hash_on, spread};
use crate::near::STEM;
use crate::text::TokenKind;

use super::near::is_continuation;
use super::words::kind_number;

/// The bits of a word in both signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark(pub(super) u16);

impl Mark {
    /// Forms of one stem begin alike and share their bits, so that few words near a word have bits of their own.
    pub(super) fn of(text: &[u8], kind: u32) -> Mark {
        let is_word = kind == kind_number(TokenKind::Word);
        let letters = text.iter().enumerate().filter(|(_, byte)| !is_continuation(**byte));
        let end = letters.map(|(at, _)| at).nth(STEM).filter(|_| is_word).unwrap_or(text.len());
        let hash = spread(hash_on(HASH_START, text.get(..end).unwrap_or_default()));
        Mark((hash >> 53) as u16)
    }

    /// The bit in the signature of an entry of a list.
    pub(super) fn small(self) -> u32 {
        1 << (self.0 & 31)
    }

    /// The bit in the signature of a text.
    pub(super) fn large(self) -> u64 {
        1 << (self.0 >> 5 & 63)
    }
}

/// Upper bounds of the weight that is kept, by the bits of a signature.
#[derive(Debug)]
pub(super) struct Kept<const BYTES: usize> {
    /// For each byte of a signature and each of its values, the sum over the bits that are set.
    sums: Box<[[u32; 256]; BYTES]>,
    /// What the words weigh that the bits speak of.
    pub(super) total: u64,
}

impl<const BYTES: usize> Kept<BYTES> {
    /// From what each bit keeps.
    pub(super) fn new(bits: &[u32], total: u64) -> Kept<BYTES> {
        let mut sums = Box::new([[0u32; 256]; BYTES]);
        for (sums, bits) in sums.iter_mut().zip(bits.chunks_exact(8)) {
            for (at, kept) in bits.iter().enumerate() {
                let (without, with) = sums.split_at_mut(1 << at);
                for (with, without) in with.iter_mut().zip(without) {
                    *with = without.saturating_add(*kept);
                }
            }
        }
        Kept { sums, total }
    }

    /// The most that a text with this signature keeps.
    #[inline]
    pub(super) fn most(&self, signature: [u8; BYTES]) -> u32 {
        let parts = self.sums.iter().zip(signature).map(|(sums, byte)| sums.get(usize::from(byte)));
        parts.fold(0u32, |sum, part| sum.saturating_add(part.copied().unwrap_or(0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_tables_sum_what_is_set(bits in proptest::collection::vec(0u32..2000, 32), signature in any::<u32>()) {
            let sum: u32 = (0..32).filter(|bit| signature >> bit & 1 == 1).map(|bit| bits[bit as usize]).sum();
            prop_assert_eq!(Kept::<4>::new(&bits, 0).most(signature.to_le_bytes()), sum);
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
