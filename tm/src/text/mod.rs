//! What a text says beneath its spelling: folding, canonical tokens, numbers, dates, names, negation.

pub mod date;
pub mod fold;
pub mod name;
pub mod number;
pub mod placeable;
pub mod polarity;
pub mod tokens;

pub use fold::{Folded, ZWNJ, exact_key, fold};
pub use tokens::{Token, TokenKind, tokens};

#[cfg(test)]
mod spellings;
