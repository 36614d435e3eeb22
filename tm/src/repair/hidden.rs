//! Cuts inside a run of letters: what hints at them, and where they may be.
//!
//! Nothing here is ever applied. Models of word pairs that chose the place of the cut did more harm than good on a
//! real document, so the likeliest place is proposed for a person to judge.

use std::collections::HashMap;

use super::pieces::{Kind, Piece, is_right_letter};
use super::words::{ENDING, JOIN, VERB, folded, is_in};

/// Words that are counted: 200,000 are a book, and as many bound the memory.
const MOST_WORDS: usize = 200_000;
/// One line in so many that begins with a blank is no indentation.
const FEW: usize = 4;
/// Letters of a half of two glued words: below, halves are found in every word.
const SHORTEST_HALF: usize = 3;
/// Letters of two glued words: a longer run is no two words, and every place in it would be tried.
const LONGEST_GLUED: usize = 32;

/// The words of a document and which follow each other in it.
#[derive(Debug, Default)]
pub(super) struct Words {
    counts: HashMap<String, usize>,
    pairs: HashMap<(String, String), usize>,
    /// Lines of one chunk that end with a blank, and those that do not.
    blank_ends: (usize, usize),
    /// Lines of one chunk that begin with a blank.
    blank_starts: usize,
}

/// What stands beside a line: the last word of the line before and the first word of the line behind.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Beside<'t> {
    pub(super) before: &'t str,
    pub(super) behind: &'t str,
}

/// A suspected cut.
#[derive(Debug)]
pub(super) struct Doubt {
    /// The chunk it is in.
    pub(super) index: usize,
    /// That chunk with its halves exchanged.
    pub(super) exchanged: String,
    /// What hints at it.
    pub(super) reason: &'static str,
}

impl Words {
    /// Counts the words of a line in `chunks`, as they were read.
    pub(super) fn add(&mut self, chunks: &[Piece]) {
        if let [only] = chunks
            && only.kind == Kind::Words
        {
            let (blank, none) = &mut self.blank_ends;
            self.blank_starts += usize::from(only.text.starts_with(char::is_whitespace));
            *(if only.text.ends_with(char::is_whitespace) { blank } else { none }) += 1;
        }
        for chunk in chunks.iter().filter(|chunk| chunk.kind == Kind::Words) {
            let mut before: Option<String> = None;
            for word in split(&chunk.text) {
                if self.counts.len() >= MOST_WORDS {
                    return;
                }
                let word = folded(word);
                *self.counts.entry(word.clone()).or_default() += 1;
                if let Some(before) = before.replace(word.clone()) {
                    *self.pairs.entry((before, word)).or_default() += 1;
                }
            }
        }
    }

    /// The first suspicion about a line in visual order, its chunks from left to right.
    pub(super) fn doubt(&self, chunks: &[Piece], beside: Beside<'_>) -> Option<Doubt> {
        let words = chunks.iter().enumerate().filter(|(_, chunk)| chunk.kind == Kind::Words);
        words.rev().find_map(|(index, chunk)| {
            let reason = self.reason(&chunk.text, index, chunks)?;
            // Only the logical edges of the line meet other lines.
            let beside = Beside {
                before: if index + 1 == chunks.len() { beside.before } else { "" },
                behind: if index == 0 { beside.behind } else { "" },
            };
            let exchanged = self.exchanged(&chunk.text, beside)?;
            Some(Doubt { index, exchanged, reason })
        })
    }

