//! `tm import`

use serde_json::json;
use tm::sqlite::SqliteStore;

use super::{Context, Outcome, written};
use crate::args::ImportArgs;
use crate::failure::Result;
use crate::jobs::import::{Request, import};
use crate::reading::pairs::{Assumed, prepare};
use crate::settings::Origin;

pub(super) fn run(context: &mut Context<'_>, args: &ImportArgs) -> Result<Outcome> {
    let assumed = assumed(context);
    // Every file is looked into before a memory is made for them.
    let mut files = Vec::new();
    for file in &args.files {
        files.extend(prepare(file, args.format, &assumed, &mut context.ui)?);
    }
    let connection = context.memory_to_write(args.dry_run)?;
    let mut store = SqliteStore::new(&connection);
    let request = Request { restore: args.restore, own: args.own, dry_run: args.dry_run };
    let (number, reports) = import(&mut store, files, request, &mut context.ui)?;
    let mut skipped = 0;
    for report in &reports {
        let counts = &report.counts;
        skipped += counts.skipped;
        context.ui.say(&format!("{}: {}", report.name, counts.in_words()));
        if context.global.json {
            let line = json!({
                "v": 1, "file": report.name, "new": counts.new, "already_here": counts.already_here,
                "merged": counts.merged, "removed_before": counts.removed_before, "skipped": counts.skipped,
                "write": (!args.dry_run).then_some(number.0),
            });
            if let Err(error) = context.ui.json(&line) {
                // The write stands; only its report is lost.
                context.ui.complain(&format!("warning: the report could not be written\n{error}"));
                skipped += 1;
            }
        }
    }
    context.ui.say(&written(args.dry_run, number));
    Ok(Outcome::of(skipped == 0))
}

/// Languages of a table without a header: only what was asked for, never a default.
fn assumed(context: &Context<'_>) -> Assumed {
    let settings = &context.settings;
    let source = (settings.source.origin != Origin::Default).then(|| settings.source.value.clone());
    Assumed { source, target: settings.only_target().ok() }
}
