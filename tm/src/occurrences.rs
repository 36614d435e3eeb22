//! Which units have these words?
//!
//! What passages and renderings ask of an index, whatever it is made of; [`crate::index::Index`] answers it.

use crate::lang::Lang;
use crate::store::{StoreError, UnitNumber};

/// Looking up units by the canonical words of one language.
pub trait Occurrences {
    /// Units whose text has all these words and that have a text in a language `target` accepts, in order of number, at
    /// most `most` of them, spread evenly over all where there are more. Of frequent words that seldom meet some units may be
    /// missed: who needs to be sure reads the texts.
    ///
    /// # Errors
    /// [`StoreError`] when the index cannot be read.
    fn having(&self, words: &[&str], target: &Lang, most: usize) -> Result<Vec<UnitNumber>, StoreError>;

    /// The languages that units have besides the indexed text, each once, ordered.
    fn targets(&self) -> Vec<Lang>;
}

/// At most `most` of the values, evenly spread, the first among them.
pub fn spread<T>(values: &[T], most: usize) -> impl Iterator<Item = &T> {
    let every = values.len().div_ceil(most.max(1)).max(1);
    values.iter().step_by(every).take(most)
}
