//! Asking the memory about a text.

use std::path::PathBuf;

use clap::builder::{StringValueParser, TypedValueParser};
use clap::{Args, ValueEnum};
use tm::segment::SegmentKind;

use super::SelectionArgs;

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
    /// What is done with a document that a PDF program garbled
    #[arg(long, value_name = "HOW", default_value = "auto")]
    pub repair: Repair,
}

impl InputArgs {
    /// The same ways for another file.
    pub fn of_file(&self, path: &std::path::Path) -> InputArgs {
        InputArgs { input: path.display().to_string(), text: false, ..self.clone() }
    }
}

/// What is done with damaged documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Repair {
    /// Repair what marks, numbers and letters show; propose what only words hint at
    #[default]
    Auto,
    /// Take the text as it is
    Off,
    /// Only tell, line by line, what is damaged and what would be done
    Report,
}

/// `tm suggest`
#[derive(Debug, Args)]
#[command(after_help = "\
Places in --json (at, here, memory) count Unicode characters, the end excluded.

Examples:
  tm suggest \"کارگران اعتصاب کردند\" -t en
  tm suggest statement.txt --min 75 --json
  tm suggest page.txt --skip chrome
  tm suggest \"زنده باد!\" --context leaflet.txt
  tm suggest from-a-pdf.txt --repair report
  cat statement.txt | tm suggest -")]
pub struct SuggestArgs {
    /// What to translate.
    #[command(flatten)]
    pub input: InputArgs,
    /// Lowest score shown, in per cent; 101 is what stands between the same neighbours
    #[arg(long, value_name = "PERCENT", default_value = "60", allow_negative_numbers = true)]
    pub min: String,
    /// Most texts of the memory shown for each segment and language; each with 20 translations at most
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub limit: usize,
    /// The document INPUT is from: its neighbours there make 101 % matches
    #[arg(long, value_name = "FILE", conflicts_with_all = ["previous", "next"])]
    pub context: Option<PathBuf>,
    /// The segment before INPUT; with --next, what stands between the same two is 101 %
    #[arg(long, value_name = "TEXT")]
    pub previous: Option<String>,
    /// The segment behind INPUT
    #[arg(long, value_name = "TEXT")]
    pub next: Option<String>,
    /// Leave the terms out
    #[arg(long)]
    pub no_terms: bool,
    /// Show why each match has its score: words on both sides, spellings, penalties, the sum
    #[arg(long)]
    pub explain: bool,
    /// Assemble nothing from passages of the memory, terms and values where no text scores above 74
    #[arg(long)]
    pub no_assembled: bool,
    /// Segmentation rules of your own (SRX 2.0)
    #[arg(long, value_name = "FILE")]
    pub srx: Option<PathBuf>,
    /// Leave out segments of these kinds, with commas: chrome,page-number (tm segment --json names the kind of each)
    #[arg(long, value_name = "KIND,…", value_delimiter = ',', value_parser = kinds())]
    pub skip: Vec<SegmentKind>,
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
    /// Most units shown; 0 only counts them
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
  tm segment from-a-pdf.txt --repair report
  tm segment page.txt --skip chrome,page-number,running-header
  tm segment statement.txt --srx group.srx
  tm segment statement.txt --tidy
  tm segment statement.txt --tidy=report")]
pub struct SegmentArgs {
    /// What to split.
    #[command(flatten)]
    pub input: InputArgs,
    /// Segmentation rules of your own (SRX 2.0)
    #[arg(long, value_name = "FILE")]
    pub srx: Option<PathBuf>,
    /// Leave out segments of these kinds, with commas: chrome,page-number (tm segment --json names the kind of each)
    #[arg(long, value_name = "KIND,…", value_delimiter = ',', value_parser = kinds())]
    pub skip: Vec<SegmentKind>,
    /// Tidy Persian typography first; =report lists what would change and what is doubtful
    #[arg(long, value_name = "HOW", num_args = 0..=1, require_equals = true, default_missing_value = "apply")]
    pub tidy: Option<Tidy>,
}

/// What `tm segment --tidy` does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Tidy {
    /// Give the segments of the tidied text; the file stays as it is
    Apply,
    /// List every change and proposal
    Report,
}

/// The names of [`SegmentKind`], as JSON tells them.
pub(super) fn kinds() -> impl TypedValueParser<Value = SegmentKind> {
    StringValueParser::new().try_map(|name| {
        let names = SegmentKind::ALL.map(SegmentKind::as_str).join(", ");
        SegmentKind::parse(name.trim()).ok_or(format!("the kinds are {names}"))
    })
}
