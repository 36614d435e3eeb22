//! `tm mark`

use tm::sqlite::SqliteStore;

use super::which::chosen;
use super::{Context, Outcome, written};
use crate::args::MarkArgs;
use crate::failure::Result;
use crate::jobs::review;
use crate::ui::text::counted;

pub(super) fn run(context: &mut Context<'_>, args: &MarkArgs) -> Result<Outcome> {
    let connection = context.existing_memory()?;
    let mut store = SqliteStore::new(&connection);
    let units = chosen(context, &store, &args.which)?;
    if units.is_empty() {
        return Ok(Outcome::Nothing);
    }
    let who = context.me();
    let (tx, changed) = review::mark(&mut store, &units, args.mark, &who, args.which.dry_run)?;
    let rest = match units.len() - changed {
        0 => String::new(),
        n => format!(", {n} left as they were"),
    };
    let marked = counted(changed as u64, "unit");
    let word = args.mark.as_str();
    context.ui.say(&format!("{marked} marked {word}{rest}. {}", written(args.which.dry_run, tx)));
    Ok(Outcome::Done)
}
