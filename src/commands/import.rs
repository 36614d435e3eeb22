//! `tm import`

use serde_json::json;
use tm::sqlite::SqliteStore;

use super::{Context, Outcome, written};
use crate::args::{Bidi, ImportArgs};
use crate::failure::{Failure, Result};
use crate::interrupt;
use crate::jobs::import::{FileReport, Request, import};
use crate::reading::pairs::prepare;
use crate::ui::Ui;
use crate::ui::text::counted;
use crate::workspace::index::Files;
use crate::workspace::is_same_file;
use crate::writing::atomic::Target;

pub(super) fn run(context: &mut Context<'_>, args: &ImportArgs) -> Result<Outcome> {
    interrupt::listen();
    let assumed = context.assumed(&args.assume_lang)?;
    // Every file is looked into before a memory is made for them.
    let mut files = Vec::new();
    for file in &args.files {
        files.extend(prepare(file, args.format, &assumed, &mut context.ui)?);
    }
    context.check_room(&args.files, args.dry_run)?;
    // Opened before anything is made: a list that cannot be kept stops the import.
    let mut standard = Ui::new(context.global, Bidi::Off);
    if let Some(path) =
        args.rejects.as_ref().filter(|path| args.files.iter().any(|file| is_same_file(file, path)))
    {
        return Err(Failure::rejects_over_input(path));
    }
    let rejects = args.rejects.as_ref().map(|path| Target::open(path, &mut standard)).transpose()?;
    let merges = files.iter().any(|(file, _)| file.as_store().is_some()) && !args.dry_run && !args.untrusted;
    let connection = context.memory_to_write(args.dry_run)?;
    let mut store = SqliteStore::new(&connection);
    let request = Request {
        restore: args.restore,
        own: args.own,
        untrusted: args.untrusted,
        no_metadata: args.no_metadata,
        dry_run: args.dry_run,
        order: args.order,
        source: Some(context.settings.source.value.clone()),
    };
    let (number, reports) = import(&mut store, files, request, &mut context.ui, rejects)?;
    let changes = reports.iter().any(FileReport::changes);
    if !args.dry_run && reports.iter().any(|report| report.counts.purged_there > 0) {
        forget_index(context);
    }
    let mut skipped = 0;
    for report in &reports {
        let counts = &report.counts;
        skipped += counts.skipped;
        context.ui.say(&format!("{}: {}", report.name, counts.in_words()));
        if context.global.json {
            let line = json!({
                "v": 1, "file": report.name, "new": counts.new, "already_here": counts.already_here,
                "merged": counts.merged, "removed_before": counts.removed_before,
                "purged_before": counts.purged_before, "purged_there": counts.purged_there, "skipped": counts.skipped,
                "terms": counts.terms, "terms_removed_before": counts.terms_removed_before,
                "metadata": report.metadata.objects(),
                "write": (!args.dry_run && changes).then_some(number.0),
            });
            if let Err(error) = context.ui.json(&line) {
                // The write stands; only its report is lost.
                context.ui.complain(&format!("warning: the report could not be written\n{error}"));
                skipped += 1;
            }
        }
    }
    context.ui.say(&match changes || args.dry_run {
        true => written(args.dry_run, number),
        false => "Nothing new: the memory is as it was.".to_owned(),
    });
    if merges {
        tell_conflicts(context, &store)?;
    }
    Ok(Outcome::of(skipped == 0))
}

/// Takes away the index, which may hold words of what was purged; a later look-up makes it anew.
fn forget_index(context: &mut Context<'_>) {
    let Some(db) = &context.settings.db else { return };
    if let Err(error) = Files::of(&db.value).remove() {
        context
            .ui
            .complain(&format!("warning: the index of the memory may still hold purged words\n{error}"));
    }
}

/// What a merge leaves to people.
fn tell_conflicts(context: &mut Context<'_>, store: &SqliteStore<'_>) -> Result<()> {
    let open = store.conflicts()?.len() as u64;
    if open > 0 {
        context.ui.say(&format!("{} to settle: tm review --conflicts", counted(open, "conflict")));
    }
    Ok(())
}
