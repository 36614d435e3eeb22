//! Which units are most similar to a text? Exactly those that a comparison with every text would find
//! ([`crate::score::compare`]), for any threshold and any number wanted, typos and compounds set apart included.
//!
//! A [`Builder`] takes the texts of one language and gives [`Arrays`], which are columns of an image ([`crate::image`]); a
//! [`Retriever`] answers from the image. All columns are plain numbers by the place of a text or by the number of a word.
//! Texts of the same exact key are for the store to find; here they have what their words give.
//!
//! # How a search goes
//!
//! 1. Words are found by their text, and the words near each of them in a list, or for words that the index does not have
//!    by a search (`near`); runs of the query that are a word when joined, and parts of a word that no text has in
//!    one (`compounds`).
//! 2. The lists of the texts that have a word are read, as many as it takes for no other text to reach the threshold and as
//!    many more as spare comparisons, the cheapest first (`plan`): those of the word itself and of the words it is part of when
//!    joined, then those of the words near it. A text that has a word in parts is in the list of that word.
//! 3. What each text keeps by these lists is summed up (`tally`), and those that can reach the threshold are compared, the
//!    most promising first (`found`). Once as many matches are found as are wanted, the last of them is the threshold.
//! 4. Where no lists are enough, as the words are too common or the threshold is low, all texts of a fitting weight are read,
//!    after lists that raise the threshold.
//! 5. Of every text read, a signature bounds what it keeps (`signature`), then its words regardless of order, then in order;
//!    then the table of the alignment is filled (`verify`).
//!
//! # Why nothing is lost
//!
//! `a` is the query, `b` a text, `T` the weight of all words of a text, `t` the threshold as a fraction. `b` is wanted if and
//! only if the cheapest alignment costs at most `(1 − t)·max(T(a), T(b))`: rounding the score down and its limit of 990
//! per mille change nothing of that up to 0.990, and above it nothing is found.
//!
//! *What an alignment is made of.* Every word of `a` stands in one step: the same word (cost 0), changed into a near word,
//! which has the same weight (half of it), changed into any other (the larger weight), left out (its weight), part of a run
//! that is one word of `b` (0), or itself a run of words of `b` (0). The cost is the sum over these steps and the weights of
//! the words that only `b` has.
//!
//! *Lists.* Let lists be read for some words of `a`, and `b` be in none of them. A word whose own lists were read is not the
//! same in `b`, nor joined, nor apart: the list of a word has the texts with the word in parts, all words that a run of
//! the query makes around it have their lists read with it, and of a word that the index does not have, the lists of all
//! words that it can begin with (or end with) when it is apart. So it costs half its weight or more; all of it where no
//! word is near or the lists of those were read as well. Let `B` be the sum. Let `G` be the most by which `b` can outweigh
//! `a` at no cost: the sum over the words whose own lists were not read of what their parts outweigh them by in any text
//! (known for the words of the index, at most the heaviest division for others), and over all runs of what their whole
//! outweighs them by. Every other step costs at least what its words of `b` weigh more than those of `a`, besides its part
//! of `B`: the larger weight is at least the smaller and the difference, and near words weigh the same. So the cost is at
//! least `B + max(0, T(b) − T(a) − G)`, and if `B > (1 − t)·(T(a) + G)`, then `b` is not wanted: for `T(b) ≤ T(a) + G` since
//! `B` alone is too much, above it since the cost grows by all of what `T(b)` grows and the limit by a part of it.
//!
//! *Sums.* Let lists be read for some words, and `b` be in some of them. For every word without a list that has `b`, the cost is
//! as said of those in none: with `B(b)` the sum of these alone and `G(b)` without the surplus of their parts, `b` is not wanted
//! if `B(b) > (1 − t)·(T(a) + G(b))`. `B(b)` is `B` without what was gained by the lists that have `b`; of a word that is
//! only in lists of near words, half of it. So a sum over these, with `(1 − t)` of the surplus of a word that `b` has, says how
//! much `B` may be diminished. A text that weighs more than `T(a) + G` costs the rest besides. Words whose lists were not read
//! may be lost by the signature, and that adds to `B(b)`.
//!
//! *Range of weights.* From the same, with no list read, `T(b) ≤ (T(a) + G) ÷ t`. With `L` the most by which `a` can outweigh `b` at no cost
//! likewise, `T(b) ≥ t·T(a) − L`.
//!
//! *What is kept.* The cost is at least the weight of the heavier side without what it keeps: all of a word that is the same,
//! joined or apart, half of a word that is near. So a wanted text keeps `t·max(T(a), T(b))`. Of what stands for a word of `a` on
//! either side, at most its weight and what its parts outweigh it by is kept, and at most half its weight where the text has
//! neither the word, nor its whole, nor its parts; nothing where it has no near word either. Signatures say so for certain,
//! as a bit that is not set is that of no word of the text, those it has in parts included; they may hide what is missing and
//! never what is there. Words regardless of order say the same more closely, and
//! those that stand in the order of the query more closely still, for an alignment keeps them in it.
//!
//! *The table* is that of [`crate::distance::align`], given up when a row costs too much and as many behind it as a compound
//! can leap over.
//!
//! Hashes only say where to look: words are compared by their texts, and a pair of neighbours that shares its bits with
//! others only makes a word count as one that may be apart. `tests` holds the whole against the comparison with every text,
//! whichever way it goes; every bound has a property of its own.
//!
//! A damaged column finds less, is noted in the image, and stops nothing: every loop is bounded by the length of what it
//! reads. So is one that a stranger wrote with its checksums right: numbers that cannot be are cut down where they are read,
//! and what is found in it are numbers of units, whose texts the caller compares.

