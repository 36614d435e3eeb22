//! Finding the best texts for a query.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::build::STEP;
use super::plan::{Item, items};
use super::query::Query;
use super::signature::Kept;
use super::verify::Verifier;
use super::{Place, Retriever};
use crate::score::{Score, Scored, least_kept, similarity};
use crate::store::UnitNumber;

/// Reading a signature in its place takes as long as reading so many hundredths of an entry of a list.
const SCAN_PERCENT: usize = 150;

/// Of what a scan takes, the part that may be spent on lists before it.
const SHARE_BEFORE_SCAN: usize = 4;

/// Texts that are scanned with one threshold.
const CHUNK: Place = 4096;

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
        self.search_with(here, (least, most), wants, SCAN_PERCENT)
    }

    pub(super) fn search_with(
        &self,
        here: &Scored,
        (least, most): (Score, usize),
        wants: Wants<'_>,
        scan_percent: usize,
    ) -> Vec<(UnitNumber, Score)> {
        if least > Score::ALMOST || here.total() == 0 || most == 0 || self.is_empty() {
            return Vec::new();
        }
        let query = Query::new(self, here);
        let mut search = Search {
            retriever: self,
            query: &query,
            wants,
            small: query.kept_small(self),
            large: query.kept_large(self),
            verifier: Verifier::new(self, &query),
            least: least.max(Score(1)),
            most,
            scan_percent,
            surplus: query.surplus(),
            found: Vec::new(),
            seen: Seen::default(),
            passed: Vec::new(),
        };
        search.run();
        search.found.into_iter().map(|(score, number)| (UnitNumber(number), score)).collect()
    }
}

struct Search<'q, 'i> {
    retriever: &'q Retriever<'i>,
    query: &'q Query<'q>,
    wants: Wants<'q>,
    small: Kept<4>,
    large: Kept<8>,
    verifier: Verifier<'q, 'i>,
    /// The threshold; once as many are found as are wanted, the score of the last of them.
    least: Score,
    most: usize,
    scan_percent: usize,
    /// G of the proof, for any text.
    surplus: u64,
    found: Vec<(Score, i64)>,
    seen: Seen,
    /// Places whose signatures pass.
    passed: Vec<Place>,
}

/// What the lists that were read say of all other texts.
#[derive(Debug, Clone, Copy)]
struct Covered {
    /// What they cost at least.
    cost: u64,
    /// By how much they can outweigh the query at no cost.
    surplus: u64,
}

impl Search<'_, '_> {
    fn run(&mut self) {
        let mut covered = Covered { cost: 0, surplus: self.surplus };
        if !self.read_lists(&mut covered) {
            self.scan(covered);
        }
    }

    /// Reads lists while they are the cheaper way; whether that is enough.
    fn read_lists(&mut self, covered: &mut Covered) -> bool {
        let items = items(self.retriever, self.query, self.lost());
        let mut spent = 0;
        for (at, item) in items.iter().enumerate() {
            if self.is_enough(*covered) {
                break;
            }
            let (low, high) = self.places(*covered);
            let scan = (high - low) as usize * self.scan_percent / 100;
            spent += item.cost;
            let rest = || self.cost_to_cover(items.get(at..).unwrap_or_default(), *covered);
            // Good matches out of the rarest words raise the threshold, also for what is scanned.
            if spent * SHARE_BEFORE_SCAN > scan && rest().is_none_or(|cost| cost > scan) {
                break;
            }
            self.read(item, low, high);
            covered.cost += item.gain;
            covered.surplus -= item.surplus.min(covered.surplus);
        }
        self.is_enough(*covered)
    }

