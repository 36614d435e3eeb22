//! What a text says beneath its spelling: folding, canonical tokens, negation.

pub mod date;
pub mod fold;
pub mod polarity;
pub mod number;
pub mod placeable;
pub mod tokens;

pub use fold::{Folded, ZWNJ, exact_key, fold};
pub use tokens::{Token, TokenKind, tokens};

#[cfg(test)]
mod spellings;
