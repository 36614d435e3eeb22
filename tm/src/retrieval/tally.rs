//! What each text of some lists keeps of a query at most: the lists are read side by side, a block of places after the other,
//! into a sum for each place (merging by counting: Li, Lu and Lu, *Efficient Merging and Filtering Algorithms for Approximate
//! String Searches*, ICDE 2008).

use super::Place;

/// Places that are summed up together: their sums fit into the second cache of any processor, and many lists have several
/// entries among them.
pub(super) const BLOCK: usize = 1 << 15;

/// Bits of a sum; above them stands the number of the thing that was added last.
const SUM_BITS: u32 = 20;

/// The largest sum.
const MOST: u32 = (1 << SUM_BITS) - 1;

/// Things that can be told apart; what comes behind them may be added several times, which is never too little.
const MOST_THINGS: u32 = (1 << (32 - SUM_BITS)) - 1;

/// A list that is read: the places that are still to come, the number of what they have, and what is added for it.
#[derive(Debug)]
pub(super) struct List<'i> {
    places: &'i [Place],
    thing: u32,
    credit: u32,
}

/// Lists of places in order, each with a thing that its texts keep.
#[derive(Debug)]
pub(super) struct Tally<'i> {
    lists: Vec<List<'i>>,
    /// What one of a sum stands for.
    unit: u64,
    sums: Vec<u32>,
    /// Offsets in the block that have a sum.
    touched: Vec<u32>,
}

impl<'i> Tally<'i> {
    /// A tally of credits that are `most` together, where each is given once.
    pub(super) fn new(most: u64) -> Tally<'i> {
        // Half of the largest sum is left for what rounding up adds.
        let unit = most / u64::from(MOST / 2) + 1;
        Tally { lists: Vec::new(), unit, sums: vec![0; BLOCK], touched: Vec::new() }
    }

    /// Adds a list of the texts that have a thing, with what they keep for it. Of the lists of one thing, which are added one
    /// behind the other, the first that has a text counts.
    pub(super) fn add(&mut self, places: &'i [Place], thing: usize, credit: u64) {
        let credit = u32::try_from(credit.div_ceil(self.unit)).unwrap_or(MOST).clamp(1, MOST);
        let thing = u32::try_from(thing + 1).ok().filter(|thing| *thing <= MOST_THINGS).unwrap_or(0);
        self.lists.push(List { places, thing, credit });
    }

    /// Visits each text from `low` to before `high` that is in a list, with what it keeps at most of what lists were added for.
    pub(super) fn each(mut self, low: Place, high: Place, mut visit: impl FnMut(Place, u64)) {
        for list in &mut self.lists {
            let before = list.places.partition_point(|place| *place < low);
            list.places = list.places.get(before..).unwrap_or_default();
        }
        for start in (low..high).step_by(BLOCK) {
            let end = high.min(start.saturating_add(BLOCK as Place));
            self.sum_up(start, end);
            for at in self.touched.drain(..) {
                if let Some(sum) = self.sums.get_mut(at as usize) {
                    visit(start + at, u64::from(*sum & MOST) * self.unit);
                    *sum = 0;
                }
            }
        }
    }

    fn sum_up(&mut self, start: Place, end: Place) {
        for list in &mut self.lists {
            let mut read = 0;
            for place in list.places {
                if *place >= end {
                    break;
                }
                read += 1;
                let at = place.wrapping_sub(start);
                let Some(sum) = self.sums.get_mut(at as usize) else { continue };
                if *sum == 0 {
                    self.touched.push(at);
                } else if *sum >> SUM_BITS == list.thing && list.thing != 0 {
                    continue;
                }
                *sum = ((*sum & MOST) + list.credit).min(MOST) | list.thing << SUM_BITS;
            }
            list.places = list.places.get(read..).unwrap_or_default();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// Lists of a thing each, with its credit.
    fn lists() -> impl Strategy<Value = Vec<(Vec<Place>, u64)>> {
        let places =
            proptest::collection::btree_set(0u32..100_000, 0..40).prop_map(|set| set.into_iter().collect());
        proptest::collection::vec((places, 0u64..5_000_000), 0..8)
    }

    proptest! {
        #[test]
        fn each_thing_counts_once_and_never_too_little(things in proptest::collection::vec(lists(), 0..5), low in 0u32..60_000, length in 0u32..90_000) {
            let most: u64 = things.iter().flatten().map(|(_, credit)| credit).sum();
            let mut tally = Tally::new(most);
            let mut expected: BTreeMap<Place, u64> = BTreeMap::new();
            for (thing, lists) in things.iter().enumerate() {
                let mut first: BTreeMap<Place, u64> = BTreeMap::new();
                for (places, credit) in lists {
                    tally.add(places, thing, *credit);
                    places.iter().for_each(|place| { first.entry(*place).or_insert(*credit); });
                }
                first.iter().for_each(|(place, credit)| *expected.entry(*place).or_default() += credit);
            }
            expected.retain(|place, _| (low..low + length).contains(place));
            let mut found = BTreeMap::new();
            let unit = tally.unit;
            tally.each(low, low + length, |place, sum| { found.insert(place, sum); });
            prop_assert!(found.keys().eq(expected.keys()));
            for ((_, found), (_, expected)) in found.iter().zip(&expected) {
                prop_assert!(found >= expected && *found <= expected + unit * (1 + things.len() as u64));
            }
        }
    }
}
