//! Which texts have all of some words? Read from the lists that similar texts are found by.

use super::words::{WordId, hash};
use super::{Place, Retriever};
use crate::store::UnitNumber;

/// Texts that are looked at where every word asked for is too common for a list: among so many there are enough that
/// have it.
const MOST_READ: usize = 20_000;

impl Retriever<'_> {
    /// Units whose text has all these canonical words and that are wanted, by number and class; in no order.
    pub fn having(&self, words: &[&str], wants: &dyn Fn(UnitNumber, u16) -> bool) -> Vec<UnitNumber> {
        let find =
            |word: &&str| self.words.find_hashed(hash(word.as_bytes()), |found| found == word.as_bytes());
        let Some(ids) = words.iter().map(find).collect::<Option<Vec<WordId>>>() else { return Vec::new() };
        let rarest = ids.iter().filter_map(|id| self.list(*id)).min_by_key(|list| list.len());
        let mut text = Vec::new();
        let mut has_all = |place: Place| {
            self.texts.read(place as usize, &mut text);
            ids.iter().all(|id| text.contains(id))
        };
        let mut wanted = |place: Place| {
            let number = UnitNumber(self.number(place));
            (wants(number, self.classes.get(place as usize)) && has_all(place)).then_some(number)
        };
        match rarest {
            Some(list) => self.places.slice(list).iter().filter_map(|place| wanted(*place)).collect(),
            None if ids.is_empty() => Vec::new(),
            None => {
                let every = self.len().div_ceil(MOST_READ).max(1);
                (0..self.len()).step_by(every).filter_map(|place| wanted(place as Place)).collect()
            }
        }
    }
}
