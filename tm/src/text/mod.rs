//! What a text says beneath its spelling: folding, canonical tokens, numbers, dates, names, negation.

pub mod date;
pub mod fold;
pub mod key;
pub(crate) mod letter;
pub mod name;
pub mod number;
mod orthography;
pub mod placeable;
pub mod polarity;
pub(crate) mod reader;
pub mod tokens;

pub use fold::{Folded, ZWNJ, fold, fold_text};
pub use key::exact_key;
pub use tokens::{Token, TokenKind, tokens};

#[cfg(test)]
mod spellings;
