//! Do the words of a rendering come from the phrase, and does the phrase become nothing else?
//!
//! A run of words that splits a pair best may still have lost a word of the phrase, or taken one of its neighbours along:
//! in a young memory, where most words stand once, nothing tells them apart. What is shown without anybody looking at the
//! pair must be supported from both sides. Of the phrases of `data/align/memory.tsv` 98 of a hundred renderings that are
//! supported are right, of all 85; one in six right ones is lost.

use super::links::Links;
use super::sentence::Range;

/// Whether each word of the phrase that says something stands for words of the rendering, each word of the rendering for
/// words of the phrase, and no other word of the translation does.
pub fn is_supported(links: &Links, phrase: Range, rendering: Range) -> bool {
    let inside = |numbers: &[usize], range: Range| -> Vec<bool> {
        numbers.iter().map(|number| range.has(*number)).collect()
    };
    let (rows, columns) = (inside(links.sources(), phrase), inside(links.targets(), rendering));
    let becomes = |i: usize| -> f32 { among(&columns, true).map(|j| links.becomes(i, j)).sum() };
    let comes_from = |j: usize| -> f32 { among(&rows, true).map(|i| links.comes_from(i, j)).sum() };
    let surest = |j: usize| among(&rows, true).map(|i| links.becomes(i, j)).fold(0.0, f32::max);
    among(&rows, true).all(|i| becomes(i) >= SUPPORTED)
        && among(&columns, true).all(|j| comes_from(j) >= SUPPORTED && surest(j) >= LINKED)
        && among(&columns, false).all(|j| comes_from(j) < SUPPORTED)
}

/// A word is supported when it is more likely than not that it stands for a word of the other side's run.
const SUPPORTED: f32 = 0.5;

/// A word of a rendering is linked when some word of the phrase becomes it at least this likely: one of three words that
/// nothing tells apart.
const LINKED: f32 = 0.3;

/// The places that are inside, or those that are not.
fn among(inside: &[bool], is_wanted: bool) -> impl Iterator<Item = usize> + '_ {
    inside.iter().enumerate().filter(move |(_, is_inside)| **is_inside == is_wanted).map(|(at, _)| at)
}
