//! `tm`: what a translation memory knows about language, units, matching and exchange formats.
//!
//! Bytes and values in, values out: no files, clock, terminal or network. The program around it lives in
//! the package `workbench`; the terms of the movement in the package `glossary`.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::print_stdout,
        clippy::print_stderr
    )
)]

pub mod align;
pub mod assembly;
pub mod carry;
pub mod check;
pub mod concordance;
pub mod context;
pub mod detail;
pub mod distance;
pub mod encoding;
pub mod explain;
pub mod image;
pub mod index;
pub mod lang;
pub mod listed;
pub mod lookup;
pub mod meaning;
pub mod near;
pub mod occurrences;
mod pack;
pub mod pivot;
pub mod repair;
mod respelling;
pub mod retrieval;
pub mod score;
pub mod segment;
pub mod sensitive;
pub mod skipped;
pub mod span;
#[cfg(feature = "sqlite")]
pub mod sqlite;
pub mod store;
pub mod suggest;
pub mod surroundings;
pub mod text;
pub mod tidy;
pub mod tmx;
pub mod unit;
