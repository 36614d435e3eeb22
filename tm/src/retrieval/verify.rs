//! What a text costs: a bound by its words regardless of order, then the cheapest alignment, as
//! [`crate::distance::align`] defines it, given up where it costs too much.

use super::Place;
use super::Retriever;
use super::compounds::last_pieces;
use super::query::{Query, Word};
use super::words::{WordId, Words, spread_number};
use crate::distance::MOST_PARTS;
use crate::score::MOST_CELLS;

/// Aligns texts with a query.
#[derive(Debug)]
pub(super) struct Verifier<'q, 'i> {
    retriever: &'q Retriever<'i>,
    query: &'q Query<'q>,
    /// What each word of the memory is to the query that is anything to it; filled for the first text.
    roles: Option<Roles>,
    /// The query has a word that a text may have in parts.
    is_any_apart: bool,
    /// The rows of the table for the last words of the text, one behind the other.
    rows: [Vec<u32>; MOST_PARTS + 1],
    prices: Vec<u32>,
    /// Places in the query that are reached for nothing, and the cost there.
    free: Vec<(usize, u32)>,
    /// Words of the query that may end at a place of the text in parts.
    ends: Vec<usize>,
    /// What a text has of each word of the query.
    counts: Vec<Count>,
    /// The words of the text.
    text: Vec<WordId>,
    /// The words of the text before it, and what it cost or that it cost too much: many units have one text.
    last: Option<(Vec<WordId>, Option<u64>)>,
}

/// How often a text has a word of the query and words near it, and whether it may have it in parts.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    same: u32,
    near: u32,
    apart: bool,
}

/// What a word of the memory is to a word of the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Same,
    Near,
    /// It is a run of the query joined; the number is that of the join.
    Whole,
    /// The word may end with it when it is apart.
    Last,
}

/// A table of roles by word.
#[derive(Debug)]
struct Roles {
    /// The first role of a word, plus one; zero is free. Length is a power of two.
    slots: Vec<u32>,
    /// The word, its role to which word or join of the query, and where its next role stands, plus one.
    all: Vec<(WordId, Role, u32, u32)>,
}

impl Roles {
    fn new(words: &Words<'_>, query: &Query<'_>) -> Roles {
        let lasts: Vec<(u32, WordId)> = (0..)
            .zip(&query.words)
            .filter(|(_, word)| word.is_apart)
            .flat_map(|(number, word)| {
                last_pieces(words, word.token.token.text.as_bytes()).into_iter().map(move |id| (number, id))
            })
            .collect();
        let count = query.words.iter().map(|word| word.near.len() + 1).sum::<usize>();
        let count = count + query.joins.len() + lasts.len();
        let mut roles =
            Roles { slots: vec![0; (2 * count + 2).next_power_of_two()], all: Vec::with_capacity(count) };
        for (number, word) in (0..).zip(&query.words) {
            word.id.iter().for_each(|id| roles.push(*id, Role::Same, number));
            word.near.iter().for_each(|id| roles.push(*id, Role::Near, number));
        }
        for (number, join) in (0..).zip(&query.joins) {
            roles.push(join.whole, Role::Whole, number);
        }
        lasts.iter().for_each(|(number, id)| roles.push(*id, Role::Last, *number));
        roles
    }

    fn slot(&self, id: WordId) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = (spread_number(id) >> 8) as usize & mask;
        loop {
            let first = self.slots.get(at).copied().unwrap_or(0);
            let is_free = first == 0;
            if is_free || self.all.get(first as usize - 1).is_some_and(|role| role.0 == id) {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    fn push(&mut self, id: WordId, role: Role, number: u32) {
        let at = self.slot(id);
        let next = self.slots.get(at).copied().unwrap_or(0);
        self.all.push((id, role, number, next));
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = self.all.len() as u32;
        }
    }

    fn of(&self, id: WordId) -> impl Iterator<Item = (Role, usize)> + '_ {
        let mut next = self.slots.get(self.slot(id)).copied().unwrap_or(0);
        std::iter::from_fn(move || {
            let (_, role, number, after) = self.all.get((next as usize).checked_sub(1)?)?;
            next = *after;
            Some((*role, *number as usize))
        })
    }
}

impl<'q, 'i> Verifier<'q, 'i> {
    pub(super) fn new(retriever: &'q Retriever<'i>, query: &'q Query<'q>) -> Verifier<'q, 'i> {
        Verifier {
            retriever,
            query,
            roles: None,
            is_any_apart: query.words.iter().any(|word| word.is_apart),
            rows: Default::default(),
            prices: Vec::new(),
            free: Vec::new(),
            ends: Vec::new(),
            counts: Vec::new(),
            text: Vec::new(),
            last: None,
        }
    }

