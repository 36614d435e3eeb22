//! Comparing translations with their sources.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{StringValueParser, TypedValueParser};
use tm::check::{CheckKind, Severity};

use super::ImportFormat;

/// `tm check`
#[derive(Debug, Args)]
#[command(after_help = "\
PAIRS are read as tm import reads them; nothing is changed. Errors and warnings are shown, hints with --severity hint
or when --only names their kind. Exit code 1 means that something was found, or that a record could not be read.
Places in --json count Unicode characters, the end excluded.

With --campaign the documents are compared with each other instead: sentences that are translated in several ways, and
terms of the glossary that are said in several ways or in a forbidden one, with how often and where, the most frequent
rendering first. Hints are terms that are also said in words the glossary does not have.

Examples:
  tm check bulletin.tsv
  tm check -s fa -t en pairs.tmx --only number,date
  tm check --campaign translations/ -t en
  tm check --json bulletin.tmx | jq -r .detail")]
pub struct CheckArgs {
    /// Files of pairs to read: TMX, TSV, CSV, JSONL or a memory; - is standard input
    #[arg(required = true, value_name = "PAIRS")]
    pub files: Vec<PathBuf>,
    /// Compare the documents with each other; PAIRS may be folders then
    #[arg(long, conflicts_with = "only")]
    pub campaign: bool,
    /// Look for these kinds alone, hints as well: number, date, quantity, unit, name, negation, untranslated, doubled,
    /// brackets, quotes, empty, term
    #[arg(long, value_name = "KIND,…", value_delimiter = ',', value_parser = kinds())]
    pub only: Vec<CheckKind>,
    /// The least serious that is shown: error, warning or hint [default: warning, hint with --only]
    #[arg(long, value_name = "LEVEL", value_parser = levels())]
    pub severity: Option<Severity>,
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

/// The names of [`CheckKind`], as JSON tells them.
fn kinds() -> impl TypedValueParser<Value = CheckKind> {
    StringValueParser::new().try_map(|name| {
        let names = CheckKind::ALL.map(CheckKind::as_str).join(", ");
        CheckKind::parse(name.trim()).ok_or(format!("the kinds are {names}"))
    })
}

/// The names of [`Severity`], as JSON tells them.
fn levels() -> impl TypedValueParser<Value = Severity> {
    StringValueParser::new().try_map(|name| {
        let names = Severity::ALL.map(Severity::as_str).join(", ");
        Severity::parse(name.trim()).ok_or(format!("the levels are {names}"))
    })
}
