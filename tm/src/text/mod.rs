//! What a text says beneath its spelling: folding, canonical tokens.

pub mod fold;
pub mod tokens;

pub use fold::{Folded, ZWNJ, exact_key, fold};
pub use tokens::{Token, TokenKind, tokens};
