//! Tending a memory.

use clap::{Args, Subcommand, ValueEnum};

use super::{SelectionArgs, WhichArgs};

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
  tm remove \"نان\" --all
  tm remove --origin strangers.tmx --status untrusted")]
pub struct RemoveArgs {
    /// Which units.
    #[command(flatten)]
    pub which: WhichArgs,
}

/// `tm review`
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Without a subcommand units are listed that nobody approved or rejected yet, most doubtful first.

Examples:
  tm review --origin bulletin-31
  tm review --ask
  tm review approve \"نان\" \"bread\"
  tm review approve --origin bulletin-31
  tm review reject --unit 3f2a90c1
  tm review --conflicts"
)]
pub struct ReviewArgs {
    /// What to decide.
    #[command(subcommand)]
    pub decision: Option<Decision>,
    /// What members said differently: corrections and opinions that contradict each other
    #[arg(long)]
    pub conflicts: bool,
    /// Decide one by one at the terminal
    #[arg(long, conflicts_with_all = ["conflicts", "json"])]
    pub ask: bool,
    /// Most units shown
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// Which units.
    #[command(flatten)]
    pub selection: SelectionArgs,
}

/// What can be decided about units.
#[derive(Debug, Subcommand)]
pub enum Decision {
    /// They are right
    Approve(WhichArgs),
    /// They are wrong: kept, but neither suggested nor exported
    Reject(WhichArgs),
}

/// `tm mark`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tm mark private --match \"هفت تپه\"
  tm mark public \"نان\" \"bread\"
  tm mark trusted --origin strangers.tmx")]
pub struct MarkArgs {
    /// As what
    #[arg(value_name = "MARK")]
    pub mark: Mark,
    /// Which units.
    #[command(flatten)]
    pub which: WhichArgs,
}

/// What units can be marked as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Mark {
    /// Never leaves this memory
    Private,
    /// May leave it again
    Public,
    /// From a stranger: suggested with a penalty, not exported
    Untrusted,
    /// Accepted: a draft like any other
    Trusted,
}
