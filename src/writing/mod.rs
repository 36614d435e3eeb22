//! Getting units into files.

pub mod atomic;
pub mod csv;
