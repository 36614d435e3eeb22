//! Terms.

use std::path::PathBuf;

use clap::builder::{StringValueParser, TypedValueParser};
use clap::{Args, Subcommand, ValueEnum};
use glossary::TermStatus;

use super::{InputArgs, Repair};

/// `tm glossary …`
#[derive(Debug, Subcommand)]
pub enum GlossaryCommand {
    /// Add a term and its rendering
    Add(Box<GlossaryAddArgs>),
    /// Change a concept: its terms and all that is said about them
    Edit(Box<GlossaryEditArgs>),
    /// Show everything about a concept, with its history
    Show(GlossaryShowArgs),
    /// List the terms
    List(GlossaryListArgs),
    /// Find the terms in a text or document
    Find(GlossaryFindArgs),
    /// Propose terms of documents that the glossary does not have yet
    Extract(GlossaryExtractArgs),
    /// Say that concepts are right
    Approve(GlossaryApproveArgs),
    /// Take concepts out
    Remove(GlossaryRemoveArgs),
    /// Add the terms of TBX, TSV, CSV, XLSX, OmegaT or TMX files
    Import(GlossaryImportArgs),
    /// Write the terms as TSV, TBX or for OmegaT
    Export(GlossaryExportArgs),
}

/// `tm glossary add`
#[derive(Debug, Args)]
#[command(after_help = "\
What is known of the term stays, and what is typed is added to it. LANG= may be left out: a status, a gender, a note and
--case are about the rendering (-t), a variant, an exception and --exact about the term (-s). TERM= may be left out
for the first term of the language. A = of a text itself is written \\=.

Examples:
  tm glossary add \"نظارت شورایی\" \"workers' council oversight\" -t en --forbid \"soviet supervision\"
  tm glossary add کار work -t en --exception \"سر کار گذاشتن\" --definition \"waged work\"
  tm glossary add \"حزب کارگر\" Labour -t en --case --gender fa=n --review proposed")]
