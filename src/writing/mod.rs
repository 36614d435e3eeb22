//! Getting units into files.

pub mod atomic;
pub mod csv;
pub mod svg;
