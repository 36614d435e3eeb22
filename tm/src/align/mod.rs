//! Which words of a text stand for which of its translation? Learnt from pairs, without any dictionary.
//!
//! IBM model 1 (Brown, Della Pietra, Della Pietra and Mercer, *The Mathematics of Statistical Machine Translation*,
//! Computational Linguistics 19(2), 1993) in both directions, over stems of the words that say something by themselves. A [`Model`] is learnt from any pairs: of the whole memory, or, as
//! [`mod@renderings`] does, of the few that hold a phrase and some that do not. A phrase is cut out of a translation as one
//! splits a sentence in two (Vogel, *PESA: Phrase Pair Extraction as Sentence Splitting*, MT Summit X, 2005).
//!
//! Not done: word order beyond a weak preference, words whose rendering is torn in two (separable verbs), and
//! sentences of more than 200 words, of which the beginning is read.

pub mod evidence;
mod links;
mod model;
mod phrase;
pub mod renderings;
mod sentence;
mod stem;
mod support;
mod table;
mod word;

#[cfg(test)]
mod tests;

pub use links::Links;
pub use model::{Model, Options};
pub use phrase::{Rendering, render};
pub use sentence::{Pair, Range, Sentence, Word};
pub use support::is_supported;
pub use word::{Form, Lexicon};
