//! `tm glossary import` and `tm glossary export`

use std::io::Write;
use std::path::Path;

use serde_json::json;
use tm::sqlite::SqliteStore;

use crate::args::GlossaryImportArgs;
use crate::commands::{Context, Outcome, written};
use crate::failure::{Failure, Result};
use crate::jobs::glossary::{exchange as job, ordered_concepts};
use crate::jobs::holdback;
use crate::ui::text;
use crate::workspace::Memory;
use crate::writing::atomic::Target;

pub(super) fn import(context: &mut Context<'_>, args: &GlossaryImportArgs) -> Result<Outcome> {
    let tables = job::read_all(&args.files)?;
    let connection = context.memory_to_write(args.dry_run)?;
    let ui = &mut context.ui;
    let mut store = SqliteStore::new(&connection);
    let (number, reports) =
        job::import(&mut store, tables, args.dry_run, &mut |skipped| ui.complain(skipped))?;
    for (name, counts) in &reports {
        context.ui.say(&format!("{name}: {}", counts.in_words()));
        if context.global.json {
            context.ui.json(&json!({
                "v": 1, "file": name, "new": counts.new, "updated": counts.updated,
                "already_here": counts.already_here, "removed_before": counts.removed_before,
                "skipped": counts.skipped, "write": (!args.dry_run).then_some(number.0),
            }))?;
        }
    }
    context.ui.say(&written(args.dry_run, number));
    Ok(Outcome::of(reports.iter().all(|(_, counts)| counts.skipped == 0)))
}

pub(super) fn export(context: &mut Context<'_>, out: &Path, full: bool) -> Result<Outcome> {
    let ending = out.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    if ending.is_some_and(|e| !["tsv", "tab", "txt"].contains(&e.as_str())) {
        return Err(Failure::usage("glossary export writes TSV", "give the file the ending .tsv"));
    }
    let memory = context.memory()?;
    let concepts = ordered_concepts(&memory)?;
    let table = job::table(&concepts);
    if let (false, Memory::File(_, connection)) = (full, &memory) {
        job::refuse_names(&table, &holdback::names(connection)?)?;
    }
    let mut target = Target::open(out, &mut context.ui)?;
    target.write_all(table.as_bytes()).map_err(|error| Failure::from(error).writing(out))?;
    target.finish()?;
    context.ui.say(&format!(
        "{} written to {}.",
        text::counted(concepts.len() as u64, "concept"),
        out.display()
    ));
    Ok(Outcome::of(!concepts.is_empty()))
}
