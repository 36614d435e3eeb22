//! `glossary`: the movement's terms as concepts, their recognition in running text, new ones proposed
//! from texts, their files and their store.
//!
//! Values in, values out: no files, clock, terminal or network.
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

pub mod alternatives;
pub mod check;
pub mod clean;
pub mod concept;
pub mod edit;
pub mod extract;
pub mod finder;
pub mod from_memory;
pub mod id;
pub mod loss;
pub mod naming;
pub mod omegat;
mod pack;
pub mod renderings;
#[cfg(feature = "sqlite")]
pub mod sqlite;
mod starter;
pub mod store;
pub mod tbx;
pub mod tsv;
pub mod unfit;

pub use alternatives::alternatives;
pub use concept::{Concept, Matching, Term, TermStatus};
pub use finder::{Finder, Form, TermHit};
pub use id::{ConceptId, TermId};
pub use starter::starter;
pub use store::{Added, MemoryTerms, TermStore};
