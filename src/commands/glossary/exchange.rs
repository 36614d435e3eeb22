//! `tm glossary import` and `tm glossary export`

use std::io::Write;
use std::path::Path;

use glossary::tsv::Pair;
use serde_json::{Value, json};
use tm::sqlite::SqliteStore;

use crate::args::{GlossaryExportArgs, GlossaryFormat, GlossaryImportArgs};
use crate::commands::{Context, Outcome, written};
use crate::failure::{Failure, Result};
use crate::jobs::glossary::{exchange as job, ordered_concepts};
use crate::jobs::holdback;
use crate::settings::Origin;
use crate::ui::text;
use crate::workspace::Memory;
use crate::writing::atomic::Target;

pub(super) fn import(context: &mut Context<'_>, args: &GlossaryImportArgs) -> Result<Outcome> {
    let targets = &context.settings.targets;
    let is_asked = matches!(targets.origin, Origin::Option(_));
    let languages = job::Languages {
        source: context.settings.source.value.clone(),
        target: context.settings.only_target().ok(),
        asked: if is_asked { targets.value.clone() } else { Vec::new() },
    };
    let files = job::read_all(&args.files, &languages)?;
    let connection = context.memory_to_write(args.dry_run)?;
    let ui = &mut context.ui;
    let mut store = SqliteStore::new(&connection);
    let (number, reports) =
        job::import(&mut store, files, args.dry_run, &mut |skipped| ui.complain(skipped))?;
    for job::Report { name, counts, left_out } in &reports {
        context.ui.say(&format!("{name}: {}", counts.in_words()));
        for loss in left_out {
            context.ui.say(&format!("{name}: {}: {}", loss.what, loss.count));
        }
        if context.global.json {
            let left_out: Vec<Value> =
                left_out.iter().map(|loss| json!({"count": loss.count, "what": loss.what})).collect();
            context.ui.json(&json!({
                "v": 1, "file": name, "new": counts.new, "updated": counts.updated,
                "already_here": counts.already_here, "removed_before": counts.removed_before,
                "skipped": counts.skipped, "cleaned": counts.cleaned, "left_out": left_out,
                "write": (!args.dry_run).then_some(number.0),
            }))?;
        }
    }
    context.ui.say(&written(args.dry_run, number));
    Ok(Outcome::of(reports.iter().all(|report| report.counts.skipped == 0)))
}

pub(super) fn export(context: &mut Context<'_>, args: &GlossaryExportArgs) -> Result<Outcome> {
    let out = args.out.as_path();
    let format = args.format.map_or_else(|| by_ending(out), Ok)?;
    let pair = match format {
        GlossaryFormat::Omegat => Some(Pair {
            source: context.settings.source.value.clone(),
            target: context.settings.only_target()?,
        }),
        _ => None,
    };
    let memory = context.memory()?;
    let concepts = ordered_concepts(&memory)?;
    if let (false, Memory::File(_, connection)) = (args.full, &memory) {
        job::refuse_names(&concepts, &holdback::names(connection)?)?;
    }
    let file = job::written(&concepts, format, pair.as_ref());
    let mut target = Target::open(out, &mut context.ui)?;
    target.write_all(file.text.as_bytes()).map_err(|error| Failure::from(error).writing(out))?;
    target.finish()?;
    context.ui.say(&format!("{} written to {}.", text::counted(file.concepts, "concept"), out.display()));
    for loss in &file.lost {
        context.ui.say(&format!("not in it: {}: {}", loss.what, loss.count));
    }
    Ok(Outcome::of(file.concepts > 0))
}

fn by_ending(out: &Path) -> Result<GlossaryFormat> {
    let ending = out.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    match ending.as_deref() {
        None | Some("tsv" | "tab" | "txt") => Ok(GlossaryFormat::Tsv),
        Some("tbx") => Ok(GlossaryFormat::Tbx),
        Some("utf8") => Ok(GlossaryFormat::Omegat),
        Some(_) => Err(Failure::usage(
            "glossary export writes TSV and TBX",
            "give the file the ending .tsv or .tbx, or name a --format",
        )),
    }
}
