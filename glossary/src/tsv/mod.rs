//! The working format: one concept a row, one column a language, in TSV or CSV.
//!
//! The header row names the columns, in any order: language tags (`fa`, `en`; terms between `; `, the first
//! preferred), `forbidden_<tag>`, `deprecated_<tag>`, `variants_<tag>`, `gender_<tag>`, `note_<tag>`,
//! `source_<tag>`, `exceptions_<tag>`, `exact_<tag>` and `case_<tag>` (the terms whose letter case counts), and `id`, `termbase`, `pos`, `domain`, `definition`, `note`, `scope`, `source`,
//! `status`, `do_not_translate`. Any other column is kept as a property. In a cell `\;` is a semicolon that
//! separates nothing, `\t`, `\n`, `\r`, `\=` and `\\` stand for a tab, line ends, `=` and a backslash; quotes mean
//! nothing in TSV and are RFC 4180 quotes in CSV. Cells that a spreadsheet would take for a formula begin with a
//! backslash, which means nothing before `=`, `+`, `-` and `@`.
//!
//! Read as well: the CSV of memoQ, that of Weblate with its columns `source` and `target`, and tables without a
//! header as OmegaT has them, the latter two where the [`Pair`] of languages is told.

mod cells;
mod columns;
mod memoq;
mod read;
mod write;

use thiserror::Error;
use tm::lang::Lang;
use tm::skipped::Skipped;

pub use read::{read_csv, read_rows, read_table, read_tsv};
pub use write::write_tsv;

use crate::concept::Concept;
use crate::loss::Loss;

/// What a table held.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The concepts, normalised, in file order.
    pub concepts: Vec<Concept>,
    /// The line each of them begins in, from 1.
    pub lines: Vec<u64>,
    /// Rows and cells that were left out.
    pub skipped: Vec<Skipped>,
    /// Terms and texts that something was taken out of.
    pub cleaned: Vec<Skipped>,
    /// What nothing is wrong with and was left out or is worth a word.
    pub left_out: Vec<Loss>,
    /// Whether ids are of a program that counts its entries, so that another file has the same for something else.
    pub has_foreign_ids: bool,
}

/// The languages of a table that does not name them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Of the first column, or of the one called `source`.
    pub source: Lang,
    /// Of the second column, or of the one called `target`.
    pub target: Lang,
}

impl Reading {
    /// Adds a concept that begins in `line`.
    pub(crate) fn push(&mut self, line: u64, concept: Concept) {
        self.concepts.push(concept);
        self.lines.push(line);
    }
}

/// Why a text is no table of terms.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TsvError {
    /// There is no line in it.
    #[error("the file is empty")]
    Empty,
    /// The first line names no language.
    #[error("line {line}: the header row names no language, only {columns}")]
    NoLanguage {
        /// Where the header was expected.
        line: u64,
        /// What stood there.
        columns: String,
    },
    /// The columns are called source and target, and nobody said which languages that are.
    #[error("line {line}: the columns source and target do not say which languages they are in")]
    NamelessPair {
        /// Where the header stands.
        line: u64,
    },
    /// The table is no CSV.
    #[error("line {line}: {reason}")]
    Csv {
        /// Where that shows.
        line: u64,
        /// What is wrong.
        reason: String,
    },
    /// Two columns say the same.
    #[error("line {line}: the column {column} stands twice")]
    ColumnTwice {
        /// Where the header stands.
        line: u64,
        /// Its name.
        column: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::concept::tests::concept;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_written_is_read(concepts in prop::collection::vec(concept(), 0..5)) {
            let written = write_tsv(&concepts);
            let reading = read_tsv(&written).unwrap();
            prop_assert_eq!(&reading.concepts, &concepts);
            prop_assert_eq!(reading.skipped, vec![]);
            prop_assert_eq!(write_tsv(&reading.concepts), written);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "(fa|en|id|[\t\n\r;\\\\=\",]|شورا|[ -~]){0,40}") {
            if let Ok(reading) = read_table(&format!("fa\ten\n{text}"), None) {
                let again = read_tsv(&write_tsv(&reading.concepts)).unwrap();
                prop_assert_eq!(again.concepts, reading.concepts);
            }
        }
    }
}
