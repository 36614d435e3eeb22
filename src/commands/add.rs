//! `tm add`

use tm::detail::Detail;
use tm::sqlite::SqliteStore;

use super::{Context, Outcome, written};
use crate::args::AddArgs;
use crate::failure::{Failure, Result};
use crate::jobs::add::{Request, add, read_lines};
use crate::jobs::import::Counts;
use crate::reading::pairs::Pair;

pub(super) fn run(context: &mut Context<'_>, args: &AddArgs) -> Result<Outcome> {
    let request = Request {
        source: context.settings.source.value.clone(),
        target: context.settings.only_target()?,
        restore: args.restore,
        dry_run: args.dry_run,
    };
    let (pairs, counts) = match (args.source_text.as_str(), &args.target_text) {
        ("-", None) => {
            let ui = &mut context.ui;
            // Everything is read before the memory is locked: somebody may be typing.
            read_lines(std::io::stdin().lock(), &request, &mut |skipped| ui.complain(&skipped.to_string()))?
        }
        (_, None) => {
            let hint = "tm add \"SOURCE\" \"TRANSLATION\", or tm add - for lines from standard input";
            return Err(Failure::usage("the translation is missing", hint));
        }
        (source, Some(target)) => {
            let unit = request.check(source, target)?;
            (vec![Pair { unit, detail: Detail::default(), line: 0 }], Counts::default())
        }
    };
    if pairs.is_empty() {
        context.ui.say("There is no pair in the input.");
        return Ok(Outcome::Nothing);
    }
    let connection = context.memory_to_write(args.dry_run)?;
    let (number, counts) = add(&mut SqliteStore::new(&connection), &pairs, counts, &request)?;
    context.ui.say(&format!("{}. {}", counts.in_words(), written(args.dry_run, number)));
    Ok(Outcome::of(counts.skipped == 0))
}
