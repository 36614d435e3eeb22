//! The program `tm`: files, clock, terminal and one use case per job.
//!
//! What a translation memory knows is in the package `tm`, what a glossary knows in `glossary`; this package gives
//! them files to read and a terminal to speak to. `ARCHITECTURE.md` beside this file is the map.
#![deny(clippy::print_stdout, clippy::print_stderr)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod args;
pub mod clock;
pub mod commands;
pub mod failure;
pub mod interrupt;
pub mod jobs;
pub mod reading;
pub mod settings;
pub mod ui;
pub mod workspace;
pub mod writing;

pub use commands::run;
