//! The program from outside, and laws about the source tree: one binary, so that SQLite is linked once.

mod architecture;
mod archives;
mod carry;
mod cli;
mod compat;
mod concurrency;
mod corpus;
mod dialects;
mod errors;
mod fault;
mod git;
mod index;
mod readme;
mod roundtrip;
mod rules;
mod sandbox;
mod terminal;
