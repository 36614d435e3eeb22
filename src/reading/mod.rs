//! Getting text and pairs out of files.

pub mod input;
pub mod pairs;
