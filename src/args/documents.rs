//! Documents measured against the memory, and filled from it.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use tm::segment::SegmentKind;

use super::lookup::kinds;
use super::{InputArgs, Repair, SelectionArgs};

/// `tm stats`
#[derive(Debug, Args)]
#[command(after_help = "\
With FILE every segment is looked up as tm suggest does and counted in the first class that holds:
  in context    101 %: in the memory, between the same neighbours
  100 %         in the memory, in any spelling
  numbers only  nothing but numbers, dates, addresses and marks
  repetitions   stood before, in this file or an earlier one (in any spelling);
                what the memory has whole is none, and is told below the table
  95-99 % ...   by the best match, rounded down
  new           no match of 50 % or more
A word is what stands between white space and has a letter or a digit. Files are counted in the order given.
--json has bands (as above) and matches: every segment by its best match alone, repeated or not, as tm suggest shows it;
what is assembled is no match. repetitions has inside, across and known (counted in a better class): together the segments
that tm suggest tells as \"same as\".

Examples:
  tm stats
  tm stats -t de --status reviewed --json
  tm stats statement.txt leaflet.txt -t en
  tm stats statement.txt -t en,de --svg coverage.svg")]
pub struct StatsArgs {
    /// Documents to measure against the memory, - for standard input; without any the memory is counted
    #[arg(value_name = "FILE")]
    pub files: Vec<String>,
    /// Take every line of FILE as one segment
    #[arg(long, requires = "files")]
    pub lines: bool,
    /// What is done with a document that a PDF program garbled
    #[arg(long, value_name = "HOW", default_value = "auto", requires = "files")]
    pub repair: Repair,
    /// Segmentation rules of your own (SRX 2.0)
    #[arg(long, value_name = "FILE", requires = "files")]
    pub srx: Option<PathBuf>,
    /// Leave out segments of these kinds, with commas: chrome,page-number (tm segment --json names the kind of each)
    #[arg(long, value_name = "KIND,…", value_delimiter = ',', value_parser = kinds(), requires = "files")]
    pub skip: Vec<SegmentKind>,
    /// Draw the classes and where they stand in the document, as an SVG picture with the names of the files and nothing
    /// of their text; - is standard output
    #[arg(long, value_name = "OUT", requires = "files")]
    pub svg: Option<PathBuf>,
    /// Which units.
    #[command(flatten)]
    pub selection: SelectionArgs,
}

/// `tm pretranslate`
#[derive(Debug, Args)]
#[command(after_help = "\
Each segment gets the target of its best match that is good enough and states the same facts; the others stay open. Where
every match denies what the text says, or has another number, date or name that could not be carried over, the target
stays empty and the row tells score, kind and what differs; --differing fills it in all the same.

A TSV has a row for each segment, to be filled in with any spreadsheet: text columns named by language, then score, kind,
status and origin of the match, what differs, and the number of the segment. tm check and tm import read it; both count
the rows that are still open, and none of them is imported. A cell that a spreadsheet would take for a formula begins with
an apostrophe, which tm check and tm import take away again.

A TMX has the filled pairs alone: language, text, and below 100 % a note such as \"repaired, 99 %: check\"; what must not
leave the memory (private, from a stranger, with a held-back name) is left out. An OUT that is there already is kept, since
somebody may have filled it in; --force writes over it.

Examples:
  tm pretranslate statement.txt -t en -o statement.tsv
  tm pretranslate statement.txt -t en,de --min 95 -o statement.tmx
  tm pretranslate page.txt -t en --skip chrome -o - | head")]
pub struct PretranslateArgs {
    /// What to translate.
    #[command(flatten)]
    pub input: InputArgs,
    /// Lowest score that is filled in, in per cent; 101 is what stands between the same neighbours
    #[arg(long, value_name = "PERCENT", default_value = "85", allow_negative_numbers = true)]
    pub min: String,
    /// Fill in matches that state another fact too; the column differs names it
    #[arg(long)]
    pub differing: bool,
    /// File to write: .tsv or .tmx; - is standard output
    #[arg(short, long, value_name = "OUT")]
    pub out: PathBuf,
    /// Write over an existing OUT
    #[arg(long)]
    pub force: bool,
    /// What to write [default: by the name of OUT, else tsv]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<PretranslateFormat>,
    /// Segmentation rules of your own (SRX 2.0)
    #[arg(long, value_name = "FILE")]
    pub srx: Option<PathBuf>,
    /// Leave out segments of these kinds, with commas: chrome,page-number (tm segment --json names the kind of each)
    #[arg(long, value_name = "KIND,…", value_delimiter = ',', value_parser = kinds())]
    pub skip: Vec<SegmentKind>,
}

/// What `tm pretranslate` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PretranslateFormat {
    /// A row for each segment, open ones too
    Tsv,
    /// The filled pairs, TMX 1.4
    Tmx,
}
