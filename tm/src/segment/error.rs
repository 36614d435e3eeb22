//! Why a file of sentence rules cannot be used.

use thiserror::Error;

/// Why an SRX file gives no rules.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SegmentRulesError {
    /// The file is no well-formed XML.
    #[error("line {line}: {reason}")]
    Malformed {
        /// Line of the file, from 1.
        line: u64,
        /// What the XML reader says.
        reason: String,
    },
    /// Well-formed XML, but no SRX: another root element, another version or a part is missing.
    #[error("line {line}: this is no SRX 2.0: {reason}")]
    NotSrx {
        /// Line of the file, from 1.
        line: u64,
        /// What was found or is missing.
        reason: String,
    },
    /// A pattern is no regular expression.
    #[error("line {line}: rule {rule} of \u{201C}{set}\u{201D} is no regular expression: {reason}")]
    BadPattern {
        /// Line of the rule, from 1.
        line: u64,
        /// Name of the `languagerule`, empty for a `languagemap`.
        set: String,
        /// Number of the rule in its `languagerule`, from 1.
        rule: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// A pattern needs what our expressions cannot do, such as a back reference.
    #[error("line {line}: rule {rule} of \u{201C}{set}\u{201D} uses {what}, which tm cannot evaluate")]
    Unsupported {
        /// Line of the rule, from 1.
        line: u64,
        /// Name of the `languagerule`.
        set: String,
        /// Number of the rule in its `languagerule`, from 1.
        rule: usize,
        /// The construct.
        what: String,
    },
    /// A `languagemap` names rules that are not there.
    #[error("line {line}: no languagerule is called \u{201C}{set}\u{201D}")]
    UnknownSet {
        /// Line of the map, from 1.
        line: u64,
        /// The name.
        set: String,
    },
    /// No `languagemap` fits the language.
    #[error("no languagemap fits the language {lang}")]
    UnknownLanguage {
        /// The language that was asked for.
        lang: String,
    },
    /// The rules are too many or too large to be compiled.
    #[error("the rules for {lang} are too large: {reason}")]
    TooLarge {
        /// The language that was asked for.
        lang: String,
        /// What the compiler says.
        reason: String,
    },
}
