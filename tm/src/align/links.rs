//! The links of one pair: how likely each word stands for each, seen from both sides.

use super::model::Options;
use super::sentence::{Pair, Range, Sentence};

/// Likelihoods between the words of a pair. Words that only frame others stand for nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Links {
    /// Numbers of the words that rows and columns stand for, without the empty words.
    sources: Vec<usize>,
    targets: Vec<usize>,
    grid: Grid,
    /// For each source word, row by row, how likely it becomes one of the target words before each place, and of all.
    becomes: Vec<f32>,
}

/// Rows for the source, columns for the target; row and column 0 are the empty words.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Grid {
    width: usize,
    /// Of each target word, which source word it comes from: columns add up to 1.
    pub forward: Vec<f32>,
    /// Of each source word, what becomes of it: rows add up to 1.
    pub backward: Vec<f32>,
    /// Of each column, for a while.
    sums: Vec<f32>,
}

impl Links {
    pub(super) fn new(pair: &Pair, grid: Grid) -> Links {
        let (sources, targets) = (pair.source.content.clone(), pair.target.content.clone());
        let mut becomes = Vec::with_capacity(sources.len() * (targets.len() + 1));
        for row in grid.backward.chunks(grid.width.max(1)).skip(1) {
            let mut sum = 0.0;
            becomes.push(sum);
            becomes.extend(row.iter().skip(1).map(|value| {
                sum += value;
                sum
            }));
        }
        Links { sources, targets, grid, becomes }
    }

    /// How likely these words stand for each other, by both directions: the geometric mean.
    pub fn likelihood(&self, source: usize, target: usize) -> f32 {
        let (Ok(row), Ok(column)) =
            (self.sources.binary_search(&source), self.targets.binary_search(&target))
        else {
            return 0.0;
        };
        (self.comes_from(row, column) * self.becomes(row, column)).sqrt()
    }

    /// The links that are more likely than not, then those beside them that words left over make (the grow-diag heuristic
    /// of Koehn, Och and Marcu, *Statistical Phrase-Based Translation*, NAACL 2003); ordered.
    pub fn sure(&self) -> Vec<(usize, usize)> {
        let (rows, columns) = (self.sources.len(), self.targets.len());
        let all = || (0..rows).flat_map(|i| (0..columns).map(move |j| (i, j)));
        let both = |i: usize, j: usize| (self.comes_from(i, j) * self.becomes(i, j)).sqrt();
        let either = |i: usize, j: usize| self.comes_from(i, j).max(self.becomes(i, j));
        let mut sure: Vec<(usize, usize)> = all().filter(|(i, j)| both(*i, *j) >= SURE).collect();
        let likely: Vec<(usize, usize)> = all().filter(|(i, j)| either(*i, *j) >= SURE).collect();
        loop {
            let before = sure.len();
            for (i, j) in &likely {
                let lone = !sure.iter().any(|(a, _)| a == i) || !sure.iter().any(|(_, b)| b == j);
                let near = sure.iter().any(|(a, b)| a.abs_diff(*i) <= 1 && b.abs_diff(*j) <= 1);
                if lone && near && !sure.contains(&(*i, *j)) {
                    sure.push((*i, *j));
                }
            }
            if sure.len() == before {
                break;
            }
        }
        sure.sort_unstable();
        let place = |(i, j): (usize, usize)| Some((*self.sources.get(i)?, *self.targets.get(j)?));
        sure.into_iter().filter_map(place).collect()
    }

    /// Whether a target word surely stands for a source word outside these.
    pub(super) fn is_claimed(&self, target: usize, phrase: Range) -> bool {
        let Ok(column) = self.targets.binary_search(&target) else { return false };
        let outside = self.sources.iter().enumerate().filter(|(_, word)| !phrase.has(**word));
        outside.into_iter().any(|(row, _)| self.comes_from(row, column) >= SURE)
    }

    /// Numbers of the source words that say something.
    pub(super) fn sources(&self) -> &[usize] {
        &self.sources
    }

    /// Numbers of the target words that say something.
    pub(super) fn targets(&self) -> &[usize] {
        &self.targets
    }

    /// How likely the target word comes from this source word; both by their places among those that say something.
    pub(super) fn comes_from(&self, source: usize, target: usize) -> f32 {
        self.grid.at(&self.grid.forward, source + 1, target + 1)
    }

    /// For each source word, how likely it becomes one of the target words before each place, and of all.
    pub(super) fn added_up(&self) -> impl Iterator<Item = &[f32]> {
        self.becomes.chunks(self.targets.len() + 1)
    }

