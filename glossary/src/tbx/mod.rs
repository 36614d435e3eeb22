//! TBX-Basic: terms exchanged with other tools, in and out.
//!
//! [`read_tbx`] takes TBX 3 (ISO 30042:2019) in both styles, DCA (`<termNote type="partOfSpeech">`) and DCT
//! (`<min:partOfSpeech>`), and TBX 2 (`martif`, ISO 30042:2008) as tools write it; [`write_tbx`] writes DCA of
//! version 3 or version 2, the same bytes for the same concepts. A whole entry that cannot be used is listed with its
//! line; a file that is no well-formed XML is refused, since nothing tells what its rest belongs to.
//!
//! What TBX-Basic has a category for stands there. What it has none for stands in notes that people can read
//! (`review: proposed`, `match: exact`), see `notes`; a tool that keeps notes keeps all of a concept. The two words for
//! what is not to be used go by their definitions in TBX-Basic: *superseded* ("obsolete") is our deprecated,
//! *deprecated* ("not recommended") our forbidden. A concept that is not translated has its hub term repeated in every
//! language of the file.
//!
//! Not done: transactions (who changed what when) are not taken in, for they name people; references and
//! pictures are dropped; data categories without a place in a concept become its properties, those of a term lines
//! of its note.

mod notes;
mod picklists;
mod read;
mod tree;
mod write;

use thiserror::Error;

pub use read::read_tbx;
pub use write::write_tbx;

/// A version of TBX.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// `martif`, ISO 30042:2008, which OmegaT and Weblate read.
    Two,
    /// `tbx`, ISO 30042:2019.
    Three,
}

/// Why a file is not read at all.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TbxError {
    /// There is no element in it.
    #[error("there is no XML element in it")]
    Empty,
    /// It is XML of another kind.
    #[error("line {line}: the root element is <{root}>, not <tbx> or <martif>")]
    NotTbx {
        /// Line of the root element.
        line: u64,
        /// Its name.
        root: String,
    },
    /// It is no well-formed XML.
    #[error("line {line}: {reason}")]
    Malformed {
        /// Where that shows.
        line: u64,
        /// What is wrong.
        reason: String,
    },
    /// It asks for more than any glossary needs.
    #[error("line {line}: {reason}")]
    Unsafe {
        /// Where.
        line: u64,
        /// What is refused.
        reason: &'static str,
    },
}

#[cfg(test)]
mod tests;
