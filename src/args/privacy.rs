//! What leads to people, and names held back.

use clap::{Args, Subcommand};

use super::SelectionArgs;

/// `tm scan`
#[derive(Debug, Args)]
#[command(after_help = "\
Looks at what an export of the same selection would write, before pseudonyms: names on the hold-back list, telephone
numbers, mail and web addresses, names on networks, numbers of persons, accounts and cards, file paths, a day together
with a workplace. Names that are on no list are not recognised: a clean scan does not make a text anonymous.
Ends with 1 when a name on the list is found, or what looks like one.

Examples:
  tm scan -t en
  tm scan --since 2026-05-01 --json
  tm scan --input statement.txt")]
pub struct ScanArgs {
    /// Scan a document instead of the memory; - is standard input
    #[arg(long, value_name = "FILE")]
    pub input: Option<String>,
    /// Which units.
    #[command(flatten)]
    pub selection: SelectionArgs,
}

/// `tm holdback …`
#[derive(Debug, Subcommand)]
pub enum HoldbackCommand {
    /// Hold a name back: a pseudonym takes its place in every export
    Add(HoldbackAddArgs),
    /// List the names and their pseudonyms
    List,
    /// Take a name off the list
    Remove {
        /// The name, in any spelling
        #[arg(value_name = "NAME")]
        name: String,
    },
}

/// `tm holdback add`
#[derive(Debug, Args)]
#[command(after_help = "\
The name is found in every Persian spelling and form and as Latin-script languages write its sound; --in adds what
does not follow from the sound. Adding a name again adds to its entry. Without --as a name is invented. The list is
kept in this memory alone: it is never exported, never merged, and no part of undo.

An export in which a name is found in one language of a unit and not in another is refused as a whole.

Examples:
  tm holdback add \"رضا کامیاب\"
  tm holdback add \"رضا کامیاب\" --in ru=\"Реза Камьяб\" --as fa=نسیم --as en=Nasim
  tm holdback add \"رضا کامیاب\" --except \"Reza Kamyabian\"")]
pub struct HoldbackAddArgs {
    /// The name, best in Persian
    #[arg(value_name = "NAME")]
    pub name: String,
    /// What takes its place, in every language or in one [default: an invented name]
    #[arg(long = "as", value_name = "[LANG=]PSEUDONYM")]
    pub pseudonym: Vec<String>,
    /// How a language writes it
    #[arg(long = "in", value_name = "LANG=RENDERING")]
    pub rendering: Vec<String>,
    /// A text that looks like the name and is not meant
    #[arg(long, value_name = "TEXT")]
    pub except: Vec<String>,
    /// Hold back each part of the name too, where it stands alone
    #[arg(long)]
    pub parts: bool,
}
