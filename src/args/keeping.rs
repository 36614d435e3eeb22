//! Keeping a memory whole, and rid of what must not be in it.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::SelectionArgs;

/// `tm backup`
#[derive(Debug, Args)]
#[command(after_help = "\
Units, terms, history, private marks and the hold-back list: all of it, as one file that is itself a memory (tm --db
FILE find ... reads it). Others may go on writing meanwhile. The copy is checked before it gets its name.

Examples:
  tm backup /media/stick/memory-2026-11-21.tmdb
  tm restore /media/stick/memory-2026-11-21.tmdb")]
pub struct BackupArgs {
    /// File to write; an existing one is left alone
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Write over an existing file
    #[arg(long)]
    pub force: bool,
}

/// `tm restore`
#[derive(Debug, Args)]
#[command(after_help = "\
The backup is checked first. What is in the memory now is kept beside it, under a name that is printed, so that
restoring that file goes back. Without a memory one is made.

Examples:
  tm restore -n memory-2026-11-21.tmdb
  tm restore memory-2026-11-21.tmdb")]
pub struct RestoreArgs {
    /// The backup
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Check the backup, report, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// `tm purge`
#[derive(Debug, Args)]
#[command(after_help = "\
Every unit that says TEXT in any spelling, in any language, live or only in the history, goes with all its
translations; terms of the glossary that say it go too, and notes, props, names of origins and the hold-back list lose
it; the pseudonym of a reviewer stays. Then the file is rewritten, so that no free space of it holds the text. There is
no undo. It asks first.

Where another program reads the memory, or the disk is full, the rows are gone but the file cannot be rewritten: that is
said, the exit code is 1, and the next tm purge finishes it.

Imports and other members' memories do not bring these units back, and a member who imports this memory loses them as
well: for that a fingerprint of each unit is kept. --forget keeps none. The text in another spelling or with another
translation is another unit, which can come in again: look for it after an import.

Examples:
  tm purge -n \"نشانی خانه\"
  tm purge - --containing")]
pub struct PurgeArgs {
    /// The text; - reads it from standard input, so that the shell's history does not keep it
    #[arg(value_name = "TEXT")]
    pub text: String,
    /// Units that contain the text in a longer one, too
    #[arg(long)]
    pub containing: bool,
    /// Keep no fingerprint: nobody can confirm a guess, and nothing keeps the text from coming back
    #[arg(long)]
    pub forget: bool,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
    /// Show what would go, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// `tm dedupe`
#[derive(Debug, Args)]
#[command(after_help = "\
Without --apply it lists what it finds and changes nothing:
  twins    units that differ in spelling only (Arabic letters, ZWNJ, marks, digits); the best one is named: reviewed
           first, then the one seen most often, then standard Persian
  targets  one source with several translations; all may be right, so these are only listed
  same     units that say the same on both sides; numbers are left out, names are not: look before you apply
  empty    units with a side that has no letter and no digit

--apply puts the best twin in the place of the others, with all they were seen in, and removes the rest, in one write
that undo takes back.

Examples:
  tm dedupe
  tm dedupe --apply twins,empty
  tm dedupe --apply twins -n --origin old-bulletins.tmx")]
pub struct DedupeArgs {
    /// Which units.
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// What to change, with commas
    #[arg(long, value_name = "KIND,…", value_delimiter = ',')]
    pub apply: Vec<DedupeKind>,
    /// Report, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// What `tm dedupe` can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DedupeKind {
    /// Units that differ in spelling only
    Twins,
    /// Units that say the same on both sides
    Same,
    /// Units with a side that says nothing
    Empty,
}
