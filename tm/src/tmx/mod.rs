//! TMX: reading every dialect, writing one.
//!
//! [`Reader`] streams the units of TMX 1.1 to 1.4b (LISA OSCAR, 2005) and of the dialects tools made of it, in constant
//! memory; a damaged unit is left out with its line and reason, and reading resumes behind it. [`Writer`] writes
//! TMX 1.4, the same bytes for the same units.
//!
//! Not done: nested elements inside notes and props are read as their text; attributes of `seg`, which TMX does not
//! have, comments and processing instructions are not kept; user-defined encodings (`ude`) are kept in the header and
//! not applied; `srclang` decides nothing, for a unit has no source.

mod assemble;
mod bytes;
mod entities;
mod full;
mod inline;
mod names;
mod plain;
mod prolog;
mod raw;
mod read;
mod record;
mod reference;
mod source;
mod split;
mod tag;
mod write;

#[cfg(test)]
mod dialects;
#[cfg(test)]
mod laws;

use std::io;

use thiserror::Error;

pub use prolog::Header;
pub use read::{Entry, ReadOptions, Reader};
pub(crate) use record::segment_text;
pub use write::{WriteOptions, Writer};

/// Why a file is not read at all.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TmxError {
    /// The file has no content.
    #[error("the file is empty")]
    Empty,
    /// The file is no XML.
    #[error("line {line}: this is no XML{}", looks_like.map_or(String::new(), |name| format!(" but {name}")))]
    NotXml {
        /// Line where that shows.
        line: u64,
        /// What its first bytes say it is.
        looks_like: Option<&'static str>,
    },
    /// The file is XML of another kind.
    #[error("line {line}: the root element is <{root}>, not <tmx>")]
    NotTmx {
        /// Line of the root element.
        line: u64,
        /// Its name.
        root: String,
    },
    /// What stands before the first unit breaks off or is too long.
    #[error("line {line}: {what} is not closed")]
    Prolog {
        /// Line where it begins.
        line: u64,
        /// What it is.
        what: &'static str,
    },
    /// The input failed.
    #[error("the file cannot be read")]
    Io(#[from] io::Error),
}