    fn reason(&self, chunk: &str, index: usize, chunks: &[Piece]) -> Option<&'static str> {
        let words: Vec<&str> = split(chunk).collect();
        let (first, last) = (words.first()?, words.last()?);
        if words.len() < 2 {
            return None;
        }
        if self.makes_one(last, first) {
            return Some("the last and the first word make one word");
        }
        let [beside_left, beside_right] = [index.checked_sub(1), Some(index + 1)].map(|at| chunks.get(at?));
        let is_left = |piece: Option<&Piece>| piece.is_some_and(|piece| piece.kind == Kind::Left);
        let keeps_blanks = self.blank_ends.0 > self.blank_ends.1;
        let ends_in_blank = chunk.ends_with(char::is_whitespace);
        if !ends_in_blank && (is_left(beside_left) && beside_right.is_none() || keeps_blanks && index == 0) {
            return Some("no blank behind the last word");
        }
        // A blank belongs to the mark it stands behind, or parts the chunk from what stands before it in the sentence.
        let blanks = chunk.chars().take_while(|c| c.is_whitespace()).count();
        let own =
            usize::from(is_mark(beside_left)) + usize::from(is_left(beside_right) || is_gap(beside_right));
        if keeps_blanks && !self.is_indented() && blanks > own {
            return Some("a blank before the first word");
        }
        if is_left(beside_right) && blanks == 0 {
            return Some("no blank between a number and a word");
        }
        words
            .iter()
            .any(|word| self.glued(word).is_some())
            .then_some("an unknown word that is two known ones")
    }

    /// The chunk with its halves exchanged at the likeliest place.
    fn exchanged(&self, chunk: &str, beside: Beside<'_>) -> Option<String> {
        let inner = chunk.trim();
        let (_, at) = self
            .places(inner, beside)
            .into_iter()
            .max_by_key(|(score, at)| (*score, std::cmp::Reverse(*at)))?;
        let (left, right) = (inner.get(..at)?.trim(), inner.get(at..)?.trim());
        let (last, first) = (split(right).last()?, split(left).next()?);
        let blank = if self.makes_one(last, first) { "" } else { " " };
        Some(format!("{right}{blank}{left}"))
    }

    /// Where the chunk may be cut, in bytes, with what speaks for it.
    fn places(&self, chunk: &str, beside: Beside<'_>) -> Vec<(i32, usize)> {
        let mut places = Vec::new();
        let mut before = "";
        let mut at = 0;
        for word in chunk.split(' ') {
            let inner = split(word).next().unwrap_or_default();
            if let Some(inside) = self.glued(inner).filter(|_| inner.len() == word.len()) {
                places.push((5, at + inside));
            }
            if at > 0 {
                let seen =
                    |pair: i32, first: &str, second: &str| pair * self.follows(first, second).min(1) as i32;
                let elsewhere = self.follows(before, inner).saturating_sub(1).min(1) as i32;
                // A blank more than one is where chunks met.
                let wide = if inner.is_empty() { 3 } else { 0 };
                let ends = i32::from(before.len() == inner.len() && is_in(before, VERB));
                let score = wide + ends + seen(2, beside.before, inner) + seen(2, before, beside.behind)
                    - 2 * elsewhere;
                places.push((score, at));
            }
            before = split(word).last().unwrap_or_default();
            at += word.len() + 1;
        }
        places.retain(|(_, at)| *at > 0 && *at < chunk.len());
        places
    }

    /// Whether a blank at the start of a line is how this document begins lines.
    fn is_indented(&self) -> bool {
        self.blank_starts * FEW > self.blank_ends.0 + self.blank_ends.1
    }

    fn follows(&self, first: &str, second: &str) -> usize {
        self.pairs.get(&(folded(first), folded(second))).copied().unwrap_or(0)
    }

    /// Whether the halves of a word stand at the ends of a chunk.
    fn makes_one(&self, last: &str, first: &str) -> bool {
        self.counts.contains_key(&folded(&format!("{last}{first}")))
            && !(self.is_common(first) && self.is_common(last))
    }

    /// A word that stands alone: a short one of the list, or one that comes twice.
    fn is_common(&self, word: &str) -> bool {
        is_in(word, JOIN)
            || (word.chars().count() > 2 && self.counts.get(&folded(word)).is_some_and(|count| *count > 1))
    }

    /// Where an unknown word falls into two known ones, in bytes. A verb or an ending behind a word is how people type.
    fn glued(&self, word: &str) -> Option<usize> {
        if !(2 * SHORTEST_HALF..=LONGEST_GLUED).contains(&word.chars().count())
            || self.counts.get(&folded(word)).is_some_and(|count| *count > 1)
        {
            return None;
        }
        word.char_indices().map(|(at, _)| at).skip(SHORTEST_HALF).find(|at| {
            let halves = word.get(..*at).zip(word.get(*at..));
            halves.is_some_and(|(left, right)| {
                right.chars().count() >= SHORTEST_HALF
                    && !is_in(right, VERB)
                    && !is_in(right, ENDING)
                    && self.is_common(right)
                    && (self.is_common(left) || is_in(left, VERB))
            })
        })
    }
}

fn is_mark(piece: Option<&Piece>) -> bool {
    piece.is_some_and(|piece| piece.kind == Kind::Marks)
}

/// A dash, dots or a bracket, which a blank may follow or precede.
fn is_gap(piece: Option<&Piece>) -> bool {
    is_mark(piece) && piece.is_some_and(|piece| piece.text.trim() != ".")
}

/// The words of a line.
pub(super) fn split(line: &str) -> impl DoubleEndedIterator<Item = &str> {
    line.split(|c: char| !is_right_letter(c)).filter(|word| !word.is_empty())
}
