//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

const OVERVIEW: &str = "\
{about}

Usage: tm [OPTIONS] <COMMAND>

Start      init         create a memory and tm.toml here
           config       show every setting and where it comes from
Memory     import       add TMX, TSV, CSV or JSONL
           export       write TMX, CSV or JSONL
           add          add one pair, or pairs from standard input
           suggest      matches and terms for a sentence or a file
           find         search the memory word by word (concordance)
Documents  segment      split text into sentences
Terms      glossary     add, list, find, import and export terms
Care       undo         take back what a write did     history   of a text
           edit         correct a translation          remove    units

Options: --db <FILE>  -s <LANG>  -t <LANG,…>  --json  -q  --color <WHEN>  -h  -V
Examples:  tm suggest \"کارگران اعتصاب کردند\"
           tm import old-bulletins.tmx
           tm suggest --help
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
    /// Add TMX, TSV, CSV or JSONL files, or another memory, to the memory
    Import(ImportArgs),
    /// Write the memory as TMX, CSV or JSONL
    Export(ExportArgs),
    /// Add one pair, or pairs from standard input
    Add(AddArgs),
    /// Show matches and terms for a sentence or a document
    Suggest(SuggestArgs),
    /// Search the memory word by word (concordance)
    #[command(visible_alias = "concordance")]
    Find(FindArgs),
    /// Split text into sentences
    Segment(SegmentArgs),
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
  tm import --dry-run strangers.tmx")]
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
    /// What the files are [default: by name, then by content]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<ImportFormat>,
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

/// Which units of the memory are meant, the same for every command; -t counts too.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Selection")]
pub struct SelectionArgs {
    /// Only units that entered on this day or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub since: Option<String>,
    /// Only units in one of these states
    #[arg(long, value_name = "STATE,…", value_delimiter = ',')]
    pub status: Vec<Status>,
    /// Only units seen in an origin whose name has this in it
    #[arg(long, value_name = "NAME")]
    pub origin: Option<String>,
    /// Only units that say this, in any language and spelling
    #[arg(long = "match", value_name = "TEXT")]
    pub matching: Option<String>,
    /// Only the unit whose name begins so, as tm review and tm history show it
    #[arg(long, value_name = "ID")]
    pub unit: Vec<String>,
}

/// States a selection can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Status {
    /// Wrong: neither suggested nor exported
    Rejected,
    /// From a stranger and not accepted yet
    Untrusted,
    /// Paired by the aligner and not read by anyone
    Aligned,
    /// Nobody said anything
    Draft,
    /// Read and approved
    Reviewed,
    /// Never leaves this memory
    Private,
}

/// How INPUT is taken.
#[derive(Debug, Clone, Args)]
pub struct InputArgs {
    /// A file, - for standard input, or the text itself
    #[arg(value_name = "INPUT")]
    pub input: String,
    /// Take INPUT as the text itself
    #[arg(long)]
    pub text: bool,
    /// Take every line as one segment
    #[arg(long)]
    pub lines: bool,
}

/// `tm suggest`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tm suggest \"کارگران اعتصاب کردند\" -t en
  tm suggest statement.txt --min 75 --json
  cat statement.txt | tm suggest -")]
pub struct SuggestArgs {
    /// What to translate.
    #[command(flatten)]
    pub input: InputArgs,
    /// Lowest score shown, in per cent
    #[arg(long, value_name = "PERCENT", default_value_t = 60.0)]
    pub min: f64,
    /// Most matches shown for each segment and language
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub limit: usize,
    /// Leave the terms out
    #[arg(long)]
    pub no_terms: bool,
    /// Segmentation rules of your own (SRX 2.0)
    #[arg(long, value_name = "FILE")]
    pub srx: Option<PathBuf>,
}

/// `tm find`
#[derive(Debug, Args)]
#[command(after_help = "\
Persian and Arabic letters, digits, marks, ZWNJ and spaces are folded unless --exact is given.

Examples:
  tm find \"نظارت شورایی\"
  tm find --in target \"strike fund\"")]
pub struct FindArgs {
    /// What to look for
    #[arg(value_name = "TEXT")]
    pub text: String,
    /// Side to search: the source language, the translations, or both
    #[arg(long = "in", value_name = "SIDE", default_value = "both")]
    pub side: FindSide,
    /// Letter by letter, nothing folded
    #[arg(long)]
    pub exact: bool,
    /// Whole words only
    #[arg(long)]
    pub word: bool,
    /// Most units shown
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// Which units.
    #[command(flatten)]
    pub selection: SelectionArgs,
}

/// Where `tm find` looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FindSide {
    /// The source language
    Source,
    /// The translations
    Target,
    /// Everywhere
    Both,
}

/// `tm segment`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tm segment statement.txt
  tm segment statement.txt --json
  tm segment statement.txt --srx group.srx")]
pub struct SegmentArgs {
    /// What to split.
    #[command(flatten)]
    pub input: InputArgs,
    /// Segmentation rules of your own (SRX 2.0)
    #[arg(long, value_name = "FILE")]
    pub srx: Option<PathBuf>,
}

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

/// `tm undo`
#[derive(Debug, Args)]
#[command(after_help = "\
What later writes changed again is left alone and counted. An undo is a write too and can be undone.

Examples:
  tm undo --list
  tm undo 7")]
pub struct UndoArgs {
    /// Number of the write [default: the last]
    #[arg(value_name = "N")]
    pub number: Option<i64>,
    /// Show the writes instead
    #[arg(long)]
    pub list: bool,
    /// Report, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// `tm edit`
#[derive(Debug, Args)]
#[command(after_help = "\
The old pair is gone and kept in the history; every unit that holds it is corrected.

Example:
  tm edit \"نان\" \"bred\" \"bread\" -t en")]
pub struct EditArgs {
    /// The source text
    #[arg(value_name = "SRC")]
    pub source_text: String,
    /// Its translation as it is
    #[arg(value_name = "OLD")]
    pub old: String,
    /// Its translation as it should be
    #[arg(value_name = "NEW")]
    pub new: String,
    /// Report, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// `tm remove`
#[derive(Debug, Args)]
#[command(after_help = "\
Every unit that holds the pair is removed, and importing it again does not bring it back (--restore does).

Examples:
  tm remove \"نان\" \"bred\"
  tm remove \"نان\" --all")]
pub struct RemoveArgs {
    /// The source text
    #[arg(value_name = "SRC")]
    pub source_text: String,
    /// The translation; needed where there are several, unless --all is given
    #[arg(value_name = "TGT")]
    pub target_text: Option<String>,
    /// Remove every translation of SRC
    #[arg(long)]
    pub all: bool,
    /// Report, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}