    /// The cost of the cheapest alignment if it is at most `most`, and the text is short enough to be compared; `heavier`
    /// is the weight of the heavier side.
    pub(super) fn cost(&mut self, place: Place, (heavier, most): (u64, u64)) -> Option<u64> {
        let mut text = std::mem::take(&mut self.text);
        self.retriever.texts.read(place as usize, &mut text);
        if let Some((last, cost)) = &self.last
            && *last == text
        {
            // What may be spent only becomes less.
            let cost = cost.filter(|cost| *cost <= most);
            self.text = text;
            return cost;
        }
        let roles = self.roles.take().unwrap_or_else(|| Roles::new(&self.retriever.words, self.query));
        let mut cost = None;
        if text.len().saturating_mul(self.query.order.len()) <= MOST_CELLS
            && heavier <= most.saturating_add(self.most_kept(&roles, &text))
            && heavier <= most.saturating_add(self.most_kept_in_order(&roles, &text))
        {
            cost = self.align(&roles, &text, u32::try_from(most).unwrap_or(u32::MAX)).map(u64::from);
        }
        let mut last = self.last.take().map(|(last, _)| last).unwrap_or_default();
        last.clone_from(&text);
        self.last = Some((last, cost));
        (self.text, self.roles) = (text, Some(roles));
        cost
    }

    #[cfg(test)]
    pub(super) fn most_kept_of(&mut self, place: Place) -> (u64, u64) {
        let mut text = Vec::new();
        self.retriever.texts.read(place as usize, &mut text);
        let roles = Roles::new(&self.retriever.words, self.query);
        (self.most_kept(&roles, &text), self.most_kept_in_order(&roles, &text))
    }

    /// What is kept of either side at most, whatever the order of words.
    fn most_kept(&mut self, roles: &Roles, text: &[WordId]) -> u64 {
        self.counts.clear();
        self.counts.resize(self.query.words.len(), Count::default());
        let mut kept = 0;
        for id in text {
            for (role, number) in roles.of(*id) {
                match role {
                    Role::Same => self.counts.get_mut(number).into_iter().for_each(|count| count.same += 1),
                    Role::Near => self.counts.get_mut(number).into_iter().for_each(|count| count.near += 1),
                    Role::Last => {
                        self.counts.get_mut(number).into_iter().for_each(|count| count.apart = true)
                    }
                    Role::Whole => {
                        let run = self.query.joins.get(number).map_or(0, |join| join.weight);
                        kept += u64::from(run.max(self.retriever.weights.of(*id)));
                    }
                }
            }
        }
        for (word, count) in self.query.words.iter().zip(&self.counts) {
            let (times, weight) = (word.times(), word.token.weight);
            let same = times.min(count.same);
            let near = count.near.min(times - same);
            // Also of a text that has the word: it may keep the heavier parts it has elsewhere.
            kept += if count.apart {
                word.weight() + word.surplus
            } else {
                u64::from(same) * u64::from(weight) + u64::from(near) * u64::from(weight / 2)
            };
        }
        kept
    }

