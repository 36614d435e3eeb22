//! Cuts inside a run of letters: what hints at them, and where they may be.
//!
//! Nothing here is ever applied. A small model of word pairs that chose the place of the cut did more harm than good
//! on a real document, so the place is proposed for a person to judge.

use std::collections::{HashMap, HashSet};

use super::pieces::{Kind, Piece, is_right_letter};
use super::words::{JOIN, VERB, folded, is_in};

/// The words of a document and which follow each other in it.
#[derive(Debug, Default)]
pub(super) struct Words {
    counts: HashMap<String, usize>,
    pairs: HashSet<(String, String)>,
}

/// A suspected cut.
#[derive(Debug)]
pub(super) struct Doubt {
    /// The line with the halves exchanged.
    pub(super) order: Vec<Piece>,
    /// What hints at it.
    pub(super) reason: &'static str,
}

/// Words that are counted: 200,000 are a book, and as many bound the memory.
const MOST_WORDS: usize = 200_000;
/// Letters of a half of two glued words: below, halves are found in every word.
const SHORTEST_HALF: usize = 3;

impl Words {
    /// Counts the words of a document.
    pub(super) fn of(text: &str) -> Words {
        let mut words = Words::default();
        for line in text.lines() {
            let mut before: Option<String> = None;
            for word in split(line) {
                if words.counts.len() >= MOST_WORDS {
                    return words;
                }
                let word = folded(word);
                *words.counts.entry(word.clone()).or_default() += 1;
                if let Some(before) = before.replace(word.clone()) {
                    words.pairs.insert((before, word));
                }
            }
        }
        words
    }

    /// The first suspicion about a line whose visible chunks are in order.
    pub(super) fn doubt(&self, order: &[Piece]) -> Option<Doubt> {
        let count = order.len();
        order.iter().enumerate().filter(|(_, piece)| piece.kind == Kind::Words).find_map(|(index, piece)| {
            let before = index.checked_sub(1).and_then(|i| order.get(i));
            let after = order.get(index + 1);
            let reason = self.reason(&piece.text, before, after, index + 1 == count)?;
            let halves = self.exchanged(&piece.text)?;
            let mut proposed = order.to_vec();
            proposed.splice(index..=index, [Piece { kind: Kind::Words, text: halves }]);
            Some(Doubt { order: proposed, reason })
        })
    }

    fn reason(
        &self,
        run: &str,
        before: Option<&Piece>,
        after: Option<&Piece>,
        is_last: bool,
    ) -> Option<&'static str> {
        let words: Vec<&str> = split(run).collect();
        let (first, last) = (words.first()?, words.last()?);
        if words.len() < 2 {
            return None;
        }
        if self.is_known(&format!("{last}{first}")) && !(self.is_common(first) && self.is_common(last)) {
            return Some("the last and the first word make one word");
        }
        let is_left = |piece: Option<&Piece>| piece.is_some_and(|piece| piece.kind == Kind::Left);
        if before.is_none() && run.starts_with(char::is_whitespace) {
            return Some("the line begins with a blank");
        }
        if !run.ends_with(char::is_whitespace) && (is_left(after) || (is_last && after.is_none())) {
            return Some("no blank behind the last word");
        }
        if is_left(before) && !run.starts_with(char::is_whitespace) {
            return Some("no blank between a number and a word");
        }
        if before.is_some()
            && is_last
            && run.starts_with(char::is_whitespace)
            && !run.ends_with(char::is_whitespace)
        {
            return Some("a blank before the first word and none behind the last");
        }
        if after.is_some_and(|piece| piece.text.trim() == ".")
            && !run.ends_with(char::is_whitespace)
            && !is_in(last, VERB)
        {
            return Some("no verb and no blank before the full stop");
        }
        words
            .iter()
            .any(|word| self.glued(word).is_some())
            .then_some("an unknown word that is two known ones")
    }

    /// The run with its halves exchanged at the likeliest place.
    fn exchanged(&self, run: &str) -> Option<String> {
        let inner = run.trim();
        let words: Vec<&str> = split(inner).collect();
        let is_one = words.last().zip(words.first()).is_some_and(|(last, first)| {
            self.is_known(&format!("{last}{first}")) || !(self.is_common(last) && self.is_common(first))
        });
        let cuts = self.cuts(inner);
        let (_, at) = cuts.into_iter().max_by_key(|(score, at)| (*score, std::cmp::Reverse(*at)))?;
        let (left, right) = (inner.get(..at)?, inner.get(at..)?);
        let blank = if is_one && !run.starts_with(char::is_whitespace) && !run.ends_with(char::is_whitespace)
        {
            ""
        } else {
            " "
        };
        Some(format!("{}{blank}{}", right.trim(), left.trim()))
    }

    /// Where the run may be cut, with what speaks for it.
    fn cuts(&self, run: &str) -> Vec<(i32, usize)> {
        let mut cuts = Vec::new();
        let mut before: Option<&str> = None;
        let mut at = 0;
        for word in run.split(' ') {
            let inner = split(word).next().unwrap_or_default();
            if let Some(inside) = self.glued(inner).filter(|_| inner.len() == word.len()) {
                cuts.push((4, at + inside));
            }
            if let Some(before) = before {
                let pair = (folded(before), folded(inner));
                let ends = i32::from(is_in(before, VERB));
                // A blank more than one is where chunks met.
                let wide = if inner.is_empty() { 2 } else { 0 };
                let unseen = i32::from(!self.pairs.contains(&pair));
                cuts.push((ends + wide + unseen, at));
            }
            before = Some(inner);
            at += word.len() + 1;
        }
        cuts.retain(|(_, at)| *at > 0 && *at < run.len());
        cuts
    }

    fn is_known(&self, word: &str) -> bool {
        self.counts.contains_key(&folded(word))
    }

    /// A word that stands alone: a short one of the list, or one that comes twice.
    fn is_common(&self, word: &str) -> bool {
        is_in(word, JOIN)
            || (word.chars().count() > 2 && self.counts.get(&folded(word)).is_some_and(|count| *count > 1))
    }

    /// Where an unknown word falls into two known ones, in bytes.
    fn glued(&self, word: &str) -> Option<usize> {
        if self.counts.get(&folded(word)).is_some_and(|count| *count > 1)
            || word.chars().count() < 2 * SHORTEST_HALF
        {
            return None;
        }
        word.char_indices().map(|(at, _)| at).skip(SHORTEST_HALF).find(|at| {
            let halves = word.get(..*at).zip(word.get(*at..));
            halves.is_some_and(|(left, right)| {
                right.chars().count() >= SHORTEST_HALF
                    && [left, right].iter().all(|half| self.is_common(half) || is_in(half, VERB))
            })
        })
    }
}

/// The words of a line.
fn split(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !is_right_letter(c)).filter(|word| !word.is_empty())
}