mod build;
mod compounds;
mod found;
mod having;
mod near;
mod plan;
mod query;
mod saying;
mod search;
mod signature;
mod tally;
#[cfg(test)]
mod tests;
mod tokens;
mod verify;
mod vocabulary;
mod words;

pub use build::{Arrays, Builder};
pub use saying::SoughtWords;

use compounds::{Beginnings, NEVER, Neighbours};
use near::Near;
use signature::{Mark, Sizes};
use tokens::Tokens;
use words::{Weights, WordId, Words};

use crate::image::{Column, Image};
use crate::store::UnitNumber;

/// The place of a text in the order of weights.
type Place = u32;

/// An index of the texts of one language: plain arrays by the place of a text or by the number of a word.
#[derive(Debug)]
pub struct Retriever<'i> {
    words: Words<'i>,
    weights: Weights,
    near: Near<'i>,
    beginnings: Beginnings<'i>,
    neighbours: Neighbours<'i>,
    surplus: Column<'i, u16>,
    /// By how much a word outweighs its parts at most.
    deficit: u32,
    numbers: Column<'i, u32>,
    high_numbers: Column<'i, u32>,
    classes: Column<'i, u16>,
    totals: Column<'i, u32>,
    steps: Steps<'i>,
    texts: Tokens<'i>,
    signatures: Column<'i, u64>,
    sizes: Sizes,
    marks: Column<'i, u16>,
    lists: Column<'i, u32>,
    places: Column<'i, u32>,
    common: Vec<WordId>,
}

/// The first place of each multiple of [`build::STEP`].
#[derive(Debug, Clone, Copy)]
struct Steps<'i> {
    places: Column<'i, u32>,
    /// That of no text.
    end: Place,
}

impl Steps<'_> {
    fn get(&self, step: usize) -> Place {
        self.places.get(step).min(self.end)
    }

    fn len(&self) -> usize {
        self.places.len()
    }
}

impl<'i> Retriever<'i> {
    /// Reads the arrays of an image; what is not there or damaged finds nothing and is noted there.
    pub fn open<B: AsRef<[u8]>>(image: &'i Image<B>) -> Retriever<'i> {
        let extra = image.column::<u32>("extra");
        let words = Words {
            texts: image.column("word texts"),
            ends: image.column("word ends"),
            slots: image.column("word slots"),
            blocks: image.column("word blocks"),
        };
        Retriever {
            words,
            weights: Weights::new(&words),
            near: Near {
                first: extra.get(0),
                starts: image.column("near starts"),
                ids: image.column("near"),
                form_starts: image.column("form starts"),
                form_ids: image.column("forms"),
            },
            beginnings: Beginnings(image.column("beginnings")),
            neighbours: Neighbours(image.column("neighbours")),
            surplus: image.column("surplus"),
            deficit: extra.get(1),
            numbers: image.column("numbers"),
            high_numbers: image.column("high numbers"),
            classes: image.column("classes"),
            totals: image.column("totals"),
            steps: Steps {
                places: image.column("steps"),
                end: image.column::<u32>("numbers").len() as Place,
            },
            texts: Tokens {
                starts: image.column("starts"),
                tokens: image.column("tokens"),
                frequent: image.column("frequent"),
                totals: image.column("totals"),
            },
            signatures: image.column("signatures"),
            sizes: Sizes { borders: [extra.get(2), extra.get(3), extra.get(4)] },
            marks: image.column("marks"),
            lists: image.column("lists"),
            places: image.column("places"),
            common: image.column::<u32>("common").all().to_vec(),
        }
    }

    /// How many texts are indexed.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether no text is indexed.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The places of the texts of a weight from `low` to `high`, and of some beside them.
    fn weighing(&self, low: u64, high: u64) -> (Place, Place) {
        let steps = self.steps;
        let low = steps.get(((low / build::STEP) as usize).min(steps.len().saturating_sub(1)));
        let high = (high / build::STEP) as usize + 1;
        let high = if high < steps.len() { steps.get(high) } else { self.len() as Place };
        (low, high.max(low))
    }

    /// Where the list of a word stands in the columns of lists; `None` where it is too common to have a list.
    fn list(&self, id: WordId) -> Option<std::ops::Range<usize>> {
        let at = id as usize;
        let range = self.lists.get(at) as usize..self.lists.get(at + 1) as usize;
        (!range.is_empty() || !self.is_common(id)).then_some(range)
    }

    fn is_common(&self, id: WordId) -> bool {
        self.common.binary_search(&id).is_ok()
    }

    fn mark(&self, id: WordId) -> Mark {
        Mark(self.marks.get(id as usize))
    }

    /// By how much the parts of a word outweigh it at most, where a text has it in parts.
    fn surplus(&self, id: WordId) -> Option<u32> {
        Some(self.surplus.get(id as usize)).filter(|surplus| *surplus != NEVER).map(u32::from)
    }

    /// The units of all texts, by place.
    fn each_number(&self) -> impl Iterator<Item = (Place, UnitNumber)> + use<'_> {
        let high =
            self.high_numbers.all().iter().map(|high| i64::from(*high as i32)).chain(std::iter::repeat(0));
        let numbers = self.numbers.all().iter().zip(high);
        (0..).zip(numbers.map(|(low, high)| UnitNumber(high << 32 | i64::from(*low))))
    }

    /// The unit of a text.
    fn number(&self, place: Place) -> i64 {
        let (at, high) = (place as usize, self.high_numbers);
        let high = if high.is_empty() { 0 } else { i64::from(high.get(at) as i32) };
        high << 32 | i64::from(self.numbers.get(at))
    }
}
