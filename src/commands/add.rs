//! `tm add`

use tm::sqlite::SqliteStore;

use super::{Context, Outcome, written};
use crate::args::AddArgs;
use crate::failure::{Failure, Result};
use crate::jobs::add::{Request, add, add_lines};

pub(super) fn run(context: &mut Context<'_>, args: &AddArgs) -> Result<Outcome> {
    let request = Request {
        source: context.settings.source.value.clone(),
        target: context.settings.only_target()?,
        restore: args.restore,
        dry_run: args.dry_run,
    };
    let (number, counts) = match (args.source_text.as_str(), &args.target_text) {
        ("-", None) => {
            let connection = context.memory_to_write(args.dry_run)?;
            let ui = &mut context.ui;
            let mut skip = |skipped: &tm::skipped::Skipped| ui.complain(&skipped.to_string());
            add_lines(&mut SqliteStore::new(&connection), std::io::stdin().lock(), &request, &mut skip)?
        }
        (_, None) => {
            let hint = "tm add \"SOURCE\" \"TRANSLATION\", or tm add - for lines from standard input";
            return Err(Failure::usage("the translation is missing", hint));
        }
        (source, Some(target)) => {
            let unit = request.check(source, target)?;
            let connection = context.memory_to_write(args.dry_run)?;
            add(&mut SqliteStore::new(&connection), &unit, &request)?
        }
    };
    context.ui.say(&format!("{}. {}", counts.in_words(), written(args.dry_run, number)));
    Ok(Outcome::of(counts.skipped == 0))
}
