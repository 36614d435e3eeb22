//! Making, filling and writing out a memory.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::SelectionArgs;

/// `tm init`
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Name of the group, kept in tm.toml
    #[arg(long)]
    pub name: Option<String>,
    /// Your pseudonym, kept in tm.toml
    #[arg(long)]
    pub me: Option<String>,
    /// Copy the built-in memory and glossary into the new store
    #[arg(long)]
    pub starter: bool,
}

/// `tm import`
#[derive(Debug, Args)]
#[command(after_help = "\
TSV and CSV begin with a line of language tags; other columns are kept as props. Without that line give -s and -t.
All files of one command are one write: if one cannot be read, nothing is changed.

Another member's memory (.tmdb) is merged: what either removed is gone, what both changed is kept twice.

Examples:
  tm import old-bulletins.tmx pairs.tsv
  tm import omid.tmdb
  tm import --untrusted strangers.tmx
  tm import --rejects mend.txt damaged.tmx")]
pub struct ImportArgs {
    /// Files to read; - is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Read everything, report, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// Bring back units that were removed here before
    #[arg(long)]
    pub restore: bool,
    /// The files are full exports of your own: believe the approvals in them too
    #[arg(long)]
    pub own: bool,
    /// The files are from strangers: units that are new here stay untrusted until they are accepted
    #[arg(long, conflicts_with = "own")]
    pub untrusted: bool,
    /// Keep nothing of what the files say about units but their texts and inline codes
    #[arg(long)]
    pub no_metadata: bool,
    /// Whose pairs stand in the order of a text, so that each is kept as the context of the next
    #[arg(long, value_name = "WHICH", default_value = "auto")]
    pub order: Order,
    /// Write every damaged record to this file, with its line and reason, to be mended
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    /// Languages of texts or columns that name none, in order [default: -s and -t]
    #[arg(long, value_name = "LANG,…", value_delimiter = ',')]
    pub assume_lang: Vec<String>,
    /// What the files are [default: by name, then by content]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<ImportFormat>,
}

/// Whether the pairs of a file stand in the order of a text, so that each is the context of the next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Order {
    /// Those of tables with tabs, which is how aligned documents are kept
    #[default]
    Auto,
    /// Those of every file
    Text,
    /// Of none
    None,
}

/// Formats of pairs that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    /// Translation Memory eXchange 1.1 to 1.4
    Tmx,
    /// Columns with tabs between
    Tsv,
    /// Columns with commas or semicolons between
    Csv,
    /// One JSON object a line
    Jsonl,
    /// Another member's memory
    Tmdb,
}

/// `tm export`
#[derive(Debug, Args)]
#[command(after_help = "\
For others: languages and texts only, nothing private, rejected or untrusted, no names, dates or notes.
--full is for your own backup: it writes everything back.

Examples:
  tm export union.tmx -t en,de
  tm export may.tmx -t sv --since 2026-05-01 --status reviewed
  tm export backup.tmx --full
  tm export - --format jsonl | head")]
pub struct ExportArgs {
    /// File to write; - is standard output
    #[arg(value_name = "OUT")]
    pub out: PathBuf,
    /// Everything there is, for your own backup: names, dates, notes and native codes too
    #[arg(long)]
    pub full: bool,
    /// What to write [default: by the name of OUT, else tmx]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<ExportFormat>,
    /// Which units.
    #[command(flatten)]
    pub selection: SelectionArgs,
}

/// Formats that are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Translation Memory eXchange 1.4
    Tmx,
    /// One column a language
    Csv,
    /// One JSON object a line
    Jsonl,
}

/// `tm add`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tm add \"زنده باد همبستگی کارگران!\" \"Long live workers' solidarity!\" -t en
  printf 'نان\\tbread\\n' | tm add - -t en")]
pub struct AddArgs {
    /// The source text; - reads lines of a source text, a tab and its translation from standard input
    #[arg(value_name = "SRC")]
    pub source_text: String,
    /// Its translation
    #[arg(value_name = "TGT")]
    pub target_text: Option<String>,
    /// Bring the pair back if it was removed here before
    #[arg(long)]
    pub restore: bool,
    /// Read everything, report, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// `tm git-merge`
#[derive(Debug, Args)]
#[command(after_help = "\
A merge driver for git: what one side added is added, what one side removed is gone, what both corrected is kept
twice and decided with tm review --conflicts or tm remove. Set it up once in each clone:

  git config merge.tmx.name \"units of a translation memory\"
  git config merge.tmx.driver \"tm git-merge %O %A %B\"
  echo \"*.tmx merge=tmx -text\" >> .gitattributes")]
pub struct GitMergeArgs {
    /// The version both sides began with
    #[arg(value_name = "BASE")]
    pub base: PathBuf,
    /// Our version; the merged one is written here
    #[arg(value_name = "OURS")]
    pub ours: PathBuf,
    /// Their version
    #[arg(value_name = "THEIRS")]
    pub theirs: PathBuf,
}
