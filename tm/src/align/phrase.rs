//! Cutting the rendering of a phrase out of a translation.

use super::links::Links;
use super::sentence::{Pair, Range};

/// The likely rendering of some words of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rendering {
    /// Words of the translation.
    pub words: Range,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
}

/// The likely rendering of the words `phrase` of a pair; nothing where it is not to be told, or where the phrase only
/// frames others.
///
/// Of all runs of target words the one is taken that, together with the phrase, splits the pair best in two: words inside
/// come from inside, words outside from outside, in both directions. It begins and ends with a word that says something, so
/// that articles and prepositions belong to it only inside.
pub fn render(pair: &Pair, links: &Links, phrase: Range) -> Option<Rendering> {
    let split = Split::new(links, phrase)?;
    let (from, to) = split.best()?;
    let confidence = split.confidence(from, to);
    let words = Range { start: *links.targets().get(from)?, end: links.targets().get(to)? + 1 };
    (confidence >= LEAST).then_some(Rendering { words: pair.target.whole(words), confidence })
}

/// Below this confidence nothing is shown.
const LEAST: f32 = 0.3;

/// Most words that say something in a rendering for each of the phrase, and how many more: a Persian compound is seldom
/// said in more.
const WORDS_FOR_ONE: usize = 2;
const MORE_WORDS: usize = 2;

/// Words by their places among those that say something.
struct Split<'l> {
    /// Source words of the phrase.
    phrase: (usize, usize),
    /// For each target word, how likely it comes from the phrase.
    within: Vec<f32>,
    /// For each target word, what the value of the split gains when it is inside rather than outside, and added up.
    gains: Vec<f32>,
    links: &'l Links,
}

impl Split<'_> {
    fn new(links: &Links, phrase: Range) -> Option<Split<'_>> {
        let sources = links.sources();
        let first = sources.partition_point(|word| *word < phrase.start);
        let behind = sources.partition_point(|word| *word < phrase.end);
        if first == behind {
            return None;
        }
        let (within, outside) = links.shares(first..behind);
        let gains =
            added_up(within.iter().zip(outside).map(|(share, other)| certain(other) - certain(*share)));
        Some(Split { phrase: (first, behind), within, gains, links })
    }

    /// The first and last word of the run that splits the pair best.
    fn best(&self) -> Option<(usize, usize)> {
        let most = (self.phrase.1 - self.phrase.0) * WORDS_FOR_ONE + MORE_WORDS;
        let bounds: Vec<usize> =
            (0..).zip(&self.within).filter(|(_, share)| **share >= BOUND).map(|(j, _)| j).collect();
        let mut best: Option<(f32, (usize, usize))> = None;
        for (at, from) in bounds.iter().enumerate() {
            for to in bounds.iter().skip(at).take_while(|to| **to < from + most) {
                let value = self.value(*from, *to);
                if best.is_none_or(|(before, _)| value > before) {
                    best = Some((value, (*from, *to)));
                }
            }
        }
        best.map(|(_, run)| run)
    }

    /// The logarithm of how likely the pair splits here, but for a constant.
    fn value(&self, from: usize, to: usize) -> f32 {
        let back = self.links.added_up().enumerate().map(|(i, row)| {
            let inside = between(row, from, to);
            let all = row.last().copied().unwrap_or(0.0);
            certain(if (self.phrase.0..self.phrase.1).contains(&i) { all - inside } else { inside })
        });
        between(&self.gains, from, to) + back.sum::<f32>()
    }

    /// The mean, over the words of each side, of how surely they stand for the other; of both the geometric mean.
    fn confidence(&self, from: usize, to: usize) -> f32 {
        let phrase = self.links.added_up().take(self.phrase.1).skip(self.phrase.0);
        let own: f32 = phrase.map(|row| between(row, from, to)).sum();
        let other: f32 = self.within.iter().take(to + 1).skip(from).sum();
        let mean = |sum: f32, count: usize| sum / count.max(1) as f32;
        (mean(own, self.phrase.1 - self.phrase.0) * mean(other, to + 1 - from)).sqrt()
    }
}

/// A rendering begins and ends with a word that comes from the phrase at least this likely.
const BOUND: f32 = 0.2;
/// The least probability in a product, so that one impossible word does not hide all others.
const FLOOR: f32 = 1e-4;

/// The logarithm of how likely something is not so.
fn certain(share: f32) -> f32 {
    (1.0 - share).max(FLOOR).ln()
}

/// Sums of the values before each place, and of all.
fn added_up(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let sums = values.scan(0.0, |sum, value| {
        *sum += value;
        Some(*sum)
    });
    std::iter::once(0.0).chain(sums).collect()
}

/// The sum of the values from one place to another, both included.
fn between(sums: &[f32], from: usize, to: usize) -> f32 {
    let at = |place: usize| sums.get(place).copied().unwrap_or(0.0);
    at(to + 1) - at(from)
}
