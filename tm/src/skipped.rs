//! A damaged record of a readable file: left out, listed, never fatal.

use std::fmt;

use crate::unit::UnitError;

/// Where a record was left out and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Line of the file, from 1; 0 when the file as a whole is meant.
    pub line: u64,
    /// What was wrong, as half a sentence: "`<seg>` is not closed".
    pub reason: String,
    /// The record as the file wrote it, for people who mend it; empty where it could not be told from its
    /// neighbours, and where it was given with an earlier damage of the same record.
    pub record: String,
    /// Whether nothing is wrong with it but that its translation is missing.
    pub untranslated: bool,
    /// Whether it is a row of a draft that somebody still has to translate.
    pub open: bool,
}

impl Skipped {
    /// A record left out at `line` because of `reason`.
    pub fn new(line: u64, reason: impl Into<String>) -> Skipped {
        Skipped { line, reason: reason.into(), record: String::new(), untranslated: false, open: false }
    }

    /// A record at `line` that is no unit.
    pub fn no_unit(line: u64, why: &UnitError) -> Skipped {
        Skipped { untranslated: why.is_untranslated(), ..Skipped::new(line, why.to_string()) }
    }

    /// The same with the record as the file wrote it.
    pub fn of(self, record: impl Into<String>) -> Skipped {
        Skipped { record: record.into(), ..self }
    }
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.reason),
            line => write!(f, "line {line}: {}", self.reason),
        }
    }
}
