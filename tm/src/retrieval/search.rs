//! Finding the best texts for a query.

use std::cmp::Reverse;

use super::found::{Found, Rest};
use super::plan::{Forecast, Item, items};
use super::query::Query;
use super::signature::{Folded, Kept, PARTS};
use super::verify::Verifier;
use super::words::spread_number;
use super::{Place, Retriever};
use crate::score::{Score, Scored, least_kept, similarity};
use crate::store::UnitNumber;

/// What work takes in entries of lists that are read meanwhile: what decides on the way to the same answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effort {
    /// Comparing a text that lists have found, its signature mostly.
    pub(super) compare: usize,
    /// Reading a hundred signatures in their place and comparing the texts that pass.
    pub(super) scan: usize,
}

impl Effort {
    /// As measured with a million texts (`tests/bench/retrieval.rs`).
    const MEASURED: Effort = Effort { compare: 160, scan: 2000 };
}

/// Of what a scan takes, the part that may be spent on lists before it.
const SHARE_BEFORE_SCAN: usize = 4;

/// Texts that are scanned with one threshold.
const CHUNK: Place = 4096;

/// Texts of which the numbers are fetched at once.
pub(super) const BATCH: usize = 64;

/// Reads a number of each of some texts and does nothing with them: the processor fetches them from memory side by side,
/// where one after the other each would be waited for.
pub(super) fn touch(places: &[Place], read: impl Fn(Place) -> u64) {
    std::hint::black_box(places.iter().fold(0, |sum, place| sum ^ read(*place)));
}

/// What a caller wants: units by number and class.
type Wants<'w> = &'w dyn Fn(UnitNumber, u16) -> bool;

impl Retriever<'_> {
    /// The units whose text is most similar to this one, the best first, the newer first among equals: at most `most`,
    /// all wanted and with a similarity of `least` or more (one per mille at least). Exactly those that
    /// [`crate::score::compare`] with every text would find; but a text of the same exact key has here what its words
    /// alone give, 990 per mille as a rule.
    pub fn search(
        &self,
        here: &Scored,
        least: Score,
        most: usize,
        wants: Wants<'_>,
    ) -> Vec<(UnitNumber, Score)> {
        self.search_with(here, (least, most), wants, Effort::MEASURED)
    }

    pub(super) fn search_with(
        &self,
        here: &Scored,
        (least, most): (Score, usize),
        wants: Wants<'_>,
        effort: Effort,
    ) -> Vec<(UnitNumber, Score)> {
        if least > Score::ALMOST || here.total() == 0 || most == 0 || self.is_empty() {
            return Vec::new();
        }
        let query = Query::new(self, here);
        let mut search = Search {
            retriever: self,
            query: &query,
            wants,
            folded: query.folded(self),
            kept: Default::default(),
            verifier: Verifier::new(self, &query),
            least: least.max(Score(1)),
            most,
            effort,
            surplus: query.surplus(),
            found: Vec::new(),
            seen: Seen::default(),
            passed: Vec::new(),
        };
        search.run();
        search.found.into_iter().map(|(score, number)| (UnitNumber(number), score)).collect()
    }
}

pub(super) struct Search<'q, 'i> {
    pub(super) retriever: &'q Retriever<'i>,
    pub(super) query: &'q Query<'q>,
    wants: Wants<'q>,
    folded: Folded,
    /// For each size of signatures, when the first of them is read.
    kept: [Option<Kept>; PARTS.len()],
    verifier: Verifier<'q, 'i>,
    /// The threshold; once as many are found as are wanted, the score of the last of them.
    pub(super) least: Score,
    most: usize,
    effort: Effort,
    /// G of the proof, for any text.
    pub(super) surplus: u64,
    found: Vec<(Score, i64)>,
    seen: Seen,
    /// Places whose signatures pass.
    pub(super) passed: Vec<Place>,
}

/// What the lists that were read say of all other texts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Covered {
    /// What they cost at least.
    pub(super) cost: u64,
    /// By how much they can outweigh the query at no cost.
    pub(super) surplus: u64,
}

