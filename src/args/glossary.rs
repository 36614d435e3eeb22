//! Terms.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::InputArgs;

/// `tm glossary …`
#[derive(Debug, Subcommand)]
pub enum GlossaryCommand {
    /// Add a term and its rendering
    Add(GlossaryAddArgs),
    /// List the terms
    List(GlossaryListArgs),
    /// Find the terms in a text or document
    Find(GlossaryFindArgs),
    /// Add the terms of TSV or CSV files
    Import(GlossaryImportArgs),
    /// Write the terms as TSV
    Export {
        /// File to write; - is standard output
        #[arg(value_name = "OUT")]
        out: PathBuf,
        /// Names that are held back too, for your own backup
        #[arg(long)]
        full: bool,
    },
}

/// `tm glossary add`
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  tm glossary add \"نظارت شورایی\" \"workers' council oversight\" -t en --forbid \"soviet supervision\"")]
pub struct GlossaryAddArgs {
    /// The term
    #[arg(value_name = "TERM")]
    pub term: String,
    /// Its rendering; several with \"; \" between, the first preferred
    #[arg(value_name = "RENDERING")]
    pub rendering: String,
    /// A rendering that must not be used
    #[arg(long, value_name = "RENDERING")]
    pub forbid: Vec<String>,
    /// Subject field
    #[arg(long, default_value = "")]
    pub domain: String,
    /// Part of speech
    #[arg(long, default_value = "")]
    pub pos: String,
    /// A note for translators
    #[arg(long, default_value = "")]
    pub note: String,
}

/// `tm glossary list`
#[derive(Debug, Args)]
pub struct GlossaryListArgs {
    /// Only terms that have no rendering in this language
    #[arg(long, value_name = "LANG")]
    pub missing: Option<String>,
    /// Only terms of this subject field
    #[arg(long)]
    pub domain: Option<String>,
    /// Only terms with this text in one of their names
    #[arg(value_name = "TEXT")]
    pub text: Option<String>,
}

/// `tm glossary find`
#[derive(Debug, Args)]
pub struct GlossaryFindArgs {
    /// Where to find terms.
    #[command(flatten)]
    pub input: InputArgs,
}

/// `tm glossary import`
#[derive(Debug, Args)]
#[command(after_help = "\
The first line names the columns: a language tag each, with \"; \" between synonyms, the first preferred; optional
id, pos, domain, note, definition and forbidden_<lang>. Importing again with ids updates those concepts.")]
pub struct GlossaryImportArgs {
    /// Files to read
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Read everything, report, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}
