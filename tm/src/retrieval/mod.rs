//! Which units are most similar to a text?

mod build;
mod compounds;
mod having;
mod near;
mod plan;
mod query;
mod search;
mod signature;
#[cfg(test)]
mod tests;
mod verify;
mod vocabulary;
mod words;

pub use build::{Arrays, Builder};

use compounds::{Beginnings, NEVER};
use near::Near;
use signature::Mark;
use words::{Weights, WordId, Words};

use crate::image::{Column, Image};

/// The place of a text in the order of weights.
type Place = u32;

/// An index of the texts of one language: plain arrays by the place of a text or by the number of a word.
#[derive(Debug)]
pub struct Retriever<'i> {
    words: Words<'i>,
    weights: Weights,
    near: Near<'i>,
    beginnings: Beginnings<'i>,
    surplus: Column<'i, u16>,
    /// By how much a word outweighs its parts at most.
    deficit: u32,
    numbers: Column<'i, i64>,
    classes: Column<'i, u16>,
    totals: Column<'i, u32>,
    steps: Column<'i, u32>,
    starts: Column<'i, u32>,
    tokens: Column<'i, u32>,
    signatures: Column<'i, u64>,
    marks: Column<'i, u16>,
    lists: Column<'i, u32>,
    places: Column<'i, u32>,
    smalls: Column<'i, u32>,
    common: Vec<WordId>,
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
            surplus: image.column("surplus"),
            deficit: extra.get(1),
            numbers: image.column("numbers"),
            classes: image.column("classes"),
            totals: image.column("totals"),
            steps: image.column("steps"),
            starts: image.column("starts"),
            tokens: image.column("tokens"),
            signatures: image.column("signatures"),
            marks: image.column("marks"),
            lists: image.column("lists"),
            places: image.column("places"),
            smalls: image.column("small signatures"),
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

    /// The words of a text.
    fn text(&self, place: Place) -> &'i [WordId] {
        let at = place as usize;
        self.tokens.slice(self.starts.get(at) as usize..self.starts.get(at + 1) as usize)
    }
}