    /// Likewise with words in order: the heaviest common subsequence (Hunt and Szymanski, *A fast algorithm for computing
    /// longest common subsequences*, CACM 20(5), 1977), which is quick where few words are the same; behind
    /// [`Verifier::most_kept`].
    fn most_kept_in_order(&mut self, roles: &Roles, text: &[WordId]) -> u64 {
        // What is kept of the places before each at most.
        let mut best = std::mem::take(&mut self.prices);
        best.clear();
        best.resize(self.query.order.len() + 1, 0);
        let apart =
            |(word, count): (&Word<'_>, &Count)| if count.apart { word.weight() + word.surplus } else { 0 };
        let mut beside: u64 = self.query.words.iter().zip(&self.counts).map(apart).sum();
        for id in text {
            self.free.clear();
            for (role, number) in roles.of(*id) {
                match (role, self.query.words.get(number), self.query.joins.get(number)) {
                    (Role::Whole, _, Some(join)) => {
                        beside += u64::from(join.weight.max(self.retriever.weights.of(*id)));
                    }
                    (Role::Same | Role::Near, Some(word), _) => {
                        let kept = if role == Role::Same { word.token.weight } else { word.token.weight / 2 };
                        let places = self.query.places_of(word).iter();
                        self.free.extend(places.map(|place| (*place as usize, kept)));
                    }
                    _ => {}
                }
            }
            // From the last on, as one word of the text stands for one place.
            self.free.sort_unstable_by(|a, b| b.cmp(a));
            for (place, kept) in &self.free {
                let kept = best.get(*place).map_or(0, |before| before + kept);
                let behind = best.iter_mut().skip(place + 1).take_while(|best| **best < kept);
                behind.for_each(|best| *best = kept);
            }
        }
        let kept = best.last().copied().map_or(0, u64::from);
        self.prices = best;
        kept + beside
    }

    fn align(&mut self, roles: &Roles, text: &[WordId], most: u32) -> Option<u32> {
        let mut row = std::mem::take(self.rows.first_mut()?);
        row.clear();
        row.push(0);
        let mut sum = 0;
        for (_, weight) in &self.query.order {
            sum += *weight;
            row.push(sum);
        }
        *self.rows.first_mut()? = row;
        // Rows without a cell that is cheap enough; a compound comes out of a row before the last.
        let mut lost = 0;
        for (at, id) in (1..).zip(text) {
            let above = self.rows.get((at - 1) % (MOST_PARTS + 1)).map(Vec::as_slice).unwrap_or_default();
            let weight = self.retriever.weights.of(*id);
            self.free.clear();
            self.prices.clear();
            self.prices.extend(self.query.order.iter().map(|(_, own)| weight.max(*own)));
            for (role, number) in roles.of(*id) {
                if role == Role::Whole {
                    let join = self.query.joins.get(number);
                    let from =
                        join.and_then(|join| Some((join.end as usize, *above.get(join.start as usize)?)));
                    self.free.extend(from);
                    continue;
                }
                if role == Role::Last {
                    self.ends.push(number);
                    continue;
                }
                for place in
                    self.query.words.get(number).map(|word| self.query.places_of(word)).unwrap_or_default()
                {
                    if let Some(price) = self.prices.get_mut(*place as usize) {
                        *price = if role == Role::Same { 0 } else { *price / 2 };
                    }
                }
            }
            while let Some(number) = self.ends.pop() {
                self.add_split(text, at, number);
            }
            let mut row = std::mem::take(self.rows.get_mut(at % (MOST_PARTS + 1))?);
            let above = self.rows.get((at - 1) % (MOST_PARTS + 1))?;
            let least = fill(&mut row, above, (&self.prices, &self.query.order), weight, &mut self.free);
            *self.rows.get_mut(at % (MOST_PARTS + 1))? = row;
            lost = if least > most { lost + 1 } else { 0 };
            if lost >= if self.is_any_apart { MOST_PARTS } else { 1 } {
                return None;
            }
        }
        self.rows.get(text.len() % (MOST_PARTS + 1))?.last().copied().filter(|cost| *cost <= most)
    }

    /// Adds where a word of the query may end here in parts.
    fn add_split(&mut self, text: &[WordId], at: usize, number: usize) {
        let Some(word) = self.query.words.get(number) else { return };
        let mut rest = word.token.token.text.as_bytes();
        for parts in 1..=MOST_PARTS.min(at) {
            let part = text.get(at - parts).map(|id| self.retriever.words.text(*id));
            let Some(left) = part.and_then(|part| rest.strip_suffix(part)) else { return };
            rest = left;
            if rest.is_empty() && parts > 1 {
                let row =
                    self.rows.get((at - parts) % (MOST_PARTS + 1)).map(Vec::as_slice).unwrap_or_default();
                let places = self.query.places_of(word);
                let from = places.iter().filter_map(|place| row.get(*place as usize));
                self.free.extend(places.iter().map(|place| *place as usize + 1).zip(from.copied()));
                return;
            }
        }
    }
}

/// Fills the row of a word of the memory; its least cell.
fn fill(
    row: &mut Vec<u32>,
    above: &[u32],
    (prices, order): (&[u32], &[(u32, u32)]),
    weight: u32,
    free: &mut [(usize, u32)],
) -> u32 {
    row.clear();
    let Some((first, rest)) = above.split_first() else { return u32::MAX };
    let mut diagonal = *first;
    let mut left = diagonal + weight;
    let mut least = left;
    row.push(left);
    free.sort_unstable();
    let mut free = free.iter().peekable();
    for (column, ((up, price), (_, own))) in (1..).zip(rest.iter().zip(prices).zip(order)) {
        let mut cell = (diagonal + price).min(up + weight).min(left + own);
        while let Some((_, cost)) = free.next_if(|(at, _)| *at == column) {
            cell = cell.min(*cost);
        }
        row.push(cell);
        least = least.min(cell);
        (left, diagonal) = (cell, *up);
    }
    least
}
