//! What each text of some lists keeps of a query at most: the lists are read side by side, a block of places after the other,
//! into a sum for each place (merging by counting: Li, Lu and Lu, *Efficient Merging and Filtering Algorithms for Approximate
//! String Searches*, ICDE 2008).

use super::Place;
use super::near::in_buckets;

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
#[derive(Debug, Clone, Copy)]
struct List<'i> {
    places: &'i [Place],
    thing: u32,
    credit: u32,
}

/// An entry of a short list: its offset from the first place that is read, and which list it is of.
type Entry = (u32, u32);

/// Lists whose things have fewer entries for each list and block are dealt out to the blocks before they are read: turning to
/// a list takes as long as so many entries.
const SHORT: usize = 4;

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

    /// Visits each text from `low` to before `high` that is in a list and keeps `least` or more of what lists were added for,
    /// with what it keeps at most.
    pub(super) fn each(mut self, (low, high): (Place, Place), least: u64, mut visit: impl FnMut(Place, u64)) {
        self.cut(low, high);
        let least = u32::try_from(least.div_ceil(self.unit)).unwrap_or(MOST);
        let blocks = (high.saturating_sub(low) as usize).div_ceil(BLOCK);
        let (short, mut long) = self.by_length(blocks);
        let (starts, entries) = dealt_out(&short, low, blocks);
        for (start, ends) in (low..high).step_by(BLOCK).zip(starts.windows(2)) {
            let [first, last] = ends else { continue };
            for (at, list) in entries.get(*first as usize..*last as usize).unwrap_or_default() {
                let Some(list) = short.get(*list as usize) else { continue };
                add(&mut self.sums, &mut self.touched, *at % BLOCK as u32, list);
            }
            let end = high.min(start.saturating_add(BLOCK as Place));
            for list in &mut long {
                let read = list.places.iter().take_while(|place| **place < end);
                let read = read
                    .map(|place| add(&mut self.sums, &mut self.touched, place.wrapping_sub(start), list))
                    .count();
                list.places = list.places.get(read..).unwrap_or_default();
            }
            for at in self.touched.drain(..) {
                let Some(sum) = self.sums.get_mut(at as usize) else { continue };
                if *sum & MOST >= least {
                    visit(start + at, u64::from(*sum & MOST) * self.unit);
                }
                *sum = 0;
            }
        }
    }

    /// Leaves of each list what lies from `low` to before `high`.
    fn cut(&mut self, low: Place, high: Place) {
        // The beginnings lie far from each other in memory, and are waited for together.
        let first = |list: &List<'_>| list.places.first().copied().unwrap_or_default();
        std::hint::black_box(self.lists.iter().fold(0, |sum, list| sum ^ first(list)));
        for list in &mut self.lists {
            let before = list.places.partition_point(|place| *place < low);
            let end = list.places.partition_point(|place| *place < high);
            list.places = list.places.get(before..end).unwrap_or_default();
        }
        self.lists.retain(|list| !list.places.is_empty());
    }

    /// The lists of things with few entries, and the others.
    fn by_length(&mut self, blocks: usize) -> (Vec<List<'i>>, Vec<List<'i>>) {
        let (mut short, mut long) = (Vec::with_capacity(self.lists.len()), Vec::new());
        for lists in self.lists.chunk_by(|a, b| a.thing == b.thing) {
            let entries: usize = lists.iter().map(|list| list.places.len()).sum();
            if entries < SHORT * lists.len() * blocks { &mut short } else { &mut long }.extend(lists);
        }
        (short, long)
    }
}

/// The entries of lists by the block they are in, and where each block begins.
fn dealt_out(lists: &[List<'_>], low: Place, blocks: usize) -> (Vec<u32>, Vec<Entry>) {
    let entries: Vec<Entry> = (0..)
        .zip(lists)
        .flat_map(|(number, list)| list.places.iter().map(move |place| (place.wrapping_sub(low), number)))
        .collect();
    in_buckets(&entries, blocks, |(offset, _)| *offset as usize / BLOCK)
}

/// Adds a text of a list, by its offset in the block, unless it is in a list of the same thing before it.
#[inline]
fn add(sums: &mut [u32], touched: &mut Vec<u32>, at: u32, list: &List<'_>) {
    let Some(sum) = sums.get_mut(at as usize) else { return };
    if *sum == 0 {
        touched.push(at);
    } else if *sum >> SUM_BITS == list.thing && list.thing != 0 {
        return;
    }
    *sum = ((*sum & MOST) + list.credit).min(MOST) | list.thing << SUM_BITS;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// Lists of a thing each, with its credit.
    fn lists() -> impl Strategy<Value = Vec<(Vec<Place>, u64)>> {
        let places =
            proptest::collection::btree_set(0u32..100_000, 0..400).prop_map(|set| set.into_iter().collect());
        proptest::collection::vec((places, 0u64..5_000_000), 0..8)
    }

    proptest! {
        #[test]
        fn each_thing_counts_once_and_never_too_little(things in proptest::collection::vec(lists(), 0..5), low in 0u32..60_000, length in 0u32..90_000, least in 0u64..9_000_000) {
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
            tally.each((low, low + length), least, |place, sum| { found.insert(place, sum); });
            let rounded = unit * (1 + things.len() as u64);
            prop_assert!(expected.iter().all(|(place, sum)| *sum < least || found.contains_key(place)));
            for (place, found) in found {
                let expected = expected.get(&place).copied().unwrap_or_default();
                prop_assert!(found >= expected.max(least) && found <= expected + rounded);
            }
        }
    }
}
