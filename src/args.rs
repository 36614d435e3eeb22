//! What can be typed.

mod care;
mod check;
mod documents;
mod glossary;
mod keeping;
mod lookup;
mod memory;
mod privacy;
mod selection;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use care::*;
pub use check::*;
pub use documents::*;
pub use glossary::*;
pub use keeping::*;
pub use lookup::*;
pub use memory::*;
pub use privacy::*;
pub use selection::*;

const OVERVIEW: &str = "\
{about}

Usage: tm [OPTIONS] <COMMAND>

Start      init         create a memory here     config     every setting
Memory     import       add TMX, TSV, CSV, JSONL or another memory
           export       write TMX, CSV or JSONL
           add          add one pair, or pairs from standard input
           suggest      matches and terms for a sentence or a file
           find         search the memory (concordance)
Documents  segment      text into sentences      pretranslate fill a file
Terms      glossary     add, edit, show, find, import and export terms
Quality    check        numbers, dates, terms    review     approve, reject
           mark         private, untrusted       dedupe     spelling twins
Privacy    scan         what would leave         holdback   names
           purge        a text, for good
Care       undo         take a write back        history    of a text
           edit         correct a translation    remove     units
           backup       copy everything          restore    a backup
           doctor       look for damage          stats      of it, of a file

Options: --db <FILE>  -s <LANG>  -t <LANG,…>  --json  -q  --color <WHEN>  -h  -V
Examples:  tm suggest \"کارگران اعتصاب کردند\"     tm suggest --help
";

/// Translation memory and glossary for small translation groups
#[derive(Debug, Parser)]
#[command(name = "tm", version, help_template = OVERVIEW)]
pub struct Cli {
    /// Options every command takes.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options every command takes.
#[derive(Debug, Clone, Default, Args)]
pub struct Global {
    /// The memory to use [default: $TM_DB, the nearest tm.toml, the user's data folder]
    #[arg(long, global = true, value_name = "FILE")]
    pub db: Option<PathBuf>,
    /// Language of the source text [default: $TM_PAIR, tm.toml, fa]
    #[arg(short, long, global = true, value_name = "LANG")]
    pub source: Option<String>,
    /// Languages of the translations, with commas [default: $TM_PAIR, tm.toml, all]
    #[arg(short, long, global = true, value_name = "LANG,…", value_delimiter = ',')]
    pub target: Vec<String>,
    /// Print one JSON object a line
    #[arg(long, global = true)]
    pub json: bool,
    /// Print nothing but results and errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Colour the output
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorWhen,
    /// How Persian is sent to the terminal [default: $TM_BIDI, auto]
    #[arg(long, global = true, value_name = "HOW")]
    pub bidi: Option<Bidi>,
}

/// When to colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What is done for terminals that do not order Persian themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Bidi {
    /// Leave it to the terminal
    #[default]
    Auto,
    /// Ask the terminal to find the direction of each line (VTE)
    Terminal,
    /// Reorder and join the letters here, for terminals that can do neither
    Visual,
    /// Leave it to the terminal, whatever it is
    Off,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create a memory and tm.toml in this folder
    Init(InitArgs),
    /// Show every setting and where it comes from
    Config,
    /// Add TMX (also in .gz or .zip), TSV, CSV or JSONL files, or another memory, to the memory
    Import(ImportArgs),
    /// Write the memory as TMX, CSV or JSONL
    Export(ExportArgs),
    /// Add one pair, or pairs from standard input
    Add(AddArgs),
    /// Show matches and terms for a sentence or a document
    Suggest(SuggestArgs),
    /// Compare translations with their sources: numbers, dates, names, negation, terms, marks
    Check(CheckArgs),
    /// Find where the memory says a text, on both sides (concordance)
    #[command(visible_alias = "concordance")]
    Find(FindArgs),
    /// Split text into sentences
    Segment(SegmentArgs),
    /// Fill a document with the translations the memory has, and leave the rest open
    Pretranslate(PretranslateArgs),
    /// Add, list, find, import and export terms
    #[command(subcommand)]
    Glossary(GlossaryCommand),
    /// Take back what a write did
    Undo(UndoArgs),
    /// Show what became of a text
    History {
        /// The text, in any language and spelling
        #[arg(value_name = "TEXT")]
        text: String,
    },
    /// Correct a translation
    Edit(EditArgs),
    /// Remove units from the memory
    Remove(RemoveArgs),
    /// List what is not approved yet, approve, reject, settle conflicts
    Review(ReviewArgs),
    /// Mark units private, public, untrusted or trusted
    Mark(MarkArgs),
    /// Merge three versions of an exported TMX file, for git
    #[command(hide = true)]
    GitMerge(GitMergeArgs),
    /// Show what would leave with an export and could lead to a person
    Scan(ScanArgs),
    /// Hold names back from exports: pseudonyms take their place
    #[command(subcommand)]
    Holdback(HoldbackCommand),
    /// Copy the whole memory into one file, and check the copy
    Backup(BackupArgs),
    /// Put a backup in the place of the memory
    Restore(RestoreArgs),
    /// Find units that differ in spelling only, and others nobody needs
    Dedupe(DedupeArgs),
    /// Show what is in the memory, or what documents still need
    Stats(StatsArgs),
    /// Look for damage, danger and garbled texts; changes nothing
    Doctor,
    /// Take a text out of the memory for ever
    Purge(PurgeArgs),
    /// Print the completion script of a shell
    #[command(hide = true)]
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Write the manual pages
    #[command(hide = true)]
    Man {
        /// Folder to write them to
        dir: PathBuf,
    },
}
