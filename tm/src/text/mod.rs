//! What a text says beneath its spelling: folding, canonical tokens.

pub mod fold;

pub use fold::{Folded, ZWNJ, exact_key, fold};
