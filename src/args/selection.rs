//! Which units are meant.

use clap::{Args, ValueEnum};

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

impl SelectionArgs {
    /// Whether anything was typed.
    pub fn is_given(&self) -> bool {
        let SelectionArgs { since, status, origin, matching, unit } = self;
        since.is_some() || !status.is_empty() || origin.is_some() || matching.is_some() || !unit.is_empty()
    }
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

/// Units to change: a pair, a selection, or both.
#[derive(Debug, Args)]
pub struct WhichArgs {
    /// The source text; without it the selection says which units
    #[arg(value_name = "SRC")]
    pub source_text: Option<String>,
    /// The translation; needed where there are several, unless --all is given
    #[arg(value_name = "TGT")]
    pub target_text: Option<String>,
    /// Every translation of SRC, or every unit there is
    #[arg(long)]
    pub all: bool,
    /// Report, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// Which units.
    #[command(flatten)]
    pub selection: SelectionArgs,
}
