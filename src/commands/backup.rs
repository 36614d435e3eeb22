//! `tm backup` and `tm restore`

use std::path::Path;

use serde_json::json;

use super::{Context, Outcome};
use crate::args::{BackupArgs, RestoreArgs};
use crate::failure::{Failure, Result};
use crate::jobs::backup;
use crate::ui::text::counted;
use crate::workspace::copy::Extent;
use crate::workspace::{self, Carried};

pub(super) fn backup(context: &mut Context<'_>, args: &BackupArgs) -> Result<Outcome> {
    if args.file == Path::new("-") {
        return Err(Failure::usage(
            "a backup is checked after it is written, which a pipe cannot be",
            "name a file",
        ));
    }
    let memory = context.named_memory()?;
    let connection = workspace::open_for_reading(&memory)?;
    let made = backup::backup(&connection, &memory, &args.file, args.force)?;
    if context.global.json {
        let extent = &made.extent;
        context.ui.json(&json!({
            "v": 1, "file": args.file.display().to_string(), "units": extent.units, "concepts": extent.concepts,
            "writes": extent.writes, "bytes": made.bytes,
        }))?;
    }
    context.ui.say(&format!(
        "Backed up {} to {}: copied, read again whole, the same number of rows.",
        in_words(&made.extent),
        args.file.display()
    ));
    context.ui.say(
        "It holds everything there is, private units and names too: keep it where only you can read it.",
    );
    Ok(Outcome::Done)
}

pub(super) fn restore(context: &mut Context<'_>, args: &RestoreArgs) -> Result<Outcome> {
    let memory = context.settings.db.as_ref().ok_or_else(Failure::homeless)?.value.clone();
    let restored = backup::restore(&args.file, &memory, args.dry_run)?;
    let what = in_words(&restored.extent);
    if context.global.json {
        let extent = &restored.extent;
        context.ui.json(&json!({
            "v": 1, "memory": memory.display().to_string(), "units": extent.units, "concepts": extent.concepts,
            "writes": extent.writes, "before": restored.kept.as_ref().map(|p| p.display().to_string()),
            "held_back": restored.carried.held_back, "private": restored.carried.private,
            "purged": restored.carried.purged, "unread": restored.carried.unread,
            "dry_run": args.dry_run,
        }))?;
    }
    let (file, memory) = (args.file.display(), memory.display());
    if args.dry_run {
        context.ui.say(&format!(
            "{file} is whole and would put {what} into {memory}. Dry run: nothing was changed."
        ));
        return Ok(Outcome::Done);
    }
    context.ui.say(&format!("Restored {what} from {file} into {memory}."));
    if let Some(kept) = &restored.kept {
        let kept = kept.display();
        context
            .ui
            .say(&format!("What was there before is kept as {kept}; tm restore {kept} goes back to it."));
    }
    for line in protection(&restored.carried) {
        context.ui.say(&line);
    }
    Ok(Outcome::Done)
}

/// What protects people is told: it is not from the backup.
fn protection(carried: &Carried) -> Vec<String> {
    let mut lines = Vec::new();
    let counts =
        [(carried.held_back, "held-back name"), (carried.private, "private mark"), (carried.purged, "purge")];
    let counts: Vec<_> =
        counts.iter().filter(|(n, _)| *n > 0).map(|(n, noun)| counted(*n as u64, noun)).collect();
    if !counts.is_empty() {
        lines.push(format!("Newer than the backup and kept: {}.", counts.join(", ")));
    }
    if carried.purged > 0 {
        lines.push(
            "Notes about other units may tell again what was purged: tm purge of the same text takes them out.".to_owned(),
        );
    }
    if carried.unread {
        lines.push(
            "Not all of what was there could be read: names held back, private marks and purges that are newer than the \
             backup may be missing."
                .to_owned(),
        );
    }
    lines
}

fn in_words(extent: &Extent) -> String {
    let count = |n: i64, noun| counted(n.unsigned_abs(), noun);
    format!(
        "{}, {} and {}",
        count(extent.units, "unit"),
        count(extent.concepts, "concept"),
        count(extent.writes, "write")
    )
}