    /// For each target word, how likely it comes from one of these source words, and from one of the others; all by their places
    /// among those that say something.
    pub(super) fn shares(&self, phrase: std::ops::Range<usize>) -> (Vec<f32>, Vec<f32>) {
        let (mut inside, mut outside) = (vec![0.0; self.targets.len()], vec![0.0; self.targets.len()]);
        for (row, values) in self.grid.forward.chunks(self.grid.width.max(1)).skip(1).enumerate() {
            let sums = if phrase.contains(&row) { &mut inside } else { &mut outside };
            sums.iter_mut().zip(values.iter().skip(1)).for_each(|(sum, value)| *sum += value);
        }
        (inside, outside)
    }

    /// How likely the source word becomes this target word; both by their places among those that say something.
    pub(super) fn becomes(&self, source: usize, target: usize) -> f32 {
        self.grid.at(&self.grid.backward, source + 1, target + 1)
    }
}

/// A link is sure when it is more likely than all others of its words together.
const SURE: f32 = 0.5;

impl Grid {
    /// Sets what a table says of a pair of words: of the target, given the source; and of the source, given the target.
    pub fn set(&mut self, at: usize, [there, back]: [f32; 2]) {
        if let (Some(forward), Some(backward)) = (self.forward.get_mut(at), self.backward.get_mut(at)) {
            (*forward, *backward) = (there, back);
        }
    }

    /// Takes what a table says of each pair of words, row by row.
    pub fn fill(&mut self, width: usize, values: impl ExactSizeIterator<Item = [f32; 2]>) {
        self.width = width;
        self.forward.resize(values.len(), 0.0);
        self.backward.resize(values.len(), 0.0);
        for ((forward, backward), value) in self.forward.iter_mut().zip(&mut self.backward).zip(values) {
            [*forward, *backward] = value;
        }
    }

    /// Makes likelihoods of what the table says of each pair of words.
    pub fn share(&mut self, pair: &Pair, options: &Options) {
        let Grid { width, forward, backward, sums } = self;
        let width = (*width).max(1);
        anchor(forward, backward, pair);
        // What is known beforehand: a share for the empty word, the rest for all others alike.
        let nothing = options.nothing.clamp(0.0, 0.99);
        let empty = |others: usize| nothing / (1.0 - nothing) * others.saturating_sub(1).max(1) as f32;
        let (no_source, no_target) = (empty(forward.len() / width), empty(width));
        forward.iter_mut().take(width).for_each(|value| *value *= no_source);
        sums.clear();
        sums.resize(width, 0.0);
        for row in forward.chunks(width) {
            sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        }
        sums.iter_mut().for_each(|sum| *sum = 1.0 / sum.max(f32::MIN_POSITIVE));
        for row in forward.chunks_mut(width) {
            row.iter_mut().zip(&*sums).for_each(|(value, share)| *value *= share);
        }
        for row in backward.chunks_mut(width) {
            row.iter_mut().take(1).for_each(|value| *value *= no_target);
            let share = 1.0 / row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            row.iter_mut().for_each(|value| *value *= share);
        }
        // The empty words have nothing to say in the other direction.
        forward.chunks_mut(width).filter_map(|row| row.first_mut()).for_each(|value| *value = 0.0);
        backward.iter_mut().take(width).for_each(|value| *value = 0.0);
    }

    fn at(&self, side: &[f32], row: usize, column: usize) -> f32 {
        if column >= self.width {
            return 0.0;
        }
        side.get(row * self.width + column).copied().unwrap_or(0.0)
    }
}

/// An anchored word stands for its counterpart and nothing else.
fn anchor(forward: &mut [f32], backward: &mut [f32], pair: &Pair) {
    if pair.anchors.is_empty() {
        return;
    }
    let width = pair.target.content.len() + 1;
    let row_of =
        |sentence: &Sentence, word: &usize| sentence.content.binary_search(word).ok().map(|at| at + 1);
    let anchors: Vec<(usize, usize)> = pair
        .anchors
        .iter()
        .filter_map(|(i, j)| Some((row_of(&pair.source, i)?, row_of(&pair.target, j)?)))
        .collect();
    for side in [forward, backward] {
        for (row, values) in side.chunks_mut(width).enumerate() {
            let own = anchors.iter().any(|(i, _)| *i == row);
            for (column, value) in values.iter_mut().enumerate() {
                if own || anchors.iter().any(|(_, j)| *j == column) {
                    *value = if anchors.contains(&(row, column)) { 1.0 } else { *value * APART };
                }
            }
        }
    }
}

/// What is left to other links of an anchored word: as good as nothing, but the sums stay above zero.
const APART: f32 = 1e-9;
