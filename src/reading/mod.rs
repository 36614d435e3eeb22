//! Getting text and pairs out of files.

pub mod document;
pub mod input;
pub mod pairs;
