//! Which texts have all of some words? Read from the lists that similar texts are found by.

use super::words::{WordId, hash};
use super::{Place, Retriever};
use crate::store::UnitNumber;

/// Texts that are looked at for one question, of the rarest word that has a list: a tenth of a millisecond, and a suggestion
/// asks some dozens. Of words that are more frequent and seldom meet, some texts are missed.
const MOST_READ: usize = 1_000;

impl Retriever<'_> {
    /// At most `most` units whose text has all these canonical words and that are wanted, by number and class; those read
    /// first are spread evenly over all.
    pub fn having(
        &self,
        words: &[&str],
        wants: &dyn Fn(UnitNumber, u16) -> bool,
        most: usize,
    ) -> Vec<UnitNumber> {
        self.framed(words, (0, u64::MAX), wants, most)
    }

    /// The same among the texts of a weight from `lightest` to `heaviest`.
    pub fn framed(
        &self,
        words: &[&str],
        (lightest, heaviest): (u64, u64),
        wants: &dyn Fn(UnitNumber, u16) -> bool,
        most: usize,
    ) -> Vec<UnitNumber> {
        let (low, high) = self.weighing(lightest, heaviest);
        let find =
            |word: &&str| self.words.find_hashed(hash(word.as_bytes()), |found| found == word.as_bytes());
        let Some(ids) = words.iter().map(find).collect::<Option<Vec<WordId>>>() else { return Vec::new() };
        if ids.is_empty() {
            return Vec::new();
        }
        let rarest = ids.iter().filter_map(|id| self.list(*id)).min_by_key(|list| list.len());
        let list = rarest.map(|list| between(self.places.slice(list), low, high));
        // A list says sooner than a text that a word is not there; it also has texts with the parts of its word.
        let others: Vec<&[Place]> =
            ids.iter().filter_map(|id| self.list(*id)).map(|list| self.places.slice(list)).collect();
        let mut text = Vec::new();
        let mut has_all = |place: Place| {
            self.texts.read(place as usize, &mut text);
            ids.iter().all(|id| text.contains(id))
        };
        let wanted = |place: Place| {
            let number = UnitNumber(self.number(place));
            let may_have = others.iter().all(|list| list.binary_search(&place).is_ok());
            (may_have && wants(number, self.classes.get(place as usize)) && has_all(place)).then_some(number)
        };
        // Words too common for a list are looked for in all texts.
        let length = list.map_or((high - low) as usize, <[Place]>::len);
        let place = |at: usize| list.map_or(Some(low + at as Place), |list| list.get(at).copied());
        in_strides(length, most).take(MOST_READ).filter_map(place).filter_map(wanted).take(most).collect()
    }
}

/// The places of an ordered list from `low` on and before `high`.
fn between(places: &[Place], low: Place, high: Place) -> &[Place] {
    let first = places.partition_point(|place| *place < low);
    let last = places.partition_point(|place| *place < high);
    places.get(first..last).unwrap_or_default()
}

/// All numbers below `length`, so that the first `parts` of them are spread evenly.
fn in_strides(length: usize, parts: usize) -> impl Iterator<Item = usize> {
    let stride = length.div_ceil(parts.max(1)).max(1);
    (0..stride).flat_map(move |first| (first..length).step_by(stride))
}

#[cfg(test)]
mod tests {
    use super::in_strides;

    #[test]
    fn strides_visit_each_number_once() {
        for (length, parts) in [(0, 3), (1, 1), (10, 3), (10, 1), (7, 100), (5, 0)] {
            let mut all: Vec<usize> = in_strides(length, parts).collect();
            all.sort_unstable();
            assert_eq!(all, (0..length).collect::<Vec<_>>());
        }
        assert_eq!(in_strides(9, 3).take(3).collect::<Vec<_>>(), [0, 3, 6]);
    }
}
