//! What stands on which side, as a translator reads it.

use super::{DiffPart, Side};
use crate::distance::Step;
use crate::score::Scored;

/// The word diff as runs of source text.
pub(super) fn diff(
    text: &str,
    here: &Scored,
    memory_text: &str,
    memory: &Scored,
    steps: &[Step],
) -> Vec<DiffPart> {
    let mut parts: Vec<DiffPart> = Vec::new();
    let mut push = |side: Side, word: Option<&str>| match (parts.last_mut(), word) {
        (_, None) => {}
        (Some(last), Some(word)) if last.side == side => {
            last.text.push(' ');
            last.text.push_str(word);
        }
        (_, Some(word)) => parts.push(DiffPart { side, text: word.to_owned() }),
    };
    let (left, right) = (Slices::new(text), Slices::new(memory_text));
    let here_at = |i: usize| here.tokens.get(i).and_then(|t| left.get(t.token.span.start, t.token.span.end));
    let memory_at =
        |j: usize| memory.tokens.get(j).and_then(|t| right.get(t.token.span.start, t.token.span.end));
    for step in steps {
        match *step {
            Step::Same(i, _) | Step::Split(i, ..) => push(Side::Both, here_at(i)),
            Step::Joined(i, _, parts) => (i..i + parts).for_each(|i| push(Side::Both, here_at(i))),
            Step::Left(i) => push(Side::Here, here_at(i)),
            Step::Right(j) => push(Side::Memory, memory_at(j)),
            Step::Changed(i, j) => {
                push(Side::Here, here_at(i));
                push(Side::Memory, memory_at(j));
            }
        }
    }
    parts
}

/// Slices of a text by character positions.
pub(super) struct Slices<'t> {
    text: &'t str,
    /// Byte offset of every character, and of the end.
    offsets: Vec<usize>,
}

impl<'t> Slices<'t> {
    pub(super) fn new(text: &'t str) -> Slices<'t> {
        let offsets = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        Slices { text, offsets }
    }

    pub(super) fn get(&self, start: usize, end: usize) -> Option<&'t str> {
        self.text.get(*self.offsets.get(start)?..*self.offsets.get(end)?)
    }
}