/// How many lists are read, or none where all signatures are; and what work that is, in entries of lists.
#[derive(Debug, Clone, Copy)]
struct Plan {
    lists: Option<usize>,
    work: usize,
}

impl Covered {
    pub(super) fn add(&mut self, item: &Item<'_>) {
        self.cost += item.gain;
        self.surplus -= item.surplus.min(self.surplus);
    }
}

impl Search<'_, '_> {
    fn run(&mut self) {
        let items = items(self.retriever, self.query, self.lost());
        let mut plan = self.plan(&items);
        let mut read = 0;
        // Good matches out of the rarest words raise the threshold, and then lists may do.
        while plan.lists.is_none() {
            let work = plan.work / SHARE_BEFORE_SCAN;
            let mut reading = 0;
            let cheap = items.iter().take_while(|item| {
                reading += item.cost();
                reading <= work
            });
            let count = cheap.count();
            if count <= read {
                break;
            }
            self.read(items.get(..count).unwrap_or_default());
            plan = self.plan(&items);
            read = count;
        }
        match plan.lists {
            Some(count) => self.read(items.get(..count).unwrap_or_default()),
            None => self.scan(items.get(..read).unwrap_or_default()),
        }
    }

    /// How many of the items to read.
    fn plan(&self, items: &[Item<'_>]) -> Plan {
        let mut covered = self.nothing();
        let (low, high) = self.places();
        let (window, texts) = ((high - low) as usize, self.retriever.len().max(1));
        let mut plan = Plan { lists: None, work: window * self.effort.scan / 100 };
        if self.is_enough(covered) {
            return Plan { lists: Some(0), work: 0 };
        }
        let mut forecast = Forecast::new(texts, items.iter().map(|item| item.gain).sum());
        let mut reading = 0;
        for (count, item) in (1..).zip(items) {
            reading += item.cost() * window / texts;
            if reading >= plan.work {
                break;
            }
            covered.add(item);
            forecast.read(item);
            if let Some(least) = self.least_gain(covered) {
                let work = reading + forecast.reaching(least) * window / texts * self.effort.compare;
                if work < plan.work {
                    plan = Plan { lists: Some(count), work };
                }
            }
        }
        plan
    }

    /// What no list says.
    pub(super) fn nothing(&self) -> Covered {
        Covered { cost: 0, surplus: self.surplus }
    }

    /// What a text has to keep of the lists that were read, if it is not nothing.
    fn least_gain(&self, covered: Covered) -> Option<u64> {
        let lost = self.lost() * (self.query.total + covered.surplus) / 1000;
        covered.cost.checked_sub(lost).filter(|gain| *gain > 0)
    }

    /// Reads the signatures of all texts of a weight that can reach the threshold; those that are in the lists of some items
    /// were compared.
    fn scan(&mut self, items: &[Item<'_>]) {
        let mut covered = self.nothing();
        items.iter().for_each(|item| covered.add(item));
        let mut rest = Rest::new(self.query, items);
        let (mut low, mut high) = self.places();
        while low < high && self.least <= Score::ALMOST {
            let end = high.min(low.saturating_add(CHUNK));
            match items {
                [] => {
                    self.passed.clear();
                    self.passed.extend(low..end);
                    self.compare();
                }
                _ => {
                    let found: Vec<Found> =
                        (low..end).map(|place| Found { lost: 0, place, cost: covered.cost }).collect();
                    self.compare_found(&found, covered, &mut rest);
                }
            }
            low = end;
            high = high.min(self.places().1);
        }
    }

    /// Whether no other text can reach the threshold.
    fn is_enough(&self, covered: Covered) -> bool {
        1000 * covered.cost > self.lost() * (self.query.total + covered.surplus) || self.least > Score::ALMOST
    }

    /// The share of the heavier side, in thousandths, that an alignment may cost.
    pub(super) fn lost(&self) -> u64 {
        1000 - least_kept(self.least)
    }

    /// The places of the texts of a weight that can reach the threshold.
    pub(super) fn places(&self) -> (Place, Place) {
        let (total, kept) = (self.query.total, least_kept(self.least));
        let low = (kept * total / 1000).saturating_sub(self.query.lighter);
        let high = 1000 * (total + self.surplus) / kept.max(1);
        self.retriever.weighing(low, high)
    }

    /// Compares what has passed.
    fn compare(&mut self) {
        let passed = std::mem::take(&mut self.passed);
        let mut few: Vec<Place> = Vec::with_capacity(BATCH);
        for places in passed.chunks(BATCH) {
            let signatures = self.retriever.signatures;
            let sizes = self.retriever.sizes;
            touch(places, |place| {
                let range = sizes.find(place).1;
                // In memory it may lie across two lines.
                signatures.get(range.start) ^ signatures.get(range.end - 1)
            });
            few.clear();
            few.extend(places.iter().copied().filter(|place| self.may_be(*place)));
            touch(&few, |place| u64::from(self.retriever.totals.get(place as usize)));
            few.retain(|place| self.may_be_heavier(*place));
            touch(&few, |place| self.retriever.texts.touch(place as usize));
            for place in &few {
                self.compare_one(*place);
            }
        }
        self.passed = passed;
    }

    /// Whether the signature leaves it open that a text reaches the threshold; the weight of the text lies elsewhere and is not
    /// asked yet.
    fn may_be(&mut self, place: Place) -> bool {
        let (size, range) = self.retriever.sizes.find(place);
        let signature = self.retriever.signatures.slice(range.clone());
        let least = least_kept(self.least) * self.query.total;
        if 1000 * self.folded.most(signature) < least {
            return false;
        }
        let Some(slot) = self.kept.get_mut(size) else { return false };
        let kept = slot.get_or_insert_with(|| self.query.kept(self.retriever, range.len()));
        kept.may_keep(least, signature)
    }

    /// Likewise, with the weight of the text.
    fn may_be_heavier(&self, place: Place) -> bool {
        let (size, range) = self.retriever.sizes.find(place);
        let Some(Some(kept)) = self.kept.get(size) else { return false };
        let heavier = self.query.total.max(u64::from(self.retriever.totals.get(place as usize)));
        kept.may_keep(least_kept(self.least) * heavier, self.retriever.signatures.slice(range))
    }

    pub(super) fn compare_one(&mut self, place: Place) {
        let at = place as usize;
        let number = self.retriever.number(place);
        if !self.seen.insert(place) || !(self.wants)(UnitNumber(number), self.retriever.classes.get(at)) {
            return;
        }
        let total = u64::from(self.retriever.totals.get(at));
        let heavier = self.query.total.max(total);
        let most = self.lost() * heavier / 1000;
        if let Some(cost) = self.verifier.cost(place, (heavier, most)) {
            self.add(similarity(cost, heavier), number);
        }
    }

    fn add(&mut self, score: Score, number: i64) {
        if score < self.least {
            return;
        }
        let at = self.found.partition_point(|found| Reverse(*found) < Reverse((score, number)));
        self.found.insert(at, (score, number));
        self.found.truncate(self.most);
        if let Some(last) = self.found.last().filter(|_| self.found.len() == self.most) {
            self.least = self.least.max(last.0);
        }
    }
}

/// Texts that were compared: a table of places by hash, at most half full, a place plus one in each slot.
#[derive(Debug)]
struct Seen {
    slots: Vec<Place>,
    used: usize,
}

impl Default for Seen {
    fn default() -> Seen {
        Seen { slots: vec![0; 64], used: 0 }
    }
}

impl Seen {
    /// Whether it was not there before.
    fn insert(&mut self, place: Place) -> bool {
        if 2 * self.used >= self.slots.len() {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![0; 4 * old.len()];
            self.used = 0;
            for place in old.iter().filter_map(|slot| slot.checked_sub(1)) {
                self.insert(place);
            }
        }
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = (spread_number(place) >> 7) as usize & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            match *slot {
                0 => {
                    *slot = place.saturating_add(1);
                    self.used += 1;
                    return true;
                }
                found if found == place.saturating_add(1) => return false,
                _ => at = (at + 1) & mask,
            }
        }
        false
    }
}
