//! Which lists have to be read so that no text is lost, the cheapest first.

use super::Retriever;
use super::query::{Query, Word};
use super::words::WordId;

/// Lists that are read together.
#[derive(Debug)]
pub(super) struct Item<'q> {
    /// Up to two parts: the words themselves and those near them.
    pub(super) lists: Vec<WordId>,
    pub(super) near: &'q [WordId],
    /// What a text costs more at least that is in none of them.
    pub(super) gain: u64,
    /// By how much less such a text can outweigh the query at no cost.
    pub(super) surplus: u64,
    /// Entries of the lists, and some for each list.
    pub(super) cost: usize,
}

impl Item<'_> {
    pub(super) fn all(&self) -> impl Iterator<Item = WordId> + '_ {
        self.lists.iter().chain(self.near).copied()
    }

    fn is_better(&self, other: &Item<'_>, lost: u64) -> bool {
        self.worth(lost) * other.cost as u64 > other.worth(lost) * self.cost as u64
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
    for word in &query.words {
        push(&mut items, retriever, word, lost);
    }
    items.sort_by(|a, b| b.is_better(a, lost).cmp(&a.is_better(b, lost)));
    items
}

/// Adds the lists of a word itself, and those of the words near it.
fn push<'q>(items: &mut Vec<Item<'q>>, retriever: &Retriever<'_>, word: &'q Word<'q>, lost: u64) {
    let Some(cost) = cost(retriever, word.own()) else { return };
    let (weight, surplus) = (word.weight(), word.surplus);
    let lists: Vec<WordId> = word.own().collect();
    if word.near.is_empty() {
        items.push(Item { lists, near: &[], gain: weight, surplus, cost });
        return;
    }
    let exact = Item { lists, near: &[], gain: weight - weight.div_ceil(2), surplus, cost };
    let Some(cost) = self::cost(retriever, word.near.iter().copied()) else {
        items.push(exact);
        return;
    };
    let near = Item { lists: Vec::new(), near: &word.near, gain: weight.div_ceil(2), surplus: 0, cost };
    // The second says something only of texts that are not in the first: if it is the better bargain, they are one.
    if near.is_better(&exact, lost) {
        let (gain, cost) = (exact.gain + near.gain, exact.cost + near.cost);
        items.push(Item { near: near.near, gain, cost, ..exact });
    } else {
        items.extend([exact, near]);
    }
}

/// How long the lists take; `None` where one word is too common to have a list.
fn cost(retriever: &Retriever<'_>, ids: impl Iterator<Item = WordId>) -> Option<usize> {
    ids.map(|id| Some(retriever.list(id)?.len() + LIST)).sum()
}
