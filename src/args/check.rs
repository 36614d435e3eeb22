//! Comparing translations with their sources.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use tm::check::{CheckKind, Severity};

use super::ImportFormat;

/// `tm check`
#[derive(Debug, Args)]
#[command(after_help = "\
PAIRS are read as tm import reads them; nothing is changed. Errors and warnings are shown, hints with --severity hint
or when --only names their kind. Exit code 1 means that something was found, or that a record could not be read.
Places in --json count Unicode characters, the end excluded.

Examples:
  tm check bulletin.tsv
  tm check -s fa -t en pairs.tmx --only number,date
  tm check --json bulletin.tmx | jq -r .detail")]
pub struct CheckArgs {
    /// Files of pairs to read: TMX, TSV, CSV, JSONL or a memory; - is standard input
    #[arg(required = true, value_name = "PAIRS")]
    pub files: Vec<PathBuf>,
    /// Look for these kinds alone, hints as well
    #[arg(long, value_name = "KIND,…", value_delimiter = ',')]
    pub only: Vec<CheckOnly>,
    /// The least serious that is shown [default: warning, hint with --only]
    #[arg(long, value_name = "LEVEL")]
    pub severity: Option<CheckSeverity>,
    /// Do not compare terms with the glossary
    #[arg(long)]
    pub no_terms: bool,
    /// Languages of texts or columns that name none, in order [default: -s and -t]
    #[arg(long, value_name = "LANG,…", value_delimiter = ',')]
    pub assume_lang: Vec<String>,
    /// Format of PAIRS [default: by name, then by beginning]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<ImportFormat>,
}

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckOnly {
    /// Numbers, articles, telephone numbers, addresses
    Number,
    /// Dates and times
    Date,
    /// Amounts of money and of units
    Quantity,
    /// Currencies and units
    Unit,
    /// People, places, bodies
    Name,
    /// Denials
    Negation,
    /// Letters of the source left in the translation
    Untranslated,
    /// Words typed twice
    Doubled,
    /// Brackets
    Brackets,
    /// Quotation marks
    Quotes,
    /// No translation
    Empty,
    /// Terms of the glossary
    Term,
}

impl CheckOnly {
    /// The kind of finding.
    pub fn kind(self) -> CheckKind {
        match self {
            CheckOnly::Number => CheckKind::Number,
            CheckOnly::Date => CheckKind::Date,
            CheckOnly::Quantity => CheckKind::Quantity,
            CheckOnly::Unit => CheckKind::Unit,
            CheckOnly::Name => CheckKind::Name,
            CheckOnly::Negation => CheckKind::Negation,
            CheckOnly::Untranslated => CheckKind::Untranslated,
            CheckOnly::Doubled => CheckKind::Doubled,
            CheckOnly::Brackets => CheckKind::Brackets,
            CheckOnly::Quotes => CheckKind::Quotes,
            CheckOnly::Empty => CheckKind::Empty,
            CheckOnly::Term => CheckKind::Term,
        }
    }
}

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckSeverity {
    /// Wrong facts
    Error,
    /// What is most likely wrong, too
    Warning,
    /// Matters of style and terms said otherwise, too
    Hint,
}

impl CheckSeverity {
    /// The level of a finding.
    pub fn level(self) -> Severity {
        match self {
            CheckSeverity::Error => Severity::Error,
            CheckSeverity::Warning => Severity::Warning,
            CheckSeverity::Hint => Severity::Hint,
        }
    }
}
