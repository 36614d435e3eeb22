//! The index as [`Occurrences`]: passages and renderings are found by the same lists as similar texts.

use super::Index;
use crate::lang::Lang;
use crate::occurrences::{Occurrences, spread};
use crate::store::{StoreError, UnitNumber};

impl Occurrences for Index {
    fn having(&self, words: &[&str], target: &Lang, most: usize) -> Result<Vec<UnitNumber>, StoreError> {
        let targets = std::slice::from_ref(target);
        let mut found = Vec::new();
        for segment in &self.segments {
            found.extend(segment.having(words, targets, &|number| !self.changed.contains(&number), most));
        }
        if let Some(segment) = &self.anew {
            found.extend(segment.having(words, targets, &|_| true, most));
        }
        found.sort_unstable();
        found.dedup();
        Ok(spread(&found, most).copied().collect())
    }

    fn targets(&self) -> Vec<Lang> {
        Index::targets(self)
    }
}
