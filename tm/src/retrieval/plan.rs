//! Which lists are read, the cheapest first: as many as it takes for no other text to be wanted, and as many more as spare
//! the work of comparing texts that are in few of them (Wang, Li and Feng, *Can we beat the prefix filtering?*, SIGMOD 2012).

use super::Retriever;
use super::query::{Query, Word};
use super::words::WordId;

/// Lists that are read together.
#[derive(Debug)]
pub(super) struct Item<'q> {
    /// Which word of the query they are for.
    pub(super) word: usize,
    /// Whether it has the lists of the word itself, which may be none.
    pub(super) is_own: bool,
    /// Up to two parts: the words themselves and those near them.
    pub(super) lists: Vec<WordId>,
    pub(super) near: &'q [WordId],
    /// What a text costs more at least that is in none of them.
    pub(super) gain: u64,
    /// The part of it that a text keeps which is in those of near words only.
    pub(super) near_gain: u64,
    /// By how much less a text that is in none can outweigh the query at no cost.
    pub(super) surplus: u64,
    /// Entries of the lists of the words themselves and of those near them, and some for each list.
    pub(super) costs: (usize, usize),
}

impl Item<'_> {
    pub(super) fn cost(&self) -> usize {
        self.costs.0 + self.costs.1
    }

    fn is_better(&self, other: &Item<'_>, lost: u64) -> bool {
        self.worth(lost) * other.cost() as u64 > other.worth(lost) * self.cost() as u64
    }

    /// What reading it does for the proof; `lost` is the share of the heavier side that may be lost, in thousandths.
    fn worth(&self, lost: u64) -> u64 {
        self.gain + self.surplus * lost / 1000
    }
}

/// Looking a list up takes as long as reading so many of its entries.
const LIST: usize = 32;

/// The items for a query, those that do most for their cost first. One that needs another stands behind it.
pub(super) fn items<'q>(retriever: &Retriever<'_>, query: &'q Query<'q>, lost: u64) -> Vec<Item<'q>> {
    let mut items: Vec<Item> = Vec::with_capacity(2 * query.words.len());
    for (number, word) in query.words.iter().enumerate() {
        push(&mut items, retriever, (number, word), lost);
    }
    items.sort_by(|a, b| b.is_better(a, lost).cmp(&a.is_better(b, lost)));
    items
}

/// Adds the lists of a word itself, and those of the words near it.
fn push<'q>(
    items: &mut Vec<Item<'q>>,
    retriever: &Retriever<'_>,
    (number, word): (usize, &'q Word<'q>),
    lost: u64,
) {
    let Some(cost) = cost(retriever, word.own()) else { return };
    let (weight, surplus) = (word.weight(), word.surplus);
    let own = Item {
        word: number,
        is_own: true,
        lists: word.own().collect(),
        near: &[],
        gain: weight,
        near_gain: 0,
        surplus,
        costs: (cost, 0),
    };
    if word.near.is_empty() {
        items.push(own);
        return;
    }
    let half = weight.div_ceil(2);
    let own = Item { gain: weight - half, ..own };
    let Some(cost) = self::cost(retriever, word.near.iter().copied()) else {
        items.push(own);
        return;
    };
    let near = Item {
        word: number,
        is_own: false,
        lists: Vec::new(),
        near: &word.near,
        gain: half,
        near_gain: half,
        surplus: 0,
        costs: (0, cost),
    };
    // The second says something only of texts that are not in the first: if it is the better bargain, they are one.
    if near.is_better(&own, lost) {
        let costs = (own.costs.0, cost);
        items.push(Item { near: &word.near, gain: weight, near_gain: half, costs, ..own });
    } else {
        items.extend([own, near]);
    }
}

/// How long the lists take; `None` where one word is too common to have a list.
fn cost(retriever: &Retriever<'_>, ids: impl Iterator<Item = WordId>) -> Option<usize> {
    ids.map(|id| Some(retriever.list(id)?.len() + LIST)).sum()
}

/// How many texts of a memory keep how much of a query by the lists read so far, as if words came together by chance.
#[derive(Debug)]
pub(super) struct Forecast {
    /// The share of all texts that has come to each level.
    shares: [f32; LEVELS],
    /// What a level stands for.
    level: u64,
    texts: f32,
}

/// Levels of what is kept: with fewer, too many texts seem to reach what they must.
const LEVELS: usize = 48;

impl Forecast {
    /// For so many texts and lists that gain so much together.
    pub(super) fn new(texts: usize, gain: u64) -> Forecast {
        let mut shares = [0.0; LEVELS];
        shares.first_mut().into_iter().for_each(|nothing| *nothing = 1.0);
        Forecast { shares, level: gain / (LEVELS as u64 - 1) + 1, texts: texts.max(1) as f32 }
    }

    pub(super) fn read(&mut self, item: &Item<'_>) {
        let (own, near) = (item.costs.0 as f32 / self.texts, item.costs.1 as f32 / self.texts);
        self.raise(item.gain, own.min(1.0), item.near_gain, near.min(1.0 - own.min(1.0)));
    }

    fn raise(&mut self, own: u64, own_share: f32, near: u64, near_share: f32) {
        let steps = |gain: u64| ((gain + self.level / 2) / self.level) as usize;
        let known = std::mem::replace(&mut self.shares, [0.0; LEVELS]);
        let moved = [(0, 1.0 - own_share - near_share), (steps(own), own_share), (steps(near), near_share)];
        for (steps, part) in moved {
            for (at, share) in known.iter().enumerate() {
                if let Some(slot) = self.shares.get_mut((at + steps).min(LEVELS - 1)) {
                    *slot += share * part;
                }
            }
        }
    }

    /// Texts that are in a list and keep so much.
    pub(super) fn reaching(&self, gain: u64) -> usize {
        let first = ((gain / self.level) as usize).clamp(1, LEVELS - 1);
        (self.shares.iter().skip(first).sum::<f32>() * self.texts) as usize
    }
}