pub struct GlossaryAddArgs {
    /// The term
    #[arg(value_name = "TERM")]
    pub term: String,
    /// Its rendering; several with \"; \" between, the first preferred
    #[arg(value_name = "RENDERING")]
    pub rendering: String,
    /// What is said about it.
    #[command(flatten)]
    pub said: ConceptArgs,
    /// Report, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// `tm glossary edit`
#[derive(Debug, Args)]
#[command(after_help = "\
Everything typed is one write, and tm undo takes all of it back. A term that is not there is added with the status it
is given. LANG= may be left out: a status, a gender, a note and --case are about the language of -t, a variant, an
exception and --exact about that of -s. TERM= may be left out for the first term of the language. An empty text clears
what was there. A = of a text itself is written \\=.

Examples:
  tm glossary edit شورا --prefer en=council --forbid en=soviet --note \"never soviet\"
  tm glossary edit T2 --variant fa=شوراها --gender de=Rat=m --domain organising
  tm glossary edit T2 --rename en=counsel=council -n")]
pub struct GlossaryEditArgs {
    /// Its id, or one of its terms
    #[arg(value_name = "TERM|ID")]
    pub which: String,
    /// What is said about it.
    #[command(flatten)]
    pub said: ConceptArgs,
    /// Take a term out
    #[arg(long, value_name = "[LANG=]TERM")]
    pub remove: Vec<String>,
    /// Write a term otherwise; all that is said about it stays
    #[arg(long, value_name = "[LANG=]OLD=NEW")]
    pub rename: Vec<String>,
    /// Take a variant out
    #[arg(long, value_name = "[LANG=][TERM=]FORM")]
    pub remove_variant: Vec<String>,
    /// Take an exception out
    #[arg(long, value_name = "[LANG=][TERM=]TEXT")]
    pub remove_exception: Vec<String>,
    /// Find a term in every inflected form again
    #[arg(long, value_name = "[LANG=]TERM", num_args = 0..=1, default_missing_value = "", require_equals = true)]
    pub inflected: Vec<String>,
    /// Find a term in any letter case again
    #[arg(long, value_name = "[LANG=]TERM", num_args = 0..=1, default_missing_value = "", require_equals = true)]
    pub any_case: Vec<String>,
    /// The term is translated after all
    #[arg(long, conflicts_with = "do_not_translate")]
    pub translate: bool,
    /// Show what would change, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// What can be said about a concept and its terms.
#[derive(Debug, Clone, Default, Args)]
pub struct ConceptArgs {
    /// The rendering to use before all others
    #[arg(long, value_name = "[LANG=]TERM", help_heading = "Terms")]
    pub prefer: Vec<String>,
    /// A rendering that may be used too
    #[arg(long, value_name = "[LANG=]TERM", help_heading = "Terms")]
    pub admit: Vec<String>,
    /// A rendering of former times
    #[arg(long, value_name = "[LANG=]TERM", help_heading = "Terms")]
    pub deprecate: Vec<String>,
    /// A rendering that must not be used
    #[arg(long, value_name = "[LANG=]TERM", help_heading = "Terms")]
    pub forbid: Vec<String>,
    /// Another written form: a spelling, a broken plural, an abbreviation
    #[arg(long, value_name = "[LANG=][TERM=]FORM", help_heading = "Terms")]
    pub variant: Vec<String>,
    /// A longer wording in which the term is not meant
    #[arg(long, value_name = "[LANG=][TERM=]TEXT", help_heading = "Terms")]
    pub exception: Vec<String>,
    /// Find a term only as it is written, not inflected; with = a term of another language, --exact=de=Rat
    #[arg(long, value_name = "[LANG=]TERM", num_args = 0..=1, default_missing_value = "", require_equals = true, help_heading = "Terms")]
    pub exact: Vec<String>,
    /// Capital and small letters count: IT is not it; with = a term of another language, --case=en=IT
    #[arg(long, value_name = "[LANG=]TERM", num_args = 0..=1, default_missing_value = "", require_equals = true, help_heading = "Terms")]
    pub case: Vec<String>,
    /// Grammatical gender of a term: m, f, n …
    #[arg(long, value_name = "[LANG=][TERM=]GENDER", help_heading = "Terms")]
    pub gender: Vec<String>,
    /// A note on one term
    #[arg(long, value_name = "[LANG=][TERM=]TEXT", help_heading = "Terms")]
    pub term_note: Vec<String>,
    /// Where one term is taken from
    #[arg(long, value_name = "[LANG=][TERM=]TEXT", help_heading = "Terms")]
    pub term_reference: Vec<String>,
    /// Subject field
    #[arg(long, value_name = "TEXT", help_heading = "Concept")]
    pub domain: Option<String>,
    /// Part of speech: noun, adj, verb …
    #[arg(long, value_name = "TEXT", help_heading = "Concept")]
    pub pos: Option<String>,
    /// What it means
    #[arg(long, value_name = "TEXT", help_heading = "Concept")]
    pub definition: Option<String>,
    /// A note for translators
    #[arg(long, value_name = "TEXT", help_heading = "Concept")]
    pub note: Option<String>,
    /// Where it holds: a campaign, a document, an organisation
    #[arg(long, value_name = "TEXT", help_heading = "Concept")]
    pub scope: Option<String>,
    /// Where it is taken from
    #[arg(long, value_name = "TEXT", help_heading = "Concept")]
    pub reference: Option<String>,
    /// State of review, such as proposed or reviewed
    #[arg(long, value_name = "STATE", help_heading = "Concept")]
    pub review: Option<String>,
    /// The term stays as it is in every language
    #[arg(long, help_heading = "Concept")]
    pub do_not_translate: bool,
}

/// `tm glossary show`
#[derive(Debug, Args)]
#[command(after_help = "\
Homonyms are all shown. Examples:
  tm glossary show شورا
  tm glossary show T2 --json")]
pub struct GlossaryShowArgs {
    /// Its id, the beginning of one, or one of its terms
    #[arg(value_name = "TERM|ID")]
    pub which: String,
}

/// `tm glossary list`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tm glossary list --missing de --domain law
  tm glossary list --status forbidden -t en
  tm glossary list --review proposed")]
pub struct GlossaryListArgs {
    /// Only terms that have no rendering in this language
    #[arg(long, value_name = "LANG")]
    pub missing: Option<String>,
    /// Only terms of this subject field
    #[arg(long)]
    pub domain: Option<String>,
    /// Only concepts with a term of this status, in a language of -t where it is given: preferred, admitted, deprecated,
    /// forbidden
    #[arg(long, value_name = "STATUS,…", value_delimiter = ',', value_parser = statuses())]
    pub status: Vec<TermStatus>,
    /// Only concepts in this state of review, such as proposed or reviewed; none for those in no state
    #[arg(long, value_name = "STATE,…", value_delimiter = ',')]
    pub review: Vec<String>,
    /// Only terms with this text in one of their names
    #[arg(value_name = "TEXT")]
    pub text: Option<String>,
}

/// The names of [`TermStatus`], as JSON tells them.
fn statuses() -> impl TypedValueParser<Value = TermStatus> {
    StringValueParser::new().try_map(|name| {
        TermStatus::parse(&name).ok_or("the statuses are preferred, admitted, deprecated and forbidden")
    })
}

/// `tm glossary approve`
#[derive(Debug, Args)]
#[command(after_help = "\
Their state of review becomes \"reviewed\". Examples:
  tm glossary approve شورا T7
  tm glossary approve --domain law
  tm glossary approve --all -n")]
pub struct GlossaryApproveArgs {
    /// Ids or terms
    #[arg(value_name = "TERM|ID", required_unless_present_any = ["domain", "all"])]
    pub which: Vec<String>,
    /// Those of this subject field
    #[arg(long, conflicts_with = "which")]
    pub domain: Option<String>,
    /// All of them
    #[arg(long, conflicts_with_all = ["which", "domain"])]
    pub all: bool,
    /// Report, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// `tm glossary remove`
#[derive(Debug, Args)]
#[command(after_help = "\
A removed concept is not brought back by importing it again or by another member's memory; tm undo brings it back, and
so does tm glossary add. Its history stays.

Example:
  tm glossary remove شورا T7")]
pub struct GlossaryRemoveArgs {
    /// Ids or terms
    #[arg(value_name = "TERM|ID", required = true)]
    pub which: Vec<String>,
    /// Report, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// `tm glossary find`
#[derive(Debug, Args)]
pub struct GlossaryFindArgs {
    /// Where to find terms.
    #[command(flatten)]
    pub input: InputArgs,
}

/// `tm glossary extract`
#[derive(Debug, Args)]
#[command(after_help = "\
A candidate is a noun phrase of one to four words; all its forms are one. The best stand first: by C-value (how often it
stands there, and not only inside longer ones) times keyness (how much more frequent its words are there than in general
text). Renderings are those of the memory's own pairs. All of it is a proposal: with -o, take out the lines you do not
want, put the right renderings in, and import the rest.

The TSV has the term, its first rendering where two pairs or more agree on it, the state of review \"proposed\", and in
columns of their own what speaks for it: counts, forms, other renderings and contexts.

Examples:
  tm glossary extract statement.txt -t en
  tm glossary extract statements/ leaflet.txt --min-count 3 -o candidates.tsv
  tm glossary import candidates.tsv")]
pub struct GlossaryExtractArgs {
    /// Documents, folders of them (.txt and .md), - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<String>,
    /// Show so many candidates
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub limit: usize,
    /// Least number of occurrences [default: 1 below 10 000 words, else 2]
    #[arg(long, value_name = "N")]
    pub min_count: Option<usize>,
    /// Those that are in the glossary already too
    #[arg(long)]
    pub all: bool,
    /// Write them as a TSV for tm glossary import; - is standard output
    #[arg(short, long, value_name = "OUT")]
    pub out: Option<PathBuf>,
    /// Write over an existing OUT
    #[arg(long, requires = "out")]
    pub force: bool,
    /// Take every line as one segment
    #[arg(long)]
    pub lines: bool,
    /// What is done with documents that a PDF program garbled
    #[arg(long, value_name = "HOW", default_value = "auto")]
    pub repair: Repair,
}

/// `tm glossary import`
#[derive(Debug, Args)]
#[command(after_help = "\
What a file is, it says itself: TBX 2 and 3, tables in TSV, CSV and XLSX (also of memoQ and Weblate), glossaries of OmegaT, \
and TMX, whose short units become proposed terms. The first line of a table names the columns: a language tag each, with \"; \" \
between synonyms, the first preferred; optional id, pos, domain, note, definition and forbidden_<lang>. Importing again with \
ids updates those concepts. Files that do not name their languages (OmegaT, Weblate) need -s and -t.")]
pub struct GlossaryImportArgs {
    /// Files to read
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Read everything, report, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// `tm glossary export`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tm glossary export terms.tbx
  tm glossary export terms.tbx --format tbx2             for OmegaT and Weblate
  tm glossary export glossary.txt --format omegat -t en  one pair of languages")]
pub struct GlossaryExportArgs {
    /// File to write; - is standard output
    #[arg(value_name = "OUT")]
    pub out: PathBuf,
    /// What to write [default: by the name of OUT, else tsv]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<GlossaryFormat>,
    /// Names that are held back too, for your own backup
    #[arg(long)]
    pub full: bool,
}

/// Formats that terms are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GlossaryFormat {
    /// A table of everything, one concept a line
    Tsv,
    /// TBX-Basic 3, ISO 30042:2019
    Tbx,
    /// TBX-Basic 2, which more programs read
    Tbx2,
    /// Source, target and comment between tabs
    Omegat,
}