    /// Entries to read until enough is covered; `None` where the lists do not cover it.
    fn cost_to_cover(&self, items: &[Item<'_>], mut covered: Covered) -> Option<usize> {
        let mut cost = 0;
        for item in items {
            cost += item.cost;
            covered.cost += item.gain;
            covered.surplus -= item.surplus.min(covered.surplus);
            if self.is_enough(covered) {
                return Some(cost);
            }
        }
        None
    }

    /// Reads the signatures of all texts of a weight that can reach the threshold.
    fn scan(&mut self, covered: Covered) {
        let (mut low, mut high) = self.places(covered);
        while low < high && self.least <= Score::ALMOST {
            let end = high.min(low.saturating_add(CHUNK));
            self.passed.clear();
            self.passed.extend(low..end);
            self.compare();
            low = end;
            high = high.min(self.places(covered).1);
        }
    }

    /// Whether no other text can reach the threshold.
    fn is_enough(&self, covered: Covered) -> bool {
        1000 * covered.cost > self.lost() * (self.query.total + covered.surplus) || self.least > Score::ALMOST
    }

    /// The share of the heavier side, in thousandths, that an alignment may cost.
    fn lost(&self) -> u64 {
        1000 - least_kept(self.least)
    }

    /// The places of the texts of a weight that can reach the threshold.
    fn places(&self, covered: Covered) -> (Place, Place) {
        let (total, kept) = (self.query.total, least_kept(self.least));
        let low = (kept * total / 1000).saturating_sub(self.query.lighter);
        let high = 1000 * (total + covered.surplus).saturating_sub(covered.cost) / kept.max(1);
        let steps = self.retriever.steps;
        let low = steps.get(((low / STEP) as usize).min(steps.len().saturating_sub(1)));
        let high = (high / STEP) as usize + 1;
        let high = if high < steps.len() { steps.get(high) } else { self.retriever.len() as Place };
        (low, high.max(low))
    }

    fn read(&mut self, item: &Item<'_>, low: Place, high: Place) {
        for id in item.all() {
            let Some(list) = self.retriever.list(id) else { continue };
            let places = self.retriever.places.slice(list.clone());
            let first = places.partition_point(|place| *place < low);
            let last = first + places.get(first..).unwrap_or_default().partition_point(|place| *place < high);
            let smalls = self.retriever.smalls.slice(list.start + first..list.start + last);
            let places = places.get(first..last).unwrap_or_default();
            // A text that weighs as much as it can at no cost may lose most.
            let most = self.lost() * (self.query.total + self.surplus) / 1000;
            let least = u32::try_from(self.small.total.saturating_sub(most)).unwrap_or(u32::MAX);
            self.passed.clear();
            let small = &self.small;
            let pass = places.iter().zip(smalls).filter(|(_, sign)| small.most(sign.to_le_bytes()) >= least);
            self.passed.extend(pass.map(|(place, _)| *place));
            self.compare();
        }
    }

    /// Compares what has passed.
    fn compare(&mut self) {
        let mut passed = std::mem::take(&mut self.passed);
        passed.retain(|place| self.may_be(*place));
        for place in &passed {
            self.compare_one(*place);
        }
        self.passed = passed;
    }

    /// Whether the signature leaves it open that a text reaches the threshold.
    fn may_be(&self, place: Place) -> bool {
        let at = place as usize;
        let (total, own) = (u64::from(self.retriever.totals.get(at)), self.query.total);
        let kept = u64::from(self.large.most(self.retriever.signatures.get(at).to_le_bytes()));
        let cost = self.large.total.saturating_sub(kept) + total.saturating_sub(own + self.surplus);
        1000 * cost <= self.lost() * own.max(total)
    }

    fn compare_one(&mut self, place: Place) {
        let at = place as usize;
        let number = self.retriever.numbers.get(at);
        if !self.seen.insert(place) || !(self.wants)(UnitNumber(number), self.retriever.classes.get(at)) {
            return;
        }
        let total = u64::from(self.retriever.totals.get(at));
        let heavier = self.query.total.max(total);
        let text = self.retriever.text(place);
        let most = self.lost() * heavier / 1000;
        if let Some(cost) = self.verifier.cost(text, most) {
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

/// Texts that were compared.
#[derive(Debug, Default)]
struct Seen {
    few: Vec<Place>,
    many: HashSet<Place>,
}

/// Places that are found faster one by one than by a hash.
const FEW: usize = 32;

impl Seen {
    fn insert(&mut self, place: Place) -> bool {
        if !self.many.is_empty() {
            return self.many.insert(place);
        }
        if self.few.contains(&place) {
            return false;
        }
        self.few.push(place);
        if self.few.len() > FEW {
            self.many.extend(&self.few);
        }
        true
    }
}
