//! Comparing the texts that lists have found.

use super::Place;
use super::Retriever;
use super::build::STEP;
use super::plan::Item;
use super::query::{Query, Reading, Word};
use super::search::{BATCH, Covered, Search, touch};
use super::signature::{Kept, PARTS};
use super::tally::Tally;
use crate::score::Score;

/// Weights of texts heavier than the query that are told apart, up to half as much again.
const BANDS: u64 = 8;

/// A text out of lists: how much of the heavier side it loses at least, in thousandths, and what it costs at least by the
/// lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    pub(super) lost: u32,
    pub(super) place: Place,
    pub(super) cost: u64,
}

/// What the signatures say of the words whose lists were not read, by their size, when the first is asked.
#[derive(Debug)]
pub(super) struct Rest {
    read: Vec<Reading>,
    kept: [Option<Kept>; PARTS.len()],
}

impl Rest {
    pub(super) fn new(query: &Query<'_>, items: &[Item<'_>]) -> Rest {
        let nothing = |word: &Word<'_>| Reading { own: false, near: word.near.is_empty() };
        let mut read: Vec<Reading> = query.words.iter().map(nothing).collect();
        for item in items {
            if let Some(read) = read.get_mut(item.word) {
                read.own |= item.is_own;
                read.near |= !item.near.is_empty();
            }
        }
        Rest { read, kept: Default::default() }
    }

    /// Whether a text may lose no more than `open` of them.
    fn may_lose(&mut self, retriever: &Retriever<'_>, query: &Query<'_>, place: Place, open: u64) -> bool {
        let (size, range) = retriever.sizes.find(place);
        let parts = range.len();
        self.kept.get_mut(size).is_none_or(|kept| {
            let kept = kept.get_or_insert_with(|| query.rest(retriever, parts, &self.read));
            kept.may_lose(open, retriever.signatures.slice(range))
        })
    }
}

/// What texts from a place on may cost by the lists that were read.
#[derive(Debug, Clone, Copy)]
struct Limit {
    first: Place,
    most: u64,
    /// What they cost besides.
    excess: u64,
    /// The weight of the heavier side at least.
    heaviest: u64,
}

impl<'i> Search<'_, 'i> {
    /// Reads the lists of some items and compares the texts that are in enough of them, those first that are in most.
    pub(super) fn read(&mut self, items: &[Item<'_>]) {
        let mut covered = self.nothing();
        items.iter().for_each(|item| covered.add(item));
        let tally = self.tally(items);
        let limits = self.limits(covered);
        let mut found: Vec<Found> = Vec::new();
        let (low, high) = self.places();
        let least = limits.iter().map(|limit| covered.cost.saturating_sub(limit.most)).min();
        tally.each((low, high), least.unwrap_or(0), |place, kept| {
            let cost = covered.cost.saturating_sub(kept);
            let limit = limits.iter().take_while(|limit| limit.first <= place).last();
            if let Some(limit) = limit.filter(|limit| cost <= limit.most) {
                found.push(Found {
                    lost: (1000 * (cost + limit.excess) / limit.heaviest) as u32,
                    place,
                    cost,
                });
            }
        });
        found.sort_unstable();
        let mut rest = Rest::new(self.query, items);
        for batch in found.chunks(BATCH) {
            let lost = self.lost();
            let open = batch.iter().take_while(|found| u64::from(found.lost) <= lost).count();
            if open == 0 || self.least > Score::ALMOST {
                break;
            }
            self.compare_found(batch.get(..open).unwrap_or_default(), covered, &mut rest);
        }
    }

    /// Compares texts out of lists.
    pub(super) fn compare_found(&mut self, batch: &[Found], covered: Covered, rest: &mut Rest) {
        let Retriever { signatures, sizes, totals, texts, .. } = self.retriever;
        self.passed.clear();
        self.passed.extend(batch.iter().map(|found| found.place));
        touch(&self.passed, |place| {
            signatures.get(sizes.find(place).1.start) ^ u64::from(totals.get(place as usize))
        });
        self.passed.clear();
        for found in batch {
            let total = u64::from(totals.get(found.place as usize));
            let excess = total.saturating_sub(self.query.total + self.surplus);
            let heavier = total.max(self.query.total + covered.surplus);
            let open = (self.lost() * heavier / 1000).checked_sub(found.cost + excess);
            if open.is_some_and(|open| rest.may_lose(self.retriever, self.query, found.place, open)) {
                self.passed.push(found.place);
            }
        }
        touch(&self.passed, |place| texts.touch(place as usize));
        let passed = std::mem::take(&mut self.passed);
        passed.iter().for_each(|place| self.compare_one(*place));
        self.passed = passed;
    }

    /// The lists of some items, with what a text keeps at most that is in them.
    fn tally(&self, items: &[Item<'_>]) -> Tally<'i> {
        let mut words: Vec<(u64, u64)> = vec![(0, 0); self.query.words.len()];
        for item in items {
            if let Some((gain, near)) = words.get_mut(item.word) {
                *gain += item.gain;
                *near += item.near_gain;
            }
        }
        // A text that has the word may outweigh the query by the surplus of its parts, and lose as much more.
        let more = |item: &Item<'_>| (item.surplus * self.lost()).div_ceil(1000);
        let mut tally = Tally::new(items.iter().map(|item| item.gain + more(item)).sum());
        // Lists of one word stand side by side, those of the word itself before those of the words near it.
        let mut sorted: Vec<&Item<'_>> = items.iter().collect();
        sorted.sort_by_key(|item| (item.word, !item.is_own));
        for item in sorted {
            let (gain, near) = words.get(item.word).copied().unwrap_or_default();
            let own = item.lists.iter().map(|id| (id, gain + more(item)));
            for (id, credit) in own.chain(item.near.iter().map(|id| (id, near))) {
                let list = self.retriever.list(*id).map(|list| self.retriever.places.slice(list));
                tally.add(list.unwrap_or_default(), item.word, credit);
            }
        }
        tally
    }

    /// What texts may cost, from light to heavy ones: those that weigh no more than the query and all by which they can
    /// outweigh it at no cost, and some ranges of heavier ones, which cost the rest at least.
    fn limits(&self, covered: Covered) -> Vec<Limit> {
        let lost = self.lost();
        let heaviest = (self.query.total + covered.surplus).max(1);
        let mut limits = vec![Limit { first: 0, most: lost * heaviest / 1000, excess: 0, heaviest }];
        let free = self.query.total + self.surplus;
        let steps = self.retriever.steps;
        for step in (1..=BANDS).map(|band| free * (2 * BANDS + band) / (2 * BANDS) / STEP) {
            let (heaviest, at) = (step * STEP, step as usize);
            if heaviest > free && at < steps.len() {
                let excess = heaviest - free;
                let most = lost * heaviest / 1000;
                limits.push(Limit {
                    first: steps.get(at),
                    most: most.saturating_sub(excess),
                    excess,
                    heaviest,
                });
            }
        }
        limits
    }
}
